//! Backpropagation through two neurons, node by node.

use ndarray::Array2;

use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::{Tape, Var, activation};
use crate::plot::{Figure, Table};
use crate::text::number;

/// `chain-rule`.
pub(super) struct ChainRule;

/// The nodes in the order they are computed: name for measures, formula shown.
const NODES: [(&str, &str); 11] = [
    ("x", "x, the input"),
    ("w1", "w₁, a weight"),
    ("product1", "w₁·x"),
    ("b1", "b₁, a bias"),
    ("sum1", "z = w₁·x + b₁"),
    ("hidden", "h = f(z)"),
    ("w2", "w₂, a weight"),
    ("product2", "w₂·h"),
    ("b2", "b₂, a bias"),
    ("output", "y = w₂·h + b₂"),
    ("error", "y − target"),
];

impl Experiment for ChainRule {
    fn name(&self) -> &'static str {
        "chain-rule"
    }

    fn about(&self) -> &'static str {
        "two neurons in a row: value and gradient at every node of the graph"
    }

    fn parameters(&self) -> Vec<Parameter> {
        let number = |name, default, help| Parameter::real(name, -10.0, 10.0, default, help);
        vec![
            number("x", 2.0, "the input"),
            number("w1", 0.5, "the weight of the first neuron"),
            number("b1", -0.5, "the bias of the first neuron"),
            number("w2", 2.0, "the weight of the second neuron"),
            number("b2", 0.25, "the bias of the second neuron"),
            number("target", 1.0, "what the output should be"),
            Parameter::choice(
                "activation",
                activation::names(),
                "tanh",
                "the activation of the first neuron",
            ),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let mut measures = Vec::new();
        for (name, shown) in NODES {
            measures.push(MeasureInfo::new(format!("{name}_value"), format!("the value of {shown}")));
            measures.push(MeasureInfo::new(format!("{name}_gradient"), format!("∂loss/∂ of {shown}")));
        }
        measures.push(MeasureInfo::new("loss", "(y − target)²"));
        measures.push(MeasureInfo::new("slope", "f′(z), the local derivative of the activation"));
        measures.push(MeasureInfo::new("checked_w1", "∂loss/∂w₁ again, by a central difference"));
        measures
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        context.check()?;
        let graph = Graph::new(settings, 0.0)?;
        let mut report = Report::new(self, settings, context);
        let mut rows = Vec::new();
        for ((name, shown), &var) in NODES.iter().zip(&graph.nodes) {
            let (value, gradient) = (graph.tape.scalar(var), graph.gradient(var));
            report.add(format!("{name}_value"), value);
            report.add(format!("{name}_gradient"), gradient);
            rows.push(vec![(*shown).to_owned(), number::plain(value, 4), number::plain(gradient, 4)]);
        }
        let loss = graph.tape.scalar(graph.loss);
        let [above, below] = [1e-5, -1e-5].map(|shift| Graph::new(settings, shift));
        let (above, below) = (above?, below?);
        let difference = above.tape.scalar(above.loss) - below.tape.scalar(below.loss);
        let function = activation::find(settings.name("activation"))?;
        let [z, h] = [4, 5].map(|node| graph.tape.scalar(graph.nodes[node]));
        report.add("loss", loss);
        report.add("slope", function.df(z, h));
        report.add("checked_w1", difference / 2e-5);
        report.figures.push(Figure::Table(Table {
            title: "Forward gives the values, backward the gradients".to_owned(),
            columns: ["node", "value", "∂loss/∂node"].map(str::to_owned).to_vec(),
            rows,
            caption: format!("The loss is (y − target)² = {}.", number::significant(loss, 4)),
        }));
        Ok(report)
    }
}

/// The computation on a tape, run backward.
struct Graph {
    tape: Tape,
    nodes: Vec<Var>,
    loss: Var,
}

impl Graph {
    /// The graph with the first weight moved by `shift`.
    fn new(settings: &Settings, shift: f64) -> Result<Self, ExperimentError> {
        let real = |name: &str| settings.real(name).unwrap_or(0.0);
        let mut tape = Tape::new();
        // The input is recorded as a parameter so that its gradient is shown too.
        let mut leaf = |value: f64| tape.parameter(Array2::from_elem((1, 1), value).view());
        let [x, w1, b1] = [leaf(real("x"))?, leaf(real("w1") + shift)?, leaf(real("b1"))?];
        let [w2, b2, target] = [leaf(real("w2"))?, leaf(real("b2"))?, leaf(-real("target"))?];
        let product1 = tape.multiply(w1, x)?;
        let sum1 = tape.add(product1, b1)?;
        let hidden = tape.activate(sum1, &activation::find(settings.name("activation"))?)?;
        let product2 = tape.multiply(w2, hidden)?;
        let output = tape.add(product2, b2)?;
        let error = tape.add(output, target)?;
        let loss = tape.multiply(error, error)?;
        tape.backward(loss)?;
        let nodes = vec![x, w1, product1, b1, sum1, hidden, w2, product2, b2, output, error];
        Ok(Self { tape, nodes, loss })
    }

    fn gradient(&self, var: Var) -> f64 {
        self.tape.gradient(var)[[0, 0]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gradient_is_the_product_of_local_derivatives() {
        for name in activation::names() {
            let set = format!("activation={name}");
            let settings =
                Settings::parse(&ChainRule.parameters(), &[set.as_str(), "w2=1.5", "b1=0.25"]).unwrap();
            let report = ChainRule.run(&settings, &Context::silent(0)).unwrap();
            let measure = |name: &str| report.measure(name).unwrap();
            let product = 2.0 * measure("error_value") * 1.5 * measure("slope") * 2.0;
            assert!((measure("w1_gradient") - product).abs() < 1e-12, "{name}");
            assert!((measure("w1_gradient") - measure("checked_w1")).abs() < 1e-8, "{name}");
        }
    }
}
