//! The wrong line of some code or of a derivation.

use serde::Deserialize;

use super::maker::Maker;
use super::{AnswerKind, Feedback, Made, QuestionError};
use crate::lesson::markdown::plain;
use crate::quiz::{self, Kind};

/// The wrong line of some code or of a derivation. The lines' texts stand in the words under their
/// names; what is said to the wrong one is what it should be.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bug {
    /// The names of the lines, in their order.
    pub lines: Vec<String>,
    /// The name of the wrong one.
    pub wrong: String,
}

impl AnswerKind for Bug {
    fn items(&self) -> Vec<&str> {
        self.lines.iter().map(String::as_str).collect()
    }

    fn formulas(&self) -> Vec<&str> {
        Vec::new()
    }

    fn make(&self, maker: &Maker<'_>) -> Result<Made, QuestionError> {
        let (mut lines, mut texts, mut feedback) = (Vec::new(), Vec::new(), Feedback::new());
        for id in &self.lines {
            let (text, said) = maker.item(id, "line")?;
            lines.push(plain(&text));
            texts.push(text);
            feedback.insert(id.clone(), said);
        }
        let wrong = self.lines.iter().position(|line| *line == self.wrong);
        let wrong = wrong.ok_or_else(|| maker.fault(format!("there is no line `{}`", self.wrong)))?;
        let key_text = format!("line {}: {}", wrong + 1, lines[wrong]);
        let kind = Kind::Bug(quiz::Bug {
            lines,
            wrong,
            explanation: self.wrong.clone(),
            feedback: self.lines.clone(),
        });
        Ok(Made { kind, texts, key_text, feedback })
    }
}
