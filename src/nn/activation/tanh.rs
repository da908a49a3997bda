//! The hyperbolic tangent: a sigmoid centred on zero.

use super::{Activation, AnyActivation};
use crate::math;

/// tanh(x) = (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ), between −1 and 1; tanh′ = 1 − tanh², at most 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tanh;

impl Activation for Tanh {
    fn name(&self) -> &'static str {
        "tanh"
    }

    fn formula(&self) -> &'static str {
        "tanh(x) = (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)"
    }

    #[inline(always)]
    fn f(&self, x: f64) -> f64 {
        math::tanh(x)
    }

    #[inline(always)]
    fn df(&self, _x: f64, y: f64) -> f64 {
        1.0 - y * y
    }

    fn share(&self) -> AnyActivation {
        std::sync::Arc::new(*self)
    }
}
