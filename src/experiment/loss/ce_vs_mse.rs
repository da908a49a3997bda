//! A saturated neuron under squared error and under cross-entropy.

use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::math;
use crate::plot::{Axis, Figure, Lines, Mark, Series};

/// `ce-vs-mse`.
pub(super) struct CeVsMse;

/// What the neuron is trained with: name for measures and dC/dz as a function of the output a, for target 0.
type Cost = (&'static str, fn(f64) -> f64);

const COSTS: [Cost; 2] = [("squared", squared_slope), ("ce", cross_entropy_slope)];

/// C = a² / 2: dC/dz = a·σ′(z) = a²·(1 − a).
fn squared_slope(a: f64) -> f64 {
    a * a * (1.0 - a)
}

/// C = −ln(1 − a): dC/dz = a.
fn cross_entropy_slope(a: f64) -> f64 {
    a
}

impl Experiment for CeVsMse {
    fn name(&self) -> &'static str {
        "ce-vs-mse"
    }

    fn about(&self) -> &'static str {
        "a saturated neuron unlearns its mistake slowly under squared error, not under cross-entropy"
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::real("weight", -20.0, 20.0, 2.0, "the first weight; input 1, target 0"),
            Parameter::real("bias", -20.0, 20.0, 2.0, "the first bias"),
            Parameter::real("learning_rate", 0.0, 100.0, 0.15, "the learning rate of both"),
            Parameter::real("small_learning_rate", 0.0, 100.0, 0.005, "Nielsen's rate for cross-entropy"),
            Parameter::integer("steps", 50, 5000, 300, "how many steps").unit("steps"),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let mut measures = vec![MeasureInfo::new("start", "the output before the first step; 0 is right")];
        for name in ["squared", "ce", "small_ce"] {
            let words = match name {
                "squared" => "under squared error",
                "ce" => "under cross-entropy",
                _ => "under cross-entropy at the small rate",
            };
            measures
                .push(MeasureInfo::new(format!("{name}_50"), format!("the output after 50 steps {words}")));
            measures.push(MeasureInfo::new(
                format!("{name}_end"),
                format!("the output after the last step {words}"),
            ));
        }
        measures.push(MeasureInfo::new("squared_slope", "|dC/dz| at the start under squared error"));
        measures.push(MeasureInfo::new("ce_slope", "|dC/dz| at the start under cross-entropy"));
        measures.push(MeasureInfo::new("steepest_squared", "the largest |dC/dz| squared error ever has"));
        measures.push(MeasureInfo::new("steepest_at", "the output where it has it"));
        measures
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        context.check()?;
        let real = |name| settings.real(name).unwrap_or(0.0);
        let mut report = Report::new(self, settings, context);
        let mut lines = Vec::new();
        let runs = COSTS.map(|(name, slope)| (name, slope, real("learning_rate")));
        let small = ("small_ce", cross_entropy_slope as fn(f64) -> f64, real("small_learning_rate"));
        for (name, slope, rate) in runs.into_iter().chain([small]) {
            let outputs = outputs(settings, slope, rate);
            if name == "squared" {
                report.add("start", outputs[0]);
                report.add("squared_slope", squared_slope(outputs[0]));
                report.add("ce_slope", cross_entropy_slope(outputs[0]));
            }
            report.add(format!("{name}_50"), outputs[50]);
            report.add(format!("{name}_end"), outputs[outputs.len() - 1]);
            let label = match name {
                "squared" => "squared error".to_owned(),
                _ => format!("cross-entropy, rate {rate}"),
            };
            let point = |(step, &output): (usize, &f64)| [step as f64, output];
            lines.push(Series::new(label, outputs.iter().enumerate().map(point).collect()));
        }
        let places = (0..=3000).map(|step| f64::from(step) / 3000.0);
        let steepest =
            places.fold(
                [0.0, 0.0],
                |best, a| if squared_slope(a) > best[1] { [a, squared_slope(a)] } else { best },
            );
        report.add("steepest_squared", steepest[1]);
        report.add("steepest_at", steepest[0]);
        report.figures = vec![outputs_figure(lines), slopes_figure(steepest)];
        Ok(report)
    }
}

/// The output before each step and after the last.
fn outputs(settings: &Settings, slope: fn(f64) -> f64, rate: f64) -> Vec<f64> {
    let [mut weight, mut bias] = ["weight", "bias"].map(|name| settings.real(name).unwrap_or(2.0));
    let mut outputs = vec![math::sigmoid(weight + bias)];
    for _ in 0..settings.integer("steps") {
        // The input is 1, so that the slope is the same for weight and bias.
        let step = rate * slope(outputs[outputs.len() - 1]);
        weight -= step;
        bias -= step;
        outputs.push(math::sigmoid(weight + bias));
    }
    outputs
}

fn outputs_figure(series: Vec<Series>) -> Figure {
    Figure::Lines(Lines {
        title: "The output of a neuron that should say 0".to_owned(),
        x: Axis::linear("step"),
        y: Axis::linear("output").from_to(0.0, 1.0),
        series,
        marks: Vec::new(),
    })
}

fn slopes_figure(steepest: [f64; 2]) -> Figure {
    let curve = |(name, slope): Cost| {
        let places = (0..=100).map(|step| f64::from(step) / 100.0);
        Series::new(
            if name == "ce" { "cross-entropy" } else { "squared error" },
            places.map(|a| [a, slope(a)]).collect(),
        )
    };
    Figure::Lines(Lines {
        title: "How strongly each loss pulls".to_owned(),
        x: Axis::linear("output").from_to(0.0, 1.0),
        y: Axis::linear("|dC/dz|"),
        series: COSTS.map(curve).to_vec(),
        marks: vec![Mark::Point { name: "steepest".to_owned(), at: steepest }],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn squared_error_learns_slowly_where_the_neuron_is_most_wrong() {
        let settings = Settings::defaults(&CeVsMse.parameters());
        let report = CeVsMse.run(&settings, &Context::silent(0)).unwrap();
        let expected = [
            ("start", 0.982),
            ("squared_50", 0.976),
            ("squared_end", 0.203),
            ("ce_50", 0.099),
            ("steepest_squared", 4.0 / 27.0),
        ];
        for (name, expected) in expected {
            let measured = report.measure(name).unwrap();
            assert!((measured - expected).abs() < 6e-4, "{name}: {measured}");
        }
        assert!((report.measure("steepest_at").unwrap() - 2.0 / 3.0).abs() < 1e-3);
    }
}
