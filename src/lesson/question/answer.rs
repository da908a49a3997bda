//! The kinds of answer, each with its key as a formula: never a typed result.

use schemars::JsonSchema;
use serde::Deserialize;

use super::maker::Maker;
use super::{Bug, Curve, Formula, Made, Number, One, Order, QuestionError, Some};
use crate::plot::Figure;
use crate::quiz::Kind;

/// The kind of a question, with its key as a formula.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// One of several choices.
    One(One),
    /// All that are right of several choices.
    Some(Some),
    /// A number.
    Number(Number),
    /// Items put in order.
    Order(Order),
    /// A curve, sketched by a number for each of some points.
    Curve(Curve),
    /// A formula.
    Formula(Formula),
    /// The wrong line of some lines.
    Bug(Bug),
}

/// What every kind of answer can do.
pub trait AnswerKind {
    /// The names of its choices, items or lines: list items of the question's section.
    fn items(&self) -> Vec<&str> {
        Vec::new()
    }

    /// Whether each of these says something to who picks it.
    fn items_have_feedback(&self) -> bool {
        true
    }

    /// The names of its known wrong answers: list items under `#### slips`.
    fn slips(&self) -> Vec<&str> {
        Vec::new()
    }

    /// Its formulas over drawn numbers, computed names and measures.
    fn formulas(&self) -> Vec<&str>;

    /// The grader's kind, the texts of its options, the key in words and the feedback.
    ///
    /// # Errors
    /// A fault of the content.
    fn make(&self, maker: &Maker<'_>) -> Result<Made, QuestionError>;

    /// Figures with an answer drawn over them; as they were where it cannot be drawn.
    fn drawn(&self, _kind: &Kind, _order: &[usize], _typed: &str, figures: Vec<Figure>) -> Vec<Figure> {
        figures
    }
}

impl Answer {
    /// The kind's behaviour.
    pub fn behaviour(&self) -> &dyn AnswerKind {
        match self {
            Self::One(kind) => kind,
            Self::Some(kind) => kind,
            Self::Number(kind) => kind,
            Self::Order(kind) => kind,
            Self::Curve(kind) => kind,
            Self::Formula(kind) => kind,
            Self::Bug(kind) => kind,
        }
    }
}
