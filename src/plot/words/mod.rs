//! Figures in words: what a teacher would say of them on the phone.

mod cells;
mod change;
mod curves;
mod meeting;
mod others;
mod spread;
mod trend;
mod voice;
mod wiring;

pub use change::change;

use crate::plot::{Axis, Figure};
use crate::text::number::prose;

/// The figure in a few sentences: trend, extremes, crossings and ratios, with its key numbers.
///
/// For screen readers, logs and tests; one line, made from the same data as the picture.
///
/// ```
/// use dltutor::plot::{Axis, Figure, Lines, Series, words};
/// let points = (0..=4).map(|step| [f64::from(step), 0.5f64.powi(step)]).collect();
/// let figure = Figure::Lines(Lines {
///     title: "Training loss".into(),
///     x: Axis::linear("step"),
///     y: Axis::linear("loss"),
///     series: vec![Series::new("loss", points)],
///     ..Lines::default()
/// });
/// assert_eq!(words(&figure), "Training loss: loss falls from 1 to 0.0625 over step 0 to 4.");
/// ```
pub fn words(figure: &Figure) -> String {
    let sentences = match figure {
        Figure::Lines(lines) => curves::words(lines),
        Figure::Scatter(scatter) => cells::scatter(scatter),
        Figure::Contour(contour) => others::contour(contour),
        Figure::Field(field) => cells::field(field),
        Figure::Pictures(pictures) => cells::pictures(pictures),
        Figure::Histogram(histogram) => spread::histogram(histogram),
        Figure::Distributions(drift) => spread::distributions(drift),
        Figure::Bars(bars) => others::bars(bars),
        Figure::Table(table) => others::table(table),
        Figure::Graph(graph) => wiring::graph(graph),
        Figure::Network(network) => wiring::network(network),
    };
    let title = figure.title();
    let sentences = if sentences.is_empty() { vec!["nothing to show".to_owned()] } else { sentences };
    let text = sentences.join(". ").replace("..", ".");
    let text = if title.is_empty() { text } else { format!("{title}: {text}") };
    crate::text::sanitize(text.trim_end_matches('.')).into_owned() + "."
}

/// A value of a horizontal axis: whole numbers exactly, such as steps; others to three digits.
pub(super) fn x_value(value: f64) -> String {
    prose(value)
}

/// What an axis is called, or a stand-in.
pub(super) fn name<'a>(axis: &'a Axis, otherwise: &'a str) -> &'a str {
    if axis.name.is_empty() { otherwise } else { &axis.name }
}
