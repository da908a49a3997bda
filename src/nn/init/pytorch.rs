//! What PyTorch's `Linear` does by itself.

use super::{Fans, Init};
use crate::random::Generator;

/// Uniform within 1/√fan_in, weights and bias alike: `kaiming_uniform_` with a = √5.
pub(super) struct PyTorch;

impl Init for PyTorch {
    fn name(&self) -> &'static str {
        "pytorch"
    }

    fn formula(&self) -> &'static str {
        "w, b ~ uniform(−a, a), a = gain / √fan_in"
    }

    fn fill(&self, weights: &mut [f64], fans: Fans, gain: f64, generator: &mut Generator) {
        let bound = gain / (fans.fan_in as f64).sqrt();
        weights.fill_with(|| generator.uniform(-bound, bound));
    }

    fn fill_bias(&self, bias: &mut [f64], fans: Fans, generator: &mut Generator) {
        let bound = 1.0 / (fans.fan_in as f64).sqrt();
        bias.fill_with(|| generator.uniform(-bound, bound));
    }
}
