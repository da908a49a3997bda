//! Points, fields and pictures in words.

use super::curves::{marks, over};
use super::name;
use super::voice::Voice;
use crate::plot::scale::Mapping;
use crate::plot::terminal::{field_mappings, field_sample, line_mappings, scatter_lines};
use crate::plot::{Axis, Colors, Field, Mark, Picture, Pictures, Scatter, Series};
use crate::text::number::significant;
use crate::text::{count, join};

/// Each group's size and centre; for a single group how x and y go together.
pub(super) fn scatter(scatter: &Scatter) -> Vec<String> {
    let axes = Axes { axes: [&scatter.x, &scatter.y], mappings: line_mappings(&scatter_lines(scatter)) };
    let mut sentences: Vec<String> = scatter.groups.iter().map(|group| cloud(group, &axes)).collect();
    sentences.extend(over(&scatter.curves, [&scatter.x, &scatter.y]));
    sentences.extend(marks(&scatter.marks, [&scatter.x, &scatter.y]));
    sentences
}

/// Both axes of a figure as they are drawn.
struct Axes<'a> {
    axes: [&'a Axis; 2],
    mappings: [Mapping; 2],
}

impl Axes<'_> {
    fn of(field: &Field) -> Axes<'_> {
        Axes { axes: [&field.x, &field.y], mappings: field_mappings(field) }
    }

    fn name(&self, axis: usize) -> &str {
        name(self.axes[axis], ["x", "y"][axis])
    }

    /// `x 1, y −2`.
    fn place(&self, at: [f64; 2]) -> String {
        let said = |axis: usize| {
            format!("{} {}", self.name(axis), Voice::of(self.axes[axis], &self.mappings[axis]).say(at[axis]))
        };
        format!("{}, {}", said(0), said(1))
    }
}

/// Size and centre of a group, and how its two coordinates go together.
fn cloud(group: &Series, axes: &Axes<'_>) -> String {
    let [x, y] = &axes.mappings;
    let places: Vec<[f64; 2]> =
        group.points.iter().filter_map(|point| Some([x.unit(point[0])?, y.unit(point[1])?])).collect();
    let label = if group.name.is_empty() { "the group" } else { &group.name };
    if places.is_empty() {
        return format!("{label} has no finite points");
    }
    if !axes.axes[0].ticks.is_empty() {
        return format!("{label}: {}", at_ticks(group, axes));
    }
    let mean = |axis: usize| places.iter().map(|place| place[axis] / places.len() as f64).sum::<f64>();
    let centre = [mean(0), mean(1)];
    let around = axes.place([x.value(centre[0]), y.value(centre[1])]);
    let size = count(places.len(), "point", "points");
    match correlation(&places, centre) {
        Some(r) if r.abs() >= 0.3 => {
            format!("{label}: {size} around {around}, correlation {}", significant(r, 2))
        }
        _ => format!("{label}: {size} around {around}"),
    }
}

/// How many points of a group stand at each of the axis's own ticks.
fn at_ticks(group: &Series, axes: &Axes<'_>) -> String {
    let ticks = &axes.axes[0].ticks;
    let nearest = |x: f64| {
        let apart = |index: &usize| (ticks[*index].0 - x).abs();
        (0..ticks.len()).min_by(|a, b| apart(a).total_cmp(&apart(b)))
    };
    let counted = ticks.iter().enumerate().filter_map(|(index, (_, tick))| {
        let here = group.points.iter().filter(|point| nearest(point[0]) == Some(index)).count();
        (here > 0).then(|| format!("{} at {} {tick}", count(here, "point", "points"), axes.name(0)))
    });
    join(&counted.collect::<Vec<_>>())
}

/// Pearson's correlation; `None` where one coordinate does not vary.
fn correlation(points: &[[f64; 2]], centre: [f64; 2]) -> Option<f64> {
    let moment = |a: usize, b: usize| {
        points.iter().map(|point| (point[a] - centre[a]) * (point[b] - centre[b])).sum::<f64>()
    };
    let r = moment(0, 1) / (moment(0, 0) * moment(1, 1)).sqrt();
    r.is_finite().then_some(r)
}

/// The share of each class and where it changes, or the extremes and where they are.
pub(super) fn field(field: &Field) -> Vec<String> {
    let mut sentences = match &field.colors {
        Colors::Classes(names) => regions(field, names),
        _ => extremes(field),
    };
    sentences.extend(field.groups.iter().map(|group| cloud(group, &Axes::of(field))));
    sentences.extend(over(&field.curves, [&field.x, &field.y]));
    sentences.extend(marks(&field.marks, [&field.x, &field.y]));
    sentences.extend(field.marks.iter().filter_map(|mark| beneath(field, mark)));
    sentences
}

/// In which region a marked point lies, or over which value.
fn beneath(field: &Field, mark: &Mark) -> Option<String> {
    let Mark::Point { name, at } = mark else { return None };
    let [x, y] = field_mappings(field);
    let unit = [x.unit(at[0])?, y.unit(at[1])?];
    let inside = unit.iter().all(|unit| (0.0..=1.0).contains(unit));
    let value = field_sample(&field.values, unit).filter(|value| inside && value.is_finite())?;
    Some(match &field.colors {
        Colors::Classes(names) => format!("{name} lies in “{}”", names.get(class(value)?)?),
        _ => format!("{} at {name} is {}", super::name(&field.value, "the value"), significant(value, 3)),
    })
}

fn class(value: f64) -> Option<usize> {
    (value.is_finite() && value >= -0.5).then(|| value.round() as usize)
}

