//! Linear layers on top of each other are one linear layer.

use std::cell::RefCell;

use ndarray::{Array1, Array2, array};

use crate::data::task;
use crate::experiment::boundary::{boundary, can_be_drawn};
use crate::experiment::examples::{self, Examples};
use crate::experiment::training::Plan;
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::random::Generator;
use crate::nn::{Design, Network, Updater, activation};
use crate::plot::{Figure, Table};
use crate::text::number;

/// `linear-collapse`.
pub(super) struct LinearCollapse;

impl Experiment for LinearCollapse {
    fn name(&self) -> &'static str {
        "linear-collapse"
    }

    fn about(&self) -> &'static str {
        "stacked linear layers against the one layer they amount to, on XOR and on a curved task"
    }

    fn parameters(&self) -> Vec<Parameter> {
        let mut parameters = examples::parameters_of("task", vec!["moons", "xor", "spiral"], "moons");
        parameters.extend([
            Parameter::integer("depth", 1, 6, 2, "how many hidden layers they have").unit("layers"),
            Parameter::integer("width", 1, 64, 16, "units of each hidden layer").unit("units"),
            Parameter::integer("epochs", 0, 300, 60, "passes over the training examples").unit("epochs"),
            Parameter::real("learning_rate", 0.0, 10.0, 0.02, "the learning rate of Adam"),
        ]);
        parameters
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        vec![
            MeasureInfo::new("shapes_difference", "largest difference of (X·A)·B and X·(A·B), A 8×9, B 9×4"),
            MeasureInfo::new("shapes_two", "weights in A and B"),
            MeasureInfo::new("shapes_one", "weights in their product"),
            MeasureInfo::new(
                "difference",
                "largest difference of the 64-32-32-10 linear network and its product",
            ),
            MeasureInfo::new("relu_difference", "the same with ReLU between the layers"),
            MeasureInfo::new("parameters_deep", "weights and biases of the three layers"),
            MeasureInfo::new("parameters_single", "weights and biases of their product"),
            MeasureInfo::new("xor_weight", "the larger weight of the best linear fit to XOR"),
            MeasureInfo::new("xor_bias", "the bias of the best linear fit to XOR"),
            MeasureInfo::new("xor_linear_error", "mean squared error of the best linear fit to XOR"),
            MeasureInfo::new("xor_relu_error", "mean squared error of relu(x+y) − 2·relu(x+y−1) on XOR"),
            MeasureInfo::new("linear_accuracy", "test accuracy of the linear network on the task"),
            MeasureInfo::new("relu_accuracy", "test accuracy of the ReLU network on the task"),
        ]
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        context.check()?;
        let mut report = Report::new(self, settings, context);
        shapes(&mut report, context.seed);
        product(&mut report, context.seed)?;
        xor(&mut report)?;
        boundaries(&mut report, settings, context)?;
        Ok(report)
    }
}

fn largest(difference: &Array2<f64>) -> f64 {
    difference.fold(0.0, |largest: f64, value| largest.max(value.abs()))
}

/// The review's shapes: a hidden layer of nine units between eight inputs and four outputs.
fn shapes(report: &mut Report, seed: u64) {
    let mut generator = Generator::seeded(seed).fork("shapes");
    let mut random = |rows, columns| Array2::from_shape_simple_fn((rows, columns), || generator.normal());
    let (x, a, b) = (random(5, 8), random(8, 9), random(9, 4));
    let product = a.dot(&b);
    let difference = x.dot(&a).dot(&b) - x.dot(&product);
    report.add("shapes_difference", largest(&difference));
    report.add("shapes_two", (a.len() + b.len()) as f64);
    report.add("shapes_one", product.len() as f64);
    let row = |name: &str, array: &Array2<f64>| {
        vec![name.to_owned(), format!("{} × {}", array.nrows(), array.ncols()), array.len().to_string()]
    };
    report.figures.push(Figure::Table(Table {
        title: "Two layers of weights and their product".to_owned(),
        columns: ["", "shape", "weights"].map(str::to_owned).to_vec(),
        rows: vec![row("A", &a), row("B", &b), row("A·B", &product)],
        caption: format!(
            "(X·A)·B and X·(A·B) differ by at most {}.",
            number::significant(largest(&difference), 2)
        ),
    }));
}

