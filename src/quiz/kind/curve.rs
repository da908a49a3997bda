//! A sketched curve: up, down or level between marked places.

use serde::{Deserialize, Serialize};

use crate::quiz::QuestionKind;
use crate::quiz::grade::{Asked, Grade};
use crate::quiz::language::Language;
use crate::quiz::number::value;
use crate::quiz::reading::tidy;

/// A curve to sketch by its directions between places that the prompt names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Curve {
    /// The curve's heights at the places, in their order; on a log axis the logarithms.
    pub heights: Vec<f64>,
    /// The part of the whole range below which a change counts as level.
    #[serde(default = "level")]
    pub level: f64,
    /// What is said to a wrong sketch.
    #[serde(default)]
    pub feedback: String,
}

fn level() -> f64 {
    0.1
}

/// A direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    Up,
    Level,
    Down,
}

impl Direction {
    fn letter(self) -> char {
        match self {
            Self::Up => '/',
            Self::Level => '-',
            Self::Down => '\\',
        }
    }

    fn of_word(word: &str) -> Option<Self> {
        match word {
            "/" | "up" | "u" | "rises" | "rise" | "↗" | "↑" | "+" => Some(Self::Up),
            "-" | "_" | "−" | "level" | "flat" | "f" | "l" | "same" | "→" | "=" => Some(Self::Level),
            "\\" | "down" | "d" | "falls" | "fall" | "↘" | "↓" => Some(Self::Down),
            _ => None,
        }
    }
}

impl Curve {
    fn directions(&self, heights: &[f64]) -> Vec<Direction> {
        let high = heights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let low = heights.iter().copied().fold(f64::INFINITY, f64::min);
        let threshold = self.level * (high - low);
        let direction = |pair: &[f64]| match pair[1] - pair[0] {
            change if change.abs() <= threshold => Direction::Level,
            change if change > 0.0 => Direction::Up,
            _ => Direction::Down,
        };
        heights.windows(2).map(direction).collect()
    }

    /// Signs or words for the directions, or a height for each place.
    fn read(&self, typed: &str) -> Option<Vec<Direction>> {
        let wanted = self.heights.len().saturating_sub(1);
        let typed = tidy(typed).to_lowercase();
        let words: Vec<&str> =
            typed.split([' ', ',', ';']).filter(|word| !word.is_empty() && *word != "then").collect();
        let together: Vec<String> = typed.split(' ').collect::<String>().chars().map(String::from).collect();
        let directions = |words: &mut dyn Iterator<Item = &str>| -> Option<Vec<Direction>> {
            words.map(Direction::of_word).collect::<Option<Vec<_>>>().filter(|all| all.len() == wanted)
        };
        let heights = || -> Option<Vec<Direction>> {
            let heights = words.iter().map(|word| value(word)).collect::<Option<Vec<f64>>>()?;
            (heights.len() == self.heights.len()).then(|| self.directions(&heights))
        };
        directions(&mut words.iter().copied())
            .or_else(|| directions(&mut together.iter().map(String::as_str)))
            .or_else(heights)
    }
}

fn sketch(directions: &[Direction]) -> String {
    directions.iter().map(|direction| direction.letter().to_string()).collect::<Vec<_>>().join(" ")
}

impl QuestionKind for Curve {
    fn name(&self) -> &'static str {
        "prediction"
    }

    fn ask(&self, _: u64) -> Asked {
        let count = self.heights.len().saturating_sub(1);
        Asked { how: format!("{count} signs: / up, - level, \\ down"), ..Asked::default() }
    }

    fn grade(&self, _: &[usize], typed: &str, language: Language) -> Grade {
        let Some(directions) = self.read(typed) else {
            let count = self.heights.len().saturating_sub(1);
            let what = language.either(
                format!("{count} signs: / for up, - for level, \\ for down"),
                format!("기호 {count}개(/ 위로, - 그대로, \\ 아래로)"),
            );
            return Grade::ask_for(what, language);
        };
        let read = sketch(&directions);
        let echo = (read != tidy(typed)).then(|| language.read_as(read));
        let is_right = directions == self.directions(&self.heights);
        let feedback = if is_right { "" } else { &self.feedback };
        Grade::of(is_right).with_feedback(feedback).with_echo(echo)
    }

    fn key(&self, _: &[usize]) -> String {
        sketch(&self.directions(&self.heights))
    }

    fn wrong(&self, _: &[usize]) -> Vec<String> {
        let right = self.directions(&self.heights);
        let all =
            [Direction::Up, Direction::Level, Direction::Down].map(|direction| vec![direction; right.len()]);
        all.iter().filter(|other| **other != right).map(|other| sketch(other)).collect()
    }

    fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        if self.heights.len() < 2 || self.heights.iter().any(|height| !height.is_finite()) {
            faults.push("needs two or more finite heights".into());
        }
        faults
    }
}
