//! How the columns of a table share the width.

use crate::text::width::{Align, padded};
use crate::text::{Line, Role, columns, wrap_hanging};

/// The widths of the columns and the blanks between two of them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) widths: Vec<usize>,
    pub(super) gap: usize,
    /// Which of them hold numbers: at the right, and never broken.
    pub(super) numeric: Vec<bool>,
}

impl Columns {
    /// Every column as wide as its widest cell; where that is too much the blanks give way, then the
    /// widest columns, as far as their heads and texts can be broken. `None` where even that is too wide.
    pub(super) fn fitted(
        heads: &[String],
        rows: &[Vec<String>],
        numeric: &[bool],
        width: usize,
    ) -> Option<Self> {
        let cells = |index: usize| rows.iter().map(move |row| row[index].as_str());
        let widest =
            |index: usize| cells(index).chain([heads[index].as_str()]).map(columns).max().unwrap_or(0);
        let mut widths: Vec<usize> = (0..heads.len()).map(widest).collect();
        let gaps = heads.len().saturating_sub(1);
        let total = |widths: &[usize], gap: usize| widths.iter().sum::<usize>() + gap * gaps;
        let fitted = |widths, gap| Some(Self { widths, gap, numeric: numeric.to_vec() });
        if let Some(gap) = [3, 2].into_iter().find(|gap| total(&widths, *gap) <= width) {
            return fitted(widths, gap);
        }
        let least: Vec<usize> = (0..heads.len())
            .map(|index| least(&heads[index], cells(index), numeric[index]).min(widths[index]))
            .collect();
        while total(&widths, 2) > width {
            let shrinks = |index: &usize| widths[*index] > least[*index];
            let widest = |kind: bool| {
                let columns = (0..widths.len()).filter(|&index| numeric[index] == kind);
                columns.filter(shrinks).max_by_key(|&index| widths[index])
            };
            // Heads over numbers break before texts do.
            let widest = widest(true).or_else(|| widest(false))?;
            widths[widest] -= 1;
        }
        fitted(widths, 2)
    }

    /// A row as lines; `from_below` where its last line is next to what follows, as that of a head.
    pub(super) fn row(&self, cells: &[String], role: Role, from_below: bool) -> Vec<Line> {
        let parts: Vec<Vec<String>> =
            cells.iter().zip(&self.widths).map(|(cell, width)| broken(cell, *width)).collect();
        let height = parts.iter().map(Vec::len).max().unwrap_or(0);
        let cell = |index: usize, line: usize| {
            let above = if from_below { height - parts[index].len() } else { 0 };
            let text = line.checked_sub(above).and_then(|line| parts[index].get(line));
            let align = if self.numeric[index] { Align::Right } else { Align::Left };
            padded(text.map_or("", String::as_str), self.widths[index], align)
        };
        let line = |line: usize| {
            let cells: Vec<String> = (0..parts.len()).map(|index| cell(index, line)).collect();
            Line::new().with(role, cells.join(&" ".repeat(self.gap)).trim_end())
        };
        (0..height).map(line).collect()
    }
}

/// The least width of a column: its numbers, or the longest word, with the texts on three lines at most.
fn least<'a>(head: &str, cells: impl Iterator<Item = &'a str>, numeric: bool) -> usize {
    let breaks = |text: &str| {
        // One more where a line is continued, for the blank in front of it.
        let word = text.split(' ').enumerate().map(|(index, word)| columns(word) + usize::from(index > 0));
        word.max().unwrap_or(0).max(columns(text).div_ceil(3) + 1)
    };
    let cells = cells.map(|cell| if numeric { columns(cell) } else { breaks(cell) });
    cells.chain([breaks(head)]).max().unwrap_or(0)
}

/// A cell on as many lines as it takes, all but the first set in by one.
fn broken(cell: &str, width: usize) -> Vec<String> {
    if columns(cell) <= width {
        return vec![cell.to_owned()];
    }
    let lines = wrap_hanging(&Line::from(cell), &Line::new(), &Line::from(" "), width);
    lines.iter().map(Line::plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(width: usize) -> Option<Columns> {
        let heads = ["start", "test accuracy"].map(str::to_owned);
        let rows = [["healthy relu", "0.967"], ["relu", "0.079"]].map(|row| row.map(str::to_owned).to_vec());
        Columns::fitted(&heads, &rows, &[false, true], width)
    }

    #[test]
    fn blanks_give_way_before_texts_and_numbers_never() {
        let widths = |width| table(width).map(|columns| (columns.widths, columns.gap));
        assert_eq!(widths(28), Some((vec![12, 13], 3)));
        assert_eq!(widths(27), Some((vec![12, 13], 2)));
        assert_eq!(widths(23), Some((vec![12, 9], 2)));
        assert_eq!(widths(22), Some((vec![11, 9], 2)));
        assert_eq!(widths(12), None);
    }

    #[test]
    fn broken_heads_stand_on_the_rule_and_broken_texts_are_set_in() {
        let columns = table(20).unwrap();
        let row = |cells: [&str; 2], from_below| {
            let cells = cells.map(str::to_owned);
            columns.row(&cells, Role::Plain, from_below).iter().map(Line::plain).collect::<Vec<_>>()
        };
        assert_eq!(columns.widths, [9, 9]);
        assert_eq!(row(["start", "test accuracy"], true), ["                test", "start       accuracy"]);
        assert_eq!(row(["healthy relu", "0.967"], false), ["healthy        0.967", " relu"]);
    }
}