/// A network of three layers on the digits, against the one layer that is the product of its layers.
fn product(report: &mut Report, seed: u64) -> Result<(), ExperimentError> {
    let x = &task::digits(seed).test.features;
    for (name, hidden) in [("difference", "identity"), ("relu_difference", "relu")] {
        let mut network = Network::new(&Design::new(&[64, 32, 32, 10], hidden)?, seed)?;
        random_biases(&mut network, seed)?;
        let (weights, bias) = multiplied(&network);
        let single = x.dot(&weights.t()) + &bias;
        report.add(name, largest(&(&network.forward(x.view())? - &single)));
        if name == "difference" {
            report.add("parameters_deep", network.parameter_count() as f64);
            report.add("parameters_single", (weights.len() + bias.len()) as f64);
        }
    }
    Ok(())
}

/// Biases start at 0, which would leave them out of the comparison.
fn random_biases(network: &mut Network, seed: u64) -> Result<(), ExperimentError> {
    let mut generator = Generator::seeded(seed).fork("biases");
    for layer in 0..network.depth() {
        let weights = network.weights(layer).to_owned();
        let bias = Array2::from_shape_simple_fn((1, weights.nrows()), || generator.normal());
        network.set_layer(layer, weights.view(), bias.view())?;
    }
    Ok(())
}

/// The weights `[out, in]` and the bias of all layers as one: W = W₂·W₁, b = W₂·b₁ + b₂.
fn multiplied(network: &Network) -> (Array2<f64>, Array1<f64>) {
    let mut weights = network.weights(0).to_owned();
    let mut bias = network.bias(0).row(0).to_owned();
    for layer in 1..network.depth() {
        weights = network.weights(layer).dot(&weights);
        bias = network.weights(layer).dot(&bias) + network.bias(layer).row(0);
    }
    (weights, bias)
}

