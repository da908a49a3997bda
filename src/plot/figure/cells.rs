//! Figures made of cells with a value or a class each.

use serde::Serialize;

use crate::plot::figure::{Axis, Mark, Series};

/// How values become colours.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Colors {
    /// From dark to bright as values grow.
    #[default]
    Sequential,
    /// One hue below zero, another above, pale at zero.
    Diverging,
    /// Each value is the index of one of these names: the regions of a classifier, the fates of a run.
    Classes(Vec<String>),
}

/// A value or class for every place of a rectangle: a decision boundary, a heatmap, a phase diagram.
///
/// A phase diagram has [`Colors::Classes`] (the fates of a run), axes as the settings have them, and a
/// [`Mark::Point`] for the learner's own setting; the words say in which region that is.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Field {
    /// What the figure shows.
    pub title: String,
    /// The horizontal axis; its range is the sampled range.
    pub x: Axis,
    /// The vertical axis; its range is the sampled range.
    pub y: Axis,
    /// What the values are; a range fixes the ends of the colours.
    pub value: Axis,
    /// How values become colours.
    pub colors: Colors,
    /// The values in the middle of each cell of a grid, row by row from the lowest y, each row from the
    /// lowest x. The grid is regular along the axes: on a logarithmic one neighbours have equal ratios.
    pub values: Vec<Vec<f64>>,
    /// Curves over the field: limits, paths.
    pub curves: Vec<Series>,
    /// Points over the field, by group: the training data.
    pub groups: Vec<Series>,
    /// Marked points and reference lines.
    pub marks: Vec<Mark>,
}

/// A small picture with its name.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Picture {
    /// What is written below it.
    pub name: String,
    /// Its values, row by row from the top.
    pub rows: Vec<Vec<f64>>,
}

/// Small pictures side by side, all on one scale of colours.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Pictures {
    /// What the figure shows.
    pub title: String,
    /// What the values are; a range fixes the ends of the colours.
    pub value: Axis,
    /// How values become colours.
    pub colors: Colors,
    /// The pictures in reading order.
    pub pictures: Vec<Picture>,
}
