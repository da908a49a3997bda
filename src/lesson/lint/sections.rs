//! The words: every question, choice, slip and claim has its own, and none are left over.

use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::lint::Subject;
use crate::lesson::lint::subject::{instead, place_of};
use crate::lesson::model::{Part, Question, Step};
use crate::lesson::words::{Item, Section, StepWords};

/// The sections that say who the chapter is for.
const ABOUT: [&str; 3] = ["for", "know", "able"];

/// The headings within a section.
const PARTS: [&str; 3] = ["hints", "slips", "why"];

/// How many hints every question has.
const HINTS: usize = 4;

/// Checks the words of every step.
pub fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut faults = audience(subject);
    for step in subject.steps() {
        match subject.chapter.words.steps.get(&step.id) {
            Some(words) if subject.has_own_words(step) => faults.extend(step_words(subject, step, words)),
            Some(_) => {}
            None => faults.push(no_step(subject, step)),
        }
    }
    let is_step = |name: &str| name == "about" || subject.steps().iter().any(|step| step.id == name);
    for (name, words) in subject.chapter.words.steps.iter().filter(|(name, _)| !is_step(name)) {
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
    for question in &step.questions {
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

fn audience(subject: &Subject<'_>) -> Vec<Diagnostic> {
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
        what: "choice",
        wanted: answer.items(),
        has_feedback: answer.items_have_feedback(),
    };
    faults.extend(choices.faults(subject, section.at, &section.items()));
    let slips = Named { place, what: "slip", wanted: answer.slips(), has_feedback: true };
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
    let answer = question.answer.behaviour();
    // Where every choice is answered, that says why.
    let is_told = !answer.items().is_empty() && answer.items_have_feedback();
    if section.why().is_empty() && !is_told {
        missing.push(("it does not say why".to_owned(), "under `#### why`: what explains the answer"));
    }
    missing
}

/// List items that must be there, each under its name.
struct Named<'a> {
    place: String,
    what: &'static str,
    wanted: Vec<&'a str>,
    has_feedback: bool,
}

impl Named<'_> {
    fn faults(&self, subject: &Subject<'_>, at: usize, items: &[Item]) -> Vec<Diagnostic> {
        let missing = self.wanted.iter().filter_map(|id| self.missing(subject, at, id, items));
        let unused = items.iter().filter(|item| !self.wanted.contains(&item.id.as_str())).map(|item| {
            let message = format!("{}: lesson.json knows no {} `{}`", self.place, self.what, item.id);
            let fix = instead(&item.id, self.wanted.iter().copied(), "use it or delete it");
            subject.word_fault(Code::UnusedWords, item.at, message, &fix)
        });
        let unshown =
            items.iter().filter(|item| !self.has_feedback && !item.feedback.is_empty()).map(|item| {
                let message = format!("{}: nothing shows what stands under `{}`", self.place, item.id);
                let fix = "say it under `#### why`, or under `#### slips` to a wrong order";
                subject.word_fault(Code::UnusedWords, item.at, message, fix)
            });
        missing.chain(unused).chain(unshown).chain(doubled(subject, &self.place, self.what, items)).collect()
    }

    fn missing(&self, subject: &Subject<'_>, at: usize, id: &str, items: &[Item]) -> Option<Diagnostic> {
        let (place, what) = (&self.place, self.what);
        let Some(item) = items.iter().find(|item| item.id == id) else {
            let heading = if what == "slip" { "under `#### slips` " } else { "" };
            let fix = format!("add {heading}an item that starts with its name as code: - `{id}`: …");
            return Some(subject.word_fault(
                Code::MissingWords,
                at,
                format!("{place}: the {what} `{id}` has no words"),
                &fix,
            ));
        };
        let message = format!("{place}: `{id}` has no feedback");
        let fix = "write it under the item, as a quotation: > Why it is wrong.";
        (self.has_feedback && item.feedback.is_empty())
            .then(|| subject.word_fault(Code::MissingWords, item.at, message, fix))
    }
}

/// Items under a name that another before them has: only the first is shown.
fn doubled(subject: &Subject<'_>, place: &str, what: &str, items: &[Item]) -> Vec<Diagnostic> {
    let is_again = |(at, item): &(usize, &Item)| items[..*at].iter().any(|other| other.id == item.id);
    let again = items.iter().enumerate().filter(is_again);
    let fault = |(_, item): (usize, &Item)| {
        let message = format!("{place}: the {what} `{}` stands here a second time", item.id);
        subject.word_fault(Code::Structure, item.at, message, "join the two, or rename one")
    };
    again.map(fault).collect()
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
    let unsaid =
        step.claims.iter().enumerate().filter(|(_, claim)| items.iter().all(|item| item.id != claim.id));
    let fault = |(place, claim): (usize, &crate::lesson::model::Claim)| {
        let message = format!("the claim `{}` is said nowhere", claim.id);
        let fix = format!("under `### claims`: - `{}` The sentence.", claim.id);
        subject.fault(Code::MissingWords, step, &format!("claims/{place}/id"), message, &fix)
    };
    let mut faults: Vec<Diagnostic> = unsaid.map(fault).collect();
    faults.extend(doubled(subject, &step.id, "claim", &items));
    for item in items.iter().filter(|item| step.claims.iter().all(|claim| claim.id != item.id)) {
        let message = format!("{}: nothing tests the claim `{}`", step.id, item.id);
        let fix = "give it a test under `claims` in lesson.json, or delete it";
        faults.push(subject.word_fault(Code::UnusedWords, item.at, message, fix));
    }
    faults
}

/// Sections, and headings within them, that nothing shows.
fn unused(subject: &Subject<'_>, step: &Step, words: &StepWords) -> Vec<Diagnostic> {
    let is_used = |name: &str| {
        name == "claims"
            || step.question(name).is_some()
            || step.exploration(name).is_some()
            || step.checkpoint(name).is_some()
            || step.flow.iter().any(|part| matches!(part, Part::Read(read) if read == name))
    };
    let mut faults = Vec::new();
    for (name, section) in &words.sections {
        if !is_used(name) {
            let (message, fix) = if name.is_empty() {
                let message = format!("{}: nothing shows what stands before the first section", step.id);
                (message, "put a heading above it: `### name`".to_owned())
            } else {
                let message = format!("{}: nothing uses the section `{name}`", step.id);
                (message, format!("put {{\"read\": \"{name}\"}} into the step's flow, or delete it"))
            };
            faults.push(subject.word_fault(Code::UnusedWords, section.at, message, &fix));
        }
        for part in section.parts.keys().filter(|part| !PARTS.contains(&part.as_str())) {
            let message = format!("{}/{name}: nothing shows what stands under `#### {part}`", step.id);
            let fix = instead(part, PARTS.into_iter(), "a heading within a section is hints, slips or why");
            faults.push(subject.text_fault(Code::UnusedWords, section.at, "####", message, &fix));
        }
    }
    faults
}
