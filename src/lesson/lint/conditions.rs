//! Conditions on what a run measured, in claims and goals: each can be read, and names measures of its run.

use crate::experiment::find;
use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::lint::Subject;
use crate::lesson::lint::formulas::{measured_names, unknown};
use crate::lesson::lint::subject::instead;
use crate::lesson::model::Step;
use crate::quiz::formula::Expression;

/// What is wrong with a condition at a path of a step, at the part of it that is; `who` makes it, about a run.
pub fn fault(
    subject: &Subject<'_>,
    step: &Step,
    (who, run, path): (&str, &str, &str),
    condition: &str,
) -> Option<Diagnostic> {
    let (part, message, fix) = match condition.parse::<Expression>() {
        Err(error) => {
            let is_equals = condition.get(error.span.clone()) == Some("=");
            let fix = if is_equals {
                "write `==`"
            } else {
                "a condition, such as `accuracy > 0.9 and steps < 100`"
            };
            (error.span.clone(), error.explain(condition), fix.to_owned())
        }
        Ok(parsed) => {
            let experiment = &step.runs.get(run)?.experiment;
            find(experiment)?;
            let known = measured_names(step, run);
            let (name, part) = unknown(condition, &parsed, &known)?;
            let otherwise = format!("`dltutor run {experiment} --help` explains its measures");
            let fix = instead(&name, known.iter().map(String::as_str), &otherwise);
            (part, format!("`{run}` measures no `{name}`"), fix)
        }
    };
    let mut fault = subject.fault(Code::Formula, step, path, format!("{who}: {message}"), &fix);
    let is_as_written = subject.source.get(fault.span.clone()) == Some(&format!("\"{condition}\""));
    if is_as_written && !part.is_empty() {
        let start = fault.span.start + 1;
        fault.span = start + part.start..start + part.end;
    }
    Some(fault)
}
