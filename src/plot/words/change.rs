//! What differs between two figures of the same kind, in words.

use super::name;
use crate::plot::figure::Network;
use crate::plot::terminal::is_missing;
use crate::plot::{
    Axis, Bars, Colors, Contour, Field, Figure, Graph, Histogram, Mark, Pictures, Scale, Series, Table,
};
use crate::text::list::join;
use crate::text::number::{significant, typeset};

/// How many differences are told before the rest is only counted.
const TOLD: usize = 4;

/// What changed from one figure to another, in one sentence; nothing where they are equal, or of
/// different kinds.
///
/// ```
/// use dltutor::plot::{Bars, Figure, change};
/// let bars = |height| Figure::Bars(Bars { bars: vec![("relu".into(), height)], ..Bars::default() });
/// assert_eq!(change(&bars(0.5), &bars(0.9)).as_deref(), Some("relu is 0.9 instead of 0.5."));
/// assert_eq!(change(&bars(0.5), &bars(0.5)), None);
/// ```
pub fn change(before: &Figure, after: &Figure) -> Option<String> {
    if before == after {
        return None;
    }
    let differences = match (before, after) {
        (Figure::Lines(before), Figure::Lines(after)) => {
            [series(&before.series, &after.series, &after.y), marks(&before.marks, &after.marks, &after.y)]
                .concat()
        }
        (Figure::Scatter(before), Figure::Scatter(after)) => {
            [clouds(&before.groups, &after.groups), series(&before.curves, &after.curves, &after.y)].concat()
        }
        (Figure::Contour(before), Figure::Contour(after)) => contour(before, after),
        (Figure::Field(before), Figure::Field(after)) => field(before, after),
        (Figure::Pictures(before), Figure::Pictures(after)) => pictures(before, after),
        (Figure::Histogram(before), Figure::Histogram(after)) => histogram(before, after),
        (Figure::Bars(before), Figure::Bars(after)) => bars(before, after),
        (Figure::Table(before), Figure::Table(after)) => table(before, after),
        (Figure::Graph(before), Figure::Graph(after)) => graph(before, after),
        (Figure::Network(before), Figure::Network(after)) => network(before, after),
        _ => return None,
    };
    let text = sentence(differences);
    Some(crate::text::sanitize(&text).into_owned() + ".")
}

fn sentence(mut differences: Vec<String>) -> String {
    let more = differences.len().saturating_sub(TOLD);
    differences.truncate(TOLD);
    match (differences.is_empty(), more) {
        (true, _) => "It looks the same but for its titles and marks".to_owned(),
        (false, 0) => join(&differences),
        (false, more) => format!("{}, and {more} more differ", differences.join(", ")),
    }
}

/// Where the marked points are now.
fn marks(before: &[Mark], after: &[Mark], y: &Axis) -> Vec<String> {
    let moved = |mark: &Mark| {
        let Mark::Point { name, at } = mark else { return None };
        let was = before.iter().find_map(|mark| match mark {
            Mark::Point { name: known, at } if known == name => Some(*at),
            _ => None,
        })?;
        (was[1] != at[1]).then(|| instead(name, &said(at[1], y), &said(was[1], y)))
    };
    after.iter().filter_map(moved).collect()
}

fn said(value: f64, axis: &Axis) -> String {
    significant(value, if axis.scale == Scale::Log { 2 } else { 3 })
}

fn instead(what: &str, is: &str, was: &str) -> String {
    format!("{what} is {is} instead of {was}")
}

/// Where each curve ends, and which are new or gone.
fn series(before: &[Series], after: &[Series], y: &Axis) -> Vec<String> {
    let end = |series: &Series| series.points.iter().rev().map(|point| point[1]).find(|y| y.is_finite());
    let value =
        |value: Option<f64>| value.map_or_else(|| "nowhere finite".to_owned(), |value| said(value, y));
    let reach = |series: &Series| series.points.last().map(|point| point[0]);
    let told = |now: &Series| match before.iter().find(|series| series.name == now.name) {
        None => Some(format!("{} is new", now.name)),
        Some(then) if then.points == now.points => None,
        // Ends of different stretches do not compare.
        Some(then) if reach(then) != reach(now) => Some(format!("{} is drawn over another range", now.name)),
        Some(then) if value(end(then)) == value(end(now)) => {
            Some(format!("{} ends as before, at {}, by another way", now.name, value(end(now))))
        }
        Some(then) => {
            Some(format!("{} ends at {} instead of {}", now.name, value(end(now)), value(end(then))))
        }
    };
    let gone = before.iter().filter(|then| after.iter().all(|now| now.name != then.name));
    after.iter().filter_map(told).chain(gone.map(|then| format!("{} is gone", then.name))).collect()
}

