//! All activations on one task: at one learning rate, then each at its own best.

use crate::experiment::examples::{self, Examples};
use crate::experiment::training::{Plan, each_job, mean};
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::{Design, Updater, activation};
use crate::plot::{Axis, Bars, Figure, Table};
use crate::text::number;

/// `compare-activations`.
pub(super) struct CompareActivations;

/// The learning rates from which each activation takes its best.
const GRID: [f64; 4] = [0.03, 0.1, 0.3, 1.0];

impl Experiment for CompareActivations {
    fn name(&self) -> &'static str {
        "compare-activations"
    }

    fn about(&self) -> &'static str {
        "test accuracy by activation: at one learning rate, then each at its own best"
    }

    fn parameters(&self) -> Vec<Parameter> {
        let mut parameters = examples::parameters("digits");
        parameters.extend([
            Parameter::subset("only", names(), names(), "the activations"),
            Parameter::real("learning_rate", 0.0, 10.0, 0.1, "the learning rate they share"),
            Parameter::integer("depth", 0, 10, 2, "how many hidden layers").unit("layers"),
            Parameter::integer("width", 1, 128, 32, "units of each hidden layer").unit("units"),
            Parameter::integer("epochs", 1, 100, 5, "passes over the training examples").unit("epochs"),
            Parameter::integer("batch_size", 1, 1000, 32, "examples per step").unit("examples"),
            Parameter::integer("seeds", 1, 20, 1, "how many networks each accuracy is the mean of"),
        ]);
        parameters
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let of = |name: &&str| {
            let measure = |what: &str, about: &str| {
                MeasureInfo::new(format!("{}_{what}", name.replace('-', "_")), format!("{about} of {name}"))
            };
            [
                measure("shared_accuracy", "the test accuracy at the shared learning rate"),
                measure("best_accuracy", "the test accuracy at the best learning rate"),
                measure("best_learning_rate", "the best learning rate"),
            ]
        };
        let mut measures: Vec<MeasureInfo> = names().iter().flat_map(of).collect();
        measures.push(MeasureInfo::new("shared_gap", "best less worst accuracy at the shared learning rate"));
        measures
            .push(MeasureInfo::new("best_gap", "best less worst accuracy, each at its best learning rate"));
        measures
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let shared = settings.real("learning_rate").unwrap_or(0.1);
        let rates: Vec<f64> = std::iter::once(shared).chain(GRID).collect();
        let seeds = settings.integer("seeds");
        let examples = Examples::chosen(settings)?;
        let mut jobs = Vec::new();
        for name in settings.names("only") {
            for &rate in &rates {
                let plan = plan(settings, name, rate, &examples)?;
                jobs.extend((0..seeds).map(|run| (plan.clone(), context.seed.wrapping_add(run as u64))));
            }
        }
        let accuracies =
            each_job(&jobs, context, |(plan, seed)| plan.accuracy(&examples.split(*seed), *seed, context))?;
        let means: Vec<f64> = accuracies.chunks(seeds).map(mean).collect();
        let rows: Vec<Row> = settings
            .names("only")
            .iter()
            .zip(means.chunks(rates.len()))
            .map(|(name, accuracies)| Row::new(name, accuracies))
            .collect();
        let mut report = Report::new(self, settings, context);
        examples.describe(&mut report);
        add(&mut report, &rows);
        report.figures = vec![bars(&rows, shared), table(&rows, shared)];
        Ok(report)
    }
}

/// Every activation, maxout included.
fn names() -> Vec<&'static str> {
    let mut names = activation::names();
    names.push("maxout");
    names
}

fn plan(settings: &Settings, name: &str, rate: f64, examples: &Examples) -> Result<Plan, ExperimentError> {
    let mut sizes = vec![examples.features()];
    sizes.resize(1 + settings.integer("depth"), settings.integer("width"));
    sizes.push(examples.classes());
    let updater = Updater::named("sgd")?.with("learning_rate", rate)?;
    let (epochs, batch_size) = (settings.integer("epochs"), settings.integer("batch_size"));
    Ok(Plan { design: Design::new(&sizes, name)?, updater, epochs, batch_size })
}

/// One activation's accuracies.
struct Row {
    name: String,
    shared: f64,
    best: f64,
    best_rate: f64,
}

impl Row {
    /// From the accuracy at the shared rate and those on the grid; the smaller rate wins a tie.
    fn new(name: &str, accuracies: &[f64]) -> Self {
        let grid = GRID.iter().zip(&accuracies[1..]);
        let (best_rate, best) =
            grid.fold(
                (f64::NAN, f64::NEG_INFINITY),
                |best, (&rate, &accuracy)| if accuracy > best.1 { (rate, accuracy) } else { best },
            );
        Self { name: name.to_owned(), shared: accuracies[0], best, best_rate }
    }
}

fn add(report: &mut Report, rows: &[Row]) {
    for row in rows {
        let name = row.name.replace('-', "_");
        report.add(format!("{name}_shared_accuracy"), row.shared);
        report.add(format!("{name}_best_accuracy"), row.best);
        report.add(format!("{name}_best_learning_rate"), row.best_rate);
    }
    let gap = |value: fn(&Row) -> f64| {
        let values = || rows.iter().map(value);
        values().fold(f64::MIN, f64::max) - values().fold(f64::MAX, f64::min)
    };
    report.add("shared_gap", gap(|row| row.shared));
    report.add("best_gap", gap(|row| row.best));
}

fn bars(rows: &[Row], shared: f64) -> Figure {
    Figure::Bars(Bars {
        title: format!("Test accuracy, all at learning rate {shared}"),
        y: Axis::linear("accuracy").from_to(0.0, 1.0),
        bars: rows.iter().map(|row| (row.name.clone(), row.shared)).collect(),
    })
}

fn table(rows: &[Row], shared: f64) -> Figure {
    let row = |row: &Row| {
        let percent = |share| number::percent(share, 3);
        vec![row.name.clone(), percent(row.shared), percent(row.best), row.best_rate.to_string()]
    };
    let columns =
        ["activation".to_owned(), format!("at {shared}"), "at its best".to_owned(), "best rate".to_owned()];
    Figure::Table(Table {
        title: "Test accuracy by activation".to_owned(),
        columns: columns.to_vec(),
        rows: rows.iter().map(row).collect(),
        caption: "The best rate is taken from a grid, by test accuracy: a little flattering to all."
            .to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fair_rate_for_each_closes_most_of_the_gap() {
        for seed in 1..4 {
            let settings = Settings::defaults(&CompareActivations.parameters());
            let report = CompareActivations.run(&settings, &Context::silent(seed)).unwrap();
            let measure = |name: &str| report.measure(name).unwrap();
            assert!(measure("best_gap") < 0.5 * measure("shared_gap"), "seed {seed}: {:?}", report.measures);
            assert!(measure("relu_best_accuracy") > 0.9, "seed {seed}");
        }
    }
}
