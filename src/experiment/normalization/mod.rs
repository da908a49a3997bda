//! The experiments about normalization within a network: what it changes, what it does not, and where it fails.

mod batch_norm;
mod bn_edges;

mod compare_normalizers;
mod covariate_shift;
mod digits;
mod inputs;
mod noisy_batch_norm;
mod normal_range;
mod scale_shift;
mod small_batches;
mod test_shift;

use crate::experiment::Experiment;

/// In the order they are taught.
pub(super) const EXPERIMENTS: &[&dyn Experiment] = &[
    &batch_norm::BatchNorm,
    &normal_range::NormalRange,
    &scale_shift::ScaleShift,
    &test_shift::TestShift,
    &covariate_shift::CovariateShift,
    &noisy_batch_norm::NoisyBatchNorm,
    &bn_edges::BnEdges,
    &small_batches::SmallBatches,
    &compare_normalizers::CompareNormalizers,
];
