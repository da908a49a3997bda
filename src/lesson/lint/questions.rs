//! Every question is solved by its own key through the real grader, and every known wrong answer is refused.

use crate::experiment::{Context, Report, Settings, find};
use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::lint::Subject;
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

fn solve(subject: &Subject<'_>, step: &Step, question: &Question) -> Option<Diagnostic> {
    // Without words the other checks have said so already.
    subject.chapter.words.section(&step.id, &question.id)?;
    let seeds = if question.run.is_some() { 1 } else { SEEDS };
    let fault = (0..seeds).find_map(|seed| solve_once(subject, step, question, seed).err());
    fault.map(|message| {
        subject.fault(Code::Key, step, &question.id, message, "see its key, choices and tolerance")
    })
}

fn solve_once(subject: &Subject<'_>, step: &Step, question: &Question, seed: u64) -> Result<(), String> {
    let text = |error: QuestionError| error.to_string();
    let posed = Instance::pose(subject.chapter, step, question, seed).map_err(text)?;
    let report = measured(step, question, &posed.settings, seed)?;
    let instance =
        Instance::with_key(subject.chapter, step, question, seed, report.as_ref()).map_err(text)?;
    let (graded, order) = instance.graded();
    let behaviour = graded.kind.behaviour();
    if let Some(fault) = behaviour.faults().first() {
        return Err(format!("`{}`: {fault}", question.id));
    }
    let key = behaviour.key(order);
    if instance.grade(&key).outcome != Outcome::Correct {
        return Err(format!("`{}`: its own key, `{key}`, is not graded right (seed {seed})", question.id));
    }
    instance.fills_all().map_err(|error| format!("`{}`: {error}", question.id))?;
    let accepted =
        behaviour.wrong(order).into_iter().find(|wrong| instance.grade(wrong).outcome != Outcome::Incorrect);
    accepted.map_or(Ok(()), |wrong| {
        Err(format!("`{}`: the wrong answer `{wrong}` is not graded wrong (seed {seed})", question.id))
    })
}

fn measured(step: &Step, question: &Question, more: &[String], seed: u64) -> Result<Option<Report>, String> {
    let Some(name) = &question.run else { return Ok(None) };
    let run = step.runs.get(name).ok_or_else(|| format!("there is no run `{name}`"))?;
    let experiment =
        find(&run.experiment).ok_or_else(|| format!("there is no experiment `{}`", run.experiment))?;
    let texts: Vec<&String> = run.set.iter().chain(more).collect();
    let settings = Settings::parse(&experiment.parameters(), &texts).map_err(|error| error.to_string())?;
    experiment.run(&settings, &Context::silent(seed)).map(Some).map_err(|error| error.to_string())
}
