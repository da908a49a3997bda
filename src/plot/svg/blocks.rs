//! Bars and tables.

use super::axes::Area;
use super::page::{Anchor, LINE, MARGIN, Page, WIDTH, color, extent, fitted};
use crate::plot::canvas::Canvas;
use crate::plot::heading::axis_name;
use crate::plot::raster::Path;
use crate::plot::scale::Mapping;
use crate::plot::terminal::{bar_mapping, is_numeric, longest_stems};
use crate::plot::{Axis, Bars, Table};
use crate::text::number::{significant, typeset};

/// More bars are stems side by side, without names.
const MOST: usize = 40;

pub(super) fn bars(page: &mut Page, bars: &Bars) {
    if bars.bars.len() > MOST {
        return stems(page, bars);
    }
    let name = axis_name(&Canvas::new(80, 20), &bars.y);
    page.text([MARGIN, page.y + 12.0], "dim i", Anchor::Start, &fitted(&name, WIDTH - 2.0 * MARGIN));
    page.y += LINE + 4.0;
    let mapping = bar_mapping(bars);
    let widest = bars.bars.iter().map(|(name, _)| extent(name)).fold(0.0, f64::max).min(WIDTH / 3.0);
    let (left, right) = (MARGIN + widest + 8.0, WIDTH - MARGIN - 70.0);
    let pitch = 24.0;
    let across = |unit: f64| left + (right - left) * unit.clamp(0.0, 1.0);
    let zero = across(mapping.unit(0.0).unwrap_or(0.0));
    let top = page.y;
    for (name, value) in &bars.bars {
        page.text([left - 8.0, page.y + 15.0], "ink", Anchor::End, &fitted(name, widest));
        page.text([WIDTH - MARGIN, page.y + 15.0], "ink s", Anchor::End, &significant(*value, 3));
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

fn stems(page: &mut Page, bars: &Bars) {
    let x = Axis::linear("number").from_to(0.5, bars.bars.len() as f64 + 0.5);
    let mapping = bar_mapping(bars).padded(0.02);
    let area = Area::new(page, [&x, &bars.y], [Mapping::new(&x, []), mapping], &[]);
    let (_, [width, _]) = area.bounds();
    let zero = mapping.unit(0.0).unwrap_or(0.0).clamp(0.0, 1.0);
    for negative in [false, true] {
        let values = bars.bars.iter().map(|(_, value)| *value).enumerate();
        let ends = values.filter(|(_, value)| (*value < 0.0) == negative);
        let ends = ends.filter_map(|(index, value)| area.within([index as f64 + 1.0, value]));
        let stems: Vec<Path> = longest_stems(ends, zero, width as usize);
        page.stems(&area.visible(&stems), usize::from(negative), width / bars.bars.len() as f64 * 0.7);
    }
    let ends = [0.0, 1.0].map(|end| area.place([end, zero]));
    page.line(ends[0], ends[1], "axis");
}

/// The most rows of a table.
const ROWS: usize = 200;

pub(super) fn table(page: &mut Page, table: &Table) {
    let count = table.rows.iter().map(Vec::len).chain([table.columns.len()]).max().unwrap_or(0);
    let cell = |row: &[String], index: usize| row.get(index).map_or_else(String::new, |cell| typeset(cell));
    let shown = table.rows.iter().take(ROWS);
    let rows: Vec<Vec<String>> =
        shown.map(|row| (0..count).map(|index| cell(row, index)).collect()).collect();
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
    let more = table.rows.len() - rows.len();
    let more = if more > 0 { format!("… {more} more rows") } else { String::new() };
    for text in [more, typeset(&table.caption)] {
        page.paragraph(&text, "dim", 16.0, WIDTH - 2.0 * MARGIN);
    }
    page.y += 4.0;
}
