//! A computational graph from left to right, or as a list where it does not fit.

use crate::plot::canvas::{Canvas, Style};
use crate::plot::grid::{Grid, Layer};
use crate::plot::heading::{legend, title};
use crate::plot::raster::{Dots, Path};
use crate::plot::terminal::table;
use crate::plot::{Graph, Node, Table};
use crate::text::number::{plain, significant};
use crate::text::{Line, Role, columns};

/// Lines of a node: name, value, gradient.
const LINES: usize = 3;
/// Columns between two depths at least.
const GAP: usize = 3;

/// The drawn graph, or the list of its nodes.
pub(super) fn render(graph: &Graph, canvas: &Canvas) -> Vec<Line> {
    // No more nodes than that can stand in the canvas, and a long list takes long to lay out.
    // In ASCII the edges would be dots that lead nowhere.
    let plain = canvas.style == Style::Ascii;
    if graph.nodes.is_empty() || plain || graph.nodes.len() > canvas.width {
        return table::render(&as_table(graph), canvas);
    }
    let head = head(graph, canvas);
    let places = Places::new(graph, canvas);
    if places.width > canvas.width || places.height + head.len() > canvas.height {
        return table::render(&as_table(graph), canvas);
    }
    let mut grid = Grid::new(canvas.width, places.height);
    let wires: Vec<Path> = places.wires(graph, &grid);
    let dots = Dots::lines(grid.columns, grid.rows, &wires);
    grid.dots(&dots, Role::Dim, Layer::Curve);
    for (node, &(column, row)) in graph.nodes.iter().zip(&places.at) {
        for (index, (role, text)) in texts(node, canvas).into_iter().enumerate() {
            let width = places.widths[index_of(column, &places.starts)];
            grid.write(
                column,
                row + index,
                &crate::text::width::padded(&text, width, crate::text::width::Align::Left),
                role,
            );
        }
    }
    head.into_iter().chain((0..grid.rows).map(|row| grid.line(row))).collect()
}

fn head(graph: &Graph, canvas: &Canvas) -> Vec<Line> {
    let mut head = Vec::new();
    head.extend(title(canvas, &graph.title, usize::MAX));
    head.extend(legend(canvas, "value, then ∂ gradient", &[]));
    head
}

/// Name, value and gradient of a node as they are written.
fn texts(node: &Node, canvas: &Canvas) -> [(Role, String); LINES] {
    let gradient = node.gradient.map_or_else(String::new, |gradient| format!("∂ {}", drawn(gradient)));
    [
        (Role::Strong, canvas.text(&node.name)),
        (Role::Plain, canvas.text(&drawn(node.value))),
        (Role::Accent, gradient),
    ]
}

fn number(value: f64) -> String {
    plain(value, 3)
}

fn drawn(value: f64) -> String {
    significant(value, 3).replace(" × ", "×")
}

/// Where the nodes stand.
struct Places {
    /// The upper left cell of each node.
    at: Vec<(usize, usize)>,
    /// The first column and the width of each depth.
    starts: Vec<usize>,
    widths: Vec<usize>,
    width: usize,
    height: usize,
}

impl Places {
    /// Depths from left to right, the nodes of each spread over the height.
    fn new(graph: &Graph, canvas: &Canvas) -> Self {
        let depths = graph.depths();
        let count = depths.iter().max().map_or(0, |depth| depth + 1);
        let mut widths = vec![0; count];
        let mut members = vec![0; count];
        for (node, &depth) in graph.nodes.iter().zip(&depths) {
            let widest = texts(node, canvas).iter().map(|(_, text)| columns(text)).max().unwrap_or(0);
            widths[depth] = widths[depth].max(widest);
            members[depth] += 1;
        }
        let least = widths.iter().sum::<usize>() + GAP * count.saturating_sub(1);
        let spare = canvas.width.saturating_sub(least) / count.saturating_sub(1).max(1);
        let gap = GAP + spare.min(8);
        let starts: Vec<usize> =
            (0..count).map(|depth| widths[..depth].iter().sum::<usize>() + gap * depth).collect();
        let height = (LINES + 1) * members.iter().max().copied().unwrap_or(0);
        let mut placed = vec![0; count];
        let place = |&depth: &usize| {
            placed[depth] += 1;
            let pitch = height as f64 / members[depth] as f64;
            let middle = pitch * (placed[depth] as f64 - 0.5);
            (starts[depth], (middle - LINES as f64 / 2.0).max(0.0) as usize)
        };
        let at = depths.iter().map(place).collect();
        Self { at, starts, widths, width: least, height: height.saturating_sub(1) }
    }

    /// From the right of each input to the left of what is computed from it, at the height of the values.
    fn wires(&self, graph: &Graph, grid: &Grid) -> Vec<Path> {
        let unit = |column: f64, row: usize| {
            [(column + 0.5) / grid.columns as f64, 1.0 - (row as f64 + 1.5) / grid.rows.max(1) as f64]
        };
        let mut wires = Vec::new();
        for (index, node) in graph.nodes.iter().enumerate() {
            for &input in node.inputs.iter().filter(|&&input| input < index) {
                let (from, to) = (self.at[input], self.at[index]);
                let end = from.0 + self.widths[index_of(from.0, &self.starts)];
                wires.push(vec![unit(end as f64, from.1), unit(to.0 as f64 - 1.5, to.1)]);
            }
        }
        wires
    }
}

fn index_of(column: usize, starts: &[usize]) -> usize {
    starts.iter().position(|&start| start == column).unwrap_or(0)
}

/// One row for each node, in the order they are computed.
pub(crate) fn as_table(graph: &Graph) -> Table {
    let row = |node: &Node| {
        let from: Vec<&str> = node
            .inputs
            .iter()
            .filter_map(|&input| graph.nodes.get(input))
            .map(|node| node.name.as_str())
            .collect();
        let gradient = node.gradient.map_or_else(|| "—".to_owned(), number);
        vec![node.name.clone(), number(node.value), gradient, from.join(", ")]
    };
    Table {
        title: graph.title.clone(),
        columns: ["node", "value", "gradient", "from"].map(str::to_owned).to_vec(),
        rows: graph.nodes.iter().map(row).collect(),
        caption: String::new(),
    }
}
