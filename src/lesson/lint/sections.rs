//! The words: every question, choice, slip and claim has its own, and none are left over.

use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::lint::Subject;
use crate::lesson::lint::items::{Named, doubled};
use crate::lesson::lint::subject::{as_name, instead, place_of};
use crate::lesson::model::{Claim, Part, Question, Step};
use crate::lesson::words::{Item, Section, StepWords};
use crate::text::did_you_mean;

/// The sections that say who the chapter is for.
const ABOUT: [&str; 3] = ["for", "know", "able"];

/// How many hints every question has.
const HINTS: usize = 4;

/// Checks the words of every step.
pub fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let is_step = |name: &str| name == "about" || subject.steps().iter().any(|step| step.id == name);
    // Of two steps of one name one may well be meant for words that seem to be too many.
    let is_known = subject
        .steps()
        .iter()
        .enumerate()
        .all(|(at, step)| subject.steps()[..at].iter().all(|other| other.id != step.id));
    let odd: Vec<(&String, &StepWords)> =
        subject.chapter.words.steps.iter().filter(|(name, _)| is_known && !is_step(name)).collect();
    let mute: Vec<&Step> =
        subject.steps().iter().filter(|step| !subject.chapter.words.steps.contains_key(&step.id)).collect();
    let mut faults = audience(subject, &odd);
    for (step, words) in
        subject.steps().iter().filter_map(|step| Some((step, subject.chapter.words.steps.get(&step.id)?)))
    {
        if subject.has_own_words(step) {
            faults.extend(step_words(subject, step, words));
        }
    }
    if let ([(name, words)], [step]) = (odd.as_slice(), mute.as_slice()) {
        // One of each: the words are the step's under another name.
        let message = format!("lesson.json knows no step `{name}`");
        let fix = format!("write `## {}: …`; or rename the step in lesson.json", step.id);
        faults.push(subject.word_fault(Code::UnusedWords, words.at, message, &fix));
        return faults;
    }
    faults.extend(mute.into_iter().map(|step| no_step(subject, step)));
    let is_about = |name: &str| did_you_mean(name, &["about"]).is_some();
    for (name, words) in odd.into_iter().filter(|(name, _)| !is_about(name)) {
        let known = subject.steps().iter().map(|step| step.id.as_str());
        let fix = instead(name, known, "add the step to lesson.json, or delete its words");
        let message = format!("lesson.json knows no step `{name}`");
        faults.push(subject.word_fault(Code::UnusedWords, words.at, message, &fix));
    }
    faults
}

fn no_step(subject: &Subject<'_>, step: &Step) -> Diagnostic {
    let known = subject.chapter.words.steps.keys().map(String::as_str).filter(|name| *name != "about");
    let fix = instead(&step.id, known, &format!("write `## {}: Title` in the words", step.id));
    subject.fault(Code::MissingWords, step, "id", "the step has no words".to_owned(), &fix)
}

fn step_words(subject: &Subject<'_>, step: &Step, words: &StepWords) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for question in step.questions.iter().filter(|question| step.has_alone(&question.id)) {
        let path = format!("questions/{}/id", place_of(&step.questions, question));
        match words.sections.get(&question.id) {
            Some(section) => faults.extend(question_words(subject, step, question, section)),
            None => faults.push(no_section(subject, step, &path, &question.id, "question")),
        }
    }
    for (place, exploration) in step.explorations.iter().enumerate() {
        let path = format!("explorations/{place}/id");
        match words.sections.get(&exploration.id) {
            Some(section) => faults.extend(exploration_words(subject, step, &exploration.id, section)),
            None => faults.push(no_section(subject, step, &path, &exploration.id, "exploration")),
        }
    }
    faults.extend(empty(subject, step, words));
    faults.extend(claim_words(subject, step, words.sections.get("claims")));
    faults.extend(unused(subject, step, words));
    faults
}

/// Sections that the flow shows and that say nothing.
fn empty(subject: &Subject<'_>, step: &Step, words: &StepWords) -> Vec<Diagnostic> {
    let read =
        step.flow.iter().filter_map(|part| if let Part::Read(name) = part { Some(name) } else { None });
    let sections = read.filter_map(|name| Some((name, words.sections.get(name)?)));
    let fault = |(name, section): (&String, &Section)| {
        let message = format!("{}: the section `{name}` has no words", step.id);
        let fix = format!("write them under it, or delete it and {{\"read\": \"{name}\"}}");
        subject.word_fault(Code::MissingWords, section.at, message, &fix)
    };
    sections.filter(|(_, section)| section.blocks.is_empty()).map(fault).collect()
}

