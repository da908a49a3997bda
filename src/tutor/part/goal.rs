//! The goal of an exploration: its conditions, and how far a result is from them.

use crate::experiment::Report;
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
    /// The measures it names, with their values.
    pub measured: Vec<(String, f64)>,
}

/// How a result stands to each condition of a goal; the goal is met when all are.
///
/// # Errors
/// When the goal cannot be read, or names something that was not measured.
pub fn standings(goal: &str, report: &Report) -> Result<Vec<Standing>, TutorError> {
    let conditions = conditions(goal, report);
    let standing = |condition: &str| {
        let is_met = holds(condition, report).map_err(TutorError::Content)?;
        let named = measures(condition, report).into_iter();
        let measured = named.map(|measure| (measure.name.clone(), measure.value)).collect();
        Ok(Standing { condition: condition.to_owned(), is_met, measured })
    };
    conditions.into_iter().map(standing).collect()
}

/// The conditions that `and` joins, where each can be read by itself.
fn conditions<'a>(goal: &'a str, report: &Report) -> Vec<&'a str> {
    let parts: Vec<&str> = goal.split(" and ").map(str::trim).collect();
    if parts.iter().all(|part| holds(part, report).is_ok()) { parts } else { vec![goal] }
}

/// A line for each condition: whether it is met, and what was measured.
pub fn lines(standings: &[Standing]) -> Vec<Line> {
    standings.iter().map(line).collect()
}

fn line(standing: &Standing) -> Line {
    let (role, mark) = if standing.is_met { (Role::Good, "✓") } else { (Role::Bad, "✗") };
    let measured = standing.measured.iter();
    let measured = measured.map(|(name, value)| format!("{name} = {}", number::significant(*value, 3)));
    let measured = measured.collect::<Vec<_>>().join(", ");
    Line::new()
        .with(role, format!("{mark} "))
        .with(Role::Code, standing.condition.clone())
        .with(Role::Dim, "  now ")
        .with(Role::Plain, measured)
}
