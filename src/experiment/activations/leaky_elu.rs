//! Units that start out dead: a slope on the negative side lets them recover.

use crate::data::Split;
use crate::experiment::examples::{self, Examples};
use crate::experiment::training::{Plan, each_job};
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::activation::{self, AnyActivation};
use crate::nn::{Design, Hidden, Network, Updater};
use crate::plot::{Axis, Figure, Lines, Series, Table};
use crate::text::number;

/// `leaky-elu`.
pub(super) struct LeakyElu;

/// An activation, and how its units start.
struct Case {
    /// Its name for measures.
    name: &'static str,
    activation: &'static str,
    parameter: Option<(&'static str, f64)>,
    start: Start,
}

const CASES: [Case; 7] = [
    case("relu", "relu", None, Start::Dead),
    case("leaky_001", "leaky-relu", Some(("negative_slope", 0.01)), Start::Dead),
    case("leaky_01", "leaky-relu", Some(("negative_slope", 0.1)), Start::Dead),
    case("elu", "elu", Some(("alpha", 1.0)), Start::Dead),
    case("elu_deeper", "elu", Some(("alpha", 1.0)), Start::Deeper),
    case("healthy_relu", "relu", None, Start::Healthy),
    case("healthy_leaky", "leaky-relu", Some(("negative_slope", 0.01)), Start::Healthy),
];

const fn case(
    name: &'static str,
    activation: &'static str,
    parameter: Option<(&'static str, f64)>,
    start: Start,
) -> Case {
    Case { name, activation, parameter, start }
}

/// The hidden bias at the start.
#[derive(Clone, Copy, PartialEq)]
enum Start {
    /// The parameter `bias`.
    Dead,
    /// The parameter `deeper_bias`.
    Deeper,
    /// 0.
    Healthy,
}

/// What one training run showed.
struct Outcome {
    /// Before training and after each epoch.
    accuracies: Vec<f64>,
    /// ‖∂L/∂W‖ of the first layer before training.
    gradient: f64,
}

impl Experiment for LeakyElu {
    fn name(&self) -> &'static str {
        "leaky-elu"
    }

    fn about(&self) -> &'static str {
        "units that start out dead by a bad bias: which activations let them recover"
    }

    fn parameters(&self) -> Vec<Parameter> {
        let mut parameters = vec![
            Parameter::real("bias", -20.0, 20.0, -3.0, "the bias every hidden unit starts with"),
            Parameter::real("deeper_bias", -20.0, 20.0, -5.0, "a worse one, for ELU"),
            Parameter::integer("depth", 1, 4, 1, "how many hidden layers").unit("layers"),
            Parameter::integer("width", 1, 128, 32, "units of each hidden layer").unit("units"),
            Parameter::integer("epochs", 1, 100, 30, "passes over the training examples").unit("epochs"),
            Parameter::real("learning_rate", 0.0, 10.0, 0.5, "the learning rate"),
            Parameter::real(
                "healthy_learning_rate",
                0.0,
                10.0,
                0.1,
                "the one for units that start at bias 0",
            ),
        ];
        parameters.extend(examples::parameters("digits"));
        parameters
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let mut measures = Vec::new();
        for Case { name, .. } in CASES {
            measures.push(MeasureInfo::new(
                format!("{name}_accuracy"),
                format!("the test accuracy in the case {name}"),
            ));
            let about = format!("the norm of the first layer's gradient before training in the case {name}");
            measures.push(MeasureInfo::new(format!("{name}_gradient"), about));
        }
        measures.push(MeasureInfo::new("elu_jump", "how far ELU's slope jumps at 0 with alpha 1"));
        measures.push(MeasureInfo::new("elu_half_jump", "how far ELU's slope jumps at 0 with alpha 0.5"));
        measures
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let examples = Examples::chosen(settings)?;
        let split = examples.split(context.seed);
        let jobs: Vec<usize> = (0..CASES.len()).collect();
        let outcomes = each_job(&jobs, context, |&case| train_case(settings, case, &split, context))?;
        let mut report = Report::new(self, settings, context);
        examples.describe(&mut report);
        let (mut rows, mut lines) = (Vec::new(), Vec::new());
        for (Case { name, .. }, outcome) in CASES.iter().zip(&outcomes) {
            let accuracy = outcome.accuracies[outcome.accuracies.len() - 1];
            report.add(format!("{name}_accuracy"), accuracy);
            report.add(format!("{name}_gradient"), outcome.gradient);
            let label = name.replace("_001", " 0.01").replace("_01", " 0.1").replace('_', " ");
            rows.push(vec![
                label.clone(),
                number::significant(outcome.gradient, 2),
                format!("{accuracy:.3}"),
            ]);
            let point = |(epoch, &accuracy): (usize, &f64)| [epoch as f64, accuracy];
            lines.push(Series::new(label, outcome.accuracies.iter().enumerate().map(point).collect()));
        }
        report.add("elu_jump", jump(1.0)?);
        report.add("elu_half_jump", jump(0.5)?);
        // The last two start healthy and would only crowd the lines.
        lines.truncate(5);
        report.figures = vec![figure(lines), table(rows)];
        Ok(report)
    }
}

