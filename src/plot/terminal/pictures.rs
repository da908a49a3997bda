//! Small pictures side by side.

use crate::plot::canvas::Canvas;
use crate::plot::colormap::{Colormap, shaded};
use crate::plot::heading::{axis_name, legend, title};
use crate::plot::{Picture, Pictures};
use crate::text::width::{Align, padded};
use crate::text::{ColorDepth, Line, Role, wrap};

/// Columns between two pictures.
const GAP: usize = 2;

/// Rows of pictures, their names below them; as many rows as fit.
pub(super) fn render(pictures: &Pictures, canvas: &Canvas) -> Vec<Line> {
    let colormap = colormap(pictures, canvas.depth);
    let mut lines = Vec::new();
    if canvas.height > 4 {
        let room = if canvas.height >= 12 { usize::MAX } else { 1 };
        lines.extend(title(canvas, &pictures.title, room));
    }
    if canvas.height > 6 {
        lines.extend(legend(canvas, &axis_name(canvas, &pictures.value), &colormap.keys(canvas)));
    }
    let widest = pictures.pictures.iter().map(|picture| size(picture, canvas).0).max().unwrap_or(0);
    let tallest = pictures.pictures.iter().map(|picture| size(picture, canvas).1).max().unwrap_or(0);
    let each = ((canvas.width + GAP) / (widest + GAP)).max(1);
    let named = pictures.pictures.iter().any(|picture| !picture.name.is_empty());
    for row in pictures.pictures.chunks(each) {
        if lines.len() + tallest > canvas.height && lines.len() > 2 {
            break;
        }
        lines.extend((0..tallest).map(|index| picture_line(row, index, widest, canvas, &colormap)));
        if named {
            lines.extend(names(row, widest, canvas));
        }
    }
    lines.into_iter().map(|line| line.clipped(canvas.width)).collect()
}

pub(crate) fn colormap(pictures: &Pictures, depth: ColorDepth) -> Colormap {
    let values = pictures.pictures.iter().flat_map(|picture| picture.rows.iter().flatten().copied());
    Colormap::new(&pictures.colors, &pictures.value, values, depth)
}

/// Columns and lines of a picture: square pixels, two columns by one line as shades, half of that in colour.
fn size(picture: &Picture, canvas: &Canvas) -> (usize, usize) {
    let widest = picture.rows.iter().map(Vec::len).max().unwrap_or(0);
    if shaded(canvas) { (2 * widest, picture.rows.len()) } else { (widest, picture.rows.len().div_ceil(2)) }
}

fn picture_line(row: &[Picture], index: usize, width: usize, canvas: &Canvas, colormap: &Colormap) -> Line {
    let mut line = Line::new();
    for picture in row {
        let start = line.columns();
        if start > 0 {
            line.push(Role::Plain, &" ".repeat(GAP));
        }
        let from = line.columns();
        let pixels = if shaded(canvas) {
            shades(picture, index, canvas, colormap)
        } else {
            halves(picture, index, colormap)
        };
        line.append(&pixels);
        let missing = (from + width).saturating_sub(line.columns());
        line.push(Role::Plain, &" ".repeat(missing));
    }
    line
}

fn shades(picture: &Picture, index: usize, canvas: &Canvas, colormap: &Colormap) -> Line {
    let row = picture.rows.get(index).map_or(&[][..], Vec::as_slice);
    let text: String = row.iter().flat_map(|&value| [colormap.shade(value, canvas.style); 2]).collect();
    Line::new().with(Role::Plain, text)
}

fn halves(picture: &Picture, index: usize, colormap: &Colormap) -> Line {
    let row = |at: usize| picture.rows.get(at).map_or(&[][..], Vec::as_slice);
    let (upper, lower) = (row(2 * index), row(2 * index + 1));
    let mut line = Line::new();
    for column in 0..upper.len().max(lower.len()) {
        let color = |row: &[f64]| row.get(column).and_then(|&value| colormap.color(value));
        match (color(upper), color(lower)) {
            (Some(upper), Some(lower)) => line.push(Role::Halves(upper, lower), "▀"),
            (Some(upper), None) => line.push(Role::Foreground(upper), "▀"),
            (None, Some(lower)) => line.push(Role::Foreground(lower), "▄"),
            (None, None) => line.push(Role::Plain, " "),
        }
    }
    line
}

/// The names below their pictures, on as many lines as they take.
fn names(row: &[Picture], width: usize, canvas: &Canvas) -> Vec<Line> {
    let broken: Vec<Vec<Line>> =
        row.iter().map(|picture| wrap(&Line::from(canvas.text(&picture.name)), width)).collect();
    let line = |index: usize| {
        let part = |lines: &Vec<Line>| lines.get(index).map_or_else(String::new, Line::plain);
        let parts: Vec<String> =
            broken.iter().map(|lines| padded(&part(lines), width, Align::Center)).collect();
        Line::new().with(Role::Dim, parts.join(&" ".repeat(GAP)))
    };
    (0..broken.iter().map(Vec::len).max().unwrap_or(0)).map(line).collect()
}