/// What is missing of `## about`, or the heading that was meant for it.
fn audience(subject: &Subject<'_>, odd: &[(&String, &StepWords)]) -> Vec<Diagnostic> {
    let meant = odd.iter().find(|(name, _)| did_you_mean(name, &["about"]).is_some());
    if let Some((name, words)) = meant.filter(|_| !subject.chapter.words.steps.contains_key("about")) {
        let message = format!("lesson.json knows no step `{name}`");
        return vec![subject.word_fault(Code::Audience, words.at, message, "did you mean `## about: …`?")];
    }
    if !subject.chapter.words.steps.contains_key("about") {
        let message = "the chapter does not say who it is for".to_owned();
        let fix = "write `## about: Who this is for`, with `### for`, `### know` and `### able`";
        return vec![subject.word_fault(Code::Audience, 0, message, fix)];
    }
    let is_missing = |name: &&&str| {
        subject.chapter.words.section("about", name).is_none_or(|section| section.blocks.is_empty())
    };
    let at = subject.chapter.words.steps.get("about").map_or(0, |about| about.at);
    let fault = |name: &&str| {
        let message = format!("the chapter does not say who it is for: no section `{name}` in `## about`");
        let fix = match *name {
            "for" => "write `### for` under `## about`: who the chapter is for",
            "know" => "write `### know` under `## about`: what they know already",
            _ => "write `### able` under `## about`: what they will be able to do",
        };
        subject.word_fault(Code::Audience, at, message, fix)
    };
    ABOUT.iter().filter(is_missing).map(fault).collect()
}

fn no_section(subject: &Subject<'_>, step: &Step, path: &str, name: &str, what: &str) -> Diagnostic {
    let message = format!("the {what} `{name}` has no words");
    let fix = format!("write a section `### {name}` under `## {}`", step.id);
    subject.fault(Code::MissingWords, step, path, message, &fix)
}

/// What a question's words lack, or have too much of; nothing where it has no section at all.
pub fn of_question(subject: &Subject<'_>, step: &Step, question: &Question) -> Vec<Diagnostic> {
    let section = subject.chapter.words.section(&step.id, &question.id);
    section.map(|section| question_words(subject, step, question, section)).unwrap_or_default()
}

fn question_words(
    subject: &Subject<'_>,
    step: &Step,
    question: &Question,
    section: &Section,
) -> Vec<Diagnostic> {
    let place = format!("{}/{}", step.id, question.id);
    if let Some(at) = section.strayed() {
        let message = format!("{place}: the quotation belongs to no item");
        let fix = "indent it by two spaces, so that it stands under its item";
        return vec![subject.word_fault(Code::MissingWords, at, message, fix)];
    }
    let fault = |(message, fix): (String, &str)| {
        subject.word_fault(Code::MissingWords, section.at, format!("{place}: {message}"), fix)
    };
    let mut faults: Vec<Diagnostic> = lacking(question, section).into_iter().map(fault).collect();
    let answer = question.answer.behaviour();
    let choices = Named {
        place: place.clone(),
        bare: section.bare_items(None),
        what: "choice",
        wanted: answer.items(),
        has_feedback: answer.items_have_feedback(),
    };
    faults.extend(choices.faults(subject, section.at, &section.items()));
    let bare = section.bare_items(Some("slips"));
    let slips = Named { place, bare, what: "slip", wanted: answer.slips(), has_feedback: true };
    faults.extend(slips.faults(subject, section.at, &section.items_of("slips")));
    faults
}

/// What is missing beside the choices and slips, and what mends it.
fn lacking(question: &Question, section: &Section) -> Vec<(String, &'static str)> {
    let mut missing = Vec::new();
    if section.prompt().is_empty() {
        missing.push(("nothing is asked".to_owned(), "write the question before the choices"));
    }
    let hints = section.hints().len();
    if hints != HINTS {
        let fix =
            "under `#### hints`: 1. a nudge, 2. the principle, 3. a part of the way, 4. the worked answer";
        missing.push((format!("{hints} hints of {HINTS}"), fix));
    }
    if let Some(place) = section.hints().iter().position(Vec::is_empty) {
        missing.push((format!("hint {} has no words", place + 1), "write it after its number"));
    }
    let answer = question.answer.behaviour();
    // Where every choice is answered, that says why.
    let is_told = !answer.items().is_empty() && answer.items_have_feedback();
    if section.why().is_empty() && !is_told {
        missing.push(("it does not say why".to_owned(), "under `#### why`: what explains the answer"));
    }
    missing
}

