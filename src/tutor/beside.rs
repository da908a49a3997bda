//! Two results side by side: lines drawn over each other, and the difference in words.

use crate::experiment::{Measure, Report, find};
use crate::plot::figure::{Bars, Lines, Trajectory};
use crate::plot::{self, Figure};
use crate::text::list::count;
use crate::text::width::{Align, padded};
use crate::text::{Line, Role, number};

/// Two results of one figure.
#[derive(Clone, Debug)]
pub struct Both {
    /// Both drawn over each other where that can be read, else the second alone: the first was just seen.
    pub figure: Figure,
    /// What changed, in words; nothing where nothing did.
    pub change: Option<String>,
}

/// Each figure of `second` with that of `first`.
pub fn overlay(first: &Report, second: &Report, label: &str) -> Vec<Both> {
    let pair = |(place, figure): (usize, &Figure)| {
        let before = first.figures.get(place);
        let change = before.and_then(|before| plot::change(before, figure));
        Both { figure: both(before, figure, label), change }
    };
    second.figures.iter().enumerate().map(pair).collect()
}

fn both(before: Option<&Figure>, after: &Figure, label: &str) -> Figure {
    let Some(before) = before.filter(|before| *before != after) else { return after.clone() };
    match merged(before, after, label) {
        Some(figure) => figure.retitled(|title| title_of_both(title, after.title())),
        None => after.clone().retitled(|title| format!("{title} ({label})")),
    }
}

/// The most words that a title changes in for both to be named.
const CHANGED_WORDS: usize = 2;

