//! Points in groups.

use crate::plot::canvas::{Canvas, Style};
use crate::plot::frame::{Frame, Plan};
use crate::plot::grid::{Grid, Layer};
use crate::plot::raster::Dots;
use crate::plot::terminal::curves::{draw, keys, mappings, paths};
use crate::plot::terminal::marks::{label_marks, marker, reference_lines, role};
use crate::plot::{Lines, Scatter, Series};
use crate::text::Line;

/// As many points as still are points: beyond, they are dots.
const MARKED: usize = 150;

/// The plot as lines that fill the canvas.
pub(super) fn render(scatter: &Scatter, canvas: &Canvas) -> Vec<Line> {
    let all = as_lines(scatter);
    let mut mappings = mappings(&all);
    if scatter.x.range.is_none() {
        mappings[0] = mappings[0].padded(0.02);
    }
    let plan =
        Plan { title: &scatter.title, axes: [&scatter.x, &scatter.y], mappings, keys: keys(&all, canvas) };
    let frame = Frame::new(*canvas, plan);
    let mut grid = frame.grid();
    reference_lines(&mut grid, &frame, canvas, &scatter.marks, 1);
    for (index, curve) in scatter.curves.iter().enumerate() {
        let dots = Dots::lines(frame.columns, frame.rows, &paths(&frame, &curve.points));
        draw(&mut grid, canvas, &dots, scatter.groups.len() + index);
    }
    let marked = scatter.groups.iter().map(|group| group.points.len()).sum::<usize>() <= MARKED;
    points(&mut grid, &frame, canvas, &scatter.groups, marked);
    label_marks(&mut grid, &frame, canvas, &scatter.marks);
    frame.compose(&grid)
}

/// The groups and curves as the series of a line plot, which has the same ranges and legend.
pub(crate) fn as_lines(scatter: &Scatter) -> Lines {
    Lines {
        title: scatter.title.clone(),
        x: scatter.x.clone(),
        y: scatter.y.clone(),
        series: scatter.groups.iter().chain(&scatter.curves).cloned().collect(),
        marks: scatter.marks.clone(),
    }
}

/// Each point as its group's marker; of very many, dots with some markers among them.
fn points(grid: &mut Grid, frame: &Frame, canvas: &Canvas, groups: &[Series], marked: bool) {
    for (index, group) in groups.iter().enumerate() {
        let units: Vec<[f64; 2]> = group.points.iter().filter_map(|point| frame.unit(*point)).collect();
        let mut dots = Dots::new(frame.columns, frame.rows);
        units.iter().for_each(|unit| dots.plot(*unit));
        draw(grid, canvas, &dots, index);
        let every = if marked { 1 } else { (units.len() / 12).max(1) };
        if marked || canvas.style == Style::Unicode {
            for (column, row) in units.iter().step_by(every).filter_map(|unit| dots.cell(*unit)) {
                grid.put(column, row, marker(canvas, index), role(index), Layer::Marker);
            }
        }
    }
}
