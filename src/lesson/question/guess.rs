//! A guess drawn over what was measured: a number as a reference line, a curve as a series, a ranking
//! as a table beside the measured one.

use crate::plot::figure::{Bars, Lines, Mark, Scatter, Series, Table};
use crate::plot::{Axis, Figure};
use crate::quiz::Item;
use crate::text::number;

/// The name a guess has in legends.
pub const GUESS: &str = "your guess";

/// The axes of a figure that a guess can be drawn across, by name.
pub fn axes(figure: &Figure) -> Vec<&str> {
    match figure {
        Figure::Lines(Lines { x, y, .. }) | Figure::Scatter(Scatter { x, y, .. }) => vec![&y.name, &x.name],
        Figure::Bars(Bars { y, .. }) => vec![&y.name],
        _ => Vec::new(),
    }
}

/// The series of a figure that a curve can be drawn into, by name.
pub fn series(figure: &Figure) -> Vec<&str> {
    let Figure::Lines(lines) = figure else { return Vec::new() };
    lines.series.iter().map(|series| series.name.as_str()).collect()
}

/// The figures with a number drawn across the first that has an axis of that name.
pub fn value(mut figures: Vec<Figure>, axis: &str, value: f64) -> Vec<Figure> {
    let _ = figures.iter_mut().any(|figure| across(figure, axis, value));
    figures
}

/// Whether the figure has the axis; if so, the value is drawn across it.
fn across(figure: &mut Figure, axis: &str, value: f64) -> bool {
    match figure {
        Figure::Lines(Lines { x, y, marks, .. }) | Figure::Scatter(Scatter { x, y, marks, .. }) => {
            let name = GUESS.to_owned();
            let (mark, along) = match (x.name == axis, y.name == axis) {
                (_, true) => (Mark::Horizontal { name, y: value }, y),
                (true, false) => (Mark::Vertical { name, x: value }, x),
                (false, false) => return false,
            };
            marks.push(mark);
            widen(along, value);
            true
        }
        Figure::Bars(Bars { y, bars, .. }) if y.name == axis => {
            bars.push((GUESS.to_owned(), value));
            widen(y, value);
            true
        }
        _ => false,
    }
}

/// A fixed range must hold the guess as well.
fn widen(axis: &mut Axis, value: f64) {
    axis.range = axis.range.map(|(low, high)| (low.min(value), high.max(value)));
}

/// The figures with a curve drawn into the one that has the series, or into the first line plot.
pub fn curve(mut figures: Vec<Figure>, of: Option<&str>, points: Vec<[f64; 2]>) -> Vec<Figure> {
    let has_series = |lines: &Lines| of.is_none_or(|of| lines.series.iter().any(|series| series.name == of));
    let place = figures.iter().position(|figure| matches!(figure, Figure::Lines(lines) if has_series(lines)));
    if let Some(Figure::Lines(lines)) = place.and_then(|place| figures.get_mut(place)) {
        for [x, y] in &points {
            widen(&mut lines.x, *x);
            widen(&mut lines.y, *y);
        }
        lines.series.push(Series::new(GUESS, points));
    }
    figures
}

/// A table of a guessed order beside the measured one, with the values measured.
pub fn ranking(items: &[Item], guessed: &[usize], falling: bool) -> Figure {
    let mut measured: Vec<usize> = (0..items.len()).collect();
    measured.sort_by(|a, b| items[*a].rank.total_cmp(&items[*b].rank));
    let value = |rank: f64| number::significant(if falling { -rank } else { rank }, 3);
    let row = |(place, (guess, right)): (usize, (&usize, &usize))| {
        let (guess, right) = (&items[*guess], &items[*right]);
        vec![(place + 1).to_string(), guess.text.clone(), right.text.clone(), value(right.rank)]
    };
    let rows = guessed.iter().zip(&measured).enumerate().map(row).collect();
    let hits = guessed.iter().zip(&measured).filter(|(guess, right)| guess == right).count();
    Figure::Table(Table {
        title: String::new(),
        columns: ["", GUESS, "measured", "value"].map(str::to_owned).to_vec(),
        rows,
        caption: format!("{hits} of {} in their place.", items.len()),
    })
}
