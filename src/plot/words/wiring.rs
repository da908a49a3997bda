//! Computational graphs and networks in words.

use crate::plot::{Graph, Layer, Network, Node};
use crate::text::number::significant;
use crate::text::{count, join};

/// The nodes in the order they are computed, each with what it is computed from; then where the gradient
/// is largest.
pub(super) fn graph(graph: &Graph) -> Vec<String> {
    /// How many nodes are read out.
    const READ_OUT: usize = 30;
    let mut sentences: Vec<String> = graph.nodes.iter().take(READ_OUT).map(|one| node(graph, one)).collect();
    let more = graph.nodes.len().saturating_sub(READ_OUT);
    sentences.extend((more > 0).then(|| format!("{more} more nodes")));
    let inputs = graph.nodes.iter().filter(|node| node.inputs.is_empty());
    let gradients: Vec<(&str, f64)> = inputs
        .filter_map(|node| Some((node.name.as_str(), node.gradient.filter(|it| it.is_finite())?)))
        .collect();
    let largest = gradients.iter().max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()));
    if let Some((name, gradient)) = largest.filter(|_| gradients.len() > 1) {
        sentences
            .push(format!("Of the inputs {name} has the largest gradient, {}", significant(*gradient, 3)));
    }
    sentences
}

fn node(graph: &Graph, node: &Node) -> String {
    let inputs: Vec<&str> = node
        .inputs
        .iter()
        .filter_map(|&input| graph.nodes.get(input))
        .map(|input| input.name.as_str())
        .collect();
    let from = if inputs.is_empty() { String::new() } else { format!(" from {}", join(&inputs)) };
    let gradient =
        node.gradient.map_or_else(String::new, |gradient| format!(", gradient {}", significant(gradient, 3)));
    format!("{}{from} is {}{gradient}", node.name, significant(node.value, 3))
}

/// The size of each layer and how many of its units are dead.
pub(super) fn network(network: &Network) -> Vec<String> {
    network.layers.iter().map(layer).collect()
}

fn layer(layer: &Layer) -> String {
    let units = count(layer.units.len(), "unit", "units");
    match layer.units.iter().filter(|&&unit| unit == 0.0).count() {
        0 => format!("{} has {units}, none dead", layer.name),
        dead => {
            let share = significant(100.0 * dead as f64 / layer.units.len() as f64, 2);
            format!("{} has {units}, {dead} dead ({share} %)", layer.name)
        }
    }
}
