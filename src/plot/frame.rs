//! The frame around a plot: heading, axes with ticks and names.

use crate::plot::Axis;
use crate::plot::canvas::{Canvas, Style};
use crate::plot::grid::Grid;
use crate::plot::heading::{Key, axis_name, heading};
use crate::plot::scale::Mapping;
use crate::plot::ticks::{Tick, axis_ticks, own_ticks, ticks};
use crate::text::width::{Align, padded, shortened};
use crate::text::{Line, Role, columns};

/// Everything around the plot area, laid out for a canvas.
pub(crate) struct Frame {
    canvas: Canvas,
    /// Title, then axis name and legend.
    head: Vec<Line>,
    pub(crate) columns: usize,
    pub(crate) rows: usize,
    /// Columns for the labels of the vertical axis and the axis itself; 0 without them.
    gutter: usize,
    /// Lines below the plot area: the axis, its labels, and its name where that stands below them.
    foot: usize,
    pub(crate) x: Mapping,
    pub(crate) y: Mapping,
    x_name: String,
    x_ticks: Vec<Tick>,
    y_ticks: Vec<Tick>,
}

/// What the frame is told about the figure.
pub(crate) struct Plan<'a> {
    pub(crate) title: &'a str,
    pub(crate) axes: [&'a Axis; 2],
    pub(crate) mappings: [Mapping; 2],
    pub(crate) keys: Vec<Key>,
}

/// The lines of a foot: the axis and its labels, or those and its name.
const FOOT: [usize; 2] = [2, 3];
/// The least height at which the name may have a line of its own.
const TALL: usize = 10;

impl Frame {
    /// Lays the frame out; as room gets scarce it loses first the title, then legend, labels, axes.
    pub(crate) fn new(canvas: Canvas, plan: Plan<'_>) -> Self {
        let head = heading(&canvas, plan.title, plan.axes[1], &plan.keys);
        let foot = if canvas.height >= 5 && canvas.width >= 8 { FOOT[0] } else { 0 };
        let frame = Self::with_foot(canvas, &plan, head, foot);
        if canvas.height >= TALL && frame.is_cramped(!plan.axes[0].ticks.is_empty()) {
            Self::with_foot(canvas, &plan, frame.head, FOOT[1])
        } else {
            frame
        }
    }

    fn with_foot(canvas: Canvas, plan: &Plan<'_>, head: Vec<Line>, foot: usize) -> Self {
        let rows = canvas.height.saturating_sub(head.len() + foot);
        let [x, y] = plan.mappings;
        let y_ticks = axis_ticks(plan.axes[1], &y, most_rows(rows), canvas.style);
        let widest = y_ticks.iter().map(|tick| columns(&tick.label)).max().unwrap_or(0);
        let gutter = match canvas.width {
            0..8 => 0,
            width if widest + 2 <= width / 3 => widest + 2,
            _ => 1,
        };
        let width = canvas.width - gutter;
        let room = if foot == FOOT[1] { canvas.width } else { 2 * width / 3 };
        let x_name = shortened(&axis_name(&canvas, plan.axes[0]), room, canvas.pick("…", "~"));
        let beside = if foot == FOOT[1] { 0 } else { columns(&x_name) };
        let x_ticks = match own_ticks(plan.axes[0], &x, canvas.style) {
            none if none.is_empty() => x_ticks(&x, width, beside, canvas.style),
            own => own,
        };
        Self { canvas, head, columns: width, rows, gutter, foot, x, y, x_name, x_ticks, y_ticks }
    }

    /// Whether the axis name is cut between the labels, or leaves fewer than two of them, or of those that
    /// the axis brings not all.
    fn is_cramped(&self, own: bool) -> bool {
        let (labels, name) = self.labels_and_name();
        let wanted = if own { self.labels().len() } else { self.x_ticks.len().min(2) };
        let cut = self.x_name.ends_with(self.canvas.pick('…', '~'));
        !self.x_name.is_empty() && (cut || name.is_none() || labels.len() < wanted)
    }

    /// An empty grid of the plot area's size.
    pub(crate) fn grid(&self) -> Grid {
        Grid::new(self.columns, self.rows)
    }

    /// A point in unit coordinates, if it has a place on both axes.
    pub(crate) fn unit(&self, [x, y]: [f64; 2]) -> Option<[f64; 2]> {
        Some([self.x.unit(x)?, self.y.unit(y)?])
    }

    /// All lines of the figure: exactly as many as the canvas is high.
    pub(crate) fn compose(&self, grid: &Grid) -> Vec<Line> {
        let mut lines = self.head.clone();
        let labels = self.row_labels();
        for (row, label) in labels.iter().enumerate() {
            let mut line = self.side(label.as_deref());
            line.append(&grid.line(row));
            lines.push(line);
        }
        if self.foot > 0 {
            lines.push(self.rule());
            lines.push(self.column_labels());
        }
        if self.foot == FOOT[1] {
            let name = padded(&self.x_name, self.canvas.width, Align::Right);
            lines.push(Line::new().with(Role::Emphasis, name));
        }
        lines.into_iter().map(|line| line.clipped(self.canvas.width)).collect()
    }

    /// The label of each row, if a tick falls into it.
    fn row_labels(&self) -> Vec<Option<String>> {
        let mut labels = vec![None; self.rows];
        for tick in &self.y_ticks {
            let highest = (self.rows * 4) as f64 - 1.0;
            let Some(unit) = self.y.unit(tick.value).filter(|unit| (0.0..=1.0).contains(unit)) else {
                continue;
            };
            let row = (highest - (unit * highest).round()).max(0.0) as usize / 4;
            if let Some(label) = labels.get_mut(row) {
                *label = Some(tick.label.clone());
            }
        }
        labels
    }

