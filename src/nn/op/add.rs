//! Addition, element by element.

use super::{Inputs, Op, same_shape};
use crate::{Error, Matrix, Shape, Tape, Var};

struct Add;

impl Op for Add {
    fn name(&self) -> &'static str {
        "add"
    }

    fn shape(&self, inputs: &[Shape]) -> Result<Shape, Error> {
        same_shape(self.name(), inputs)
    }

    /// y = a + b
    fn value(&mut self, inputs: &Inputs<'_>, out: &mut Matrix) -> Result<(), Error> {
        let (a, b) = (inputs[0].data(), inputs[1].data());
        out.data_mut().iter_mut().zip(a).zip(b).for_each(|((y, a), b)| *y = a + b);
        Ok(())
    }

    /// ∂y/∂a = ∂y/∂b = 1
    fn derivative(
        &mut self,
        _wrt: usize,
        _: &Inputs<'_>,
        _: &Matrix,
        upstream: &Matrix,
        target: &mut Matrix,
    ) {
        target.data_mut().copy_from_slice(upstream.data());
    }
}

impl Tape {
    /// `a + b`, element by element.
    ///
    /// # Errors
    /// [`Error::Shape`] unless both have the same shape.
    pub fn add(&mut self, a: Var, b: Var) -> Result<Var, Error> {
        self.record(Add, &[a, b])
    }
}
