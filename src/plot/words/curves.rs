//! Line plots in words.

use super::trend::{Trend, extreme, trend};
use super::{name, said};
use crate::plot::scale::shown_on;
use crate::plot::{Axis, Lines, Mark, Scale, Series};
use crate::text::join;
use crate::text::number::plain;

/// How many crossings are named before the rest is only counted.
const CROSSINGS: usize = 3;

/// A sentence for each line, then crossings and who ends where.
pub(super) fn words(lines: &Lines) -> Vec<String> {
    let powers = lines.y.scale == Scale::Log;
    let mut sentences: Vec<String> = lines.series.iter().map(|series| one(lines, series, powers)).collect();
    sentences.extend(crossings(lines));
    sentences.extend(marks(&lines.marks, [&lines.x, &lines.y]));
    sentences.extend(ending(lines, powers));
    sentences
}

/// What one line does.
pub(super) fn one(lines: &Lines, series: &Series, powers: bool) -> String {
    let label = if series.name.is_empty() { name(&lines.y, "the line") } else { &series.name };
    let shown = |point: &&[f64; 2]| shown_on(lines.x.scale, point[0]) && shown_on(lines.y.scale, point[1]);
    let points: Vec<[f64; 2]> = series.points.iter().filter(shown).copied().collect();
    let mut text = format!("{label} {}", course(lines, &points, powers));
    if let (Some(last), Some(end)) = (points.last(), series.points.last())
        && !end[1].is_finite()
    {
        text.push_str(&format!(
            ", then is not finite any more after {} {}",
            name(&lines.x, "x"),
            plain(last[0], 6)
        ));
    }
    let hidden =
        series.points.iter().filter(|point| point[1].is_finite() && !shown_on(lines.y.scale, point[1]));
    if let count @ 1.. = hidden.count() {
        text.push_str(&format!(" ({count} values of 0 or less have no place on its logarithmic axis)"));
    }
    if let Some([low, high]) = series.band.last().filter(|band| band.iter().all(|value| value.is_finite())) {
        text.push_str(&format!(
            ", with a band from {} to {} at its end",
            said(*low, powers),
            said(*high, powers)
        ));
    }
    text
}

/// The movement from the first point to the last.
fn course(lines: &Lines, points: &[[f64; 2]], powers: bool) -> String {
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return "has no finite values".to_owned();
    };
    let x = name(&lines.x, "x");
    let y = |point: &[f64; 2]| said(point[1], powers);
    let at = |point: &[f64; 2]| format!("{} at {x} {}", y(point), plain(point[0], 4));
    let over = format!("over {x} {} to {}", plain(first[0], 4), plain(last[0], 4));
    let directed = |verb: &str, steady: bool| {
        let unevenly = if steady { "" } else { " unevenly" };
        format!("{verb}{unevenly} from {} to {} {over}{}", y(first), y(last), rate(lines, points))
    };
    let turning = |verbs: [&str; 3], turn: &[f64; 2]| {
        let [before, extreme, after] = verbs;
        format!("{before} from {} to its {extreme}, {}, then {after} to {}", y(first), at(turn), y(last))
    };
    match trend(points) {
        Trend::Nothing => "has no finite values".to_owned(),
        Trend::Single => format!("is {}", at(first)),
        Trend::Flat => format!("stays at {} {over}", y(first)),
        Trend::Falls { steady } => directed("falls", steady),
        Trend::Rises { steady } => directed("rises", steady),
        Trend::Peak(turn) => turning(["rises", "highest", "falls"], &points[turn]),
        Trend::Valley(turn) => turning(["falls", "lowest", "rises"], &points[turn]),
        Trend::Swings => {
            let (low, high) = (&points[extreme(points, f64::lt)], &points[extreme(points, f64::gt)]);
            format!("swings between {} and {}, and ends at {}", at(low), at(high), y(last))
        }
    }
}

