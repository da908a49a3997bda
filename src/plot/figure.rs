//! The data of a figure: what is drawn, never how.

mod cells;
mod distributions;
mod histogram;
mod parts;
mod wiring;

use serde::Serialize;

pub use cells::{Colors, Field, Picture, Pictures};
pub use distributions::Distributions;
pub(crate) use distributions::quantile;
pub use histogram::Histogram;
pub use wiring::{Graph, Layer, Network, Node};

/// How an axis maps values to positions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Scale {
    /// Equal distances are equal differences.
    #[default]
    Linear,
    /// Equal distances are equal ratios (powers of ten get the ticks).
    Log,
}

/// One axis: its name, unit, scale, and range if it is fixed.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Axis {
    /// What is measured along it, such as `layer` or `loss`.
    pub name: String,
    /// The unit, such as `ms`; empty where there is none.
    pub unit: String,
    /// Linear or logarithmic.
    pub scale: Scale,
    /// The lowest and highest value shown; fitted to the data when absent.
    pub range: Option<(f64, f64)>,
    /// Places with a label each, where there is nothing between them; round numbers when empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ticks: Vec<(f64, String)>,
}

impl Axis {
    /// A linear axis with a name, no unit and a range fitted to the data.
    pub fn linear(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// A logarithmic axis with a name, no unit and a range fitted to the data.
    pub fn log(name: impl Into<String>) -> Self {
        Self { name: name.into(), scale: Scale::Log, ..Self::default() }
    }

    /// The same axis showing exactly `low` to `high`.
    #[must_use]
    pub fn from_to(mut self, low: f64, high: f64) -> Self {
        self.range = Some((low, high));
        self
    }

    /// The same axis with these labels alone: `(0.0, "2 units")`.
    #[must_use]
    pub fn ticked(mut self, ticks: impl IntoIterator<Item = (f64, String)>) -> Self {
        self.ticks = ticks.into_iter().collect();
        self
    }
}

/// A named sequence of points, joined in order; a point that is not finite breaks the line.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Series {
    /// Its name in the legend and in the words.
    pub name: String,
    /// The points `[x, y]`.
    pub points: Vec<[f64; 2]>,
    /// A band around the line, `[low, high]` for each point; empty where there is none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub band: Vec<[f64; 2]>,
}

impl Series {
    /// A series without a band.
    pub fn new(name: impl Into<String>, points: Vec<[f64; 2]>) -> Self {
        Self { name: name.into(), points, band: Vec::new() }
    }
}

/// A marked point or a reference line.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Mark {
    /// A point with a label.
    Point {
        /// The label.
        name: String,
        /// Its place `[x, y]`.
        at: [f64; 2],
    },
    /// A horizontal reference line.
    Horizontal {
        /// The label.
        name: String,
        /// Its height.
        y: f64,
    },
    /// A vertical reference line.
    Vertical {
        /// The label.
        name: String,
        /// Its place.
        x: f64,
    },
}

impl Mark {
    /// The same under another label.
    #[must_use]
    pub fn renamed(mut self, new: impl FnOnce(&str) -> String) -> Self {
        let (Self::Point { name, .. } | Self::Horizontal { name, .. } | Self::Vertical { name, .. }) =
            &mut self;
        *name = new(name);
        self
    }
}

/// A line plot.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Lines {
    /// What the figure shows.
    pub title: String,
    /// The horizontal axis.
    pub x: Axis,
    /// The vertical axis.
    pub y: Axis,
    /// The lines.
    pub series: Vec<Series>,
    /// Marked points and reference lines.
    pub marks: Vec<Mark>,
}

/// Groups of points that are not joined, with curves and marks over them.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Scatter {
    /// What the figure shows.
    pub title: String,
    /// The horizontal axis.
    pub x: Axis,
    /// The vertical axis.
    pub y: Axis,
    /// The points, by group.
    pub groups: Vec<Series>,
    /// Curves among the points, such as a fit.
    pub curves: Vec<Series>,
    /// Marked points and reference lines.
    pub marks: Vec<Mark>,
}

