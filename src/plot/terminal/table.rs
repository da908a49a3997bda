//! Tables: columns aligned by their decimal points, in parts or as a list where they are too wide.

use crate::plot::Table;
use crate::plot::canvas::Canvas;
use crate::plot::heading::title;
use crate::plot::terminal::columns::Columns;
use crate::text::number::typeset;
use crate::text::width::{Align, padded, shortened};
use crate::text::{Line, Role, columns, wrap, wrap_hanging};

/// The table with as many rows as fit; a last line says how many more there are.
pub(super) fn render(table: &Table, canvas: &Canvas) -> Vec<Line> {
    let body = Grid::new(table, canvas).lines(canvas.width);
    let mut head = Vec::new();
    if canvas.height > 3 {
        head.extend(title(canvas, &table.title, canvas.height.saturating_sub(body.len()).max(1)));
    }
    let caption = match table.caption.as_str() {
        "" => Vec::new(),
        caption => wrap(&Line::new().with(Role::Dim, canvas.text(&typeset(caption))), canvas.width),
    };
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
            cells.get(index).map_or_else(String::new, |cell| canvas.text(&typeset(cell)))
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
        if self.heads.is_empty() {
            return Vec::new();
        }
        if let Some(columns) = self.fitted(width) {
            return self.side_by_side(&columns);
        }
        let stacked = self.stacked(width);
        // Numbers in a column compare, in a list they do not: worth a few lines more.
        let most = stacked.len() + stacked.len() / 4;
        self.parted(width).filter(|parted| parted.len() <= most).unwrap_or(stacked)
    }

    fn fitted(&self, width: usize) -> Option<Columns> {
        Columns::fitted(&self.heads, &self.rows, &self.numeric, width)
    }

    /// Several tables below one another, as many columns in each as fit beside the first.
    fn parted(&self, width: usize) -> Option<Vec<Line>> {
        let mut lines = Vec::new();
        let mut from = 1;
        while from < self.heads.len() {
            let fitting = |to: usize| {
                let part = self.part(from..to);
                part.fitted(width).map(|columns| (to, part.side_by_side(&columns)))
            };
            let (to, part) = (from + 1..=self.heads.len()).rev().find_map(fitting)?;
            lines.extend((from > 1).then(Line::new));
            lines.extend(part);
            from = to;
        }
        Some(lines)
    }

    /// The first column and some of the others.
    fn part(&self, columns: std::ops::Range<usize>) -> Self {
        let of = |cells: &[String]| {
            cells[..1].iter().chain(&cells[columns.clone()]).cloned().collect::<Vec<String>>()
        };
        let numeric = [self.numeric[0]].into_iter().chain(self.numeric[columns.clone()].iter().copied());
        Self {
            canvas: self.canvas,
            heads: of(&self.heads),
            rows: self.rows.iter().map(|row| of(row)).collect(),
            numeric: numeric.collect(),
        }
    }

    fn side_by_side(&self, columns: &Columns) -> Vec<Line> {
        let bar = self.canvas.pick("─", "-");
        let rule: Vec<String> = columns.widths.iter().map(|&width| bar.repeat(width)).collect();
        let mut lines = columns.row(&self.heads, Role::Strong, true);
        lines.push(Line::new().with(Role::Dim, rule.join(&" ".repeat(columns.gap))));
        lines.extend(self.rows.iter().flat_map(|row| columns.row(row, Role::Plain, false)));
        lines
    }

    /// Each row as a small list: its first cell, then `head  cell` for the others.
    fn stacked(&self, width: usize) -> Vec<Line> {
        let heads = self.heads.iter().skip(1).map(|head| columns(head)).max().unwrap_or(0);
        let mut lines = Vec::new();
        for row in &self.rows {
            lines.extend(wrap(&Line::new().with(Role::Strong, self.label(row)), width));
            for (head, cell) in self.heads.iter().zip(row).skip(1) {
                let head = padded(head, heads, Align::Left);
                let line = Line::new().with(Role::Dim, format!("  {head}  ")).with(Role::Plain, cell.trim());
                lines.extend(wrap_hanging(&line, &Line::new(), &Line::from("    "), width));
            }
        }
        lines
    }

    /// What a row is called: a number needs the head to say of what.
    fn label(&self, row: &[String]) -> String {
        let named = self.numeric[0] && !self.heads[0].is_empty();
        if named { format!("{} {}", self.heads[0], row[0].trim()) } else { row[0].trim().to_owned() }
    }
}

/// Whether a cell is empty, or a dash that stands for nothing.
pub(crate) fn is_missing(cell: &str) -> bool {
    matches!(cell.trim(), "" | "—" | "–" | "-" | "--")
}

/// Whether every cell that is not empty starts like a number.
pub(crate) fn is_numeric(rows: &[Vec<String>], index: usize) -> bool {
    let mut cells = rows.iter().map(|row| row[index].trim()).filter(|cell| !is_missing(cell));
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
    let special = |cell: &str| matches!(cell.trim_start_matches(['−', '-']), "NaN" | "inf" | "∞");
    if !rows.iter().all(|row| plain(&row[index]) || is_missing(&row[index]) || special(&row[index])) {
        return;
    }
    let longest = rows.iter().map(|row| tail(&row[index])).max().unwrap_or(0);
    for row in rows {
        let missing = longest - tail(&row[index]);
        row[index].push_str(&" ".repeat(missing));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(columns: &[&str], rows: &[&[&str]], width: usize) -> Vec<String> {
        let text = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<String>>();
        let table = Table {
            columns: text(columns),
            rows: rows.iter().map(|row| text(row)).collect(),
            ..Table::default()
        };
        render(&table, &Canvas::new(width, 100)).iter().map(Line::plain).collect()
    }

    #[test]
    fn columns_that_do_not_fit_stand_in_a_second_table() {
        let rows: [&[&str]; 3] = [&["relu", "0.9", "-1.5"], &["tanh", "0.8", "2e-7"], &["elu", "0.7", "3"]];
        let lines = drawn(&["", "accuracy", "gradient"], &rows, 20);
        assert_eq!(lines[2..5], ["relu        0.9", "tanh        0.8", "elu         0.7"]);
        assert_eq!(lines[5], "");
        assert_eq!(lines[8..], ["relu       −1.5", "tanh   2 × 10⁻⁷", "elu           3"]);
    }

    #[test]
    fn a_row_too_wide_for_any_table_is_a_list_that_says_what_its_number_is() {
        let lines = drawn(&["batch", "accuracy"], &[&["250", "0.9"], &["1000", "0.8"]], 10);
        assert_eq!(lines, ["batch 250", "  accuracy", "    0.9", "batch 1000", "  accuracy", "    0.8"]);
    }
}
