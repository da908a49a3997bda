//! One regularizer with one seed: its strength chosen on held-out examples, then judged.

use super::regularizer::{EARLY_STOPPING, Regularizer};
use crate::data::{DataSet, Split};
use crate::experiment::training::Plan;
use crate::experiment::{Context, ExperimentError, Settings};

/// One part in so many of the training examples is held out while strengths are chosen.
pub(super) const HELD_OUT: usize = 5;

/// A regularizer to be tuned and judged with one seed.
pub(super) struct Job<'a> {
    pub(super) member: &'a Regularizer,
    /// How networks are trained without any regularizer.
    pub(super) plan: Plan,
    pub(super) seed: u64,
}

/// How one seed went.
#[derive(Clone, Copy)]
pub(super) struct Trial {
    pub(super) seed: u64,
    pub(super) strength: f64,
    /// How many networks were trained, those of the choice included.
    pub(super) runs: usize,
    /// The share of training labels it gives.
    pub(super) train: f64,
    /// The test accuracy.
    pub(super) test: f64,
}

impl Job<'_> {
    /// Chooses a strength on examples held out of the training part, then learns from all of it.
    pub(super) fn tuned(
        &self,
        split: &Split,
        settings: &Settings,
        context: &Context,
    ) -> Result<Trial, ExperimentError> {
        let (strength, runs) = self.strength(&split.train, settings, context)?;
        let mut plan = self.plan.clone();
        (self.member.apply)(&mut plan, strength);
        let (mut network, _) = plan.train(&split.train, self.seed, context, |_, _| {})?;
        let mut accuracy = |set: &DataSet| network.accuracy(set.features.view(), &set.labels);
        Ok(Trial {
            seed: self.seed,
            strength,
            runs: runs + 1,
            train: accuracy(&split.train)?,
            test: accuracy(&split.test)?,
        })
    }

    /// The strength with the highest accuracy on the held-out examples, the weaker of equals, and how many
    /// networks it took to find it.
    fn strength(
        &self,
        train: &DataSet,
        settings: &Settings,
        context: &Context,
    ) -> Result<(f64, usize), ExperimentError> {
        let fixed = if self.member.strength.is_empty() { None } else { settings.real(self.member.strength) };
        if let Some(strength) = fixed {
            return Ok((strength, 0));
        }
        if self.member.name != EARLY_STOPPING && self.member.grid.len() == 1 {
            return Ok((self.member.grid[0], 0));
        }
        let held = (train.len() / HELD_OUT).max(1);
        let learned = train.select(&(held..train.len()).collect::<Vec<_>>());
        let held = train.select(&(0..held).collect::<Vec<_>>());
        if self.member.name == EARLY_STOPPING {
            return Ok((self.best_epoch(&learned, &held, context)?, 1));
        }
        let mut best = (f64::NEG_INFINITY, 0.0);
        for &strength in self.member.grid {
            let mut plan = self.plan.clone();
            (self.member.apply)(&mut plan, strength);
            let (mut network, _) = plan.train(&learned, self.seed, context, |_, _| {})?;
            let accuracy = network.accuracy(held.features.view(), &held.labels)?;
            if accuracy > best.0 {
                best = (accuracy, strength);
            }
        }
        Ok((best.1, self.member.grid.len()))
    }

    /// After how many epochs the loss on the held-out examples was lowest.
    fn best_epoch(
        &self,
        learned: &DataSet,
        held: &DataSet,
        context: &Context,
    ) -> Result<f64, ExperimentError> {
        let mut best = (f64::INFINITY, 1.0);
        self.plan.train(learned, self.seed, context, |network, epoch| {
            // A loss that is no number is never the lowest.
            let loss = network.loss(held.features.view(), &held.labels).unwrap_or(f64::NAN);
            if loss < best.0 {
                best = (loss, epoch as f64);
            }
        })?;
        Ok(best.1)
    }
}
