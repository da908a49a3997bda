//! What ReLU changes: no shrinking on the positive side, and a lower cost.

use super::cost::costs;
use super::signal::{self, Signal};
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::activation;
use crate::plot::{Axis, Bars, Figure, Lines, Series};

/// `relu`.
pub(super) struct Relu;

const COMPARED: [&str; 2] = ["relu", "sigmoid"];

impl Experiment for Relu {
    fn name(&self) -> &'static str {
        "relu"
    }

    fn about(&self) -> &'static str {
        "ReLU's slope of 1 at work in a deep network, and what each activation costs per element"
    }

    fn parameters(&self) -> Vec<Parameter> {
        let mut parameters = signal::parameters();
        parameters.push(Parameter::integer(
            "elements",
            64,
            65_536,
            4096,
            "how many numbers the cost is measured on",
        ));
        parameters.push(Parameter::integer("rounds", 1, 1000, 100, "how often; the fastest round counts"));
        parameters
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let mut measures = Vec::new();
        for name in COMPARED {
            let measure = |what: &str, about: &str| {
                MeasureInfo::new(format!("{name}_{what}"), format!("{about}, for {name}"))
            };
            measures.push(measure("ratio", "the first layer's gradient divided by the last hidden layer's"));
            measures.push(measure("factor", "what each layer multiplies the gradient by on its way back"));
            measures.push(measure("slope", "the mean slope over all units"));
            measures.push(measure("spread_kept", "the last hidden layer's deviation divided by the first's"));
        }
        measures.push(MeasureInfo::new("active", "the share of ReLU units that let an example through"));
        for name in activation::names() {
            let about = format!("time per element of {name}, forwards");
            measures.push(MeasureInfo::new(cost(name), about).unit("ns"));
        }
        measures
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let batch = signal::batch(settings, context.seed);
        let mut report = Report::new(self, settings, context);
        let mut lines = Vec::new();
        for name in COMPARED {
            context.check()?;
            let signal = signal::measure(settings, name, &batch, context.seed)?;
            let slope = signal.slopes.iter().sum::<f64>() / signal.slopes.len() as f64;
            report.add(format!("{name}_ratio"), signal.ratio());
            report.add(format!("{name}_factor"), signal.factor());
            report.add(format!("{name}_slope"), slope);
            report.add(format!("{name}_spread_kept"), signal.spread_kept());
            if name == "relu" {
                // The slope is 1 where a unit is active and 0 elsewhere.
                report.add("active", slope);
            }
            lines.push(Series::new(name, Signal::points(&signal.gradients)));
        }
        let costs = costs(settings.integer("elements"), settings.integer("rounds"), context)?;
        for (name, nanoseconds) in &costs {
            report.add_in(cost(name), *nanoseconds, "ns");
        }
        report.figures = vec![gradients(lines), bars(costs)];
        Ok(report)
    }
}

/// `leaky_relu_ns`.
fn cost(name: &str) -> String {
    format!("{}_ns", name.replace('-', "_"))
}

fn gradients(series: Vec<Series>) -> Figure {
    Figure::Lines(Lines {
        title: "The gradient by layer".to_owned(),
        x: Axis::linear("layer"),
        y: Axis::log("‖∂L/∂W‖"),
        series,
        marks: Vec::new(),
    })
}

fn bars(costs: Vec<(String, f64)>) -> Figure {
    let y = Axis { unit: "ns".to_owned(), ..Axis::linear("time per element") };
    Figure::Bars(Bars { title: "What each activation costs".to_owned(), y, bars: costs })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relu_keeps_the_gradient_although_half_of_its_slopes_are_zero() {
        for seed in 0..5 {
            let settings = Settings::parse(&Relu.parameters(), &["rounds=1"]).unwrap();
            let report = Relu.run(&settings, &Context::silent(seed)).unwrap();
            let measure = |name: &str| report.measure(name).unwrap();
            assert!(measure("relu_factor") > 0.8, "seed {seed}: {}", measure("relu_factor"));
            assert!(measure("sigmoid_factor") < 0.26, "seed {seed}");
            assert!((0.3..0.7).contains(&measure("active")), "seed {seed}");
            assert!(measure("relu_ns") > 0.0);
        }
    }
}
