//! Fields and pictures as coloured cells.

use super::axes::{Area, Entry};
use super::curves::markers;
use super::page::{Anchor, COLUMN, LINE, MARGIN, Page, WIDTH, extent, fitted};
use crate::plot::colormap::Colormap;
use crate::plot::terminal::{field_colormap, field_mappings, field_sample, pictures_colormap};
use crate::plot::{Colors, Field, Pictures};
use crate::text::number::significant;
use crate::text::palette::Rgb;

/// Cells across and up at most: finer is not seen.
const FINEST: [usize; 2] = [160, 80];

pub(super) fn field(page: &mut Page, field: &Field) {
    let colormap = field_colormap(field);
    scale(page, &field.colors, &field.value.name, &colormap);
    let entries: Vec<Entry<'_>> =
        field.groups.iter().enumerate().map(|(index, group)| (index, group.name.as_str())).collect();
    let area = Area::new(page, [&field.x, &field.y], field_mappings(field), &entries);
    let ([left, top], [width, height]) = area.bounds();
    let widest = field.values.iter().map(Vec::len).max().unwrap_or(0);
    let [columns, rows] = [widest.min(FINEST[0]), field.values.len().min(FINEST[1])];
    for row in 0..rows {
        let y = (row as f64 + 0.5) / rows as f64;
        let color = |column: usize| {
            field_sample(&field.values, [(column as f64 + 0.5) / columns as f64, 1.0 - y])
                .and_then(|v| colormap.color(v))
        };
        let corner = |column: usize| left + width * column as f64 / columns as f64;
        let (above, below) = (height * row as f64 / rows as f64, height * (row + 1) as f64 / rows as f64);
        for (from, to, fill) in runs(columns, color) {
            // A tenth more in both directions, so that no paper shines between the cells.
            let size = [corner(to) - corner(from) + 0.1, below - above + 0.1];
            page.rect([corner(from), top + above], size, fill);
        }
    }
    for (index, group) in field.groups.iter().enumerate() {
        markers(page, &area, &group.points, index);
    }
    area.marks(page, &field.marks);
}

/// Neighbours of one colour as one cell: from, to, colour.
fn runs(columns: usize, color: impl Fn(usize) -> Option<Rgb>) -> Vec<(usize, usize, Rgb)> {
    let mut runs: Vec<(usize, usize, Rgb)> = Vec::new();
    for column in 0..columns {
        let Some(fill) = color(column) else { continue };
        match runs.last_mut() {
            Some(run) if run.1 == column && run.2 == fill => run.1 += 1,
            _ => runs.push((column, column + 1, fill)),
        }
    }
    runs
}

/// The colours and what they mean, on a line of their own.
fn scale(page: &mut Page, colors: &Colors, name: &str, colormap: &Colormap) {
    let mut x = MARGIN;
    let y = page.y + 12.0;
    let mut put = |page: &mut Page, text: &str, class: &str| {
        let text = fitted(text, WIDTH - MARGIN - x);
        page.text([x, y], class, Anchor::Start, &text);
        x += extent(&text) + COLUMN;
        x
    };
    match colors {
        Colors::Classes(names) => {
            for (index, name) in names.iter().enumerate() {
                let at = put(page, "", "dim");
                if at > WIDTH - 3.0 * MARGIN {
                    break;
                }
                page.rect([at, y - 11.0], [12.0, 12.0], colormap.color(index as f64).unwrap_or_default());
                put(page, "  ", "dim");
                put(page, name, "ink");
            }
        }
        _ => {
            let [low, high] = colormap.ends().map(|value| significant(value, 3));
            put(page, &fitted(name, WIDTH / 2.0), "dim i");
            let at = put(page, &low, "dim");
            for step in 0..12 {
                let color = colormap.color(colormap.at(f64::from(step) / 11.0)).unwrap_or_default();
                page.rect([at + 8.0 * f64::from(step), y - 10.0], [8.1, 12.0], color);
            }
            put(page, &" ".repeat(13), "dim");
            put(page, &high, "dim");
        }
    }
    page.y += LINE + 4.0;
}

pub(super) fn pictures(page: &mut Page, pictures: &Pictures) {
    /// The side of a pixel.
    const PIXEL: f64 = 10.0;
    let colormap = pictures_colormap(pictures);
    scale(page, &pictures.colors, &pictures.value.name, &colormap);
    let widest = pictures
        .pictures
        .iter()
        .flat_map(|picture| picture.rows.iter().map(Vec::len))
        .max()
        .unwrap_or(0)
        .max(1);
    let tallest = pictures.pictures.iter().map(|picture| picture.rows.len()).max().unwrap_or(0);
    let pixel = PIXEL.min((WIDTH - 2.0 * MARGIN) / widest as f64);
    let pitch = widest as f64 * pixel + 16.0;
    let each = (((WIDTH - 2.0 * MARGIN + 16.0) / pitch) as usize).max(1);
    for row in pictures.pictures.chunks(each) {
        for (index, picture) in row.iter().enumerate() {
            let left = MARGIN + pitch * index as f64;
            for (line, values) in picture.rows.iter().enumerate() {
                let color = |column: usize| values.get(column).and_then(|&value| colormap.color(value));
                for (from, to, fill) in runs(values.len(), color) {
                    let corner = [left + pixel * from as f64, page.y + pixel * line as f64];
                    page.rect(corner, [pixel * (to - from) as f64 + 0.1, pixel + 0.1], fill);
                }
            }
            let middle = [left + (pitch - 16.0) / 2.0, page.y + pixel * tallest as f64 + 15.0];
            page.text(middle, "dim", Anchor::Middle, &fitted(&picture.name, pitch));
        }
        page.y += pixel * tallest as f64 + 30.0;
    }
}
