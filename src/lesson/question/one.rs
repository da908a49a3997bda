//! One of several choices.

use schemars::JsonSchema;
use serde::Deserialize;

use super::maker::Maker;
use super::{AnswerKind, Feedback, Made, QuestionError};
use crate::lesson::markdown::plain;
use crate::quiz::{self, Kind, OneOf};
use crate::text::Span;

/// One of several choices.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct One {
    /// The choices; exactly one must be right.
    pub choices: Vec<Choice>,
}

/// A choice; its text and feedback stand in the words under its name.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Its name.
    pub id: String,
    /// The condition under which it is right: `true`, `false`, or a formula.
    pub right: String,
}

/// Choices for the grader, their texts, and what is said to each.
pub(super) type Choices = (Vec<quiz::Choice>, Vec<Vec<Span>>, Feedback);

/// The choices made ready; each names its feedback by its id.
pub(super) fn choices(choices: &[Choice], maker: &Maker<'_>) -> Result<Choices, QuestionError> {
    let (mut made, mut texts, mut feedback) = (Vec::new(), Vec::new(), Feedback::new());
    for choice in choices {
        let (text, said) = maker.item(&choice.id, "choice")?;
        let correct = maker.key_value(&choice.right, 0.0)? == 1.0;
        let (id, plain) = (choice.id.clone(), plain(&text));
        made.push(quiz::Choice { id: id.clone(), text: plain, correct, feedback: id.clone() });
        texts.push(text);
        feedback.insert(id, said);
    }
    Ok((made, texts, feedback))
}

impl AnswerKind for One {
    fn items(&self) -> Vec<&str> {
        self.choices.iter().map(|choice| choice.id.as_str()).collect()
    }

    fn formulas(&self) -> Vec<&str> {
        self.choices.iter().map(|choice| choice.right.as_str()).collect()
    }

    fn make(&self, maker: &Maker<'_>) -> Result<Made, QuestionError> {
        let (made, texts, feedback) = choices(&self.choices, maker)?;
        let right: Vec<&quiz::Choice> = made.iter().filter(|choice| choice.correct).collect();
        if maker.has_key && right.len() != 1 {
            let ids: Vec<&str> = right.iter().map(|choice| choice.id.as_str()).collect();
            let found =
                if ids.is_empty() { "none is".to_owned() } else { format!("these are: {}", ids.join(", ")) };
            let last = made.iter().rposition(|choice| choice.correct);
            let place = last.map_or("one/choices".to_owned(), |last| format!("one/choices/{last}"));
            return Err(maker.fault(format!("not exactly one choice is right; {found}")).at(place));
        }
        let key_text = right.first().map(|choice| choice.text.clone()).unwrap_or_default();
        Ok(Made { kind: Kind::One(OneOf { choices: made }), texts, key_text, feedback })
    }
}
