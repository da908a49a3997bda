//! A sketched curve: up, down or level between marked places, or a height at each.

use serde::{Deserialize, Serialize};

use crate::quiz::QuestionKind;
use crate::quiz::grade::{Asked, Grade};
use crate::quiz::language::Language;
use crate::quiz::number::{show, value};
use crate::quiz::reading::tidy;

/// A curve to sketch between places that the prompt names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Curve {
    /// The curve's heights at the places, in their order; for a shape on a log axis the logarithms.
    pub heights: Vec<f64>,
    /// How near a sketch must come.
    #[serde(default)]
    pub nearness: Nearness,
    /// Wrong sketches that show what was misunderstood; the first that is as near speaks.
    #[serde(default)]
    pub misconceptions: Vec<WrongCurve>,
    /// What is said to a wrong sketch.
    #[serde(default)]
    pub feedback: String,
}

/// How near a sketch must come to the curve.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nearness {
    /// It goes up, down and stays level where the curve does; below this part of the whole range a
    /// change counts as level.
    Shape(f64),
    /// Each height is from `height / factor` to `height * factor`.
    Factor(f64),
    /// Each height is off by this at most.
    Absolute(f64),
}

impl Default for Nearness {
    fn default() -> Self {
        Self::Shape(0.1)
    }
}

/// A wrong curve with its reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WrongCurve {
    /// Its heights.
    pub heights: Vec<f64>,
    /// What is said to it.
    pub feedback: String,
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

/// What was sketched.
enum Sketch {
    Directions(Vec<Direction>),
    Heights(Vec<f64>),
}

impl Curve {
    /// The heights typed, one for each place.
    pub fn read_heights(&self, typed: &str) -> Option<Vec<f64>> {
        let typed = tidy(typed).to_lowercase();
        // A comma may stand within a number, so that spaces come first.
        let by = |separators: &[char]| -> Option<Vec<f64>> {
            let words =
                typed.split(separators).map(str::trim).filter(|word| !word.is_empty() && *word != "then");
            let heights =
                words.map(|word| value(word.trim_end_matches([',', ';']))).collect::<Option<Vec<f64>>>()?;
            (heights.len() == self.heights.len() && heights.iter().all(|height| height.is_finite()))
                .then_some(heights)
        };
        by(&[' ', ';']).or_else(|| by(&[' ', ',', ';'])).or_else(|| by(&[',', ';']))
    }

    fn directions(heights: &[f64], level: f64) -> Vec<Direction> {
        let high = heights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let low = heights.iter().copied().fold(f64::INFINITY, f64::min);
        let threshold = level * (high - low);
        let direction = |pair: &[f64]| match pair[1] - pair[0] {
            change if change.abs() <= threshold => Direction::Level,
            change if change > 0.0 => Direction::Up,
            _ => Direction::Down,
        };
        heights.windows(2).map(direction).collect()
    }

    /// Signs or words for the directions.
    fn read_directions(&self, typed: &str) -> Option<Vec<Direction>> {
        let wanted = self.heights.len().saturating_sub(1);
        let typed = tidy(typed).to_lowercase();
        let words = typed.split([' ', ',', ';']).filter(|word| !word.is_empty() && *word != "then");
        let together: Vec<String> = typed.split(' ').collect::<String>().chars().map(String::from).collect();
        let directions = |words: &mut dyn Iterator<Item = &str>| -> Option<Vec<Direction>> {
            words.map(Direction::of_word).collect::<Option<Vec<_>>>().filter(|all| all.len() == wanted)
        };
        directions(&mut words.into_iter()).or_else(|| directions(&mut together.iter().map(String::as_str)))
    }

    fn read(&self, typed: &str) -> Option<Sketch> {
        let directions = || match self.nearness {
            Nearness::Shape(_) => self.read_directions(typed).map(Sketch::Directions),
            _ => None,
        };
        directions().or_else(|| self.read_heights(typed).map(Sketch::Heights))
    }

    /// Whether a sketch is as near some heights as it must come.
    fn is_near(&self, sketch: &Sketch, heights: &[f64]) -> bool {
        match (self.nearness, sketch) {
            (Nearness::Shape(level), Sketch::Directions(typed)) => *typed == Self::directions(heights, level),
            (Nearness::Shape(level), Sketch::Heights(typed)) => {
                Self::directions(typed, level) == Self::directions(heights, level)
            }
            (_, Sketch::Directions(_)) => false,
            (_, Sketch::Heights(typed)) => {
                typed.iter().zip(heights).all(|(typed, height)| self.is_near_height(*typed, *height))
            }
        }
    }

