//! The linear layer: every output is a weighted sum of all inputs plus a bias.

use super::{Inputs, Op};
use crate::{Error, Matrix, Shape, Tape, Var, matmul, wide};

#[derive(Default)]
struct Linear {
    product: matmul::Product,
}

impl Op for Linear {
    fn name(&self) -> &'static str {
        "linear"
    }

    fn shape(&self, inputs: &[Shape]) -> Result<Shape, Error> {
        let (x, weights, bias) = (inputs[0], inputs[1], inputs[2]);
        let wrong = |left, right, advice| Err(Error::Shape { operation: "linear", left, right, advice });
        if x.columns != weights.columns {
            return wrong(x, weights, "weights are [out, in], with one column for each column of the input");
        }
        if bias != Shape::new(1, weights.rows) {
            return wrong(weights, bias, "the bias is [1, out], with one number for each row of the weights");
        }
        Ok(Shape::new(x.rows, weights.rows))
    }

    /// Y = X·Wᵀ + b, the bias added to every row
    fn value(&mut self, inputs: &Inputs<'_>, out: &mut Matrix) -> Result<(), Error> {
        self.product.right_transposed(&inputs[0], &inputs[1], Some(inputs[2].data()), out);
        Ok(())
    }

    /// ∂L/∂X = ∂L/∂Y·W, ∂L/∂W = (∂L/∂Y)ᵀ·X, ∂L/∂b = the sum of ∂L/∂Y over the examples
    fn derivative(
        &mut self,
        wrt: usize,
        inputs: &Inputs<'_>,
        _: &Matrix,
        upstream: &Matrix,
        target: &mut Matrix,
    ) {
        match wrt {
            0 => self.product.plain(upstream, &inputs[1], target),
            1 => self.product.left_transposed(upstream, &inputs[0], target),
            _ => {
                target.data_mut().fill(0.0);
                wide::add_rows(upstream.data(), target.data_mut());
            }
        }
    }
}

impl Tape {
    /// `x·weightsᵀ + bias`: `[batch, in]`, `[out, in]` and `[1, out]` give `[batch, out]`.
    ///
    /// # Errors
    /// [`Error::Shape`] if the three do not fit.
    pub fn linear(&mut self, x: Var, weights: Var, bias: Var) -> Result<Var, Error> {
        self.record(Linear::default(), &[x, weights, bias])
    }
}
