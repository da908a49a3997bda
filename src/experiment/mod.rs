//! Experiments: parameters and a seed in, measures and figures out.
//!
//! An [`Experiment`] declares its parameters and the measures it returns, runs, and answers with a
//! [`Report`]. It never prints: the layers above show the report, fill its measures into prose and
//! check claims against it. Experiments are listed in [`registry`], one file each.

use std::sync::LazyLock;

mod activations;
mod boundary;
mod capstone;
mod contest;
pub mod context;
mod examples;
mod loss;
mod normalization;
mod optimizers;
pub mod parameter;
mod regularization;
pub mod report;
pub mod settings;
pub mod surface;
mod training;
mod training_loop;

pub use context::{Cancelled, Context};
pub use parameter::{Kind, Parameter, Value};
pub use report::{Measure, MeasureInfo, Report};
pub use settings::{Settings, SettingsError};

/// Why an experiment could not give a report.
#[derive(Debug, thiserror::Error)]
pub enum ExperimentError {
    /// The learner stopped it.
    #[error("stopped before it was done")]
    Cancelled,
    /// The settings are each in range but do not fit together.
    #[error("{0}")]
    Unfit(String),
    /// The learner's file cannot be used.
    #[error(transparent)]
    Data(#[from] crate::data::DataError),
    /// The framework refused what the settings ask for.
    #[error(transparent)]
    Framework(#[from] crate::nn::Error),
}

impl From<Cancelled> for ExperimentError {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}

/// A live experiment.
pub trait Experiment: Sync {
    /// Its permanent name, that of the step it serves: `vanishing-gradient`.
    fn name(&self) -> &'static str;

    /// One line for lists: what it measures.
    fn about(&self) -> &'static str;

    /// The parameters it takes, in the order help shows them.
    fn parameters(&self) -> Vec<Parameter>;

    /// The measures that a report with the default settings holds, so that prose and claims can be
    /// checked without a run. Settings that leave something out (`only=`) leave its measures out.
    fn measures(&self) -> Vec<MeasureInfo>;

    /// Runs it.
    ///
    /// The same settings and seed give the same report, bit for bit, clock readings
    /// ([`MeasureInfo::is_clock`]) and their figures apart.
    ///
    /// # Errors
    /// [`ExperimentError::Cancelled`] when the context says stop, [`ExperimentError::Unfit`] when
    /// settings contradict each other. A run that diverges is a report, not an error.
    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError>;
}

/// All experiments, in course order.
pub fn registry() -> &'static [&'static dyn Experiment] {
    static REGISTRY: LazyLock<Vec<&dyn Experiment>> = LazyLock::new(|| {
        [
            training_loop::EXPERIMENTS,
            activations::EXPERIMENTS,
            loss::EXPERIMENTS,
            optimizers::EXPERIMENTS,
            regularization::EXPERIMENTS,
            normalization::EXPERIMENTS,
            capstone::EXPERIMENTS,
        ]
        .concat()
    });
    &REGISTRY
}

/// The experiment of that name.
pub fn find(name: &str) -> Option<&'static dyn Experiment> {
    registry().iter().copied().find(|experiment| experiment.name() == name)
}
