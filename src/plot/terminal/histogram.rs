//! Histograms: filled for one group, outlines over one another for several.

use crate::plot::canvas::{Canvas, Style};
use crate::plot::frame::{Frame, Plan};
use crate::plot::grid::{Grid, Layer};
use crate::plot::heading::Key;
use crate::plot::raster::{Dots, Path};
use crate::plot::scale::Mapping;
use crate::plot::terminal::curves::draw;
use crate::plot::terminal::marks::{key, mark_curve, marker, role};
use crate::plot::{Axis, Histogram};
use crate::text::Line;

/// The histogram as lines that fill the canvas.
pub(super) fn render(histogram: &Histogram, canvas: &Canvas) -> Vec<Line> {
    let plan = Plan {
        title: &histogram.title,
        axes: [&histogram.x, &histogram.y],
        mappings: mappings(histogram),
        keys: keys(histogram, canvas),
    };
    let frame = Frame::new(*canvas, plan);
    let mut grid = frame.grid();
    let count = histogram.groups.len();
    for (index, (_, counts)) in histogram.groups.iter().enumerate() {
        let outlines = outlines(&|point| frame.unit(point), &histogram.edges, counts);
        let dots = Dots::lines(frame.columns, frame.rows, &outlines);
        if index == 0 {
            fill(&mut grid, canvas, &dots);
        }
        draw(&mut grid, canvas, &dots, index);
        if count > 1 && canvas.style == Style::Unicode {
            mark_curve(&mut grid, &dots, &outlines.concat(), marker(canvas, index), (index, count));
        }
    }
    frame.compose(&grid)
}

/// The bins across; upwards from zero, unless the axis says otherwise.
pub(crate) fn mappings(histogram: &Histogram) -> [Mapping; 2] {
    let counts = histogram.groups.iter().flat_map(|(_, counts)| counts.iter().copied());
    let zero = Axis { range: None, ..histogram.x.clone() };
    let across = Mapping::new(&zero, histogram.edges.iter().copied());
    [across, Mapping::new(&histogram.y, counts.chain([0.0]))]
}

fn keys(histogram: &Histogram, canvas: &Canvas) -> Vec<Key> {
    match histogram.groups.as_slice() {
        [_] => Vec::new(),
        groups => groups.iter().enumerate().map(|(index, (name, _))| key(canvas, index, name)).collect(),
    }
}

/// Points to unit coordinates, where they have a place.
type Place<'a> = dyn Fn([f64; 2]) -> Option<[f64; 2]> + 'a;

/// The steps along the tops of the bins, down to the axis where a bin is empty.
pub(crate) fn outlines(unit: &Place<'_>, edges: &[f64], counts: &[f64]) -> Vec<Path> {
    let bins: Vec<Option<[[f64; 2]; 2]>> =
        edges.windows(2).zip(counts).map(|(pair, count)| bin(unit, pair, *count)).collect();
    let closed = |part: &[Option<[[f64; 2]; 2]>]| {
        let tops: Path = part.iter().flatten().flatten().copied().collect();
        let ends = [tops.first(), tops.last()].map(|end| end.map(|end| [end[0], 0.0]));
        ends[0].into_iter().chain(tops.iter().copied()).chain(ends[1]).collect()
    };
    bins.split(Option::is_none).map(closed).filter(|path: &Path| !path.is_empty()).collect()
}

/// The top of a bin that holds anything.
fn bin(unit: &Place<'_>, edges: &[f64], count: f64) -> Option<[[f64; 2]; 2]> {
    if count > 0.0 { Some([unit([edges[0], count])?, unit([edges[1], count])?]) } else { None }
}

/// A stipple below the first group's outline.
fn fill(grid: &mut Grid, canvas: &Canvas, outline: &Dots) {
    let mut stipple = Dots::new(grid.columns, grid.rows);
    for column in 0..grid.columns {
        let Some(&top) = Grid::rows_of(outline, column).first() else { continue };
        for row in top + 1..grid.rows {
            stipple.set(2 * column, 4 * row + 1);
            stipple.set(2 * column + 1, 4 * row + 3);
        }
    }
    match canvas.style {
        Style::Unicode => grid.dots(&stipple, role(0), Layer::Ground),
        Style::Ascii => grid.characters(&stipple, '.', role(0), Layer::Ground),
    }
}
