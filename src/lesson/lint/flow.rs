//! The flow of steps: every name in it stands for something, and what a step needs comes before it.

use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::lint::Subject;
use crate::lesson::lint::subject::{as_name, has_known_runs, instead};
use crate::lesson::model::{Part, Question, Step};

/// Checks the flow of every step.
pub fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for (place, step) in subject.steps().iter().enumerate() {
        faults.extend(needs(subject, place, step));
        for (part_place, part) in step.flow.iter().enumerate() {
            faults.extend(part_fault(subject, step, part_place, part));
        }
        // What a run of an unknown name was to grade is not known.
        if has_known_runs(step) {
            faults.extend(predictions(subject, step));
        }
        faults.extend(again(subject, step));
        faults.extend(settled(subject, step));
    }
    faults
}

fn needs(subject: &Subject<'_>, place: usize, step: &Step) -> Vec<Diagnostic> {
    let before = &subject.steps()[..place];
    let missing =
        step.needs.iter().enumerate().filter(|(_, need)| before.iter().all(|step| step.id != **need));
    let fault = |(place, need): (usize, &String)| {
        let message = format!("it needs `{need}`, which does not come before it");
        let known = before.iter().map(|step| step.id.as_str());
        let fix = instead(need, known, "put that step earlier, or name another");
        subject.fault(Code::Order, step, &format!("needs/{place}"), message, &fix)
    };
    missing.map(fault).collect()
}

/// What a part names, what that is called, the names there are, and how to add one.
type Named<'a> = (&'a str, &'static str, Vec<&'a str>, &'static str);

fn named<'a>(subject: &'a Subject<'_>, step: &'a Step, part: &'a Part) -> Option<Named<'a>> {
    Some(match part {
        Part::Read(name) => {
            let words = subject.chapter.words.steps.get(&step.id);
            let sections = words.into_iter().flat_map(|words| words.sections.keys().map(String::as_str));
            (name, "section", sections.collect(), "write it in the words: `### name` under the step")
        }
        Part::Run(name) => {
            (name, "run", step.runs.keys().map(String::as_str).collect(), "name it under the step's `runs`")
        }
        Part::Predict(name) | Part::Ask(name) => {
            let known = step.questions.iter().map(|question| question.id.as_str()).collect();
            (name, "question", known, "add it to the step's `questions`")
        }
        Part::Explore(name) => {
            let known = step.explorations.iter().map(|exploration| exploration.id.as_str()).collect();
            (name, "exploration", known, "add it to the step's `explorations`")
        }
        Part::Checkpoint(name) => {
            let known = step.checkpoints.iter().map(|checkpoint| checkpoint.id.as_str()).collect();
            (name, "checkpoint", known, "add it to the step's `checkpoints`")
        }
        Part::Page => return None,
    })
}

fn part_fault(subject: &Subject<'_>, step: &Step, place: usize, part: &Part) -> Option<Diagnostic> {
    let (name, what, known, fix) = named(subject, step, part)?;
    let is_section = what == "section";
    if is_section
        && (!subject.has_own_words(step) || known.iter().any(|it| *it != name && as_name(it) == name))
    {
        return None;
    }
    if let Some((is, fix)) = other(subject, step, part) {
        let message = format!("`{name}` is {is}, and not a {what}");
        return Some(subject.fault(Code::UnknownName, step, &format!("flow/{place}"), message, &fix));
    }
    if known.contains(&name) {
        return None;
    }
    let code = if is_section { Code::MissingWords } else { Code::UnknownName };
    let fix = instead(name, known.into_iter(), fix);
    let message = format!("there is no {what} `{name}`");
    Some(subject.fault(code, step, &format!("flow/{place}"), message, &fix))
}

