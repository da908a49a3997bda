//! Xavier initialization (Glorot and Bengio 2010, equation 16), for activations that are symmetric.

use super::{Fans, Init};
use crate::random::Generator;

/// Uniform with variance 2 / (fan_in + fan_out), as PyTorch's `xavier_uniform_`.
pub(super) struct Xavier;

impl Init for Xavier {
    fn name(&self) -> &'static str {
        "xavier"
    }

    fn formula(&self) -> &'static str {
        "w ~ uniform(−a, a), a = gain·√(6 / (fan_in + fan_out))"
    }

    fn fill(&self, weights: &mut [f64], fans: Fans, gain: f64, generator: &mut Generator) {
        let bound = gain * (6.0 / (fans.fan_in + fans.fan_out) as f64).sqrt();
        weights.fill_with(|| generator.uniform(-bound, bound));
    }
}
