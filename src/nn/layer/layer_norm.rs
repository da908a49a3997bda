//! Layer normalization (Ba, Kiros and Hinton 2016), with PyTorch's conventions: the yardstick is the example itself.

use ndarray::Array2;

use super::scale_shift::{self, EPSILON};
use super::{Layer, Recorded};
use crate::op::{Inputs, Op};
use crate::random::Generator;
use crate::{Error, Matrix, Shape, Tape, Var};

/// Gives every row mean 0 and deviation 1, then scales each column by γ and shifts it by β. Training and
/// predicting are the same: no example depends on another.
#[derive(Clone, Copy, Debug, Default)]
pub struct LayerNorm;

impl Layer for LayerNorm {
    fn name(&self) -> &'static str {
        "layer-norm"
    }

    fn record(&self, tape: &mut Tape, x: Var, _: &mut Generator) -> Result<Recorded, Error> {
        let columns = tape.value(x).ncols();
        let gamma = tape.parameter(Array2::ones((1, columns)).view())?;
        let beta = tape.parameter(Array2::zeros((1, columns)).view())?;
        Ok(Recorded { output: tape.layer_norm(x, gamma, beta)?, parameters: vec![gamma, beta] })
    }
}

#[derive(Default)]
struct NormalizeRows {
    /// 1 / √(variance + ε) by row.
    scale: Vec<f64>,
    /// (x − mean)·scale.
    normal: Matrix,
}

impl Op for NormalizeRows {
    fn name(&self) -> &'static str {
        "layer-norm"
    }

    fn shape(&self, inputs: &[Shape]) -> Result<Shape, Error> {
        scale_shift::shape("layer-norm", inputs)
    }

    /// y = γ·(x − mean) / √(variance + ε) + β, mean and variance over the row
    fn value(&mut self, inputs: &Inputs<'_>, out: &mut Matrix) -> Result<(), Error> {
        let (x, gamma, beta) = (&inputs[0], inputs[1].data(), inputs[2].data());
        let (rows, count) = (x.shape().rows, x.shape().columns as f64);
        self.scale.resize(rows, 0.0);
        self.normal.reshape(x.shape());
        for row in 0..rows {
            let x = x.row(row);
            let mean = x.iter().sum::<f64>() / count;
            let variance = x.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / count;
            let scale = 1.0 / (variance + EPSILON).sqrt();
            self.scale[row] = scale;
            let (normal, y) = (self.normal.row_mut(row), out.row_mut(row));
            scale_shift::write_row(x, |_| [mean, scale], [gamma, beta], normal, y);
        }
        Ok(())
    }

    /// With g = γ·dy: ∂L/∂x = scale·(g − mean(g) − normal·mean(g·normal)), ∂L/∂γ = Σ dy·normal, ∂L/∂β = Σ dy
    fn derivative(
        &mut self,
        wrt: usize,
        inputs: &Inputs<'_>,
        _: &Matrix,
        upstream: &Matrix,
        target: &mut Matrix,
    ) {
        match wrt {
            0 => self.send_back(inputs[1].data(), upstream, target),
            1 => scale_shift::gamma_gradient(upstream, &self.normal, target.data_mut()),
            _ => scale_shift::beta_gradient(upstream, target.data_mut()),
        }
    }
}

impl NormalizeRows {
    fn send_back(&self, gamma: &[f64], upstream: &Matrix, target: &mut Matrix) {
        let count = upstream.shape().columns as f64;
        for row in 0..upstream.shape().rows {
            let (dy, normal) = (upstream.row(row), self.normal.row(row));
            let pulls = || dy.iter().zip(gamma).map(|(dy, gamma)| dy * gamma);
            let mean = pulls().sum::<f64>() / count;
            let along = pulls().zip(normal).map(|(g, n)| g * n).sum::<f64>() / count;
            let dx = target.row_mut(row).iter_mut();
            dx.zip(pulls())
                .zip(normal)
                .for_each(|((dx, g), n)| *dx = self.scale[row] * (g - mean - n * along));
        }
    }
}

impl Tape {
    /// `x` normalised by row, then each column scaled by `gamma` and shifted by `beta`, both `[1, columns]`.
    ///
    /// # Errors
    /// [`Error::Shape`] unless there is one γ and one β a column.
    pub fn layer_norm(&mut self, x: Var, gamma: Var, beta: Var) -> Result<Var, Error> {
        self.record(NormalizeRows::default(), &[x, gamma, beta])
    }
}