/// What a part's name stands for, where that is another kind of part, and how it is written.
fn other(subject: &Subject<'_>, step: &Step, part: &Part) -> Option<(String, String)> {
    let (name, own) = match part {
        Part::Read(name) => (name, "read"),
        Part::Run(name) => (name, "run"),
        Part::Ask(name) | Part::Predict(name) => (name, "ask"),
        Part::Explore(name) => (name, "explore"),
        Part::Checkpoint(name) => (name, "checkpoint"),
        Part::Page => return None,
    };
    let is_section = || subject.chapter.words.section(&step.id, name).is_some();
    let kinds: [(&str, bool, &str); 5] = [
        ("ask", step.question(name).is_some(), "a question"),
        ("explore", step.exploration(name).is_some(), "an exploration"),
        ("checkpoint", step.checkpoint(name).is_some(), "a checkpoint"),
        ("run", own != "read" && step.runs.contains_key(name), "a run"),
        ("read", is_section(), "a section"),
    ];
    // A run may be called as its question is; a section is.
    if own != "read" && kinds.iter().any(|(kind, is_there, _)| *kind == own && *is_there) {
        return None;
    }
    let (kind, _, is) = kinds.into_iter().find(|(_, is_there, _)| *is_there).or_else(|| {
        let is_anywhere = |step: &Step| step.question(name).is_some();
        (own == "ask" && subject.steps().iter().any(is_anywhere)).then_some(("", true, ""))
    })?;
    if kind == own {
        return None;
    }
    if kind.is_empty() {
        let owner = subject.steps().iter().find(|step| step.question(name).is_some())?;
        let fix = format!("another step's questions are asked in a checkpoint, as `{}/{name}`", owner.id);
        return Some((format!("a question of the step `{}`", owner.id), fix));
    }
    let written = if kind == "ask" {
        format!("{{\"ask\": \"{name}\"}}, or {{\"predict\": \"{name}\"}} before its run")
    } else {
        format!("{{\"{kind}\": \"{name}\"}}")
    };
    Some((is.to_owned(), format!("write {written}")))
}

/// A question that is asked twice, and a page without anything on it.
fn again(subject: &Subject<'_>, step: &Step) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for (place, part) in step.flow.iter().enumerate() {
        let before = &step.flow[..place];
        let (message, fix) = match part {
            Part::Page if before.last() == Some(&Part::Page) => {
                ("nothing stands on this page".to_owned(), "delete one \"page\"")
            }
            Part::Ask(name) | Part::Predict(name) => {
                let asks = |it: &Part| matches!(it, Part::Ask(other) | Part::Predict(other) if other == name);
                if !before.iter().any(asks) {
                    continue;
                }
                (format!("`{name}` is asked a second time"), "ask it once: it keeps its answer")
            }
            _ => continue,
        };
        faults.push(subject.fault(Code::Structure, step, &format!("flow/{place}"), message, fix));
    }
    faults
}

/// A prediction is graded by a run that follows it.
fn predictions(subject: &Subject<'_>, step: &Step) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for (place, part) in step.flow.iter().enumerate() {
        let Part::Predict(name) = part else { continue };
        let Some(question) = step.question(name) else { continue };
        let follows = |run: &String| {
            step.flow[place..].iter().any(|part| matches!(part, Part::Run(later) if later == run))
        };
        // That the run is not there at all is said of the question.
        let is_there = question.run.as_ref().is_none_or(|run| step.runs.contains_key(run));
        if is_there && !question.run.as_ref().is_some_and(follows) {
            let message = format!("no run that follows the prediction `{name}` grades it");
            let fix = "give the question a `run`, and run it after";
            faults.push(subject.fault(Code::Order, step, &format!("flow/{place}"), message, fix));
        }
    }
    faults
}

/// A run takes the settings of the prediction that waits for it: another that waits would be graded on those.
fn settled(subject: &Subject<'_>, step: &Step) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let mut waiting: Vec<(usize, &Question)> = Vec::new();
    for (place, part) in step.flow.iter().enumerate() {
        match part {
            Part::Predict(name) => waiting.extend(step.question(name).map(|question| (place, question))),
            Part::Run(run) => {
                let (now, later) = waiting.into_iter().partition(|(_, it)| it.run.as_ref() == Some(run));
                waiting = later;
                faults.extend(crowded(subject, step, run, &now));
            }
            _ => {}
        }
    }
    faults
}

fn crowded(
    subject: &Subject<'_>,
    step: &Step,
    run: &str,
    waiting: &[(usize, &Question)],
) -> Option<Diagnostic> {
    let (_, setter) = waiting.iter().find(|(_, question)| !question.set.is_empty())?;
    let (place, other) = waiting.iter().find(|(_, question)| !std::ptr::eq(*question, *setter))?;
    let message =
        format!("`{}` waits for the run `{run}`, which `{}` sets by its numbers", other.id, setter.id);
    let fix = "give each of the two a run of its own, or run it once for each";
    Some(subject.fault(Code::Order, step, &format!("flow/{place}"), message, fix))
}
