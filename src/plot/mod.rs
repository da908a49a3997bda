//! Figures as data, and their renderers.
//!
//! A [`Figure`] holds series, axes, units and a title; it never draws itself. The renderers turn
//! the same figure into terminal lines, ASCII, SVG or words.

pub mod figure;

pub use figure::{Axis, Bars, Contour, Figure, Lines, Mark, Scale, Series, Table, Trajectory};