/// Where the centre of each group lies.
fn clouds(before: &[Series], after: &[Series]) -> Vec<String> {
    let centre = |group: &Series| {
        let count = group.points.len().max(1) as f64;
        let sum = |axis: usize| group.points.iter().map(|point| point[axis]).sum::<f64>() / count;
        format!("({}, {})", significant(sum(0), 2), significant(sum(1), 2))
    };
    let pairs = before.iter().zip(after).filter(|(then, now)| then.points != now.points);
    let told = |(then, now): (&Series, &Series)| match (centre(then), centre(now)) {
        (was, is) if was == is => format!("{} has other points around {is}", now.name),
        (was, is) => format!("{} lies around {is} instead of {was}", now.name),
    };
    pairs.map(told).collect()
}

/// Where each path ends.
fn contour(before: &Contour, after: &Contour) -> Vec<String> {
    let mut told = Vec::new();
    if before.values != after.values {
        told.push("the surface is another".to_owned());
    }
    let end = |path: &[[f64; 2]]| {
        let last = path.iter().rev().find(|place| place.iter().all(|value| value.is_finite()));
        last.map_or_else(
            || "nowhere finite".to_owned(),
            |[x, y]| format!("({}, {})", significant(*x, 3), significant(*y, 3)),
        )
    };
    for now in &after.trajectories {
        match before.trajectories.iter().find(|then| then.name == now.name) {
            None => told.push(format!("{} is new", now.name)),
            Some(then) if then.path != now.path => {
                told.push(format!("{} ends at {} instead of {}", now.name, end(&now.path), end(&then.path)));
            }
            Some(_) => {}
        }
    }
    told
}

/// How much of the area has another class, or by how much its values differ.
fn field(before: &Field, after: &Field) -> Vec<String> {
    let pairs = before.values.iter().flatten().zip(after.values.iter().flatten());
    let total = pairs.clone().count().max(1) as f64;
    if let Colors::Classes(_) = after.colors {
        let changed = pairs.filter(|(then, now)| then.round() != now.round()).count() as f64;
        return vec![format!("{} % of the area changed sides", significant(100.0 * changed / total, 2))];
    }
    let apart = pairs.map(|(then, now)| (now - then).abs()).filter(|apart| apart.is_finite()).sum::<f64>();
    let what = name(&after.value, "the value");
    vec![format!("{what} differs by {} on average", significant(apart / total, 2))]
}

/// How many pictures changed, and by how much.
fn pictures(before: &Pictures, after: &Pictures) -> Vec<String> {
    let pairs = before.pictures.iter().zip(&after.pictures);
    let changed = pairs.clone().filter(|(then, now)| then.rows != now.rows).count();
    let cells = pairs.flat_map(|(then, now)| then.rows.iter().flatten().zip(now.rows.iter().flatten()));
    let total = cells.clone().count().max(1) as f64;
    let apart = cells.map(|(then, now)| (now - then).abs()).filter(|apart| apart.is_finite()).sum::<f64>();
    let all = after.pictures.len();
    vec![format!(
        "{changed} of {all} pictures changed, by {} a cell on average",
        significant(apart / total, 2)
    )]
}

/// The mean of each group.
fn histogram(before: &Histogram, after: &Histogram) -> Vec<String> {
    let mean = |edges: &[f64], counts: &[f64]| {
        let middles = edges.windows(2).map(|pair| (pair[0] + pair[1]) / 2.0);
        middles.zip(counts).map(|(middle, count)| middle * count).sum::<f64>() / counts.iter().sum::<f64>()
    };
    let told = |(group, counts): &(String, Vec<f64>)| {
        let is = significant(mean(&after.edges, counts), 2);
        let Some((_, then)) = before.groups.iter().find(|(name, _)| name == group) else {
            return Some(format!("{group} is new"));
        };
        let was = significant(mean(&before.edges, then), 2);
        (then != counts || before.edges != after.edges).then(|| {
            format!(
                "{group} averages about {is}{}",
                if is == was { " as before".to_owned() } else { format!(" instead of {was}") }
            )
        })
    };
    after.groups.iter().filter_map(told).collect()
}

