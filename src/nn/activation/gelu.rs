//! The Gaussian error linear unit (Hendrycks and Gimpel 2016).

use super::{Activation, AnyActivation};
use crate::math;

/// 1 / √(2π).
const DENSITY: f64 = 0.398_942_280_401_432_7;

/// Φ(x): the share of a normal distribution below x.
#[inline(always)]
fn below(x: f64) -> f64 {
    0.5 * math::erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

/// x·Φ(x), where Φ is the distribution function of the normal distribution; Φ′(x) = e^(−x²/2) / √(2π).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gelu;

impl Activation for Gelu {
    fn name(&self) -> &'static str {
        "gelu"
    }

    fn formula(&self) -> &'static str {
        "f(x) = x·Φ(x)"
    }

    #[inline(always)]
    fn f(&self, x: f64) -> f64 {
        x * below(x)
    }

    #[inline(always)]
    fn df(&self, x: f64, _y: f64) -> f64 {
        below(x) + x * DENSITY * math::exp(-0.5 * x * x)
    }

    fn share(&self) -> AnyActivation {
        std::sync::Arc::new(*self)
    }
}
