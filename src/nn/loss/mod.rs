//! Losses: one number that says how wrong a prediction is, one loss a file.
//!
//! Each is an operation with its value and derivative side by side, and can be recorded by name:
//!
//! ```
//! use dltutor_nn::{Tape, loss, op::Reduction};
//! use ndarray::array;
//! let mut tape = Tape::new();
//! let scores = tape.parameter(array![[2.0, 1.0, 0.1]].view())?;
//! let label = tape.input(array![[0.0]].view())?;
//! let loss = loss::find("cross-entropy")?.record(&mut tape, scores, label, Reduction::Mean)?;
//! assert!((tape.scalar(loss) - 0.41703).abs() < 1e-5);
//! # Ok::<(), dltutor_nn::Error>(())
//! ```

mod binary_cross_entropy;
mod cross_entropy;
mod every_class;
mod nll;
mod squared_error;

use super::error::Error;
use super::matrix::{Matrix, Shape};
use super::op::Reduction;
use super::tape::{Tape, Var};

/// A way to say how wrong a prediction is.
pub trait Loss: Send + Sync {
    /// The name it is found by.
    fn name(&self) -> &'static str;

    /// The formula for one example, in one line.
    fn formula(&self) -> &'static str;

    /// What it compares predictions with.
    fn targets(&self) -> Targets;

    /// Appends the loss of `prediction` against `target` to the tape.
    ///
    /// # Errors
    /// [`Error::Shape`] if the two do not go together, [`Error::Label`] for a label that is no class.
    fn record(
        &self,
        tape: &mut Tape,
        prediction: Var,
        target: Var,
        reduction: Reduction,
    ) -> Result<Var, Error>;
}

/// What a loss compares predictions with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Targets {
    /// One class number an example: `[batch, 1]`.
    Labels,
    /// One number for each that is predicted: `[batch, outputs]`.
    Values,
}

/// Every loss.
pub fn registry() -> &'static [&'static dyn Loss] {
    static REGISTRY: [&dyn Loss; 5] = [
        &cross_entropy::CrossEntropyLoss,
        &nll::NllLoss,
        &every_class::EveryClassLoss,
        &binary_cross_entropy::BinaryCrossEntropyLoss,
        &squared_error::SquaredErrorLoss,
    ];
    &REGISTRY
}

/// The loss called `name`.
///
/// # Errors
/// [`Error::Unknown`], with the names there are.
pub fn find(name: &str) -> Result<&'static dyn Loss, Error> {
    let names: Vec<_> = registry().iter().map(|loss| loss.name()).collect();
    let found = registry().iter().find(|loss| loss.name() == name);
    found.copied().ok_or_else(|| Error::unknown("loss", name, &names))
}

/// The shape of the losses of `prediction`, one an example, against one label an example.
fn labelled_shape(operation: &'static str, inputs: &[Shape], reduction: Reduction) -> Result<Shape, Error> {
    let (left, right) = (inputs[0], inputs[1]);
    if left.elements() == 0 {
        return Err(Error::EmptyBatch { operation });
    }
    if right == Shape::new(left.rows, 1) {
        return Ok(reduction.shape(right));
    }
    let advice = "labels are [batch, 1], one class number for each row of the scores";
    Err(Error::Shape { operation, left, right, advice })
}

/// Writes the shape of element-wise losses.
fn elementwise_shape(
    operation: &'static str,
    inputs: &[Shape],
    reduction: Reduction,
) -> Result<Shape, Error> {
    let shape = super::op::same_shape(operation, inputs)?;
    if shape.elements() == 0 { Err(Error::EmptyBatch { operation }) } else { Ok(reduction.shape(shape)) }
}

/// The class that `target` gives to `row`, checked against the number of classes.
fn label(operation: &'static str, target: &Matrix, row: usize, classes: usize) -> Result<usize, Error> {
    let label = target.data()[row];
    let whole = label >= 0.0 && label < classes as f64 && label.fract() == 0.0;
    if whole { Ok(label as usize) } else { Err(Error::Label { operation, row, label, classes }) }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn names_are_unique_and_found() {
        for loss in registry() {
            assert_eq!(find(loss.name()).unwrap().name(), loss.name());
            assert!(loss.formula().contains('='));
        }
        assert!(find("cross-entrpy").err().unwrap().to_string().contains("there are: "));
    }

    #[test]
    fn a_label_that_is_no_class_is_an_error() {
        for name in ["cross-entropy", "nll", "every-class"] {
            for bad in [3.0, -1.0, 0.5, f64::NAN] {
                let mut tape = Tape::new();
                let scores = tape.parameter(array![[2.0, 1.0, 0.1]].view()).unwrap();
                let target = tape.input(array![[bad]].view()).unwrap();
                let result = find(name).unwrap().record(&mut tape, scores, target, Reduction::Mean);
                assert!(
                    result.unwrap_err().to_string().contains("there are 3 classes; labels run from 0 to 2")
                );
            }
        }
    }

    #[test]
    fn an_empty_batch_or_a_wrong_shape_is_an_error() {
        for loss in registry() {
            let mut tape = Tape::new();
            let empty = tape.input(ndarray::Array2::zeros((0, 3)).view()).unwrap();
            let values = tape.input(ndarray::Array2::zeros((2, 3)).view()).unwrap();
            assert!(loss.record(&mut tape, empty, empty, Reduction::Mean).is_err());
            let wrong = tape.input(ndarray::Array2::zeros((3, 2)).view()).unwrap();
            assert!(matches!(
                loss.record(&mut tape, values, wrong, Reduction::Mean),
                Err(Error::Shape { .. })
            ));
        }
    }
}
