//! Figures as data, and their renderers.
//!
//! A [`Figure`] holds series, axes, units and a title; it never draws itself. The renderers turn
//! the same figure into terminal lines ([`render`]; Unicode or ASCII, as the [`Canvas`] says) or
//! [`words()`]. As JSON it serialises at full precision, with `null` for what is not finite.

pub mod canvas;
mod colormap;
pub mod figure;
mod frame;
mod grid;
mod heading;
mod levels;
mod raster;
mod regions;
mod scale;
pub mod svg;
pub mod terminal;
mod ticks;
pub mod words;

pub use canvas::{Canvas, Style};
pub use figure::{
    Axis, Bars, Colors, Contour, Distributions, Field, Figure, Graph, Histogram, Layer, Lines, Mark, Network,
    Node, Picture, Pictures, Scale, Scatter, Series, Table, Trajectory,
};
pub use svg::svg;
pub use terminal::{MARKERS, render};
pub use words::{change, words};
