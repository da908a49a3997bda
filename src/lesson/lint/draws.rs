//! Numbers that are drawn: each is used, each that the answer rests on is said, and each name has a number by then.

use std::collections::{BTreeMap, BTreeSet};

use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::fill::{self, names_in};
use crate::lesson::lint::Subject;
use crate::lesson::lint::answers::{Of, names};
use crate::lesson::lint::subject::instead;
use crate::lesson::model::{Answer, Question, Step};
use crate::lesson::question::Bug;
use crate::lesson::words::Section;

/// What is wrong with the numbers that a question draws, computes and passes on.
pub fn of_question(subject: &Subject<'_>, step: &Step, question: &Question) -> Vec<Diagnostic> {
    let of = (step, question);
    let mut faults = passed(subject, of);
    faults.extend(too_early(subject, of));
    faults.extend(unused(subject, of));
    if faults.is_empty() {
        faults.extend(unsaid(subject, of));
    }
    faults
}

/// Settings that pass on a name that is none, or a name without its braces.
fn passed(subject: &Subject<'_>, (step, question): Of<'_>) -> Vec<Diagnostic> {
    let known: Vec<&str> = question.draw.keys().chain(question.lets.keys()).map(String::as_str).collect();
    let fault = |(place, set): (usize, &String)| {
        let unknown = fill::names(set).into_iter().find(|name| !known.contains(name));
        let (message, fix) = if let Some(name) = unknown {
            let otherwise = "pass on a number that the question draws or computes";
            (
                format!("`{set}` names `{name}`, which is no number"),
                instead(name, known.iter().copied(), otherwise),
            )
        } else {
            let (parameter, value) = set.split_once('=')?;
            let name = known.iter().find(|name| **name == value.trim())?;
            (
                format!("`{set}` passes on a word, and not the number `{name}`"),
                format!("write \"{parameter}={{{name}}}\""),
            )
        };
        let path = format!("set/{place}");
        Some(subject.question_fault(Code::UnknownName, (step, question), &path, &message, &fix))
    };
    question.set.iter().enumerate().filter_map(fault).collect()
}

/// Computed names that need one which is computed after them.
fn too_early(subject: &Subject<'_>, (step, question): Of<'_>) -> Vec<Diagnostic> {
    let lets = &question.lets;
    let later = |name: &str, formula: &str| {
        names(formula).into_iter().find(|used| used.as_str() >= name && lets.contains_key(used))
    };
    let fault = |(name, formula): (&String, &String)| {
        let used = later(name, formula)?;
        let message = format!("`{name}` needs `{used}`, which is not computed by then");
        let fix = format!(
            "names are computed in the order of the alphabet: call it so that it comes after `{used}`"
        );
        Some(subject.question_fault(Code::Order, (step, question), &format!("let/{name}"), &message, &fix))
    };
    lets.iter().filter_map(fault).collect()
}

/// Numbers drawn that neither a formula, nor a setting, nor the words use.
fn unused(subject: &Subject<'_>, (step, question): Of<'_>) -> Vec<Diagnostic> {
    let formulas = question.answer.behaviour().formulas();
    let (keys, slips) = formulas.split_at(keys(&question.answer).min(formulas.len()));
    let keys = keys.iter().copied().flat_map(names);
    let mut used: BTreeSet<String> = keys.flat_map(|name| roots(&name, &question.lets)).collect();
    if let Answer::Bug(Bug { check: Some(check), .. }) = &question.answer {
        let words = check.forward.iter().chain(&check.reference);
        let words = words.flat_map(|text| text.split(|c: char| !c.is_alphanumeric() && c != '_'));
        used.extend(words.map(str::to_owned));
    }
    used.extend(question.set.iter().flat_map(|set| fill::names(set)).map(str::to_owned));
    // What is only said may well be there to be seen through; where a run is to answer, it was to be passed on.
    let mut said = BTreeSet::new();
    if let Some(section) = subject.chapter.words.section(&step.id, &question.id) {
        said.extend(names_in(section.blocks.iter().chain(section.parts.values().flatten())));
    }
    said.extend(slips.iter().copied().chain(question.lets.values().map(String::as_str)).flat_map(names));
    if question.run.is_none() {
        used.append(&mut said);
    }
    let idle = question.draw.keys().filter(|name| !used.contains(*name));
    let fault = |name: &String| {
        let (message, fix) = if said.contains(name) {
            let fix = "use it in the key, or pass it on to the run: \"set\": [\"depth={…}\"]";
            (format!("`{name}` is drawn and said, and the answer does not follow it"), fix.to_owned())
        } else {
            let fix = format!("use it in the key or the words, {{{name}}}, or delete it");
            (format!("`{name}` is drawn, and nothing uses it"), fix)
        };
        subject.question_fault(Code::UnusedWords, (step, question), &format!("draw/{name}"), &message, &fix)
    };
    idle.map(fault).collect()
}

/// Numbers drawn on which the answer rests and which the question does not say, nor anything computed from them.
fn unsaid(subject: &Subject<'_>, (step, question): Of<'_>) -> Vec<Diagnostic> {
    let section: Option<&Section> = subject.chapter.words.section(&step.id, &question.id);
    let Some(section) = section.filter(|_| !matches!(question.answer, Answer::Bug(_))) else {
        return Vec::new();
    };
    let mut said = BTreeSet::new();
    for name in names_in(&section.blocks) {
        said.extend(roots(&name, &question.lets));
    }
    let keys = question.answer.behaviour().formulas().into_iter().take(keys(&question.answer));
    let mut needed: BTreeSet<String> =
        keys.flat_map(names).flat_map(|name| roots(&name, &question.lets)).collect();
    let passed = question.set.iter().flat_map(|set| fill::names(set));
    needed.extend(passed.flat_map(|name| roots(name, &question.lets)));
    let lacks = question.draw.keys().filter(|name| needed.contains(*name) && !said.contains(*name));
    let fault = |name: &String| {
        let message = format!("the question does not say `{name}`, on which its answer rests");
        let fix = format!("name it before the hints: {{{name}}}");
        subject.question_fault(Code::MissingWords, (step, question), &format!("draw/{name}"), &message, &fix)
    };
    lacks.map(fault).collect()
}

/// How many of an answer's formulas are keys: those of slips follow them.
fn keys(answer: &Answer) -> usize {
    match answer {
        Answer::Number(_) | Answer::Formula(_) => 1,
        Answer::Curve(curve) => curve.points.len(),
        _ => usize::MAX,
    }
}

/// The names that a name is computed from, itself among them.
fn roots(name: &str, lets: &BTreeMap<String, String>) -> BTreeSet<String> {
    let (mut found, mut open) = (BTreeSet::new(), vec![name.to_owned()]);
    while let Some(name) = open.pop() {
        if let Some(formula) = lets.get(&name).filter(|_| !found.contains(&name)) {
            open.extend(names(formula));
        }
        found.insert(name);
    }
    found
}
