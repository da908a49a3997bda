//! Adagrad: a learning rate for each weight, which only falls; what it does for a rare feature (Duchi 2011).

use super::stream::{self, Stream};
use crate::experiment::training::{each_job, mean};
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::Updater;
use crate::plot::{Axis, Figure, Lines, Mark, Series};

/// A distance from the right weight beyond which a run has diverged.
const LOST: f64 = 1e3;

/// `adagrad`.
pub(super) struct Adagrad;

impl Experiment for Adagrad {
    fn name(&self) -> &'static str {
        "adagrad"
    }

    fn about(&self) -> &'static str {
        "Adagrad's step under a constant gradient, and a weight whose feature is rare: Adagrad against one rate for all"
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::integer("steps", 10, 20_000, 1000, "steps under a constant gradient").unit("steps"),
            Parameter::real("rare", 0.001, 1.0, 0.01, "how often the rare feature is there"),
            Parameter::real("size", 0.1, 10.0, 4.0, "how large the frequent feature is; the rare one is 1"),
            Parameter::real("sgd_rate", 0.0, 2.0, 0.1, "the learning rate of sgd on the two features"),
            Parameter::real("adagrad_rate", 0.0, 2.0, 0.5, "the learning rate of Adagrad on them"),
            Parameter::integer("streams", 1, 500, 50, "over how many streams of examples"),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        vec![
            MeasureInfo::new("first_step", "the first step under a constant gradient, in learning rates"),
            MeasureInfo::new("last_step", "the last step under it, in learning rates"),
            MeasureInfo::new("total", "how far all steps lead together, in learning rates"),
            MeasureInfo::new("sgd_total", "how far sgd gets in as many steps, in learning rates"),
            MeasureInfo::new("sgd_steps", "steps until sgd has the rare weight to within a tenth")
                .unit("steps"),
            MeasureInfo::new("adagrad_steps", "steps until Adagrad has it to within a tenth").unit("steps"),
            MeasureInfo::new("speedup", "how many times as many steps sgd takes"),
            MeasureInfo::new(
                "rate_ratio",
                "Adagrad's rate for the rare weight over that for the frequent one",
            ),
        ]
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let steps = settings.integer("steps");
        let walked = constant("adagrad", steps)?;
        let mut report = Report::new(self, settings, context);
        report.add("first_step", walked[0]);
        report.add("last_step", walked[steps - 1] - walked[steps - 2]);
        report.add("total", walked[steps - 1]);
        report.add("sgd_total", constant("sgd", steps)?[steps - 1]);
        let streams: Vec<u64> = (0..settings.integer("streams") as u64).collect();
        let arrivals =
            each_job(&streams, context, |stream| arrivals(settings, context.seed.wrapping_add(*stream)))?;
        let [sgd, adagrad] = [0, 1].map(|at| mean(&arrivals.iter().map(|pair| pair[at]).collect::<Vec<_>>()));
        report.add_in("sgd_steps", sgd, "steps");
        report.add_in("adagrad_steps", adagrad, "steps");
        report.add("speedup", sgd / adagrad);
        let shown = trace(settings, context.seed)?;
        report.add(
            "rate_ratio",
            shown.rates[1].last().map_or(f64::NAN, |rare| rare[1])
                / shown.rates[0].last().map_or(f64::NAN, |often| often[1]),
        );
        report.figures = vec![shown.rare(), shown.rates(), steps_figure(&walked)];
        Ok(report)
    }
}

/// Where a weight is after each step against a gradient that is always −1, in learning rates.
fn constant(optimizer: &str, steps: usize) -> Result<Vec<f64>, ExperimentError> {
    let mut updater = Updater::named(optimizer)?.with("learning_rate", 1.0)?;
    let mut weight = [0.0];
    let mut walked = Vec::with_capacity(steps);
    for _ in 0..steps {
        updater.step(&mut weight, &[-1.0])?;
        walked.push(weight[0]);
    }
    Ok(walked)
}

/// Both optimizers with their learning rates.
fn racers(settings: &Settings) -> Result<[Updater; 2], ExperimentError> {
    let rate = |name: &str| settings.real(name).unwrap_or(0.1);
    Ok([
        Updater::named("sgd")?.with("learning_rate", rate("sgd_rate"))?,
        Updater::named("adagrad")?.with("learning_rate", rate("adagrad_rate"))?,
    ])
}

fn stream_of(settings: &Settings, seed: u64) -> Stream {
    Stream::new(settings.real("size").unwrap_or(4.0), settings.real("rare").unwrap_or(0.01), seed)
}

