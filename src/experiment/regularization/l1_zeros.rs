//! Exact zeros: L1 by its subgradient never rests on one, the proximal step does.

use super::sparse::{Fit, Sparse, TRUE, Truth, error, weights, zeros};
use crate::experiment::training::each_job;
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::Penalty;
use crate::plot::{Axis, Figure, Lines, Series};

/// `l1-zeros`.
pub(super) struct L1Zeros;

/// A name for measures, words, and the penalty by λ.
type Form = (&'static str, &'static str, fn(f64) -> Penalty);

const FORMS: [Form; 2] = [
    ("subgradient", "by the subgradient", |lambda| Penalty::L1 { lambda }),
    ("proximal", "by the proximal step", |lambda| Penalty::L1Proximal { lambda }),
];

/// Below this a weight is near 0.
const NEAR: f64 = 0.02;

/// The last steps of the close-up.
const CLOSE: usize = 40;

impl Experiment for L1Zeros {
    fn name(&self) -> &'static str {
        "l1-zeros"
    }

    fn about(&self) -> &'static str {
        "how many of 95 useless weights become exactly 0 under L1, by its subgradient and by a proximal step"
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::integer("examples", 5, 500, 60, "examples to learn from").unit("examples"),
            Parameter::integer("inputs", 6, 300, 100, "inputs, of which the first five count").unit("inputs"),
            Parameter::real("lambda", 0.0, 100.0, 0.3, "λ: what a weight of 1 costs"),
            Parameter::integer("steps", 50, 20_000, 1000, "steps of gradient descent on all examples")
                .unit("steps"),
            Parameter::real("learning_rate", 0.0, 1.0, 0.08, "the learning rate"),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let of = |(name, words, _): &Form| {
            let measure = |what: &str, about: &str| {
                MeasureInfo::new(format!("{name}_{what}"), format!("{about} {words}"))
            };
            [
                measure("zeros", "useless weights that are exactly 0,"),
                measure("near", "useless weights within 0.02 of 0, zeros included,"),
                measure("largest", "the largest useless weight"),
                measure("test_error", "mean squared error on new examples"),
            ]
        };
        let mut measures: Vec<MeasureInfo> = FORMS.iter().flat_map(of).collect();
        measures.push(MeasureInfo::new("useless", "weights that should be 0"));
        measures
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let inputs = settings.integer("inputs");
        let set = Sparse::drawn(settings.integer("examples"), inputs, Truth::Few, context.seed);
        let runs = each_job(&FORMS, context, |(_, _, penalty)| {
            Watched::of(&set, penalty(settings.real("lambda").unwrap_or(0.0)), settings, context)
        })?;
        let mut report = Report::new(self, settings, context);
        for ((name, _, _), run) in FORMS.iter().zip(&runs) {
            let useless = || run.weights.iter().skip(TRUE.len()).map(|weight| weight.abs());
            report.add(format!("{name}_zeros"), zeros(&run.weights, &set.truth) as f64);
            report.add(format!("{name}_near"), useless().filter(|weight| *weight < NEAR).count() as f64);
            report.add(format!("{name}_largest"), useless().fold(0.0, f64::max));
            report.add(format!("{name}_test_error"), run.test);
        }
        report.add("useless", (inputs - TRUE.len()) as f64);
        report.figures = vec![counts(&runs), close_up(&runs, settings.integer("steps"))];
        Ok(report)
    }
}

/// A fit and what was seen on the way.
struct Watched {
    weights: Vec<f64>,
    test: f64,
    /// Exact zeros among the useless weights after each step.
    zeros: Vec<f64>,
    /// A useless weight after each step: the first one.
    one: Vec<f64>,
}

impl Watched {
    fn of(
        set: &Sparse,
        penalty: Penalty,
        settings: &Settings,
        context: &Context,
    ) -> Result<Self, ExperimentError> {
        let learning_rate = settings.real("learning_rate").unwrap_or(0.08);
        let fit = Fit { penalty, learning_rate, steps: settings.integer("steps") };
        let (mut counts, mut one) = (Vec::new(), Vec::new());
        let mut network = set.fit(fit, context, |network, _| {
            let weights = network.weights(0);
            counts.push(zeros(weights.as_slice().unwrap_or_default(), &set.truth) as f64);
            one.push(weights[[0, TRUE.len()]]);
        })?;
        let weights = weights(network.as_ref(), settings.integer("inputs"));
        Ok(Self { weights, test: error(&mut network, &set.test)?, zeros: counts, one })
    }
}

fn counts(runs: &[Watched]) -> Figure {
    let line = |((_, words, _), run): (&Form, &Watched)| {
        let point = |(step, &count): (usize, &f64)| [step as f64 + 1.0, count];
        Series::new(*words, run.zeros.iter().enumerate().map(point).collect())
    };
    Figure::Lines(Lines {
        title: "Useless weights that are exactly 0".to_owned(),
        x: Axis::linear("step"),
        y: Axis::linear("weights"),
        series: FORMS.iter().zip(runs).map(line).collect(),
        marks: Vec::new(),
    })
}

fn close_up(runs: &[Watched], steps: usize) -> Figure {
    let from = steps - CLOSE.min(steps);
    let line = |((_, words, _), run): (&Form, &Watched)| {
        let point = |(step, &weight): (usize, &f64)| [step as f64 + 1.0, weight];
        Series::new(*words, run.one.iter().enumerate().skip(from).map(point).collect())
    };
    Figure::Lines(Lines {
        title: format!("One useless weight, w{}, over the last steps", TRUE.len() + 1),
        x: Axis::linear("step"),
        y: Axis::linear("weight"),
        series: FORMS.iter().zip(runs).map(line).collect(),
        marks: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_proximal_step_rests_on_zero() {
        for seed in 1..4 {
            let settings = Settings::defaults(&L1Zeros.parameters());
            let report = L1Zeros.run(&settings, &Context::silent(seed)).unwrap();
            let measure = |name: &str| report.measure(name).unwrap();
            assert_eq!(measure("subgradient_zeros"), 0.0);
            assert!(measure("proximal_zeros") > 70.0, "{:?}", report.measures);
            assert!(measure("subgradient_near") > 60.0, "{:?}", report.measures);
        }
    }
}
