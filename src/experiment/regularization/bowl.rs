//! The quadratic loss of a linear unit on the wines, and gradient descent on it.

use ndarray::{Array1, Array2, Axis as Along};

use super::symmetric::eigenvalues;
use crate::data::embedded;
use crate::experiment::{Context, ExperimentError};
use crate::nn::train::Standardizer;

/// The column that is foretold from the others: the alcohol.
pub(super) const FORETOLD: usize = 0;

/// Places of a path that are kept, from the start on; and the last.
const DRAWN: usize = 400;

/// A quadratic loss, the mean of (w·x + b − alcohol)² over the wines, as a function of w and b.
pub(super) struct Bowl {
    /// Half its curvature: the mean of z·zᵀ, where z is x with a 1 for the bias.
    moments: Array2<f64>,
    /// The mean of z·alcohol.
    pull: Array1<f64>,
    /// The mean of alcohol², which is the loss where all weights are 0.
    start: f64,
    /// The weights, then the bias, with the lowest loss.
    pub(super) best: Vec<f64>,
}

/// What a descent left behind.
pub(super) struct Descent {
    /// The steps it took; infinite when they were not enough.
    pub(super) arrived: f64,
    /// The weights, without the bias, now and then.
    pub(super) path: Vec<[f64; 2]>,
}

impl Bowl {
    pub(super) fn of(scale: &str, columns: &[usize]) -> Self {
        let wine = embedded::wine();
        let features = wine.features.select(Along(1), columns);
        let alcohol = wine.features.column(FORETOLD);
        let alcohol = &alcohol - alcohol.sum() / alcohol.len() as f64;
        let measured = Standardizer::measured(features.view());
        let scaled = match (scale, measured) {
            ("centred", Ok(measured)) => &features - &measured.mean,
            ("standardised", Ok(measured)) => measured.apply(features.view()),
            _ => features,
        };
        let size = columns.len() + 1;
        let z = |wine: usize, place: usize| if place + 1 == size { 1.0 } else { scaled[[wine, place]] };
        let count = alcohol.len();
        let mean = |value: &dyn Fn(usize) -> f64| (0..count).map(value).sum::<f64>() / count as f64;
        let moments = Array2::from_shape_fn((size, size), |(a, b)| mean(&|wine| z(wine, a) * z(wine, b)));
        let pull = Array1::from_shape_fn(size, |a| mean(&|wine| z(wine, a) * alcohol[wine]));
        let best = solve(&moments, &pull);
        Self { moments, pull, start: mean(&|wine| alcohol[wine] * alcohol[wine]), best }
    }

    /// Lowest and highest curvature: twice the eigenvalues of the moments.
    fn curvatures(&self) -> (f64, f64) {
        let values = eigenvalues(&self.moments);
        (2.0 * values[0], 2.0 * values[values.len() - 1])
    }

    pub(super) fn kappa(&self) -> f64 {
        let (low, high) = self.curvatures();
        high / low
    }

    /// The learning rate beyond which gradient descent diverges.
    pub(super) fn limit(&self) -> f64 {
        2.0 / self.curvatures().1
    }

    pub(super) fn value(&self, weights: &[f64]) -> f64 {
        let slope = self.slope(weights);
        // wᵀMw − 2wᵀp + s, with the slope 2(Mw − p).
        let fold =
            weights.iter().zip(slope).zip(&self.pull).map(|((w, slope), pull)| w * (slope / 2.0 - pull));
        self.start + fold.sum::<f64>()
    }

    pub(super) fn slope(&self, weights: &[f64]) -> Vec<f64> {
        let row = |(row, pull): (ndarray::ArrayView1<'_, f64>, &f64)| {
            2.0 * (row.iter().zip(weights).map(|(m, w)| m * w).sum::<f64>() - pull)
        };
        self.moments.rows().into_iter().zip(&self.pull).map(row).collect()
    }

    pub(super) fn lowest(&self) -> f64 {
        self.value(&self.best)
    }

    /// Steps from 0 at the best learning rate, 2/(lowest + highest curvature), until what is left of the
    /// first excess over the lowest loss is the share `near`.
    pub(super) fn descend(
        &self,
        steps: usize,
        near: f64,
        context: &Context,
    ) -> Result<Descent, ExperimentError> {
        let (low, high) = self.curvatures();
        let rate = 2.0 / (low + high);
        let target = self.lowest() + near * (self.start - self.lowest());
        let mut weights = vec![0.0; self.best.len()];
        let mut descent = Descent { arrived: f64::INFINITY, path: vec![[0.0; 2]] };
        for step in 1..=steps {
            let slope = self.slope(&weights);
            weights.iter_mut().zip(slope).for_each(|(weight, slope)| *weight -= rate * slope);
            if step < DRAWN {
                descent.path.push([weights[0], weights[1]]);
            }
            if step % 4096 == 0 {
                context.check()?;
            }
            if self.value(&weights) <= target {
                descent.arrived = step as f64;
                break;
            }
        }
        descent.path.push([weights[0], weights[1]]);
        Ok(descent)
    }
}

/// x with A·x = b, for a symmetric positive A, by elimination.
fn solve(a: &Array2<f64>, b: &Array1<f64>) -> Vec<f64> {
    let (mut a, mut b, n) = (a.clone(), b.to_vec(), b.len());
    for pivot in 0..n {
        for row in pivot + 1..n {
            let factor = a[[row, pivot]] / a[[pivot, pivot]];
            for column in pivot..n {
                a[[row, column]] -= factor * a[[pivot, column]];
            }
            b[row] -= factor * b[pivot];
        }
    }
    for row in (0..n).rev() {
        let rest: f64 = (row + 1..n).map(|column| a[[row, column]] * b[column]).sum();
        b[row] = (b[row] - rest) / a[[row, row]];
    }
    b
}
