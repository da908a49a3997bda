//! No activation: what makes a stack of layers collapse into one.

use super::{Activation, AnyActivation};

/// x itself; the derivative is 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Identity;

impl Activation for Identity {
    fn name(&self) -> &'static str {
        "identity"
    }

    fn formula(&self) -> &'static str {
        "f(x) = x"
    }

    #[inline(always)]
    fn f(&self, x: f64) -> f64 {
        x
    }

    #[inline(always)]
    fn df(&self, _x: f64, _y: f64) -> f64 {
        1.0
    }

    fn share(&self) -> AnyActivation {
        std::sync::Arc::new(*self)
    }
}
