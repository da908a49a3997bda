//! Tables: columns aligned by their decimal points, stacked where they are too wide.

use crate::plot::Table;
use crate::plot::canvas::Canvas;
use crate::plot::frame::title;
use crate::text::width::{Align, padded, shortened};
use crate::text::{Line, Role, columns, wrap};

/// The table with as many rows as fit; a last line says how many more there are.
pub(super) fn render(table: &Table, canvas: &Canvas) -> Vec<Line> {
    let mut head = Vec::new();
    if canvas.height > 3 {
        head.extend(title(canvas, &table.title));
    }
    let caption = match table.caption.as_str() {
        "" => Vec::new(),
        caption => wrap(&Line::new().with(Role::Dim, canvas.text(caption)), canvas.width),
    };
    let body = Grid::new(table, canvas).lines(canvas.width);
    let room = canvas.height.saturating_sub(head.len());
    let caption = if body.len() + caption.len() <= room { caption } else { Vec::new() };
    head.extend(cut(body, room, canvas));
    head.extend(caption);
    head
}

fn cut(mut lines: Vec<Line>, room: usize, canvas: &Canvas) -> Vec<Line> {
    if lines.len() > room && room > 0 {
        let left = lines.len() - room + 1;
        lines.truncate(room - 1);
        let more = format!("{} {left} more lines", canvas.pick("…", "..."));
        lines.push(Line::new().with(Role::Dim, shortened(&more, canvas.width, "")));
    }
    lines
}

/// The cells as text of this canvas.
struct Grid {
    canvas: Canvas,
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
    numeric: Vec<bool>,
}

impl Grid {
    fn new(table: &Table, canvas: &Canvas) -> Self {
        let count = table.rows.iter().map(Vec::len).chain([table.columns.len()]).max().unwrap_or(0);
        let text = |cells: &[String], index: usize| {
            cells.get(index).map_or_else(String::new, |cell| canvas.text(cell))
        };
        let heads = (0..count).map(|index| text(&table.columns, index)).collect();
        let mut rows: Vec<Vec<String>> =
            table.rows.iter().map(|row| (0..count).map(|index| text(row, index)).collect()).collect();
        let numeric: Vec<bool> = (0..count).map(|index| is_numeric(&rows, index)).collect();
        for index in (0..count).filter(|&index| numeric[index]) {
            align_points(&mut rows, index);
        }
        Self { canvas: *canvas, heads, rows, numeric }
    }

    fn lines(&self, width: usize) -> Vec<Line> {
        match self.widths(width) {
            _ if self.heads.is_empty() => Vec::new(),
            Some(widths) => self.side_by_side(&widths),
            None => self.stacked(width),
        }
    }

    /// The column widths within `width`, text columns shortened to eight columns at least; numbers never.
    fn widths(&self, width: usize) -> Option<Vec<usize>> {
        let natural = |index: usize| self.column(index).map(|cell| columns(cell)).max().unwrap_or(0);
        let mut widths: Vec<usize> = (0..self.heads.len()).map(natural).collect();
        let total = |widths: &[usize]| widths.iter().sum::<usize>() + 3 * widths.len().saturating_sub(1);
        while total(&widths) > width {
            let shrinks = |index: &usize| !self.numeric[*index] && widths[*index] > 8;
            let widest = (0..widths.len()).filter(shrinks).max_by_key(|&index| widths[index])?;
            widths[widest] -= 1;
        }
        Some(widths)
    }

    fn column(&self, index: usize) -> impl Iterator<Item = &String> {
        self.rows.iter().map(move |row| &row[index]).chain([&self.heads[index]])
    }

    fn side_by_side(&self, widths: &[usize]) -> Vec<Line> {
        let bar = self.canvas.pick("─", "-");
        let rule: Vec<String> = widths.iter().map(|&width| bar.repeat(width)).collect();
        let mut lines = vec![self.row(&self.heads, widths, Role::Strong)];
        lines.push(Line::new().with(Role::Dim, rule.join("   ")));
        lines.extend(self.rows.iter().map(|row| self.row(row, widths, Role::Plain)));
        lines
    }

    fn row(&self, cells: &[String], widths: &[usize], role: Role) -> Line {
        let cell = |(index, text): (usize, &String)| {
            let align = if self.numeric[index] { Align::Right } else { Align::Left };
            padded(&shortened(text, widths[index], self.canvas.pick("…", "~")), widths[index], align)
        };
        let cells: Vec<String> = cells.iter().enumerate().map(cell).collect();
        Line::new().with(role, cells.join("   ").trim_end())
    }

    /// Each row as a small list: its first cell, then `head  cell` for the others.
    fn stacked(&self, width: usize) -> Vec<Line> {
        let heads = self.heads.iter().skip(1).map(|head| columns(head)).max().unwrap_or(0);
        let mut lines = Vec::new();
        for row in &self.rows {
            lines.extend(wrap(&Line::new().with(Role::Strong, row[0].trim()), width));
            for (head, cell) in self.heads.iter().zip(row).skip(1) {
                let head = padded(head, heads, Align::Left);
                let line = Line::new().with(Role::Dim, format!("  {head}  ")).with(Role::Plain, cell.trim());
                lines.extend(wrap(&line, width));
            }
        }
        lines
    }
}

/// Whether every cell that is not empty starts like a number.
pub(crate) fn is_numeric(rows: &[Vec<String>], index: usize) -> bool {
    let mut cells =
        rows.iter().map(|row| row[index].trim()).filter(|cell| !matches!(*cell, "" | "—" | "-" | "--"));
    let number = |cell: &str| {
        let bare = cell.trim_start_matches(['-', '−', '+', '<', '>', '≤', '≥', '±', '~', ' ', '.']);
        bare.starts_with(|first: char| first.is_ascii_digit())
            || ["NaN", "inf", "∞"].iter().any(|special| bare.starts_with(special))
    };
    let first = cells.next();
    first.is_some_and(number) && cells.all(number)
}

/// Fills the cells of a column on the right until their decimal points stand below one another.
fn align_points(rows: &mut [Vec<String>], index: usize) {
    let tail = |cell: &str| cell.find('.').map_or(0, |at| columns(&cell[at..]));
    let plain = |cell: &str| cell.chars().all(|c| c.is_ascii_digit() || "+-−.,".contains(c));
    if !rows.iter().all(|row| plain(&row[index]) || matches!(row[index].as_str(), "NaN" | "—" | "inf" | "∞"))
    {
        return;
    }
    let longest = rows.iter().map(|row| tail(&row[index])).max().unwrap_or(0);
    for row in rows {
        let missing = longest - tail(&row[index]);
        row[index].push_str(&" ".repeat(missing));
    }
}
