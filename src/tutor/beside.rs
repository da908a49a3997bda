//! Two results side by side: lines drawn over each other, and the difference in words.

use crate::experiment::Report;
use crate::plot::Figure;
use crate::text::width::{Align, padded};
use crate::text::{Line, Role, number};

/// The figures of `second` with the lines of `first` drawn into those of the same kind and axes.
///
/// Where both draw a series of the same name and the same points, it is drawn once.
pub fn overlay(first: &Report, second: &Report, label: &str) -> Vec<Figure> {
    let pairs = second.figures.iter().enumerate();
    pairs.map(|(place, figure)| merged(first.figures.get(place), figure, label)).collect()
}

fn merged(before: Option<&Figure>, after: &Figure, label: &str) -> Figure {
    let (Some(Figure::Lines(before)), Figure::Lines(after)) = (before, after) else { return after.clone() };
    if before.x.name != after.x.name || before.y.name != after.y.name {
        return Figure::Lines(after.clone());
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
    Figure::Lines(both)
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
