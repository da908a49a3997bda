//! The operations a tape can record, one file each: the value, and beside it the derivative.
//!
//! An operation knows nothing of the tape. It computes its value from its inputs' values, and, given the
//! gradient of the loss with respect to its value (`upstream`), the gradient with respect to one input. The
//! tape does the rest: it keeps the order, adds up what several users of one value send back, and owns all
//! storage, so that replaying a tape allocates nothing.

mod activate;
mod add;
mod linear;
mod matmul;
mod multiply;
mod reduce;
mod scale;
pub(crate) mod softmax;

pub use reduce::Reduction;

use super::error::Error;
use super::matrix::{Matrix, Shape};
use super::tape::Var;

/// Whether the tape runs to learn or to predict; dropout and batch normalization differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Learning: dropout drops, batch normalization uses the batch.
    #[default]
    Training,
    /// Predicting: nothing is random, batch normalization uses its running averages.
    Evaluation,
}

/// The values of an operation's inputs; `inputs[0]` is the first.
pub struct Inputs<'a> {
    pub(crate) values: &'a [Matrix],
    pub(crate) vars: &'a [Var],
    /// Whether the tape runs to learn or to predict.
    pub mode: Mode,
}

impl std::ops::Index<usize> for Inputs<'_> {
    type Output = Matrix;

    fn index(&self, index: usize) -> &Matrix {
        &self.values[self.vars[index].0]
    }
}

/// One differentiable operation.
pub trait Op: Send {
    /// Its name in errors.
    fn name(&self) -> &'static str;

    /// The shape of the value for inputs of these shapes.
    ///
    /// # Errors
    /// [`Error::Shape`] if they do not go together.
    fn shape(&self, inputs: &[Shape]) -> Result<Shape, Error>;

    /// Writes the value into `out`, which has the right shape already.
    ///
    /// # Errors
    /// For what only the numbers can show: a label that is no class, a batch without variance.
    fn value(&mut self, inputs: &Inputs<'_>, out: &mut Matrix) -> Result<(), Error>;

    /// Writes the gradient with respect to input `wrt` into `target`, which has that input's shape.
    ///
    /// `out` is the value computed last, `upstream` the gradient with respect to it.
    fn derivative(
        &mut self,
        wrt: usize,
        inputs: &Inputs<'_>,
        out: &Matrix,
        upstream: &Matrix,
        target: &mut Matrix,
    );

    /// What it carries from one run to the next, such as running averages.
    fn state(&self) -> &[Matrix] {
        &[]
    }

    /// Tells a random operation to start its stream again from `seed`; others ignore it.
    fn reseed(&mut self, _seed: u64) {}
}

/// The shape that two equal shapes share.
pub(crate) fn same_shape(operation: &'static str, inputs: &[Shape]) -> Result<Shape, Error> {
    let (left, right) = (inputs[0], inputs[1]);
    if left == right {
        return Ok(left);
    }
    Err(Error::Shape { operation, left, right, advice: "both must have the same shape" })
}
