//! Conditions on what a run measured: claims and the goals of explorations.

use std::collections::BTreeMap;

use crate::experiment::{Measure, Report};
use crate::quiz::formula::name::plain;
use crate::quiz::formula::{Expression, FormulaError};

/// Whether a condition such as `ratio_sigmoid < 1e-4` holds for the measures of a report.
///
/// # Errors
/// Where the condition cannot be read, or which measure the report lacks.
pub fn holds(condition: &str, report: &Report) -> Result<bool, String> {
    read(condition)?.holds(&values(report)).map_err(|error| error.to_string())
}

/// How clearly a condition holds, from 1 to −1; as [`Expression::margin`].
///
/// # Errors
/// As [`holds`].
pub fn margin(condition: &str, report: &Report) -> Result<f64, String> {
    read(condition)?.margin(&values(report)).map_err(|error| error.to_string())
}

fn values(report: &Report) -> BTreeMap<String, f64> {
    report.measures.iter().map(|measure| (plain(&measure.name), measure.value)).collect()
}

/// The measures of a report that a condition names, in the report's order.
pub fn measures<'a>(condition: &str, report: &'a Report) -> Vec<&'a Measure> {
    let names = read(condition).map(|condition| condition.names()).unwrap_or_default();
    report.measures.iter().filter(|measure| names.contains(&plain(&measure.name))).collect()
}

fn read(condition: &str) -> Result<Expression, String> {
    condition.parse().map_err(|error: FormulaError| error.explain(condition))
}
