//! Two results side by side: lines drawn over each other, and the difference in words.

use crate::experiment::Report;
use crate::plot::figure::{Bars, Lines, Trajectory};
use crate::plot::{self, Figure};
use crate::text::width::{Align, padded};
use crate::text::{Line, Role, number};

/// Two results of one figure.
#[derive(Clone, Debug)]
pub struct Both {
    /// One figure with both drawn over each other where that can be read, else the two one after the
    /// other, else only the second. Where both draw the same thing it is drawn once.
    pub figures: Vec<Figure>,
    /// What changed, in words; nothing where nothing did.
    pub change: Option<String>,
}

/// Each figure of `second` with that of `first`.
pub fn overlay(first: &Report, second: &Report, label: &str) -> Vec<Both> {
    let pair = |(place, figure): (usize, &Figure)| {
        let before = first.figures.get(place);
        let change = before.and_then(|before| plot::change(before, figure));
        Both { figures: both(before, figure, label), change }
    };
    second.figures.iter().enumerate().map(pair).collect()
}

fn both(before: Option<&Figure>, after: &Figure, label: &str) -> Vec<Figure> {
    let Some(before) = before.filter(|before| *before != after) else { return vec![after.clone()] };
    match merged(before, after, label) {
        Some(figure) => vec![figure],
        None => vec![before.clone(), after.clone().retitled(|title| format!("{title} ({label})"))],
    }
}

/// Both in one figure, for kinds whose parts can stand over or beside each other.
fn merged(before: &Figure, after: &Figure, label: &str) -> Option<Figure> {
    match (before, after) {
        (Figure::Lines(before), Figure::Lines(after)) => lines(before, after, label).map(Figure::Lines),
        (Figure::Bars(before), Figure::Bars(after)) => bars(before, after, label).map(Figure::Bars),
        (Figure::Histogram(before), Figure::Histogram(after)) if before.edges == after.edges => {
            let mut both = before.clone();
            let groups = after.groups.iter().filter(|group| !before.groups.contains(group));
            both.groups.extend(groups.map(|(name, counts)| (format!("{name} ({label})"), counts.clone())));
            Some(Figure::Histogram(both))
        }
        (Figure::Contour(before), Figure::Contour(after)) if before.values == after.values => {
            let mut both = before.clone();
            for path in after.trajectories.iter().filter(|path| !before.trajectories.contains(path)) {
                let name = format!("{} ({label})", path.name);
                both.trajectories.push(Trajectory { name, ..path.clone() });
            }
            Some(Figure::Contour(both))
        }
        _ => None,
    }
}

fn lines(before: &Lines, after: &Lines, label: &str) -> Option<Lines> {
    if before.x.name != after.x.name || before.y.name != after.y.name {
        return None;
    }
    let mut both = before.clone();
    both.x.range = None;
    both.y.range = None;
    for series in &after.series {
        if both.series.iter().any(|known| known.points == series.points) {
            continue;
        }
        let mut series = series.clone();
        series.name = format!("{} ({label})", series.name);
        both.series.push(series);
    }
    Some(both)
}

/// Each bar of the second below the one of the same name.
fn bars(before: &Bars, after: &Bars, label: &str) -> Option<Bars> {
    if before.y.name != after.y.name {
        return None;
    }
    let mut both = Bars { bars: Vec::new(), ..before.clone() };
    both.y.range = None;
    for bar in &before.bars {
        both.bars.push(bar.clone());
        let changed =
            after.bars.iter().find(|other| other.0 == bar.0 && other.1.to_bits() != bar.1.to_bits());
        both.bars.extend(changed.map(|(name, value)| (format!("{name} ({label})"), *value)));
    }
    let added = after.bars.iter().filter(|bar| before.bars.iter().all(|known| known.0 != bar.0));
    both.bars.extend(added.map(|(name, value)| (format!("{name} ({label})"), *value)));
    Some(both)
}