    fn is_near_height(&self, typed: f64, height: f64) -> bool {
        match self.nearness {
            Nearness::Shape(_) => true,
            Nearness::Factor(factor) => {
                let ratio = if typed == height { 1.0 } else { typed / height };
                ratio > 0.0 && ratio.max(1.0 / ratio) <= factor * (1.0 + 1e-12)
            }
            Nearness::Absolute(off) => (typed - height).abs() <= off + 8.0 * f64::EPSILON * height.abs(),
        }
    }

    fn shown(&self, sketch: &Sketch) -> String {
        match (self.nearness, sketch) {
            (_, Sketch::Directions(directions)) => drawn(directions),
            (Nearness::Shape(level), Sketch::Heights(heights)) => drawn(&Self::directions(heights, level)),
            (_, Sketch::Heights(heights)) => {
                heights.iter().map(|height| show(*height)).collect::<Vec<_>>().join(" ")
            }
        }
    }

    /// What to type, in a few words.
    fn how(&self, language: Language) -> String {
        let (places, signs) = (self.heights.len(), self.heights.len().saturating_sub(1));
        match self.nearness {
            Nearness::Shape(_) => language.either(
                format!("{signs} signs: / for up, - for level, \\ for down"),
                format!("기호 {signs}개(/ 위로, - 그대로, \\ 아래로)"),
            ),
            _ => language
                .either(format!("{places} numbers with spaces between"), format!("띄어 쓴 숫자 {places}개")),
        }
    }

    /// Heights as a learner would type them.
    fn typed(&self, heights: &[f64]) -> String {
        match self.nearness {
            Nearness::Shape(level) => drawn(&Self::directions(heights, level)),
            _ => heights.iter().map(|height| format!("{height:?}")).collect::<Vec<_>>().join(" "),
        }
    }
}

fn drawn(directions: &[Direction]) -> String {
    directions.iter().map(|direction| direction.letter().to_string()).collect::<Vec<_>>().join(" ")
}

impl QuestionKind for Curve {
    fn name(&self) -> &'static str {
        "prediction"
    }

    fn ask(&self, _: u64) -> Asked {
        Asked { how: self.how(Language::English), ..Asked::default() }
    }

    fn grade(&self, _: &[usize], typed: &str, language: Language) -> Grade {
        let Some(sketch) = self.read(typed) else { return Grade::ask_for(self.how(language), language) };
        let read = self.shown(&sketch);
        let echo = (read != tidy(typed)).then(|| language.read_as(read));
        if self.is_near(&sketch, &self.heights) {
            return Grade::correct().with_echo(echo);
        }
        let known = self.misconceptions.iter().find(|known| self.is_near(&sketch, &known.heights));
        let feedback = known.map_or(&self.feedback, |known| &known.feedback);
        Grade::incorrect().with_feedback(feedback).with_echo(echo)
    }

    fn key(&self, _: &[usize]) -> String {
        self.typed(&self.heights)
    }

    fn wrong(&self, _: &[usize]) -> Vec<String> {
        let far: Vec<Vec<f64>> = match self.nearness {
            Nearness::Shape(level) => {
                let right = Self::directions(&self.heights, level);
                let all =
                    [Direction::Up, Direction::Level, Direction::Down].map(|one| vec![one; right.len()]);
                return all.iter().filter(|other| **other != right).map(|other| drawn(other)).collect();
            }
            Nearness::Factor(factor) => {
                vec![self.heights.iter().map(|height| height * factor * 2.0).collect()]
            }
            Nearness::Absolute(off) => vec![self.heights.iter().map(|height| height + off * 2.0).collect()],
        };
        let known = self.misconceptions.iter().map(|known| known.heights.clone());
        far.into_iter().chain(known).map(|heights| self.typed(&heights)).collect()
    }

    fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let is_usable = |heights: &[f64]| heights.iter().all(|height| height.is_finite());
        if self.heights.len() < 2 || !is_usable(&self.heights) {
            faults.push("needs two or more finite heights".into());
        }
        if let Nearness::Factor(factor) = self.nearness
            && (factor.is_nan() || factor <= 1.0 || self.heights.contains(&0.0))
        {
            faults.push("needs a factor above 1, and heights that are not 0".into());
        }
        for known in &self.misconceptions {
            if known.heights.len() != self.heights.len() || !is_usable(&known.heights) {
                faults.push("has a misconception without a finite height for each place".into());
            } else if self.is_near(&Sketch::Heights(known.heights.clone()), &self.heights) {
                faults.push(format!("calls {} both right and a misconception", self.typed(&known.heights)));
            }
        }
        faults
    }
}
