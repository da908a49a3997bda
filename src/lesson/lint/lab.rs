//! Where the linter runs experiments: each once, on all cores, and none for too long.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::experiment::context::Watcher;
use crate::experiment::{Context, Experiment, ExperimentError, Report, Settings, find};
use crate::lesson::lint::parallel::in_parallel;
use crate::lesson::model::Run;

/// How long one run of a lesson may take.
pub const LONGEST: Duration = Duration::from_secs(20);

/// Why there is no report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LabError {
    /// The experiment is unknown or refuses the settings.
    Refused(String),
    /// It had not ended after [`LONGEST`].
    TooLong,
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

type Result = std::result::Result<Arc<Report>, LabError>;

/// The reports made so far, by experiment, settings and seed.
#[derive(Debug, Default)]
pub struct Lab {
    reports: BTreeMap<String, Result>,
}

impl Lab {
    /// Makes these runs, those that are the same only once.
    pub fn with(jobs: &[Job<'_>]) -> Self {
        let ready: BTreeMap<String, (&'static dyn Experiment, Settings, u64)> =
            jobs.iter().filter_map(|job| ready(job).ok()).collect();
        let ready: Vec<_> = ready.into_iter().collect();
        let results =
            in_parallel(&ready, |(_, (experiment, settings, seed))| run(*experiment, settings, *seed));
        Self { reports: ready.into_iter().map(|(name, _)| name).zip(results).collect() }
    }

    /// The report of a run; made now if it was not made before.
    ///
    /// # Errors
    /// Why there is none.
    pub fn report(&self, job: &Job<'_>) -> Result {
        let (name, (experiment, settings, seed)) = ready(job)?;
        self.reports.get(&name).cloned().unwrap_or_else(|| run(experiment, &settings, seed))
    }
}

/// A job with its name in the table.
type Ready = (String, (&'static dyn Experiment, Settings, u64));

fn ready(job: &Job<'_>) -> std::result::Result<Ready, LabError> {
    let unknown = || LabError::Refused(format!("there is no experiment `{}`", job.run.experiment));
    let experiment = find(&job.run.experiment).ok_or_else(unknown)?;
    let texts: Vec<&String> = job.run.set.iter().chain(&job.more).collect();
    let settings = Settings::parse(&experiment.parameters(), &texts)
        .map_err(|error| LabError::Refused(error.to_string()))?;
    let name = format!("{} {} {}", experiment.name(), settings.texts().join(" "), job.seed);
    Ok((name, (experiment, settings, job.seed)))
}

/// Runs an experiment, but no longer than [`LONGEST`].
///
/// # Errors
/// Why there is no report.
pub fn run(experiment: &dyn Experiment, settings: &Settings, seed: u64) -> Result {
    let deadline = Deadline { until: Instant::now() + LONGEST, is_over: AtomicBool::new(false) };
    let context = Context::watched(seed, &deadline, &deadline.is_over);
    experiment.run(settings, &context).map(Arc::new).map_err(|error| match error {
        ExperimentError::Cancelled => LabError::TooLong,
        other => LabError::Refused(other.to_string()),
    })
}

/// Stops a run that reports progress after its time.
struct Deadline {
    until: Instant,
    is_over: AtomicBool,
}

impl Watcher for Deadline {
    fn progress(&self, _done: u64, _total: u64) {
        if Instant::now() > self.until {
            self.is_over.store(true, Ordering::Relaxed);
        }
    }
}

impl std::fmt::Display for LabError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused(why) => formatter.write_str(why),
            Self::TooLong => write!(formatter, "it takes longer than {} s", LONGEST.as_secs()),
        }
    }
}
