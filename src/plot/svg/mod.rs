//! Figures as SVG for paper, README and browser, legible on light and dark.
//!
//! A writer of our own rather than plotters' back end: only so do the picture on paper and the one
//! in the terminal share ticks, palette, markers and thinning, and only so can the text follow the
//! reader's colour scheme (a media query; plotters writes fixed colours).

mod axes;
mod blocks;
mod cells;
mod curves;
mod page;
mod wiring;

use crate::plot::Figure;
use page::Page;

/// The figure as a complete SVG document, 720 units wide.
///
/// It carries the figure's words as its description, for screen readers.
pub fn svg(figure: &Figure) -> String {
    let mut page = Page::new(figure.title());
    match figure {
        Figure::Lines(lines) => curves::lines(&mut page, lines),
        Figure::Scatter(scatter) => curves::scatter(&mut page, scatter),
        Figure::Contour(contour) => curves::contour(&mut page, contour),
        Figure::Histogram(histogram) => curves::histogram(&mut page, histogram),
        Figure::Distributions(drift) => cells::field(&mut page, &drift.as_field()),
        Figure::Field(field) => cells::field(&mut page, field),
        Figure::Pictures(pictures) => cells::pictures(&mut page, pictures),
        Figure::Bars(bars) => blocks::bars(&mut page, bars),
        Figure::Table(table) => blocks::table(&mut page, table),
        Figure::Graph(graph) => wiring::graph(&mut page, graph),
        Figure::Network(network) => wiring::network(&mut page, network),
    }
    page.finish(&crate::plot::words(figure))
}
