//! A recipe trained on the noisy digits of one seed, or of several.

use crate::experiment::regularization::noisy_digits::NoisyDigits;
use crate::experiment::training::mean;
use crate::experiment::{Context, ExperimentError};
use crate::nn::Network;
use crate::nn::train::Outcome;

use super::recipe::Recipe;

/// The task: few digits to train on, and a third of them labelled wrongly.
pub(super) const TASK: NoisyDigits = NoisyDigits { examples: 400, noise: 0.3 };

/// What one network came to.
#[derive(Clone, Debug)]
pub(super) struct Trained {
    /// The test accuracy at each of the [`looks`].
    pub(super) curve: Vec<f64>,
    /// The share of the wrong labels that it gives back: learned by heart, for no rule leads to them.
    pub(super) wrong_learned: f64,
    /// Whether the loss stopped being finite.
    pub(super) diverged: bool,
}

impl Trained {
    /// The test accuracy at the end.
    pub(super) fn accuracy(&self) -> f64 {
        self.curve.last().copied().unwrap_or_default()
    }
}

/// The epochs after which a network is tested while it is trained: every second, and the last.
pub(super) fn looks(epochs: usize) -> Vec<usize> {
    (1..=epochs).filter(|epoch| (epochs - epoch).is_multiple_of(2)).collect()
}

/// Trains a recipe on the digits of a seed; `each` sees the test accuracy at every look. A network that
/// diverges is judged by the weights it had then.
pub(super) fn train(
    recipe: &Recipe,
    seed: u64,
    context: &Context,
    mut each: impl FnMut(f64),
) -> Result<Trained, ExperimentError> {
    let drawn = TASK.load(seed);
    let (looks, test) = (looks(recipe.epochs), &drawn.split.test);
    let mut curve = Vec::with_capacity(looks.len());
    let mut look = |network: &mut Network, epoch| -> Result<(), ExperimentError> {
        if looks.contains(&epoch) {
            let accuracy = network.accuracy(test.features.view(), &test.labels)?;
            curve.push(accuracy);
            each(accuracy);
        }
        Ok(())
    };
    let mut seen = Ok(());
    let (mut network, history) = recipe.plan()?.train_scheduled(
        &drawn.split.train,
        seed,
        context,
        |epoch| recipe.factor(epoch),
        |network, epoch| {
            if seen.is_ok() {
                seen = look(network, epoch);
            }
        },
    )?;
    seen?;
    let last = network.accuracy(test.features.view(), &test.labels)?;
    curve.resize(looks.len(), last);
    let wrong = drawn.split.train.select(&drawn.wrong);
    let wrong_learned = network.accuracy(wrong.features.view(), &wrong.labels)?;
    Ok(Trained { curve, wrong_learned, diverged: matches!(history.outcome, Outcome::Diverged { .. }) })
}

/// The test accuracy of a recipe trained on the digits of a seed, looked at only when it is done.
pub(super) fn accuracy(recipe: &Recipe, seed: u64, context: &Context) -> Result<f64, ExperimentError> {
    let split = TASK.load(seed).split;
    let (mut network, _) = recipe.plan()?.train_scheduled(
        &split.train,
        seed,
        context,
        |epoch| recipe.factor(epoch),
        |_, _| {},
    )?;
    Ok(network.accuracy(split.test.features.view(), &split.test.labels)?)
}

/// What the networks of one recipe came to, one a seed.
pub(super) struct Group<'a>(pub(super) &'a [Trained]);

impl Group<'_> {
    /// The mean test accuracy at the end.
    pub(super) fn accuracy(&self) -> f64 {
        mean(&self.accuracies())
    }

    /// The lowest and the highest.
    pub(super) fn ends(&self) -> [f64; 2] {
        let all = self.accuracies();
        [all.iter().copied().fold(f64::MAX, f64::min), all.iter().copied().fold(f64::MIN, f64::max)]
    }

    /// The mean share of wrong labels learned by heart.
    pub(super) fn wrong_learned(&self) -> f64 {
        mean(&self.0.iter().map(|trained| trained.wrong_learned).collect::<Vec<_>>())
    }

    /// How many diverged.
    pub(super) fn diverged(&self) -> f64 {
        self.0.iter().filter(|trained| trained.diverged).count() as f64
    }

    fn accuracies(&self) -> Vec<f64> {
        self.0.iter().map(Trained::accuracy).collect()
    }
}