/// One line for each measure that changed: before, after, and by what factor.
pub fn differences(first: &Report, second: &Report) -> Vec<Line> {
    let changed = second.measures.iter().filter_map(|after| {
        let before = first.measure(&after.name)?;
        (before.to_bits() != after.value.to_bits()).then_some((after.name.as_str(), before, after.value))
    });
    let rows: Vec<_> = changed.collect();
    let widest = rows.iter().map(|(name, ..)| name.len()).max().unwrap_or(0);
    if rows.is_empty() {
        return vec![Line::from(" Nothing measured differs.")];
    }
    rows.into_iter().map(|(name, before, after)| difference(name, before, after, widest)).collect()
}

fn difference(name: &str, before: f64, after: f64, widest: usize) -> Line {
    let shown = |value| number::significant(value, 3);
    Line::new()
        .with(Role::Dim, format!(" {name:widest$}  "))
        .with(Role::Plain, padded(&shown(before), 11, Align::Right))
        .with(Role::Dim, " → ")
        .with(Role::Plain, padded(&shown(after), 11, Align::Left))
        .with(Role::Dim, format!("  {}", change(before, after)))
}

/// What a teacher would say of the change.
fn change(before: f64, after: f64) -> String {
    if !after.is_finite() {
        return "no longer finite".to_owned();
    }
    if !before.is_finite() {
        return "finite now".to_owned();
    }
    let ratio = after / before;
    if before == 0.0 || ratio <= 0.0 {
        let word = if after > before { "more" } else { "less" };
        return format!("{} {word}", number::significant((after - before).abs(), 2));
    }
    if (0.95..1.05).contains(&ratio) {
        "about the same".to_owned()
    } else if ratio >= 1.0 {
        format!("{} times as much", number::significant(ratio, 2))
    } else {
        format!("{} times smaller", number::significant(1.0 / ratio, 2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::figure::{Field, Histogram, Table};

    #[test]
    fn bars_stand_under_each_other_and_unlike_figures_one_after_the_other() {
        let bars = |value| {
            let bars = vec![("relu".to_owned(), value), ("tanh".to_owned(), 0.5)];
            Figure::Bars(Bars { title: "t".into(), bars, ..Bars::default() })
        };
        let shown = both(Some(&bars(1.0)), &bars(2.0), "depth=3");
        let [Figure::Bars(merged)] = shown.as_slice() else { panic!("{shown:?}") };
        let names: Vec<&str> = merged.bars.iter().map(|bar| bar.0.as_str()).collect();
        assert_eq!(names, ["relu", "relu (depth=3)", "tanh"]);
        let table = |cell: &str| {
            Figure::Table(Table { title: "t".into(), rows: vec![vec![cell.into()]], ..Table::default() })
        };
        let titles =
            |figures: Vec<Figure>| figures.iter().map(|it| it.title().to_owned()).collect::<Vec<_>>();
        assert_eq!(titles(both(Some(&table("1")), &table("2"), "depth=3")), ["t", "t (depth=3)"]);
        assert_eq!(titles(both(Some(&table("1")), &table("1"), "depth=3")), ["t"]);
        let field =
            |value| Figure::Field(Field { title: "f".into(), values: vec![vec![value]], ..Field::default() });
        assert_eq!(titles(both(Some(&field(1.0)), &field(2.0), "depth=3")), ["f", "f (depth=3)"]);
        let histogram = |count| {
            let groups = vec![("all".to_owned(), vec![count])];
            Figure::Histogram(Histogram { edges: vec![0.0, 1.0], groups, ..Histogram::default() })
        };
        let shown = both(Some(&histogram(1.0)), &histogram(2.0), "depth=3");
        assert!(matches!(&shown[..], [Figure::Histogram(both)] if both.groups.len() == 2), "{shown:?}");
    }

    #[test]
    fn a_change_is_named_by_its_factor_or_its_size() {
        assert_eq!(change(1.0, 20.0), "20 times as much");
        assert_eq!(change(1.0, 1.01), "about the same");
        assert_eq!(change(8.0, 2.0), "4 times smaller");
        assert_eq!(change(0.0, 2.5), "2.5 more");
        assert_eq!(change(1.0, -1.0), "2 less");
        assert_eq!(change(1.0, f64::INFINITY), "no longer finite");
    }
}
