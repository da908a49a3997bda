//! Every question is solved by its own key through the real grader, and every known wrong answer is refused.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::lint::lab::{Job, LabError, Trial, ready as ready_job};
use crate::lesson::lint::parallel::in_parallel;
use crate::lesson::lint::subject::place_of;
use crate::lesson::lint::{Subject, answers, formulas, holes, sections};
use crate::lesson::model::{Answer, Question, Step};
use crate::lesson::question::{Instance, QuestionError};
use crate::progress::Outcome;
use crate::quiz::{Guess, Kind, Matches, Misconception, Prediction};

/// Over how many seeds at most a question is solved.
const SEEDS: u64 = 40;
/// At how many different draws one is solved whose numbers set its run: each is a run of its own.
const RUNS: usize = 8;
/// Over how many seeds its settings alone are tried, which costs no run.
const SETTINGS: u64 = 400;

/// Solves every question at different draws of its numbers.
pub fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let questions: Vec<(&Step, &Question)> = subject
        .steps()
        .iter()
        .flat_map(|step| step.questions.iter().map(move |question| (step, question)))
        .collect();
    in_parallel(&questions, |(step, question)| solve(subject, step, question)).into_iter().flatten().collect()
}

/// The runs that a question needs for its keys.
pub fn jobs<'a>(step: &'a Step, question: &Question) -> Vec<Job<'a>> {
    seeds(question).into_iter().filter_map(|seed| job(step, question, seed)).collect()
}

/// The run that a question needs for its key, with the settings that follow the numbers drawn with a seed.
fn job<'a>(step: &'a Step, question: &Question, seed: u64) -> Option<Job<'a>> {
    let run = step.runs.get(question.run.as_ref()?)?;
    Some(Job { run, more: Instance::drawn_settings(question, seed).ok()?, seed: 0 })
}

/// A question with its key, with the numbers drawn with a seed.
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
    let trial = measured(subject, step, question, seed).map_err(refused)?;
    let report = trial.as_deref().map(|trial| &trial.report);
    Instance::with_key(subject.chapter, step, question, seed, report)
}

fn measured(
    subject: &Subject<'_>,
    step: &Step,
    question: &Question,
    seed: u64,
) -> Result<Option<Arc<Trial>>, LabError> {
    match job(step, question, seed) {
        Some(job) => subject.lab.trial(&job).map(Some),
        None => Ok(None),
    }
}

fn solve(subject: &Subject<'_>, step: &Step, question: &Question) -> Option<Diagnostic> {
    if let Some(fault) = refused(subject, step, question) {
        return Some(fault);
    }
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

/// Seeds that draw other numbers each.
fn seeds(question: &Question) -> Vec<u64> {
    let most = if question.set.is_empty() { usize::MAX } else { RUNS };
    apart(question, SEEDS).take(most).collect()
}

/// Of the first seeds those that draw other numbers than the ones before.
fn apart(question: &Question, seeds: u64) -> impl Iterator<Item = u64> {
    let mut seen = BTreeSet::new();
    let bits = |seed| Instance::drawn(question, seed).into_values().map(f64::to_bits).collect::<Vec<_>>();
    (0..seeds).filter(move |&seed| seen.insert(bits(seed)))
}

/// A setting from drawn numbers that the run does not take.
fn refused(subject: &Subject<'_>, step: &Step, question: &Question) -> Option<Diagnostic> {
    let run = step.runs.get(question.run.as_ref()?)?;
    let is_run_faulty = ready_job(&Job { run, more: Vec::new(), seed: 0 }).is_err();
    if question.set.is_empty() || is_run_faulty {
        return None;
    }
    let why =
        |seed| Some(format!("{}{}", ready_job(&job(step, question, seed)?).err()?, when(question, seed)));
    let message = apart(question, SETTINGS).find_map(why)?;
    let fix = "draw only numbers that the run takes";
    Some(subject.question_fault(Code::Setting, (step, question), "draw", &message, fix))
}

/// The numbers drawn, as in ` when u = 5`; nothing where none are.
fn when(question: &Question, seed: u64) -> String {
    let drawn = Instance::drawn(question, seed);
    let drawn: Vec<String> = drawn.iter().map(|(name, value)| format!("{name} = {value}")).collect();
    if drawn.is_empty() { String::new() } else { format!(" when {}", drawn.join(", ")) }
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
    if let Some(error) =
        right_zero(question, &instance, seed).or_else(|| right_slip(question, &instance, seed))
    {
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
fn right_slip(question: &Question, instance: &Instance, seed: u64) -> Option<QuestionError> {
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
    let message = format!("its slip `{slip}` is the right answer{}", when(question, seed));
    Some(QuestionError {
        place: format!("number/slips/{place}/value"),
        ..QuestionError::new(question, message)
    })
}

/// A number whose tolerance is so wide that 0 would be right, or the factor that anything would be.
fn right_zero(question: &Question, instance: &Instance, seed: u64) -> Option<QuestionError> {
    let Answer::Number(number) = &question.answer else { return None };
    let fault = |member: &str, message: String| {
        let place = format!("number/{member}");
        Some(QuestionError { place, ..QuestionError::new(question, message) })
    };
    if let Some(factor) = number.factor {
        let message = || format!("a `factor` of {factor}: it takes more than 1, and up to 100");
        return if factor > 1.0 && factor <= 100.0 { None } else { fault("factor", message()) };
    }
    for (member, value) in [("relative", number.relative), ("absolute", number.absolute)] {
        if value.is_nan() || value < 0.0 {
            return fault(member, format!("`{member}` is {value}: it takes 0 or more"));
        }
    }
    let key = instance.value("answer")?.value;
    let sign = if number.unit == "%" { " %" } else { "" };
    if key == 0.0 || instance.grade(&format!("0{sign}")).outcome != Outcome::Correct {
        return None;
    }
    let member = if number.relative >= 1.0 { "relative" } else { "absolute" };
    let message = format!("with this `{member}` 0 would be right, too{}", when(question, seed));
    fault(member, message)
}
