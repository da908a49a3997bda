//! A number.

use schemars::JsonSchema;
use serde::Deserialize;

use super::maker::Maker;
use super::{AnswerKind, Made, QuestionError, guess};
use crate::lesson::fill::{digits_in, in_digits};
use crate::plot::Figure;
use crate::quiz::formula::name::plain;
use crate::quiz::number::{Expect, read};
use crate::quiz::{self, Guess, Kind, Language, Matches, Misconception, Prediction};

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
    Number::RELATIVE
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
    /// How far off counts as right where nothing else is said, as a part of the key.
    pub const RELATIVE: f64 = 0.02;

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
        let digits = number_form(maker, &self.key);
        let key_text = with_unit(in_digits(key, digits), &self.unit);
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

/// The form in which the explanation names the key, or the measure or share that it is: one number, the same digits.
fn number_form<'a>(maker: &'a Maker<'_>, key: &str) -> &'a str {
    let key = key.trim().trim_start_matches("100*").trim_start();
    let measure = maker.question.run.as_ref().map(|run| format!("{run}.{key}"));
    let is_key = |name: &str| {
        name == "answer" || measure.as_deref().is_some_and(|measure| plain(name) == plain(measure))
    };
    digits_in(maker.section.why(), &is_key).unwrap_or_default()
}

fn with_unit(text: String, unit: &str) -> String {
    if unit.is_empty() { text } else { format!("{text} {unit}") }
}
