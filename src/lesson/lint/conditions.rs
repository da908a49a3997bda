//! Conditions on what a run measured, in claims and goals: each can be read, and names measures of its run.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::experiment::{Measure, find};
use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::lint::Subject;
use crate::lesson::lint::formulas::{measured_names, unknown};
use crate::lesson::lint::lab::Job;
use crate::lesson::lint::subject::instead;
use crate::lesson::model::Step;
use crate::quiz::formula::Expression;
use crate::quiz::formula::name::plain;
use crate::text::number;

/// What is wrong with a condition at a path of a step, at the part of it that is; `who` makes it, about a run.
pub fn fault(
    subject: &Subject<'_>,
    step: &Step,
    (who, run, path): (&str, &str, &str),
    condition: &str,
) -> Option<Diagnostic> {
    let (part, message, fix) = match condition.parse::<Expression>() {
        Err(error) => {
            let fix = spelled(condition, &error.span)
                .unwrap_or_else(|| "a condition, such as `accuracy > 0.9 and steps < 100`".to_owned());
            (error.span.clone(), error.explain(condition), fix)
        }
        Ok(parsed) => {
            let experiment = &step.runs.get(run)?.experiment;
            find(experiment)?;
            let known = measured_names(step, run);
            match unknown(condition, &parsed, &known) {
                Some((name, part)) if spelled(condition, &part).is_some() => {
                    let fix = spelled(condition, &part).unwrap_or_default();
                    (part, format!("`{name}` is no word of a formula"), fix)
                }
                Some((name, part)) => {
                    let otherwise = format!("`dltutor run {experiment} --help` explains its measures");
                    let fix = instead(&name, known.iter().map(String::as_str), &otherwise);
                    (part, format!("`{run}` measures no `{name}`"), fix)
                }
                None => told(subject, step, run, &parsed)?,
            }
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

/// What is wrong with a condition whose names are all measured: it is a number, or takes a share for percent.
fn told(
    subject: &Subject<'_>,
    step: &Step,
    run: &str,
    parsed: &Expression,
) -> Option<(Range<usize>, String, String)> {
    if !parsed.is_condition() {
        let message = "this is a number, and no condition".to_owned();
        return Some((0..0, message, "compare it: `accuracy > 0.9`".to_owned()));
    }
    let run = step.runs.get(run)?;
    let trial = subject.lab.trial(&Job { run, more: Vec::new(), seed: 0 }).ok()?;
    let infos = find(&run.experiment)?.measures();
    let names: Vec<String> = parsed.names().into_iter().collect();
    if let [name] = names.as_slice()
        && infos.iter().any(|info| plain(&info.name) == *name && info.is_accuracy())
    {
        let at = |value: f64| parsed.holds(&BTreeMap::from([(name.clone(), value)]));
        if [0.0, 0.5, 1.0].iter().all(|value| at(*value) == Ok(true)) {
            let message = format!("this holds whatever `{name}` is, a share from 0 to 1");
            return Some((0..0, message, "claim what could fail: `accuracy < 0.9`".to_owned()));
        }
    }
    for (name, bound, part) in
        parsed.bounds().into_iter().filter(|(_, bound, _)| *bound > 1.0 && *bound <= 100.0)
    {
        let is_it = |measure: &&Measure| plain(&measure.name) == name;
        let Some(measure) = trial.report.measures.iter().find(is_it) else { continue };
        let is_share = infos.iter().any(|info| info.name == measure.name && info.is_accuracy());
        if is_share && (0.0..=1.0).contains(&measure.value) {
            let value = number::significant(measure.value, 3);
            let message =
                format!("`{}` is a share from 0 to 1, here {value}: it never comes to {bound}", measure.name);
            return Some((part, message, format!("write {}", bound / 100.0)));
        }
    }
    None
}

/// What is meant by a sign or word that formulas spell in another way: `=`, a decimal comma, `True`, `AND`.
pub(super) fn spelled(formula: &str, part: &Range<usize>) -> Option<String> {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    match formula.get(part.clone())? {
        "=" => Some("write `==`".to_owned()),
        "%" => Some("write it as a share: 95 % is 0.95".to_owned()),
        "," if digit(formula[..part.start].chars().next_back())
            && digit(formula[part.end..].chars().next()) =>
        {
            let before = formula[..part.start].rfind(|c: char| !c.is_ascii_digit()).map_or(0, |at| at + 1);
            let after = &formula[part.end..];
            let after = &after[..after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len())];
            Some(format!("write a point: {}.{after}", &formula[before..part.start]))
        }
        word => {
            let small = word.to_lowercase();
            let is_word = ["true", "false", "and", "or", "not"].contains(&small.as_str());
            (is_word && small != word).then(|| format!("write `{small}`"))
        }
    }
}
