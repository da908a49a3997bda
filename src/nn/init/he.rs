//! He initialization (He 2015, equation 10), for rectifiers: they pass on half of the variance.

use super::{Fans, Init};
use crate::random::Generator;

/// Normal with variance 2 / fan_in, as PyTorch's `kaiming_normal_` for ReLU.
pub(super) struct He;

impl Init for He {
    fn name(&self) -> &'static str {
        "he"
    }

    fn formula(&self) -> &'static str {
        "w ~ normal(0, gain²·2 / fan_in)"
    }

    fn fill(&self, weights: &mut [f64], fans: Fans, gain: f64, generator: &mut Generator) {
        let deviation = gain * (2.0 / fans.fan_in as f64).sqrt();
        weights.fill_with(|| deviation * generator.normal());
    }
}
