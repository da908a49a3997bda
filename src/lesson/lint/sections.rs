//! The words: every question, choice, slip and claim has its own, and none are left over.

use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::lint::Subject;
use crate::lesson::model::{Part, Question, Step};
use crate::lesson::words::{Item, Section};

/// The sections that say who the chapter is for.
const ABOUT: [&str; 3] = ["for", "know", "able"];

/// How many hints every question has.
const HINTS: usize = 4;

/// Checks the words of every step.
pub fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut faults = audience(subject);
    for step in subject.steps() {
        let Some(words) = subject.chapter.words.steps.get(&step.id) else {
            let fix = "write `## id: Title` in the words";
            faults.push(subject.fault(
                Code::MissingWords,
                step,
                &step.id,
                "the step has no words".to_owned(),
                fix,
            ));
            continue;
        };
        for question in &step.questions {
            match words.sections.get(&question.id) {
                Some(section) => faults.extend(question_words(subject, step, question, section)),
                None => faults.push(no_words(subject, step, &question.id, "question")),
            }
        }
        faults.extend(claim_words(subject, step, words.sections.get("claims")));
        faults.extend(unused(subject, step, words.sections.iter()));
    }
    faults
}

fn audience(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let missing = ABOUT
        .iter()
        .filter(|name| subject.chapter.words.section("about", name).is_none_or(|it| it.blocks.is_empty()));
    let message =
        |name: &&str| format!("the chapter does not say who it is for: no section `{name}` in `## about`");
    let fix = "say who it is for, what they know already, and what they will be able to do";
    missing.map(|name| subject.word_fault(Code::MissingWords, 0, message(name), fix)).collect()
}

fn no_words(subject: &Subject<'_>, step: &Step, name: &str, what: &str) -> Diagnostic {
    let message = format!("the {what} `{name}` has no words");
    subject.fault(Code::MissingWords, step, name, message, "write a section `### name` under the step")
}

fn question_words(
    subject: &Subject<'_>,
    step: &Step,
    question: &Question,
    section: &Section,
) -> Vec<Diagnostic> {
    let (wanted, items) = named_parts(question, section);
    let hints = section.hints().len();
    let mut missing = Vec::new();
    if section.prompt().is_empty() {
        missing.push(("nothing is asked".to_owned(), "write the question before the choices"));
    }
    if hints < HINTS {
        let fix = "under `#### hints`: a nudge, the principle, a part of the way, the worked answer";
        missing.push((format!("{hints} hints of {HINTS}"), fix));
    }
    missing.extend(wanted.iter().filter_map(|id| missing_item(id, &items)));
    let place = format!("{}/{}", step.id, question.id);
    let fault = |(message, fix): (String, &str)| {
        subject.word_fault(Code::MissingWords, section.at, format!("{place}: {message}"), fix)
    };
    let mut faults: Vec<Diagnostic> = missing.into_iter().map(fault).collect();
    for item in items.iter().filter(|item| !wanted.contains(&item.id.as_str())) {
        let message = format!("{place}: lesson.json knows no `{}`", item.id);
        faults.push(subject.word_fault(Code::UnusedWords, item.at, message, "use it or delete it"));
    }
    faults
}

/// The names a question has for its choices or slips, and the words there are for them.
fn named_parts<'a>(question: &'a Question, section: &Section) -> (Vec<&'a str>, Vec<Item>) {
    let answer = question.answer.behaviour();
    let names = [answer.items(), answer.slips()].concat();
    (names, [section.items(), section.items_of("slips")].concat())
}

fn missing_item(id: &str, items: &[Item]) -> Option<(String, &'static str)> {
    match items.iter().find(|item| item.id == id) {
        None => Some((format!("`{id}` has no words"), "add an item that starts with its name as code")),
        Some(item) if item.feedback.is_empty() => {
            Some((format!("`{id}` has no feedback"), "write it under the item, as a quotation"))
        }
        Some(_) => None,
    }
}

fn claim_words(subject: &Subject<'_>, step: &Step, section: Option<&Section>) -> Vec<Diagnostic> {
    let items = section.map(Section::items).unwrap_or_default();
    let is_said = |id: &str| items.iter().any(|item| item.id == id);
    let unsaid = step.claims.iter().filter(|claim| !is_said(&claim.id));
    let mut faults: Vec<Diagnostic> =
        unsaid.map(|claim| no_words(subject, step, &claim.id, "claim")).collect();
    for item in items.iter().filter(|item| step.claims.iter().all(|claim| claim.id != item.id)) {
        let message = format!("{}: nothing tests the claim `{}`", step.id, item.id);
        faults.push(subject.word_fault(
            Code::UnusedWords,
            item.at,
            message,
            "give it a test in lesson.json, or delete it",
        ));
    }
    faults
}

fn unused<'a>(
    subject: &Subject<'_>,
    step: &Step,
    sections: impl Iterator<Item = (&'a String, &'a Section)>,
) -> Vec<Diagnostic> {
    let is_used = |name: &str| {
        name == "claims"
            || step.questions.iter().any(|question| question.id == name)
            || step.flow.iter().any(|part| matches!(part, Part::Read(read) if read == name))
    };
    let unused = sections.filter(|(name, _)| !is_used(name));
    let message = |name: &str| format!("{}: nothing uses the section `{name}`", step.id);
    unused
        .map(|(name, section)| {
            subject.word_fault(Code::UnusedWords, section.at, message(name), "use it or delete it")
        })
        .collect()
}
