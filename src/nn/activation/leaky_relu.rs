//! The rectifier with a small slope below 0, so that no unit dies (Maas 2013).

use super::{Activation, AnyActivation, Parameter, changed};
use crate::Error;

/// x above 0, `negative_slope`·x below; at exactly 0 the derivative is `negative_slope`, as in PyTorch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LeakyRelu {
    /// The slope below 0.
    pub negative_slope: f64,
}

impl Activation for LeakyRelu {
    fn name(&self) -> &'static str {
        "leaky-relu"
    }

    fn formula(&self) -> &'static str {
        "f(x) = x if x > 0, else negative_slope·x"
    }

    #[inline(always)]
    fn f(&self, x: f64) -> f64 {
        if x > 0.0 { x } else { self.negative_slope * x }
    }

    #[inline(always)]
    fn df(&self, x: f64, _y: f64) -> f64 {
        if x > 0.0 { 1.0 } else { self.negative_slope }
    }

    fn kinks(&self) -> &'static [f64] {
        &[0.0]
    }

    fn parameter(&self) -> Option<Parameter> {
        let about = "the slope below 0";
        Some(Parameter {
            name: "negative_slope",
            value: self.negative_slope,
            range: "between 0 and 1000",
            about,
        })
    }

    fn with(&self, name: &str, value: f64) -> Result<AnyActivation, Error> {
        changed(self.parameter(), name, value, |negative_slope| LeakyRelu { negative_slope })
    }

    fn share(&self) -> AnyActivation {
        std::sync::Arc::new(*self)
    }
}
