//! The cells a plot is drawn in, before they become lines.

use unicode_width::UnicodeWidthChar;

use crate::plot::raster::Dots;
use crate::text::{Line, Role};

/// What a cell holds, from what gives way to what stays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Layer {
    /// Nothing.
    #[default]
    Empty,
    /// Reference lines, level lines, bands.
    Ground,
    /// Curves.
    Curve,
    /// Markers and labels.
    Marker,
}

#[derive(Clone, Copy, Debug, Default)]
struct Cell {
    glyph: char,
    role: Role,
    layer: Layer,
}

/// A rectangle of cells; nothing is ever drawn outside it.
#[derive(Clone, Debug)]
pub(crate) struct Grid {
    pub(crate) columns: usize,
    pub(crate) rows: usize,
    cells: Vec<Cell>,
}

/// The second cell of a wide character.
const CONTINUED: char = '\0';

impl Grid {
    pub(crate) fn new(columns: usize, rows: usize) -> Self {
        let blank = Cell { glyph: ' ', role: Role::Plain, layer: Layer::Empty };
        Self { columns, rows, cells: vec![blank; columns * rows] }
    }

    /// What the cell holds; everything outside counts as taken.
    pub(crate) fn layer(&self, column: usize, row: usize) -> Layer {
        if column < self.columns && row < self.rows {
            self.cells[row * self.columns + column].layer
        } else {
            Layer::Marker
        }
    }

    /// Puts one narrow character, unless the cell holds something that stays.
    pub(crate) fn put(&mut self, column: usize, row: usize, glyph: char, role: Role, layer: Layer) {
        if column < self.columns && row < self.rows && self.layer(column, row) <= layer {
            self.cells[row * self.columns + column] = Cell { glyph, role, layer };
        }
    }

    /// Draws dots. Where two curves share a cell both keep their dots, and the one with more of them
    /// its colour; what lies on a lower layer gives way.
    pub(crate) fn dots(&mut self, dots: &Dots, role: Role, layer: Layer) {
        for row in 0..self.rows.min(dots.rows) {
            for column in 0..self.columns.min(dots.columns) {
                self.merge(column, row, dots.at(column, row), role, layer);
            }
        }
    }

    fn merge(&mut self, column: usize, row: usize, bits: u8, role: Role, layer: Layer) {
        let cell = &mut self.cells[row * self.columns + column];
        if bits == 0 || cell.layer > layer {
            return;
        }
        let held = if cell.layer == layer { braille_bits(cell.glyph) } else { 0 };
        if bits.count_ones() > held.count_ones() {
            cell.role = role;
        }
        cell.glyph = char::from_u32(0x2800 + u32::from(bits | held)).unwrap_or('*');
        cell.layer = layer;
    }

    /// Draws dots as one character a cell; where two curves share a cell they take turns.
    pub(crate) fn characters(&mut self, dots: &Dots, glyph: char, role: Role, layer: Layer) {
        for row in 0..self.rows.min(dots.rows) {
            for column in 0..self.columns.min(dots.columns) {
                let shared = self.layer(column, row) == layer && (column / 2) % 2 == 1;
                if dots.at(column, row) != 0 && !shared {
                    self.put(column, row, glyph, role, layer);
                }
            }
        }
    }

    /// Writes text from a cell on; what does not fit is cut.
    pub(crate) fn write(&mut self, column: usize, row: usize, text: &str, role: Role) {
        let mut at = column;
        for glyph in text.chars() {
            let width = glyph.width().unwrap_or(0);
            if width == 0 || at + width > self.columns {
                continue;
            }
            self.put(at, row, glyph, role, Layer::Marker);
            if width == 2 {
                self.put(at + 1, row, CONTINUED, role, Layer::Marker);
            }
            at += width;
        }
    }

    /// Gives every cell the role that `role` makes of the one it has.
    pub(crate) fn map_roles(&mut self, role: impl Fn(usize, usize, Role) -> Role) {
        for (index, cell) in self.cells.iter_mut().enumerate() {
            cell.role = role(index % self.columns, index / self.columns, cell.role);
        }
    }

    /// Whether the cells from `column` on hold nothing but reference lines.
    pub(crate) fn is_free(&self, column: usize, row: usize, width: usize) -> bool {
        (column..column + width).all(|column| self.layer(column, row) <= Layer::Ground)
    }

    /// The rows of a column that hold anything of the dots, from the top.
    pub(crate) fn rows_of(dots: &Dots, column: usize) -> Vec<usize> {
        (0..dots.rows).filter(|&row| dots.at(column, row) != 0).collect()
    }

    /// One row as a line.
    pub(crate) fn line(&self, row: usize) -> Line {
        let mut line = Line::new();
        let mut buffer = [0; 4];
        for cell in &self.cells[row * self.columns..(row + 1) * self.columns] {
            if cell.glyph != CONTINUED {
                line.push(cell.role, cell.glyph.encode_utf8(&mut buffer));
            }
        }
        line
    }
}

fn braille_bits(glyph: char) -> u8 {
    (glyph as u32).checked_sub(0x2800).and_then(|bits| u8::try_from(bits).ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curves_share_a_cell_and_reference_lines_give_way() {
        let mut grid = Grid::new(1, 1);
        grid.put(0, 0, '-', Role::Dim, Layer::Ground);
        let mut low = Dots::new(1, 1);
        low.set(0, 3);
        low.set(1, 3);
        grid.dots(&low, Role::Series(0), Layer::Curve);
        let mut high = Dots::new(1, 1);
        high.set(0, 0);
        grid.dots(&high, Role::Series(1), Layer::Curve);
        assert_eq!(grid.line(0), Line::new().with(Role::Series(0), "⣁"));
        grid.put(0, 0, '-', Role::Dim, Layer::Ground);
        assert_eq!(grid.line(0).plain(), "⣁");
    }

    #[test]
    fn wide_text_keeps_the_width() {
        let mut grid = Grid::new(6, 1);
        grid.write(1, 0, "学習率", Role::Plain);
        assert_eq!(grid.line(0).plain(), " 学習 ");
        assert_eq!(grid.line(0).columns(), 6);
    }
}
