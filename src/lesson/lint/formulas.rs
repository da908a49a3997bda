//! Placeholders in words and names in formulas: each stands for a measure that its experiment declares.

use std::collections::BTreeSet;

use crate::experiment::find;
use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::fill::{FORMS, Filled, fill_blocks};
use crate::lesson::lint::Subject;
use crate::lesson::lint::subject::instead;
use crate::lesson::model::{Draw, Part, Question, Step};
use crate::quiz::formula::Expression;
use crate::quiz::formula::name::plain;

/// The widest range a whole number is drawn from.
const WIDEST: i64 = 1_000_000_000;

/// Checks the placeholders of what is read, the numbers drawn, and the conditions of claims.
pub fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for step in subject.steps() {
        faults.extend(read_parts(subject, step));
        faults.extend(claims(subject, step));
        for question in &step.questions {
            faults.extend(drawn(subject, step, question));
            faults.extend(run_of(subject, step, question));
            faults.extend(names(subject, step, question));
        }
    }
    faults
}

/// The measures that a step's words may name once these runs are made.
fn measures<'a>(step: &Step, runs: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for run in runs {
        let experiment = step.runs.get(run).and_then(|run| find(&run.experiment));
        for measure in experiment.map(|experiment| experiment.measures()).unwrap_or_default() {
            names.insert(format!("{run}.{}", measure.name));
        }
    }
    names
}

/// What is read may name what was measured before it.
fn read_parts(subject: &Subject<'_>, step: &Step) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for (place, part) in step.flow.iter().enumerate() {
        let Part::Read(name) = part else { continue };
        let Some(section) = subject.chapter.words.section(&step.id, name) else { continue };
        let done = step.flow[..place]
            .iter()
            .filter_map(|part| if let Part::Run(run) = part { Some(run.as_str()) } else { None });
        let known = measures(step, done);
        let values = |name: &str| known.contains(name).then_some(Filled { value: 0.5, unit: "" });
        if let Err((at, error)) = fill_blocks(&section.blocks, &values) {
            let (name, form) = error.0.split_once(':').unwrap_or((&error.0, ""));
            let fix = if known.contains(name.trim()) {
                instead(form.trim(), FORMS.iter().map(|(form, _)| *form), "choose a form")
            } else {
                let otherwise =
                    "name a run of the step that comes before, and one of its measures: {run.measure}";
                instead(name.trim(), known.iter().map(String::as_str), otherwise)
            };
            let hole = format!("{{{}}}", error.0);
            faults.push(subject.text_fault(
                Code::UnknownName,
                at,
                &hole,
                format!("{}: {error}", step.id),
                &fix,
            ));
        }
    }
    faults
}

/// The measures of a run in the plain spelling of formulas.
fn measured_names(step: &Step, run: &str) -> BTreeSet<String> {
    let experiment = step.runs.get(run).and_then(|run| find(&run.experiment));
    let measures = experiment.map(|experiment| experiment.measures()).unwrap_or_default();
    measures.iter().map(|measure| plain(&measure.name)).collect()
}

fn claims(subject: &Subject<'_>, step: &Step) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for (place, claim) in step.claims.iter().enumerate() {
        let known = measured_names(step, &claim.run);
        let mut wrong = |code, member: &str, message: String, fix: &str| {
            let message = format!("claim `{}`: {message}", claim.id);
            faults.push(subject.fault(code, step, &format!("claims/{place}/{member}"), message, fix));
        };
        if !step.runs.contains_key(&claim.run) {
            let fix = instead(&claim.run, step.runs.keys().map(String::as_str), "name a run of the step");
            wrong(Code::UnknownName, "run", format!("there is no run `{}`", claim.run), &fix);
            continue;
        }
        match claim.holds.parse::<Expression>() {
            Err(error) => {
                wrong(Code::Formula, "holds", error.explain(&claim.holds), "see the guide for authors")
            }
            Ok(condition) => {
                let unknown = condition.names().into_iter().find(|name| !known.contains(name));
                if let Some(name) = unknown {
                    let fix = instead(&name, known.iter().map(String::as_str), "name measures of its run");
                    wrong(Code::Formula, "holds", format!("`{}` measures no `{name}`", claim.run), &fix);
                }
            }
        }
    }
    faults
}

