//! Contours, bars and tables in words.

use super::{name, said};
use crate::plot::{Bars, Contour, Mark, Scale, Table, Trajectory};
use crate::text::number::plain;
use crate::text::{count, join};

/// How many bars or rows are read out before only the extremes are.
const READ_OUT: usize = 12;

/// The range of the function, then each path from start to end.
pub(super) fn contour(contour: &Contour) -> Vec<String> {
    let values = || contour.values.iter().flatten().copied().filter(|value| value.is_finite());
    let (low, high) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
    let mut sentences = Vec::new();
    if low <= high {
        sentences.push(format!("Level lines of values from {} to {}", plain(low, 3), plain(high, 3)));
    }
    let target = contour.marks.iter().find_map(|mark| match mark {
        Mark::Point { name, at } => Some((name.as_str(), *at)),
        _ => None,
    });
    sentences.extend(contour.trajectories.iter().map(|trajectory| path(trajectory, target)));
    if contour.trajectories.is_empty() {
        sentences.extend(target.map(|(name, at)| format!("{name} at {}", place(at))));
    }
    sentences
}

fn path(trajectory: &Trajectory, target: Option<(&str, [f64; 2])>) -> String {
    let finite = |place: &&[f64; 2]| place.iter().all(|value| value.is_finite());
    let places: Vec<[f64; 2]> = trajectory.path.iter().filter(finite).copied().collect();
    let (Some(&first), Some(&last)) = (places.first(), places.last()) else {
        return format!("{} has no finite places", trajectory.name);
    };
    let steps = count(trajectory.path.len() - 1, "step", "steps");
    let mut text = format!("{} goes from {} to {} in {steps}", trajectory.name, place(first), place(last));
    if places.len() < trajectory.path.len() {
        text.push_str(", then leaves every finite place");
    }
    if let Some((name, at)) = target {
        let distance = (last[0] - at[0]).hypot(last[1] - at[1]);
        text.push_str(&format!(", ending {} from the {name}", plain(distance, 2)));
    }
    let turns = turns(&places, 0).max(turns(&places, 1));
    if turns > 2 {
        text.push_str(&format!(", turning back {turns} times on the way"));
    }
    text
}

/// How often the movement along an axis changes its sign.
fn turns(places: &[[f64; 2]], axis: usize) -> usize {
    let moves: Vec<f64> =
        places.windows(2).map(|pair| pair[1][axis] - pair[0][axis]).filter(|step| *step != 0.0).collect();
    moves.windows(2).filter(|pair| (pair[0] < 0.0) != (pair[1] < 0.0)).count()
}

fn place([x, y]: [f64; 2]) -> String {
    format!("({}, {})", plain(x, 3), plain(y, 3))
}

/// Every bar when they are few, then the extremes.
pub(super) fn bars(bars: &Bars) -> Vec<String> {
    let value = |value: f64| said(value, bars.y.scale == Scale::Log);
    let mut sentences = Vec::new();
    if bars.bars.len() <= READ_OUT {
        let all: Vec<String> =
            bars.bars.iter().map(|(name, height)| format!("{name} {}", value(*height))).collect();
        sentences
            .extend((!all.is_empty()).then(|| format!("{} of {}", name(&bars.y, "value"), all.join(", "))));
    } else {
        let zeros = bars.bars.iter().filter(|(_, height)| *height == 0.0).count();
        let negative = bars.bars.iter().filter(|(_, height)| *height < 0.0).count();
        sentences.push(format!(
            "{} bars of {}, {negative} below zero and {zeros} exactly zero",
            bars.bars.len(),
            name(&bars.y, "value")
        ));
    }
    let mut sorted: Vec<&(String, f64)> = bars.bars.iter().filter(|(_, height)| height.is_finite()).collect();
    sorted.sort_by(|a, b| a.1.total_cmp(&b.1));
    if let [lowest, .., highest] = sorted[..]
        && lowest.1 < highest.1
    {
        let ratio = highest.1 / lowest.1;
        let times = if lowest.1 > 0.0 && (2.0..1e300).contains(&ratio) {
            format!(", {} times as much", plain(ratio, 2))
        } else {
            String::new()
        };
        sentences.push(format!(
            "{} is highest, {}{times}, and {} is lowest, {}",
            highest.0,
            value(highest.1),
            lowest.0,
            value(lowest.1)
        ));
    }
    sentences
}

/// The caption, then every row when they are few.
pub(super) fn table(table: &Table) -> Vec<String> {
    let mut sentences: Vec<String> = Vec::new();
    sentences.extend((!table.caption.is_empty()).then(|| table.caption.trim_end_matches('.').to_owned()));
    if table.rows.len() > READ_OUT {
        sentences.push(format!("{} rows of {}", table.rows.len(), join(&table.columns)));
        return sentences;
    }
    for row in table.rows.iter().filter(|row| !row.is_empty()) {
        let cells: Vec<String> =
            table.columns.iter().zip(row).skip(1).map(|(head, cell)| format!("{head} {cell}")).collect();
        sentences.push(if cells.is_empty() {
            row[0].clone()
        } else {
            format!("{}: {}", row[0], cells.join(", "))
        });
    }
    sentences
}
