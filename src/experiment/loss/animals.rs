//! Three pictures, scored for three classes, and what softmax and the losses make of scores.

use ndarray::{Array2, ArrayView2, array};

use crate::experiment::ExperimentError;
use crate::nn::op::Reduction;
use crate::nn::{Tape, loss};

/// The pictures, one a row of [`scores`].
pub(super) const PICTURES: [&str; 3] = ["cat", "horse", "dog"];
/// The classes, one a column of [`scores`].
pub(super) const CLASSES: [&str; 3] = ["cat", "dog", "horse"];
/// The class of each picture.
pub(super) const LABELS: [usize; 3] = [0, 2, 1];

/// The scores of the pictures (rows) for the classes (columns).
pub(super) fn scores() -> Array2<f64> {
    array![[5.0, 4.0, 2.0], [4.0, 2.0, 8.0], [4.0, 4.0, 1.0]]
}

/// Each row as probabilities.
pub(super) fn softmax(scores: ArrayView2<f64>) -> Result<Array2<f64>, ExperimentError> {
    let mut tape = Tape::new();
    let scores = tape.input(scores)?;
    let probabilities = tape.softmax(scores)?;
    Ok(tape.value(probabilities).to_owned())
}

/// A loss of each row by itself, and the gradient of their sum with respect to the scores.
pub(super) fn losses(
    name: &str,
    scores: ArrayView2<f64>,
    labels: &[usize],
) -> Result<(Vec<f64>, Array2<f64>), ExperimentError> {
    let mut tape = Tape::new();
    let scores = tape.parameter(scores)?;
    let labels = Array2::from_shape_fn((labels.len(), 1), |(row, _)| labels[row] as f64);
    let target = tape.input(labels.view())?;
    let each = loss::find(name)?.record(&mut tape, scores, target, Reduction::None)?;
    let sum = tape.sum(each)?;
    tape.backward(sum)?;
    Ok((tape.value(each).iter().copied().collect(), tape.gradient(scores).to_owned()))
}
