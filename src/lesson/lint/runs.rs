//! Runs: experiments, settings and figures that exist.

use crate::experiment::{Settings, find, registry};
use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::lint::Subject;
use crate::lesson::model::{Run, Step};
use crate::text::suggest::did_you_mean;

/// Checks every run of every step.
pub fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let runs = subject.steps().iter().flat_map(|step| step.runs.values().map(move |run| (step, run)));
    runs.filter_map(|(step, run)| fault(subject, step, run)).collect()
}

fn fault(subject: &Subject<'_>, step: &Step, run: &Run) -> Option<Diagnostic> {
    let Some(experiment) = find(&run.experiment) else {
        let names: Vec<&str> = registry().iter().map(|experiment| experiment.name()).collect();
        let fix = did_you_mean(&run.experiment, &names)
            .map_or_else(|| "`dltutor run` lists them".to_owned(), |near| format!("did you mean `{near}`?"));
        let message = format!("there is no experiment `{}`", run.experiment);
        return Some(subject.fault(Code::UnknownName, step, &run.experiment, message, &fix));
    };
    let error = Settings::parse(&experiment.parameters(), &run.set).err()?;
    let wrong = run.set.iter().find(|text| Settings::parse(&experiment.parameters(), &[text]).is_err());
    let fix = format!("`dltutor run {} --help` lists the parameters", run.experiment);
    Some(subject.fault(Code::Setting, step, wrong.map_or("", String::as_str), error.to_string(), &fix))
}
