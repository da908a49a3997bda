//! The logistic function, which squeezes any number between 0 and 1.

use super::{Activation, AnyActivation};
use crate::math;

/// σ(x) = 1 / (1 + e⁻ˣ), between 0 and 1; σ′ = σ·(1 − σ), at most ¼.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sigmoid;

impl Activation for Sigmoid {
    fn name(&self) -> &'static str {
        "sigmoid"
    }

    fn formula(&self) -> &'static str {
        "σ(x) = 1 / (1 + e⁻ˣ)"
    }

    #[inline(always)]
    fn f(&self, x: f64) -> f64 {
        math::sigmoid(x)
    }

    #[inline(always)]
    fn df(&self, _x: f64, y: f64) -> f64 {
        y * (1.0 - y)
    }

    fn share(&self) -> AnyActivation {
        std::sync::Arc::new(*self)
    }
}
