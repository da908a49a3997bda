//! Feeding batches through a network and learning from them.

use ndarray::{ArrayView2, Axis};

use super::{Network, Target};
use crate::{Error, Matrix, Mode, Shape, Updater, wide};

impl Network {
    /// The scores of the examples `x`, `[batch, outputs]`, as in evaluation: nothing is dropped.
    ///
    /// # Errors
    /// [`Error::Shape`] unless `x` has a column for each input; [`Error::NotFinite`] for NaN or infinity.
    pub fn forward(&mut self, x: ArrayView2<f64>) -> Result<ArrayView2<'_, f64>, Error> {
        self.load_input(x, None)?;
        self.tape.set_mode(Mode::Evaluation);
        self.tape.forward_to(self.scores)?;
        Ok(self.tape.value(self.scores))
    }

    /// The class with the highest score for each example; the first of equals.
    ///
    /// # Errors
    /// As [`forward`](Self::forward).
    pub fn predict(&mut self, x: ArrayView2<f64>) -> Result<Vec<usize>, Error> {
        self.forward(x)?;
        Ok(self.tape.matrix(self.scores).rows().map(highest).collect())
    }

    /// The share of examples whose highest score is that of their label.
    ///
    /// # Errors
    /// As [`forward`](Self::forward); [`Error::EmptyBatch`] without examples.
    pub fn accuracy(&mut self, x: ArrayView2<f64>, labels: &[usize]) -> Result<f64, Error> {
        check_rows(x.nrows(), labels.len())?;
        self.forward(x)?;
        let scores = self.tape.matrix(self.scores);
        let right = scores.rows().zip(labels).filter(|(row, label)| highest(row) == **label).count();
        Ok(right as f64 / labels.len() as f64)
    }

    /// The mean loss on the examples `x` as in evaluation, with the penalty.
    ///
    /// # Errors
    /// As [`forward`](Self::forward), and for targets that do not fit.
    pub fn loss<'a>(&mut self, x: ArrayView2<f64>, target: impl Into<Target<'a>>) -> Result<f64, Error> {
        self.run(x, target.into(), None, Mode::Evaluation)
    }

    /// The mean loss on the examples `x` as in training, with the penalty; computes every gradient.
    ///
    /// # Errors
    /// As [`forward`](Self::forward), and for targets that do not fit.
    pub fn gradients<'a>(&mut self, x: ArrayView2<f64>, target: impl Into<Target<'a>>) -> Result<f64, Error> {
        self.gradients_of(x, target.into(), None)
    }

    /// Learns from the examples `x` once: the mean loss before the step, with the penalty.
    ///
    /// A loss that is not finite is returned like any other, and no step is taken: the run has diverged.
    ///
    /// # Errors
    /// As [`forward`](Self::forward), and for targets that do not fit.
    pub fn train_step<'a>(
        &mut self,
        x: ArrayView2<f64>,
        target: impl Into<Target<'a>>,
        updater: &mut Updater,
    ) -> Result<f64, Error> {
        let loss = self.gradients_of(x, target.into(), None)?;
        self.update(loss, updater)
    }

    /// Learns once from the given `rows` of `x` and `target`, without copying them together first.
    ///
    /// # Errors
    /// As [`train_step`](Self::train_step).
    pub fn train_rows<'a>(
        &mut self,
        x: ArrayView2<f64>,
        target: impl Into<Target<'a>>,
        rows: &[usize],
        updater: &mut Updater,
    ) -> Result<f64, Error> {
        let loss = self.gradients_of(x, target.into(), Some(rows))?;
        self.update(loss, updater)
    }

    fn gradients_of(
        &mut self,
        x: ArrayView2<f64>,
        target: Target<'_>,
        rows: Option<&[usize]>,
    ) -> Result<f64, Error> {
        let loss = self.run(x, target, rows, Mode::Training)?;
        self.tape.backward(self.loss)?;
        for block in &self.blocks {
            let (weights, gradients) = self.tape.gradient_mut(block.weights);
            self.penalty.add_derivative(weights, gradients);
        }
        Ok(loss)
    }

    fn update(&mut self, loss: f64, updater: &mut Updater) -> Result<f64, Error> {
        if loss.is_finite() {
            let learning_rate = updater.hyperparameters().learning_rate;
            for block in &self.blocks {
                self.penalty.decay(self.tape.leaf_mut(block.weights)?.data_mut(), learning_rate);
            }
            updater.step_all(self.tape.parameters_and_gradients())?;
            for block in &self.blocks {
                self.penalty.shrink(self.tape.leaf_mut(block.weights)?.data_mut(), learning_rate);
            }
        }
        Ok(loss)
    }

    fn run(
        &mut self,
        x: ArrayView2<f64>,
        target: Target<'_>,
        rows: Option<&[usize]>,
        mode: Mode,
    ) -> Result<f64, Error> {
        check_rows(x.nrows(), target.len())?;
        self.load_input(x, rows)?;
        self.load_target(target, rows)?;
        self.tape.set_mode(mode);
        self.tape.forward()?;
        let costs =
            self.blocks.iter().map(|block| self.penalty.value(self.tape.matrix(block.weights).data()));
        Ok(costs.fold(self.tape.scalar(self.loss), |sum, cost| sum + cost))
    }

    fn load_input(&mut self, x: ArrayView2<f64>, rows: Option<&[usize]>) -> Result<(), Error> {
        let inputs = self.tape.matrix(self.input).shape().columns;
        let (left, right) = (Shape::new(x.nrows(), x.ncols()), Shape::new(x.nrows(), inputs));
        if left != right {
            let advice = "the examples must have one column for each input of the network";
            return Err(Error::Shape { operation: "forward", left, right, advice });
        }
        let leaf = self.tape.leaf_mut(self.input)?;
        gather(x, rows, leaf)?;
        if leaf.shape().rows == 0 {
            return Err(Error::EmptyBatch { operation: "forward" });
        }
        check_finite(leaf)
    }

    fn load_target(&mut self, target: Target<'_>, rows: Option<&[usize]>) -> Result<(), Error> {
        let leaf = self.tape.leaf_mut(self.target)?;
        match (target, rows) {
            (Target::Values(values), rows) => gather(values, rows, leaf)?,
            (Target::Labels(labels), None) => fill(leaf, labels.iter()),
            (Target::Labels(labels), Some(rows)) => fill(leaf, rows.iter().map(|&row| &labels[row])),
        }
        check_finite(leaf)
    }
}

