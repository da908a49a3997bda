//! What is learned when batch normalization sees ever fewer examples.

use super::digits;
use crate::data::task;
use crate::experiment::training::{Plan, each_job_drawn, mean};
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::{Normalization, activation};
use crate::plot::{Axis, Figure, Lines, Series};

/// `bn-small-batches`.
pub(super) struct SmallBatches;

const SIZES: [&str; 6] = ["2", "4", "8", "16", "32", "64"];

/// What is compared: the name in measures, in the legend, and the normalization.
const CASES: [(&str, &str, Normalization); 3] = [
    ("plain", "without", Normalization::None),
    ("normal", "batch norm", Normalization::Batch),
    ("layer", "layer norm", Normalization::Layer),
];

impl Experiment for SmallBatches {
    fn name(&self) -> &'static str {
        "bn-small-batches"
    }

    fn about(&self) -> &'static str {
        "test accuracy on the digits by batch size, without normalization, with batch norm, with layer norm"
    }

    fn parameters(&self) -> Vec<Parameter> {
        let mut parameters = vec![
            Parameter::choice("activation", activation::names(), "relu", "the activation"),
            Parameter::subset("sizes", SIZES.to_vec(), SIZES.to_vec(), "the batch sizes"),
            Parameter::real("learning_rate", 0.0, 30.0, 0.05, "the learning rate"),
            Parameter::integer("epochs", 1, 50, 5, "passes over the training examples").unit("epochs"),
            Parameter::integer("seeds", 1, 20, 1, "how many networks an accuracy is the mean of"),
        ];
        parameters.extend(digits::sizes());
        parameters
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let of = |&(case, what, _): &(&'static str, &'static str, Normalization)| {
            SIZES.map(|size| {
                let about = format!("the test accuracy {what}, {size} examples a batch");
                MeasureInfo::new(format!("{case}_{size}"), about)
            })
        };
        CASES.iter().flat_map(of).collect()
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let (sizes, seeds) = (settings.names("sizes"), settings.integer("seeds"));
        let mut jobs: Vec<(Plan, u64)> = Vec::new();
        for (.., normalization) in CASES {
            for size in sizes {
                let plan = plan(settings, normalization, size.parse().unwrap_or(32))?;
                jobs.extend((0..seeds as u64).map(|run| (plan.clone(), context.seed.wrapping_add(run))));
            }
        }
        let work = |(plan, seed): &(Plan, u64)| plan.accuracy(&task::digits(*seed), *seed, context);
        let accuracies = each_job_drawn(&jobs, 0, context, work, |results| {
            let so_far: Vec<f64> = results.iter().map(|accuracy| accuracy.unwrap_or(f64::NAN)).collect();
            lines(sizes, &so_far.chunks(seeds).map(mean).collect::<Vec<_>>())
        })?;
        let means: Vec<f64> = accuracies.chunks(seeds).map(mean).collect();
        let mut report = Report::new(self, settings, context);
        for ((case, ..), means) in CASES.iter().zip(means.chunks(sizes.len())) {
            for (size, &accuracy) in sizes.iter().zip(means) {
                report.add(format!("{case}_{size}"), accuracy);
            }
        }
        report.figures = vec![lines(sizes, &means)];
        Ok(report)
    }
}

fn plan(
    settings: &Settings,
    normalization: Normalization,
    batch_size: usize,
) -> Result<Plan, ExperimentError> {
    let rate = settings.real("learning_rate").unwrap_or(0.05);
    Ok(Plan {
        design: digits::design(settings, settings.name("activation"), normalization)?,
        updater: crate::nn::Updater::named("sgd")?.with("learning_rate", rate)?,
        epochs: settings.integer("epochs"),
        batch_size,
    })
}

/// The accuracies, case by case, by batch size.
fn lines(sizes: &[String], means: &[f64]) -> Figure {
    let place = |size: &String| size.parse().unwrap_or(f64::NAN);
    let line = |((_, what, _), means): (&(&str, &str, Normalization), &[f64])| {
        let points = sizes.iter().zip(means).map(|(size, &accuracy)| [place(size), accuracy]);
        Series::new(*what, points.collect())
    };
    Figure::Lines(Lines {
        title: "Test accuracy by batch size".to_owned(),
        x: Axis::log("examples in a batch").ticked(sizes.iter().map(|size| (place(size), size.clone()))),
        y: Axis::linear("accuracy").from_to(0.0, 1.0),
        series: CASES.iter().zip(means.chunks(sizes.len().max(1))).map(line).collect(),
        marks: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_examples_are_too_few_for_it_and_sixteen_are_enough() {
        for seed in 1..4 {
            let settings = Settings::parse(&SmallBatches.parameters(), &["sizes=2,16"]).unwrap();
            let report = SmallBatches.run(&settings, &Context::silent(seed)).unwrap();
            let measure = |name: &str| report.measure(name).unwrap();
            assert!(measure("normal_2") < measure("plain_2") - 0.05, "seed {seed}: {:?}", report.measures);
            assert!(measure("normal_16") > 0.9, "seed {seed}: {:?}", report.measures);
            assert!(measure("layer_2") > 0.85, "seed {seed}: {:?}", report.measures);
        }
    }
}
