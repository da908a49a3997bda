//! The experiments about optimizers.

mod compare;
mod entry;
mod figures;
mod race;

use crate::experiment::Experiment;

/// In the order they are taught.
pub(super) const EXPERIMENTS: &[&dyn Experiment] = &[&compare::CompareOptimizers];