/// The run of a question is one of its step's.
fn run_of(subject: &Subject<'_>, step: &Step, question: &Question) -> Option<Diagnostic> {
    let run = question.run.as_ref().filter(|run| !step.runs.contains_key(*run))?;
    let fix = instead(run, step.runs.keys().map(String::as_str), "name a run of the step");
    let message = format!("there is no run `{run}`");
    Some(subject.question_fault(Code::UnknownName, (step, question), "run", &message, &fix))
}

/// Numbers can be drawn, and from a range that can be thought through.
fn drawn(subject: &Subject<'_>, step: &Step, question: &Question) -> Vec<Diagnostic> {
    let wrong = |draw: &Draw| match draw {
        Draw::Whole([low, high]) if low > high => Some("the first number is above the second"),
        Draw::Whole([low, high]) if high.saturating_sub(*low) > WIDEST || low.saturating_abs() > WIDEST => {
            Some("the range is too wide: a billion at most")
        }
        Draw::OneOf(values) if values.is_empty() => Some("there is nothing to draw from"),
        Draw::OneOf(values) if values.len() > 1000 => Some("there are too many to draw from: 1000 at most"),
        _ => None,
    };
    let faults = question.draw.iter().filter_map(|(name, draw)| Some((name, wrong(draw)?)));
    let fault = |(name, message): (&String, &str)| {
        let fix = r#"as in {"whole": [3, 9]} or {"one_of": [0.5, 2]}"#;
        subject.question_fault(Code::Formula, (step, question), &format!("draw/{name}"), message, fix)
    };
    faults.map(fault).collect()
}

/// Every name in a question's formulas is drawn, computed, measured, or a variable of its formula.
fn names(subject: &Subject<'_>, step: &Step, question: &Question) -> Vec<Diagnostic> {
    let mut known: BTreeSet<String> = question.draw.keys().chain(question.lets.keys()).cloned().collect();
    known.extend(question.run.iter().flat_map(|run| measured_names(step, run)));
    if let crate::lesson::model::Answer::Formula(formula) = &question.answer {
        known.extend(formula.variables.iter().map(|variable| variable.name.clone()));
    }
    let lets = question.lets.iter().map(|(name, formula)| (format!("let/{name}"), formula.as_str()));
    let keys =
        question.answer.behaviour().formulas().into_iter().map(|formula| ("answer".to_owned(), formula));
    let fault = |(path, formula): (String, &str)| {
        let (message, fix) = match formula.parse::<Expression>() {
            Err(error) => (error.explain(formula), "see the guide for authors: formulas".to_owned()),
            Ok(parsed) => {
                let name = parsed.names().into_iter().find(|name| !known.contains(name))?;
                let otherwise = "use numbers drawn, computed names, or measures of the question's run";
                (
                    format!("`{formula}` uses `{name}`, which is no number"),
                    instead(&name, known.iter().map(String::as_str), otherwise),
                )
            }
        };
        let fault = subject.question_fault(Code::Formula, (step, question), &path, &message, &fix);
        Some(narrowed(subject, fault, formula))
    };
    lets.chain(keys).filter_map(fault).collect()
}

/// The fault at the formula itself, where that stands in quotes within its place.
fn narrowed(subject: &Subject<'_>, mut fault: Diagnostic, formula: &str) -> Diagnostic {
    let quoted = format!("\"{formula}\"");
    let within = subject.source.get(fault.span.clone()).unwrap_or_default();
    if let Some(found) = within.find(&quoted) {
        let start = fault.span.start + found;
        fault.span = start..start + quoted.len();
    }
    fault
}