/// The bars that changed, the largest change first.
fn bars(before: &Bars, after: &Bars) -> Vec<String> {
    let value = |height: f64| said(height, &after.y);
    let then = |bar: &str| before.bars.iter().find(|(name, _)| name == bar).map(|(_, height)| *height);
    let mut changed: Vec<(f64, String)> = Vec::new();
    for (name, height) in &after.bars {
        match then(name) {
            None => changed.push((f64::INFINITY, format!("{name} is new, {}", value(*height)))),
            Some(was) if was.to_bits() != height.to_bits() => {
                changed.push(((height - was).abs(), instead(name, &value(*height), &value(was))));
            }
            Some(_) => {}
        }
    }
    changed.sort_by(|a, b| b.0.total_cmp(&a.0));
    changed.into_iter().map(|(_, text)| text).collect()
}

/// The most cells that can be told in a sentence; more are read in the table.
const CELLS: usize = 3;

/// The cells that changed, under the name of their row, and of their column where a row has several; nothing where they
/// are many, for then they are read in the table.
fn table(before: &Table, after: &Table) -> Vec<String> {
    let mut told = Vec::new();
    for row in &after.rows {
        let Some(label) = row.first() else { continue };
        let Some(then) = before.rows.iter().find(|then| then.first() == Some(label)) else {
            told.push(format!("the row {label} is new"));
            continue;
        };
        let filled = row.iter().skip(1).filter(|cell| !is_missing(cell)).count();
        let alone = filled == 1 && after.columns.len() > 2;
        let cells = after.columns.iter().zip(row).zip(then);
        for ((head, now), then) in cells.filter(|((_, now), then)| now != then) {
            let head = if alone { "" } else { head.as_str() };
            told.push(instead(format!("{label} {head}").trim(), &typeset(now), &typeset(then)));
        }
    }
    if told.len() > CELLS { Vec::new() } else { told }
}

/// The nodes whose value or gradient changed.
fn graph(before: &Graph, after: &Graph) -> Vec<String> {
    let pairs = before.nodes.iter().zip(&after.nodes).filter(|(then, now)| then.name == now.name);
    let gradient =
        |gradient: Option<f64>| gradient.map_or_else(|| "unknown".to_owned(), |it| significant(it, 3));
    let told = pairs.flat_map(|(then, now)| {
        let value = (then.value.to_bits() != now.value.to_bits())
            .then(|| instead(&now.name, &significant(now.value, 3), &significant(then.value, 3)));
        let slope = (then.gradient != now.gradient).then(|| {
            instead(
                &format!("the gradient of {}", now.name),
                &gradient(now.gradient),
                &gradient(then.gradient),
            )
        });
        value.into_iter().chain(slope)
    });
    told.collect()
}

