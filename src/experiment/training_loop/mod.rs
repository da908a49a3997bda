//! The experiments about how a network learns.

mod chain_rule;
mod gradient;
mod loss_number;
mod neuron;
mod update_loop;

use crate::experiment::Experiment;

/// In the order they are taught.
pub(super) const EXPERIMENTS: &[&dyn Experiment] = &[
    &neuron::Neuron,
    &loss_number::LossNumber,
    &gradient::Gradient,
    &chain_rule::ChainRule,
    &update_loop::UpdateLoop,
];
