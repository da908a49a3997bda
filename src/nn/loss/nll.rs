//! Negative log likelihood of labels, from log-probabilities.

use super::{Loss, Targets, label, labelled_shape};
use crate::op::{Inputs, Op, Reduction};
use crate::{Error, Matrix, Shape, Tape, Var};

/// The registry's entry; the prediction is the logarithm of probabilities, as `log_softmax` gives it.
pub(super) struct NllLoss;

impl Loss for NllLoss {
    fn name(&self) -> &'static str {
        "nll"
    }

    fn formula(&self) -> &'static str {
        "L = −ln p of the right class, given ln p"
    }

    fn targets(&self) -> Targets {
        Targets::Labels
    }

    fn record(&self, tape: &mut Tape, logs: Var, target: Var, reduction: Reduction) -> Result<Var, Error> {
        tape.record(Nll { reduction, losses: Vec::new() }, &[logs, target])
    }
}

struct Nll {
    reduction: Reduction,
    losses: Vec<f64>,
}

impl Op for Nll {
    fn name(&self) -> &'static str {
        "nll"
    }

    fn shape(&self, inputs: &[Shape]) -> Result<Shape, Error> {
        labelled_shape(self.name(), inputs, self.reduction)
    }

    /// L = −l_y, l the log-probabilities and y the label
    fn value(&mut self, inputs: &Inputs<'_>, out: &mut Matrix) -> Result<(), Error> {
        let Shape { rows, columns } = inputs[0].shape();
        self.losses.clear();
        for row in 0..rows {
            self.losses.push(-inputs[0].row(row)[label("nll", &inputs[1], row, columns)?]);
        }
        self.reduction.reduce(self.losses.iter().copied(), out);
        Ok(())
    }

    /// ∂L/∂l = −1 at the label, 0 elsewhere
    fn derivative(
        &mut self,
        wrt: usize,
        inputs: &Inputs<'_>,
        _: &Matrix,
        upstream: &Matrix,
        target: &mut Matrix,
    ) {
        target.data_mut().fill(0.0);
        let rows = inputs[0].shape().rows;
        if wrt == 0 {
            for row in 0..rows {
                let weight = self.reduction.upstream(upstream, row, rows);
                target.row_mut(row)[inputs[1].data()[row] as usize] = -weight;
            }
        }
    }
}
