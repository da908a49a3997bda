//! Points, fields, pictures and histograms in words.

use super::curves::marks;
use super::name;
use crate::plot::{Axis, Colors, Field, Histogram, Pictures, Scatter, Series};
use crate::text::number::plain;
use crate::text::{count, join};

/// Each group's size and centre; for a single group how x and y go together.
pub(super) fn scatter(scatter: &Scatter) -> Vec<String> {
    let mut sentences: Vec<String> =
        scatter.groups.iter().map(|group| cloud(group, &scatter.x, &scatter.y)).collect();
    let lines = crate::plot::Lines {
        x: scatter.x.clone(),
        y: scatter.y.clone(),
        series: scatter.curves.clone(),
        marks: scatter.marks.clone(),
        ..Default::default()
    };
    sentences.extend(super::curves::words(&lines));
    sentences
}

fn cloud(group: &Series, x: &Axis, y: &Axis) -> String {
    let points: Vec<[f64; 2]> =
        group.points.iter().copied().filter(|point| point.iter().all(|value| value.is_finite())).collect();
    let label = if group.name.is_empty() { "the group" } else { &group.name };
    if points.is_empty() {
        return format!("{label} has no finite points");
    }
    let mean = |axis: usize| points.iter().map(|point| point[axis] / points.len() as f64).sum::<f64>();
    let [centre_x, centre_y] = [mean(0), mean(1)];
    let about =
        format!("around {} {}, {} {}", name(x, "x"), plain(centre_x, 3), name(y, "y"), plain(centre_y, 3));
    let size = count(points.len(), "point", "points");
    match correlation(&points, [centre_x, centre_y]) {
        Some(r) if r.abs() >= 0.3 => format!("{label}: {size} {about}, correlation {}", plain(r, 2)),
        _ => format!("{label}: {size} {about}"),
    }
}

/// Pearson's correlation; `None` where one coordinate does not vary.
fn correlation(points: &[[f64; 2]], centre: [f64; 2]) -> Option<f64> {
    let moment = |a: usize, b: usize| {
        points.iter().map(|point| (point[a] - centre[a]) * (point[b] - centre[b])).sum::<f64>()
    };
    let r = moment(0, 1) / (moment(0, 0) * moment(1, 1)).sqrt();
    r.is_finite().then_some(r)
}

/// The share of each class, or the extremes and where they are.
pub(super) fn field(field: &Field) -> Vec<String> {
    let mut sentences = match &field.colors {
        Colors::Classes(names) => shares(field, names),
        _ => extremes(field),
    };
    sentences.extend(field.groups.iter().map(|group| cloud(group, &field.x, &field.y)));
    sentences.extend(marks(&field.marks, &field.x, false));
    sentences
}

fn shares(field: &Field, names: &[String]) -> Vec<String> {
    let all = || field.values.iter().flatten().filter(|value| value.is_finite());
    let total = all().count();
    let share = |(index, name): (usize, &String)| {
        let here = all().filter(|value| value.round() == index as f64).count();
        format!("{name} {} %", plain(100.0 * here as f64 / total as f64, 2))
    };
    if total == 0 {
        return Vec::new();
    }
    vec![format!("Of the area {}", join(&names.iter().enumerate().map(share).collect::<Vec<_>>()))]
}

fn extremes(field: &Field) -> Vec<String> {
    let place = |row: usize, column: usize| {
        let at = |axis: &Axis, index: usize, count: usize| match axis.range {
            Some((low, high)) if count > 1 => low + (high - low) * index as f64 / (count - 1) as f64,
            _ => index as f64,
        };
        let (x, y) = (at(&field.x, column, field.values[row].len()), at(&field.y, row, field.values.len()));
        format!("{} {}, {} {}", name(&field.x, "x"), plain(x, 3), name(&field.y, "y"), plain(y, 3))
    };
    let cells = field.values.iter().enumerate().flat_map(|(row, values)| {
        values.iter().enumerate().map(move |(column, value)| (*value, row, column))
    });
    let finite: Vec<(f64, usize, usize)> = cells.filter(|cell| cell.0.is_finite()).collect();
    let lowest = finite.iter().min_by(|a, b| a.0.total_cmp(&b.0));
    let highest = finite.iter().max_by(|a, b| a.0.total_cmp(&b.0));
    let (Some(lowest), Some(highest)) = (lowest, highest) else { return Vec::new() };
    let said = |cell: &(f64, usize, usize)| format!("{} at {}", plain(cell.0, 3), place(cell.1, cell.2));
    vec![format!("{} goes from {} to {}", name(&field.value, "the value"), said(lowest), said(highest))]
}

/// The size of the pictures and the range of their values.
pub(super) fn pictures(pictures: &Pictures) -> Vec<String> {
    let Some(first) = pictures.pictures.first() else { return Vec::new() };
    let values = || pictures.pictures.iter().flat_map(|picture| picture.rows.iter().flatten().copied());
    let finite = || values().filter(|value| value.is_finite());
    let size = format!("{} by {}", first.rows.first().map_or(0, Vec::len), first.rows.len());
    let mut sentences = vec![format!("{} of {size}", count(pictures.pictures.len(), "picture", "pictures"))];
    if finite().next().is_some() {
        let (low, high) =
            (finite().fold(f64::INFINITY, f64::min), finite().fold(f64::NEG_INFINITY, f64::max));
        sentences.push(format!(
            "{} from {} to {}",
            name(&pictures.value, "values"),
            plain(low, 3),
            plain(high, 3)
        ));
    }
    sentences
}

/// For each group how many values there are, where most are, and where the middle half lies.
pub(super) fn histogram(histogram: &Histogram) -> Vec<String> {
    histogram.groups.iter().map(|(name, counts)| group(histogram, name, counts)).collect()
}

fn group(histogram: &Histogram, label: &str, counts: &[f64]) -> String {
    let usable: Vec<f64> =
        counts.iter().map(|count| if *count > 0.0 && count.is_finite() { *count } else { 0.0 }).collect();
    let total: f64 = usable.iter().sum();
    let label = if label.is_empty() { name(&histogram.x, "the group") } else { label };
    let edges = |bin: usize| Some((*histogram.edges.get(bin)?, *histogram.edges.get(bin + 1)?));
    let fullest = (0..usable.len()).max_by(|&a, &b| usable[a].total_cmp(&usable[b]).then(b.cmp(&a)));
    let Some((from, to)) = fullest.and_then(edges).filter(|_| total > 0.0 && total.is_finite()) else {
        return format!("{label} has no values");
    };
    let [low, high] = [0.25, 0.75].map(|share| quantile(&histogram.edges, &usable, share * total));
    format!(
        "{label}: most between {} and {}, the middle half between about {} and {}",
        plain(from, 3),
        plain(to, 3),
        plain(low, 2),
        plain(high, 2)
    )
}

/// The value below which `rank` of the counts lie, taking each bin as evenly filled.
fn quantile(edges: &[f64], counts: &[f64], rank: f64) -> f64 {
    let mut below = 0.0;
    for (pair, count) in edges.windows(2).zip(counts) {
        if below + count >= rank && *count > 0.0 {
            return pair[0] + (pair[1] - pair[0]) * (rank - below) / count;
        }
        below += count;
    }
    edges.last().copied().unwrap_or(f64::NAN)
}
