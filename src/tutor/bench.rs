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
    /// By the run's name and the settings that a question drew for it.
    reports: BTreeMap<(String, Vec<String>), Report>,
    /// The settings drawn for a run when it was shown last.
    shown: BTreeMap<String, Vec<String>>,
    last: Option<Last>,
}

/// The result that `r` and `e` are about: the last one shown.
#[derive(Clone, Debug)]
pub struct Last {
    /// The run's name.
    pub run: String,
    /// The settings on top of the run's: those drawn for it, then the learner's.
    pub own: Vec<String>,
    /// What came out.
    pub report: Report,
}

impl Bench {
    /// The report of a run with the settings that a question drew for it, if it was run.
    pub fn report(&self, run: &str, drawn: &[String]) -> Option<&Report> {
        self.reports.get(&(run.to_owned(), drawn.to_vec()))
    }

    /// What was shown last; nothing before anything was.
    pub fn last(&self) -> Option<&Last> {
        self.last.as_ref()
    }

    /// Takes note of what is shown now: a run with the settings drawn for it and the learner's own.
    pub fn shows(&mut self, run: &str, drawn: &[String], own: &[String], report: Report) {
        self.shown.insert(run.to_owned(), drawn.to_vec());
        self.last = Some(Last { run: run.to_owned(), own: [drawn, own].concat(), report });
    }

    /// Runs an experiment of the step, with `more` settings on top, and keeps its report under those drawn;
    /// nothing when the learner stopped it.
    ///
    /// # Errors
    /// [`TutorError::Content`] when the step names no such run or experiment.
    pub fn run(
        &mut self,
        ui: &mut dyn Ui,
        step: &Step,
        name: &str,
        (more, show): (More<'_>, Show),
        seed: u64,
    ) -> Result<Option<&Report>, TutorError> {
        let run = step.runs.get(name).ok_or_else(|| unknown("run", name))?;
        let report = execute(ui, run, more, seed, show)?;
        let Some(report) = report else { return Ok(None) };
        let place = (name.to_owned(), more.authored.to_vec());
        self.reports.insert(place.clone(), report);
        Ok(self.reports.get(&place))
    }

    /// The number that words name as `run.measure`: of the run as it was shown last.
    pub fn value(&self, name: &str) -> Option<Filled> {
        let (run, measure) = name.split_once('.')?;
        let drawn = self.shown.get(run).map(Vec::as_slice).unwrap_or_default();
        let measure = self.report(run, drawn)?.measures.iter().find(|it| it.name == measure)?;
        Some(Filled { value: measure.value, unit: measure.unit })
    }
}

fn unknown(what: &str, name: &str) -> TutorError {
    TutorError::Content(format!("there is no {what} `{name}`"))
}

/// Settings on top of a run's own.
#[derive(Clone, Copy, Debug, Default)]
pub struct More<'a> {
    /// From the lesson: they may not name files, as a lesson may come from a stranger.
    pub authored: &'a [String],
    /// Typed by the learner; on top of the others.
    pub typed: &'a [String],
}

impl<'a> More<'a> {
    /// Settings from the lesson alone.
    pub fn authored(authored: &'a [String]) -> Self {
        Self { authored, typed: &[] }
    }

    /// Settings of the learner's alone.
    pub fn typed(typed: &'a [String]) -> Self {
        Self { authored: &[], typed }
    }
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
    let authored: Vec<&String> = run.set.iter().chain(more.authored).collect();
    let mut settings = Settings::parse_authored(parameters, &authored)?;
    more.typed.iter().try_for_each(|text| settings.set(parameters, text))?;
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
        assert_eq!(of(&[], More::typed(&file)).unwrap(), "my.csv");
        assert!(of(&[], More::authored(&file)).is_err());
        assert!(of(&file, More::authored(&[])).is_err());
        assert!(of(&file, More::typed(&["task=xor".to_owned()])).is_err());
    }
}
