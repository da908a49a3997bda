//! What a step has and nothing makes, asks or plays.

use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::lint::Subject;
use crate::lesson::lint::pages::name_of;
use crate::lesson::model::{Part, Question, Step};

/// Runs, questions, explorations and checkpoints that nobody meets, and texts let pass that are not there.
pub fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for step in subject.steps().iter().filter(|step| subject.has_own_words(step)) {
        if step.flow.is_empty() {
            let fix = "say what it shows, in its order: [{\"read\": \"…\"}, {\"run\": \"…\"}]";
            let message = "nothing happens in this step".to_owned();
            faults.push(subject.fault(Code::MissingWords, step, "flow", message, fix));
            continue;
        }
        let idle = |path: String, message: String, fix: String| {
            subject.fault(Code::UnusedWords, step, &path, message, &fix)
        };
        for name in step.runs.keys().filter(|name| !is_made(step, name)) {
            let fix = format!("put {{\"run\": \"{name}\"}} into the flow, or delete it");
            faults.push(idle(format!("runs/{name}"), format!("nothing makes the run `{name}`"), fix));
        }
        for (path, name, what, part) in never_met(subject, step) {
            let fix = format!("put {{\"{part}\": \"{name}\"}} into the flow, or delete it");
            faults.push(idle(path, format!("nothing {what} `{name}`"), fix));
        }
        faults.extend(let_pass(subject, step));
    }
    faults
}

/// Where it stands, its name, what nothing does with it, and the part of a flow that would.
type Idle<'a> = (String, &'a str, &'static str, &'static str);

/// Questions, explorations and checkpoints that neither the flow nor a quiz comes to.
fn never_met<'a>(subject: &Subject<'_>, step: &'a Step) -> Vec<Idle<'a>> {
    let questions = step.questions.iter().enumerate().filter(|(_, it)| !is_asked(subject, step, it));
    let questions =
        questions.map(|(at, it)| (format!("questions/{at}/id"), &*it.id, "asks, not even a quiz,", "ask"));
    let explored = |id: &str| has(step, |part| matches!(part, Part::Explore(name) if name == id));
    let explorations = step.explorations.iter().enumerate().filter(|(_, it)| !explored(&it.id));
    let explorations = explorations
        .map(|(at, it)| (format!("explorations/{at}/id"), &*it.id, "lets the learner explore", "explore"));
    let reached = |id: &str| has(step, |part| matches!(part, Part::Checkpoint(name) if name == id));
    let checkpoints = step.checkpoints.iter().enumerate().filter(|(_, it)| !reached(&it.id));
    let checkpoints = checkpoints
        .map(|(at, it)| (format!("checkpoints/{at}/id"), &*it.id, "comes to the checkpoint", "checkpoint"));
    let all = questions.chain(explorations).chain(checkpoints);
    all.filter(|(_, id, ..)| !is_mistaken(step, id)).collect()
}

fn has(step: &Step, is: impl Fn(&Part) -> bool) -> bool {
    step.flow.iter().any(is)
}

/// Whether a part names this in another kind, or something that is not there: that has a fault of its own.
fn is_mistaken(step: &Step, id: &str) -> bool {
    has(step, |part| match part {
        Part::Ask(name) | Part::Predict(name) => step.question(name).is_none(),
        Part::Explore(name) => step.exploration(name).is_none(),
        Part::Checkpoint(name) => step.checkpoint(name).is_none(),
        Part::Read(name) => name == id,
        Part::Run(_) | Part::Page => false,
    })
}

/// Whether a run is made in the flow, for a question, for an exploration or for a claim.
fn is_made(step: &Step, name: &str) -> bool {
    has(step, |part| matches!(part, Part::Run(run) if run == name))
        || step.questions.iter().any(|question| question.run.as_deref() == Some(name))
        || step.explorations.iter().any(|exploration| exploration.run == name)
        || step.claims.iter().any(|claim| claim.run == name)
}

/// Whether a question is asked in the flow, by a quiz, at a checkpoint or for the placement.
fn is_asked(subject: &Subject<'_>, step: &Step, question: &Question) -> bool {
    // One whose name stands in another kind of part has a fault there.
    let names = |part: &Part| matches!(part, Part::Ask(name) | Part::Predict(name) | Part::Read(name) if *name == question.id);
    let whole = format!("{}/{}", step.id, question.id);
    let lists = subject.steps().iter().flat_map(|step| &step.checkpoints).map(|it| &it.questions);
    let lists = lists.chain(subject.chapter.lesson.placement.iter().map(|it| &it.questions));
    question.quiz || has(step, names) || lists.flatten().any(|name| *name == whole || *name == question.id)
}

/// Texts that a step lets pass and that its words do not have.
fn let_pass(subject: &Subject<'_>, step: &Step) -> Vec<Diagnostic> {
    let words = subject.words_source.to_lowercase();
    let is_part = |text: &str| has(step, |part| name_of(part) == text);
    let stale = |text: &str| !words.contains(&text.to_lowercase()) && !is_part(text);
    let all = step.allow.iter().enumerate().filter(|(_, allow)| stale(&allow.text));
    let fault = |(place, allow): (usize, &crate::lesson::model::Allow)| {
        let message = format!("`{}` is let pass, and does not stand here", allow.text);
        subject.fault(Code::UnusedWords, step, &format!("allow/{place}/text"), message, "delete this item")
    };
    all.map(fault).collect()
}
