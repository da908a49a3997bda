//! The capstone: a recipe of the learner's own on noisy digits, and what each choice in it costs.

mod ablation;
mod choice;
mod explain;
mod figures;
mod gain;
mod own;
mod recipe;
mod trained;

use crate::experiment::Experiment;

/// In the order they are taught.
pub(super) const EXPERIMENTS: &[&dyn Experiment] = &[&own::Capstone, &ablation::Ablation];
