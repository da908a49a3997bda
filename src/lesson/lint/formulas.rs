//! Formulas: each can be read, and every name in it is drawn, computed or measured.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::experiment::find;
use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::lint::lab::Job;
use crate::lesson::lint::subject::instead;
use crate::lesson::lint::{Subject, conditions};
use crate::lesson::model::{Answer, Draw, Question, Step};
use crate::quiz::formula::Expression;
use crate::quiz::formula::name::{constant, plain};

/// The widest range a whole number is drawn from.
const WIDEST: i64 = 1_000_000_000;

/// Checks the numbers drawn, the formulas of questions, and the conditions of claims.
pub fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for step in subject.steps() {
        faults.extend(claims(subject, step));
        for question in &step.questions {
            faults.extend(of_question(subject, step, question));
        }
    }
    faults
}

/// What is wrong with a question's numbers, its run and its formulas: it cannot be solved then.
pub fn of_question(subject: &Subject<'_>, step: &Step, question: &Question) -> Vec<Diagnostic> {
    if !step.has_alone(&question.id) {
        return Vec::new();
    }
    let mut faults: Vec<Diagnostic> = named(subject, step, question);
    faults.extend(run_of(subject, step, question));
    // A name that is none, or a run that is not there, would be told again by every formula that uses it.
    if faults.is_empty() {
        faults.extend(names(subject, step, question));
    }
    faults.extend(drawn(subject, step, question));
    faults
}

/// Whether it is known what a run measures; otherwise that its experiment is unknown is said elsewhere.
pub fn is_measured(step: &Step, run: &str) -> bool {
    step.runs.get(run).is_none_or(|run| find(&run.experiment).is_some())
}

/// The measures of a run as they are listed.
pub fn measured_names(step: &Step, run: &str) -> BTreeSet<String> {
    let experiment = step.runs.get(run).and_then(|run| find(&run.experiment));
    let measures = experiment.map(|experiment| experiment.measures()).unwrap_or_default();
    measures.into_iter().map(|measure| measure.name).collect()
}

/// The first name of a formula that is none of those known, as it is written there, with its place.
pub fn unknown(
    formula: &str,
    parsed: &Expression,
    known: &BTreeSet<String>,
) -> Option<(String, Range<usize>)> {
    let spelled: BTreeSet<String> = known.iter().map(|name| plain(name)).collect();
    let (name, place) = parsed.name_places().into_iter().find(|(name, _)| !spelled.contains(name))?;
    Some((formula.get(place.clone()).map_or(name, str::to_owned), place))
}

