//! A number.

use schemars::JsonSchema;
use serde::Deserialize;

use super::maker::Maker;
use super::{AnswerKind, Made, QuestionError, guess};
use crate::plot::Figure;
use crate::quiz::number::{Expect, read};
use crate::quiz::{self, Guess, Kind, Language, Matches, Misconception, Prediction};
use crate::text::number;

/// A number.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Number {
    /// The formula of the key.
    pub key: String,
    /// How far off counts as right, as a part of the key.
    #[serde(default = "two_percent")]
    pub relative: f64,
    /// How far off counts as right, in the key's unit.
    #[serde(default)]
    pub absolute: f64,
    /// Right when within this factor of the key, as suits a guess of the order of magnitude.
    #[serde(default)]
    pub factor: Option<f64>,
    /// The unit a learner may type after the number.
    #[serde(default)]
    pub unit: String,
    /// The axis of the run's figure that the number is a value of, by its name: a guess is drawn
    /// across it as a reference line.
    #[serde(default)]
    pub of: Option<String>,
    /// Known wrong answers, each with feedback in the words.
    #[serde(default)]
    pub slips: Vec<Slip>,
}

fn two_percent() -> f64 {
    0.02
}

/// A known wrong answer.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Slip {
    /// Its name; the feedback stands in the words under it.
    pub id: String,
    /// The formula of the value it gives.
    pub value: String,
}

impl Number {
    fn misconceptions(&self, maker: &Maker<'_>) -> Result<Vec<Misconception>, QuestionError> {
        let known = |slip: &Slip| {
            let matches = Matches::Value(maker.value(&slip.value)?);
            Ok(Misconception { matches, feedback: slip.id.clone() })
        };
        self.slips.iter().filter(|_| maker.has_key).map(known).collect()
    }
}

impl AnswerKind for Number {
    fn slips(&self) -> Vec<&str> {
        self.slips.iter().map(|slip| slip.id.as_str()).collect()
    }

    fn formulas(&self) -> Vec<&str> {
        std::iter::once(&self.key)
            .chain(self.slips.iter().map(|slip| &slip.value))
            .map(String::as_str)
            .collect()
    }

    fn make(&self, maker: &Maker<'_>) -> Result<Made, QuestionError> {
        let key = maker.key_value(&self.key, 1.0)?;
        let (misconceptions, unit) = (self.misconceptions(maker)?, self.unit.clone());
        let kind = match self.factor {
            Some(factor) => {
                let guess = Guess::Within { key, factor, unit, is_factor: true, misconceptions };
                Kind::Prediction(Prediction { guess })
            }
            None => {
                let (relative, absolute) = (self.relative, self.absolute);
                Kind::Number(quiz::Number { key, relative, absolute, unit, is_factor: false, misconceptions })
            }
        };
        let key_text = with_unit(key, &self.unit);
        Ok(Made { kind, texts: Vec::new(), key_text, feedback: maker.slips(&AnswerKind::slips(self))? })
    }

    fn drawn(&self, _: &Kind, _: &[usize], typed: &str, figures: Vec<Figure>) -> Vec<Figure> {
        let expect = Expect { unit: &self.unit, is_factor: self.factor.is_some() };
        match (&self.of, read(typed, &expect, Language::English)) {
            (Some(axis), Ok(reading)) => guess::value(figures, axis, reading.value),
            _ => figures,
        }
    }
}

fn with_unit(value: f64, unit: &str) -> String {
    let text = number::significant(value, 3);
    if unit.is_empty() { text } else { format!("{text} {unit}") }
}