/// A path over a contour plot, from the start to after the last step.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Trajectory {
    /// Its name in the legend.
    pub name: String,
    /// The places `[x, y]`.
    pub path: Vec<[f64; 2]>,
}

/// Level lines of a function of two variables, with paths over them.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Contour {
    /// What the figure shows.
    pub title: String,
    /// The horizontal axis; its range is the sampled range.
    pub x: Axis,
    /// The vertical axis; its range is the sampled range.
    pub y: Axis,
    /// The function sampled on a regular grid, row by row from the lowest y, each row from the lowest x.
    pub values: Vec<Vec<f64>>,
    /// The levels to draw; chosen evenly in rank when empty.
    pub levels: Vec<f64>,
    /// Paths drawn over the levels.
    pub trajectories: Vec<Trajectory>,
    /// Marked points, such as the minimum.
    pub marks: Vec<Mark>,
}

/// One bar per name, with a sign.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Bars {
    /// What the figure shows.
    pub title: String,
    /// The value axis.
    pub y: Axis,
    /// The bars: name and value.
    pub bars: Vec<(String, f64)>,
}

/// A table whose numbers are aligned by column.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Table {
    /// What the table shows.
    pub title: String,
    /// The column heads.
    pub columns: Vec<String>,
    /// The rows, as text that is already formatted.
    pub rows: Vec<Vec<String>>,
    /// One sentence that says what the table shows.
    pub caption: String,
}

/// A figure of any kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Figure {
    /// A line plot.
    Lines(Lines),
    /// Points in groups.
    Scatter(Scatter),
    /// Level lines with paths.
    Contour(Contour),
    /// A value or class for every place: a decision boundary, a heatmap, a phase diagram.
    Field(Field),
    /// Small pictures side by side: digits, weights.
    Pictures(Pictures),
    /// How often values occur.
    Histogram(Histogram),
    /// Histograms over time.
    Distributions(Distributions),
    /// Bars.
    Bars(Bars),
    /// A table.
    Table(Table),
    /// A computational graph with values and gradients.
    Graph(Graph),
    /// The layers of a network and their units.
    Network(Network),
}

impl Figure {
    /// The same figure under another title, made from its own.
    #[must_use]
    pub fn retitled(mut self, title: impl FnOnce(&str) -> String) -> Self {
        let new = title(self.title());
        *self.title_mut() = new;
        self
    }

    /// Whether it can be drawn at any height: a plot, and not a table or a row a bar.
    pub fn is_scalable(&self) -> bool {
        matches!(
            self,
            Self::Lines(_)
                | Self::Scatter(_)
                | Self::Contour(_)
                | Self::Field(_)
                | Self::Histogram(_)
                | Self::Distributions(_)
        )
    }

    fn title_mut(&mut self) -> &mut String {
        match self {
            Self::Lines(Lines { title, .. })
            | Self::Scatter(Scatter { title, .. })
            | Self::Contour(Contour { title, .. })
            | Self::Field(Field { title, .. })
            | Self::Pictures(Pictures { title, .. })
            | Self::Histogram(Histogram { title, .. })
            | Self::Distributions(Distributions { title, .. })
            | Self::Bars(Bars { title, .. })
            | Self::Table(Table { title, .. })
            | Self::Graph(Graph { title, .. })
            | Self::Network(Network { title, .. }) => title,
        }
    }

    /// What the figure shows.
    pub fn title(&self) -> &str {
        match self {
            Self::Lines(Lines { title, .. })
            | Self::Scatter(Scatter { title, .. })
            | Self::Contour(Contour { title, .. })
            | Self::Field(Field { title, .. })
            | Self::Pictures(Pictures { title, .. })
            | Self::Histogram(Histogram { title, .. })
            | Self::Distributions(Distributions { title, .. })
            | Self::Bars(Bars { title, .. })
            | Self::Table(Table { title, .. })
            | Self::Graph(Graph { title, .. })
            | Self::Network(Network { title, .. }) => title,
        }
    }
}
