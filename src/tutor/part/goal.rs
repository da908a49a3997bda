//! The goal of an exploration: its conditions, and how far a result is from them.

use crate::experiment::{Experiment, Measure, Report};
use crate::lesson::condition::{holds, measures};
use crate::text::{Line, Role, number};
use crate::tutor::TutorError;

/// One condition of a goal, as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The condition: `ratio > 0.1`.
    pub condition: String,
    /// Whether it is met.
    pub is_met: bool,
    /// The measures it names.
    pub measured: Vec<Measure>,
}

/// How a result stands to each condition of a goal; the goal is met when all are.
///
/// # Errors
/// When the goal cannot be read, or names something that was not measured.
pub fn standings(goal: &str, report: &Report) -> Result<Vec<Standing>, TutorError> {
    let conditions = conditions(goal, report);
    let standing = |condition: &str| {
        let is_met = holds(condition, report).map_err(TutorError::Content)?;
        let measured = measures(condition, report).into_iter().cloned().collect();
        Ok(Standing { condition: condition.to_owned(), is_met, measured })
    };
    conditions.into_iter().map(standing).collect()
}

/// The conditions that `and` joins, where each can be read by itself.
fn conditions<'a>(goal: &'a str, report: &Report) -> Vec<&'a str> {
    let parts: Vec<&str> = goal.split(" and ").map(str::trim).collect();
    if parts.iter().all(|part| holds(part, report).is_ok()) { parts } else { vec![goal] }
}

/// A line for each measure that a goal names: what it is, in words.
pub fn meanings(standings: &[Standing], experiment: &dyn Experiment) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut told: Vec<&str> = Vec::new();
    let all = experiment.measures();
    for measure in standings.iter().flat_map(|standing| &standing.measured) {
        let about = all.iter().find(|info| info.name == measure.name).map(|info| info.about.as_str());
        if let Some(about) = about.filter(|_| !told.contains(&&*measure.name)) {
            told.push(&measure.name);
            lines.push(
                Line::new().with(Role::Code, measure.name.clone()).with(Role::Dim, format!(": {about}")),
            );
        }
    }
    lines
}

/// A line for each condition: whether it is met, and what was measured.
pub fn lines(standings: &[Standing]) -> Vec<Line> {
    standings.iter().map(line).collect()
}

/// A value of a few ten-thousandths as it stands beside a bound such as 0.01, and not as a power of ten.
fn small(value: f64) -> Option<String> {
    let text = format!("{value:.4}").replace('-', "−");
    (1e-4..1e-3).contains(&value.abs()).then_some(text)
}

fn line(standing: &Standing) -> Line {
    let (role, mark) = if standing.is_met { (Role::Good, "✓") } else { (Role::Bad, "✗") };
    let shown = |measure: &Measure| {
        if measure.value.is_infinite() {
            return format!("{}: never", measure.name);
        }
        let value = small(measure.value).unwrap_or_else(|| number::significant(measure.value, 3));
        format!("{} = {value} {}", measure.name, measure.unit).trim_end().to_owned()
    };
    let measured = standing.measured.iter().map(shown).collect::<Vec<_>>().join(", ");
    Line::new()
        .with(role, format!("{mark} "))
        .with(Role::Code, standing.condition.clone())
        .with(Role::Dim, "  now ")
        .with(Role::Plain, measured)
}
