//! Figures as lines of a terminal.

mod bars;
mod contour;
mod curves;
mod marks;
mod table;

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
        Figure::Contour(contour) => contour::render(contour, canvas),
        Figure::Bars(bars) => bars::render(bars, canvas),
        Figure::Table(table) => table::render(table, canvas),
    };
    lines.truncate(canvas.height);
    lines
}
