//! A prediction about an experiment.

use serde::{Deserialize, Serialize};

use super::number::{echo, how};
use super::{Curve, Matches, Misconception, Number, OneOf, Order};
use crate::quiz::QuestionKind;
use crate::quiz::grade::{Asked, Grade};
use crate::quiz::language::Language;
use crate::quiz::number::{Expect, read, show};

/// A guess to make before an experiment runs; its key is what the experiment then measures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prediction {
    /// How it is given.
    pub guess: Guess,
}

/// The forms of a prediction.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Guess {
    /// A number, right from `key / factor` to `key * factor`.
    Within {
        /// What is measured.
        key: f64,
        /// How many times too large or too small it may be; above 1.
        factor: f64,
        /// The unit, empty for none.
        #[serde(default)]
        unit: String,
        /// Whether it is itself a factor, typed `5 times` as well.
        #[serde(default)]
        is_factor: bool,
        /// Wrong answers that show what was misunderstood: those within the factor of a value.
        #[serde(default)]
        misconceptions: Vec<Misconception>,
    },
    /// A number within a tolerance.
    Number(Number),
    /// One of several choices.
    Choice(OneOf),
    /// An order.
    Ranking(Order),
    /// A sketched curve.
    Curve(Curve),
}

impl Prediction {
    /// The kind that does the work, unless it is a number within a factor.
    fn inner(&self) -> Option<&dyn QuestionKind> {
        match &self.guess {
            Guess::Within { .. } => None,
            Guess::Number(inner) => Some(inner),
            Guess::Choice(inner) => Some(inner),
            Guess::Ranking(inner) => Some(inner),
            Guess::Curve(inner) => Some(inner),
        }
    }

    fn expect(&self) -> Expect<'_> {
        match &self.guess {
            Guess::Within { unit, is_factor, .. } => Expect { unit, is_factor: *is_factor },
            _ => Expect::default(),
        }
    }

    fn misconceptions(&self) -> &[Misconception] {
        match &self.guess {
            Guess::Within { misconceptions, .. } => misconceptions,
            _ => &[],
        }
    }

    /// What is measured and the factor; 0 and 1 for the other forms.
    fn bounds(&self) -> (f64, f64) {
        match self.guess {
            Guess::Within { key, factor, .. } => (key, factor),
            _ => (0.0, 1.0),
        }
    }
}

/// How many times the larger of two numbers is the smaller; infinite where their signs differ.
fn times_off(guess: f64, key: f64) -> f64 {
    if guess == key {
        return 1.0;
    }
    let ratio = guess / key;
    if ratio > 0.0 { ratio.max(1.0 / ratio) } else { f64::INFINITY }
}

/// Whether a guess is from `key / factor` to `key * factor`.
fn is_within(guess: f64, key: f64, factor: f64) -> bool {
    times_off(guess, key) <= factor * (1.0 + 1e-12)
}

impl Misconception {
    fn explains(&self, guess: f64, factor: f64) -> bool {
        match self.matches {
            Matches::Value(value) => is_within(guess, value, factor),
            Matches::Range(low, high) => (low..=high).contains(&guess),
        }
    }
}

impl QuestionKind for Prediction {
    fn name(&self) -> &'static str {
        "prediction"
    }

    fn ask(&self, seed: u64) -> Asked {
        match self.inner() {
            Some(inner) => inner.ask(seed),
            None => Asked { how: how(self.expect().unit), ..Asked::default() },
        }
    }

    fn grade(&self, order: &[usize], typed: &str, language: Language) -> Grade {
        if let Some(inner) = self.inner() {
            return inner.grade(order, typed, language);
        }
        let (key, factor) = self.bounds();
        match read(typed, &self.expect(), language) {
            Err(instead) => Grade::ask_for(instead, language),
            Ok(reading) => {
                let is_right = is_within(reading.value, key, factor);
                let known = self.misconceptions().iter().find(|known| known.explains(reading.value, factor));
                let known = known.filter(|_| !is_right).map_or("", |known| known.feedback.as_str());
                let echo = echo(&reading, typed, &self.expect(), language);
                Grade::of(is_right).with_feedback(known).with_echo(echo)
            }
        }
    }

    fn key(&self, order: &[usize]) -> String {
        self.inner().map_or_else(|| format!("{:?}", self.bounds().0), |inner| inner.key(order))
    }

    fn wrong(&self, order: &[usize]) -> Vec<String> {
        let (key, factor) = self.bounds();
        let value = |known: &Misconception| match known.matches {
            Matches::Value(value) => value,
            Matches::Range(low, high) => low / 2.0 + high / 2.0,
        };
        let known = self.misconceptions().iter().map(value);
        let outside =
            || [key * factor * 2.0, key / factor / 2.0].into_iter().chain(known).map(show).collect();
        self.inner().map_or_else(outside, |inner| inner.wrong(order))
    }

    fn faults(&self) -> Vec<String> {
        if let Some(inner) = self.inner() {
            return inner.faults();
        }
        let (key, factor) = self.bounds();
        let is_usable = key.is_finite() && key != 0.0 && factor.is_finite() && factor > 1.0;
        if !is_usable {
            return vec!["needs a key that is not 0 and a factor above 1".into()];
        }
        let both = self.misconceptions().iter().filter(|known| known.explains(key, factor));
        both.map(|known| format!("calls {:?} both right and a misconception", known.matches)).collect()
    }
}
