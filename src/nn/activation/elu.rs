//! The exponential linear unit (Clevert 2015).

use super::{Activation, AnyActivation, Parameter, changed};
use crate::{Error, math};

/// x above 0, α·(eˣ − 1) below; smooth at 0 only for α = 1. At exactly 0 the derivative is α, as in PyTorch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Elu {
    /// Minus the value that it approaches at −∞.
    pub alpha: f64,
}

impl Activation for Elu {
    fn name(&self) -> &'static str {
        "elu"
    }

    fn formula(&self) -> &'static str {
        "f(x) = x if x > 0, else alpha·(eˣ − 1)"
    }

    #[inline(always)]
    fn f(&self, x: f64) -> f64 {
        let below = self.alpha * math::exp_m1(if x > 0.0 { 0.0 } else { x });
        if x > 0.0 { x } else { below }
    }

    #[inline(always)]
    fn df(&self, x: f64, y: f64) -> f64 {
        if x > 0.0 { 1.0 } else { y + self.alpha }
    }

    fn kinks(&self) -> &'static [f64] {
        &[0.0]
    }

    fn parameter(&self) -> Option<Parameter> {
        let about = "minus the value approached at −∞";
        Some(Parameter { name: "alpha", value: self.alpha, range: "between 0 and 1000", about })
    }

    fn with(&self, name: &str, value: f64) -> Result<AnyActivation, Error> {
        changed(self.parameter(), name, value, |alpha| Elu { alpha })
    }

    fn share(&self) -> AnyActivation {
        std::sync::Arc::new(*self)
    }
}
