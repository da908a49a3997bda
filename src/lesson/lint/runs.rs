//! Runs: experiments, settings and figures that exist, and an end in sensible time.

use crate::experiment::{Experiment, Settings, find, registry};
use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::lint::Subject;
use crate::lesson::lint::lab::{Job, LabError};
use crate::lesson::lint::subject::{instead, place_of};
use crate::lesson::model::{Run, Step};

/// Checks every run of every step.
pub fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for step in subject.steps() {
        for (name, run) in &step.runs {
            faults.extend(fault(subject, step, name, run));
            faults.extend(own(subject, step, name, run));
        }
        for (place, claim) in step.claims.iter().enumerate() {
            let Some(experiment) = step.runs.get(&claim.run).and_then(|run| find(&run.experiment)) else {
                continue;
            };
            faults.extend(setting(subject, step, &format!("claims/{place}"), experiment, &claim.set));
        }
    }
    faults
}

fn fault(subject: &Subject<'_>, step: &Step, name: &str, run: &Run) -> Option<Diagnostic> {
    let path = format!("runs/{name}");
    let Some(experiment) = find(&run.experiment) else {
        let names = registry().iter().map(|experiment| experiment.name());
        let fix = instead(&run.experiment, names, "`dltutor run` lists them");
        let message = format!("there is no experiment `{}`", run.experiment);
        return Some(subject.fault(Code::UnknownName, step, &format!("{path}/experiment"), message, &fix));
    };
    if let Some(wrong) = setting(subject, step, &path, experiment, &run.set) {
        return Some(wrong);
    }
    match subject.lab.trial(&Job { run, more: Vec::new(), seed: 0 }) {
        Ok(trial) => missing_figure(subject, step, name, run, trial.figures.len()),
        Err(error @ LabError::TooLong) => {
            let fix = "ask for less: fewer epochs, steps, seeds or units";
            Some(subject.fault(Code::Cost, step, &path, format!("run `{name}`: {error}"), fix))
        }
        Err(error) => {
            let fix = format!("`dltutor run {} --help` lists the parameters", run.experiment);
            Some(subject.fault(Code::Setting, step, &format!("{path}/set"), error.to_string(), &fix))
        }
    }
}

/// An exploration that a run takes up and that is not there.
fn own(subject: &Subject<'_>, step: &Step, name: &str, run: &Run) -> Option<Diagnostic> {
    let own = run.own.as_ref()?;
    let all = subject.steps().iter().flat_map(|step| {
        step.explorations.iter().map(move |exploration| format!("{}/{}", step.id, exploration.id))
    });
    let all: Vec<String> = all.collect();
    if all.contains(own) {
        return too_early(subject, step, name, own);
    }
    let fix = instead(own, all.iter().map(String::as_str), "name one as `step/exploration`");
    let message = format!("there is no exploration `{own}`");
    Some(subject.fault(Code::UnknownName, step, &format!("runs/{name}/own"), message, &fix))
}

/// A run that takes up an exploration which a learner meets only later.
fn too_early(subject: &Subject<'_>, step: &Step, name: &str, own: &str) -> Option<Diagnostic> {
    let owner = own.split_once('/').and_then(|(id, _)| subject.steps().iter().find(|step| step.id == id))?;
    let is_later = place_of(subject.steps(), owner) > place_of(subject.steps(), step);
    let message = format!("`{own}` is explored only after this run");
    let fix = "take up an exploration of this step or of an earlier one";
    is_later.then(|| subject.fault(Code::Order, step, &format!("runs/{name}/own"), message, fix))
}

/// The first of some settings that the experiment does not take.
fn setting(
    subject: &Subject<'_>,
    step: &Step,
    path: &str,
    experiment: &dyn Experiment,
    set: &[String],
) -> Option<Diagnostic> {
    let parameters = experiment.parameters();
    let parse = |text: &String| Settings::parse_authored(&parameters, &[text]).err();
    let wrong = set.iter().enumerate().find_map(|(place, text)| Some((place, parse(text)?)));
    let Some((place, error)) = wrong else { return doubled(subject, step, path, set) };
    let fix = format!("`dltutor run {} --help` lists the parameters", experiment.name());
    Some(subject.fault(Code::Setting, step, &format!("{path}/set/{place}"), error.to_string(), &fix))
}

/// A parameter that is set twice: only one of the two would count.
fn doubled(subject: &Subject<'_>, step: &Step, path: &str, set: &[String]) -> Option<Diagnostic> {
    let name = |text: &str| text.split('=').next().unwrap_or_default().trim().to_owned();
    let names: Vec<String> = set.iter().map(|text| name(text)).collect();
    let place = (1..names.len()).find(|place| names[..*place].contains(&names[*place]))?;
    let message = format!("`{}` is set a second time", names[place]);
    Some(subject.fault(Code::Setting, step, &format!("{path}/set/{place}"), message, "delete one of the two"))
}

fn missing_figure(
    subject: &Subject<'_>,
    step: &Step,
    name: &str,
    run: &Run,
    count: usize,
) -> Option<Diagnostic> {
    let numbers = run.figures.as_deref().unwrap_or_default();
    let (place, number) = numbers.iter().enumerate().find(|(_, number)| **number >= count)?;
    let message = format!("run `{name}` has no figure {number}");
    let fix = if count == 0 {
        "leave `figures` out: it draws none".to_owned()
    } else {
        format!("it draws {count}, numbered from 0 to {}", count - 1)
    };
    Some(subject.fault(Code::UnknownName, step, &format!("runs/{name}/figures/{place}"), message, &fix))
}
