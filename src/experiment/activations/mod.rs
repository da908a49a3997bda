//! The experiments about activation functions.

mod compare;
mod compare_initializers;
mod cost;
mod depth_accuracy;
mod dying_relu;
mod gradient_chain;
mod init_scale;
mod leaky_elu;
mod linear_collapse;
mod maxout;
mod maxout_paths;
mod relu;
mod share;
mod sigmoid_tanh;
mod signal;
mod vanishing_gradient;
mod why_relu_stays;

use crate::experiment::Experiment;

/// In the order they are taught.
pub(super) const EXPERIMENTS: &[&dyn Experiment] = &[
    &linear_collapse::LinearCollapse,
    &sigmoid_tanh::SigmoidTanh,
    &gradient_chain::VanishingGradientChain,
    &vanishing_gradient::VanishingGradient,
    &depth_accuracy::DepthAccuracy,
    &init_scale::InitScale,
    &relu::Relu,
    &dying_relu::DyingRelu,
    &leaky_elu::LeakyElu,
    &maxout::Maxout,
    &maxout_paths::MaxoutPaths,
    &why_relu_stays::WhyReluStays,
    &compare::CompareActivations,
    &compare_initializers::CompareInitializers,
];
