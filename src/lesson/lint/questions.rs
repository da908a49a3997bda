//! Every question is solved by its own key through the real grader, and every known wrong answer is refused.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::lint::lab::{Job, LabError, Trial, ready as ready_job};
use crate::lesson::lint::parallel::in_parallel;
use crate::lesson::lint::subject::place_of;
use crate::lesson::lint::{Subject, answers, draws, formulas, holes, sections};
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
    if !step.has_alone(&question.id) {
        return None;
    }
    let has_numbers = formulas::of_question(subject, step, question).is_empty()
        && draws::of_question(subject, step, question).is_empty();
    if let Some(fault) = refused(subject, step, question).filter(|_| has_numbers) {
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
    let solve = |seed| solve_once(subject, step, question, seed).err();
    let error =
        seeds(question).into_iter().find_map(solve).or_else(|| always_a_share(subject, step, question))?;
    let path = format!("questions/{}/answer/{}", place_of(&step.questions, question), error.place);
    Some(subject.fault(Code::Key, step, &path, error.to_string(), mend(&error.place, &error.message)))
}

/// What mends a question whose own key does not solve it, by the place within its answer.
fn mend(place: &str, message: &str) -> &'static str {
    let is = |start: &str| place.starts_with(start);
    match place {
        _ if message.contains("same text twice") => "write choices that can be told apart",
        _ if message.contains("no value") => "change it, or draw only numbers for which it has one",
        _ if message.contains("digits without end") => "allow for what is typed: \"relative\": 0.001",
        _ if is("one/choices") => "make exactly one condition true, whatever is drawn and measured",
        _ if place.contains("slips") => "change it or the numbers drawn: it is to be wrong for all of them",
        _ if is("number/absolute") => "let less pass: it is in the unit of the key",
        "number/key" if message.contains("is 0") => {
            "add an \"absolute\" tolerance: no part of 0 is more than 0"
        }
        "number/key" => "write 100 times the share; or leave the unit out",
        _ if is("order/items") => "give each item a key of its own, whatever is drawn",
        _ => "see its key, choices, slips and tolerance, and the numbers drawn",
    }
}

/// A number typed in percent whose key is a share at every draw; nothing where its run measures it, which is told
/// by the measure.
fn always_a_share(subject: &Subject<'_>, step: &Step, question: &Question) -> Option<QuestionError> {
    let Answer::Number(number) = &question.answer else { return None };
    if number.unit != "%" || question.run.is_some() {
        return None;
    }
    let is_share = |seed| {
        let key = ready(subject, step, question, seed).ok()?.value("answer")?.value;
        Some(key > 0.0 && key <= 1.0)
    };
    let all = seeds(question).into_iter().all(|seed| is_share(seed) == Some(true));
    let message = "its key is a share from 0 to 1 at every draw, and typed in %";
    all.then(|| QuestionError { place: "number/key".to_owned(), ..QuestionError::new(question, message) })
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
    let wrong = unusable(question, &instance, seed);
    let wrong = wrong.or_else(|| right_zero(question, &instance, seed));
    if let Some(error) = wrong.or_else(|| right_slip(question, &instance, seed)) {
        return Err(error);
    }
    if let Some(message) = behaviour.faults().first() {
        let message = format!("{message}{}", when(question, seed));
        return Err(QuestionError { place: key_of(&question.answer).to_owned(), ..fault(message) });
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

/// Where the key of an answer stands.
fn key_of(answer: &Answer) -> &'static str {
    match answer {
        Answer::One(_) => "one/choices",
        Answer::Some(_) => "some/choices",
        Answer::Number(_) => "number/key",
        Answer::Order(_) => "order/items",
        Answer::Curve(_) => "curve/points",
        Answer::Formula(_) => "formula/key",
        Answer::Bug(_) => "bug/lines",
    }
}

/// A number that has no value, or one that nobody could type, as it has more digits than the tolerance forgives.
fn unusable(question: &Question, instance: &Instance, seed: u64) -> Option<QuestionError> {
    const DIGITS: usize = 6;
    let Answer::Number(number) = &question.answer else { return None };
    let key = instance.value("answer")?.value;
    let is_exact = number.factor.is_none() && number.relative == 0.0 && number.absolute == 0.0;
    let is_endless = || format!("{key:.DIGITS$e}").parse() != Ok(key);
    let message = if !key.is_finite() {
        format!("its key has no value{}", when(question, seed))
    } else if key == 0.0 && number.factor.is_none() && number.absolute == 0.0 {
        format!("its key is 0{}", when(question, seed))
    } else if is_exact && is_endless() {
        format!("its key is {key}{}: digits without end, and none may differ", when(question, seed))
    } else {
        return None;
    };
    Some(QuestionError { place: "number/key".to_owned(), ..QuestionError::new(question, message) })
}

/// A number whose absolute tolerance is so wide that 0 would be right.
fn right_zero(question: &Question, instance: &Instance, seed: u64) -> Option<QuestionError> {
    let Answer::Number(number) = &question.answer else { return None };
    let key = instance.value("answer")?.value;
    let sign = if number.unit == "%" { " %" } else { "" };
    if number.factor.is_some()
        || key == 0.0
        || instance.grade(&format!("0{sign}")).outcome != Outcome::Correct
    {
        return None;
    }
    let message = format!("with this `absolute` 0 would be right, too{}", when(question, seed));
    Some(QuestionError { place: "number/absolute".to_owned(), ..QuestionError::new(question, message) })
}
