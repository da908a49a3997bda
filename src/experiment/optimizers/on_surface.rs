//! The race on a surface: two weights, so that every step can be drawn.

use std::collections::BTreeSet;

use super::compare::{TABLES, is_tuned, updater};
use super::entry::Entry;
use super::figures;
use super::race::Course;
use super::verdict::HABIT;
use crate::experiment::surface::Surface;
use crate::experiment::{Context, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::optim;
use crate::nn::random::Generator;
use crate::plot::Figure;
use crate::text::list::count;
use crate::text::number;

/// The learning rates from which each optimizer takes its best.
pub(super) const GRID: [f64; 16] =
    [1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0];

/// The learning rate they share unless told otherwise.
const SHARED: f64 = 0.01;

/// What only a surface has.
pub(super) fn parameters() -> Vec<Parameter> {
    vec![
        Parameter::integer("steps", 1, 20_000, 500, "surface: how many steps each takes"),
        Parameter::optional(
            "threshold",
            1e-12,
            1e3,
            "surface: how far above the lowest value counts as arrived",
        ),
        Parameter::point("start", -10.0, 10.0, "surface: where they start; its own start if absent"),
    ]
}

/// What a race on a surface measures.
pub(super) fn measures() -> Vec<MeasureInfo> {
    let mut measures = Vec::new();
    for name in optim::names() {
        for (table, at) in TABLES {
            let measure = |what: &str, about: &str| {
                MeasureInfo::new(format!("{name}_{table}_{what}"), format!("{about} of {name} {at}"))
            };
            measures.push(measure("final_loss", "the loss after the last step"));
            measures.push(measure("steps", "the steps to the threshold").unit("steps"));
            measures.push(measure("diverged", "the share of starts that diverged"));
        }
        measures.push(MeasureInfo::new(
            format!("{name}_best_learning_rate"),
            format!("the best learning rate of {name}"),
        ));
    }
    for (table, at) in TABLES {
        let measure =
            |what: &str, about: &str| MeasureInfo::new(format!("{table}_{what}"), format!("{about} {at}"));
        measures.push(measure("arrived", "how many optimizers arrive"));
        measures.push(measure("fastest", "the fewest steps to the threshold").unit("steps"));
        measures.push(measure("slowest", "the most steps to the threshold").unit("steps"));
    }
    measures.push(MeasureInfo::new("runs_each", "how many runs each optimizer got").unit("runs"));
    measures
}

/// Runs every optimizer asked for, at the shared rate and at those of the grid.
pub(super) fn race(
    mut report: Report,
    surface: &dyn Surface,
    context: &Context,
) -> Result<Report, ExperimentError> {
    let settings = report.settings.clone();
    let course = Course {
        surface,
        steps: settings.integer("steps"),
        threshold: settings.real("threshold").unwrap_or(surface.near()),
        seed: context.seed,
    };
    let starts = starts(&settings, surface, context.seed);
    let shared = settings.real("learning_rate").unwrap_or(SHARED);
    let mut entries = Vec::new();
    let optimizers = chosen(&settings);
    context.progress(0, optimizers.len())?;
    for (done, optimizer) in optimizers.iter().enumerate() {
        entries.push(enter(&course, &settings, optimizer, "shared", shared, &starts)?);
        if is_tuned(&settings) {
            entries.push(best(&course, &settings, optimizer, &starts, context)?);
        }
        context.progress(done + 1, optimizers.len())?;
    }
    figures::replay(&course, &entries, context)?;
    let rates = if is_tuned(&settings) { GRID.len() + usize::from(!GRID.contains(&shared)) } else { 1 };
    report_entries(&mut report, &entries);
    report.add_in("runs_each", (rates * starts.len()) as f64, "runs");
    report.subject = subject(&course, &entries, &starts, rates);
    report.figures = figures::all(&course, &entries);
    let adam = optimizers.contains(&"adam") && is_tuned(&settings);
    if adam {
        let habit = enter(&course, &settings, "adam", "habit", HABIT, &starts)?;
        report.figures.extend(figures::verdict(&course, &habit, &entries).map(Figure::Table));
    }
    Ok(report)
}

/// What is raced, in words.
fn subject(course: &Course, entries: &[Entry], starts: &[[f64; 2]], rates: usize) -> String {
    let optimizers: BTreeSet<&str> = entries.iter().map(|entry| entry.optimizer).collect();
    let shared =
        entries.iter().find(|entry| entry.table == "shared").map_or(f64::NAN, |entry| entry.learning_rate);
    let from = match starts {
        [[x, y]] => format!("from ({}, {})", number::prose(*x), number::prose(*y)),
        _ => format!("from {} starts", starts.len()),
    };
    let tuned =
        if rates > 1 { format!(", then each at the fastest of {} rates", GRID.len()) } else { String::new() };
    format!(
        "{} on {}, {} {from}. All at learning rate {shared}{tuned}: {}. `--set` changes any of it.",
        count(optimizers.len(), "optimizer", "optimizers"),
        course.surface.name(),
        count(course.steps, "step", "steps"),
        count(optimizers.len() * rates * starts.len(), "run", "runs"),
    )
}

/// The optimizers asked for, as the registry names them.
fn chosen(settings: &Settings) -> Vec<&'static str> {
    let asked = settings.names("only");
    optim::names().into_iter().filter(|name| asked.iter().any(|other| other == name)).collect()
}