    fn side(&self, label: Option<&str>) -> Line {
        let axis = match label {
            Some(_) => self.canvas.pick("┤", "+"),
            None => self.canvas.pick("│", "|"),
        };
        match self.gutter {
            0 => Line::new(),
            1 => Line::new().with(Role::Dim, axis),
            gutter => {
                let label = padded(label.unwrap_or(""), gutter - 2, Align::Right);
                Line::new().with(Role::Dim, format!("{label} {axis}"))
            }
        }
    }

    /// The horizontal axis with a tick above each label.
    fn rule(&self) -> Line {
        let [corner, bar, tick] = self.canvas.pick(["└", "─", "┬"], ["+", "-", "+"]);
        let mut cells = vec![bar; self.columns];
        for column in self.x_ticks.iter().filter_map(|tick| self.column(tick)) {
            if let Some(cell) = cells.get_mut(column) {
                *cell = tick;
            }
        }
        let start =
            if self.gutter > 0 { format!("{}{corner}", " ".repeat(self.gutter - 1)) } else { String::new() };
        Line::new().with(Role::Dim, start + &cells.concat())
    }

    /// The labels of the horizontal axis, and its name unless that stands below them.
    fn column_labels(&self) -> Line {
        if self.foot == FOOT[1] {
            return placed(self.labels(), None);
        }
        let (labels, name) = self.labels_and_name();
        placed(labels, name.map(|at| (at, self.x_name.clone())))
    }

    /// The labels at their columns, as many as stand apart.
    fn labels(&self) -> Vec<(usize, String)> {
        let mut taken: Vec<(usize, String)> = Vec::new();
        for tick in &self.x_ticks {
            let Some(column) = self.column(tick) else { continue };
            let width = columns(&tick.label);
            let start = (self.gutter + column).saturating_sub(width.saturating_sub(1) / 2);
            let start = start.min(self.canvas.width.saturating_sub(width));
            let free = taken.last().is_none_or(|(at, label)| at + columns(label) < start);
            if free {
                taken.push((start, tick.label.clone()));
            }
        }
        taken
    }

    /// The labels and the column of the axis name between them: the name is worth more than the numbers
    /// in its way, whose ticks stay.
    fn labels_and_name(&self) -> (Vec<(usize, String)>, Option<usize>) {
        let mut taken = self.labels();
        let mut name = self.name_place(&taken);
        while name.is_none() && taken.len() > 1 && !self.x_name.is_empty() {
            taken.remove(if taken.len() > 2 { taken.len() - 2 } else { 1 });
            name = self.name_place(&taken);
        }
        (taken, name)
    }

    /// Where the axis name goes: after the last label, or into the rightmost gap that is wide enough.
    fn name_place(&self, taken: &[(usize, String)]) -> Option<usize> {
        let width = columns(&self.x_name);
        let ends = taken.iter().map(|(at, label)| at + columns(label));
        let starts = taken.iter().skip(1).map(|(at, _)| *at).chain([self.canvas.width + 2]);
        let gaps: Vec<(usize, usize)> = ends.zip(starts).collect();
        let (from, to) = match taken {
            [] => (self.gutter.saturating_sub(2), self.canvas.width + 2),
            _ => *gaps.iter().rev().find(|(from, to)| from + width + 4 <= *to)?,
        };
        let at_the_end = to == self.canvas.width + 2;
        (width > 0)
            .then(|| if at_the_end { self.canvas.width - width } else { from + (to - from - width) / 2 })
    }

    fn column(&self, tick: &Tick) -> Option<usize> {
        let unit = self.x.unit(tick.value).filter(|unit| (-1e-9..=1.0 + 1e-9).contains(unit))?;
        Some((unit.clamp(0.0, 1.0) * ((self.columns * 2) as f64 - 1.0)).round() as usize / 2)
    }
}

/// How many ticks fit beside so many rows: one to every second or third.
fn most_rows(rows: usize) -> usize {
    if rows < 3 { 0 } else { (rows / 2).clamp(2, 6) }
}

/// As many ticks as leave two columns between labels and, if possible, room for the axis name.
fn x_ticks(mapping: &Mapping, width: usize, name: usize, style: Style) -> Vec<Tick> {
    let fit = |most: &usize| {
        let ticks = ticks(mapping, *most, style);
        let widest = ticks.iter().map(|tick| columns(&tick.label)).max().unwrap_or(0);
        let pitch = width as f64 / ticks.len().max(1) as f64;
        (ticks, pitch >= (widest + 3).max(name + 5) as f64, pitch >= (widest + 2) as f64)
    };
    let most = (width / 6).clamp(2, 10);
    let all: Vec<_> = (2..=most).rev().map(|most| fit(&most)).collect();
    let named = all.iter().find(|(ticks, named, _)| *named && ticks.len() > 2);
    let chosen = named.or_else(|| all.iter().find(|(_, _, apart)| *apart));
    chosen.map_or_else(Vec::new, |(ticks, _, _)| ticks.clone())
}

/// Texts at their columns, the name in between.
fn placed(mut texts: Vec<(usize, String)>, name: Option<(usize, String)>) -> Line {
    let named = name.as_ref().map(|(at, _)| *at);
    texts.extend(name);
    texts.sort();
    let mut line = Line::new();
    for (at, text) in texts {
        let gap = at.saturating_sub(line.columns());
        line.push(Role::Dim, &" ".repeat(gap));
        line.push(if named == Some(at) { Role::Emphasis } else { Role::Dim }, &text);
    }
    line
}
