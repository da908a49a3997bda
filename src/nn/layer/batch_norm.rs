//! Batch normalization (Ioffe and Szegedy 2015), with PyTorch's conventions.

use ndarray::Array2;

use super::scale_shift::{self, EPSILON};
use super::{Layer, Recorded};
use crate::op::{Inputs, Mode, Op};
use crate::random::Generator;
use crate::{Error, Matrix, Shape, Tape, Var};

/// Gives every column mean β and deviation γ: by the batch while training, by running averages when predicting.
#[derive(Clone, Copy, Debug, Default)]
pub struct BatchNorm {
    /// Whether γ and β are learned.
    pub scale_shift: ScaleShift,
}

/// What becomes of γ and β, which start at 1 and 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ScaleShift {
    /// They are learned like weights.
    #[default]
    Learned,
    /// They stay 1 and 0: every column keeps mean 0 and deviation 1.
    Frozen,
}

impl Layer for BatchNorm {
    fn name(&self) -> &'static str {
        "batch-norm"
    }

    fn record(&self, tape: &mut Tape, x: Var, _: &mut Generator) -> Result<Recorded, Error> {
        let columns = tape.value(x).ncols();
        let (ones, zeros) = (Array2::ones((1, columns)), Array2::zeros((1, columns)));
        let learned = self.scale_shift == ScaleShift::Learned;
        let mut leaf = |start: &Array2<f64>| {
            if learned { tape.parameter(start.view()) } else { tape.input(start.view()) }
        };
        let (gamma, beta) = (leaf(&ones)?, leaf(&zeros)?);
        let parameters = if learned { vec![gamma, beta] } else { Vec::new() };
        Ok(Recorded { output: tape.batch_norm(x, gamma, beta)?, parameters })
    }
}

/// How much a batch counts in the running averages.
const NEWEST: f64 = 0.1;

struct Normalize {
    /// `[mean, variance]` by column, averaged over the training batches: what predictions use.
    running: [Matrix; 2],
    mean: Vec<f64>,
    /// 1 / √(variance + ε) by column.
    scale: Vec<f64>,
    /// (x − mean)·scale.
    normal: Matrix,
    /// Σ ∂L/∂y and Σ ∂L/∂y·normal by column.
    sums: [Vec<f64>; 2],
    mode: Mode,
}

impl Normalize {
    fn new(columns: usize) -> Self {
        let zeros = || vec![0.0; columns];
        let mut variance = Matrix::zeros(Shape::new(1, columns));
        variance.data_mut().fill(1.0);
        Self {
            running: [Matrix::zeros(Shape::new(1, columns)), variance],
            mean: zeros(),
            scale: zeros(),
            normal: Matrix::default(),
            sums: [zeros(), zeros()],
            mode: Mode::Training,
        }
    }

    /// Mean and scale from the batch, which also move the running averages.
    fn measure(&mut self, x: &Matrix) {
        let count = x.shape().rows as f64;
        add_rows(x, &mut self.mean, |x, _| x);
        self.mean.iter_mut().for_each(|mean| *mean /= count);
        let mean = &self.mean;
        add_rows(x, &mut self.scale, |x, column| (x - mean[column]) * (x - mean[column]));
        let [means, variances] = &mut self.running;
        for (column, scale) in self.scale.iter_mut().enumerate() {
            // Biased to normalise with, unbiased to remember.
            let (biased, unbiased) = (*scale / count, *scale / (count - 1.0));
            let remember = |old: &mut f64, new: f64| *old = (1.0 - NEWEST) * *old + NEWEST * new;
            remember(&mut means.data_mut()[column], self.mean[column]);
            remember(&mut variances.data_mut()[column], unbiased);
            *scale = 1.0 / (biased + EPSILON).sqrt();
        }
    }

