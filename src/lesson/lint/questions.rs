//! Every question is solved by its own key through the real grader, and every known wrong answer is refused.

use std::sync::Arc;

use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::lint::Subject;
use crate::lesson::lint::lab::{Job, LabError, Trial};
use crate::lesson::lint::subject::place_of;
use crate::lesson::load::Chapter;
use crate::lesson::model::{Question, Step};
use crate::lesson::question::{Instance, QuestionError};
use crate::progress::Outcome;

/// Over how many seeds a question without a run is solved.
const SEEDS: u64 = 10;

/// Solves every question; those with a run once, as that takes its time.
pub fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let questions =
        subject.steps().iter().flat_map(|step| step.questions.iter().map(move |question| (step, question)));
    questions.filter_map(|(step, question)| solve(subject, step, question)).collect()
}

/// The run that a question needs for its key, with the settings that follow the numbers drawn.
pub fn job<'a>(chapter: &Chapter, step: &'a Step, question: &Question) -> Option<Job<'a>> {
    let run = step.runs.get(question.run.as_ref()?)?;
    let more = if question.set.is_empty() {
        Vec::new()
    } else {
        Instance::pose(chapter, step, question, 0).ok()?.settings
    };
    Some(Job { run, more, seed: 0 })
}

/// A question with its key, at seed 0.
///
/// # Errors
/// A fault of the content, or of its run.
pub fn ready(subject: &Subject<'_>, step: &Step, question: &Question, seed: u64) -> Result<Instance, String> {
    let text = |error: QuestionError| error.to_string();
    let trial = measured(subject, step, question).map_err(|error| error.to_string())?;
    Instance::with_key(subject.chapter, step, question, seed, trial.as_deref().map(|trial| &trial.report))
        .map_err(text)
}

fn measured(subject: &Subject<'_>, step: &Step, question: &Question) -> Result<Option<Arc<Trial>>, LabError> {
    match job(subject.chapter, step, question) {
        Some(job) => subject.lab.trial(&job).map(Some),
        None => Ok(None),
    }
}

fn solve(subject: &Subject<'_>, step: &Step, question: &Question) -> Option<Diagnostic> {
    // Without words the other checks have said so already.
    subject.chapter.words.section(&step.id, &question.id)?;
    let seeds = if question.run.is_some() { 1 } else { SEEDS };
    let fault = (0..seeds).find_map(|seed| solve_once(subject, step, question, seed).err());
    fault.map(|message| {
        let path = format!("questions/{}/answer", place_of(&step.questions, question));
        subject.fault(Code::Key, step, &path, message, "see its key, choices and tolerance")
    })
}

fn solve_once(subject: &Subject<'_>, step: &Step, question: &Question, seed: u64) -> Result<(), String> {
    let id = &question.id;
    Instance::pose(subject.chapter, step, question, seed).map_err(|error| error.to_string())?;
    let instance = ready(subject, step, question, seed)?;
    let (graded, order) = instance.graded();
    let behaviour = graded.kind.behaviour();
    if let Some(fault) = behaviour.faults().first() {
        return Err(format!("`{id}` {fault}"));
    }
    let key = behaviour.key(order);
    if instance.grade(&key).outcome != Outcome::Correct {
        return Err(format!("`{id}`: its own key, `{key}`, is not graded right (seed {seed})"));
    }
    instance.fills_all().map_err(|error| format!("`{id}`: {error}"))?;
    for wrong in behaviour.wrong(order) {
        let verdict = instance.grade(&wrong);
        if verdict.outcome != Outcome::Incorrect {
            return Err(format!("`{id}`: the wrong answer `{wrong}` is not graded wrong (seed {seed})"));
        }
    }
    Ok(())
}
