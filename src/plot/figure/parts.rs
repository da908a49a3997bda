//! What a figure is made of, by name: its kind, its axes, what it shows beside one another.

use super::{Axis, Figure};

impl Figure {
    /// The name of its kind, as in the data of a report.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Lines(_) => "lines",
            Self::Scatter(_) => "scatter",
            Self::Contour(_) => "contour",
            Self::Field(_) => "field",
            Self::Pictures(_) => "pictures",
            Self::Histogram(_) => "histogram",
            Self::Distributions(_) => "distributions",
            Self::Bars(_) => "bars",
            Self::Table(_) => "table",
            Self::Graph(_) => "graph",
            Self::Network(_) => "network",
        }
    }

    /// Its axes, each under the name it has in the data of a report.
    pub fn axes(&self) -> Vec<(&'static str, &Axis)> {
        match self {
            Self::Lines(it) => vec![("x", &it.x), ("y", &it.y)],
            Self::Scatter(it) => vec![("x", &it.x), ("y", &it.y)],
            Self::Contour(it) => vec![("x", &it.x), ("y", &it.y)],
            Self::Field(it) => vec![("x", &it.x), ("y", &it.y), ("value", &it.value)],
            Self::Pictures(it) => vec![("value", &it.value)],
            Self::Histogram(it) => vec![("x", &it.x), ("y", &it.y)],
            Self::Distributions(it) => vec![("time", &it.time), ("value", &it.value)],
            Self::Bars(it) => vec![("y", &it.y)],
            Self::Table(_) | Self::Graph(_) | Self::Network(_) => Vec::new(),
        }
    }

    /// What it shows side by side, and the names of that: the series of a line plot, the columns of a table.
    pub fn parts(&self) -> (&'static str, Vec<&str>) {
        match self {
            Self::Lines(it) => ("series", it.series.iter().map(|series| series.name.as_str()).collect()),
            Self::Scatter(it) => ("groups", it.groups.iter().map(|group| group.name.as_str()).collect()),
            Self::Contour(it) => ("paths", it.trajectories.iter().map(|path| path.name.as_str()).collect()),
            Self::Field(it) => ("groups", it.groups.iter().map(|group| group.name.as_str()).collect()),
            Self::Pictures(it) => {
                ("pictures", it.pictures.iter().map(|picture| picture.name.as_str()).collect())
            }
            Self::Histogram(it) => ("groups", it.groups.iter().map(|(name, _)| name.as_str()).collect()),
            Self::Distributions(_) => ("", Vec::new()),
            Self::Bars(it) => ("bars", it.bars.iter().map(|(name, _)| name.as_str()).collect()),
            Self::Table(it) => ("columns", it.columns.iter().map(String::as_str).collect()),
            Self::Graph(it) => ("nodes", it.nodes.iter().map(|node| node.name.as_str()).collect()),
            Self::Network(it) => ("layers", it.layers.iter().map(|layer| layer.name.as_str()).collect()),
        }
    }
}
