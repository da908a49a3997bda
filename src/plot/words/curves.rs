//! Line plots in words.

use super::meeting::{crossings, leaders};
use super::trend::{Trend, extreme, tendency, trend};
use super::voice::{Voice, some, tied};
use super::{name, x_value};
use crate::plot::scale::{Mapping, shown_on};
use crate::plot::terminal::line_mappings;
use crate::plot::{Axis, Lines, Mark, Scale, Series};
use crate::text::join;
use crate::text::number::significant;

/// From so many lines on who leads is told instead of every crossing.
const MANY: usize = 4;

/// A sentence for each line, then crossings and who ends where.
pub(super) fn words(lines: &Lines) -> Vec<String> {
    let teller = Teller::new(lines);
    let mut sentences = teller.courses();
    let differ = sentences.len() > 1;
    if lines.series.len() < MANY {
        sentences.extend(crossings(lines, &teller.y));
    } else {
        sentences.extend(leaders(lines, &teller.y));
    }
    sentences.extend(marks(&lines.marks, [&lines.x, &lines.y]));
    sentences.extend(teller.ending().filter(|_| differ));
    sentences
}

/// What curves over something else do: limits, fits.
pub(super) fn over(curves: &[Series], [x, y]: [&Axis; 2]) -> Vec<String> {
    let lines = Lines { x: x.clone(), y: y.clone(), series: curves.to_vec(), ..Lines::default() };
    Teller::new(&lines).courses()
}

/// Tells the lines of a figure.
pub(super) struct Teller<'a> {
    lines: &'a Lines,
    y: Mapping,
    voice: Voice,
    /// The part of the horizontal axis that most of several lines go over, which is said once.
    common: Option<[f64; 2]>,
}

impl<'a> Teller<'a> {
    pub(super) fn new(lines: &'a Lines) -> Self {
        let [_, y] = line_mappings(lines);
        let mut teller = Self { lines, y, voice: Voice::of(&lines.y, &y), common: None };
        let ranges: Vec<Option<[f64; 2]>> =
            lines.series.iter().map(|series| range(&teller.shown(series))).collect();
        let shared = |range: &[f64; 2]| ranges.iter().filter(|other| **other == Some(*range)).count();
        let most = ranges.iter().flatten().max_by_key(|range| shared(range));
        teller.common = most.copied().filter(|range| shared(range) > 1 && 2 * shared(range) > ranges.len());
        teller
    }

    /// What each line does; one that does the same as one before is not told again.
    pub(super) fn courses(&self) -> Vec<String> {
        let mut told: Vec<(&Series, Vec<&str>, String)> = Vec::new();
        for series in &self.lines.series {
            let course = self.course(series);
            match told.iter_mut().find(|(_, _, other)| *other == course) {
                Some((_, more, _)) => more.push(&series.name),
                None => told.push((series, Vec::new(), course)),
            }
        }
        // The first that goes over what most go over says so for all of them.
        let is_common = |series: &Series| self.common.is_some() && range(&self.shown(series)) == self.common;
        let first = told.iter().position(|(series, ..)| is_common(series));
        let sentence = |(index, (series, more, course)): (usize, (&Series, Vec<&str>, String))| {
            let over = self.common.filter(|_| Some(index) == first).map(|range| self.over(range) + ", ");
            let text = format!("{}{} {course}", capital(over.unwrap_or_default()), self.label(series));
            match more.len() {
                0 => text,
                1 => format!("{text}. So does {}", join(&more)),
                _ => format!("{text}. So do {}", join(&more)),
            }
        };
        told.into_iter().enumerate().map(sentence).collect()
    }

    fn label<'b>(&'b self, series: &'b Series) -> &'b str {
        if series.name.is_empty() { name(&self.lines.y, "the line") } else { &series.name }
    }

    /// The points that have a place.
    fn shown(&self, series: &Series) -> Vec<[f64; 2]> {
        let [x, y] = [self.lines.x.scale, self.lines.y.scale];
        let shown = |point: &&[f64; 2]| shown_on(x, point[0]) && shown_on(y, point[1]);
        series.points.iter().filter(shown).copied().collect()
    }

    fn over(&self, [from, to]: [f64; 2]) -> String {
        let unit = self.lines.x.unit.as_str();
        let blank = if unit.is_empty() { "" } else { " " };
        format!("over {} {} to {}{blank}{unit}", name(&self.lines.x, "x"), x_value(from), x_value(to))
    }