/// The steps until each optimizer has the rare weight to within a tenth; infinite where one of the weights is
/// [`LOST`] before, or it takes more than [`stream::LONGEST`].
fn arrivals(settings: &Settings, seed: u64) -> Result<[f64; 2], ExperimentError> {
    let mut steps = [0.0; 2];
    for (steps, mut updater) in steps.iter_mut().zip(racers(settings)?) {
        let mut stream = stream_of(settings, seed);
        let mut weights = [0.0; 2];
        *steps = f64::INFINITY;
        for taken in 1..=stream::LONGEST {
            let gradient = stream.gradient(weights);
            updater.step(&mut weights, &gradient)?;
            let [often, rare] = weights.map(|weight| (weight - stream::TARGET).abs());
            if often.is_nan() || often.max(rare) > LOST {
                break;
            }
            if rare <= 0.1 * stream::TARGET {
                *steps = taken as f64;
                break;
            }
        }
    }
    Ok(steps)
}

/// One stream, followed for the eye.
struct Trace {
    /// The rare weight under sgd and under Adagrad.
    weights: [Vec<[f64; 2]>; 2],
    /// Adagrad's effective learning rate of the frequent and of the rare weight.
    rates: [Vec<[f64; 2]>; 2],
}

/// How many steps of one stream are drawn.
const SHOWN: usize = 2500;

fn trace(settings: &Settings, seed: u64) -> Result<Trace, ExperimentError> {
    let mut trace = Trace { weights: Default::default(), rates: Default::default() };
    let rate = settings.real("adagrad_rate").unwrap_or(0.5);
    for (line, mut updater) in trace.weights.iter_mut().zip(racers(settings)?) {
        let mut stream = stream_of(settings, seed);
        let mut weights = [0.0; 2];
        for step in 1..=SHOWN {
            let gradient = stream.gradient(weights);
            updater.step(&mut weights, &gradient)?;
            line.push([step as f64, weights[1]]);
            if let [sums] = updater.memory(0) {
                for (line, sum) in trace.rates.iter_mut().zip(sums) {
                    let effective = if *sum > 0.0 { rate / sum.sqrt() } else { f64::NAN };
                    line.push([step as f64, effective]);
                }
            }
        }
    }
    Ok(trace)
}

impl Trace {
    fn rare(&self) -> Figure {
        let [sgd, adagrad] = self.weights.clone();
        Figure::Lines(Lines {
            title: "The weight of a rare feature".to_owned(),
            x: Axis::linear("step"),
            y: Axis::linear("weight"),
            series: vec![Series::new("sgd", sgd), Series::new("Adagrad", adagrad)],
            marks: vec![Mark::Horizontal { name: "right".to_owned(), y: stream::TARGET }],
        })
    }

    fn rates(&self) -> Figure {
        let [often, rare] = self.rates.clone();
        Figure::Lines(Lines {
            title: "Adagrad's learning rate for each weight".to_owned(),
            x: Axis::linear("step"),
            y: Axis::log("rate"),
            series: vec![Series::new("frequent", often), Series::new("rare", rare)],
            marks: Vec::new(),
        })
    }
}

/// Each step under a constant gradient.
fn steps_figure(walked: &[f64]) -> Figure {
    let step = |(index, pair): (usize, &[f64])| [(index + 2) as f64, pair[1] - pair[0]];
    let points = std::iter::once([1.0, walked[0]]).chain(walked.windows(2).enumerate().map(step));
    Figure::Lines(Lines {
        title: "Adagrad's step while the gradient stays the same".to_owned(),
        x: Axis::log("step"),
        y: Axis::log("length in learning rates"),
        series: vec![Series::new("Adagrad", points.collect())],
        marks: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_that_diverges_or_never_arrives_takes_for_ever() {
        // Gradient descent diverges beyond a rate of 2/size², here 0.02 and 0.125.
        for set in ["size=10", "sgd_rate=0.13", "rare=1"] {
            let settings = Settings::parse(&Adagrad.parameters(), &[set, "streams=5"]).unwrap();
            let report = Adagrad.run(&settings, &Context::silent(1)).unwrap();
            assert_eq!(report.measure("sgd_steps"), Some(f64::INFINITY), "{set}");
        }
    }

    #[test]
    fn steps_shrink_with_the_root_and_the_rare_weight_arrives_sooner() {
        for seed in 0..3 {
            let report =
                Adagrad.run(&Settings::defaults(&Adagrad.parameters()), &Context::silent(seed)).unwrap();
            let measure = |name: &str| report.measure(name).unwrap();
            assert!((measure("first_step") - 1.0).abs() < 1e-9);
            assert!((measure("last_step") * 1000.0f64.sqrt() - 1.0).abs() < 1e-6, "{}", measure("last_step"));
            assert!((measure("total") - 61.8).abs() < 0.05, "{}", measure("total"));
            assert_eq!(measure("sgd_total"), 1000.0);
            assert!(measure("speedup") > 3.0, "{:?}", report.measures);
            assert!(measure("rate_ratio") > 3.0, "{:?}", report.measures);
        }
    }
}