fn exploration_words(subject: &Subject<'_>, step: &Step, id: &str, section: &Section) -> Vec<Diagnostic> {
    let mut missing = Vec::new();
    if section.blocks.is_empty() {
        missing.push(("it does not say what to do", "say what to change, and what is to be reached"));
    }
    if section.hints().is_empty() {
        missing.push(("it has no hint", "under `#### hints`: 1. where to look"));
    }
    if section.why().is_empty() {
        missing.push((
            "it does not say why the solution works",
            "under `#### why`: said once the goal is reached",
        ));
    }
    let fault = |(message, fix): (&str, &str)| {
        subject.word_fault(Code::MissingWords, section.at, format!("{}/{id}: {message}", step.id), fix)
    };
    missing.into_iter().map(fault).collect()
}

fn claim_words(subject: &Subject<'_>, step: &Step, section: Option<&Section>) -> Vec<Diagnostic> {
    let items = section.map(Section::items).unwrap_or_default();
    let untested: Vec<&Item> =
        items.iter().filter(|item| step.claims.iter().all(|claim| claim.id != item.id)).collect();
    let unsaid =
        step.claims.iter().enumerate().filter(|(_, claim)| items.iter().all(|item| item.id != claim.id));
    let unsaid: Vec<(usize, &Claim)> = unsaid.collect();
    if let ([(_, claim)], [item]) = (unsaid.as_slice(), untested.as_slice()) {
        let message = format!("{}: nothing tests the claim `{}`", step.id, item.id);
        let fix = format!("write `{}`, which is said nowhere; or rename that in lesson.json", claim.id);
        return vec![subject.word_fault(Code::UnusedWords, item.at, message, &fix)];
    }
    let fault = |(place, claim): (usize, &Claim)| {
        let message = format!("the claim `{}` is said nowhere", claim.id);
        let fix = format!("under `### claims`: - `{}` The sentence.", claim.id);
        subject.fault(Code::MissingWords, step, &format!("claims/{place}/id"), message, &fix)
    };
    let mut faults: Vec<Diagnostic> = unsaid.into_iter().map(fault).collect();
    faults.extend(doubled(subject, &step.id, "claim", &items));
    for item in untested {
        let message = format!("{}: nothing tests the claim `{}`", step.id, item.id);
        let fix = "give it a test under `claims` in lesson.json, or delete it";
        faults.push(subject.word_fault(Code::UnusedWords, item.at, message, fix));
    }
    faults
}

/// Sections that nothing shows.
fn unused(subject: &Subject<'_>, step: &Step, words: &StepWords) -> Vec<Diagnostic> {
    // That nothing is shown at all is one fault.
    if step.flow.is_empty() {
        return Vec::new();
    }
    let reads =
        || step.flow.iter().filter_map(|part| if let Part::Read(name) = part { Some(name) } else { None });
    let is_used = |name: &str| {
        name == "claims"
            || step.question(name).is_some()
            || step.exploration(name).is_some()
            || step.checkpoint(name).is_some()
            || reads().any(|read| read == name)
    };
    let lost: Vec<&String> = reads().filter(|name| !words.sections.contains_key(*name)).collect();
    // A name that cannot be typed, and the one that the flow asks for instead, have faults of their own.
    let idle: Vec<(&String, &Section)> = words
        .sections
        .iter()
        .filter(|(name, _)| !is_used(name) && (name.is_empty() || as_name(name) == **name))
        .collect();
    if let ([_], [(name, _)]) = (lost.as_slice(), idle.as_slice())
        && !name.is_empty()
    {
        return Vec::new();
    }
    idle.into_iter().map(|(name, section)| unshown(subject, step, name, section)).collect()
}

/// A section that nothing shows, and what it may have been meant for.
fn unshown(subject: &Subject<'_>, step: &Step, name: &str, section: &Section) -> Diagnostic {
    let (what, fix) = match name {
        "" => (
            "shows what stands before the first section".to_owned(),
            "put a heading above it: `### name`".to_owned(),
        ),
        "why" => {
            let fix = "write `#### why`, with four signs, if it belongs to the question above";
            ("uses the section `why`".to_owned(), fix.to_owned())
        }
        _ => {
            let fix = format!("put {{\"read\": \"{name}\"}} into the step's flow, or delete it");
            (format!("uses the section `{name}`"), fix)
        }
    };
    subject.word_fault(Code::UnusedWords, section.at, format!("{}: nothing {what}", step.id), &fix)
}
