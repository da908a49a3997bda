//! The linear layer with its first weights.

use ndarray::Array2;

use super::{Layer, Recorded};
use crate::init::{Fans, Init};
use crate::random::Generator;
use crate::{Error, Shape, Tape, Var};

/// `x·Wᵀ + b` with `outputs` units.
pub struct Linear<'a> {
    /// How many units.
    pub outputs: usize,
    /// How the weights start.
    pub init: &'a dyn Init,
    /// What their spread is multiplied by.
    pub gain: f64,
}

impl Linear<'_> {
    /// Weights `[rows, inputs]` and bias `[1, rows]` for a layer with `outputs` units on `inputs`.
    pub(super) fn leaves(
        &self,
        tape: &mut Tape,
        inputs: usize,
        rows: usize,
        generator: &mut Generator,
    ) -> Result<(Var, Var), Error> {
        Shape::new(rows, inputs).checked("linear")?;
        let fans = Fans { fan_in: inputs, fan_out: self.outputs };
        let mut weights = vec![0.0; rows * inputs];
        self.init.fill(&mut weights, fans, self.gain, generator);
        let mut bias = vec![0.0; rows];
        self.init.fill_bias(&mut bias, fans, generator);
        let weights = Array2::from_shape_vec((rows, inputs), weights).expect("as many as asked for");
        let bias = Array2::from_shape_vec((1, rows), bias).expect("as many as asked for");
        Ok((tape.parameter(weights.view())?, tape.parameter(bias.view())?))
    }
}

impl Layer for Linear<'_> {
    fn name(&self) -> &'static str {
        "linear"
    }

    fn record(&self, tape: &mut Tape, x: Var, generator: &mut Generator) -> Result<Recorded, Error> {
        let inputs = tape.value(x).ncols();
        let (weights, bias) = self.leaves(tape, inputs, self.outputs, generator)?;
        Ok(Recorded { output: tape.linear(x, weights, bias)?, parameters: vec![weights, bias] })
    }
}
