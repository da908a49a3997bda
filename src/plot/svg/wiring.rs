//! Computational graphs and networks.

use super::blocks::table;
use super::page::{Anchor, LINE, MARGIN, Page, WIDTH, color, extent, fitted};
use crate::plot::terminal::graph_table;
use crate::plot::{Graph, Network, Node};
use crate::text::number::significant;

/// The height of a node and the distance to the next.
const NODE: f64 = 54.0;
const PITCH: f64 = 74.0;

/// Larger graphs are lists of their nodes.
const NODES: usize = 60;
/// The most units of a layer that are drawn.
const UNITS: usize = 1500;

pub(super) fn graph(page: &mut Page, graph: &Graph) {
    if graph.nodes.len() > NODES {
        return table(page, &graph_table(graph));
    }
    let depths = graph.depths();
    let count = depths.iter().max().map_or(0, |depth| depth + 1);
    let members = |depth: usize| depths.iter().filter(|&&other| other == depth).count();
    let height = PITCH * (0..count).map(members).max().unwrap_or(0) as f64;
    let pitch = (WIDTH - 2.0 * MARGIN) / count.max(1) as f64;
    let widest = graph.nodes.iter().map(|node| extent(&node.name)).fold(0.0, f64::max);
    let width = (pitch * 0.68).min(110.0).max((widest + 6.0).min(pitch - 10.0)).max(1.0);
    let mut placed = vec![0; count];
    let place = |&depth: &usize| {
        placed[depth] += 1;
        let middle = height / members(depth) as f64 * (placed[depth] as f64 - 0.5);
        [MARGIN + pitch * (depth as f64 + 0.5) - width / 2.0, page.y + middle - NODE / 2.0]
    };
    let places: Vec<[f64; 2]> = depths.iter().map(place).collect();
    for (index, node) in graph.nodes.iter().enumerate() {
        for &input in node.inputs.iter().filter(|&&input| input < index) {
            let ([x1, y1], [x2, y2]) = (places[input], places[index]);
            page.line([x1 + width, y1 + NODE / 2.0], [x2, y2 + NODE / 2.0], "axis");
        }
    }
    for (node, &[x, y]) in graph.nodes.iter().zip(&places) {
        draw(page, node, [x, y], width);
    }
    page.y += height;
}

fn draw(page: &mut Page, node: &Node, [x, y]: [f64; 2], width: f64) {
    page.boxed([x, y], [width, NODE]);
    let middle = x + width / 2.0;
    page.text([middle, y + 15.0], "ink s", Anchor::Middle, &fitted(&node.name, width));
    page.text([middle, y + 31.0], "ink", Anchor::Middle, &fitted(&significant(node.value, 3), width));
    if let Some(gradient) = node.gradient {
        let text = format!("∂ {}", significant(gradient, 3));
        page.text([middle, y + 47.0], "dim", Anchor::Middle, &fitted(&text, width));
    }
}

pub(super) fn network(page: &mut Page, network: &Network) {
    /// The side of a unit with its gap.
    const UNIT: f64 = 13.0;
    let gutter =
        network.layers.iter().map(|layer| extent(&layer.name)).fold(0.0, f64::max).min(WIDTH / 4.0) + 12.0;
    let each = (((WIDTH - 2.0 * MARGIN - gutter - 130.0) / UNIT) as usize).max(1);
    for layer in &network.layers {
        let dead = layer.units.iter().filter(|&&unit| unit == 0.0).count();
        page.text([MARGIN, page.y + 11.0], "ink", Anchor::Start, &fitted(&layer.name, gutter));
        let note = format!("{}, {dead} dead", layer.units.len());
        page.text([WIDTH - MARGIN, page.y + 11.0], "dim", Anchor::End, &note);
        for (index, unit) in layer.units.iter().take(UNITS).enumerate() {
            let at = [MARGIN + gutter + UNIT * (index % each) as f64, page.y + UNIT * (index / each) as f64];
            page.boxed(at, [UNIT - 2.0; 2]);
            if *unit > 0.0 {
                // The fuller the more active.
                let side = (UNIT - 2.0) * unit.min(1.0).sqrt().max(0.25);
                let inset = (UNIT - 2.0 - side) / 2.0;
                page.rect(at.map(|corner| corner + inset), [side; 2], color(0));
            }
        }
        page.y += UNIT * layer.units.len().min(UNITS).div_ceil(each).max(1) as f64 + LINE / 2.0;
    }
    let key = "An empty box is a dead unit; the fuller a box, the more inputs its unit answers to.";
    page.text([MARGIN, page.y + 12.0], "dim", Anchor::Start, key);
    page.y += LINE;
}
