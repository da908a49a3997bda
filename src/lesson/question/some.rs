//! All that are right of several choices.

use schemars::JsonSchema;
use serde::Deserialize;

use super::maker::Maker;
use super::one::choices;
use super::{AnswerKind, Choice, Made, QuestionError};
use crate::quiz::{Kind, SomeOf, WrongPick};
use crate::text::list::join;

/// All that are right of several choices; perhaps none.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Some {
    /// The choices. The feedback of a right one is said to who leaves it out.
    pub choices: Vec<Choice>,
    /// Known wrong sets, each with feedback in the words.
    #[serde(default)]
    pub slips: Vec<WrongSet>,
}

/// A wrong set of choices that shows what was misunderstood.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrongSet {
    /// Its name; the feedback stands in the words under it.
    pub id: String,
    /// The names of the choices picked.
    pub picked: Vec<String>,
}

impl AnswerKind for Some {
    fn items(&self) -> Vec<&str> {
        self.choices.iter().map(|choice| choice.id.as_str()).collect()
    }

    fn slips(&self) -> Vec<&str> {
        self.slips.iter().map(|slip| slip.id.as_str()).collect()
    }

    fn formulas(&self) -> Vec<&str> {
        self.choices.iter().map(|choice| choice.right.as_str()).collect()
    }

    fn make(&self, maker: &Maker<'_>) -> Result<Made, QuestionError> {
        let (made, texts, mut feedback) = choices(&self.choices, maker)?;
        feedback.extend(maker.slips(&AnswerKind::slips(self))?);
        let right: Vec<&str> =
            made.iter().filter(|choice| choice.correct).map(|choice| choice.text.as_str()).collect();
        let key_text = if right.is_empty() { "none of them".to_owned() } else { join(&right) };
        let wrong = |slip: &WrongSet| WrongPick { ids: slip.picked.clone(), feedback: slip.id.clone() };
        let misconceptions = self.slips.iter().filter(|_| maker.has_key).map(wrong).collect();
        Ok(Made { kind: Kind::Some(SomeOf { choices: made, misconceptions }), texts, key_text, feedback })
    }
}
