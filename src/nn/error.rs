//! What can go wrong in [`nn`](crate), in words that say what to do.

use super::matrix::Shape;

/// A use of the framework that cannot work.
///
/// A loss that stops being finite is none: it is a result.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Error {
    /// Two operands whose shapes do not go together.
    #[error("{operation}: {left} does not go with {right}; {advice}")]
    Shape {
        /// The operation that was asked for.
        operation: &'static str,
        /// The shape of the first operand.
        left: Shape,
        /// The shape of the second operand.
        right: Shape,
        /// What would fit.
        advice: &'static str,
    },
    /// A matrix too large to hold, refused before anything is allocated.
    #[error("{operation}: {shape} would need {} GiB; use fewer or smaller layers, or a smaller batch", gibibytes(*.shape))]
    TooLarge {
        /// The operation that was asked for.
        operation: &'static str,
        /// The shape that it would have to hold.
        shape: Shape,
    },
    /// No examples at all.
    #[error("{operation}: the batch is empty; give at least one row")]
    EmptyBatch {
        /// The operation that was asked for.
        operation: &'static str,
    },
    /// A batch too small for its statistics.
    #[error("{operation}: a batch of {rows} has no variance; train with at least 2 examples a batch")]
    SmallBatch {
        /// The operation that was asked for.
        operation: &'static str,
        /// How many examples the batch has.
        rows: usize,
    },
    /// A class that does not exist.
    #[error("{operation}: row {row} has label {label}, but there are {classes} classes; labels run from 0 to {}", .classes - 1)]
    Label {
        /// The operation that was asked for.
        operation: &'static str,
        /// The example.
        row: usize,
        /// Its label.
        label: f64,
        /// How many classes the scores have.
        classes: usize,
    },
    /// NaN or infinity in data.
    #[error("{operation}: the value at row {row}, column {column} is {value}; remove or replace it")]
    NotFinite {
        /// The operation that was asked for.
        operation: &'static str,
        /// The example.
        row: usize,
        /// The feature.
        column: usize,
        /// What stands there.
        value: f64,
    },
    /// A number outside its range.
    #[error("{name} = {value} is out of range; it must be {range}")]
    Range {
        /// The parameter.
        name: &'static str,
        /// What was given.
        value: f64,
        /// What is allowed, as words.
        range: &'static str,
    },
    /// A name that no registry holds.
    #[error("there is no {kind} called '{name}'; there are: {known}")]
    Unknown {
        /// What was looked for: "activation", "optimizer".
        kind: &'static str,
        /// The name as typed.
        name: String,
        /// All known names.
        known: String,
    },
    /// The optimizer was given other parameters than in its first step.
    #[error(
        "the optimizer started with {expected} and now got {got}; give it every parameter in every step, in the same order"
    )]
    Parameters {
        /// What the first step had.
        expected: String,
        /// What this step has.
        got: String,
    },
    /// Fewer sizes than make a network, or another structure that cannot be built.
    #[error("{operation}: {advice}")]
    Structure {
        /// What was to be built.
        operation: &'static str,
        /// What to do.
        advice: &'static str,
    },
}

fn gibibytes(shape: Shape) -> u128 {
    (shape.rows as u128 * shape.columns as u128 * 8) >> 30
}

impl Error {
    /// The error for a name that is not among `known`.
    pub fn unknown(kind: &'static str, name: &str, known: &[&'static str]) -> Self {
        Self::Unknown { kind, name: name.to_owned(), known: known.join(", ") }
    }
}

/// The value if `allowed` holds for it.
///
/// # Errors
/// [`Error::Range`] otherwise, also for NaN.
pub(crate) fn in_range(
    name: &'static str,
    value: f64,
    range: &'static str,
    allowed: impl Fn(f64) -> bool,
) -> Result<f64, Error> {
    if allowed(value) { Ok(value) } else { Err(Error::Range { name, value, range }) }
}
