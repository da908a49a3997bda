//! The flow of steps: every name in it stands for something, and what a step needs comes before it.

use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::lint::Subject;
use crate::lesson::model::{Part, Step};

/// Checks the flow of every step.
pub fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for (place, step) in subject.steps().iter().enumerate() {
        faults.extend(needs(subject, place, step));
        faults.extend(step.flow.iter().filter_map(|part| part_fault(subject, step, part)));
        faults.extend(predictions(subject, step));
    }
    faults
}

fn needs(subject: &Subject<'_>, place: usize, step: &Step) -> Vec<Diagnostic> {
    let before = &subject.steps()[..place];
    let missing = step.needs.iter().filter(|need| before.iter().all(|step| step.id != **need));
    let message = |need: &String| format!("it needs `{need}`, which does not come before it");
    missing
        .map(|need| {
            subject.fault(Code::Order, step, need, message(need), "put that step earlier, or name another")
        })
        .collect()
}

fn part_fault(subject: &Subject<'_>, step: &Step, part: &Part) -> Option<Diagnostic> {
    let (name, is_there, what, fix) = match part {
        Part::Read(name) => {
            let section = subject.chapter.words.section(&step.id, name);
            (name, section.is_some(), "section", "write it in the words: `### name` under the step")
        }
        Part::Run(name) => (name, step.runs.contains_key(name), "run", "name it under the step's `runs`"),
        Part::Predict(name) | Part::Ask(name) => {
            (name, step.question(name).is_some(), "question", "add it to the step's `questions`")
        }
        Part::Explore(name) => {
            (name, step.exploration(name).is_some(), "exploration", "add it to the step's `explorations`")
        }
        Part::Checkpoint(name) => {
            (name, step.checkpoint(name).is_some(), "checkpoint", "add it to the step's `checkpoints`")
        }
        Part::Page => return None,
    };
    let code = if what == "section" { Code::MissingWords } else { Code::UnknownName };
    (!is_there).then(|| subject.fault(code, step, name, format!("there is no {what} `{name}`"), fix))
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
        if !question.run.as_ref().is_some_and(follows) {
            let message = format!("no run that follows the prediction `{name}` grades it");
            faults.push(subject.fault(
                Code::Order,
                step,
                name,
                message,
                "give the question a `run`, and run it after",
            ));
        }
    }
    faults
}
