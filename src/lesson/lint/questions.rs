//! Every question is solved by its own key through the real grader, and every known wrong answer is refused.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::lint::lab::{Job, LabError, Trial};
use crate::lesson::lint::parallel::in_parallel;
use crate::lesson::lint::subject::place_of;
use crate::lesson::lint::{Subject, answers, formulas, holes, sections};
use crate::lesson::load::Chapter;
use crate::lesson::model::{Answer, Question, Step};
use crate::lesson::question::{Instance, QuestionError};
use crate::progress::Outcome;
use crate::quiz::{Guess, Kind, Matches, Misconception, Prediction};

/// Over how many seeds at most a question is solved whose numbers do not set its run.
const SEEDS: u64 = 40;

/// Solves every question; those that set their run once, as that takes its time.
pub fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let questions: Vec<(&Step, &Question)> = subject
        .steps()
        .iter()
        .flat_map(|step| step.questions.iter().map(move |question| (step, question)))
        .collect();
    in_parallel(&questions, |(step, question)| solve(subject, step, question)).into_iter().flatten().collect()
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
pub fn ready(
    subject: &Subject<'_>,
    step: &Step,
    question: &Question,
    seed: u64,
) -> Result<Instance, QuestionError> {
    let refused = |error: LabError| QuestionError::new(question, error.to_string());
    let trial = measured(subject, step, question).map_err(refused)?;
    let report = trial.as_deref().map(|trial| &trial.report);
    Instance::with_key(subject.chapter, step, question, seed, report)
}

fn measured(subject: &Subject<'_>, step: &Step, question: &Question) -> Result<Option<Arc<Trial>>, LabError> {
    match job(subject.chapter, step, question) {
        Some(job) => subject.lab.trial(&job).map(Some),
        None => Ok(None),
    }
}

fn solve(subject: &Subject<'_>, step: &Step, question: &Question) -> Option<Diagnostic> {
    // What has no words, a run that cannot be made, or names and placeholders that stand for nothing,
    // the other checks report.
    subject.chapter.words.section(&step.id, &question.id)?;
    let base = question.run.as_ref().and_then(|run| step.runs.get(run));
    let cannot_run = |run| subject.lab.trial(&Job { run, more: Vec::new(), seed: 0 }).is_err();
    if base.is_some_and(cannot_run) {
        return None;
    }
    let faulty = [sections::of_question, formulas::of_question, holes::of_question, answers::of_question];
    if faulty.iter().any(|check| !check(subject, step, question).is_empty()) {
        return None;
    }
    let fault = seeds(question).into_iter().find_map(|seed| solve_once(subject, step, question, seed).err());
    fault.map(|error| {
        let path = format!("questions/{}/answer/{}", place_of(&step.questions, question), error.place);
        subject.fault(
            Code::Key,
            step,
            &path,
            error.to_string(),
            "see its key, choices, slips and tolerance, and the numbers drawn",
        )
    })
}

/// Seeds that draw other numbers each; those of the settings of a run are drawn once, as runs take their time.
fn seeds(question: &Question) -> Vec<u64> {
    let mut seen = BTreeSet::new();
    let tries = if question.set.is_empty() { SEEDS } else { 1 };
    let bits = |seed| Instance::drawn(question, seed).into_iter().map(f64::to_bits).collect::<Vec<_>>();
    (0..tries).filter(|&seed| seen.insert(bits(seed))).collect()
}

fn solve_once(
    subject: &Subject<'_>,
    step: &Step,
    question: &Question,
    seed: u64,
) -> Result<(), QuestionError> {
    let fault = |message: String| QuestionError::new(question, message);
    Instance::pose(subject.chapter, step, question, seed)?;
    let instance = ready(subject, step, question, seed)?;
    let (graded, order) = instance.graded();
    let behaviour = graded.kind.behaviour();
    if let Some(error) = right_slip(question, &instance) {
        return Err(error);
    }
    if let Some(message) = behaviour.faults().first() {
        return Err(fault(message.to_string()));
    }
    let key = behaviour.key(order);
    if instance.grade(&key).outcome != Outcome::Correct {
        return Err(fault(format!("its own key, `{key}`, is not graded right (seed {seed})")));
    }
    instance.fills_all().map_err(|error| fault(error.to_string()))?;
    for wrong in behaviour.wrong(order) {
        let verdict = instance.grade(&wrong);
        if verdict.outcome != Outcome::Incorrect {
            return Err(fault(format!("the wrong answer `{wrong}` is not graded wrong (seed {seed})")));
        }
    }
    Ok(())
}

/// A slip of a number whose value is graded right at these numbers.
fn right_slip(question: &Question, instance: &Instance) -> Option<QuestionError> {
    let Answer::Number(number) = &question.answer else { return None };
    let known = match &instance.graded().0.kind {
        Kind::Number(number) => &number.misconceptions,
        Kind::Prediction(Prediction { guess: Guess::Within { misconceptions, .. } }) => misconceptions,
        _ => return None,
    };
    let sign = if number.unit == "%" { " %" } else { "" };
    let is_right = |known: &&Misconception| {
        let Matches::Value(value) = known.matches else { return false };
        instance.grade(&format!("{value:?}{sign}")).outcome == Outcome::Correct
    };
    let slip = &known.iter().find(is_right)?.feedback;
    let place = number.slips.iter().position(|known| known.id == *slip)?;
    let drawn =
        question.draw.keys().filter_map(|name| Some(format!("{name} = {}", instance.value(name)?.value)));
    let drawn: Vec<String> = drawn.collect();
    let when = if drawn.is_empty() { String::new() } else { format!(" when {}", drawn.join(", ")) };
    let message = format!("its slip `{slip}` is the right answer{when}");
    Some(QuestionError {
        place: format!("number/slips/{place}/value"),
        ..QuestionError::new(question, message)
    })
}
