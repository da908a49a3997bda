//! A noisy slope keeps a weight from the bottom: how far, by learning rate.

use crate::experiment::training::mean;
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::Updater;
use crate::nn::random::Generator;
use crate::plot::{Axis, Figure, Lines, Mark, Series};

/// `noise-floor`.
pub(super) struct NoiseFloor;

/// How many weights walk side by side.
const WEIGHTS: usize = 100;
/// The learning rates of the curve.
const RATES: [f64; 8] = [0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 1.5, 1.8];

impl Experiment for NoiseFloor {
    fn name(&self) -> &'static str {
        "noise-floor"
    }

    fn about(&self) -> &'static str {
        "a parabola with a noisy slope: how far from the bottom a weight stays, by learning rate"
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::real("learning_rate", 0.01, 1.95, 0.1, "your learning rate"),
            Parameter::real("noise", 0.0, 10.0, 1.0, "the deviation of the noise on the slope"),
            Parameter::integer(
                "steps",
                100,
                20_000,
                1000,
                "how many steps are averaged, after as many to settle",
            )
            .unit("steps"),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let measure = |name: &str, about: &str| MeasureInfo::new(name, about);
        vec![
            measure("floor", "the mean of w² once it has settled, at your learning rate"),
            measure("expected", "noise² · r/(2 − r)"),
            measure("tenth", "the same mean at a tenth of your learning rate, but at least 0.01"),
        ]
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let rate = settings.real("learning_rate").unwrap_or(0.1);
        let noise = settings.real("noise").unwrap_or(1.0);
        let mut measured = Vec::new();
        for (done, rate) in RATES.into_iter().enumerate() {
            context.progress(done, RATES.len())?;
            measured.push([rate, floor(settings, rate, noise, context)?.0]);
        }
        let (own, walk) = floor(settings, rate, noise, context)?;
        let mut report = Report::new(self, settings, context);
        report.add("floor", own);
        report.add("expected", noise * noise * rate / (2.0 - rate));
        report.add("tenth", floor(settings, (rate / 10.0).max(0.01), noise, context)?.0);
        report.figures = vec![walk_figure(&walk, rate), curve(measured, noise, rate)];
        Ok(report)
    }
}

/// The mean of w² over many weights and steps, and the first steps of one weight from 3.
fn floor(
    settings: &Settings,
    rate: f64,
    noise: f64,
    context: &Context,
) -> Result<(f64, Vec<f64>), ExperimentError> {
    let mut updater = Updater::named("sgd")?.with("learning_rate", rate)?;
    let mut generator = Generator::seeded(context.seed).fork("slopes");
    let mut weights = [3.0; WEIGHTS];
    let steps = settings.integer("steps");
    let (mut walk, mut squares) = (vec![weights[0]], Vec::new());
    for step in 0..2 * steps {
        if step % 200 == 0 {
            context.check()?;
        }
        let slopes = weights.map(|weight| weight + noise * generator.normal());
        updater.step(&mut weights, &slopes)?;
        walk.push(weights[0]);
        if step >= steps {
            squares.push(mean(&weights.map(|weight| weight * weight)));
        }
    }
    walk.truncate(201);
    Ok((mean(&squares), walk))
}

fn walk_figure(walk: &[f64], rate: f64) -> Figure {
    Figure::Lines(Lines {
        title: format!("One weight, slope w plus noise, at learning rate {rate}"),
        x: Axis::linear("step"),
        y: Axis::linear("w"),
        series: vec![Series::new("w", walk.iter().enumerate().map(|(step, &w)| [step as f64, w]).collect())],
        marks: vec![Mark::Horizontal { name: "bottom".to_owned(), y: 0.0 }],
    })
}

fn curve(measured: Vec<[f64; 2]>, noise: f64, rate: f64) -> Figure {
    let formula = RATES.map(|rate| [rate, noise * noise * rate / (2.0 - rate)]);
    Figure::Lines(Lines {
        title: "How far from the bottom it stays: the mean of w²".to_owned(),
        x: Axis::log("learning rate"),
        y: Axis::log("mean of w²"),
        series: vec![
            Series::new("measured", measured),
            Series::new("r/(2 − r), times noise²", formula.to_vec()),
        ],
        marks: vec![Mark::Vertical { name: "yours".to_owned(), x: rate }],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_floor_is_that_of_theory() {
        for set in [["learning_rate=0.1"], ["learning_rate=1"], ["learning_rate=0.5"]] {
            let settings = Settings::parse(&NoiseFloor.parameters(), &set).unwrap();
            let report = NoiseFloor.run(&settings, &Context::silent(1)).unwrap();
            let (floor, expected) = (report.measure("floor").unwrap(), report.measure("expected").unwrap());
            assert!((floor / expected - 1.0).abs() < 0.05, "{floor} {expected}");
        }
    }
}
