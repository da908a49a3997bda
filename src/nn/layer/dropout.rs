//! Dropout (Srivastava 2014), inverted as in PyTorch: survivors are scaled up while training.

use super::{Layer, Recorded};
use crate::error::in_range;
use crate::op::{Inputs, Mode, Op};
use crate::random::Generator;
use crate::{Error, Matrix, Shape, Tape, Var};

/// Drops each number with probability `drop` while training; passes everything on when predicting.
pub struct Dropout {
    /// The probability to drop (in the paper, p is the probability to keep).
    pub drop: f64,
}

impl Layer for Dropout {
    fn name(&self) -> &'static str {
        "dropout"
    }

    fn record(&self, tape: &mut Tape, x: Var, generator: &mut Generator) -> Result<Recorded, Error> {
        Ok(Recorded { output: tape.dropout(x, self.drop, generator.bits())?, parameters: Vec::new() })
    }
}

struct Drop {
    drop: f64,
    generator: Generator,
    /// 0 for what is dropped, 1/(1 − drop) for what survives.
    mask: Vec<f64>,
}

impl Op for Drop {
    fn name(&self) -> &'static str {
        "dropout"
    }

    fn shape(&self, inputs: &[Shape]) -> Result<Shape, Error> {
        Ok(inputs[0])
    }

    /// y = x·mask
    fn value(&mut self, inputs: &Inputs<'_>, out: &mut Matrix) -> Result<(), Error> {
        let (x, drop) = (inputs[0].data(), self.drop);
        let survivor = 1.0 / (1.0 - drop);
        self.mask.resize(x.len(), 1.0);
        match inputs.mode {
            Mode::Evaluation => self.mask.fill(1.0),
            Mode::Training => {
                // Without a branch, which would be mispredicted at every other number.
                self.mask.fill_with(|| survivor * f64::from(u8::from(self.generator.unit() >= drop)));
            }
        }
        out.data_mut().iter_mut().zip(x).zip(&self.mask).for_each(|((y, x), mask)| *y = x * mask);
        Ok(())
    }

    /// ∂y/∂x = mask
    fn derivative(&mut self, _: usize, _: &Inputs<'_>, _: &Matrix, upstream: &Matrix, target: &mut Matrix) {
        let factors = upstream.data().iter().zip(&self.mask);
        target.data_mut().iter_mut().zip(factors).for_each(|(dx, (dy, mask))| *dx = dy * mask);
    }

    fn reseed(&mut self, seed: u64) {
        self.generator = Generator::seeded(seed);
    }
}

impl Tape {
    /// `x` with each number dropped with probability `drop` and the rest scaled by 1/(1 − drop).
    ///
    /// # Errors
    /// [`Error::Range`] unless 0 ≤ drop < 1.
    pub fn dropout(&mut self, x: Var, drop: f64, seed: u64) -> Result<Var, Error> {
        in_range("dropout", drop, "at least 0 and less than 1", |p| (0.0..1.0).contains(&p))?;
        self.record(Drop { drop, generator: Generator::seeded(seed), mask: Vec::new() }, &[x])
    }
}
