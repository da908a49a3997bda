//! A value or class for every place, as half blocks of colour or as shades.

use crate::plot::canvas::{Canvas, Style};
use crate::plot::colormap::{Colormap, contrasting, shaded};
use crate::plot::frame::{Frame, Plan};
use crate::plot::grid::{Grid, Layer};
use crate::plot::heading::Key;
use crate::plot::raster::Dots;
use crate::plot::regions::places;
use crate::plot::scale::Mapping;
use crate::plot::terminal::curves::{draw, paths};
use crate::plot::terminal::marks::{key, label_marks, mark_curve, marker, reference_lines, role};
use crate::plot::{Colors, Field, Series};
use crate::text::{ColorDepth, Line, Role, columns};

/// The field as lines that fill the canvas.
pub(super) fn render(field: &Field, canvas: &Canvas) -> Vec<Line> {
    let colormap = colormap(field, canvas.depth);
    let keys = keys(field, canvas, &colormap);
    let mappings = mappings(field);
    let plan = Plan { title: &field.title, axes: [&field.x, &field.y], mappings, keys };
    let frame = Frame::new(*canvas, plan);
    let mut grid = frame.grid();
    fill(&mut grid, canvas, field, &colormap);
    reference_lines(&mut grid, &frame, canvas, &field.marks, if shaded(canvas) { 4 } else { 1 });
    curves(&mut grid, &frame, canvas, field);
    points(&mut grid, &frame, canvas, field);
    label_marks(&mut grid, &frame, canvas, &field.marks);
    region_names(&mut grid, canvas, field);
    if !shaded(canvas) {
        keep_behind(&mut grid, field, &colormap);
    }
    frame.compose(&grid)
}

/// Groups and colours; a class that has a group of its name shares its entry.
fn keys(field: &Field, canvas: &Canvas, colormap: &Colormap) -> Vec<Key> {
    let mut colors = colormap.keys(canvas);
    let mut keys: Vec<Key> =
        overlays(field).enumerate().map(|(index, group)| key(canvas, index, &group.name)).collect();
    for key in &mut keys {
        if let Some(at) = colors.iter().position(|color| color.name == key.name) {
            key.glyph.push(Role::Plain, " ");
            key.glyph.append(&colors.remove(at).glyph);
        }
    }
    keys.extend(colors);
    // The only curve has no need of markers.
    if let ([_], Some(key)) = (field.curves.as_slice(), keys.get_mut(field.groups.len())) {
        let stroke = canvas.pick('─', marker(canvas, field.groups.len()));
        key.glyph = Line::new().with(Role::Strong, stroke.to_string().repeat(2));
    }
    keys
}

/// Everything that has a marker: the groups of points, then the curves.
fn overlays(field: &Field) -> impl Iterator<Item = &Series> {
    field.groups.iter().chain(&field.curves)
}

/// The sampled ranges; without them the range of the points.
pub(crate) fn mappings(field: &Field) -> [Mapping; 2] {
    let places = |axis: usize| overlays(field).flat_map(|group| &group.points).map(move |point| point[axis]);
    [Mapping::new(&field.x, places(0)), Mapping::new(&field.y, places(1))]
}

pub(crate) fn colormap(field: &Field, depth: ColorDepth) -> Colormap {
    Colormap::new(&field.colors, &field.value, field.values.iter().flatten().copied(), depth)
}

/// The value nearest to a place in unit coordinates; `None` where there is none.
pub(crate) fn sample(values: &[Vec<f64>], [x, y]: [f64; 2]) -> Option<f64> {
    let nearest = |unit: f64, count: usize| ((unit * count as f64) as usize).min(count.saturating_sub(1));
    let row = values.get(nearest(y, values.len()))?;
    row.get(nearest(x, row.len())).copied()
}

/// What a field shows within rectangles of the unit square, however many of its values lie there.
pub(crate) struct Sampler<'a> {
    field: &'a Field,
    /// The mean of the values; none where they are classes.
    mean: Option<f64>,
}

impl<'a> Sampler<'a> {
    pub(crate) fn new(field: &'a Field) -> Self {
        let values = || field.values.iter().flatten().filter(|value| value.is_finite());
        let count = values().count() as f64;
        let is_even = !matches!(field.colors, Colors::Classes(_));
        Self { field, mean: is_even.then(|| values().map(|value| value / count).sum()) }
    }

