//! Blocks laid out as lines of a given width.

use crate::lesson::markdown::{Block, BlockKind};
use crate::text::width::{Align, columns, padded};
use crate::text::wrap::{wrap, wrap_hanging};
use crate::text::{Line, Role, Span};

/// The widest that running text gets, for the eye's sake.
const WIDEST: usize = 78;

/// Lays blocks out, with an empty line between them and one column of margin.
pub fn render(blocks: &[Block], width: usize) -> Vec<Line> {
    let inner = width.saturating_sub(2).min(WIDEST);
    let mut lines = Vec::new();
    for block in blocks {
        if !lines.is_empty() {
            lines.push(Line::new());
        }
        lines.extend(layout(block, inner).into_iter().map(|line| indented(&line, " ")));
    }
    lines
}

fn layout(block: &Block, width: usize) -> Vec<Line> {
    match &block.kind {
        BlockKind::Heading(_, spans) => wrap(&Line(retitled(spans)), width),
        BlockKind::Paragraph(spans) => wrap(&Line(spans.clone()), width),
        BlockKind::Code(text) => code(text, width),
        BlockKind::List(first, items) => list(*first, items, width),
        BlockKind::Quote(inner) => quote(inner, width),
        BlockKind::Table(head, rows) => table(head, rows, width),
    }
}

fn retitled(spans: &[Span]) -> Vec<Span> {
    spans.iter().map(|span| Span { text: span.text.clone(), role: Role::Title }).collect()
}

fn indented(line: &Line, by: &str) -> Line {
    if line.0.is_empty() {
        return Line::new();
    }
    let mut indented = Line::new().with(Role::Plain, by);
    indented.append(line);
    indented
}

fn code(text: &str, width: usize) -> Vec<Line> {
    let room = width.saturating_sub(3);
    let lines = text.lines().map(|line| Line::new().with(Role::Code, line));
    lines.flat_map(|line| kept(&line, room)).map(|line| indented(&line, "   ")).collect()
}

/// Code keeps its spaces as long as it fits.
fn kept(line: &Line, width: usize) -> Vec<Line> {
    if line.columns() <= width { vec![line.clone()] } else { wrap(line, width) }
}

fn list(first: Option<u64>, items: &[Vec<Block>], width: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    for (place, item) in (0..).zip(items) {
        let bullet = first.map_or("• ".to_owned(), |first| format!("{}. ", first.saturating_add(place)));
        let blank = Line::from(" ".repeat(columns(&bullet)));
        let bullet = Line::new().with(Role::Dim, bullet);
        for (place, block) in item.iter().enumerate() {
            let lead = if place == 0 { &bullet } else { &blank };
            lines.extend(item_lines(block, lead, &blank, width));
        }
    }
    lines
}

fn item_lines(block: &Block, lead: &Line, blank: &Line, width: usize) -> Vec<Line> {
    if let BlockKind::Paragraph(spans) = &block.kind {
        return wrap_hanging(&Line(spans.clone()), lead, blank, width);
    }
    let inner = layout(block, width.saturating_sub(blank.columns()));
    inner.iter().map(|line| indented(line, &blank.plain())).collect()
}

fn quote(inner: &[Block], width: usize) -> Vec<Line> {
    let bar = Line::new().with(Role::Warn, "│ ");
    let lines = inner.iter().flat_map(|block| layout(block, width.saturating_sub(2)));
    lines
        .map(|line| {
            let mut quoted = bar.clone();
            quoted.append(&line);
            quoted
        })
        .collect()
}

fn table(head: &[Vec<Span>], rows: &[Vec<Vec<Span>>], width: usize) -> Vec<Line> {
    let cell = |spans: &Vec<Span>| Line(spans.clone());
    let grid: Vec<Vec<Line>> = std::iter::once(head.iter().map(cell).collect())
        .chain(rows.iter().map(|row| row.iter().map(cell).collect()))
        .collect();
    let widths: Vec<usize> = (0..head.len())
        .map(|column| grid.iter().filter_map(|row| row.get(column)).map(Line::columns).max().unwrap_or(0))
        .collect();
    if widths.iter().sum::<usize>() + 2 * widths.len() > width {
        return stacked(&grid, width);
    }
    let mut lines: Vec<Line> = grid.iter().map(|row| table_row(row, &widths)).collect();
    let rule = widths.iter().map(|&width| "─".repeat(width)).collect::<Vec<_>>().join("  ");
    lines.insert(1, Line::new().with(Role::Dim, rule));
    lines
}

fn table_row(row: &[Line], widths: &[usize]) -> Line {
    let mut line = Line::new();
    for (cell, &width) in row.iter().zip(widths) {
        line.append(cell);
        let padding = padded("", width.saturating_sub(cell.columns()) + 2, Align::Left);
        line.push(Role::Plain, &padding);
    }
    line
}

/// A table too wide for the page: one row after the other, each cell under its head.
fn stacked(grid: &[Vec<Line>], width: usize) -> Vec<Line> {
    let Some((head, rows)) = grid.split_first() else { return Vec::new() };
    let mut lines = Vec::new();
    for row in rows {
        for (name, cell) in head.iter().zip(row) {
            let mut line = Line::new().with(Role::Dim, name.plain() + " ");
            line.append(cell);
            lines.extend(wrap(&line, width));
        }
        lines.push(Line::new());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::markdown::parse;

    fn shown(source: &str, width: usize) -> String {
        render(&parse(source), width).iter().map(|line| line.plain().trim_end().to_owned() + "\n").collect()
    }

    #[test]
    fn blocks_are_laid_out() {
        let source = "One *two* three four five.\n\n- alpha beta gamma\n- delta\n\n> quoted\n\n| a | bb |\n|---|---|\n| 1 | 2 |\n";
        let expected = " One two three\n four five.\n\n • alpha beta\n   gamma\n • delta\n\n │ quoted\n\n a  bb\n ─  ──\n 1  2\n";
        assert_eq!(shown(source, 16), expected);
    }

    #[test]
    fn no_line_is_wider_than_the_page() {
        let source = "A very long paragraph with `some code inside` and words.\n\n1. first item here\n2. 둘째 항목은 한국어입니다\n\n\
            > a quotation that is long\n\n| column one | column two |\n|---|---|\n| a long cell | another one |\n\n    code that is rather long too\n";
        for width in 3..60 {
            for line in render(&parse(source), width) {
                assert!(line.columns() <= width, "{width}: {:?}", line.plain());
            }
        }
    }
}