/// Puts labels into the column `leaf`.
fn fill<'a>(leaf: &mut Matrix, labels: impl ExactSizeIterator<Item = &'a usize>) {
    leaf.reshape(Shape::new(labels.len(), 1));
    leaf.data_mut().iter_mut().zip(labels).for_each(|(to, &label)| *to = label as f64);
}

/// Copies the given rows (or all) of `from` into `leaf`.
fn gather(from: ArrayView2<f64>, rows: Option<&[usize]>, leaf: &mut Matrix) -> Result<(), Error> {
    let Some(rows) = rows else {
        Shape::new(from.nrows(), from.ncols()).checked("forward")?;
        leaf.assign(from);
        return Ok(());
    };
    leaf.reshape(Shape::new(rows.len(), from.ncols()).checked("forward")?);
    for (to, &row) in rows.iter().enumerate() {
        if row >= from.nrows() {
            let (left, right) = (Shape::new(from.nrows(), from.ncols()), Shape::new(row + 1, from.ncols()));
            let advice = "a row was asked for that the examples do not have";
            return Err(Error::Shape { operation: "train_rows", left, right, advice });
        }
        let values = from.index_axis(Axis(0), row);
        leaf.row_mut(to).iter_mut().zip(values).for_each(|(to, from)| *to = *from);
    }
    Ok(())
}

fn check_rows(examples: usize, targets: usize) -> Result<(), Error> {
    if examples == targets {
        return Ok(());
    }
    let (left, right) = (Shape::new(examples, 1), Shape::new(targets, 1));
    Err(Error::Shape { operation: "targets", left, right, advice: "give one target for each example" })
}

/// Refuses NaN and infinity. The whole batch is looked at in one sum, and searched only if that fails.
fn check_finite(matrix: &Matrix) -> Result<(), Error> {
    // 0·x is 0 for every number, but NaN for NaN and infinity.
    let zero = wide::sum(
        matrix.data(),
        #[inline(always)]
        |x| 0.0 * x,
    );
    if zero == 0.0 {
        return Ok(());
    }
    let index = matrix.data().iter().position(|x| !x.is_finite()).unwrap_or(0);
    let columns = matrix.shape().columns;
    let (row, column) = (index / columns, index % columns);
    Err(Error::NotFinite { operation: "data", row, column, value: matrix.data()[index] })
}

/// The index of the largest number; the first of equals.
fn highest(row: &[f64]) -> usize {
    (1..row.len()).fold(0, |best, next| if row[next] > row[best] { next } else { best })
}
