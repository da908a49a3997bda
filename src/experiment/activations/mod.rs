//! The experiments about activation functions.

mod depth_accuracy;
mod gradient_chain;
mod linear_collapse;
mod relu;
mod sigmoid_tanh;
mod signal;
mod vanishing_gradient;

use crate::experiment::Experiment;

/// In the order they are taught.
pub(super) const EXPERIMENTS: &[&dyn Experiment] = &[
    &linear_collapse::LinearCollapse,
    &sigmoid_tanh::SigmoidTanh,
    &gradient_chain::VanishingGradientChain,
    &vanishing_gradient::VanishingGradient,
    &depth_accuracy::DepthAccuracy,
    &relu::Relu,
];
