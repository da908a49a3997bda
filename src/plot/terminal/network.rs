//! The layers of a network and a grid of their units.

use crate::plot::canvas::{Canvas, Style};
use crate::plot::heading::title;
use crate::plot::{Layer, Network};
use crate::text::number::grouped;
use crate::text::width::{Align, padded};
use crate::text::{Line, Role, columns, wrap};

/// A block for each layer: its name and count, its units, and how many are dead.
pub(super) fn render(network: &Network, canvas: &Canvas) -> Vec<Line> {
    let mut lines = title(canvas, &network.title, canvas.height.saturating_sub(network.layers.len() + 1));
    let widest = network.layers.iter().map(|layer| columns(&canvas.text(&layer.name))).max().unwrap_or(0);
    let gutter = widest.min(canvas.width / 3);
    let budget = canvas.height.saturating_sub(lines.len() + 1) / network.layers.len().max(1);
    for layer in &network.layers {
        lines.extend(block(layer, canvas, gutter, budget.max(1)));
    }
    lines.extend(key(canvas));
    lines.into_iter().map(|line| line.clipped(canvas.width)).collect()
}

/// The units in rows of half the width at most, so that the count stands beside them.
fn block(layer: &Layer, canvas: &Canvas, gutter: usize, most: usize) -> Vec<Line> {
    let note = note(layer);
    let room = canvas.width.saturating_sub(gutter + columns(&note) + 4).max(1);
    let each = if room >= 32 { 32 } else { room };
    let each = if layer.units.len() > each.saturating_mul(most) { room } else { each };
    let names = wrap(&Line::from(canvas.text(&layer.name)), gutter);
    let rows = layer.units.len().div_ceil(each).max(names.len()).min(most);
    let row = |index: usize| {
        let units = layer.units.chunks(each).nth(index).unwrap_or_default();
        let name = names.get(index).map_or_else(String::new, Line::plain);
        let note = if index == 0 { note.as_str() } else { "" };
        let mut line = Line::from(padded(&name, gutter, Align::Left) + "  ");
        units.iter().for_each(|&unit| line.push(role(unit), glyph(unit, canvas)));
        line.push(Role::Plain, &" ".repeat(each.saturating_sub(units.len()).min(room)));
        line.with(Role::Dim, format!("  {note}"))
    };
    (0..rows).map(row).collect()
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

fn key(canvas: &Canvas) -> Vec<Line> {
    let glyphs: String = [0.2, 0.4, 0.6, 0.8].iter().map(|&unit| glyph(unit, canvas)).collect();
    let text = format!("{} dead   {glyphs} active: few to all inputs", glyph(0.0, canvas));
    wrap(&Line::new().with(Role::Dim, text), canvas.width)
}