    /// Of classes the one in the middle; of values the farthest from the mean of all, so that neither a
    /// peak nor a dip is lost.
    pub(crate) fn within(&self, x: [f64; 2], y: [f64; 2]) -> Option<f64> {
        let values = &self.field.values;
        let middle = || sample(values, [(x[0] + x[1]) / 2.0, (y[0] + y[1]) / 2.0]);
        let Some(mean) = self.mean else { return middle() };
        let rows = span(y, values.len());
        if rows.len() < 2 && span(x, values.first().map_or(0, Vec::len)).len() < 2 {
            return middle();
        }
        let rows = if rows.is_empty() { nearest((y[0] + y[1]) / 2.0, values.len()) } else { rows };
        let cells = values.get(rows)?.iter().flat_map(|row| {
            let columns = span(x, row.len());
            let columns = if columns.is_empty() { nearest((x[0] + x[1]) / 2.0, row.len()) } else { columns };
            row.get(columns).unwrap_or_default().iter().copied()
        });
        let finite = cells.filter(|value| value.is_finite());
        finite.max_by(|a, b| (a - mean).abs().total_cmp(&(b - mean).abs())).or_else(middle)
    }
}

/// The indices whose cells belong to a part of the unit interval: each belongs to one part only.
fn span([from, to]: [f64; 2], count: usize) -> std::ops::Range<usize> {
    let edge = |unit: f64| (unit * count as f64).round().clamp(0.0, count as f64) as usize;
    edge(from)..edge(to)
}

fn nearest(unit: f64, count: usize) -> std::ops::Range<usize> {
    let index = ((unit * count as f64) as usize).min(count.saturating_sub(1));
    index..(index + 1).min(count)
}

/// Two values in each cell, one above the other, where there are colours; otherwise their shade.
fn fill(grid: &mut Grid, canvas: &Canvas, field: &Field, colormap: &Colormap) {
    let (columns, rows) = (grid.columns as f64, grid.rows as f64);
    let sampler = Sampler::new(field);
    for row in 0..grid.rows {
        for column in 0..grid.columns {
            let x = [0.0, 1.0].map(|share| (column as f64 + share) / columns);
            let at = |below: f64, above: f64| {
                sampler.within(x, [below, above].map(|share| 1.0 - (row as f64 + share) / rows))
            };
            if shaded(canvas) {
                let glyph = at(1.0, 0.0).map_or(' ', |value| colormap.shade(value, canvas.style));
                grid.put(column, row, glyph, Role::Dim, Layer::Ground);
                continue;
            }
            let color = |below: f64, above: f64| at(below, above).and_then(|value| colormap.color(value));
            match (color(0.5, 0.0), color(1.0, 0.5)) {
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

fn curves(grid: &mut Grid, frame: &Frame, canvas: &Canvas, field: &Field) {
    for (index, curve) in field.curves.iter().enumerate() {
        let turn = (field.groups.len() + index, field.curves.len());
        let dots = Dots::lines(frame.columns, frame.rows, &paths(frame, &curve.points));
        draw(grid, canvas, &dots, turn.0);
        if canvas.style == Style::Unicode {
            let points: Vec<[f64; 2]> = curve.points.iter().filter_map(|point| frame.unit(*point)).collect();
            mark_curve(grid, &dots, &points, marker(canvas, turn.0), turn);
        }
    }
}

fn points(grid: &mut Grid, frame: &Frame, canvas: &Canvas, field: &Field) {
    let dots = Dots::new(grid.columns, grid.rows);
    for (index, group) in field.groups.iter().enumerate() {
        let cells = group.points.iter().filter_map(|point| dots.cell(frame.unit(*point)?));
        for (column, row) in cells {
            grid.put(column, row, marker(canvas, index), role(index), Layer::Marker);
        }
    }
}

fn region_names(grid: &mut Grid, canvas: &Canvas, field: &Field) {
    // With a blank at both ends, to stand apart from a texture.
    let text = |name: &str| format!(" {} ", canvas.text(name));
    let Colors::Classes(names) = &field.colors else { return };
    let free = |column: usize, row: usize| grid.layer(column, row) <= Layer::Ground;
    for place in places(field, [grid.columns, grid.rows], |name| columns(&text(name)), free) {
        grid.write(place.column, place.row, &text(&names[place.class]), Role::Strong);
    }
}

/// Whatever is drawn over the field keeps the field's colour behind it, and is black or white itself.
fn keep_behind(grid: &mut Grid, field: &Field, colormap: &Colormap) {
    let (columns, rows) = (grid.columns as f64, grid.rows as f64);
    grid.map_roles(|column, row, role| {
        let unit = [(column as f64 + 0.5) / columns, 1.0 - (row as f64 + 0.5) / rows];
        let behind = || colormap.color(sample(&field.values, unit)?);
        match role {
            Role::Halves(..) | Role::Foreground(_) => role,
            over => behind().map_or(over, |color| Role::Halves(contrasting(color), color)),
        }
    });
}
