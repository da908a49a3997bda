//! Multiplication by a constant.

use super::{Inputs, Op};
use crate::{Error, Matrix, Shape, Tape, Var};

struct Scale(f64);

impl Op for Scale {
    fn name(&self) -> &'static str {
        "scale"
    }

    fn shape(&self, inputs: &[Shape]) -> Result<Shape, Error> {
        Ok(inputs[0])
    }

    /// y = c·x
    fn value(&mut self, inputs: &Inputs<'_>, out: &mut Matrix) -> Result<(), Error> {
        out.data_mut().iter_mut().zip(inputs[0].data()).for_each(|(y, x)| *y = self.0 * x);
        Ok(())
    }

    /// ∂y/∂x = c
    fn derivative(
        &mut self,
        _wrt: usize,
        _: &Inputs<'_>,
        _: &Matrix,
        upstream: &Matrix,
        target: &mut Matrix,
    ) {
        target.data_mut().iter_mut().zip(upstream.data()).for_each(|(dx, dy)| *dx = self.0 * dy);
    }
}

impl Tape {
    /// `constant · x`.
    ///
    /// # Errors
    /// [`Error::TooLarge`] above 2 GiB.
    pub fn scale(&mut self, x: Var, constant: f64) -> Result<Var, Error> {
        self.record(Scale(constant), &[x])
    }

    /// `a − b`, element by element.
    ///
    /// # Errors
    /// [`Error::Shape`] unless both have the same shape.
    pub fn subtract(&mut self, a: Var, b: Var) -> Result<Var, Error> {
        let negated = self.scale(b, -1.0)?;
        self.add(a, negated)
    }
}