    /// What a line does, and what becomes of it where it has no place.
    fn course(&self, series: &Series) -> String {
        let points = self.shown(series);
        let mut text = self.movement(&points);
        if let (Some(last), Some(end)) = (points.last(), series.points.last())
            // Where the place is missing too, the line is only taken up elsewhere.
            && end[0].is_finite() && !end[1].is_finite()
        {
            let x = name(&self.lines.x, "x");
            text.push_str(&format!(", and after {x} {} is not finite any more", x_value(last[0])));
        }
        let below = |point: &&[f64; 2]| point[1].is_finite() && !shown_on(self.lines.y.scale, point[1]);
        match series.points.iter().filter(below).count() {
            0 => {}
            1 => text.push_str(" (a value of 0 or less has no place on its logarithmic axis)"),
            many => {
                text.push_str(&format!(
                    " ({many} values of 0 or less have no place on its logarithmic axis)"
                ));
            }
        }
        if let Some(band) = series.band.last().filter(|band| band.iter().all(|value| value.is_finite())) {
            let [low, high] = band.map(|edge| self.voice.say(edge));
            text.push_str(&format!(", with a band from {low} to {high} at its end"));
        }
        text
    }

    /// The movement from the first point to the last.
    fn movement(&self, points: &[[f64; 2]]) -> String {
        let (Some(first), Some(last)) = (points.first(), points.last()) else {
            return "has no finite values".to_owned();
        };
        let y = |point: &[f64; 2]| self.voice.say(point[1]);
        let at =
            |point: &[f64; 2]| format!("{} at {} {}", y(point), name(&self.lines.x, "x"), x_value(point[0]));
        let range = [first[0], last[0]];
        let over = if self.common == Some(range) { String::new() } else { format!(" {}", self.over(range)) };
        let heights = self.heights(points);
        let ends = [extreme(&heights, f64::lt), extreme(&heights, f64::gt)].map(|index| &points[index]);
        let directed = |verb: &str, steady: bool| {
            let unevenly = if steady { "" } else { " unevenly" };
            format!("{verb}{unevenly} from {} to {}{over}{}", y(first), y(last), self.rate(points))
        };
        let turning = |verbs: [&str; 3], turn: &[f64; 2]| {
            let [before, extreme, after] = verbs;
            format!("{before} from {} to its {extreme}, {}, then {after} to {}", y(first), at(turn), y(last))
        };
        match trend(&heights) {
            Trend::Single => format!("is {}", at(first)),
            Trend::Flat if y(ends[0]) == y(ends[1]) => format!("stays at {}{over}", y(first)),
            Trend::Flat => format!("stays between {} and {}{over}", y(ends[0]), y(ends[1])),
            Trend::Falls { steady } => directed("falls", steady),
            Trend::Rises { steady } => directed("rises", steady),
            Trend::Peak(turn) => turning(["rises", "highest", "falls"], &points[turn]),
            Trend::Valley(turn) => turning(["falls", "lowest", "rises"], &points[turn]),
            Trend::Swings => {
                let less = tendency(&heights).map_or_else(String::new, |how| format!("{how}, "));
                format!("swings {less}between {} and {}, and ends at {}", at(ends[0]), at(ends[1]), y(last))
            }
        }
    }

    /// How high the points stand in the picture: what looks flat is told as flat.
    fn heights(&self, points: &[[f64; 2]]) -> Vec<f64> {
        points.iter().map(|point| self.y.unit(point[1]).unwrap_or(0.0)).collect()
    }

    /// On a logarithmic axis: the factor for each unit of x, or in all where a unit changes little.
    fn rate(&self, points: &[[f64; 2]]) -> String {
        let [first, .., last] = points else { return String::new() };
        let (units, ratio) = ((last[0] - first[0]).abs(), (last[1] / first[1]).ln().abs().exp());
        if self.lines.y.scale == Scale::Linear || !ratio.is_finite() || units == 0.0 || ratio < 1.5 {
            return String::new();
        }
        let each = ratio.powf(1.0 / units);
        if each >= 1.05 && self.lines.x.scale == Scale::Linear {
            format!(", by a factor of about {} each {}", significant(each, 2), name(&self.lines.x, "unit"))
        } else {
            format!(", by a factor of {}", significant(ratio, 2))
        }
    }