    /// Mean and scale from the running averages.
    fn recall(&mut self) {
        self.mean.copy_from_slice(self.running[0].data());
        let variances = self.running[1].data();
        self.scale.iter_mut().zip(variances).for_each(|(scale, v)| *scale = 1.0 / (v + EPSILON).sqrt());
    }

    /// The column sums that the derivative with respect to x needs.
    fn sum_upstream(&mut self, upstream: &Matrix) {
        let [plain, with_normal] = &mut self.sums;
        scale_shift::beta_gradient(upstream, plain);
        scale_shift::gamma_gradient(upstream, &self.normal, with_normal);
    }
}

/// Writes the sum of `f(x, column)` over the rows into `sums`, one for each column.
fn add_rows(x: &Matrix, sums: &mut [f64], f: impl Fn(f64, usize) -> f64) {
    sums.fill(0.0);
    for row in x.rows() {
        sums.iter_mut().zip(row).enumerate().for_each(|(column, (sum, &x))| *sum += f(x, column));
    }
}

impl Op for Normalize {
    fn name(&self) -> &'static str {
        "batch-norm"
    }

    fn shape(&self, inputs: &[Shape]) -> Result<Shape, Error> {
        scale_shift::shape("batch-norm", inputs)
    }

    /// y = γ·(x − mean) / √(variance + ε) + β
    fn value(&mut self, inputs: &Inputs<'_>, out: &mut Matrix) -> Result<(), Error> {
        let (x, gamma, beta) = (&inputs[0], inputs[1].data(), inputs[2].data());
        let rows = x.shape().rows;
        self.mode = inputs.mode;
        match inputs.mode {
            Mode::Training if rows < 2 => return Err(Error::SmallBatch { operation: "batch-norm", rows }),
            Mode::Training => self.measure(x),
            Mode::Evaluation => self.recall(),
        }
        self.normal.reshape(x.shape());
        for row in 0..rows {
            let (normal, y) = (self.normal.row_mut(row), out.row_mut(row));
            let of = |column: usize| [self.mean[column], self.scale[column]];
            scale_shift::write_row(x.row(row), of, [gamma, beta], normal, y);
        }
        Ok(())
    }

    /// ∂L/∂x = γ·scale·(dy − mean(dy) − normal·mean(dy·normal)), ∂L/∂γ = Σ dy·normal, ∂L/∂β = Σ dy
    fn derivative(
        &mut self,
        wrt: usize,
        inputs: &Inputs<'_>,
        _: &Matrix,
        upstream: &Matrix,
        target: &mut Matrix,
    ) {
        self.sum_upstream(upstream);
        if wrt > 0 {
            target.data_mut().copy_from_slice(&self.sums[2 - wrt]);
            return;
        }
        let gamma = inputs[1].data();
        // When predicting, mean and scale do not depend on the batch.
        let share = if self.mode == Mode::Training { 1.0 / upstream.shape().rows as f64 } else { 0.0 };
        for row in 0..upstream.shape().rows {
            let (dy, normal) = (upstream.row(row), self.normal.row(row));
            for (column, dx) in target.row_mut(row).iter_mut().enumerate() {
                let common = self.sums[0][column] + normal[column] * self.sums[1][column];
                *dx = gamma[column] * self.scale[column] * (dy[column] - share * common);
            }
        }
    }

    fn state(&self) -> &[Matrix] {
        &self.running
    }
}

impl Tape {
    /// `x` normalised by column, then scaled by `gamma` and shifted by `beta`, both `[1, columns]`.
    ///
    /// The running mean and variance are the [`state`](Self::state) of the result.
    ///
    /// # Errors
    /// [`Error::Shape`] unless there is one γ and one β a column, [`Error::SmallBatch`] for one row in training.
    pub fn batch_norm(&mut self, x: Var, gamma: Var, beta: Var) -> Result<Var, Error> {
        let columns = self.value(x).ncols();
        self.record(Normalize::new(columns), &[x, gamma, beta])
    }
}
