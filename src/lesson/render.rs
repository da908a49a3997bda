//! Blocks laid out as lines of a given width.

use crate::lesson::markdown::{Block, BlockKind};
use crate::plot::Style;
use crate::text::ascii::ascii_line;
use crate::text::width::{Align, columns};
use crate::text::wrap::{wrap, wrap_hanging};
use crate::text::{Line, Role, Span};

/// The widest that running text gets, for the eye's sake.
const WIDEST: usize = 78;

/// Lays blocks out, with an empty line between them and one column of margin.
///
/// In ASCII the text is mapped before it is wrapped, as the likeness of a character may be wider.
pub fn render(blocks: &[Block], width: usize, style: Style) -> Vec<Line> {
    let page = Page { width: width.saturating_sub(2).min(WIDEST), style };
    let mut lines = Vec::new();
    for block in blocks {
        if !lines.is_empty() {
            lines.push(Line::new());
        }
        lines.extend(page.block(block).into_iter().map(|line| indented(&line, " ")));
    }
    lines
}

/// Spans as a line in some characters.
pub fn line_of(spans: &[Span], style: Style) -> Line {
    let line = Line(spans.to_vec());
    if style == Style::Ascii { ascii_line(&line) } else { line }
}

/// The room for blocks, and the characters to use.
#[derive(Clone, Copy)]
struct Page {
    width: usize,
    style: Style,
}

impl Page {
    fn narrower(self, by: usize) -> Self {
        Self { width: self.width.saturating_sub(by), ..self }
    }

