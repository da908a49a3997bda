//! A number.

use serde::{Deserialize, Serialize};

use crate::quiz::grade::{Asked, Grade};
use crate::quiz::language::Language;
use crate::quiz::number::{Expect, Reading, read, show};
use crate::quiz::reading::tidy;
use crate::quiz::{Outcome, QuestionKind};

/// A number to give, right within a tolerance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Number {
    /// The right answer, in the unit.
    pub key: f64,
    /// How far off it may be, as a part of the key. 0.01 unless given: three digits are enough.
    pub relative: f64,
    /// How far off it may be, in the unit. The larger of both counts.
    pub absolute: f64,
    /// The unit, empty for none; `%` where the key is in percent.
    pub unit: String,
    /// Whether it is a factor, typed `0.5x` or `5 times` as well.
    pub is_factor: bool,
    /// Wrong answers that show what was misunderstood; the first that matches speaks.
    pub misconceptions: Vec<Misconception>,
}

impl Default for Number {
    fn default() -> Self {
        Self {
            key: 0.0,
            relative: 0.01,
            absolute: 0.0,
            unit: String::new(),
            is_factor: false,
            misconceptions: Vec::new(),
        }
    }
}

/// A wrong answer with its reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Misconception {
    /// Which answers it explains.
    pub matches: Matches,
    /// What is said to them.
    pub feedback: String,
}

/// Some numbers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Matches {
    /// Those as near this one as the question's tolerances say.
    Value(f64),
    /// Those from the first to the second, both included.
    Range(f64, f64),
}

impl Number {
    fn expect(&self) -> Expect<'_> {
        Expect { unit: &self.unit, is_factor: self.is_factor }
    }

    /// Whether a value is as near a target as the tolerances say; their bounds are inside.
    fn is_near(&self, value: f64, target: f64) -> bool {
        let tolerance = self.absolute.max(self.relative * target.abs());
        (value - target).abs() <= tolerance + 8.0 * f64::EPSILON * target.abs()
    }

    fn misconception(&self, value: f64) -> Option<&Misconception> {
        self.misconceptions.iter().find(|misconception| match misconception.matches {
            Matches::Value(wrong) => self.is_near(value, wrong),
            Matches::Range(low, high) => (low..=high).contains(&value),
        })
    }

    /// Whether it is the key, rounded to two or more digits, but to too few for the tolerance.
    fn is_rounded_key(&self, reading: &Reading) -> bool {
        let Some(digits @ 2..=15) = reading.digits else { return false };
        let rounded = format!("{:.*e}", digits as usize - 1, self.key).parse::<f64>();
        rounded.is_ok_and(|rounded| (rounded - reading.value).abs() <= 1e-12 * rounded.abs())
    }

    pub(super) fn judge(&self, reading: &Reading, language: Language) -> Grade {
        if self.is_near(reading.value, self.key) {
            return Grade::correct();
        }
        if let Some(misconception) = self.misconception(reading.value) {
            return Grade::incorrect().with_feedback(&misconception.feedback);
        }
        if self.is_rounded_key(reading) {
            return Grade::ask_for(language.either("it with one more digit", "한 자리 더"), language);
        }
        Grade::incorrect()
    }
}

/// The echo of a number: nothing where it was typed just so, or so that it can mean nothing else.
pub(super) fn echo(reading: &Reading, typed: &str, expect: &Expect, language: Language) -> Option<String> {
    let shown = reading.show(expect);
    let typed = tidy(typed);
    let is_plain =
        typed.parse() == Ok(reading.value) && typed.bytes().all(|c| c.is_ascii_digit() || c == b'.');
    (typed != shown && !is_plain && typed != show(reading.value)).then(|| language.read_as(shown))
}

/// What to type for a number.
pub(super) fn how(unit: &str) -> String {
    if unit.is_empty() { "a number".into() } else { format!("a number in {unit}") }
}

impl QuestionKind for Number {
    fn name(&self) -> &'static str {
        "number"
    }

    fn ask(&self, _: u64) -> Asked {
        Asked { how: how(&self.unit), ..Asked::default() }
    }

    fn grade(&self, _: &[usize], typed: &str, language: Language) -> Grade {
        match read(typed, &self.expect(), language) {
            Ok(reading) => {
                let echo = echo(&reading, typed, &self.expect(), language);
                self.judge(&reading, language).with_echo(echo)
            }
            Err(instead) => Grade::ask_for(instead, language),
        }
    }

    fn key(&self, _: &[usize]) -> String {
        let exact = format!("{:?}", self.key);
        if self.unit == "%" { format!("{exact} %") } else { exact }
    }

    fn wrong(&self, _: &[usize]) -> Vec<String> {
        let values = self.misconceptions.iter().map(|misconception| match misconception.matches {
            Matches::Value(wrong) => wrong,
            Matches::Range(low, high) => low / 2.0 + high / 2.0,
        });
        let sign = if self.unit == "%" { " %" } else { "" };
        values.map(|value| format!("{value:?}{sign}")).collect()
    }

    fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let numbers = [self.key, self.relative, self.absolute];
        if numbers.iter().any(|number| !number.is_finite()) || self.relative < 0.0 || self.absolute < 0.0 {
            faults.push("has a key or a tolerance that is not a usable number".into());
        }
        if self.key == 0.0 && self.absolute == 0.0 {
            faults.push("needs an absolute tolerance, for its key is 0".into());
        }
        for typed in self.wrong(&[]) {
            if self.grade(&[], &typed, Language::English).outcome == Outcome::Correct {
                faults.push(format!("calls {typed} both right and a misconception"));
            }
        }
        faults
    }
}
