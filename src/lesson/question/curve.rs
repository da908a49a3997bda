//! A curve, sketched by a number for each of some points.

use schemars::JsonSchema;
use serde::Deserialize;

use super::maker::Maker;
use super::{AnswerKind, Made, QuestionError, guess};
use crate::plot::Figure;
use crate::quiz::number::show;
use crate::quiz::{self, Guess, Kind, Nearness, Prediction};
use crate::text::number;

/// A curve, sketched by a number for each of some points.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Curve {
    /// The points, from left to right; the words say where they lie.
    pub points: Vec<Point>,
    /// Right when each number is within this factor of its key.
    #[serde(default)]
    pub factor: Option<f64>,
    /// Right when each number is off by this at most.
    #[serde(default)]
    pub absolute: Option<f64>,
    /// What is along the points, as in `layer`; for the answer in words.
    #[serde(default)]
    pub name: String,
    /// The series of the run's figure that is sketched, by its name; its first line plot when absent.
    #[serde(default)]
    pub of: Option<String>,
    /// Known wrong curves, each with feedback in the words.
    #[serde(default)]
    pub slips: Vec<WrongCurve>,
}

/// A point of a curve.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// Where it lies along the horizontal axis.
    pub at: f64,
    /// The formula of the curve's height there.
    pub key: String,
}

/// A wrong curve that shows what was misunderstood.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrongCurve {
    /// Its name; the feedback stands in the words under it.
    pub id: String,
    /// The formulas of its heights, one for each point.
    pub values: Vec<String>,
}

impl Curve {
    fn nearness(&self, maker: &Maker<'_>) -> Result<Nearness, QuestionError> {
        match (self.factor, self.absolute) {
            (Some(factor), None) => Ok(Nearness::Factor(factor)),
            (None, Some(absolute)) => Ok(Nearness::Absolute(absolute)),
            _ => {
                Err(maker.fault("a curve has either a `factor` or an `absolute`, how far off is still right"))
            }
        }
    }

    fn key_text(&self, heights: &[f64]) -> String {
        let lead = if self.name.is_empty() { String::new() } else { format!("{} ", self.name) };
        let points = self.points.iter().zip(heights);
        let texts = points
            .map(|(point, height)| format!("{lead}{}: {}", show(point.at), number::significant(*height, 2)));
        texts.collect::<Vec<_>>().join(", ")
    }

    fn misconceptions(&self, maker: &Maker<'_>) -> Result<Vec<quiz::WrongCurve>, QuestionError> {
        let wrong = |slip: &WrongCurve| {
            let heights = slip.values.iter().map(|value| maker.value(value)).collect::<Result<_, _>>()?;
            Ok(quiz::WrongCurve { heights, feedback: slip.id.clone() })
        };
        self.slips.iter().filter(|_| maker.has_key).map(wrong).collect()
    }
}

impl AnswerKind for Curve {
    fn slips(&self) -> Vec<&str> {
        self.slips.iter().map(|slip| slip.id.as_str()).collect()
    }

    fn formulas(&self) -> Vec<&str> {
        let keys = self.points.iter().map(|point| point.key.as_str());
        keys.chain(self.slips.iter().flat_map(|slip| slip.values.iter().map(String::as_str))).collect()
    }

    fn make(&self, maker: &Maker<'_>) -> Result<Made, QuestionError> {
        let heights = self.points.iter().map(|point| maker.key_value(&point.key, 1.0));
        let heights = heights.collect::<Result<Vec<f64>, _>>()?;
        let key_text = self.key_text(&heights);
        let (nearness, misconceptions) = (self.nearness(maker)?, self.misconceptions(maker)?);
        let curve = quiz::Curve { heights, nearness, misconceptions, feedback: String::new() };
        let kind = Kind::Prediction(Prediction { guess: Guess::Curve(curve) });
        Ok(Made { kind, texts: Vec::new(), key_text, feedback: maker.slips(&AnswerKind::slips(self))? })
    }

    fn drawn(&self, kind: &Kind, _: &[usize], typed: &str, figures: Vec<Figure>) -> Vec<Figure> {
        let Kind::Prediction(Prediction { guess: Guess::Curve(curve) }) = kind else { return figures };
        let Some(heights) = curve.read_heights(typed) else { return figures };
        let points = self.points.iter().zip(heights).map(|(point, height)| [point.at, height]).collect();
        guess::curve(figures, self.of.as_deref(), points)
    }
}
