//! A distribution that moves in every step (Santurkar 2018, algorithm 1 of the appendix): what batch
//! normalization is said to prevent, put back behind it.

use super::{Layer, Recorded};
use crate::error::in_range;
use crate::op::{Inputs, Mode, Op};
use crate::random::Generator;
use crate::{Error, Matrix, Shape, Tape, Var};

/// While training, moves and stretches every column at random, anew in every step.
///
/// In each step a column draws μ ~ uniform(−`mean`, `mean`) and σ ~ uniform(1, `deviation`); then each of its
/// numbers x becomes s·x + m, with m ~ uniform(μ − `jitter`, μ + `jitter`) and s ~ normal(σ, `jitter`²). When
/// predicting, x becomes what that is on average: (1 + `deviation`)/2·x.
#[derive(Clone, Copy, Debug)]
pub struct Drift {
    /// How far the mean of a column is moved at most.
    pub mean: f64,
    /// What a column is stretched by at most.
    pub deviation: f64,
    /// How much the numbers of one column differ in that.
    pub jitter: f64,
}

impl Default for Drift {
    /// Santurkar's n_μ = 0.5, n_σ = 1.25, r_μ = r_σ = 0.1.
    fn default() -> Self {
        Self { mean: 0.5, deviation: 1.25, jitter: 0.1 }
    }
}

impl Layer for Drift {
    fn name(&self) -> &'static str {
        "drift"
    }

    fn record(&self, tape: &mut Tape, x: Var, generator: &mut Generator) -> Result<Recorded, Error> {
        Ok(Recorded { output: tape.drift(x, *self, generator.bits())?, parameters: Vec::new() })
    }
}

struct Move {
    drift: Drift,
    generator: Generator,
    /// μ and σ of each column in this step.
    columns: Vec<(f64, f64)>,
    /// s of each number.
    factors: Vec<f64>,
}

impl Op for Move {
    fn name(&self) -> &'static str {
        "drift"
    }

    fn shape(&self, inputs: &[Shape]) -> Result<Shape, Error> {
        Ok(inputs[0])
    }

    /// y = s·x + m
    fn value(&mut self, inputs: &Inputs<'_>, out: &mut Matrix) -> Result<(), Error> {
        let Self { drift: Drift { mean, deviation, jitter }, generator, columns, factors } = self;
        let x = &inputs[0];
        factors.resize(x.data().len(), 1.0);
        if inputs.mode == Mode::Evaluation {
            factors.fill(f64::midpoint(1.0, *deviation));
            out.data_mut().iter_mut().zip(x.data()).zip(&*factors).for_each(|((y, x), s)| *y = s * x);
            return Ok(());
        }
        columns.resize(x.shape().columns, (0.0, 1.0));
        columns.fill_with(|| (generator.uniform(-*mean, *mean), generator.uniform(1.0, *deviation)));
        let moved = columns.iter().cycle().zip(x.data());
        for ((y, s), ((mu, sigma), x)) in out.data_mut().iter_mut().zip(factors).zip(moved) {
            *s = sigma + *jitter * generator.normal();
            *y = *s * x + generator.uniform(mu - *jitter, mu + *jitter);
        }
        Ok(())
    }

    /// ∂y/∂x = s
    fn derivative(&mut self, _: usize, _: &Inputs<'_>, _: &Matrix, upstream: &Matrix, target: &mut Matrix) {
        let factors = upstream.data().iter().zip(&self.factors);
        target.data_mut().iter_mut().zip(factors).for_each(|(dx, (dy, s))| *dx = dy * s);
    }

    fn reseed(&mut self, seed: u64) {
        self.generator = Generator::seeded(seed);
    }
}

impl Tape {
    /// `x` with every column moved and stretched at random, as [`Drift`] says.
    ///
    /// # Errors
    /// [`Error::Range`] unless mean and jitter are 0 or more and the deviation 1 or more, all finite.
    pub fn drift(&mut self, x: Var, drift: Drift, seed: u64) -> Result<Var, Error> {
        in_range("mean", drift.mean, "0 or more", |mean| mean.is_finite() && mean >= 0.0)?;
        in_range("deviation", drift.deviation, "1 or more", |factor| factor.is_finite() && factor >= 1.0)?;
        in_range("jitter", drift.jitter, "0 or more", |jitter| jitter.is_finite() && jitter >= 0.0)?;
        let generator = Generator::seeded(seed);
        self.record(Move { drift, generator, columns: Vec::new(), factors: Vec::new() }, &[x])
    }
}
