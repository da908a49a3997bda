//! A likelihood that asks every class: the right one to be likely, each of the others to be unlikely.

use super::{Loss, Targets, label, labelled_shape};
use crate::op::softmax::softmax_rows;
use crate::op::{Inputs, Op, Reduction};
use crate::{Error, Matrix, Shape, Tape, Var, math};

/// The registry's entry.
pub(super) struct EveryClassLoss;

impl Loss for EveryClassLoss {
    fn name(&self) -> &'static str {
        "every-class"
    }

    fn formula(&self) -> &'static str {
        "L = −ln p of the right class − Σ ln(1 − p) of the others"
    }

    fn targets(&self) -> Targets {
        Targets::Labels
    }

    fn record(&self, tape: &mut Tape, scores: Var, target: Var, reduction: Reduction) -> Result<Var, Error> {
        tape.record(EveryClass { reduction, ..EveryClass::default() }, &[scores, target])
    }
}

#[derive(Default)]
struct EveryClass {
    reduction: Reduction,
    probabilities: Matrix,
    losses: Vec<f64>,
}

/// 1 − p[class] without cancellation: the sum of all the others.
fn others(p: &[f64], class: usize) -> f64 {
    p.iter().enumerate().filter(|(index, _)| *index != class).map(|(_, p)| p).sum()
}

impl Op for EveryClass {
    fn name(&self) -> &'static str {
        "every-class"
    }

    fn shape(&self, inputs: &[Shape]) -> Result<Shape, Error> {
        labelled_shape(self.name(), inputs, self.reduction)
    }

    /// L = −ln p_y − Σ_{j≠y} ln(1 − p_j), p the softmax of the scores
    fn value(&mut self, inputs: &Inputs<'_>, out: &mut Matrix) -> Result<(), Error> {
        let (scores, target) = (&inputs[0], &inputs[1]);
        let Shape { rows, columns } = scores.shape();
        (0..rows).try_for_each(|row| label(self.name(), target, row, columns).map(|_| ()))?;
        self.probabilities.reshape(scores.shape());
        self.losses.resize(rows, 0.0);
        let losses = &mut self.losses;
        softmax_rows(scores, &mut self.probabilities, |row, largest, sum| {
            losses[row] = math::ln(sum) - (scores.row(row)[target.data()[row] as usize] - largest);
        });
        for (row, loss) in self.losses.iter_mut().enumerate() {
            let (p, label) = (self.probabilities.row(row), target.data()[row] as usize);
            let wrong = (0..columns).filter(|&class| class != label);
            *loss -= wrong.map(|class| math::ln(others(p, class))).sum::<f64>();
        }
        self.reduction.reduce(self.losses.iter().copied(), out);
        Ok(())
    }

    /// ∂L/∂z_m = (p_m − [m = y]) + Σ_{j≠y} (p_m − [m ≠ j]·p_m / (1 − p_j))
    fn derivative(
        &mut self,
        wrt: usize,
        inputs: &Inputs<'_>,
        _: &Matrix,
        upstream: &Matrix,
        target: &mut Matrix,
    ) {
        target.data_mut().fill(0.0);
        let Shape { rows, columns } = inputs[0].shape();
        if wrt == 1 {
            return;
        }
        for row in 0..rows {
            let weight = self.reduction.upstream(upstream, row, rows);
            let (p, label) = (self.probabilities.row(row), inputs[1].data()[row] as usize);
            let dz = target.row_mut(row);
            dz.iter_mut().zip(p).for_each(|(dz, p)| *dz = weight * p * columns as f64);
            dz[label] -= weight;
            for wrong in (0..columns).filter(|&class| class != label) {
                let share = weight / others(p, wrong);
                let rest = dz.iter_mut().zip(p).enumerate().filter(|(class, _)| *class != wrong);
                rest.for_each(|(_, (dz, p))| *dz -= p * share);
            }
        }
    }
}
