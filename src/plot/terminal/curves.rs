//! Line plots.

use crate::plot::canvas::{Canvas, Style};
use crate::plot::frame::{Frame, Plan};
use crate::plot::grid::{Grid, Layer};
use crate::plot::heading::Key;
use crate::plot::raster::{Dots, Path};
use crate::plot::scale::Mapping;
use crate::plot::terminal::marks::{key, label_marks, mark_curve, marker, reference_lines, role};
use crate::plot::{Lines, Mark, Series};
use crate::text::Line;

/// The plot as lines that fill the canvas.
pub(super) fn render(lines: &Lines, canvas: &Canvas) -> Vec<Line> {
    let mappings = mappings(lines);
    let plan = Plan { title: &lines.title, axes: [&lines.x, &lines.y], mappings, keys: keys(lines, canvas) };
    let frame = Frame::new(*canvas, plan);
    let mut grid = frame.grid();
    reference_lines(&mut grid, &frame, canvas, &lines.marks, 1);
    for (index, series) in lines.series.iter().enumerate() {
        band(&mut grid, &frame, canvas, series, index);
    }
    let count = lines.series.len();
    let drawn: Vec<Dots> = lines.series.iter().map(|series| curve(&frame, series)).collect();
    for (index, dots) in drawn.iter().enumerate() {
        draw(&mut grid, canvas, dots, index);
    }
    if canvas.style == Style::Unicode {
        for (index, (dots, series)) in drawn.iter().zip(&lines.series).enumerate() {
            let points: Vec<[f64; 2]> = series.points.iter().filter_map(|point| frame.unit(*point)).collect();
            mark_curve(&mut grid, dots, &points, marker(canvas, index), (index, count));
        }
    }
    label_marks(&mut grid, &frame, canvas, &lines.marks);
    frame.compose(&grid)
}

/// The range of each axis: all points and bands, and what is marked.
pub(crate) fn mappings(lines: &Lines) -> [Mapping; 2] {
    let points = || lines.series.iter().flat_map(|series| series.points.iter());
    let bands = lines.series.iter().flat_map(|series| series.band.iter().flatten().copied());
    let marked = |axis: usize| {
        lines.marks.iter().filter_map(move |mark| match (mark, axis) {
            (Mark::Point { at, .. }, _) => Some(at[axis]),
            (Mark::Vertical { x, .. }, 0) => Some(*x),
            (Mark::Horizontal { y, .. }, 1) => Some(*y),
            _ => None,
        })
    };
    let x = Mapping::new(&lines.x, points().map(|point| point[0]).chain(marked(0)));
    let y = Mapping::new(&lines.y, points().map(|point| point[1]).chain(bands).chain(marked(1)));
    [x, if lines.y.range.is_some() { y } else { y.padded(0.02) }]
}

/// A legend, unless the only series is what the vertical axis is called.
pub(crate) fn keys(lines: &Lines, canvas: &Canvas) -> Vec<Key> {
    match lines.series.as_slice() {
        [only] if only.name == lines.y.name || only.name.is_empty() => Vec::new(),
        [only] => {
            vec![Key {
                glyph: Line::new().with(role(0), canvas.pick("──", "**")), name: only.name.clone()
            }]
        }
        all => all.iter().enumerate().map(|(index, series)| key(canvas, index, &series.name)).collect(),
    }
}

/// Draws a curve's dots, in ASCII as its marker.
pub(super) fn draw(grid: &mut Grid, canvas: &Canvas, dots: &Dots, index: usize) {
    match canvas.style {
        Style::Unicode => grid.dots(dots, role(index), Layer::Curve),
        Style::Ascii => grid.characters(dots, marker(canvas, index), role(index), Layer::Curve),
    }
}

fn curve(frame: &Frame, series: &Series) -> Dots {
    Dots::lines(frame.columns, frame.rows, &paths(frame, &series.points))
}

/// The points in unit coordinates, split where one has no place.
pub(super) fn paths(frame: &Frame, points: &[[f64; 2]]) -> Vec<Path> {
    let units: Vec<Option<[f64; 2]>> = points.iter().map(|point| frame.unit(*point)).collect();
    let parts = units.split(Option::is_none);
    parts
        .map(|part| part.iter().copied().flatten().collect())
        .filter(|path: &Path| !path.is_empty())
        .collect()
}

/// The band of a series as a light stipple between its edges.
fn band(grid: &mut Grid, frame: &Frame, canvas: &Canvas, series: &Series, index: usize) {
    let edge = |side: usize| -> Vec<Path> {
        let points: Vec<[f64; 2]> =
            series.points.iter().zip(&series.band).map(|(point, band)| [point[0], band[side]]).collect();
        paths(frame, &points)
    };
    let [low, high] = [0, 1].map(|side| Dots::lines(frame.columns, frame.rows, &edge(side)));
    let mut stipple = Dots::new(frame.columns, frame.rows);
    for column in 0..frame.columns {
        let (top, bottom) = (Grid::rows_of(&high, column), Grid::rows_of(&low, column));
        let (Some(&top), Some(&bottom)) = (top.first(), bottom.last()) else { continue };
        for row in top..=bottom {
            stipple.set(2 * column, 4 * row + 1);
            stipple.set(2 * column + 1, 4 * row + 3);
        }
    }
    match canvas.style {
        Style::Unicode => grid.dots(&stipple, role(index), Layer::Ground),
        Style::Ascii => grid.characters(&stipple, '.', role(index), Layer::Ground),
    }
}
