//! The layers of a network and a grid of their units.

use crate::plot::canvas::{Canvas, Style};
use crate::plot::frame::title;
use crate::plot::{Layer, Network};
use crate::text::number::grouped;
use crate::text::width::{Align, padded, shortened};
use crate::text::{Line, Role, columns};

/// A block for each layer: its name and count, its units, and how many are dead.
pub(super) fn render(network: &Network, canvas: &Canvas) -> Vec<Line> {
    let mut lines = Vec::new();
    if canvas.height > network.layers.len() + 1 {
        lines.extend(title(canvas, &network.title));
    }
    let widest = network.layers.iter().map(|layer| columns(&canvas.text(&layer.name))).max().unwrap_or(0);
    let gutter = widest.min(canvas.width / 3);
    let budget = canvas.height.saturating_sub(lines.len() + 1) / network.layers.len().max(1);
    for layer in &network.layers {
        lines.extend(block(layer, canvas, gutter, budget.max(1)));
    }
    lines.push(key(canvas));
    lines.into_iter().map(|line| line.clipped(canvas.width)).collect()
}

/// The units in rows of half the width at most, so that the count stands beside them.
fn block(layer: &Layer, canvas: &Canvas, gutter: usize, most: usize) -> Vec<Line> {
    let note = note(layer);
    let room = canvas.width.saturating_sub(gutter + columns(&note) + 4).max(1);
    let each = if room >= 32 { 32 } else { room };
    let each = if layer.units.len() > each.saturating_mul(most) { room } else { each };
    let name = shortened(&canvas.text(&layer.name), gutter, canvas.pick("…", "~"));
    let rows: Vec<&[f64]> = layer.units.chunks(each).take(most).collect();
    let rows = if rows.is_empty() { vec![&[][..]] } else { rows };
    let row = |(index, units): (usize, &&[f64])| {
        let (name, note) = if index == 0 { (name.as_str(), note.as_str()) } else { ("", "") };
        let mut line = Line::from(padded(name, gutter, Align::Left) + "  ");
        units.iter().for_each(|&unit| line.push(role(unit), glyph(unit, canvas)));
        line.push(Role::Plain, &" ".repeat(each.saturating_sub(units.len()).min(room)));
        line.with(Role::Dim, format!("  {note}"))
    };
    rows.iter().enumerate().map(row).collect()
}

fn note(layer: &Layer) -> String {
    let dead = layer.units.iter().filter(|&&unit| unit == 0.0).count();
    let units = grouped(&layer.units.len().to_string());
    if dead == 0 { units } else { format!("{units}, {dead} dead") }
}

/// The fuller the more active; a dead unit is a dot.
fn glyph(unit: f64, canvas: &Canvas) -> &'static str {
    const UNICODE: [&str; 5] = ["·", "░", "▒", "▓", "█"];
    const ASCII: [&str; 5] = [".", "-", "+", "*", "#"];
    let level = match unit {
        unit if unit.is_nan() => return "?",
        unit if unit <= 0.0 => 0,
        unit => (unit * 4.0).ceil().clamp(1.0, 4.0) as usize,
    };
    match canvas.style {
        Style::Unicode => UNICODE[level],
        Style::Ascii => ASCII[level],
    }
}

fn role(unit: f64) -> Role {
    if unit > 0.0 { Role::Series(0) } else { Role::Dim }
}

fn key(canvas: &Canvas) -> Line {
    let glyphs: String = [0.2, 0.4, 0.6, 0.8].iter().map(|&unit| glyph(unit, canvas)).collect();
    let text = format!("{} dead   {glyphs} active: few to all inputs", glyph(0.0, canvas));
    Line::new().with(Role::Dim, shortened(&text, canvas.width, canvas.pick("…", "~")))
}
