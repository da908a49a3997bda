//! The experiments about training techniques: scales, penalties, dropout, batch normalization.

pub(super) mod noisy_digits;
mod overfitting;
mod recipe;
mod symmetric;
mod two_words;

use crate::experiment::Experiment;

/// In the order they are taught.
pub(super) const EXPERIMENTS: &[&dyn Experiment] = &[&two_words::TwoWords, &overfitting::Overfitting];
