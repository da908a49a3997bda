//! The workbench of a step: runs its experiments and keeps the reports.

use std::collections::BTreeMap;

use crate::experiment::{Context, ExperimentError, Parameter, Report, Settings, SettingsError, find};
use crate::lesson::fill::Filled;
use crate::lesson::model::{Run, Step};
use crate::tutor::TutorError;
use crate::ui::Ui;

/// The reports of a step's runs, by the run's name.
#[derive(Debug, Default)]
pub struct Bench {
    reports: BTreeMap<String, Report>,
    last: Option<Last>,
}

/// The result that `r` and `e` are about: the last one shown.
#[derive(Clone, Debug)]
pub struct Last {
    /// The run's name.
    pub run: String,
    /// The settings of the learner's on top of the run's.
    pub own: Vec<String>,
    /// What came out.
    pub report: Report,
}

impl Bench {
    /// The report of a run, if it was run.
    pub fn report(&self, run: &str) -> Option<&Report> {
        self.reports.get(run)
    }

    /// What was shown last; nothing before anything was.
    pub fn last(&self) -> Option<&Last> {
        self.last.as_ref()
    }

    /// Takes note of what is shown now.
    pub fn shows(&mut self, run: &str, own: Vec<String>, report: Report) {
        self.last = Some(Last { run: run.to_owned(), own, report });
    }

    /// Runs an experiment of the step, with settings of the learner's `own` on top, and keeps its report;
    /// nothing when the learner stopped it.
    ///
    /// # Errors
    /// [`TutorError::Content`] when the step names no such run or experiment.
    pub fn run(
        &mut self,
        ui: &mut dyn Ui,
        step: &Step,
        name: &str,
        (own, show): (&[String], Show),
        seed: u64,
    ) -> Result<Option<&Report>, TutorError> {
        let run = step.runs.get(name).ok_or_else(|| unknown("run", name))?;
        let report = execute(ui, run, More::Typed(own), seed, show)?;
        let Some(report) = report else { return Ok(None) };
        self.reports.insert(name.to_owned(), report);
        Ok(self.reports.get(name))
    }

    /// The number that words name as `run.measure`.
    pub fn value(&self, name: &str) -> Option<Filled> {
        let (run, measure) = name.split_once('.')?;
        let measure = self.reports.get(run)?.measures.iter().find(|it| it.name == measure)?;
        Some(Filled { value: measure.value, unit: measure.unit })
    }
}

fn unknown(what: &str, name: &str) -> TutorError {
    TutorError::Content(format!("there is no {what} `{name}`"))
}

/// Settings on top of a run's own.
#[derive(Clone, Copy, Debug)]
pub enum More<'a> {
    /// From the lesson: they may not name files, as a lesson may come from a stranger.
    Authored(&'a [String]),
    /// Typed by the learner.
    Typed(&'a [String]),
}

/// What the learner will see of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    /// The run's figures, and on the way to them their frames.
    Figures,
    /// Nothing but measures.
    Measures,
}

/// Runs an experiment with a run's settings and more on top; nothing when the learner stopped it.
///
/// # Errors
/// [`TutorError::Content`] when experiment or settings are not to be had.
pub fn execute(
    ui: &mut dyn Ui,
    run: &Run,
    more: More<'_>,
    seed: u64,
    show: Show,
) -> Result<Option<Report>, TutorError> {
    let experiment = find(&run.experiment).ok_or_else(|| unknown("experiment", &run.experiment))?;
    let settings = settings(&experiment.parameters(), run, more);
    let settings = settings.map_err(|error| TutorError::Content(error.to_string()))?;
    let figures = if show == Show::Figures { run.figures.as_deref() } else { Some([].as_slice()) };
    let mut result = Err(ExperimentError::Cancelled);
    ui.watch(experiment.name(), &mut |watcher, stop| {
        result = experiment.run(&settings, &Context::watched(seed, watcher, stop).showing(figures));
    });
    match result {
        Ok(report) => Ok(Some(report)),
        Err(ExperimentError::Cancelled) => Ok(None),
        Err(error) => Err(TutorError::Content(error.to_string())),
    }
}

fn settings(parameters: &[Parameter], run: &Run, more: More<'_>) -> Result<Settings, SettingsError> {
    let (authored, typed) = match more {
        More::Authored(texts) => (texts, [].as_slice()),
        More::Typed(texts) => ([].as_slice(), texts),
    };
    let authored: Vec<&String> = run.set.iter().chain(authored).collect();
    let mut settings = Settings::parse_authored(parameters, &authored)?;
    typed.iter().try_for_each(|text| settings.set(parameters, text))?;
    Ok(settings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_learner_may_name_a_file() {
        let parameters = find("update-loop").unwrap().parameters();
        let file = ["task=my.csv".to_owned()];
        let of = |set: &[String], more| {
            let run =
                Run { experiment: "update-loop".to_owned(), set: set.to_vec(), own: None, figures: None };
            settings(&parameters, &run, more).map(|settings| settings.name("task").to_owned())
        };
        assert_eq!(of(&[], More::Typed(&file)).unwrap(), "my.csv");
        assert!(of(&[], More::Authored(&file)).is_err());
        assert!(of(&file, More::Authored(&[])).is_err());
        assert!(of(&file, More::Typed(&["task=xor".to_owned()])).is_err());
    }
}