/// The four cases of exclusive or: the best line, and two ReLU units by hand.
fn xor(report: &mut Report) -> Result<(), ExperimentError> {
    let (x, y) = (array![[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], [0.0, 1.0, 1.0, 0.0]);
    let relu = activation::find("relu")?;
    let (weights, bias) = best_line(&x, &y);
    let line: Vec<f64> =
        x.rows().into_iter().map(|row| row[0] * weights[0] + row[1] * weights[1] + bias).collect();
    let units: Vec<f64> =
        x.rows().into_iter().map(|row| relu.f(row.sum()) - 2.0 * relu.f(row.sum() - 1.0)).collect();
    let error = |fit: &[f64]| fit.iter().zip(y).map(|(fit, y)| (fit - y) * (fit - y)).sum::<f64>() / 4.0;
    report.add("xor_weight", weights[0].abs().max(weights[1].abs()));
    report.add("xor_bias", bias);
    report.add("xor_linear_error", error(&line));
    report.add("xor_relu_error", error(&units));
    let row = |case: usize| {
        [x[[case, 0]], x[[case, 1]], y[case], line[case], units[case]].map(|value| value.to_string()).to_vec()
    };
    report.figures.push(Figure::Table(Table {
        title: "Exclusive or: the best line and two ReLU units".to_owned(),
        columns: ["x", "y", "wanted", "best line", "relu(x+y) − 2·relu(x+y−1)"].map(str::to_owned).to_vec(),
        rows: (0..4).map(row).collect(),
        caption: format!(
            "The line is off by {} on average, squared; the two units by {}.",
            error(&line),
            error(&units)
        ),
    }));
    Ok(())
}

/// The least squares fit of a line. The two inputs of exclusive or are uncorrelated, so that each weight
/// is found by itself: Σ(x − x̄)(y − ȳ) / Σ(x − x̄)².
fn best_line(x: &Array2<f64>, y: &[f64]) -> ([f64; 2], f64) {
    let mean = y.iter().sum::<f64>() / y.len() as f64;
    let weight = |input: usize| {
        let column = x.column(input);
        let centre = column.sum() / column.len() as f64;
        let covariance: f64 = column.iter().zip(y).map(|(x, y)| (x - centre) * (y - mean)).sum();
        let variance: f64 = column.iter().map(|x| (x - centre) * (x - centre)).sum();
        (covariance / variance, centre)
    };
    let [(first, x1), (second, x2)] = [weight(0), weight(1)];
    ([first, second], mean - first * x1 - second * x2)
}

/// The same network with and without ReLU, trained on a task that no line solves.
fn boundaries(report: &mut Report, settings: &Settings, context: &Context) -> Result<(), ExperimentError> {
    let examples = Examples::chosen(settings)?;
    examples.describe(report);
    let (name, split) = (examples.name(), examples.split(context.seed));
    let drawn = can_be_drawn(examples.features(), report);
    let before = report.figures.len();
    for (turn, (hidden, words)) in [("identity", "linear"), ("relu", "ReLU")].into_iter().enumerate() {
        let plan = plan(settings, hidden, &examples)?;
        let (mut network, _) = plan.train(&split.train, context.seed, context, |network, epoch| {
            let network = RefCell::new(network);
            if !drawn {
                return;
            }
            context.frame(before + turn, turn * plan.epochs + epoch, 2 * plan.epochs, || {
                let title = format!("The boundary of the {words} network on {name} after {epoch} epochs");
                Figure::Field(boundary(&mut network.borrow_mut(), &split, title).unwrap_or_default())
            });
        })?;
        let accuracy = network.accuracy(split.test.features.view(), &split.test.labels)?;
        report.add(format!("{}_accuracy", words.to_lowercase()), accuracy);
        let title =
            format!("The boundary of the {words} network on {name}, {} right", number::percent(accuracy, 3));
        if drawn {
            report.figures.push(Figure::Field(boundary(&mut network, &split, title)?));
        }
    }
    Ok(())
}

/// A network from the features to the classes, and how it learns.
fn plan(settings: &Settings, hidden: &str, examples: &Examples) -> Result<Plan, ExperimentError> {
    let mut sizes = vec![examples.features()];
    sizes.resize(1 + settings.integer("depth"), settings.integer("width"));
    sizes.push(examples.classes());
    let learning_rate = settings.real("learning_rate").unwrap_or(0.02);
    let updater = Updater::named("adam")?.with("learning_rate", learning_rate)?;
    let epochs = settings.integer("epochs");
    Ok(Plan { design: Design::new(&sizes, hidden)?, updater, epochs, batch_size: 32 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(set: &[&str], seed: u64) -> Report {
        let settings = Settings::parse(&LinearCollapse.parameters(), set).unwrap();
        LinearCollapse.run(&settings, &Context::silent(seed)).unwrap()
    }

    #[test]
    fn linear_layers_equal_their_product_and_relu_layers_do_not() {
        for seed in 0..5 {
            let report = run(&["epochs=0"], seed);
            let measure = |name: &str| report.measure(name).unwrap();
            assert!(measure("shapes_difference") < 1e-13 && measure("difference") < 1e-13, "seed {seed}");
            assert!(measure("relu_difference") > 0.1, "seed {seed}");
            assert_eq!((measure("shapes_two"), measure("shapes_one")), (108.0, 32.0));
        }
    }

    #[test]
    fn no_line_solves_exclusive_or_and_two_relu_units_do() {
        let report = run(&["epochs=0"], 1);
        let measure = |name: &str| report.measure(name).unwrap();
        assert_eq!([measure("xor_weight"), measure("xor_bias")], [0.0, 0.5]);
        assert_eq!([measure("xor_linear_error"), measure("xor_relu_error")], [0.25, 0.0]);
    }

    #[test]
    fn only_the_relu_network_bends_its_boundary() {
        for seed in 0..5 {
            let moons = run(&[], seed);
            assert!(moons.measure("linear_accuracy").unwrap() < 0.93, "seed {seed}");
            assert!(moons.measure("relu_accuracy").unwrap() > 0.95, "seed {seed}");
            let xor = run(&["task=xor"], seed);
            assert!(xor.measure("linear_accuracy").unwrap() < 0.8, "seed {seed}");
            assert!(xor.measure("relu_accuracy").unwrap() > 0.95, "seed {seed}");
            let spiral = run(&["task=spiral", "epochs=150"], seed);
            assert!(spiral.measure("linear_accuracy").unwrap() < 0.7, "seed {seed}");
            assert!(spiral.measure("relu_accuracy").unwrap() > 0.9, "seed {seed}");
        }
    }
}