/// The share of each region, and from which to which one comes along the lowest, the middle and the
/// highest row.
fn regions(field: &Field, names: &[String]) -> Vec<String> {
    let all = || field.values.iter().flatten().filter_map(|value| class(*value));
    let total = all().count();
    if total == 0 {
        return Vec::new();
    }
    let share = |(index, name): (usize, &String)| {
        let here = all().filter(|class| *class == index).count();
        (here > 0).then(|| format!("{} % is “{name}”", significant(100.0 * here as f64 / total as f64, 2)))
    };
    let shares: Vec<String> = names.iter().enumerate().filter_map(share).collect();
    let mut sentences = vec![format!("Of the area {}", join(&shares))];
    let count = field.values.len();
    let mut rows = vec![("the bottom", 0), ("half height", count / 2), ("the top", count - 1)];
    rows.dedup_by_key(|(_, row)| *row);
    rows.extend(field.marks.iter().filter_map(|mark| marked_row(field, mark)));
    let told = |(place, row): (&str, usize)| Some(format!("At {place}, {}", changes(field, names, row)?));
    sentences.extend(rows.into_iter().filter_map(told));
    sentences
}

/// The row of a horizontal line.
fn marked_row<'a>(field: &Field, mark: &'a Mark) -> Option<(&'a str, usize)> {
    let Mark::Horizontal { name, y } = mark else { return None };
    let [_, mapping] = field_mappings(field);
    let unit = mapping.unit(*y).filter(|unit| (0.0..=1.0).contains(unit))?;
    let count = field.values.len();
    Some((name, ((unit * count as f64) as usize).min(count.saturating_sub(1))))
}

/// Where the region changes along a row, as far as that can be told in a sentence.
fn changes(field: &Field, names: &[String], row: usize) -> Option<String> {
    /// More changes are said as their number.
    const TOLD: usize = 3;
    let axes = Axes::of(field);
    let [x, y] = &axes.mappings;
    let cells = &field.values[row];
    let middle = |index: f64, count: usize| (index + 0.5) / count as f64;
    let mut told = Vec::new();
    for (column, pair) in cells.windows(2).enumerate() {
        let (Some(from), Some(to)) = (class(pair[0]), class(pair[1])) else { continue };
        if from != to {
            let at = significant(x.value(middle(column as f64 + 0.5, cells.len())), 2);
            let from = if told.is_empty() { format!("from {} ", names.get(from)?) } else { String::new() };
            told.push(format!("{from}to {} at {at}", names.get(to)?));
        }
    }
    let height = significant(y.value(middle(row as f64, field.values.len())), 2);
    let along = format!("{} {height}", axes.name(1));
    let only = cells.first().and_then(|value| names.get(class(*value)?))?;
    Some(match told.len() {
        0 => format!("{along}, it is {only} everywhere"),
        1..=TOLD => format!("{along}, it changes along {} {}", axes.name(0), told.join(", then ")),
        many => format!("{along}, it changes {many} times along {}", axes.name(0)),
    })
}

fn extremes(field: &Field) -> Vec<String> {
    let axes = Axes::of(field);
    let place = |row: usize, column: usize| {
        let middle = |index: usize, count: usize| (index as f64 + 0.5) / count as f64;
        let [x, y] = &axes.mappings;
        axes.place([
            x.value(middle(column, field.values[row].len())),
            y.value(middle(row, field.values.len())),
        ])
    };
    let cells = field.values.iter().enumerate().flat_map(|(row, values)| {
        values.iter().enumerate().map(move |(column, value)| (*value, row, column))
    });
    let finite: Vec<(f64, usize, usize)> = cells.filter(|cell| cell.0.is_finite()).collect();
    let lowest = finite.iter().min_by(|a, b| a.0.total_cmp(&b.0));
    let highest = finite.iter().max_by(|a, b| a.0.total_cmp(&b.0));
    let (Some(lowest), Some(highest)) = (lowest, highest) else { return Vec::new() };
    let value = name(&field.value, "the value");
    if lowest.0 == highest.0 {
        return vec![format!("{value} is {} everywhere", significant(lowest.0, 3))];
    }
    let said =
        |cell: &(f64, usize, usize)| format!("{} at {}", significant(cell.0, 3), place(cell.1, cell.2));
    vec![format!("{value} goes from {} to {}", said(lowest), said(highest))]
}

/// Which of several named pictures has the largest values, by their mean size.
fn strongest(pictures: &Pictures) -> Option<String> {
    let size = |picture: &Picture| {
        let values: Vec<f64> =
            picture.rows.iter().flatten().copied().filter(|value| value.is_finite()).collect();
        values.iter().map(|value| value.abs()).sum::<f64>() / values.len().max(1) as f64
    };
    let sizes: Vec<(&str, f64)> =
        pictures.pictures.iter().map(|picture| (picture.name.as_str(), size(picture))).collect();
    let most = sizes.iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
    let least = sizes.iter().min_by(|a, b| a.1.total_cmp(&b.1))?;
    let told = !most.0.is_empty() && !least.0.is_empty() && most.1 > 1.05 * least.1 && most.1.is_finite();
    told.then(|| {
        format!(
            "{} is strongest, {} on average, and {} weakest, {}",
            most.0,
            significant(most.1, 2),
            least.0,
            significant(least.1, 2)
        )
    })
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
            significant(low, 3),
            significant(high, 3)
        ));
        sentences.extend(strongest(pictures));
    }
    sentences
}
