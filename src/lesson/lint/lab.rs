//! Where the linter runs experiments: each once, on all cores, none for too long, and none again that
//! this program has made before.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::experiment::context::Watcher;
use crate::experiment::{Context, Experiment, ExperimentError, Report, Settings, find};
use crate::lesson::lint::memory::Memory;
use crate::lesson::lint::parallel::in_parallel;
use crate::lesson::model::Run;
use crate::lesson::question::guess;
use crate::plot::{self, Canvas, Figure};

/// How long one run of a lesson may take.
pub const LONGEST: Duration = Duration::from_secs(20);

/// The width of the screen that figures are laid out for.
pub const WIDTH: usize = 80;

/// Why there is no report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LabError {
    /// The experiment is unknown or refuses the settings.
    Refused(String),
    /// It had not ended after [`LONGEST`].
    TooLong,
    /// None are made here.
    Unmade,
}

/// A run to make: its settings on top of the run's own, and the seed.
#[derive(Clone, Debug)]
pub struct Job<'a> {
    /// The run of a step.
    pub run: &'a Run,
    /// More settings.
    pub more: Vec<String>,
    /// The seed.
    pub seed: u64,
}

/// What is kept of a run: its report without the figures, and what is to be known of those.
#[derive(Debug)]
pub struct Trial {
    /// The report; its figures are gone.
    pub report: Report,
    /// What was drawn.
    pub figures: Vec<Drawn>,
}

/// What is kept of a figure.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Drawn {
    /// The rows it takes on a screen of [`WIDTH`] columns.
    pub rows: usize,
    /// The axes that a guess can be drawn across.
    pub axes: Vec<String>,
    /// The series that a curve can be drawn into.
    pub series: Vec<String>,
}

type Result = std::result::Result<Arc<Trial>, LabError>;

/// The runs made so far, by experiment, settings and seed.
#[derive(Debug, Default)]
pub struct Lab {
    trials: BTreeMap<String, Result>,
    /// Whether it makes no runs at all.
    is_closed: bool,
}

impl Lab {
    /// Makes these runs, those that are the same only once and those remembered not at all; the
    /// others are remembered from now on.
    pub fn with(jobs: &[Job<'_>], memory: &mut Memory) -> Self {
        let ready: BTreeMap<String, (&'static dyn Experiment, Settings, u64)> =
            jobs.iter().filter_map(|job| ready(job).ok()).collect();
        let (mut trials, mut new) = (BTreeMap::new(), Vec::new());
        for (name, job) in ready {
            match memory.recall(&name, &job) {
                Some(trial) => drop(trials.insert(name, Ok(Arc::new(trial)))),
                None => new.push((name, job)),
            }
        }
        let results =
            in_parallel(&new, |(_, (experiment, settings, seed))| run(*experiment, settings, *seed));
        for ((name, _), result) in new.into_iter().zip(results) {
            let result = result.map(|report| Arc::new(Trial::of(report)));
            if let Ok(trial) = &result {
                memory.keep(&name, trial);
            }
            trials.insert(name, result);
        }
        Self { trials, is_closed: false }
    }

    /// A lab that makes no runs: for what can be told without.
    pub fn closed() -> Self {
        Self { is_closed: true, ..Self::default() }
    }

    /// What is known of a run; made now if it was not made before.
    ///
    /// # Errors
    /// Why there is none.
    pub fn trial(&self, job: &Job<'_>) -> Result {
        let (name, (experiment, settings, seed)) = ready(job)?;
        if self.is_closed {
            return Err(LabError::Unmade);
        }
        let make = || run(experiment, &settings, seed).map(|report| Arc::new(Trial::of(report)));
        self.trials.get(&name).cloned().unwrap_or_else(make)
    }
}

impl Trial {
    fn of(mut report: Report) -> Self {
        let figures = std::mem::take(&mut report.figures).iter().map(Drawn::of).collect();
        Self { figures, report }
    }
}

impl Trial {
    /// The figures that a run of a step shows.
    pub fn shown(&self, run: &Run) -> impl Iterator<Item = &Drawn> {
        let is_shown = |place: &usize| run.figures.as_ref().is_none_or(|shown| shown.contains(place));
        let figures = self.figures.iter().enumerate();
        figures.filter(move |(place, _)| is_shown(place)).map(|(_, figure)| figure)
    }
}

impl Drawn {
    fn of(figure: &Figure) -> Self {
        let owned = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect();
        Self {
            rows: plot::render(figure, &Canvas::fitting(figure, WIDTH)).len(),
            axes: owned(guess::axes(figure)),
            series: owned(guess::series(figure)),
        }
    }
}

/// A job with its name in the table.
pub type Ready = (String, (&'static dyn Experiment, Settings, u64));

/// The experiment and settings of a job, and the name that jobs with the same outcome share.
///
/// # Errors
/// [`LabError::Refused`] when there is no such experiment or setting.
pub fn ready(job: &Job<'_>) -> std::result::Result<Ready, LabError> {
    let unknown = || LabError::Refused(format!("there is no experiment `{}`", job.run.experiment));
    let experiment = find(&job.run.experiment).ok_or_else(unknown)?;
    let texts: Vec<&String> = job.run.set.iter().chain(&job.more).collect();
    let settings = Settings::parse_authored(&experiment.parameters(), &texts)
        .map_err(|error| LabError::Refused(error.to_string()))?;
    let name = format!("{} {} {}", experiment.name(), settings.texts().join(" "), job.seed);
    Ok((name, (experiment, settings, job.seed)))
}

/// Makes a run now, until `stop` says otherwise.
///
/// # Errors
/// Why there is no report.
pub fn make(job: &Job<'_>, stop: &AtomicBool) -> std::result::Result<Report, LabError> {
    let (_, (experiment, settings, seed)) = ready(job)?;
    run_until(experiment, &settings, seed, stop)
}

/// Runs an experiment, but no longer than [`LONGEST`].
///
/// # Errors
/// Why there is no report.
pub fn run(
    experiment: &dyn Experiment,
    settings: &Settings,
    seed: u64,
) -> std::result::Result<Report, LabError> {
    run_until(experiment, settings, seed, &AtomicBool::new(false))
}

fn run_until(
    experiment: &dyn Experiment,
    settings: &Settings,
    seed: u64,
    stop: &AtomicBool,
) -> std::result::Result<Report, LabError> {
    let deadline = Deadline(Instant::now() + LONGEST);
    let context = Context::watched(seed, &deadline, stop);
    experiment.run(settings, &context).map_err(|error| match error {
        ExperimentError::Cancelled => LabError::TooLong,
        other => LabError::Refused(other.to_string()),
    })
}

/// Ends a run that asks its context after that time.
struct Deadline(Instant);

impl Watcher for Deadline {
    fn progress(&self, _done: u64, _total: u64) {}

    fn is_over(&self) -> bool {
        Instant::now() > self.0
    }
}

impl std::fmt::Display for LabError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused(why) => formatter.write_str(why),
            Self::Unmade => write!(formatter, "it is not run here"),
            Self::TooLong => write!(formatter, "it takes longer than {} s", LONGEST.as_secs()),
        }
    }
}
