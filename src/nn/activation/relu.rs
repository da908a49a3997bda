//! The rectifier: negative values become 0.

use super::{Activation, AnyActivation};

/// max(0, x); the derivative is 0 below 0 and 1 above. At exactly 0 it is 0 by convention, as in PyTorch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Relu;

impl Activation for Relu {
    fn name(&self) -> &'static str {
        "relu"
    }

    fn formula(&self) -> &'static str {
        "f(x) = max(0, x)"
    }

    #[inline(always)]
    fn f(&self, x: f64) -> f64 {
        if x > 0.0 { x } else { 0.0 }
    }

    #[inline(always)]
    fn df(&self, x: f64, _y: f64) -> f64 {
        if x > 0.0 { 1.0 } else { 0.0 }
    }

    fn kinks(&self) -> &'static [f64] {
        &[0.0]
    }

    fn share(&self) -> AnyActivation {
        std::sync::Arc::new(*self)
    }
}
