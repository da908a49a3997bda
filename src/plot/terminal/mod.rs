//! Figures as lines of a terminal.

mod bars;
mod columns;
mod contour;
mod curves;
mod field;
mod graph;
mod histogram;
mod marks;
mod network;
mod pictures;
mod scatter;
mod table;

pub(crate) use bars::{longest as longest_stems, mapping as bar_mapping};
pub(crate) use contour::mappings as contour_mappings;
pub(crate) use curves::mappings as line_mappings;
pub(crate) use field::{
    Sampler as FieldSampler, colormap as field_colormap, mappings as field_mappings, sample as field_sample,
};
pub(crate) use graph::as_table as graph_table;
pub(crate) use histogram::{mappings as histogram_mappings, outlines};
pub(crate) use pictures::colormap as pictures_colormap;
pub(crate) use scatter::as_lines as scatter_lines;
pub(crate) use table::{is_missing, is_numeric};

pub use marks::MARKERS;

use crate::plot::{Canvas, Figure};
use crate::text::Line;

/// The figure as lines that fit the canvas: never wider, never more than it is high.
///
/// Plots with axes fill its height, so a redraw with new data takes as many lines as before.
pub fn render(figure: &Figure, canvas: &Canvas) -> Vec<Line> {
    if canvas.width == 0 || canvas.height == 0 {
        return Vec::new();
    }
    let mut lines = match figure {
        Figure::Lines(lines) => curves::render(lines, canvas),
        Figure::Scatter(scatter) => scatter::render(scatter, canvas),
        Figure::Contour(contour) => contour::render(contour, canvas),
        Figure::Field(field) => field::render(field, canvas),
        Figure::Pictures(pictures) => pictures::render(pictures, canvas),
        Figure::Histogram(histogram) => histogram::render(histogram, canvas),
        Figure::Distributions(drift) => field::render(&drift.as_field(), canvas),
        Figure::Bars(bars) => bars::render(bars, canvas),
        Figure::Table(table) => table::render(table, canvas),
        Figure::Graph(graph) => graph::render(graph, canvas),
        Figure::Network(network) => network::render(network, canvas),
    };
    lines.truncate(canvas.height);
    lines
}

impl Figure {
    /// How many lines the figure takes when it is given as many as it likes at this width.
    ///
    /// Plots with axes take [`Canvas::plot_height`]; what has a line for each bar, row or node takes
    /// those.
    pub fn natural_height(&self, width: usize) -> usize {
        let plot = Canvas::plot_height(width);
        let tall = Canvas::new(width, usize::MAX >> 1);
        match self {
            Self::Lines(_) | Self::Scatter(_) | Self::Contour(_) | Self::Field(_) => plot,
            Self::Histogram(_) | Self::Distributions(_) => plot,
            Self::Bars(bars) if bars.bars.len() + 2 > 2 * plot => plot,
            Self::Bars(_) | Self::Pictures(_) | Self::Table(_) | Self::Graph(_) | Self::Network(_) => {
                render(self, &tall).len()
            }
        }
    }
}
