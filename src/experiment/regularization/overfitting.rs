//! A large network learns few, partly mislabelled digits by heart.

use ndarray::ArrayView1;

use super::noisy_digits::{Drawn, NoisyDigits};
use super::recipe;
use crate::data::DataSet;
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::Network;
use crate::plot::{Axis, Figure, Lines, Mark, Series};

/// `overfitting`.
pub(super) struct Overfitting;

const DIGITS: NoisyDigits = NoisyDigits { examples: 300, noise: 0.3 };

impl Experiment for Overfitting {
    fn name(&self) -> &'static str {
        "overfitting"
    }

    fn about(&self) -> &'static str {
        "accuracy and loss on training and test digits, epoch by epoch, with few and partly wrong labels"
    }

    fn parameters(&self) -> Vec<Parameter> {
        DIGITS.parameters().into_iter().chain(recipe::parameters()).collect()
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let measure = MeasureInfo::new;
        vec![
            measure(
                "train_accuracy",
                "the share of training labels it gives at the end, wrong ones included",
            ),
            measure("test_accuracy", "the test accuracy at the end"),
            measure("best_test_accuracy", "the highest test accuracy after any epoch"),
            measure("best_epoch", "the epoch after which it had that").unit("epochs"),
            measure(
                "memorised",
                "the share of wrong labels that it gives at the end; 0 without wrong labels",
            ),
            measure("memorised_at_best", "that share after the epoch of the highest test accuracy"),
            measure("train_loss", "the loss on the training labels at the end"),
            measure("test_loss", "the test loss at the end"),
            measure("lowest_test_loss", "the lowest test loss after any epoch"),
            measure("lowest_epoch", "the epoch after which it had that").unit("epochs"),
        ]
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let drawn = NoisyDigits::from(settings).load(context.seed);
        let epochs = settings.integer("epochs");
        let mut history: Vec<Moment> = Vec::new();
        let mut problem = None;
        context.progress(0, epochs)?;
        recipe::plan(settings)?.train(&drawn.split.train, context.seed, context, |network, epoch| {
            match Moment::of(network, &drawn) {
                Ok(moment) => history.push(moment),
                Err(error) => problem = Some(error),
            }
            context.frame(0, epoch, epochs, || accuracies(&history));
            // A stop is noticed by the training loop itself.
            let _ = context.progress(epoch, epochs);
        })?;
        if let Some(error) = problem {
            return Err(error);
        }
        let mut report = Report::new(self, settings, context);
        add(&mut report, &history);
        report.figures = vec![accuracies(&history), losses(&history)];
        Ok(report)
    }
}

/// What a network knows after an epoch: accuracy and loss on both parts, and the wrong labels it gives.
#[derive(Clone, Copy)]
struct Moment {
    train: Score,
    test: Score,
    memorised: f64,
}

#[derive(Clone, Copy)]
struct Score {
    accuracy: f64,
    loss: f64,
}

impl Score {
    const NONE: Self = Self { accuracy: f64::NAN, loss: f64::NAN };

    /// The score on a set, and which of its examples are right.
    fn of(network: &mut Network, set: &DataSet) -> Result<(Self, Vec<bool>), ExperimentError> {
        let loss = network.loss(set.features.view(), &set.labels)?;
        let right = |(row, label): (ArrayView1<'_, f64>, &usize)| {
            (0..row.len()).all(|class| class == *label || row[class] < row[*label])
        };
        let right: Vec<bool> = network.scores().rows().into_iter().zip(&set.labels).map(right).collect();
        let count = right.iter().filter(|right| **right).count();
        Ok((Self { accuracy: count as f64 / set.len() as f64, loss }, right))
    }
}

impl Moment {
    const NONE: Self = Self { train: Score::NONE, test: Score::NONE, memorised: f64::NAN };

