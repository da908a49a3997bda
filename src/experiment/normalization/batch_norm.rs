//! Which learning rates a network learns at, with and without batch normalization.

use super::digits;
use crate::data::task;
use crate::experiment::training::{Plan, each_job_drawn, mean};
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::{Normalization, activation};
use crate::plot::{Axis, Figure, Lines, Series, Table};
use crate::text::number;

/// `batch-norm`.
pub(super) struct BatchNorm;

/// The learning rates as typed, and as they stand in the names of measures.
const RATES: [(&str, &str); 8] = [
    ("0.01", "0_01"),
    ("0.03", "0_03"),
    ("0.1", "0_1"),
    ("0.3", "0_3"),
    ("1", "1"),
    ("3", "3"),
    ("10", "10"),
    ("30", "30"),
];

/// What is compared: the name in measures, in the legend, and the normalization.
const CASES: [(&str, &str, Normalization); 2] =
    [("plain", "without", Normalization::None), ("normal", "with batch norm", Normalization::Batch)];

/// From this test accuracy on a learning rate counts as one that works.
const WORKS: f64 = 0.8;

impl Experiment for BatchNorm {
    fn name(&self) -> &'static str {
        "batch-norm"
    }

    fn about(&self) -> &'static str {
        "test accuracy on the digits by learning rate, with and without batch normalization"
    }

    fn parameters(&self) -> Vec<Parameter> {
        let rates = || RATES.map(|(rate, _)| rate).to_vec();
        let mut parameters = vec![
            Parameter::choice("activation", activation::names(), "sigmoid", "the activation"),
            Parameter::subset("rates", rates(), rates(), "the learning rates"),
        ];
        parameters.extend(digits::parameters(5));
        parameters.push(Parameter::integer(
            "seeds",
            1,
            20,
            1,
            "how many networks an accuracy is the mean of",
        ));
        parameters
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let mut measures = Vec::new();
        for (case, label, _) in CASES {
            for (rate, end) in RATES {
                let about = format!("the test accuracy {label} at a learning rate of {rate}");
                measures.push(MeasureInfo::new(format!("{case}_{end}"), about));
            }
            let best = format!("the best test accuracy {label}, over the learning rates");
            measures.push(MeasureInfo::new(format!("{case}_best"), best));
            let works = format!("how many learning rates give a test accuracy of {WORKS} or more {label}");
            measures.push(MeasureInfo::new(format!("{case}_works"), works));
        }
        measures
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let (rates, seeds) = (chosen(settings), settings.integer("seeds"));
        let mut jobs: Vec<(Plan, u64)> = Vec::new();
        for &(rate, _) in &rates {
            for (.., normalization) in CASES {
                let rate = rate.parse().unwrap_or(0.1);
                let plan = digits::plan(settings, settings.name("activation"), normalization, rate)?;
                jobs.extend((0..seeds as u64).map(|run| (plan.clone(), context.seed.wrapping_add(run))));
            }
        }
        let work = |(plan, seed): &(Plan, u64)| plan.accuracy(&task::digits(*seed), *seed, context);
        let accuracies = each_job_drawn(&jobs, 0, context, work, |results| {
            let so_far: Vec<f64> = results.iter().map(|accuracy| accuracy.unwrap_or(f64::NAN)).collect();
            lines(settings, &rates, &by_case(&so_far, seeds))
        })?;
        let rows = by_case(&accuracies, seeds);
        let mut report = Report::new(self, settings, context);
        for ((case, ..), accuracies) in CASES.iter().zip(&rows) {
            for ((_, end), &accuracy) in rates.iter().zip(accuracies) {
                report.add(format!("{case}_{end}"), accuracy);
            }
            report.add(format!("{case}_best"), accuracies.iter().copied().fold(f64::NAN, f64::max));
            let works = accuracies.iter().filter(|&&accuracy| accuracy >= WORKS).count();
            report.add(format!("{case}_works"), works as f64);
        }
        report.figures = vec![lines(settings, &rates, &rows), table(settings, &rates, &rows)];
        Ok(report)
    }
}

/// The learning rates asked for, with their names in measures.
fn chosen(settings: &Settings) -> Vec<(&'static str, &'static str)> {
    let asked = settings.names("rates");
    RATES.into_iter().filter(|(rate, _)| asked.iter().any(|name| name == rate)).collect()
}

/// For each case the mean accuracy at each learning rate, from those of single networks in the order of
/// learning rates, cases and seeds.
fn by_case(accuracies: &[f64], seeds: usize) -> [Vec<f64>; 2] {
    let means: Vec<f64> = accuracies.chunks(seeds).map(mean).collect();
    [0, 1].map(|case| means.iter().skip(case).step_by(CASES.len()).copied().collect())
}

fn title(settings: &Settings) -> String {
    format!(
        "Test accuracy by learning rate, {} hidden layers of {}",
        settings.integer("depth"),
        settings.name("activation")
    )
}

fn lines(settings: &Settings, rates: &[(&str, &str)], rows: &[Vec<f64>; 2]) -> Figure {
    let line = |((_, label, _), accuracies): (&(&str, &str, Normalization), &Vec<f64>)| {
        let place = |rate: &str| rate.parse().unwrap_or(f64::NAN);
        let points = rates.iter().zip(accuracies).map(|((rate, _), &accuracy)| [place(rate), accuracy]);
        Series::new(*label, points.collect())
    };
    Figure::Lines(Lines {
        title: title(settings),
        x: Axis::log("learning rate"),
        y: Axis::linear("accuracy").from_to(0.0, 1.0),
        series: CASES.iter().zip(rows).map(line).collect(),
        marks: Vec::new(),
    })
}

fn table(settings: &Settings, rates: &[(&str, &str)], rows: &[Vec<f64>; 2]) -> Figure {
    let row = |(index, (rate, _)): (usize, &(&str, &str))| {
        let shown = rows.iter().map(|accuracies| number::share(accuracies[index]));
        std::iter::once((*rate).to_owned()).chain(shown).collect()
    };
    Figure::Table(Table {
        title: title(settings),
        columns: ["learning rate", CASES[0].1, CASES[1].1].map(str::to_owned).to_vec(),
        rows: rates.iter().enumerate().map(row).collect(),
        caption: "The same first weights and the same batches in both columns.".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(set: &[&str], seed: u64) -> Report {
        let settings = Settings::parse(&BatchNorm.parameters(), set).unwrap();
        BatchNorm.run(&settings, &Context::silent(seed)).unwrap()
    }

    #[test]
    fn three_sigmoid_layers_learn_with_it_and_not_without() {
        for seed in 1..4 {
            let report = run(&["rates=0.1,1,3"], seed);
            let measure = |name: &str| report.measure(name).unwrap();
            assert!(measure("plain_best") < 0.2, "seed {seed}: {:?}", report.measures);
            assert_eq!(measure("normal_works"), 3.0, "seed {seed}: {:?}", report.measures);
            assert_eq!(report.measure("normal_10"), None);
        }
    }

    #[test]
    fn a_batch_of_one_at_the_end_of_an_epoch_is_refused_with_another_size() {
        let settings = Settings::parse(&BatchNorm.parameters(), &["batch_size=37"]).unwrap();
        let error = BatchNorm.run(&settings, &Context::silent(1)).unwrap_err().to_string();
        assert!(error.ends_with("one example has no variance: try batch_size=38"), "{error}");
    }
}
