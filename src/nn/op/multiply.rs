//! Multiplication, element by element.

use super::{Inputs, Op, same_shape};
use crate::{Error, Matrix, Shape, Tape, Var};

struct Multiply;

impl Op for Multiply {
    fn name(&self) -> &'static str {
        "multiply"
    }

    fn shape(&self, inputs: &[Shape]) -> Result<Shape, Error> {
        same_shape(self.name(), inputs)
    }

    /// y = a·b
    fn value(&mut self, inputs: &Inputs<'_>, out: &mut Matrix) -> Result<(), Error> {
        let (a, b) = (inputs[0].data(), inputs[1].data());
        out.data_mut().iter_mut().zip(a).zip(b).for_each(|((y, a), b)| *y = a * b);
        Ok(())
    }

    /// ∂y/∂a = b, ∂y/∂b = a
    fn derivative(
        &mut self,
        wrt: usize,
        inputs: &Inputs<'_>,
        _: &Matrix,
        upstream: &Matrix,
        target: &mut Matrix,
    ) {
        let other = inputs[1 - wrt].data();
        let factors = upstream.data().iter().zip(other);
        target.data_mut().iter_mut().zip(factors).for_each(|(dx, (dy, other))| *dx = dy * other);
    }
}

impl Tape {
    /// `a · b`, element by element.
    ///
    /// # Errors
    /// [`Error::Shape`] unless both have the same shape.
    pub fn multiply(&mut self, a: Var, b: Var) -> Result<Var, Error> {
        self.record(Multiply, &[a, b])
    }
}
