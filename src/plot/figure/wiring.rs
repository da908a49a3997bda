//! Figures of what is connected: computational graphs and networks.

use serde::Serialize;

/// A node of a computational graph.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Node {
    /// Its name or operation: `w₁`, `×`, `tanh`.
    pub name: String,
    /// Its value, computed forwards.
    pub value: f64,
    /// The gradient of the output with respect to it, computed backwards; absent before that.
    pub gradient: Option<f64>,
    /// The indices of the nodes it is computed from; all smaller than its own.
    pub inputs: Vec<usize>,
}

/// A computational graph: nodes in the order they are computed, the output last.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Graph {
    /// What the figure shows.
    pub title: String,
    /// The nodes.
    pub nodes: Vec<Node>,
}

impl Graph {
    /// The column of each node: one more than the farthest node it is computed from; an input stands
    /// right before the first that is computed from it.
    ///
    /// An index that does not point backwards is ignored.
    pub fn depths(&self) -> Vec<usize> {
        let mut depths: Vec<usize> = Vec::with_capacity(self.nodes.len());
        for node in &self.nodes {
            let inputs = node.inputs.iter().filter_map(|&input| depths.get(input));
            depths.push(inputs.max().map_or(0, |depth| depth + 1));
        }
        let mut first: Vec<Option<usize>> = vec![None; depths.len()];
        for (index, node) in self.nodes.iter().enumerate() {
            for &input in node.inputs.iter().filter(|&&input| input < index) {
                first[input] = Some(first[input].map_or(depths[index], |first| first.min(depths[index])));
            }
        }
        let late = |(depth, first): (usize, Option<usize>)| match (depth, first) {
            (0, Some(first)) => first - 1,
            (depth, _) => depth,
        };
        depths.into_iter().zip(first).map(late).collect()
    }
}

/// A layer of a network: a value between 0 and 1 for each unit.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Layer {
    /// Its name: `input`, `hidden 1`.
    pub name: String,
    /// How active each unit is, as the share of inputs it answers to; 0 is a dead unit.
    pub units: Vec<f64>,
}

/// A network with a grid of the units of each layer.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Network {
    /// What the figure shows.
    pub title: String,
    /// The layers from the input on.
    pub layers: Vec<Layer>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_is_the_longest_way_from_an_input_and_inputs_come_late() {
        let node = |inputs: &[usize]| Node { inputs: inputs.to_vec(), ..Node::default() };
        let graph = Graph {
            nodes: vec![node(&[]), node(&[]), node(&[0, 1]), node(&[]), node(&[2, 3, 9])],
            ..Graph::default()
        };
        assert_eq!(graph.depths(), [0, 0, 1, 1, 2]);
    }
}