/// Two titles in one: `4 → 8 pieces`, where they differ in one place; else the first.
fn title_of_both(before: &str, after: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.split(' ').collect(), after.split(' ').collect());
    let head = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let rest = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(old, new)| old == new).count();
    let (from, to) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    if [from, to].iter().any(|words| words.is_empty() || words.len() > CHANGED_WORDS) {
        return before.to_owned();
    }
    [&old[..head], from, &["→"], to, &old[old.len() - tail..]].concat().join(" ")
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
    // More lines than marks to tell them by are no picture.
    if both.series.len() > plot::MARKERS {
        return None;
    }
    for mark in after.marks.iter().filter(|mark| !before.marks.contains(mark)) {
        both.marks.push(mark.clone().renamed(|name| format!("{name} ({label})")));
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

/// The most measures that are set beside each other: what a learner compares has to fit the screen.
const MOST_MEASURES: usize = 6;

/// One line for each measure that changed: before, after, and by how much. Those that the step speaks of, `named`,
/// come first; of the others only as many as fit. Nothing where the two have no measure in common.
pub fn differences(first: &Report, second: &Report, named: &[String]) -> Vec<Line> {
    let infos = find(second.experiment).map(|experiment| experiment.measures()).unwrap_or_default();
    let is_accuracy = |name: &str| infos.iter().any(|info| info.name == name && info.is_accuracy());
    let pairs = second.measures.iter().filter_map(|after| Some((after, first.measure(&after.name)?)));
    let pairs: Vec<(&Measure, f64)> = pairs.collect();
    let mut changed: Vec<&(&Measure, f64)> =
        pairs.iter().filter(|(after, before)| before.to_bits() != after.value.to_bits()).collect();
    if changed.is_empty() {
        let is_same = !pairs.is_empty() && first.figures == second.figures;
        return if is_same { vec![Line::from(" Nothing measured differs.")] } else { Vec::new() };
    }
    changed.sort_by_key(|(after, _)| !named.contains(&after.name));
    let more = changed.len().saturating_sub(MOST_MEASURES);
    changed.truncate(MOST_MEASURES);
    let widest = changed.iter().map(|(after, _)| after.name.len()).max().unwrap_or(0);
    let mut lines: Vec<Line> = changed
        .into_iter()
        .map(|(after, before)| {
            let is_share = is_accuracy(&after.name);
            let told = if is_share { shares(*before, after.value) } else { numbers(*before, after.value) };
            difference(&after.name, told, widest)
        })
        .collect();
    if more > 0 {
        let more = count(more, "more measure differs", "more measures differ");
        lines.push(Line::new().with(Role::Dim, format!(" {more}.")));
    }
    lines
}

/// Before, after, and the change in words.
type Told = [String; 3];

fn numbers(before: f64, after: f64) -> Told {
    let [from, to] = apart(before, after);
    [from, to, change(before, after)]
}

/// Two accuracies, and their difference in points, as the figures and the course's sentences have them.
fn shares(before: f64, after: f64) -> Told {
    let word = if after > before { "more" } else { "less" };
    let points = format!("{} {word}", number::in_points((after - before).abs()));
    [number::percent(before, 3), number::percent(after, 3), points]
}

fn difference(name: &str, [from, to, change]: Told, widest: usize) -> Line {
    Line::new()
        .with(Role::Dim, format!(" {name:widest$}  "))
        .with(Role::Plain, padded(&from, 11, Align::Right))
        .with(Role::Dim, " → ")
        .with(Role::Plain, padded(&to, 11, Align::Left))
        .with(Role::Dim, format!("  {change}"))
}

/// Two numbers with as many digits as tell them apart, three at least.
fn apart(before: f64, after: f64) -> [String; 2] {
    let shown = |digits| [number::significant(before, digits), number::significant(after, digits)];
    (3..17).map(shown).find(|[before, after]| before != after).unwrap_or_else(|| shown(17))
}

/// What a teacher would say of the change: a factor from two on, below that how much, as a percentage of a share
/// would be read as points.
fn change(before: f64, after: f64) -> String {
    if !after.is_finite() {
        return "no longer finite".to_owned();
    }
    if !before.is_finite() {
        return "finite now".to_owned();
    }
    let ratio = after / before;
    if before > 0.0 && after > 0.0 {
        if (0.99..1.01).contains(&ratio) {
            return "about the same".to_owned();
        } else if ratio >= 2.0 {
            return format!("{} times as much", number::significant(ratio, 2));
        } else if ratio <= 0.5 {
            return format!("{} times smaller", number::significant(1.0 / ratio, 2));
        }
    }
    let word = if after > before { "more" } else { "less" };
    format!("{} {word}", number::significant((after - before).abs(), 2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::figure::{Field, Histogram, Mark, Series, Table};

    #[test]
    fn bars_stand_under_each_other_and_of_unlike_figures_the_second_stands_alone() {
        let bars = |value| {
            let bars = vec![("relu".to_owned(), value), ("tanh".to_owned(), 0.5)];
            Figure::Bars(Bars { title: "t".into(), bars, ..Bars::default() })
        };
        let shown = both(Some(&bars(1.0)), &bars(2.0), "depth=3");
        let Figure::Bars(merged) = shown else { panic!("{shown:?}") };
        let names: Vec<&str> = merged.bars.iter().map(|bar| bar.0.as_str()).collect();
        assert_eq!(names, ["relu", "relu (depth=3)", "tanh"]);
        let table = |cell: &str| {
            Figure::Table(Table { title: "t".into(), rows: vec![vec![cell.into()]], ..Table::default() })
        };
        assert_eq!(both(Some(&table("1")), &table("2"), "depth=3").title(), "t (depth=3)");
        assert_eq!(both(Some(&table("1")), &table("1"), "depth=3").title(), "t");
        let field =
            |value| Figure::Field(Field { title: "f".into(), values: vec![vec![value]], ..Field::default() });
        assert_eq!(both(Some(&field(1.0)), &field(2.0), "depth=3").title(), "f (depth=3)");
        let histogram = |count| {
            let groups = vec![("all".to_owned(), vec![count])];
            Figure::Histogram(Histogram { edges: vec![0.0, 1.0], groups, ..Histogram::default() })
        };
        let shown = both(Some(&histogram(1.0)), &histogram(2.0), "depth=3");
        assert!(matches!(&shown, Figure::Histogram(both) if both.groups.len() == 2), "{shown:?}");
    }

    #[test]
    fn lines_stand_over_each_other_with_the_marks_of_both_while_they_can_be_told_apart() {
        let lines = |count: usize, end: f64| {
            let series =
                (0..count).map(|place| Series::new(place.to_string(), vec![[0.0, place as f64], [1.0, end]]));
            let marks = vec![Mark::Point { name: "end".into(), at: [1.0, end] }];
            Figure::Lines(Lines {
                title: format!("{end} steps"),
                series: series.collect(),
                marks,
                ..Lines::default()
            })
        };
        let shown = both(Some(&lines(1, 1.0)), &lines(1, 2.0), "move=2");
        let Figure::Lines(merged) = &shown else { panic!("{shown:?}") };
        assert_eq!((merged.title.as_str(), merged.series.len()), ("1 → 2 steps", 2));
        let second = Mark::Point { name: "end (move=2)".into(), at: [1.0, 2.0] };
        assert_eq!(merged.marks.last(), Some(&second));
        let Figure::Lines(alone) = both(Some(&lines(6, 1.0)), &lines(6, 3.0), "move=3") else { panic!() };
        assert_eq!((alone.title.as_str(), alone.series.len()), ("3 steps (move=3)", 6));
    }

    #[test]
    fn titles_name_both_values_where_they_differ_in_one_place() {
        assert_eq!(title_of_both("One unit of 4 pieces", "One unit of 8 pieces"), "One unit of 4 → 8 pieces");
        assert_eq!(title_of_both("10 × 32 units", "20 × 32 units"), "10 → 20 × 32 units");
        assert_eq!(title_of_both("The loss", "The loss"), "The loss");
        assert_eq!(title_of_both("a b c d", "w x y z"), "a b c d");
    }

    #[test]
    fn a_change_is_named_by_its_factor_or_its_size() {
        assert_eq!(change(1.0, 20.0), "20 times as much");
        assert_eq!(change(1.0, 1.001), "about the same");
        assert_eq!(change(1.0, 0.94), "0.06 less");
        assert_eq!(change(8.0, 2.0), "4 times smaller");
        assert_eq!(change(0.0, 2.5), "2.5 more");
        assert_eq!(change(1.0, -1.0), "2 less");
        assert_eq!(change(-1.5, -0.1), "1.4 more");
        assert_eq!(change(1.0, f64::INFINITY), "no longer finite");
        assert_eq!(change(0.97, 0.88), "0.09 less");
        assert_eq!(shares(0.856, 0.344), ["85.6 %", "34.4 %", "51 points less"].map(str::to_owned));
        assert_eq!(apart(1.01, 1.001), ["1.01", "1"].map(str::to_owned));
        assert_eq!(apart(1.0101, 1.0102), ["1.0101", "1.0102"].map(str::to_owned));
    }
}