fn claims(subject: &Subject<'_>, step: &Step) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for (place, claim) in step.claims.iter().enumerate() {
        if !step.runs.contains_key(&claim.run) {
            let fix = instead(&claim.run, step.runs.keys().map(String::as_str), "name a run of the step");
            let message = format!("claim `{}`: there is no run `{}`", claim.id, claim.run);
            let path = format!("claims/{place}/run");
            faults.push(subject.fault(Code::UnknownName, step, &path, message, &fix));
            continue;
        }
        let who = (&*format!("claim `{}`", claim.id), &*claim.run, &*format!("claims/{place}/holds"));
        faults.extend(conditions::fault(subject, step, who, &claim.holds));
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

/// Numbers have names that a formula can use.
pub fn named(subject: &Subject<'_>, step: &Step, question: &Question) -> Vec<Diagnostic> {
    let drawn = question.draw.keys().map(|name| ("draw", name));
    let names = drawn.chain(question.lets.keys().map(|name| ("let", name)));
    let wrong = names.filter(|(_, name)| {
        let parsed = name.parse::<Expression>().map(|parsed| parsed.names()).unwrap_or_default();
        constant(name).is_none() && (parsed.len() != 1 || !parsed.contains(name.as_str()))
    });
    let fault = |(member, name): (&str, &String)| {
        let message = format!("`{name}` is no name for a number");
        let fix = "letters, with `_` between them, and digits at the end: `per_epoch`, `n2`";
        subject.question_fault(Code::Name, (step, question), &format!("{member}/{name}"), &message, fix)
    };
    wrong.map(fault).chain(taken(subject, step, question)).collect()
}

/// Computed names that are those of a number drawn, or that `{answer}` has.
fn taken(subject: &Subject<'_>, step: &Step, question: &Question) -> Option<Diagnostic> {
    let is_taken = |name: &&String| question.draw.contains_key(*name) || *name == "answer";
    let name = question.lets.keys().find(is_taken)?;
    let message = match name.as_str() {
        "answer" => "`answer` is the name of the key".to_owned(),
        _ => format!("`{name}` is drawn already"),
    };
    let path = format!("let/{name}");
    Some(subject.question_fault(Code::Name, (step, question), &path, &message, "give it another name"))
}

/// Every name in a question's formulas is drawn, computed, measured, or a variable of its formula.
fn names(subject: &Subject<'_>, step: &Step, question: &Question) -> Vec<Diagnostic> {
    let mut known: BTreeSet<String> = question.draw.keys().chain(question.lets.keys()).cloned().collect();
    known.extend(question.run.iter().flat_map(|run| measured_names(step, run)));
    if let Answer::Formula(formula) = &question.answer {
        known.extend(formula.variables.iter().map(|variable| variable.name.clone()));
    }
    let lets = question.lets.iter().map(|(name, formula)| (format!("let/{name}"), formula.as_str()));
    let keys =
        question.answer.behaviour().formulas().into_iter().map(|formula| ("answer".to_owned(), formula));
    let fault = |(path, formula): (String, &str)| {
        let (message, fix) = wrong(subject, (step, question), (&path, formula), &known)?;
        let fault = subject.question_fault(Code::Formula, (step, question), &path, &message, &fix);
        Some(narrowed(subject, fault, formula))
    };
    lets.chain(keys).filter_map(fault).collect()
}

/// What is wrong with one formula, and what mends it.
fn wrong(
    subject: &Subject<'_>,
    (step, question): (&Step, &Question),
    (path, formula): (&str, &str),
    known: &BTreeSet<String>,
) -> Option<(String, String)> {
    let parsed = match formula.parse::<Expression>() {
        Ok(parsed) => parsed,
        Err(error) => {
            let fix = conditions::spelled(formula, &error.span);
            return Some((
                error.explain(formula),
                fix.unwrap_or_else(|| "see the guide for authors: formulas".to_owned()),
            ));
        }
    };
    if question.run.as_ref().is_some_and(|run| !is_measured(step, run)) {
        return None;
    }
    let Some((name, part)) = unknown(formula, &parsed, known) else {
        return unlike(subject, (step, question), (path, formula), &parsed);
    };
    if let Some(fix) = conditions::spelled(formula, &part) {
        return Some((format!("`{name}` is no word of a formula"), fix));
    }
    let otherwise = "use numbers drawn, computed names, or measures of the question's run";
    let fix = instead(&name, known.iter().map(String::as_str), otherwise);
    Some((format!("`{formula}` uses `{name}`, which is no number"), fix))
}

/// A formula whose names are known, but which is no condition where one belongs, or needs a measure that its run does not
/// make with these settings.
fn unlike(
    subject: &Subject<'_>,
    (step, question): (&Step, &Question),
    (path, formula): (&str, &str),
    parsed: &Expression,
) -> Option<(String, String)> {
    let is_choice = path == "answer" && matches!(question.answer, Answer::One(_) | Answer::Some(_));
    if is_choice && !parsed.is_condition() {
        let message = format!("`{formula}` is a number, and no condition");
        return Some((message, "true, false, or a comparison: `accuracy > 0.9`".to_owned()));
    }
    let name = question.run.as_ref()?;
    let run = step.runs.get(name)?;
    let trial = subject.lab.trial(&Job { run, more: Vec::new(), seed: 0 }).ok()?;
    let made: BTreeSet<String> = trial.report.measures.iter().map(|measure| plain(&measure.name)).collect();
    let own = |used: &String| question.draw.contains_key(used) || question.lets.contains_key(used);
    let listed: BTreeSet<String> = measured_names(step, name).iter().map(|name| plain(name)).collect();
    let lacks = parsed
        .names()
        .into_iter()
        .find(|used| !own(used) && listed.contains(used) && !made.contains(used))?;
    let set = run.set.join(", ");
    let message = format!("`{name}` does not measure `{lacks}` with {set}");
    Some((message, format!("change the settings of `{name}`, or name another of its measures")))
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
