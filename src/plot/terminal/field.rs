//! A value or class for every place, as half blocks of colour or as shades.

use crate::plot::Field;
use crate::plot::canvas::Canvas;
use crate::plot::colormap::{Colormap, contrasting, shaded};
use crate::plot::frame::{Frame, Key, Plan};
use crate::plot::grid::{Grid, Layer};
use crate::plot::raster::Dots;
use crate::plot::scale::Mapping;
use crate::plot::terminal::marks::{key, label_marks, marker, reference_lines, role};
use crate::text::{Line, Role};

/// The field as lines that fill the canvas.
pub(super) fn render(field: &Field, canvas: &Canvas) -> Vec<Line> {
    let colormap = colormap(field);
    let keys = keys(field, canvas, &colormap);
    let mappings = mappings(field);
    let plan = Plan { title: &field.title, axes: [&field.x, &field.y], mappings, keys, x_labels: None };
    let frame = Frame::new(*canvas, plan);
    let mut grid = frame.grid();
    fill(&mut grid, canvas, field, &colormap);
    if shaded(canvas) {
        reference_lines(&mut grid, &frame, canvas, &field.marks);
    }
    points(&mut grid, &frame, canvas, field, &colormap);
    label_marks(&mut grid, &frame, canvas, &field.marks);
    frame.compose(&grid)
}

/// Groups and colours; a class that has a group of its name shares its entry.
fn keys(field: &Field, canvas: &Canvas, colormap: &Colormap) -> Vec<Key> {
    let mut colors = colormap.keys(canvas);
    let mut keys: Vec<Key> =
        field.groups.iter().enumerate().map(|(index, group)| key(canvas, index, &group.name)).collect();
    for key in &mut keys {
        if let Some(at) = colors.iter().position(|color| color.name == key.name) {
            key.glyph.push(Role::Plain, " ");
            key.glyph.append(&colors.remove(at).glyph);
        }
    }
    keys.extend(colors);
    keys
}

/// The sampled ranges; without them the range of the points.
pub(crate) fn mappings(field: &Field) -> [Mapping; 2] {
    let places =
        |axis: usize| field.groups.iter().flat_map(|group| &group.points).map(move |point| point[axis]);
    [Mapping::new(&field.x, places(0)), Mapping::new(&field.y, places(1))]
}

pub(crate) fn colormap(field: &Field) -> Colormap {
    Colormap::new(&field.colors, &field.value, field.values.iter().flatten().copied())
}

/// The value nearest to a place in unit coordinates; `None` where there is none.
pub(crate) fn sample(values: &[Vec<f64>], [x, y]: [f64; 2]) -> Option<f64> {
    let nearest = |unit: f64, count: usize| ((unit * count as f64) as usize).min(count.saturating_sub(1));
    let row = values.get(nearest(y, values.len()))?;
    row.get(nearest(x, row.len())).copied()
}

/// Two values in each cell, one above the other, where there are colours; otherwise their shade.
fn fill(grid: &mut Grid, canvas: &Canvas, field: &Field, colormap: &Colormap) {
    let (columns, rows) = (grid.columns as f64, grid.rows as f64);
    for row in 0..grid.rows {
        for column in 0..grid.columns {
            let x = (column as f64 + 0.5) / columns;
            let at = |share: f64| sample(&field.values, [x, 1.0 - (row as f64 + share) / rows]);
            if shaded(canvas) {
                let glyph = at(0.5).map_or(' ', |value| colormap.shade(value, canvas.style));
                grid.put(column, row, glyph, Role::Dim, Layer::Ground);
                continue;
            }
            let color = |share: f64| at(share).and_then(|value| colormap.color(value));
            match (color(0.25), color(0.75)) {
                (Some(upper), Some(lower)) => {
                    grid.put(column, row, '▀', Role::Halves(upper, lower), Layer::Ground);
                }
                (Some(upper), None) => grid.put(column, row, '▀', Role::Foreground(upper), Layer::Ground),
                (None, Some(lower)) => grid.put(column, row, '▄', Role::Foreground(lower), Layer::Ground),
                (None, None) => {}
            }
        }
    }
}

/// Points keep the colour of the field behind them.
fn points(grid: &mut Grid, frame: &Frame, canvas: &Canvas, field: &Field, colormap: &Colormap) {
    let dots = Dots::new(grid.columns, grid.rows);
    for (index, group) in field.groups.iter().enumerate() {
        for unit in group.points.iter().filter_map(|point| frame.unit(*point)) {
            let Some((column, row)) = dots.cell(unit) else { continue };
            let behind = sample(&field.values, unit).and_then(|value| colormap.color(value));
            let role = match behind.filter(|_| !shaded(canvas)) {
                Some(color) => Role::Halves(contrasting(color), color),
                None => role(index),
            };
            grid.put(column, row, marker(canvas, index), role, Layer::Marker);
        }
    }
}
