//! The sigmoid linear unit, also called swish.

use super::{Activation, AnyActivation};
use crate::math;

/// x·σ(x); f′ = σ·(1 + x·(1 − σ)).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Silu;

impl Activation for Silu {
    fn name(&self) -> &'static str {
        "silu"
    }

    fn formula(&self) -> &'static str {
        "f(x) = x·σ(x)"
    }

    #[inline(always)]
    fn f(&self, x: f64) -> f64 {
        x * math::sigmoid(x)
    }

    #[inline(always)]
    fn df(&self, x: f64, _y: f64) -> f64 {
        let s = math::sigmoid(x);
        s * (1.0 + x * (1.0 - s))
    }

    fn share(&self) -> AnyActivation {
        std::sync::Arc::new(*self)
    }
}
