//! The standard normal distribution, whatever the size of the layer.

use super::{Fans, Init};
use crate::random::Generator;

/// Normal with variance 1; the gain is the standard deviation.
pub(super) struct Normal;

impl Init for Normal {
    fn name(&self) -> &'static str {
        "normal"
    }

    fn formula(&self) -> &'static str {
        "w ~ normal(0, gain²)"
    }

    fn fill(&self, weights: &mut [f64], _fans: Fans, gain: f64, generator: &mut Generator) {
        weights.fill_with(|| gain * generator.normal());
    }
}
