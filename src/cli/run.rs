//! `dltutor run`: one experiment, or the list of them.

use crate::cli::args::RunOptions;
use crate::cli::data;
use crate::cli::exit::{Exit, Usage};
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
    if options.help {
        output::print_lines(session, &help(experiment))?;
        return Ok(Exit::Done);
    }
    let mut texts = data::settings(experiment, &options.data)?;
    texts.extend(options.set.iter().cloned());
    let settings = Settings::parse(&experiment.parameters(), &texts)?;
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
        Line::from("       dltutor run EXPERIMENT --help    its parameters and measures"),
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

fn help(experiment: &dyn Experiment) -> Vec<Line> {
    let mut lines = vec![
        Line::new().with(Role::Title, experiment.name()),
        Line::from(experiment.about()),
        Line::new(),
        Line::new().with(Role::Title, "Parameters (--set name=value)"),
    ];
    for parameter in experiment.parameters() {
        lines.push(
            Line::new()
                .with(Role::Code, format!("  {}", parameter.name))
                .with(Role::Plain, format!("  {}", parameter.help)),
        );
        let default = Settings::defaults(std::slice::from_ref(&parameter)).texts().pop();
        let default = default.map_or_else(
            || "chosen by the experiment".to_owned(),
            |text| text[parameter.name.len() + 1..].to_owned(),
        );
        lines.push(Line::new().with(Role::Dim, format!("      {} (default: {default})", parameter.domain())));
    }
    lines.extend([Line::new(), Line::new().with(Role::Title, "Measures")]);
    for measure in experiment.measures() {
        let unit = if measure.unit.is_empty() { String::new() } else { format!(" ({})", measure.unit) };
        lines.push(
            Line::new()
                .with(Role::Code, format!("  {}", measure.name))
                .with(Role::Plain, format!("  {}{unit}", measure.about)),
        );
    }
    lines
}
