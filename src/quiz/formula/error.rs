//! Why a formula could not be read or evaluated.

use std::ops::Range;

/// What was expected, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected}")]
pub struct FormulaError {
    /// The bytes of the text it is about; empty at the end of the text.
    pub span: Range<usize>,
    /// What was expected there.
    pub expected: String,
}

impl FormulaError {
    pub(super) fn new(span: Range<usize>, expected: impl Into<String>) -> Self {
        Self { span, expected: expected.into() }
    }

    /// One line for the learner: "at "…": expected …".
    pub fn explain(&self, text: &str) -> String {
        let shown = text.get(self.span.clone()).unwrap_or_default();
        let column = text.get(..self.span.start).unwrap_or_default().chars().count() + 1;
        if shown.trim().is_empty() {
            return format!("at the end: expected {}", self.expected);
        }
        format!(
            "at \"{}\" (character {column}): expected {}",
            crate::text::sanitize::sanitize(shown),
            self.expected
        )
    }
}

/// Why a formula has no value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EvaluationError {
    /// A name that nobody gave a value.
    #[error("\"{0}\" has no value here")]
    Unknown(String),
}
