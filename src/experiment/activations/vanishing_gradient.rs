//! How large the gradient is at each layer of a deep network.

use super::signal::{self, Signal};
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::plot::{Axis, Figure, Lines, Series, Table};
use crate::text::number;

/// `vanishing-gradient`.
pub(super) struct VanishingGradient;

/// The activations shown unless told otherwise; the first is the subject.
const SHOWN: [&str; 3] = ["sigmoid", "tanh", "relu"];

impl Experiment for VanishingGradient {
    fn name(&self) -> &'static str {
        "vanishing-gradient"
    }

    fn about(&self) -> &'static str {
        "the gradient's size at each layer of a deep network, by activation, depth and initialization"
    }

    fn parameters(&self) -> Vec<Parameter> {
        let mut parameters = vec![signal::chosen(&SHOWN)];
        parameters.extend(signal::parameters());
        parameters
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let mut measures = of("", "the subject");
        measures.push(MeasureInfo::new("layers_back", "how many layers lie between the first and the last"));
        for name in SHOWN {
            measures.extend(of(&prefix(name), name));
        }
        measures
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let batch = signal::batch(settings, context.seed);
        let mut signals = Vec::new();
        for name in settings.names("activation") {
            context.check()?;
            signals.push(signal::measure(settings, name, &batch, context.seed)?);
        }
        let mut report = Report::new(self, settings, context);
        add(&mut report, "", &signals[0]);
        report.add("layers_back", settings.integer("depth") as f64 - 1.0);
        for signal in &signals {
            add(&mut report, &prefix(&signal.activation), signal);
        }
        report.figures = vec![lines(settings, &signals), table(settings, &signals)];
        Ok(report)
    }
}

/// `leaky_relu_` for `leaky-relu`.
fn prefix(name: &str) -> String {
    format!("{}_", name.replace('-', "_"))
}

fn of(prefix: &str, name: &str) -> Vec<MeasureInfo> {
    let measure =
        |what: &str, about: &str| MeasureInfo::new(format!("{prefix}{what}"), format!("{about}, for {name}"));
    vec![
        measure("ratio", "the first layer's gradient divided by the last hidden layer's"),
        measure("shrinkage", "how many times smaller the first layer's gradient is than the last's"),
        measure("factor", "what each layer multiplies the gradient by on its way back"),
        measure("first", "the gradient's norm at the first layer"),
        measure("last", "the gradient's norm at the last hidden layer"),
        measure("slope", "the mean slope of the activation over all units"),
    ]
}

fn add(report: &mut Report, prefix: &str, signal: &Signal) {
    let last = signal.gradients.len() - 1;
    report.add(format!("{prefix}ratio"), signal.ratio());
    report.add(format!("{prefix}shrinkage"), 1.0 / signal.ratio());
    report.add(format!("{prefix}factor"), signal.factor());
    report.add(format!("{prefix}first"), signal.gradients[0]);
    report.add(format!("{prefix}last"), signal.gradients[last]);
    report.add(format!("{prefix}slope"), signal.slopes.iter().sum::<f64>() / (last + 1) as f64);
}

fn lines(settings: &Settings, signals: &[Signal]) -> Figure {
    let line = |signal: &Signal| Series::new(label(&signal.activation), Signal::points(&signal.gradients));
    Figure::Lines(Lines {
        title: format!(
            "The gradient by layer, {} × {} units, one batch of {} digits",
            settings.integer("depth"),
            settings.integer("width"),
            settings.integer("batch")
        ),
        x: Axis::linear("layer"),
        y: Axis::log("‖∂L/∂W‖"),
        series: signals.iter().map(line).collect(),
        marks: Vec::new(),
    })
}

/// The name as people write it, where that differs from the one typed.
fn label(name: &str) -> &str {
    if name == "relu" { "ReLU" } else { name }
}

fn table(settings: &Settings, signals: &[Signal]) -> Figure {
    let show = |value: f64| number::plain(value, 3);
    let row = |signal: &Signal| {
        let [first, last] = [signal.gradients[0], signal.gradients[signal.gradients.len() - 1]];
        let numbers = [first, last, signal.ratio(), signal.factor()].map(show);
        std::iter::once(label(&signal.activation).to_owned()).chain(numbers).collect()
    };
    let subject = &signals[0];
    Figure::Table(Table {
        title: format!("First and last of {} hidden layers", settings.integer("depth")),
        columns: ["activation", "first", "last", "first / last", "each layer keeps ×"]
            .map(str::to_owned)
            .to_vec(),
        rows: signals.iter().map(row).collect(),
        caption: format!(
            "With {}, each layer multiplies the gradient by {} on its way back.",
            label(&subject.activation),
            number::significant(subject.factor(), 2)
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::activation;

    fn run(set: &[&str], seed: u64) -> Report {
        let settings = Settings::parse(&VanishingGradient.parameters(), set).unwrap();
        VanishingGradient.run(&settings, &Context::silent(seed)).unwrap()
    }

    #[test]
    fn sigmoid_forgets_and_tanh_and_relu_do_not() {
        assert!(SHOWN.iter().all(|name| activation::names().contains(name)));
        for seed in 0..10 {
            let report = run(&[], seed);
            let measure = |name: &str| report.measure(name).unwrap();
            assert!(measure("sigmoid_ratio") < 1e-4, "seed {seed}: {}", measure("sigmoid_ratio"));
            assert!((0.15..0.3).contains(&measure("sigmoid_factor")), "seed {seed}");
            assert!((0.3..5.0).contains(&measure("tanh_ratio")), "seed {seed}: {}", measure("tanh_ratio"));
            assert!((0.3..6.0).contains(&measure("relu_ratio")), "seed {seed}: {}", measure("relu_ratio"));
            assert_eq!(measure("ratio"), measure("sigmoid_ratio"));
        }
    }

    #[test]
    fn the_bound_of_the_slope_is_not_the_bound_of_the_factor() {
        let report = run(&["activation=sigmoid", "gain=8"], 3);
        assert!(report.measure("factor").unwrap() > 0.5);
        assert!(report.measure("slope").unwrap() < 0.25);
    }

    #[test]
    fn another_activation_and_depth_stand_alone() {
        let report = run(&["depth=20", "activation=relu"], 7);
        assert_eq!(report.measure("sigmoid_ratio"), None);
        assert_eq!(report.measure("ratio"), report.measure("relu_ratio"));
        let Figure::Lines(lines) = &report.figures[0] else { panic!("lines come first") };
        assert_eq!((lines.series.len(), lines.series[0].points.len()), (1, 20));
    }
}
