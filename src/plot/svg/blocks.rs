//! Bars and tables.

use super::page::{Anchor, LINE, MARGIN, Page, WIDTH, color, extent, fitted};
use crate::plot::canvas::Canvas;
use crate::plot::frame::axis_name;
use crate::plot::terminal::{bar_mapping, is_numeric};
use crate::plot::{Bars, Table};
use crate::text::number::significant;

pub(super) fn bars(page: &mut Page, bars: &Bars) {
    let name = axis_name(&Canvas::new(80, 20), &bars.y);
    page.text([MARGIN, page.y + 12.0], "dim i", Anchor::Start, &fitted(&name, WIDTH - 2.0 * MARGIN));
    page.y += LINE + 4.0;
    let mapping = bar_mapping(bars);
    let widest = bars.bars.iter().map(|(name, _)| extent(name)).fold(0.0, f64::max).min(WIDTH / 3.0);
    let (left, right) = (MARGIN + widest + 8.0, WIDTH - MARGIN - 70.0);
    // Many bars are thin ones without names.
    let pitch = if bars.bars.len() <= 40 { 24.0 } else { (800.0 / bars.bars.len() as f64).max(0.5) };
    let across = |unit: f64| left + (right - left) * unit.clamp(0.0, 1.0);
    let zero = across(mapping.unit(0.0).unwrap_or(0.0));
    let top = page.y;
    for (name, value) in &bars.bars {
        if pitch >= 12.0 {
            page.text([left - 8.0, page.y + 15.0], "ink", Anchor::End, &fitted(name, widest));
            page.text([WIDTH - MARGIN, page.y + 15.0], "ink s", Anchor::End, &significant(*value, 3));
        }
        if let Some(end) = mapping.unit(*value).map(across) {
            let thickness = pitch * 0.75;
            page.rect(
                [zero.min(end), page.y + pitch * 0.1],
                [(end - zero).abs(), thickness],
                color(usize::from(*value < 0.0)),
            );
        }
        page.y += pitch;
    }
    page.line([zero, top - 2.0], [zero, page.y + 2.0], "axis");
}

pub(super) fn table(page: &mut Page, table: &Table) {
    let count = table.rows.iter().map(Vec::len).chain([table.columns.len()]).max().unwrap_or(0);
    let cell = |row: &[String], index: usize| row.get(index).cloned().unwrap_or_default();
    let rows: Vec<Vec<String>> =
        table.rows.iter().map(|row| (0..count).map(|index| cell(row, index)).collect()).collect();
    let natural = |index: usize| {
        let cells = rows.iter().map(|row| extent(&row[index]));
        cells.chain([extent(&cell(&table.columns, index)) * 1.08]).fold(0.0, f64::max) + 24.0
    };
    let widths: Vec<f64> = (0..count).map(natural).collect();
    let shrink = ((WIDTH - 2.0 * MARGIN) / widths.iter().sum::<f64>()).min(1.0);
    let numeric: Vec<bool> = (0..count).map(|index| is_numeric(&rows, index)).collect();
    let mut draw = |cells: &dyn Fn(usize) -> String, class: &str| {
        let mut x = MARGIN;
        for (index, width) in widths.iter().map(|width| width * shrink).enumerate() {
            let text = fitted(&cells(index), width - 16.0 * shrink);
            let (at, anchor) =
                if numeric[index] { (x + width - 24.0 * shrink, Anchor::End) } else { (x, Anchor::Start) };
            page.text([at, page.y + 14.0], class, anchor, &text);
            x += width;
        }
        page.y += LINE + 2.0;
    };
    draw(&|index| cell(&table.columns, index), "ink s");
    for row in &rows {
        draw(&|index| row[index].clone(), "ink");
    }
    let head = page.y - (rows.len() as f64) * (LINE + 2.0);
    page.line([MARGIN, head], [WIDTH - MARGIN, head], "axis");
    if !table.caption.is_empty() {
        page.text(
            [MARGIN, page.y + 16.0],
            "dim",
            Anchor::Start,
            &fitted(&table.caption, WIDTH - 2.0 * MARGIN),
        );
        page.y += LINE + 4.0;
    }
}
