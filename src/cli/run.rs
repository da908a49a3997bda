//! `dltutor run`: one experiment, or the list of them.

use crate::cli::args::RunOptions;
use crate::cli::data;
use crate::cli::exit::{Exit, Usage};
use crate::cli::manual;
use crate::cli::output::{self, Detail};
use crate::cli::session::Session;
use crate::experiment::{self, Context, Experiment, ExperimentError, Report, Settings};
use crate::text::suggest::suggestion;
use crate::text::{Line, Role};
use crate::ui::live;

/// Runs one experiment, shows its help, or lists them all.
pub fn run(session: &Session<'_>, options: &RunOptions) -> anyhow::Result<Exit> {
    let Some(name) = &options.experiment else {
        output::print_lines(session, &if options.help { usage() } else { listed() })?;
        return Ok(Exit::Done);
    };
    let experiment = find(name)?;
    let mut texts = data::settings(experiment, &options.data)?;
    texts.extend(options.set.iter().cloned());
    let settings = Settings::parse(&experiment.parameters(), &texts)?;
    if options.help {
        // What is drawn depends on the settings: it is seen by drawing it.
        let report = experiment.run(&settings, &Context::silent(session.seed())).ok();
        output::print_lines(session, &manual::lines(experiment, report.as_ref(), session.layout.width))?;
        return Ok(Exit::Done);
    }
    execute(session, experiment, &settings, Detail::Measures)
}

/// Runs an experiment with its progress shown and prints the report.
pub fn execute(
    session: &Session<'_>,
    experiment: &dyn Experiment,
    settings: &Settings,
    detail: Detail,
) -> anyhow::Result<Exit> {
    match measure(session, experiment, settings) {
        Ok(report) => output::report(session, &report, detail).map(|()| Exit::Done),
        Err(ExperimentError::Cancelled) => Ok(Exit::Interrupted),
        Err(ExperimentError::Data(error)) => Err(error.into()),
        Err(error) => Err(Usage(error.to_string()).into()),
    }
}

fn measure(
    session: &Session<'_>,
    experiment: &dyn Experiment,
    settings: &Settings,
) -> Result<Report, ExperimentError> {
    let mut result = Err(ExperimentError::Cancelled);
    live::watch(experiment.name(), &session.layout, &mut |watcher, stop| {
        result = experiment.run(settings, &Context::watched(session.seed(), watcher, stop));
    });
    result
}

/// The experiment of that name.
pub fn find(name: &str) -> Result<&'static dyn Experiment, Usage> {
    experiment::find(name).ok_or_else(|| {
        let names: Vec<&str> = experiment::registry().iter().map(|experiment| experiment.name()).collect();
        let hint = suggestion(name, &names);
        Usage(format!("there is no experiment `{name}`{hint} `dltutor run` lists them."))
    })
}

fn usage() -> Vec<Line> {
    let mut lines = vec![
        Line::from("Run one experiment; without a name, list them"),
        Line::new(),
        Line::from("Usage: dltutor run [EXPERIMENT] [--set NAME=VALUE]..."),
        Line::from("       dltutor run EXPERIMENT --help    its parameters, measures and figures"),
        Line::from("       dltutor run EXPERIMENT --data FILE.csv [--label COLUMN] [--standardise]"),
        Line::new(),
    ];
    lines.extend(listed());
    lines
}

/// A line for each experiment.
pub fn listed() -> Vec<Line> {
    let all = experiment::registry();
    let widest = all.iter().map(|experiment| experiment.name().len()).max().unwrap_or(0);
    let row = |experiment: &&'static dyn Experiment| {
        Line::new()
            .with(Role::Code, format!(" {:widest$}", experiment.name()))
            .with(Role::Plain, format!("  {}", experiment.about()))
    };
    all.iter().map(row).collect()
}
