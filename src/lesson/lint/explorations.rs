//! Explorations: the goal is not met from the start, and the solution meets it.

use crate::experiment::find;
use crate::lesson::condition::holds;
use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::lint::lab::{Job, LabError};
use crate::lesson::lint::subject::{instead, place_of};
use crate::lesson::lint::{Subject, conditions};
use crate::lesson::model::{Exploration, Run, Step};

/// Tries every exploration with its own settings and with its solution.
pub fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let all = subject.steps().iter();
    let all = all.flat_map(|step| step.explorations.iter().map(move |exploration| (step, exploration)));
    all.filter_map(|(step, exploration)| fault(subject, step, exploration)).collect()
}

/// The runs that a check of an exploration needs.
pub fn jobs(step: &Step) -> Vec<Job<'_>> {
    let jobs = |exploration: &'_ Exploration| {
        let run = step.runs.get(&exploration.run)?;
        Some([Vec::new(), exploration.solution.clone()].map(|more| Job { run, more, seed: 0 }))
    };
    step.explorations.iter().filter_map(jobs).flatten().collect()
}

fn fault(subject: &Subject<'_>, step: &Step, exploration: &Exploration) -> Option<Diagnostic> {
    let path = format!("explorations/{}", place_of(&step.explorations, exploration));
    let fault = |code, member: &str, message: &str, fix: &str| {
        let message = format!("`{}`: {message}", exploration.id);
        Some(subject.fault(code, step, &format!("{path}/{member}"), message, fix))
    };
    let Some(run) = step.runs.get(&exploration.run) else {
        let fix = instead(&exploration.run, step.runs.keys().map(String::as_str), "name a run of the step");
        return fault(Code::UnknownName, "run", &format!("there is no run `{}`", exploration.run), &fix);
    };
    let who = (&*format!("`{}`", exploration.id), &*exploration.run, &*format!("{path}/goal"));
    if let Some(fault) = conditions::fault(subject, step, who, &exploration.goal) {
        return Some(fault);
    }
    let help = format!("`dltutor run {} --help` lists its parameters and measures", run.experiment);
    let met = |more: &[String]| match subject.lab.trial(&Job { run, more: more.to_vec(), seed: 0 }) {
        Ok(trial) => holds(&exploration.goal, &trial.report).map_err(|error| (Code::Formula, "goal", error)),
        Err(error @ LabError::TooLong) => Err((Code::Cost, "solution", error.to_string())),
        Err(error) => Err((Code::Setting, "solution", error.to_string())),
    };
    match (met(&[]), met(&exploration.solution)) {
        // That its run cannot be made is said of the run.
        (Err((Code::Setting | Code::Cost, ..)), _) => None,
        (Err((code, member, error)), _) | (_, Err((code, member, error))) => {
            fault(code, member, &error, &help)
        }
        (Ok(true), _) => {
            let fix = "ask for more, or give the run settings from which it is not met";
            fault(Code::Goal, "goal", "its goal is met before anything is changed", fix)
        }
        (_, Ok(false)) => fault(
            Code::Goal,
            "solution",
            "its own solution does not meet the goal",
            "change the solution, or the goal",
        ),
        _ => counted(subject, step, exploration, run, &path),
    }
}

/// A leaderboard whose measure the run does not give.
fn counted(
    subject: &Subject<'_>,
    step: &Step,
    exploration: &Exploration,
    run: &Run,
    path: &str,
) -> Option<Diagnostic> {
    let measure = &exploration.leaderboard.as_ref()?.measure;
    let known = find(&run.experiment)?.measures();
    if known.iter().any(|info| info.name == *measure) {
        return None;
    }
    let names = known.iter().map(|info| info.name.as_str());
    let otherwise = format!("`dltutor run {} --help` explains its measures", run.experiment);
    let fix = instead(measure, names, &otherwise);
    let message = format!("`{}`: there is no measure `{measure}`", exploration.id);
    Some(subject.fault(Code::UnknownName, step, &format!("{path}/leaderboard/measure"), message, &fix))
}