/// On a logarithmic axis: the factor for each unit of x, or in all where a unit changes little.
fn rate(lines: &Lines, points: &[[f64; 2]]) -> String {
    let [first, .., last] = points else { return String::new() };
    let (units, ratio) = ((last[0] - first[0]).abs(), (last[1] / first[1]).ln().abs().exp());
    if lines.y.scale == Scale::Linear || !ratio.is_finite() || units == 0.0 || ratio < 1.5 {
        return String::new();
    }
    let each = ratio.powf(1.0 / units);
    if each >= 1.05 && lines.x.scale == Scale::Linear {
        let unit = name(&lines.x, "unit");
        let article = if unit.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
        format!(", about {}x {article} {unit}", plain(each, 2))
    } else {
        format!(", {}x in all", plain(ratio, 2))
    }
}

/// Where pairs of lines cross, as far as they are sampled at the same places.
fn crossings(lines: &Lines) -> Option<String> {
    let mut found = Vec::new();
    let count = lines.series.len();
    for (a, b) in (0..count).flat_map(|a| (a + 1..count).map(move |b| (a, b))) {
        let (a, b) = (&lines.series[a], &lines.series[b]);
        let places: Vec<String> = crossing_places(a, b).iter().map(|&x| plain(x, 3)).collect();
        match places.len() {
            0 => {}
            1..=CROSSINGS => found.push(format!(
                "{} and {} cross at {} {}",
                a.name,
                b.name,
                name(&lines.x, "x"),
                join(&places)
            )),
            many => found.push(format!("{} and {} cross {many} times", a.name, b.name)),
        }
    }
    let rest = found.len().saturating_sub(CROSSINGS);
    found.truncate(CROSSINGS);
    if rest > 0 {
        found.push(format!("{rest} more pairs cross"));
    }
    (!found.is_empty()).then(|| found.join("; "))
}

fn crossing_places(a: &Series, b: &Series) -> Vec<f64> {
    let same = a.points.len() == b.points.len() && a.points.iter().zip(&b.points).all(|(p, q)| p[0] == q[0]);
    if !same {
        return Vec::new();
    }
    let gap = |index: usize| a.points[index][1] - b.points[index][1];
    let mut places = Vec::new();
    let mut before: Option<(f64, f64)> = None;
    for index in 0..a.points.len() {
        let here = (a.points[index][0], gap(index));
        if here.1 == 0.0 || !here.1.is_finite() {
            continue;
        }
        if let Some((x, difference)) = before
            && (difference < 0.0) != (here.1 < 0.0)
        {
            places.push(x + (here.0 - x) * difference / (difference - here.1));
        }
        before = Some(here);
    }
    places
}

/// What is marked and where.
pub(super) fn marks(marks: &[Mark], [x, y]: [&Axis; 2]) -> Option<String> {
    let powers = y.scale == Scale::Log;
    let across = |at: f64| format!("{} {}", name(x, "x"), said(at, x.scale == Scale::Log));
    let said_mark = |mark: &Mark| match mark {
        Mark::Point { name, at } => {
            format!("{name} at {}, {} {}", across(at[0]), self::name(y, "y"), said(at[1], powers))
        }
        Mark::Horizontal { name, y } => format!("{name} at {}", said(*y, powers)),
        Mark::Vertical { name, x: at } => format!("{name} at {}", across(*at)),
    };
    let marks: Vec<String> = marks.iter().map(said_mark).collect();
    (!marks.is_empty()).then(|| format!("Marked: {}", marks.join("; ")))
}

/// Which of several lines ends lowest and which highest.
fn ending(lines: &Lines, powers: bool) -> Option<String> {
    let last = |series: &Series| series.points.last().map(|point| point[1]).filter(|y| y.is_finite());
    let mut ends: Vec<(f64, &str)> =
        lines.series.iter().filter_map(|series| Some((last(series)?, series.name.as_str()))).collect();
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (lowest, highest) = (ends.first()?, ends.last()?);
    (ends.len() > 1 && lowest.0 < highest.0).then(|| {
        format!(
            "At the end {} is lowest, {}, and {} is highest, {}",
            lowest.1,
            said(lowest.0, powers),
            highest.1,
            said(highest.0, powers)
        )
    })
}
