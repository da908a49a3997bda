//! Level lines of a function of two variables, with paths over them.

use crate::plot::canvas::{Canvas, Style};
use crate::plot::frame::{Frame, Plan};
use crate::plot::grid::{Grid, Layer};
use crate::plot::heading::Key;
use crate::plot::levels::{level_lines, levels};
use crate::plot::raster::Dots;
use crate::plot::scale::Mapping;
use crate::plot::terminal::curves::{draw, paths};
use crate::plot::terminal::marks::{key, label_marks, marker, reference_lines, role};
use crate::plot::{Axis, Contour};
use crate::text::{Line, Role};

/// The plot as lines that fill the canvas.
pub(super) fn render(contour: &Contour, canvas: &Canvas) -> Vec<Line> {
    let mappings = mappings(contour);
    let keys = keys(contour, canvas);
    let plan = Plan { title: &contour.title, axes: [&contour.x, &contour.y], mappings, keys };
    let frame = Frame::new(*canvas, plan);
    let mut grid = frame.grid();
    draw_levels(&mut grid, canvas, contour);
    reference_lines(&mut grid, &frame, canvas, &contour.marks, 1);
    for (index, trajectory) in contour.trajectories.iter().enumerate() {
        let dots = Dots::lines(frame.columns, frame.rows, &paths(&frame, &trajectory.path));
        draw(&mut grid, canvas, &dots, index);
    }
    ends(&mut grid, &frame, canvas, contour);
    label_marks(&mut grid, &frame, canvas, &contour.marks);
    frame.compose(&grid)
}

/// The sampled ranges; without them the range of the paths.
pub(crate) fn mappings(contour: &Contour) -> [Mapping; 2] {
    [&contour.x, &contour.y].map(|axis: &Axis| {
        let index = usize::from(std::ptr::eq(axis, &raw const contour.y));
        let places = contour.trajectories.iter().flat_map(|trajectory| &trajectory.path);
        Mapping::new(axis, places.map(|place| place[index]))
    })
}

fn keys(contour: &Contour, canvas: &Canvas) -> Vec<Key> {
    let trajectories = contour.trajectories.iter().enumerate();
    trajectories.map(|(index, trajectory)| key(canvas, index, &trajectory.name)).collect()
}

fn draw_levels(grid: &mut Grid, canvas: &Canvas, contour: &Contour) {
    // In few rows many lines would fill every cell.
    let count = (grid.rows / 3).clamp(2, 9);
    let paths: Vec<_> =
        levels(contour, count).into_iter().flat_map(|level| level_lines(&contour.values, level)).collect();
    let dots = Dots::lines(grid.columns, grid.rows, &paths);
    match canvas.style {
        Style::Unicode => grid.dots(&dots.every_other(), Role::Dim, Layer::Ground),
        Style::Ascii => grid.characters(&dots, '.', Role::Dim, Layer::Ground),
    }
}

/// Every path's marker where it ends, and some along it while there is room; a common start is named.
fn ends(grid: &mut Grid, frame: &Frame, canvas: &Canvas, contour: &Contour) {
    let dots = Dots::new(grid.columns, grid.rows);
    let cell = |place: &[f64; 2]| frame.unit(*place).and_then(|unit| dots.cell(unit));
    let cells: Vec<Vec<(usize, usize)>> = contour
        .trajectories
        .iter()
        .map(|trajectory| trajectory.path.iter().filter_map(cell).collect())
        .collect();
    for (index, cells) in cells.iter().enumerate() {
        cells.last().into_iter().for_each(|&(column, row)| {
            grid.put(column, row, marker(canvas, index), role(index), Layer::Marker);
        });
    }
    for (index, cells) in cells.iter().enumerate() {
        for (column, row) in waypoints(cells) {
            if grid.layer(column, row) < Layer::Marker {
                grid.put(column, row, marker(canvas, index), role(index), Layer::Marker);
            }
        }
    }
    for &(column, row) in cells.iter().filter_map(|cells| cells.first()) {
        if grid.layer(column, row) < Layer::Marker {
            grid.put(column, row, canvas.pick('◎', 'S'), Role::Strong, Layer::Marker);
        }
    }
}

/// Cells at even distances along a path of cells: a quarter, a half and three quarters of its length.
fn waypoints(cells: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let step = |pair: &[(usize, usize)]| pair[0].0.abs_diff(pair[1].0) + 2 * pair[0].1.abs_diff(pair[1].1);
    let lengths: Vec<usize> = cells.windows(2).map(step).collect();
    let total: usize = lengths.iter().sum();
    if total < 16 {
        return Vec::new();
    }
    let mut places = Vec::new();
    let mut walked = 0;
    for (length, cell) in lengths.iter().zip(&cells[1..]) {
        walked += length;
        if walked * 4 >= total * (places.len() + 1) && places.len() < 3 {
            places.push(*cell);
        }
    }
    places
}
