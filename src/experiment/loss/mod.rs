//! The experiments about losses.

mod animals;
mod ce_vs_mse;
mod compare;
mod contenders;
mod cross_entropy;
mod every_class;
mod likelihood;
mod nll;
mod reduction;
mod softmax;
mod stable_softmax;
mod temperature;

use crate::experiment::Experiment;

/// In the order they are taught.
pub(super) const EXPERIMENTS: &[&dyn Experiment] = &[
    &softmax::Softmax,
    &temperature::Temperature,
    &stable_softmax::StableSoftmax,
    &likelihood::Likelihood,
    &nll::Nll,
    &every_class::EveryClass,
    &cross_entropy::CrossEntropy,
    &ce_vs_mse::CeVsMse,
    &reduction::Reductions,
    &compare::CompareLosses,
];