/// The slope of ELU just right of 0 less the one just left of it.
fn jump(alpha: f64) -> Result<f64, ExperimentError> {
    let elu = activation::find("elu")?.with("alpha", alpha)?;
    let slope = |x: f64| elu.df(x, elu.f(x));
    Ok((slope(1e-12) - slope(-1e-12)).abs())
}

fn function(case: usize) -> Result<AnyActivation, ExperimentError> {
    let function = activation::find(CASES[case].activation)?;
    Ok(match CASES[case].parameter {
        Some((name, value)) => function.with(name, value)?,
        None => function,
    })
}

fn train_case(
    settings: &Settings,
    case: usize,
    split: &Split,
    context: &Context,
) -> Result<Outcome, ExperimentError> {
    let start = CASES[case].start;
    let mut sizes = vec![split.train.features.ncols()];
    sizes.resize(1 + settings.integer("depth"), settings.integer("width"));
    sizes.push(split.train.classes());
    let mut design = Design::new(&sizes, CASES[case].activation)?;
    design.hidden = Hidden::Activation(function(case)?);
    let rate = if start == Start::Healthy { "healthy_learning_rate" } else { "learning_rate" };
    let updater = Updater::named("sgd")?.with("learning_rate", settings.real(rate).unwrap_or(0.5))?;
    let plan = Plan { design, updater, epochs: settings.integer("epochs"), batch_size: 32 };
    let mut network = Network::new(&plan.design, context.seed)?;
    let bias = match start {
        Start::Dead => settings.real("bias").unwrap_or(-3.0),
        Start::Deeper => settings.real("deeper_bias").unwrap_or(-5.0),
        Start::Healthy => 0.0,
    };
    set_hidden_bias(&mut network, bias)?;
    network.gradients(split.train.features.view(), &split.train.labels)?;
    let gradient = network.weight_gradient_norm(0);
    let (x, labels) = (split.test.features.view(), &split.test.labels);
    let mut accuracies = vec![network.accuracy(x, labels)?];
    plan.go_on(&mut network, &split.train, context.seed, context, |network, _| {
        accuracies.push(network.accuracy(x, labels).unwrap_or(f64::NAN));
    })?;
    Ok(Outcome { accuracies, gradient })
}

fn set_hidden_bias(network: &mut Network, bias: f64) -> Result<(), ExperimentError> {
    for layer in 0..network.depth() - 1 {
        let weights = network.weights(layer).to_owned();
        let biases = ndarray::Array2::from_elem((1, weights.nrows()), bias);
        network.set_layer(layer, weights.view(), biases.view())?;
    }
    Ok(())
}

fn figure(series: Vec<Series>) -> Figure {
    Figure::Lines(Lines {
        title: "Recovery from a bad start".to_owned(),
        x: Axis::linear("epoch"),
        y: Axis::linear("test accuracy").from_to(0.0, 1.0),
        series,
        marks: Vec::new(),
    })
}

fn table(rows: Vec<Vec<String>>) -> Figure {
    Figure::Table(Table {
        title: "The first gradient, and the accuracy in the end".to_owned(),
        columns: ["activation", "first ‖∂L/∂W‖", "test accuracy"].map(str::to_owned).to_vec(),
        rows,
        caption: "Where the first gradient is exactly 0, nothing ever changes.".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_slope_on_the_negative_side_recovers() {
        for seed in 1..4 {
            let settings = Settings::defaults(&LeakyElu.parameters());
            let report = LeakyElu.run(&settings, &Context::silent(seed)).unwrap();
            let measure = |name: &str| report.measure(name).unwrap();
            assert_eq!(measure("relu_gradient"), 0.0, "seed {seed}");
            assert!(measure("relu_accuracy") < 0.2, "seed {seed}");
            assert!(measure("leaky_01_accuracy") > 0.9, "seed {seed}: {}", measure("leaky_01_accuracy"));
            assert!(measure("elu_accuracy") > 0.9, "seed {seed}: {}", measure("elu_accuracy"));
            assert!(measure("elu_deeper_accuracy") < measure("elu_accuracy"), "seed {seed}");
            assert!((measure("healthy_relu_accuracy") - measure("healthy_leaky_accuracy")).abs() < 0.02);
            assert!(measure("elu_jump") < 1e-9 && (measure("elu_half_jump") - 0.5).abs() < 1e-9);
        }
    }
}
