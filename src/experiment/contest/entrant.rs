//! A member that competes: what it is tried at, and what comes of one try with one seed.

use super::parts::Parts;
use crate::data::DataSet;
use crate::experiment::training::Plan;
use crate::experiment::{Context, ExperimentError};
use crate::nn::Network;

/// A member and the plans it may choose from.
pub(in crate::experiment) struct Entrant {
    /// Its name.
    pub(in crate::experiment) name: String,
    /// What it is tried at (a learning rate, a strength), and how it is then trained.
    pub(in crate::experiment) tries: Vec<(f64, Plan)>,
    /// Whether training ends after the epoch with the lowest loss on the examples held out.
    pub(in crate::experiment) stops_early: bool,
}

/// What one network came to; not a number where it has not been trained yet.
#[derive(Clone, Copy)]
pub(in crate::experiment) struct Outcome {
    /// The share of the examples held out that it gets right.
    pub(super) held_out: f64,
    /// The share of the test examples that it gets right.
    pub(super) test: f64,
    /// The share of the wrong labels that it gives back; not a number where no label is wrong.
    pub(in crate::experiment) wrong: f64,
    /// For how many epochs it was trained.
    pub(in crate::experiment) epochs: usize,
}

impl Outcome {
    /// Of a network yet to be trained.
    pub(super) const TO_COME: Self = Self { held_out: f64::NAN, test: f64::NAN, wrong: f64::NAN, epochs: 0 };

    /// Trains a network and judges it. One that diverged is judged by the weights it had then.
    pub(super) fn of(
        plan: &Plan,
        stops_early: bool,
        parts: &Parts,
        seed: u64,
        context: &Context,
    ) -> Result<Self, ExperimentError> {
        if stops_early {
            return Self::of_best_epoch(plan, parts, seed, context);
        }
        let (mut network, _) = plan.train(&parts.learned, seed, context, |_, _| {})?;
        Self::judged(&mut network, plan.epochs, parts)
    }

    /// As the network was after the epoch with the lowest loss on the examples held out.
    fn of_best_epoch(
        plan: &Plan,
        parts: &Parts,
        seed: u64,
        context: &Context,
    ) -> Result<Self, ExperimentError> {
        let held_out = &parts.held_out;
        let (mut lowest, mut best) = (f64::INFINITY, Ok(Self::TO_COME));
        plan.train(&parts.learned, seed, context, |network, epoch| {
            // A loss that is no number is never the lowest.
            let loss = network.loss(held_out.features.view(), &held_out.labels).unwrap_or(f64::NAN);
            if loss < lowest || epoch == 1 {
                (lowest, best) = (loss.min(lowest), Self::judged(network, epoch, parts));
            }
        })?;
        best
    }

    fn judged(network: &mut Network, epochs: usize, parts: &Parts) -> Result<Self, ExperimentError> {
        let mut share = |set: &DataSet| {
            if set.is_empty() { Ok(f64::NAN) } else { network.accuracy(set.features.view(), &set.labels) }
        };
        let (held_out, test) = (share(&parts.held_out)?, share(&parts.test)?);
        Ok(Self { held_out, test, wrong: share(&parts.wrong)?, epochs })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::task;
    use crate::nn::{Design, Updater};

    #[test]
    fn who_stops_early_is_as_it_was_after_that_many_epochs() {
        let parts = Parts::of(task::find("spiral").unwrap().load(1));
        let updater = Updater::named("sgd").unwrap().with("learning_rate", 3.0).unwrap();
        let design = Design::new(&[2, 16, 3], "relu").unwrap();
        let mut plan = Plan { design, updater, epochs: 30, batch_size: 8 };
        let outcome = |plan: &Plan, stops| Outcome::of(plan, stops, &parts, 1, &Context::silent(1)).unwrap();
        let stopped = outcome(&plan, true);
        assert!((1..30).contains(&stopped.epochs), "{}", stopped.epochs);
        plan.epochs = stopped.epochs;
        let again = outcome(&plan, false);
        assert_eq!((stopped.held_out, stopped.test), (again.held_out, again.test));
        assert!(stopped.wrong.is_nan());
    }
}
