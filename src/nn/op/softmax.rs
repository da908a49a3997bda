//! Softmax and its logarithm, row by row.

use super::{Inputs, Op};
use crate::{Error, Matrix, Shape, Tape, Var, math};

/// Writes `softmax(scores)` into `out`, row by row, and calls `each(row, m, s)` with the row's largest score m
/// and s = Σ exp(score − m).
///
/// Taking the maximum away first changes nothing (it cancels) and keeps every exponential at most 1.
pub(crate) fn softmax_rows(scores: &Matrix, out: &mut Matrix, mut each: impl FnMut(usize, f64, f64)) {
    let columns = scores.shape().columns.max(1);
    for (row, out) in scores.rows().zip(out.data_mut().chunks_exact_mut(columns)) {
        let largest = row.iter().fold(f64::NEG_INFINITY, |m, &z| if z > m { z } else { m });
        out.iter_mut().zip(row).for_each(|(out, z)| *out = z - largest);
    }
    math::map_in_place(out.data_mut(), math::exp);
    for (index, out) in out.data_mut().chunks_exact_mut(columns).enumerate() {
        let sum: f64 = out.iter().sum();
        out.iter_mut().for_each(|p| *p /= sum);
        let largest = scores.row(index).iter().fold(f64::NEG_INFINITY, |m, &z| if z > m { z } else { m });
        each(index, largest, sum);
    }
}

struct Softmax;

impl Op for Softmax {
    fn name(&self) -> &'static str {
        "softmax"
    }

    fn shape(&self, inputs: &[Shape]) -> Result<Shape, Error> {
        Ok(inputs[0])
    }

    /// pᵢ = exp(zᵢ) / Σⱼ exp(zⱼ)
    fn value(&mut self, inputs: &Inputs<'_>, out: &mut Matrix) -> Result<(), Error> {
        softmax_rows(&inputs[0], out, |_, _, _| {});
        Ok(())
    }

    /// ∂L/∂zᵢ = pᵢ·(∂L/∂pᵢ − Σⱼ pⱼ·∂L/∂pⱼ)
    fn derivative(&mut self, _: usize, _: &Inputs<'_>, p: &Matrix, upstream: &Matrix, target: &mut Matrix) {
        let columns = p.shape().columns.max(1);
        for ((dz, p), dp) in target.data_mut().chunks_exact_mut(columns).zip(p.rows()).zip(upstream.rows()) {
            let mean: f64 = p.iter().zip(dp).map(|(p, dp)| p * dp).sum();
            dz.iter_mut().zip(p).zip(dp).for_each(|((dz, p), dp)| *dz = p * (dp - mean));
        }
    }
}

/// The logarithm of softmax, which keeps the softmax for its derivative.
#[derive(Default)]
struct LogSoftmax {
    probabilities: Matrix,
}

impl Op for LogSoftmax {
    fn name(&self) -> &'static str {
        "log-softmax"
    }

    fn shape(&self, inputs: &[Shape]) -> Result<Shape, Error> {
        Ok(inputs[0])
    }

    /// yᵢ = zᵢ − m − ln Σⱼ exp(zⱼ − m), m the largest score of the row
    fn value(&mut self, inputs: &Inputs<'_>, out: &mut Matrix) -> Result<(), Error> {
        self.probabilities.reshape(inputs[0].shape());
        softmax_rows(&inputs[0], &mut self.probabilities, |row, largest, sum| {
            let log = math::ln(sum);
            let scores = inputs[0].row(row);
            out.row_mut(row).iter_mut().zip(scores).for_each(|(y, z)| *y = (z - largest) - log);
        });
        Ok(())
    }

    /// ∂L/∂zᵢ = ∂L/∂yᵢ − pᵢ·Σⱼ ∂L/∂yⱼ
    fn derivative(&mut self, _: usize, _: &Inputs<'_>, _: &Matrix, upstream: &Matrix, target: &mut Matrix) {
        let columns = upstream.shape().columns.max(1);
        let rows = self.probabilities.rows().zip(upstream.rows());
        for (dz, (p, dy)) in target.data_mut().chunks_exact_mut(columns).zip(rows) {
            let total: f64 = dy.iter().sum();
            dz.iter_mut().zip(p).zip(dy).for_each(|((dz, p), dy)| *dz = dy - p * total);
        }
    }
}

impl Tape {
    /// Each row's scores as probabilities that sum to 1.
    ///
    /// # Errors
    /// [`Error::TooLarge`] above 2 GiB.
    pub fn softmax(&mut self, scores: Var) -> Result<Var, Error> {
        self.record(Softmax, &[scores])
    }

    /// The logarithm of [`softmax`](Self::softmax), finite wherever the scores are.
    ///
    /// # Errors
    /// [`Error::TooLarge`] above 2 GiB.
    pub fn log_softmax(&mut self, scores: Var) -> Result<Var, Error> {
        self.record(LogSoftmax::default(), &[scores])
    }
}