    fn of(network: &mut Network, drawn: &Drawn) -> Result<Self, ExperimentError> {
        let (train, right) = Score::of(network, &drawn.split.train)?;
        let (test, _) = Score::of(network, &drawn.split.test)?;
        let given = drawn.wrong.iter().filter(|&&example| right[example]).count();
        let memorised = given as f64 / drawn.wrong.len().max(1) as f64;
        Ok(Self { train, test, memorised })
    }
}

/// The index of the first moment with the highest value.
fn first_highest(history: &[Moment], value: impl Fn(&Moment) -> f64) -> usize {
    (1..history.len())
        .fold(0, |best, next| if value(&history[next]) > value(&history[best]) { next } else { best })
}

fn add(report: &mut Report, history: &[Moment]) {
    // Settings that diverge in the first epoch leave no moment.
    let at = |index: usize| history.get(index).copied().unwrap_or(Moment::NONE);
    let end = at(history.len().saturating_sub(1));
    let best = first_highest(history, |moment| moment.test.accuracy);
    let lowest = first_highest(history, |moment| -moment.test.loss);
    report.add("train_accuracy", end.train.accuracy);
    report.add("test_accuracy", end.test.accuracy);
    report.add("best_test_accuracy", at(best).test.accuracy);
    report.add_in("best_epoch", best as f64 + 1.0, "epochs");
    report.add("memorised", end.memorised);
    report.add("memorised_at_best", at(best).memorised);
    report.add("train_loss", end.train.loss);
    report.add("test_loss", end.test.loss);
    report.add("lowest_test_loss", at(lowest).test.loss);
    report.add_in("lowest_epoch", lowest as f64 + 1.0, "epochs");
}

/// One value of every moment, by epoch.
fn series(name: &str, history: &[Moment], value: impl Fn(&Moment) -> f64) -> Series {
    let point = |(index, moment): (usize, &Moment)| [index as f64 + 1.0, value(moment)];
    Series::new(name, history.iter().enumerate().map(point).collect())
}

fn accuracies(history: &[Moment]) -> Figure {
    Figure::Lines(Lines {
        title: "Accuracy by epoch".to_owned(),
        x: Axis::linear("epoch"),
        y: Axis::linear("accuracy").from_to(0.0, 1.0),
        series: vec![
            series("training labels", history, |moment| moment.train.accuracy),
            series("test digits", history, |moment| moment.test.accuracy),
            series("wrong labels given", history, |moment| moment.memorised),
        ],
        marks: Vec::new(),
    })
}

fn losses(history: &[Moment]) -> Figure {
    let lowest = first_highest(history, |moment| -moment.test.loss);
    Figure::Lines(Lines {
        title: "Loss by epoch".to_owned(),
        x: Axis::linear("epoch"),
        y: Axis::linear("loss"),
        series: vec![
            series("training labels", history, |moment| moment.train.loss),
            series("test digits", history, |moment| moment.test.loss),
        ],
        marks: vec![Mark::Vertical { name: "lowest test loss".to_owned(), x: lowest as f64 + 1.0 }],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(texts: &[&str]) -> Report {
        let settings = Settings::parse(&Overfitting.parameters(), texts).unwrap();
        Overfitting.run(&settings, &Context::silent(1)).unwrap()
    }

    #[test]
    fn it_learns_wrong_labels_by_heart_and_forgets_what_it_knew() {
        let report = report(&[]);
        let measure = |name: &str| report.measure(name).unwrap();
        assert!(measure("train_accuracy") > 0.99 && measure("memorised") > 0.98, "{:?}", report.measures);
        assert!(measure("test_accuracy") < measure("best_test_accuracy") - 0.02, "{:?}", report.measures);
        assert!(measure("test_loss") > 1.3 * measure("lowest_test_loss"), "{:?}", report.measures);
    }

    #[test]
    fn a_run_that_diverges_at_once_is_a_report() {
        let report = report(&["learning_rate=10", "epochs=2"]);
        assert_eq!(report.measures.len(), Overfitting.measures().len());
    }
}
