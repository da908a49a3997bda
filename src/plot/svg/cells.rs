//! Fields and pictures as coloured cells.

use super::axes::{Area, Entry, Look};
use super::curves::{curve, markers};
use super::page::{Anchor, COLUMN, LINE, MARGIN, Page, WIDTH, extent, fitted};
use crate::plot::canvas::Canvas;
use crate::plot::colormap::Colormap;
use crate::plot::heading::axis_name;
use crate::plot::regions::places;
use crate::plot::terminal::{FieldSampler, field_colormap, field_mappings, pictures_colormap};
use crate::plot::{Axis, Colors, Field, Pictures};
use crate::text::ColorDepth;
use crate::text::number::significant;

/// Cells across and up at most: finer is not seen.
const FINEST: [usize; 2] = [160, 80];

pub(super) fn field(page: &mut Page, field: &Field) {
    let colormap = field_colormap(field, ColorDepth::TrueColor);
    if !matches!(field.colors, Colors::Classes(_)) {
        scale(page, &field.value, &colormap);
    }
    let entries = entries(field, &colormap);
    let area = Area::new(page, [&field.x, &field.y], field_mappings(field), &entries);
    let widest = field.values.iter().map(Vec::len).max().unwrap_or(0);
    let [columns, rows] = [widest.min(FINEST[0]), field.values.len().min(FINEST[1])];
    let sampler = FieldSampler::new(field);
    page.mosaic(area.bounds(), [columns, rows], |column, row| {
        let x = [0, 1].map(|step| (column + step) as f64 / columns as f64);
        let y = [1, 0].map(|step| 1.0 - (row + step) as f64 / rows as f64);
        colormap.coarse(sampler.within(x, y)?)
    });
    for (index, series) in field.curves.iter().enumerate() {
        page.lines(&area.curves(&series.points), "case");
        curve(page, &area, &series.points, field.groups.len() + index, false);
    }
    for (index, group) in field.groups.iter().enumerate() {
        markers(page, &area, &group.points, index, Page::rimmed_marker);
    }
    region_names(page, &area, field);
    area.marks(page, &field.marks);
}

/// The names of regions in their middle.
fn region_names(page: &mut Page, area: &Area, field: &Field) {
    const GRID: [usize; 2] = [90, 24];
    let Colors::Classes(names) = &field.colors else { return };
    let (_, [width, _]) = area.bounds();
    let wide = |name: &str| ((extent(name) + 16.0) / width * GRID[0] as f64).ceil() as usize;
    for place in places(field, GRID, wide, |_, _| true) {
        let name = &names[place.class];
        let column = place.column as f64 + wide(name) as f64 / 2.0;
        let unit = [column / GRID[0] as f64, 1.0 - (place.row as f64 + 0.5) / GRID[1] as f64];
        let [x, y] = area.place(unit);
        page.text([x, y + 4.0], "ink lab", Anchor::Middle, name);
    }
}

/// Groups, curves and regions; a region that has a group of its name shares its entry.
fn entries<'a>(field: &'a Field, colormap: &Colormap) -> Vec<Entry<'a>> {
    let regions: &[String] = match &field.colors {
        Colors::Classes(names) => names,
        _ => &[],
    };
    let color = |class: usize| colormap.color(class as f64).unwrap_or_default();
    let region = |name: &str| regions.iter().position(|region| region == name);
    let mut entries = Entry::all(field.groups.iter().map(|group| group.name.as_str()), Look::Points(None));
    for entry in &mut entries {
        entry.look = Look::Points(region(entry.name).map(color));
    }
    let grouped = |name: &String| field.groups.iter().any(|group| group.name == *name);
    let others = regions.iter().enumerate().filter(|(_, name)| !grouped(name));
    entries.extend(others.map(|(index, name)| Entry { index, name, look: Look::Region(color(index)) }));
    let curves = field.curves.iter().enumerate().map(|(index, curve)| Entry {
        index: field.groups.len() + index,
        name: &curve.name,
        look: Look::Curve,
    });
    entries.extend(curves);
    entries
}

/// What the values are, and their colours from the lowest to the highest, on a line of their own.
fn scale(page: &mut Page, value: &Axis, colormap: &Colormap) {
    let mut x = MARGIN;
    let y = page.y + 12.0;
    let mut put = |page: &mut Page, text: &str, class: &str| {
        let text = fitted(text, WIDTH - MARGIN - x);
        page.text([x, y], class, Anchor::Start, &text);
        x += extent(&text) + COLUMN;
        x
    };
    let name = axis_name(&Canvas::new(80, 20), value);
    let [low, high] = colormap.ends().map(|value| significant(value, 3));
    put(page, &fitted(&name, WIDTH / 2.0), "dim i");
    let at = put(page, &low, "dim");
    page.mosaic(([at, y - 10.0], [96.0, 12.0]), [32, 1], |step, _| {
        colormap.color(colormap.at(step as f64 / 31.0))
    });
    put(page, &" ".repeat(13), "dim");
    put(page, &high, "dim");
    page.y += LINE + 4.0;
}

pub(super) fn pictures(page: &mut Page, pictures: &Pictures) {
    /// The side of a pixel.
    const PIXEL: f64 = 10.0;
    /// The most pictures that are drawn.
    const MOST: usize = 200;
    let shown = &pictures.pictures[..pictures.pictures.len().min(MOST)];
    let colormap = pictures_colormap(pictures, ColorDepth::TrueColor);
    scale(page, &pictures.value, &colormap);
    let widths = shown.iter().flat_map(|picture| picture.rows.iter().map(Vec::len));
    let widest = widths.max().unwrap_or(0).max(1);
    let tallest = shown.iter().map(|picture| picture.rows.len()).max().unwrap_or(0);
    let pixel = PIXEL.min((WIDTH - 2.0 * MARGIN) / widest as f64);
    let pitch = widest as f64 * pixel + 16.0;
    let each = (((WIDTH - 2.0 * MARGIN + 16.0) / pitch) as usize).max(1);
    // As many in each row as in the others.
    let each = shown.len().div_ceil(shown.len().div_ceil(each).max(1)).max(1);
    for row in shown.chunks(each) {
        for (index, picture) in row.iter().enumerate() {
            let left = MARGIN + pitch * index as f64;
            let bounds = ([left, page.y], [pitch - 16.0, pixel * picture.rows.len() as f64]);
            page.mosaic(bounds, [widest, picture.rows.len()], |column, line| {
                colormap.coarse(*picture.rows[line].get(column)?)
            });
            let middle = [left + (pitch - 16.0) / 2.0, page.y + pixel * tallest as f64 + 15.0];
            page.text(middle, "dim", Anchor::Middle, &fitted(&picture.name, pitch));
        }
        page.y += pixel * tallest as f64 + 30.0;
    }
}
