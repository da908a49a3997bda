//! An activation function, element by element.

use super::{Inputs, Op};
use crate::activation::AnyActivation;
use crate::{Error, Matrix, Shape, Tape, Var};

struct Activate(AnyActivation);

impl Op for Activate {
    fn name(&self) -> &'static str {
        self.0.name()
    }

    fn shape(&self, inputs: &[Shape]) -> Result<Shape, Error> {
        Ok(inputs[0])
    }

    /// y = f(x)
    fn value(&mut self, inputs: &Inputs<'_>, out: &mut Matrix) -> Result<(), Error> {
        self.0.forward(inputs[0].data(), out.data_mut());
        Ok(())
    }

    /// ∂y/∂x = f′(x)
    fn derivative(
        &mut self,
        _wrt: usize,
        inputs: &Inputs<'_>,
        out: &Matrix,
        upstream: &Matrix,
        target: &mut Matrix,
    ) {
        self.0.backward(inputs[0].data(), out.data(), upstream.data(), target.data_mut());
    }
}

impl Tape {
    /// `f(x)`, element by element.
    ///
    /// # Errors
    /// [`Error::TooLarge`] above 2 GiB.
    pub fn activate(&mut self, x: Var, activation: &AnyActivation) -> Result<Var, Error> {
        self.record(Activate(activation.clone()), &[x])
    }
}