/// The starting points: the one given or the surface's own, or normally scattered around it with a
/// deviation of a twentieth of what a plot shows.
fn starts(settings: &Settings, surface: &dyn Surface, seed: u64) -> Vec<[f64; 2]> {
    let [x, y] = settings.point("start").unwrap_or_else(|| surface.start());
    let count = settings.integer("seeds");
    if count == 1 {
        return vec![[x, y]];
    }
    let range = surface.range();
    let spread = [0.05 * (range.x.1 - range.x.0), 0.05 * (range.y.1 - range.y.0)];
    let mut generator = Generator::seeded(seed).fork("starts");
    (0..count).map(|_| [x + spread[0] * generator.normal(), y + spread[1] * generator.normal()]).collect()
}

/// Runs one optimizer at one learning rate from every start.
fn enter(
    course: &Course,
    settings: &Settings,
    optimizer: &'static str,
    table: &'static str,
    learning_rate: f64,
    starts: &[[f64; 2]],
) -> Result<Entry, ExperimentError> {
    let updater = updater(settings, optimizer, learning_rate)?;
    let runs = starts.iter().map(|&start| course.run(updater.clone(), start)).collect::<Result<_, _>>()?;
    Ok(Entry { optimizer, table, learning_rate, runs })
}

/// The learning rate of the grid that arrives in the fewest steps; where none arrives, the one that ends
/// lowest.
fn best(
    course: &Course,
    settings: &Settings,
    optimizer: &'static str,
    starts: &[[f64; 2]],
    context: &Context,
) -> Result<Entry, ExperimentError> {
    let mut best: Option<Entry> = None;
    for learning_rate in GRID {
        context.check()?;
        let entry = enter(course, settings, optimizer, "best", learning_rate, starts)?;
        if best.as_ref().is_none_or(|best| entry.rank() < best.rank()) {
            best = Some(entry);
        }
    }
    best.ok_or_else(|| ExperimentError::Unfit("the grid of learning rates is empty".to_owned()))
}

fn report_entries(report: &mut Report, entries: &[Entry]) {
    let mut runs = Vec::new();
    for entry in entries {
        let name = format!("{}_{}", entry.optimizer, entry.table);
        report.add(format!("{name}_final_loss"), entry.final_loss().median);
        report.add_in(format!("{name}_steps"), entry.steps().median, "steps");
        report.add(format!("{name}_diverged"), entry.diverged());
        if entry.table == "best" {
            report.add(format!("{name}_learning_rate"), entry.learning_rate);
        }
        runs.extend(
            entry.runs.iter().map(|run| run.to_json(entry.optimizer, entry.table, entry.learning_rate)),
        );
    }
    for (table, _) in TABLES {
        if entries.iter().all(|entry| entry.table != table) {
            continue;
        }
        let steps: Vec<f64> =
            entries.iter().filter(|entry| entry.table == table).map(|entry| entry.steps().median).collect();
        report.add(format!("{table}_arrived"), steps.iter().filter(|steps| steps.is_finite()).count() as f64);
        report.add_in(
            format!("{table}_fastest"),
            steps.iter().copied().fold(f64::INFINITY, f64::min),
            "steps",
        );
        report.add_in(format!("{table}_slowest"), steps.iter().copied().fold(0.0, f64::max), "steps");
    }
    report.data.insert("runs", serde_json::Value::Array(runs));
}
