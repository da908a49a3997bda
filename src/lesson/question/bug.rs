//! The wrong line of some code or of a derivation.

use schemars::JsonSchema;
use serde::Deserialize;

use super::maker::Maker;
use super::{AnswerKind, Feedback, Made, QuestionError};
use crate::lesson::markdown::plain;
use crate::quiz::derivation::{Checked, Derivation, DerivationError};
use crate::quiz::{self, Kind};

/// The wrong line of some code or of a derivation. The lines' texts stand in the words under their
/// names; what is said to the wrong one is what it should be.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bug {
    /// The names of the lines, in their order.
    pub lines: Vec<String>,
    /// The name of the wrong one.
    pub wrong: String,
    /// What the lines can be checked against, where a learner can run a gradient check.
    #[serde(default)]
    pub check: Option<Check>,
}

/// What each line is checked against; the lines' texts are then `name = formula`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// The forward pass as assignments, the last of which is the loss: a line `dz = …` is held against
    /// the central difference of the loss.
    #[serde(default)]
    pub forward: Vec<String>,
    /// Right assignments for lines that are no slopes, as those of an update rule.
    #[serde(default)]
    pub reference: Vec<String>,
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
        let checked = self.checked(&lines, wrong, maker)?;
        let kind = Kind::Bug(quiz::Bug {
            checked,
            lines,
            wrong,
            explanation: self.wrong.clone(),
            feedback: self.lines.clone(),
        });
        Ok(Made { kind, texts, key_text, feedback })
    }
}

impl Bug {
    /// The gradient check of the lines at the numbers drawn. It must find the wrong line, and that
    /// first.
    fn checked(
        &self,
        lines: &[String],
        wrong: usize,
        maker: &Maker<'_>,
    ) -> Result<Vec<Checked>, QuestionError> {
        let Some(check) = self.check.as_ref().filter(|_| maker.has_key) else { return Ok(Vec::new()) };
        let fault = |error: DerivationError| maker.fault(error.to_string());
        let derivation = Derivation::read(&check.forward, &check.reference, lines).map_err(fault)?;
        let rows = derivation.check(&maker.numbers.values).map_err(fault)?;
        let found = rows.iter().position(|row| !row.agrees());
        if found != Some(wrong) {
            let found = found.map_or("no line".to_owned(), |line| format!("`{}`", self.lines[line]));
            return Err(maker.fault(format!("the gradient check finds {found} wrong, not `{}`", self.wrong)));
        }
        Ok(rows)
    }
}
