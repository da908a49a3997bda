//! Backpropagation through two units, node by node.

use ndarray::Array2;

use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::{Tape, Var, activation};
use crate::plot::{self, Figure};

/// `chain-rule`.
pub(super) struct ChainRule;

/// A node: its name in measures, what it is, its name in the drawn graph, what it is computed from.
type NodeInfo = (&'static str, &'static str, &'static str, &'static [usize]);

/// The nodes in the order they are computed.
const NODES: [NodeInfo; 11] = [
    ("x", "x, the input", "x", &[]),
    ("w1", "w₁, a weight", "w₁", &[]),
    ("product1", "w₁·x", "w₁·x", &[0, 1]),
    ("b1", "b₁, a bias", "b₁", &[]),
    ("sum1", "z = w₁·x + b₁", "z", &[2, 3]),
    ("hidden", "h = f(z)", "h", &[4]),
    ("w2", "w₂, a weight", "w₂", &[]),
    ("product2", "w₂·h", "w₂·h", &[5, 6]),
    ("b2", "b₂, a bias", "b₂", &[]),
    ("output", "y = w₂·h + b₂", "y", &[7, 8]),
    ("error", "e = y − target", "e", &[9]),
];

impl Experiment for ChainRule {
    fn name(&self) -> &'static str {
        "chain-rule"
    }

    fn about(&self) -> &'static str {
        "two units in a row: value and gradient at every node of the graph"
    }

    fn parameters(&self) -> Vec<Parameter> {
        let number = |name, default, help| Parameter::real(name, -10.0, 10.0, default, help);
        vec![
            number("x", 2.0, "the input"),
            number("w1", 0.5, "the weight of the first unit"),
            number("b1", -0.5, "the bias of the first unit"),
            number("w2", 2.0, "the weight of the second unit"),
            number("b2", 0.25, "the bias of the second unit"),
            number("target", 1.0, "what the output should be"),
            Parameter::choice("activation", activation::names(), "tanh", "the activation of the first unit"),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let mut measures = Vec::new();
        for (name, shown, ..) in NODES {
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
        for ((name, ..), &var) in NODES.iter().zip(&graph.nodes) {
            report.add(format!("{name}_value"), graph.tape.scalar(var));
            report.add(format!("{name}_gradient"), graph.gradient(var));
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
        report.figures.push(Figure::Graph(graph.drawn()));
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

    /// Every node with its value and gradient.
    fn drawn(&self) -> plot::Graph {
        let mut nodes = Vec::new();
        let all = self.nodes.iter().zip(NODES).map(|(&var, (.., name, inputs))| (var, name, inputs));
        for (var, name, inputs) in all.chain([(self.loss, "loss = e²", &[10][..])]) {
            nodes.push(plot::Node {
                name: name.to_owned(),
                value: self.tape.scalar(var),
                gradient: Some(self.gradient(var)),
                inputs: inputs.to_vec(),
            });
        }
        plot::Graph { title: "Forward gives the values, backward the gradients".to_owned(), nodes }
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
