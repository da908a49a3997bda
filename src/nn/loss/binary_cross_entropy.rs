//! Binary cross-entropy from one score for each yes-or-no question.

use super::{Loss, Targets, elementwise_shape};
use crate::op::{Inputs, Op, Reduction};
use crate::{Error, Matrix, Shape, Tape, Var, math};

/// The registry's entry.
pub(super) struct BinaryCrossEntropyLoss;

impl Loss for BinaryCrossEntropyLoss {
    fn name(&self) -> &'static str {
        "binary-cross-entropy"
    }

    fn formula(&self) -> &'static str {
        "L = −t·ln σ(z) − (1 − t)·ln(1 − σ(z))"
    }

    fn targets(&self) -> Targets {
        Targets::Values
    }

    fn record(&self, tape: &mut Tape, scores: Var, target: Var, reduction: Reduction) -> Result<Var, Error> {
        tape.record(BinaryCrossEntropy { reduction }, &[scores, target])
    }
}

struct BinaryCrossEntropy {
    reduction: Reduction,
}

impl Op for BinaryCrossEntropy {
    fn name(&self) -> &'static str {
        "binary-cross-entropy"
    }

    fn shape(&self, inputs: &[Shape]) -> Result<Shape, Error> {
        elementwise_shape(self.name(), inputs, self.reduction)
    }

    /// L = max(z, 0) − z·t + ln(1 + e⁻ˡᶻˡ), which overflows nowhere
    fn value(&mut self, inputs: &Inputs<'_>, out: &mut Matrix) -> Result<(), Error> {
        let loss = |(&z, &t): (&f64, &f64)| (z.max(0.0) - z * t) + math::ln_1p(math::exp(-z.abs()));
        self.reduction.reduce(inputs[0].data().iter().zip(inputs[1].data()).map(loss), out);
        Ok(())
    }

    /// ∂L/∂z = σ(z) − t, ∂L/∂t = −z
    fn derivative(
        &mut self,
        wrt: usize,
        inputs: &Inputs<'_>,
        _: &Matrix,
        upstream: &Matrix,
        target: &mut Matrix,
    ) {
        let (z, t) = (inputs[0].data(), inputs[1].data());
        for (i, out) in target.data_mut().iter_mut().enumerate() {
            let slope = if wrt == 0 { math::sigmoid(z[i]) - t[i] } else { -z[i] };
            *out = slope * self.reduction.upstream(upstream, i, z.len());
        }
    }
}
