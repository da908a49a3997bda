//! Mean squared error.

use super::{Loss, Targets, elementwise_shape};
use crate::op::{Inputs, Op, Reduction};
use crate::{Error, Matrix, Shape, Tape, Var};

/// The registry's entry.
pub(super) struct SquaredErrorLoss;

impl Loss for SquaredErrorLoss {
    fn name(&self) -> &'static str {
        "mse"
    }

    fn formula(&self) -> &'static str {
        "L = (y − t)²"
    }

    fn targets(&self) -> Targets {
        Targets::Values
    }

    fn record(&self, tape: &mut Tape, y: Var, target: Var, reduction: Reduction) -> Result<Var, Error> {
        tape.record(SquaredError { reduction }, &[y, target])
    }
}

struct SquaredError {
    reduction: Reduction,
}

impl Op for SquaredError {
    fn name(&self) -> &'static str {
        "mse"
    }

    fn shape(&self, inputs: &[Shape]) -> Result<Shape, Error> {
        elementwise_shape(self.name(), inputs, self.reduction)
    }

    /// L = (y − t)²
    fn value(&mut self, inputs: &Inputs<'_>, out: &mut Matrix) -> Result<(), Error> {
        let pairs = inputs[0].data().iter().zip(inputs[1].data());
        self.reduction.reduce(pairs.map(|(y, t)| (y - t) * (y - t)), out);
        Ok(())
    }

    /// ∂L/∂y = 2·(y − t), ∂L/∂t = −2·(y − t)
    fn derivative(
        &mut self,
        wrt: usize,
        inputs: &Inputs<'_>,
        _: &Matrix,
        upstream: &Matrix,
        target: &mut Matrix,
    ) {
        let (y, t) = (inputs[0].data(), inputs[1].data());
        let sign = if wrt == 0 { 2.0 } else { -2.0 };
        for (i, out) in target.data_mut().iter_mut().enumerate() {
            *out = sign * (y[i] - t[i]) * self.reduction.upstream(upstream, i, y.len());
        }
    }
}

impl Tape {
    /// The mean of the squared differences.
    ///
    /// # Errors
    /// [`Error::Shape`] unless both have the same shape.
    pub fn mean_squared_error(&mut self, y: Var, target: Var) -> Result<Var, Error> {
        SquaredErrorLoss.record(self, y, target, Reduction::Mean)
    }
}
