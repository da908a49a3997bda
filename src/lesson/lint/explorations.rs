//! Explorations: the goal is not met from the start, and the solution meets it.

use crate::experiment::find;
use crate::lesson::condition::{holds, measures};
use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::lint::lab::{Job, LabError};
use crate::lesson::lint::subject::{instead, place_of};
use crate::lesson::lint::{Subject, conditions};
use crate::lesson::model::{Exploration, Run, Step};
use crate::text::number;

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
        (_, Ok(false)) => {
            let message =
                format!("its own solution does not meet the goal{}", reached(subject, exploration, run));
            fault(Code::Goal, "solution", &message, "change the solution, or the goal")
        }
        _ => counted(subject, step, exploration, run, &path),
    }
}

/// What the goal's measures come to with the solution, in words.
fn reached(subject: &Subject<'_>, exploration: &Exploration, run: &Run) -> String {
    let job = Job { run, more: exploration.solution.clone(), seed: 0 };
    let Ok(trial) = subject.lab.trial(&job) else { return String::new() };
    let named = measures(&exploration.goal, &trial.report).into_iter();
    let all: Vec<String> =
        named.map(|it| format!("{} = {}", it.name, number::significant(it.value, 3))).collect();
    if all.is_empty() { String::new() } else { format!(": {}", all.join(", ")) }
}

/// A leaderboard whose measure the run does not give.
fn counted(
    subject: &Subject<'_>,
    step: &Step,
    exploration: &Exploration,
    run: &Run,
    path: &str,
) -> Option<Diagnostic> {
    let leaderboard = exploration.leaderboard.as_ref()?;
    let measure = &leaderboard.measure;
    let known = find(&run.experiment)?.measures();
    if known.iter().any(|info| info.name == *measure) {
        if leaderboard.within > 0.0 && leaderboard.within < 1.0 {
            return None;
        }
        let message = format!("`{}`: a prediction within {} is no test", exploration.id, leaderboard.within);
        let fix = "a part of a share from 0 to 1, such as 0.02";
        return Some(subject.fault(Code::Goal, step, &format!("{path}/leaderboard/within"), message, fix));
    }
    let names = known.iter().map(|info| info.name.as_str());
    let otherwise = format!("`dltutor run {} --help` explains its measures", run.experiment);
    let fix = instead(measure, names, &otherwise);
    let message = format!("`{}`: there is no measure `{measure}`", exploration.id);
    Some(subject.fault(Code::UnknownName, step, &format!("{path}/leaderboard/measure"), message, &fix))
}
