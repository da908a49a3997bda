//! Markers of series, marked points and reference lines, with their labels.

use crate::plot::Mark;
use crate::plot::canvas::Canvas;
use crate::plot::frame::Frame;
use crate::plot::grid::{Grid, Layer};
use crate::plot::heading::Key;
use crate::plot::raster::Dots;
use crate::text::{Line, Role, columns};

/// So many series have a marker of their own.
pub const MARKERS: usize = 10;

/// The marker of the n-th series: distinct in shape, so that nothing depends on colour.
pub(crate) fn marker(canvas: &Canvas, index: usize) -> char {
    const UNICODE: [char; MARKERS] = ['●', '▲', '■', '○', '◆', '△', '□', '◇', '▼', '▽'];
    const ASCII: [char; MARKERS] = ['*', 'o', '+', 'x', '#', '@', '%', '&', '=', '$'];
    canvas.pick(UNICODE, ASCII)[index % MARKERS]
}

/// The role of the n-th series.
pub(crate) fn role(index: usize) -> Role {
    Role::Series((index % 256) as u8)
}

/// The legend entry of the n-th series.
pub(crate) fn key(canvas: &Canvas, index: usize, name: &str) -> Key {
    Key { glyph: Line::new().with(role(index), marker(canvas, index)), name: name.to_owned() }
}

/// Markers on a curve: at its points when they are few, otherwise spread so that those of other
/// curves fall between them.
pub(crate) fn mark_curve(
    grid: &mut Grid,
    dots: &Dots,
    points: &[[f64; 2]],
    glyph: char,
    turn: (usize, usize),
) {
    let (index, count) = turn;
    let cells: Vec<(usize, usize)> = if points.len() <= dots.columns / 5 {
        points.iter().filter_map(|point| dots.cell(*point)).collect()
    } else if count > 1 {
        spread(dots, index, count).collect()
    } else {
        Vec::new()
    };
    let free = |(column, row): &(usize, usize)| grid.layer(*column, *row) < Layer::Marker;
    let end = points.last().and_then(|point| dots.cell(*point)).filter(|_| count > 1);
    let cells: Vec<(usize, usize)> = cells.into_iter().filter(free).collect();
    for (column, row) in if cells.is_empty() { end.into_iter().collect() } else { cells } {
        grid.put(column, row, glyph, role(index), Layer::Marker);
    }
}

/// Cells of a curve at even distances.
fn spread(dots: &Dots, index: usize, count: usize) -> impl Iterator<Item = (usize, usize)> {
    let pitch = (dots.columns / 4).max(count).max(6);
    let start = (pitch * index / count + pitch / (2 * count)).min(dots.columns.saturating_sub(1));
    (start..dots.columns).step_by(pitch).filter_map(move |column| {
        let rows = Grid::rows_of(dots, column);
        rows.get(rows.len() / 2).map(|&row| (column, row))
    })
}

/// Reference lines, drawn first: curves cover them. Of a horizontal one only every so many cells are
/// drawn, where it would cover what it marks.
pub(crate) fn reference_lines(grid: &mut Grid, frame: &Frame, canvas: &Canvas, marks: &[Mark], every: usize) {
    let dots = Dots::new(grid.columns, grid.rows);
    for mark in marks {
        match mark {
            Mark::Horizontal { y, .. } => {
                let cell = frame.y.unit(*y).and_then(|unit| dots.cell([0.0, unit]));
                let glyph = canvas.pick('┈', '-');
                cell.into_iter().for_each(|(_, row)| {
                    (0..grid.columns)
                        .step_by(every)
                        .for_each(|column| grid.put(column, row, glyph, Role::Dim, Layer::Ground));
                });
            }
            Mark::Vertical { x, .. } => {
                let cell = frame.x.unit(*x).and_then(|unit| dots.cell([unit, 0.0]));
                let glyph = canvas.pick('┊', ':');
                cell.into_iter().for_each(|(column, _)| {
                    (0..grid.rows).for_each(|row| grid.put(column, row, glyph, Role::Dim, Layer::Ground));
                });
            }
            Mark::Point { .. } => {}
        }
    }
}

/// Marked points and the labels of everything marked, drawn last: labels only where nothing is covered.
pub(crate) fn label_marks(grid: &mut Grid, frame: &Frame, canvas: &Canvas, marks: &[Mark]) {
    let dots = Dots::new(grid.columns, grid.rows);
    let cell = |point: Option<[f64; 2]>| point.and_then(|point| dots.cell(point));
    for mark in marks {
        let (name, role, places) = match mark {
            Mark::Point { name, at } => {
                let Some((column, row)) = cell(frame.unit(*at)) else { continue };
                grid.put(column, row, canvas.pick('✕', 'X'), Role::Strong, Layer::Marker);
                (name, Role::Strong, around(column, row, columns(&canvas.text(name))))
            }
            Mark::Horizontal { name, y } => {
                let Some((_, row)) = cell(frame.y.unit(*y).map(|unit| [0.0, unit])) else { continue };
                (name, Role::Dim, along(grid.columns, row, columns(&canvas.text(name))))
            }
            Mark::Vertical { name, x } => {
                let Some((column, _)) = cell(frame.x.unit(*x).map(|unit| [unit, 0.0])) else { continue };
                let width = columns(&canvas.text(name));
                (name, Role::Dim, (0..grid.rows).flat_map(|row| around(column, row, width)).collect())
            }
        };
        let text = canvas.text(name);
        let width = columns(&text);
        let fits = |(column, row): &&(usize, usize)| {
            column + width <= grid.columns && grid.is_free(*column, *row, width)
        };
        if let Some(&(column, row)) = places.iter().find(fits) {
            grid.write(column, row, &text, role);
        }
    }
}

/// Places for a label of this width beside a point: right, left, above, below.
fn around(column: usize, row: usize, width: usize) -> Vec<(usize, usize)> {
    let left = column.checked_sub(width + 1).map(|start| (start, row));
    let centred = column.saturating_sub(width / 2);
    let above = row.checked_sub(1);
    let beside = [Some((column + 2, row)), left];
    let others =
        [above.map(|row| (centred, row)), Some((centred, row + 1)), above.map(|row| (column + 2, row))];
    beside.into_iter().chain(others).flatten().collect()
}

/// Places for a label on a horizontal line, or just above or below it: at the right, the left, the middle.
fn along(width: usize, row: usize, label: usize) -> Vec<(usize, usize)> {
    let right = width.saturating_sub(label + 1);
    let rows = [Some(row), row.checked_sub(1), Some(row + 1)];
    rows.into_iter()
        .flatten()
        .flat_map(|row| [right, 1, right / 2, right / 4].map(|column| (column, row)))
        .collect()
}