    /// The first of the two in Unicode, the second in ASCII.
    fn pick(self, unicode: &'static str, ascii: &'static str) -> &'static str {
        if self.style == Style::Ascii { ascii } else { unicode }
    }

    fn block(self, block: &Block) -> Vec<Line> {
        match &block.kind {
            BlockKind::Heading(_, spans) => wrap(&line_of(&retitled(spans), self.style), self.width),
            BlockKind::Paragraph(spans) => wrap(&line_of(spans, self.style), self.width),
            BlockKind::Code(text) => self.code(text),
            BlockKind::List(first, items) => self.list(*first, items),
            BlockKind::Quote(inner) => self.quote(inner),
            BlockKind::Table(head, rows) => self.table(head, rows),
        }
    }

    /// Code keeps its spaces as long as it fits.
    fn code(self, text: &str) -> Vec<Line> {
        let room = self.width.saturating_sub(3);
        let lines = text.lines().map(|line| Span { text: line.to_owned(), role: Role::Code });
        let lines = lines.map(|span| line_of(&[span], self.style));
        let kept = lines.flat_map(|line| if line.columns() <= room { vec![line] } else { wrap(&line, room) });
        kept.map(|line| indented(&line, "   ")).collect()
    }

    fn list(self, first: Option<u64>, items: &[Vec<Block>]) -> Vec<Line> {
        let mut lines = Vec::new();
        for (place, item) in (0..).zip(items) {
            let dot = self.pick("• ", "* ").to_owned();
            let bullet = first.map_or(dot, |first| format!("{}. ", first.saturating_add(place)));
            let blank = Line::from(" ".repeat(columns(&bullet)));
            let bullet = Line::new().with(Role::Dim, bullet);
            for (place, block) in item.iter().enumerate() {
                let lead = if place == 0 { &bullet } else { &blank };
                lines.extend(self.item(block, lead, &blank));
            }
        }
        lines
    }

    fn item(self, block: &Block, lead: &Line, blank: &Line) -> Vec<Line> {
        if let BlockKind::Paragraph(spans) = &block.kind {
            return wrap_hanging(&line_of(spans, self.style), lead, blank, self.width);
        }
        let inner = self.narrower(blank.columns()).block(block);
        inner.iter().map(|line| indented(line, &blank.plain())).collect()
    }

    fn quote(self, inner: &[Block]) -> Vec<Line> {
        let bar = Line::new().with(Role::Warn, self.pick("│ ", "| "));
        let mut lines = Vec::new();
        for block in inner {
            if !lines.is_empty() {
                lines.push(Line::new());
            }
            lines.extend(self.narrower(2).block(block));
        }
        let quoted = |line: Line| {
            let mut quoted = bar.clone();
            quoted.append(&line);
            quoted
        };
        lines.into_iter().map(quoted).collect()
    }

    fn table(self, head: &[Vec<Span>], rows: &[Vec<Vec<Span>>]) -> Vec<Line> {
        let cells =
            |row: &[Vec<Span>]| row.iter().map(|cell| line_of(cell, self.style)).collect::<Vec<Line>>();
        let grid: Vec<Vec<Line>> =
            std::iter::once(cells(head)).chain(rows.iter().map(|row| cells(row))).collect();
        let widest = |column: usize| grid.iter().filter_map(|row| row.get(column)).map(Line::columns).max();
        let widths: Vec<usize> = (0..head.len()).map(|column| widest(column).unwrap_or(0)).collect();
        if widths.iter().sum::<usize>() + 2 * widths.len() > self.width {
            return stacked(&grid, self.width);
        }
        let aligns: Vec<Align> = (0..head.len()).map(|column| alignment(&grid[1..], column)).collect();
        let mut lines: Vec<Line> = grid.iter().map(|row| table_row(row, &widths, &aligns)).collect();
        let bar = self.pick("─", "-");
        let rule = widths.iter().map(|&width| bar.repeat(width)).collect::<Vec<_>>().join("  ");
        lines.insert(1, Line::new().with(Role::Dim, rule));
        lines
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

/// Numbers stand under each other by their ends, all else by its start.
fn alignment(rows: &[Vec<Line>], column: usize) -> Align {
    let is_number = |cell: &Line| {
        let text = cell.plain();
        let text = text.trim().trim_start_matches(['−', '-', '+']);
        text.is_empty() || text.starts_with(|c: char| c.is_ascii_digit())
    };
    let mut cells = rows.iter().filter_map(|row| row.get(column));
    if !rows.is_empty() && cells.all(is_number) { Align::Right } else { Align::Left }
}

fn table_row(row: &[Line], widths: &[usize], aligns: &[Align]) -> Line {
    let mut line = Line::new();
    let last = row.len().min(widths.len()).saturating_sub(1);
    for (place, ((cell, &width), align)) in row.iter().zip(widths).zip(aligns).enumerate() {
        let room = " ".repeat(width.saturating_sub(cell.columns()));
        let (before, after) = if *align == Align::Right { (room.as_str(), "") } else { ("", room.as_str()) };
        line.push(Role::Plain, before);
        line.append(cell);
        if place < last {
            line.push(Role::Plain, after);
            line.push(Role::Plain, "  ");
        }
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
    lines.pop();
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::markdown::parse;

    fn shown(source: &str, width: usize) -> String {
        render(&parse(source), width, Style::Unicode)
            .iter()
            .map(|line| line.plain().trim_end().to_owned() + "\n")
            .collect()
    }

    #[test]
    fn blocks_are_laid_out() {
        let source = "One *two* three four five.\n\n- alpha beta gamma\n- delta\n\n> quoted\n\n| a | bb |\n|---|---|\n| 1 | 2 |\n";
        let expected = " One two three\n four five.\n\n • alpha beta\n   gamma\n • delta\n\n │ quoted\n\n a  bb\n ─  ──\n 1   2\n";
        assert_eq!(shown(source, 16), expected);
    }

    #[test]
    fn no_line_is_wider_than_the_page() {
        let source = "A very long paragraph with `some code inside` and σ′ · ≤ words.\n\n1. first item here\n2. 둘째 항목은 한국어입니다\n\n\
            > a quotation that is long\n\n| column one | column two |\n|---|---|\n| a long cell | another one |\n\n    code that is rather long too\n";
        for width in 3..60 {
            for style in [Style::Unicode, Style::Ascii] {
                for line in render(&parse(source), width, style) {
                    assert!(line.columns() <= width, "{width}: {:?}", line.plain());
                }
            }
        }
    }
}
