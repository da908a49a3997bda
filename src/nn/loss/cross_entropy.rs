//! Cross-entropy from scores, for labels and for whole distributions.

use super::{Loss, Targets, label, labelled_shape};
use crate::op::softmax::softmax_rows;
use crate::op::{Inputs, Op, Reduction};
use crate::{Error, Matrix, Shape, Tape, Var, math};

/// The registry's entry.
pub(super) struct CrossEntropyLoss;

impl Loss for CrossEntropyLoss {
    fn name(&self) -> &'static str {
        "cross-entropy"
    }

    fn formula(&self) -> &'static str {
        "L = −Σ t·ln softmax(z), which is −ln p of the right class for a label"
    }

    fn targets(&self) -> Targets {
        Targets::Labels
    }

    fn record(&self, tape: &mut Tape, scores: Var, target: Var, reduction: Reduction) -> Result<Var, Error> {
        tape.record(CrossEntropy { reduction, ..CrossEntropy::default() }, &[scores, target])
    }
}

#[derive(Default)]
struct CrossEntropy {
    reduction: Reduction,
    probabilities: Matrix,
    losses: Vec<f64>,
}

impl CrossEntropy {
    /// Whether `target` holds one label an example rather than a distribution over the classes.
    fn hard(&self, target: Shape) -> bool {
        target.columns == 1 && self.probabilities.shape().columns != 1
    }
}

/// −Σ t·ln p for one row: scores z, their maximum m, and ln Σ exp(z − m).
fn row_loss(scores: &[f64], target: &[f64], largest: f64, log_sum: f64) -> f64 {
    let surprise = |z: f64| log_sum - (z - largest);
    // A class of probability 0 in the target counts nothing, even at an infinite surprise.
    scores.iter().zip(target).filter(|&(_, &t)| t != 0.0).map(|(&z, &t)| t * surprise(z)).sum()
}

impl Op for CrossEntropy {
    fn name(&self) -> &'static str {
        "cross-entropy"
    }

    fn shape(&self, inputs: &[Shape]) -> Result<Shape, Error> {
        let soft = inputs[0] == inputs[1] && inputs[0].elements() > 0;
        if soft {
            return Ok(self.reduction.shape(Shape::new(inputs[0].rows, 1)));
        }
        labelled_shape(self.name(), inputs, self.reduction)
    }

    /// L = −Σ t·ln softmax(z); for a label y, L = ln Σ exp z − z_y
    fn value(&mut self, inputs: &Inputs<'_>, out: &mut Matrix) -> Result<(), Error> {
        let (scores, target) = (&inputs[0], &inputs[1]);
        let Shape { rows, columns } = scores.shape();
        self.probabilities.reshape(scores.shape());
        let hard = self.hard(target.shape());
        if hard {
            (0..rows).try_for_each(|row| label(self.name(), target, row, columns).map(|_| ()))?;
        }
        self.losses.resize(rows, 0.0);
        let losses = &mut self.losses;
        softmax_rows(scores, &mut self.probabilities, |row, largest, sum| {
            let log_sum = math::ln(sum);
            losses[row] = match hard {
                true => log_sum - (scores.row(row)[target.data()[row] as usize] - largest),
                false => row_loss(scores.row(row), target.row(row), largest, log_sum),
            };
        });
        self.reduction.reduce(self.losses.iter().copied(), out);
        Ok(())
    }

    /// ∂L/∂z = p·Σt − t, p the softmax of the scores
    fn derivative(
        &mut self,
        wrt: usize,
        inputs: &Inputs<'_>,
        _: &Matrix,
        upstream: &Matrix,
        target: &mut Matrix,
    ) {
        let expected = &inputs[1];
        let Shape { rows, columns } = inputs[0].shape();
        let hard = self.hard(expected.shape());
        for row in 0..rows {
            let weight = self.reduction.upstream(upstream, row, rows);
            let (p, out) = (self.probabilities.row(row), target.row_mut(row));
            if wrt == 1 {
                // With respect to a distribution it is −ln p; with respect to a label it has no derivative.
                let surprise = |p: f64| if hard { 0.0 } else { -weight * math::ln(p) };
                out.iter_mut().zip(p).for_each(|(out, &p)| *out = surprise(p));
            } else if hard {
                out.iter_mut().zip(p).for_each(|(dz, p)| *dz = weight * p);
                let label = expected.data()[row] as usize;
                out[label] = weight * (p[label] - 1.0);
            } else {
                let t = &expected.data()[row * columns..][..columns];
                let total: f64 = t.iter().sum();
                out.iter_mut().zip(p).zip(t).for_each(|((dz, p), t)| *dz = weight * (p * total - t));
            }
        }
    }
}

impl Tape {
    /// The mean cross-entropy of `scores` `[batch, classes]` against labels `[batch, 1]` or distributions.
    ///
    /// # Errors
    /// [`Error::Shape`] if the two do not go together, [`Error::Label`] for a label that is no class.
    pub fn cross_entropy(&mut self, scores: Var, target: Var) -> Result<Var, Error> {
        CrossEntropyLoss.record(self, scores, target, Reduction::Mean)
    }
}
