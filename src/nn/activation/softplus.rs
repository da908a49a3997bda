//! A smooth rectifier.

use super::{Activation, AnyActivation};
use crate::math;

/// ln(1 + eˣ); its derivative is the logistic function σ(x).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Softplus;

impl Activation for Softplus {
    fn name(&self) -> &'static str {
        "softplus"
    }

    fn formula(&self) -> &'static str {
        "f(x) = ln(1 + eˣ)"
    }

    #[inline(always)]
    fn f(&self, x: f64) -> f64 {
        // ln(1 + eˣ) = max(x, 0) + ln(1 + e⁻ˡˣˡ): nothing overflows.
        let positive = if x > 0.0 { x } else { 0.0 };
        positive + math::ln_1p(math::exp(-x.abs()))
    }

    #[inline(always)]
    fn df(&self, x: f64, _y: f64) -> f64 {
        math::sigmoid(x)
    }

    fn share(&self) -> AnyActivation {
        std::sync::Arc::new(*self)
    }
}
