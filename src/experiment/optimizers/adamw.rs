//! A penalty in the gradient is not weight decay under Adam (Loshchilov and Hutter 2017).

use crate::experiment::training::mean;
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::Updater;
use crate::nn::random::Generator;
use crate::plot::{Axis, Figure, Lines, Series, Table};
use crate::text::number;

/// `adamw`.
pub(super) struct AdamW;

const RACERS: [(&str, &str); 2] = [("adam", "Adam + L2"), ("adamw", "AdamW")];
/// The deviations of the noise: a name for measures, and the number.
const SCALES: [(&str, f64); 3] = [("small", 0.1), ("middle", 1.0), ("large", 10.0)];

impl Experiment for AdamW {
    fn name(&self) -> &'static str {
        "adamw"
    }

    fn about(&self) -> &'static str {
        "what is left of weights whose gradient is only noise, under a penalty in Adam and under AdamW's decay"
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::real("weight_decay", 0.0, 10.0, 0.1, "how strongly weights are pulled towards 0"),
            Parameter::real("learning_rate", 0.0, 1.0, 0.01, "the learning rate"),
            Parameter::integer("steps", 1, 10_000, 500, "how many steps").unit("steps"),
            Parameter::integer("weights", 1, 10_000, 400, "how many weights, all 1 at the start"),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let of = |(name, shown): (&str, &str)| {
            SCALES.map(|(scale, deviation)| {
                let about = format!("the mean weight under {shown} when the noise has deviation {deviation}");
                MeasureInfo::new(format!("{name}_{scale}"), about)
            })
        };
        let expected = MeasureInfo::new("expected", "what decay alone leaves: (1 − rate·decay)ᵗ");
        RACERS.into_iter().flat_map(of).chain([expected]).collect()
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let mut report = Report::new(self, settings, context);
        let (mut series, mut rows) = (Vec::new(), Vec::new());
        for (name, shown) in RACERS {
            let mut row = vec![shown.to_owned()];
            for (scale, deviation) in SCALES {
                context.check()?;
                let left = left(settings, name, deviation, context.seed)?;
                let end = left[left.len() - 1];
                report.add(format!("{name}_{scale}"), end);
                row.push(number::plain(end, 2));
                let points = left.iter().enumerate().map(|(step, &weight)| [step as f64, weight]);
                series.push(Series::new(format!("{shown}, noise {deviation}"), points.collect()));
            }
            rows.push(row);
        }
        let kept = 1.0 - product(settings);
        report.add("expected", crate::nn::math::power(kept, settings.integer("steps") as u64));
        report.figures = vec![figure(series), table(rows)];
        Ok(report)
    }
}

/// Learning rate times decay.
fn product(settings: &Settings) -> f64 {
    settings.real("learning_rate").unwrap_or(0.01) * settings.real("weight_decay").unwrap_or(0.1)
}

/// The mean weight before the first and after each step.
fn left(settings: &Settings, name: &str, deviation: f64, seed: u64) -> Result<Vec<f64>, ExperimentError> {
    let mut updater = Updater::named(name)?;
    for name in ["learning_rate", "weight_decay"] {
        updater.set(name, settings.real(name).unwrap_or(0.01))?;
    }
    let mut generator = Generator::seeded(seed).fork("noise");
    let mut weights = vec![1.0; settings.integer("weights")];
    let mut gradient = vec![0.0; weights.len()];
    let mut means = vec![1.0];
    for _ in 0..settings.integer("steps") {
        gradient.fill_with(|| deviation * generator.normal());
        updater.step(&mut weights, &gradient)?;
        means.push(mean(&weights));
    }
    Ok(means)
}

fn figure(series: Vec<Series>) -> Figure {
    Figure::Lines(Lines {
        title: "Weights whose gradient is only noise".to_owned(),
        x: Axis::linear("step"),
        y: Axis::linear("mean weight"),
        series,
        marks: Vec::new(),
    })
}

fn table(rows: Vec<Vec<String>>) -> Figure {
    let columns =
        std::iter::once(String::new()).chain(SCALES.map(|(_, deviation)| format!("noise {deviation}")));
    Figure::Table(Table {
        title: "What is left of the weights".to_owned(),
        columns: columns.collect(),
        rows,
        caption: "Adam divides the pull towards 0 by the size of the noise; AdamW does not.".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_decay_of_adamw_is_the_same_for_all() {
        for seed in 0..3 {
            let report = AdamW.run(&Settings::defaults(&AdamW.parameters()), &Context::silent(seed)).unwrap();
            let measure = |name: &str| report.measure(name).unwrap();
            let expected = measure("expected");
            for scale in ["small", "middle", "large"] {
                let left = measure(&format!("adamw_{scale}"));
                assert!((left - expected).abs() < 0.05, "{scale}: {left} {expected}");
            }
            assert!(measure("adam_small").abs() < 0.1, "{}", measure("adam_small"));
            assert!(measure("adam_large") > 0.85, "{}", measure("adam_large"));
        }
    }
}