    /// Which of several lines ends lowest and which highest.
    fn ending(&self) -> Option<String> {
        let last = |series: &Series| series.points.last().map(|point| point[1]).filter(|y| y.is_finite());
        let ends = self.lines.series.iter().filter_map(|series| Some((last(series)?, series.name.as_str())));
        let mut ends: Vec<(f64, &str)> = ends.collect();
        ends.sort_by(|a, b| a.0.total_cmp(&b.0));
        let groups = tied(ends.iter().map(|(end, name)| (*name, self.voice.say(*end))));
        let x = name(&self.lines.x, "x");
        let reaches = |end: f64| {
            let mut compared = self.lines.series.iter().filter(|series| last(series).is_some());
            compared.all(|series| range(&self.shown(series)).is_some_and(|range| range[1] == end))
        };
        let at = match self.common.filter(|range| reaches(range[1])) {
            Some(range) => format!("At {x} {}", x_value(range[1])),
            None => "At the end".to_owned(),
        };
        match groups.as_slice() {
            [] => None,
            [(names, end)] => (names.len() > 1).then(|| format!("{at} {} are at {end}", some(names))),
            [(low, _), (high, _)] if low.len() == 1 && high.len() == 1 => {
                let ratio = ends.last()?.0 / ends.first()?.0;
                let higher = match ratio {
                    ratio
                        if ratio >= 2.0
                            && ratio.is_finite()
                            && !self.voice.is_negligible(ends[0].0 / 20.0) =>
                    {
                        format!("{} times as high as", significant(ratio, 2))
                    }
                    _ => "higher than".to_owned(),
                };
                Some(format!("{at} {} is {higher} {}", high[0], low[0]))
            }
            [(low, _), .., (high, _)] => {
                Some(format!("{at} {} {} highest and {} lowest", some(high), are(high.len()), some(low)))
            }
        }
    }
}

/// The verb for so many.
pub(super) fn are(count: usize) -> &'static str {
    if count == 1 { "is" } else { "are" }
}

fn range(points: &[[f64; 2]]) -> Option<[f64; 2]> {
    Some([points.first()?[0], points.last()?[0]])
}

fn capital(mut text: String) -> String {
    if let Some(first) = text.get_mut(0..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// What is marked and where.
pub(super) fn marks(marks: &[Mark], [x, y]: [&Axis; 2]) -> Option<String> {
    let digits = |axis: &Axis| if axis.scale == Scale::Log { 2 } else { 3 };
    let across = |at: f64| format!("{} {}", name(x, "x"), significant(at, digits(x)));
    let up = |at: f64| format!("{} {}", name(y, "y"), significant(at, digits(y)));
    let said_mark = |mark: &Mark| match mark {
        Mark::Point { name, at } => format!("{name} at {}, {}", across(at[0]), up(at[1])),
        Mark::Horizontal { name, y } => format!("{name} at {}", up(*y)),
        Mark::Vertical { name, x } => format!("{name} at {}", across(*x)),
    };
    let says = |mark: &&Mark| match mark {
        Mark::Point { name, .. } | Mark::Horizontal { name, .. } | Mark::Vertical { name, .. } => {
            !name.is_empty()
        }
    };
    let marks: Vec<String> = marks.iter().filter(says).map(said_mark).collect();
    (!marks.is_empty()).then(|| format!("Marked: {}", marks.join("; ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(name: &str, ys: &[f64]) -> Series {
        Series::new(name, ys.iter().enumerate().map(|(x, &y)| [x as f64, y]).collect())
    }

    #[test]
    fn a_range_that_most_go_over_is_said_once_and_the_others_say_theirs() {
        let series = vec![
            line("sgd", &[0.5, 1.0]),
            line("adam", &[1.0, 0.5, 0.0]),
            line("adamw", &[1.0, 0.5, 0.0]),
            line("nag", &[0.0, 0.5, 1.0]),
        ];
        let lines = Lines { x: Axis::linear("step"), series, ..Lines::default() };
        let told = [
            "sgd rises from 0.5 to 1 over step 0 to 1",
            "Over step 0 to 2, adam falls from 1 to 0. So does adamw",
            "nag rises from 0 to 1",
            "At the end sgd and nag are highest and adam and adamw lowest",
        ];
        assert_eq!(words(&lines), told);
    }

    #[test]
    fn what_looks_flat_is_told_as_flat_and_a_missing_end_as_missing() {
        let lines = |ys: &[f64]| Lines {
            y: Axis::linear("y").from_to(0.0, 1.0),
            series: vec![line("a", ys)],
            ..Lines::default()
        };
        assert_eq!(words(&lines(&[0.97, 0.98])), ["a stays between 0.97 and 0.98 over x 0 to 1"]);
        let end = "a rises from 0 to 1 over x 0 to 1, and after x 1 is not finite any more";
        assert_eq!(words(&lines(&[0.0, 1.0, f64::INFINITY])), [end]);
        assert_eq!(words(&lines(&[f64::NAN])), ["a has no finite values"]);
    }
}
