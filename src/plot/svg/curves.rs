//! Plots of points and lines.

use super::axes::{Area, Entry, Look};
use super::page::Page;
use crate::plot::levels::{level_lines, levels};
use crate::plot::terminal::{contour_mappings, histogram_mappings, line_mappings, scatter_lines};
use crate::plot::{Contour, Histogram, Lines, Scatter, Series};

/// Markers along a curve at most.
const MARKERS: usize = 8;

pub(super) fn lines(page: &mut Page, lines: &Lines) {
    let area =
        Area::new(page, [&lines.x, &lines.y], line_mappings(lines), &entries(&lines.series, &lines.y.name));
    for (index, series) in lines.series.iter().enumerate() {
        band(page, &area, series, index);
    }
    for (index, series) in lines.series.iter().enumerate() {
        curve(page, &area, &series.points, index, lines.series.len() > 1);
    }
    area.marks(page, &lines.marks);
}

/// Names for the legend, unless the only one is the axis's.
fn entries<'a>(series: &'a [Series], axis: &str) -> Vec<Entry<'a>> {
    match series {
        [only] if only.name == axis || only.name.is_empty() => Vec::new(),
        all => Entry::all(all.iter().map(|series| series.name.as_str()), Look::Curve),
    }
}

/// A curve, with some of its points marked where there are others.
pub(super) fn curve(page: &mut Page, area: &Area, points: &[[f64; 2]], index: usize, marked: bool) {
    for path in area.curves(points) {
        page.curve(&path, index);
    }
    if marked || points.len() == 1 {
        let pitch = points.len().div_ceil(MARKERS).max(1);
        // Each curve starts elsewhere, so that markers of close curves do not hide one another.
        let places = points.iter().skip((index * pitch / 4).min(pitch - 1)).step_by(pitch);
        for unit in places.filter_map(|point| area.within(*point)) {
            page.marker(area.place(unit), index);
        }
    }
}

fn band(page: &mut Page, area: &Area, series: &Series, index: usize) {
    let edge = |side: usize| -> Vec<[f64; 2]> {
        let pairs = series.points.iter().zip(&series.band);
        pairs
            .map(|(point, band)| [point[0], band[side]])
            .filter(|point| area.unit(*point).is_some())
            .collect()
    };
    let clamped =
        |point: [f64; 2]| area.unit(point).map(|unit| area.place(unit.map(|unit| unit.clamp(0.0, 1.0))));
    let outline: Vec<[f64; 2]> =
        edge(0).into_iter().chain(edge(1).into_iter().rev()).filter_map(clamped).collect();
    if outline.len() > 2 {
        page.area(&outline, index);
    }
}

pub(super) fn scatter(page: &mut Page, scatter: &Scatter) {
    let all = scatter_lines(scatter);
    let mut entries = entries(&all.series, "");
    entries.iter_mut().take(scatter.groups.len()).for_each(|entry| entry.look = Look::Points(None));
    let area = Area::new(page, [&scatter.x, &scatter.y], line_mappings(&all), &entries);
    for (index, series) in scatter.curves.iter().enumerate() {
        curve(page, &area, &series.points, scatter.groups.len() + index, false);
    }
    for (index, group) in scatter.groups.iter().enumerate() {
        markers(page, &area, &group.points, index, Page::marker);
    }
    area.marks(page, &scatter.marks);
}

/// Markers for points: one only for those at the same place, which is wider where there are very many.
pub(super) fn markers(
    page: &mut Page,
    area: &Area,
    points: &[[f64; 2]],
    index: usize,
    marker: fn(&mut Page, [f64; 2], usize),
) {
    let place_size = if points.len() > 2000 { 3.0 } else { 1.0 };
    let mut seen = std::collections::HashSet::new();
    for unit in points.iter().filter_map(|point| area.within(*point)) {
        let place = area.place(unit);
        if seen.insert(place.map(|value| (value / place_size).round() as i64)) {
            marker(page, place, index);
        }
    }
}

pub(super) fn contour(page: &mut Page, contour: &Contour) {
    let names = contour.trajectories.iter().map(|path| path.name.as_str());
    let entries = Entry::all(names, Look::Curve);
    let area = Area::new(page, [&contour.x, &contour.y], contour_mappings(contour), &entries);
    for level in levels(contour, 9) {
        page.lines(&area.visible(&level_lines(&contour.values, level)), "level");
    }
    for (index, trajectory) in contour.trajectories.iter().enumerate() {
        curve(page, &area, &trajectory.path, index, false);
        let ends = [trajectory.path.first(), trajectory.path.last()];
        for unit in ends.into_iter().flatten().filter_map(|place| area.within(*place)) {
            page.marker(area.place(unit), index);
        }
    }
    area.marks(page, &contour.marks);
}

pub(super) fn histogram(page: &mut Page, histogram: &Histogram) {
    let entries: Vec<Entry<'_>> = match histogram.groups.as_slice() {
        [_] => Vec::new(),
        groups => Entry::all(groups.iter().map(|(name, _)| name.as_str()), Look::Curve),
    };
    let area = Area::new(page, [&histogram.x, &histogram.y], histogram_mappings(histogram), &entries);
    for (index, (_, counts)) in histogram.groups.iter().enumerate() {
        let paths = crate::plot::terminal::outlines(&|point| area.unit(point), &histogram.edges, counts);
        for path in area.visible(&paths) {
            page.area(&path, index);
            page.curve(&path, index);
        }
    }
}