/// How many units of each layer answer to nothing.
fn network(before: &Network, after: &Network) -> Vec<String> {
    let dead = |units: &[f64]| units.iter().filter(|unit| **unit == 0.0).count();
    let pairs = before.layers.iter().zip(&after.layers).filter(|(then, now)| then.units != now.units);
    let told = |(then, now): (&crate::plot::figure::Layer, &crate::plot::figure::Layer)| {
        let (was, is, all) = (dead(&then.units), dead(&now.units), now.units.len());
        if was == is && then.units.len() == all {
            format!("{} is as much in use, unit by unit otherwise", now.name)
        } else {
            format!("{} has {is} dead of {all} units instead of {was} of {}", now.name, then.units.len())
        }
    };
    pairs.map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::figure::{Layer, Lines, Node, Picture, Scatter, Trajectory};

    fn told(before: Figure, after: Figure) -> String {
        assert_eq!(change(&before, &before), None);
        change(&before, &after).unwrap()
    }

    #[test]
    fn curves_and_paths_say_where_they_end() {
        let lines = |end: f64, name: &str| {
            let series = vec![Series::new(name, vec![[0.0, 1.0], [1.0, end]])];
            Figure::Lines(Lines { series, ..Lines::default() })
        };
        assert_eq!(told(lines(2.0, "loss"), lines(0.5, "loss")), "loss ends at 0.5 instead of 2.");
        assert_eq!(told(lines(2.0, "a"), lines(2.0, "b")), "b is new and a is gone.");
        assert_eq!(told(lines(2.0, "a"), lines(f64::NAN, "a")), "a ends at 1 instead of 2.");
        let longer = Figure::Lines(Lines {
            series: vec![Series::new("a", vec![[0.0, 1.0], [2.0, 4.0]])],
            ..Lines::default()
        });
        assert_eq!(told(lines(2.0, "a"), longer), "a is drawn over another range.");
        let contour = |end: f64| {
            let path = vec![[0.0, 0.0], [end, 1.0]];
            Figure::Contour(Contour {
                trajectories: vec![Trajectory { name: "sgd".into(), path }],
                ..Contour::default()
            })
        };
        assert_eq!(told(contour(1.0), contour(2.0)), "sgd ends at (2, 1) instead of (1, 1).");
    }

    #[test]
    fn areas_and_pictures_say_how_much_changed() {
        let field = |values: Vec<f64>, colors: Colors| {
            Figure::Field(Field { values: vec![values], colors, ..Field::default() })
        };
        let classes = || Colors::Classes(vec!["red".into(), "blue".into()]);
        assert_eq!(
            told(field(vec![0.0, 1.0], classes()), field(vec![1.0, 1.0], classes())),
            "50 % of the area changed sides."
        );
        let plain = field(vec![0.0, 1.0], Colors::Sequential);
        assert_eq!(
            told(plain, field(vec![0.5, 1.0], Colors::Sequential)),
            "the value differs by 0.25 on average."
        );
        let picture = |value| {
            Figure::Pictures(Pictures {
                pictures: vec![Picture { name: "w".into(), rows: vec![vec![value]] }],
                ..Pictures::default()
            })
        };
        assert_eq!(told(picture(1.0), picture(3.0)), "1 of 1 pictures changed, by 2 a cell on average.");
        let scatter = |x| {
            Figure::Scatter(Scatter {
                groups: vec![Series::new("red", vec![[x, 0.0]])],
                ..Scatter::default()
            })
        };
        assert_eq!(told(scatter(1.0), scatter(2.0)), "red lies around (2, 0) instead of (1, 0).");
    }

    #[test]
    fn counted_and_written_things_say_what_they_are_instead() {
        let histogram = |counts: [f64; 2]| {
            let groups = vec![("all".to_owned(), counts.to_vec())];
            Figure::Histogram(Histogram { edges: vec![0.0, 2.0, 4.0], groups, ..Histogram::default() })
        };
        assert_eq!(told(histogram([1.0, 0.0]), histogram([0.0, 1.0])), "all averages about 3 instead of 1.");
        let table = |cell: &str| {
            Figure::Table(Table {
                columns: vec!["".into(), "loss".into()],
                rows: vec![vec!["adam".into(), cell.into()]],
                ..Table::default()
            })
        };
        assert_eq!(told(table("1"), table("-2e-3")), "adam loss is −2 × 10⁻³ instead of 1.");
        let sum = |cell: &str| {
            Figure::Table(Table {
                columns: ["", "input", "product"].map(str::to_owned).to_vec(),
                rows: vec![["sum", "", cell].map(str::to_owned).to_vec()],
                ..Table::default()
            })
        };
        assert_eq!(told(sum("1"), sum("2")), "sum is 2 instead of 1.");
    }

    #[test]
    fn what_has_several_parts_names_those_that_differ() {
        let graph = |value, gradient| {
            Figure::Graph(Graph {
                nodes: vec![Node { name: "z".into(), value, gradient, inputs: vec![] }],
                ..Graph::default()
            })
        };
        assert_eq!(
            told(graph(1.0, None), graph(2.0, Some(0.5))),
            "z is 2 instead of 1 and the gradient of z is 0.5 instead of unknown."
        );
        let network = |unit| {
            Figure::Network(Network {
                layers: vec![Layer { name: "hidden 1".into(), units: vec![unit, 1.0] }],
                ..Network::default()
            })
        };
        assert_eq!(told(network(1.0), network(0.0)), "hidden 1 has 1 dead of 2 units instead of 0 of 2.");
        let bars = |heights: &[f64]| {
            Figure::Bars(Bars {
                bars: heights
                    .iter()
                    .enumerate()
                    .map(|(place, &height)| (format!("b{place}"), height))
                    .collect(),
                ..Bars::default()
            })
        };
        let many = told(bars(&[0.0; 6]), bars(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]));
        assert!(many.starts_with("b5 is 6 instead of 0") && many.ends_with("and 2 more differ."), "{many}");
    }

    #[test]
    fn a_mark_that_moved_is_told() {
        let lines = |height| {
            let marks = vec![Mark::Point { name: "cat".into(), at: [0.5, height] }];
            Figure::Lines(Lines { marks, ..Lines::default() })
        };
        assert_eq!(change(&lines(0.3), &lines(3.1)).as_deref(), Some("cat is 3.1 instead of 0.3."));
    }
}
