//! Optimizers race on a surface: all at one learning rate, then each at its own best.

use crate::experiment::{
    Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings, surface,
};
use crate::nn::random::Generator;
use crate::nn::{Updater, optim};

use super::entry::Entry;
use super::figures;
use super::race::Course;

/// The learning rates from which each optimizer takes its best.
const GRID: [f64; 16] =
    [1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0];

/// The two ways to choose a learning rate.
pub(super) const TABLES: [(&str, &str); 2] =
    [("shared", "at the shared learning rate"), ("best", "at its own best one")];

/// Hyperparameters that a setting changes in every optimizer that has them.
const HYPERPARAMETERS: [&str; 6] = ["momentum", "alpha", "beta1", "beta2", "epsilon", "weight_decay"];

/// `compare-optimizers`.
pub(super) struct CompareOptimizers;

impl Experiment for CompareOptimizers {
    fn name(&self) -> &'static str {
        "compare-optimizers"
    }

    fn about(&self) -> &'static str {
        "optimizers race on a surface: at one learning rate, then each at its own best"
    }

    fn parameters(&self) -> Vec<Parameter> {
        let names = optim::names();
        let mut parameters = vec![
            Parameter::choice("on", surface::names(), "ravine", "the surface"),
            Parameter::subset("only", names.clone(), names, "the optimizers"),
            Parameter::real("learning_rate", 0.0, 100.0, 0.01, "the learning rate they share"),
            Parameter::integer("steps", 1, 20_000, 500, "how many steps each takes"),
            Parameter::real(
                "threshold",
                1e-12,
                1e3,
                1e-3,
                "how far above the lowest value counts as arrived",
            ),
            Parameter::point("start", -10.0, 10.0, "where they start; the surface's own start if absent"),
            Parameter::integer("seeds", 1, 100, 1, "how many starts, drawn around the start"),
        ];
        for name in HYPERPARAMETERS {
            let high = if name == "weight_decay" { 10.0 } else { 0.999_999 };
            parameters.push(Parameter::optional(name, 0.0, high, "for the optimizers that have it"));
        }
        parameters
    }

    fn measures(&self) -> Vec<MeasureInfo> {
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
            measures.push(MeasureInfo::new(
                format!("{table}_arrived"),
                format!("how many optimizers arrive {at}"),
            ));
            measures.push(
                MeasureInfo::new(
                    format!("{table}_fastest"),
                    format!("the fewest steps to the threshold {at}"),
                )
                .unit("steps"),
            );
            measures.push(
                MeasureInfo::new(format!("{table}_slowest"), format!("the most steps to the threshold {at}"))
                    .unit("steps"),
            );
        }
        measures
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let on = settings.name("on");
        let surface = surface::find(on).ok_or_else(|| ExperimentError::Unfit(format!("no surface {on}")))?;
        let course = Course {
            surface,
            steps: settings.integer("steps"),
            threshold: settings.real("threshold").unwrap_or(1e-3),
        };
        let starts = starts(settings, surface, context.seed);
        let shared = settings.real("learning_rate").unwrap_or(0.01);
        let mut entries = Vec::new();
        let optimizers = chosen(settings);
        for (done, optimizer) in optimizers.iter().enumerate() {
            entries.push(enter(&course, settings, optimizer, "shared", shared, &starts)?);
            entries.push(best(&course, settings, optimizer, &starts, context)?);
            context.progress(done + 1, optimizers.len())?;
        }
        figures::replay(&course, &entries, context)?;
        let mut report = Report::new(self, settings, context);
        report_entries(&mut report, &entries);
        report.figures = figures::all(&course, &entries);
        Ok(report)
    }
}

/// The optimizers asked for, as the registry names them.
fn chosen(settings: &Settings) -> Vec<&'static str> {
    let asked = settings.names("only");
    optim::names().into_iter().filter(|name| asked.iter().any(|other| other == name)).collect()
}

/// The starting points: the one given or the surface's own, or normally scattered around it with a
/// deviation of a twentieth of what a plot shows.
fn starts(settings: &Settings, surface: &dyn surface::Surface, seed: u64) -> Vec<[f64; 2]> {
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
    let mut updater = Updater::named(optimizer)?.with("learning_rate", learning_rate)?;
    for name in HYPERPARAMETERS {
        let known = updater.rule().hyperparameters.iter().any(|known| known.name == name);
        if let (true, Some(value)) = (known, settings.real(name)) {
            updater.set(name, value)?;
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn run(set: &[&str], seed: u64) -> Report {
        let settings = Settings::parse(&CompareOptimizers.parameters(), set).unwrap();
        CompareOptimizers.run(&settings, &Context::silent(seed)).unwrap()
    }

    #[test]
    fn at_its_own_best_rate_every_optimizer_arrives_in_the_ravine() {
        for seed in 0..10 {
            let report = run(&["seeds=3"], seed);
            assert_eq!(report.measure("best_arrived"), Some(8.0));
            assert!(report.measure("shared_arrived").unwrap() <= 4.0, "seed {seed}");
            for name in optim::names() {
                let steps = |table: &str| report.measure(&format!("{name}_{table}_steps")).unwrap();
                assert!(steps("best") <= steps("shared"), "{name}, seed {seed}");
            }
        }
    }

    #[test]
    fn one_learning_rate_that_suits_some_makes_others_diverge() {
        let report = run(&["on=rosenbrock"], 1);
        assert_eq!(report.measure("sgd_shared_final_loss"), Some(f64::INFINITY));
        assert_eq!(report.measure("adam_shared_diverged"), Some(0.0));
        assert!(report.measure("sgd_best_final_loss").unwrap() < 1.0);
    }

    #[test]
    fn settings_choose_the_optimizers_the_rate_and_the_start() {
        let report = run(&["only=adam,sgd", "learning_rate=0.1", "steps=3", "start=1,1", "beta1=0"], 1);
        let runs = report.data["runs"].as_array().unwrap();
        let table = |index: usize| (runs[index]["optimizer"].as_str(), runs[index]["table"].as_str());
        assert_eq!(runs.len(), 4);
        assert_eq!(table(0), (Some("sgd"), Some("shared")));
        assert_eq!(table(3), (Some("adam"), Some("best")));
        assert_eq!(runs[0]["path"].as_array().unwrap().len(), 4);
        assert_eq!(runs[0]["path"][1], serde_json::json!([1.0 - 0.1 * 0.1, 1.0 - 0.1 * 2.0]));
        assert_eq!(report.measure("nag_shared_steps"), None);
    }
}
