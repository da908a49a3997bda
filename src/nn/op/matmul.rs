//! The product of two matrices.

use super::{Inputs, Op};
use crate::{Error, Matrix, Shape, Tape, Var, matmul};

struct Matmul {
    product: matmul::Product,
}

impl Op for Matmul {
    fn name(&self) -> &'static str {
        "matmul"
    }

    fn shape(&self, inputs: &[Shape]) -> Result<Shape, Error> {
        let (left, right) = (inputs[0], inputs[1]);
        if left.columns == right.rows {
            return Ok(Shape::new(left.rows, right.columns));
        }
        let advice = "the columns of the first must be as many as the rows of the second";
        Err(Error::Shape { operation: self.name(), left, right, advice })
    }

    /// Y = A·B
    fn value(&mut self, inputs: &Inputs<'_>, out: &mut Matrix) -> Result<(), Error> {
        self.product.plain(&inputs[0], &inputs[1], out);
        Ok(())
    }

    /// ∂L/∂A = ∂L/∂Y·Bᵀ, ∂L/∂B = Aᵀ·∂L/∂Y
    fn derivative(
        &mut self,
        wrt: usize,
        inputs: &Inputs<'_>,
        _: &Matrix,
        upstream: &Matrix,
        target: &mut Matrix,
    ) {
        match wrt {
            0 => self.product.right_transposed(upstream, &inputs[1], None, target),
            _ => self.product.left_transposed(&inputs[0], upstream, target),
        }
    }
}

impl Tape {
    /// The matrix product `a·b`: `[m, k]·[k, n]` is `[m, n]`.
    ///
    /// # Errors
    /// [`Error::Shape`] unless `a` has as many columns as `b` has rows.
    pub fn matmul(&mut self, a: Var, b: Var) -> Result<Var, Error> {
        self.record(Matmul { product: matmul::Product::default() }, &[a, b])
    }
}
