//! The examples of a contest in three parts: to learn from, to choose by, to be judged on.

use crate::data::{DataSet, Split};
use crate::experiment::examples::Examples;
use crate::experiment::training::Plan;
use crate::experiment::{Context, ExperimentError, Settings};

/// One part in so many of the training examples is held out to choose by.
const HELD_OUT: usize = 5;

/// The examples of one seed.
///
/// Who chose a learning rate by the examples that judge it would report the luck of the choice as well. So a
/// fifth of the training part is held out: it chooses, and the test part only judges.
pub(in crate::experiment) struct Parts {
    /// What every network learns from.
    pub(in crate::experiment) learned: DataSet,
    /// What rates and strengths are chosen by.
    pub(in crate::experiment) held_out: DataSet,
    /// What is reported.
    pub(in crate::experiment) test: DataSet,
    /// Those of `learned` whose label was made wrong.
    pub(in crate::experiment) wrong: DataSet,
}

impl Parts {
    /// The first fifth of the training part held out, at least one example.
    pub(in crate::experiment) fn of(split: Split) -> Self {
        Self::spoiled(split, &[])
    }

    /// The same, where the training examples `wrong`, in ascending order, have a wrong label.
    pub(in crate::experiment) fn spoiled(split: Split, wrong: &[usize]) -> Self {
        let Split { train, test } = split;
        let held = (train.len() / HELD_OUT).max(1);
        let wrong: Vec<usize> = wrong.iter().copied().filter(|&example| example >= held).collect();
        Self {
            learned: train.select(&(held..train.len()).collect::<Vec<_>>()),
            held_out: train.select(&(0..held).collect::<Vec<_>>()),
            test,
            wrong: train.select(&wrong),
        }
    }

    /// The share of the test examples that a network gets right which learned by a plan.
    pub(in crate::experiment) fn accuracy(
        &self,
        plan: &Plan,
        seed: u64,
        context: &Context,
    ) -> Result<f64, ExperimentError> {
        plan.accuracy_on(&self.test, &self.learned, seed, context)
    }
}

/// The examples split anew by each seed.
pub(in crate::experiment) fn parts(
    examples: &Examples,
    settings: &Settings,
    context: &Context,
) -> Vec<Parts> {
    seeds(settings, context).map(|seed| Parts::of(examples.split(seed))).collect()
}

/// The seeds of a contest.
pub(in crate::experiment) fn seeds(
    settings: &Settings,
    context: &Context,
) -> impl Iterator<Item = u64> + use<> {
    let first = context.seed;
    (0..settings.integer("seeds") as u64).map(move |run| first.wrapping_add(run))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::task;

    #[test]
    fn a_fifth_is_held_out_and_no_example_is_in_two_parts() {
        let split = task::find("iris").unwrap().load(1);
        let parts = Parts::spoiled(split.clone(), &[3, 50, 99]);
        assert_eq!((parts.learned.len(), parts.held_out.len(), parts.test.len()), (80, 20, 50));
        assert_eq!([&parts.held_out.labels[..], &parts.learned.labels].concat(), split.train.labels);
        assert_eq!(parts.wrong, split.train.select(&[50, 99]));
        assert_eq!(parts.test, split.test);
    }
}
