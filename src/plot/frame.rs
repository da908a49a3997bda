//! The frame around a plot: title, legend, axes with ticks and names.

use crate::plot::Axis;
use crate::plot::canvas::{Canvas, Style};
use crate::plot::grid::Grid;
use crate::plot::scale::Mapping;
use crate::plot::ticks::{Tick, ticks};
use crate::text::width::{Align, padded, shortened};
use crate::text::{Line, Role, columns, wrap};

/// An entry of the legend: how a series looks and what it is called.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    pub(crate) glyph: Line,
    pub(crate) name: String,
}

/// Everything around the plot area, laid out for a canvas.
pub(crate) struct Frame {
    canvas: Canvas,
    /// Title, then axis name and legend.
    head: Vec<Line>,
    pub(crate) columns: usize,
    pub(crate) rows: usize,
    /// Columns for the labels of the vertical axis and the axis itself; 0 without them.
    gutter: usize,
    /// Lines below the plot area: the axis, its labels.
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
    /// Labels that replace the numbers of the horizontal axis, where they are names.
    pub(crate) x_labels: Option<Vec<Tick>>,
}

impl Frame {
    /// Lays the frame out; as room gets scarce it loses first the title, then legend, labels, axes.
    pub(crate) fn new(canvas: Canvas, plan: Plan<'_>) -> Self {
        let head = head(&canvas, &plan);
        let foot = if canvas.height >= 5 && canvas.width >= 8 { 2 } else { 0 };
        let rows = canvas.height.saturating_sub(head.len() + foot);
        let [x, y] = plan.mappings;
        let y_ticks = ticks(&y, most_rows(rows), canvas.style);
        let widest = y_ticks.iter().map(|tick| columns(&tick.label)).max().unwrap_or(0);
        let gutter = match canvas.width {
            0..8 => 0,
            width if widest + 2 <= width / 3 => widest + 2,
            _ => 1,
        };
        let width = canvas.width - gutter;
        let x_name = shortened(&axis_name(&canvas, plan.axes[0]), width / 2, canvas.pick("…", "~"));
        let x_ticks = plan.x_labels.unwrap_or_else(|| x_ticks(&x, width, columns(&x_name), canvas.style));
        Self { canvas, head, columns: width, rows, gutter, foot, x, y, x_name, x_ticks, y_ticks }
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

    /// The labels of the horizontal axis, and its name where there is room between them.
    fn column_labels(&self) -> Line {
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
        // A name is worth more than the numbers in its way; their ticks stay.
        let mut name = self.name_place(&taken);
        while name.is_none() && taken.len() > 1 && !self.x_name.is_empty() {
            taken.remove(if taken.len() > 2 { taken.len() - 2 } else { 1 });
            name = self.name_place(&taken);
        }
        placed(taken, name.map(|at| (at, self.x_name.clone())))
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

/// An axis's name with its unit in brackets.
pub(crate) fn axis_name(canvas: &Canvas, axis: &Axis) -> String {
    let name = canvas.text(&axis.name);
    match axis.unit.as_str() {
        "" => name,
        unit if name.is_empty() => canvas.text(unit),
        unit => format!("{name} ({})", canvas.text(unit)),
    }
}

/// The title, then the vertical axis's name with the legend at its right.
fn head(canvas: &Canvas, plan: &Plan<'_>) -> Vec<Line> {
    let mut head = Vec::new();
    if canvas.height >= 8 {
        head.extend(title(canvas, plan.title));
    }
    if canvas.height >= 5 {
        // A name that is cut away cannot be looked up: the plot gives way down to six rows.
        let most = canvas.height.saturating_sub(head.len() + 8).max(canvas.height / 4).max(1);
        head.extend(legend(canvas, &axis_name(canvas, plan.axes[1]), &plan.keys).into_iter().take(most));
    }
    head
}

/// The title on one line, on two where it is long and there are lines to spare; none if it is empty.
pub(crate) fn title(canvas: &Canvas, text: &str) -> Vec<Line> {
    let text = canvas.text(text);
    let whole = Line::new().with(Role::Title, shortened(&text, canvas.width, canvas.pick("…", "~")));
    if text.is_empty() {
        return Vec::new();
    }
    let lines = wrap(&Line::new().with(Role::Title, text), canvas.width);
    if lines.len() == 2 && canvas.height >= 12 && canvas.width >= 20 { lines } else { vec![whole] }
}

/// The axis name at the left and the keys at the right, on as many lines as they need.
pub(crate) fn legend(canvas: &Canvas, name: &str, keys: &[Key]) -> Vec<Line> {
    let name = shortened(name, canvas.width, canvas.pick("…", "~"));
    let mut lines: Vec<Line> = Vec::new();
    let mut row = Line::new();
    for key in keys.iter().map(|key| key_line(canvas, key)) {
        let first = lines.is_empty();
        let room =
            canvas.width.saturating_sub(if first && !name.is_empty() { columns(&name) + 3 } else { 0 });
        let used = row.columns();
        if used > 0 && used + 3 + key.columns() > room || used == 0 && first && key.columns() > room {
            lines.push(std::mem::take(&mut row));
        }
        row.push(Role::Plain, if row.0.is_empty() { "" } else { "   " });
        row.append(&key);
    }
    lines.push(row);
    let right = |(index, row): (usize, Line)| {
        let name = if index == 0 { name.as_str() } else { "" };
        let free = canvas.width.saturating_sub(columns(name) + row.columns());
        let mut line = Line::new().with(Role::Dim, name.to_owned() + &" ".repeat(free));
        line.append(&row);
        if row.0.is_empty() { Line::new().with(Role::Dim, name) } else { line }
    };
    let lines = lines.into_iter().enumerate().map(right);
    lines.filter(|line| !line.0.iter().all(|span| span.text.is_empty())).collect()
}

fn key_line(canvas: &Canvas, key: &Key) -> Line {
    let name = canvas.text(&key.name);
    let name = shortened(&name, canvas.width.saturating_sub(key.glyph.columns() + 1), canvas.pick("…", "~"));
    let mut line = key.glyph.clone();
    line.push(Role::Plain, &format!(" {name}"));
    line
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
