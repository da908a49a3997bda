//! Sum and mean of all elements.

use super::{Inputs, Op};
use crate::{Error, Matrix, Shape, Tape, Var};

/// How many numbers become one; [`Reduction::weight`] is what each of them counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reduction {
    /// Their mean: the size of the gradient does not depend on how many there are.
    #[default]
    Mean,
    /// Their sum.
    Sum,
    /// Nothing: each stays by itself.
    None,
}

impl Reduction {
    /// What each of `count` numbers counts: 1/count for the mean, else 1.
    pub fn weight(self, count: usize) -> f64 {
        if self == Self::Mean { 1.0 / count as f64 } else { 1.0 }
    }

    /// The shape that `shape` has after the reduction.
    pub fn shape(self, shape: Shape) -> Shape {
        if self == Self::None { shape } else { Shape::SCALAR }
    }

    /// Writes the reduction of `losses`, added up from the first to the last, into `out`.
    pub(crate) fn reduce(self, losses: impl ExactSizeIterator<Item = f64>, out: &mut Matrix) {
        let count = losses.len();
        if self == Self::None {
            out.data_mut().iter_mut().zip(losses).for_each(|(out, loss)| *out = loss);
            return;
        }
        let sum: f64 = losses.sum();
        out.data_mut()[0] = if self == Self::Mean { sum / count as f64 } else { sum };
    }

    /// The gradient that reaches loss number `index` of `count` through the reduction.
    pub(crate) fn upstream(self, upstream: &Matrix, index: usize, count: usize) -> f64 {
        if self == Self::None { upstream.data()[index] } else { upstream.scalar() * self.weight(count) }
    }
}

struct Reduce(Reduction);

impl Op for Reduce {
    fn name(&self) -> &'static str {
        if self.0 == Reduction::Mean { "mean" } else { "sum" }
    }

    fn shape(&self, inputs: &[Shape]) -> Result<Shape, Error> {
        let empty = inputs[0].elements() == 0;
        if empty { Err(Error::EmptyBatch { operation: self.name() }) } else { Ok(self.0.shape(inputs[0])) }
    }

    /// y = Σ xᵢ, or y = Σ xᵢ / n
    fn value(&mut self, inputs: &Inputs<'_>, out: &mut Matrix) -> Result<(), Error> {
        self.0.reduce(inputs[0].data().iter().copied(), out);
        Ok(())
    }

    /// ∂y/∂xᵢ = 1, or 1/n
    fn derivative(
        &mut self,
        _wrt: usize,
        _: &Inputs<'_>,
        _: &Matrix,
        upstream: &Matrix,
        target: &mut Matrix,
    ) {
        let each = self.0.weight(target.shape().elements()) * upstream.scalar();
        target.data_mut().fill(each);
    }
}

impl Tape {
    /// The sum of all elements of `x`.
    ///
    /// # Errors
    /// [`Error::EmptyBatch`] if there are none.
    pub fn sum(&mut self, x: Var) -> Result<Var, Error> {
        self.record(Reduce(Reduction::Sum), &[x])
    }

    /// The mean of all elements of `x`.
    ///
    /// # Errors
    /// [`Error::EmptyBatch`] if there are none.
    pub fn mean(&mut self, x: Var) -> Result<Var, Error> {
        self.record(Reduce(Reduction::Mean), &[x])
    }
}
