//! Contours, bars and tables in words.

use super::curves::{are, marks};
use super::name;
use super::voice::{Voice, place, some, tied};
use crate::plot::terminal::{bar_mapping, contour_mappings, is_missing, is_numeric};
use crate::plot::{Bars, Contour, Mark, Table, Trajectory};
use crate::text::number::{significant, typeset};
use crate::text::{count, join};

/// How many bars or rows are read out before only the extremes are.
const READ_OUT: usize = 12;

/// The range of the function, then each path from start to end.
pub(super) fn contour(contour: &Contour) -> Vec<String> {
    let values = || contour.values.iter().flatten().copied().filter(|value| value.is_finite());
    let (low, high) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
    let mut sentences = Vec::new();
    if low <= high {
        let [low, high] = [low, high].map(|value| significant(value, 3));
        sentences.push(format!("Level lines of values from {low} to {high}"));
    }
    sentences.extend(marks(&contour.marks, [&contour.x, &contour.y]));
    let paths = Paths::new(contour);
    if let Some(start) = paths.start.filter(|_| contour.trajectories.len() > 1) {
        sentences.push(format!("All start at {}", place(paths.voices, start)));
    }
    sentences.extend(contour.trajectories.iter().map(|trajectory| paths.told(trajectory)));
    sentences
}

/// What all paths over a contour have in common.
struct Paths<'a> {
    axes: [&'a str; 2],
    voices: [Voice; 2],
    /// Where all of several paths start.
    start: Option<[f64; 2]>,
    /// What is marked first, such as the minimum.
    target: Option<(&'a str, [f64; 2])>,
}

impl<'a> Paths<'a> {
    fn new(contour: &'a Contour) -> Self {
        let point = |mark: &'a Mark| match mark {
            Mark::Point { name, at } => Some((name.as_str(), *at)),
            _ => None,
        };
        let mut starts = contour.trajectories.iter().map(|trajectory| trajectory.path.first());
        let first = starts.next().flatten();
        let same = contour.trajectories.len() > 1 && starts.all(|start| start == first);
        let [x, y] = contour_mappings(contour);
        Self {
            axes: [name(&contour.x, "x"), name(&contour.y, "y")],
            voices: [Voice::of(&contour.x, &x), Voice::of(&contour.y, &y)],
            start: first.copied().filter(|_| same),
            target: contour.marks.iter().find_map(point),
        }
    }

    fn told(&self, trajectory: &Trajectory) -> String {
        let finite = |place: &&[f64; 2]| place.iter().all(|value| value.is_finite());
        let places: Vec<[f64; 2]> = trajectory.path.iter().filter(finite).copied().collect();
        let (Some(&first), Some(&last)) = (places.first(), places.last()) else {
            return format!("{} has no finite places", trajectory.name);
        };
        if places.len() > 3 && self.is_at(first, last) {
            return self.closed(&trajectory.name, &places);
        }
        let from = match self.start {
            Some(_) => String::new(),
            None => format!("from {} ", place(self.voices, first)),
        };
        let steps = trajectory.path.len() - 1;
        let target = self.target.filter(|_| steps > 1);
        let to = match target.filter(|(_, at)| self.is_at(last, *at)) {
            Some((name, _)) => format!("“{name}”"),
            None => place(self.voices, last),
        };
        let mut text = format!("{} goes {from}to {to}", trajectory.name);
        if steps > 1 {
            text.push_str(&format!(" in {}", count(steps, "step", "steps")));
        }
        if let Some((name, at)) = target.filter(|(_, at)| !self.is_at(last, *at)) {
            let distance = (last[0] - at[0]).hypot(last[1] - at[1]);
            text.push_str(&format!(", ending {} from “{name}”", significant(distance, 2)));
        }
        if places.len() < trajectory.path.len() {
            text.push_str(", then leaves every finite place");
        }
        let turns = turns(&places, 0).max(turns(&places, 1));
        if turns > 2 {
            text.push_str(&format!(", turning back {turns} times on the way"));
        }
        text
    }

    /// Whether two places are one to the eye.
    fn is_at(&self, a: [f64; 2], b: [f64; 2]) -> bool {
        let close = |axis: usize| a[axis] == b[axis] || self.voices[axis].is_negligible(a[axis] - b[axis]);
        close(0) && close(1)
    }

    fn closed(&self, label: &str, places: &[[f64; 2]]) -> String {
        let reach = |axis: usize| {
            let values = || places.iter().map(|place| place[axis]);
            let ends = [values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max)];
            let [low, high] = ends.map(|end| self.voices[axis].say(end));
            format!("{} from {low} to {high}", self.axes[axis])
        };
        format!("{label} is a closed curve, {} and {}", reach(0), reach(1))
    }
}

/// How often the movement along an axis changes its sign.
fn turns(places: &[[f64; 2]], axis: usize) -> usize {
    let moves: Vec<f64> =
        places.windows(2).map(|pair| pair[1][axis] - pair[0][axis]).filter(|step| *step != 0.0).collect();
    moves.windows(2).filter(|pair| (pair[0] < 0.0) != (pair[1] < 0.0)).count()
}

/// Every bar when they are few, then the extremes.
pub(super) fn bars(bars: &Bars) -> Vec<String> {
    let voice = Voice::of(&bars.y, &bar_mapping(bars));
    let said = |value: f64| voice.say(value);
    let what = match bars.y.unit.as_str() {
        "" | "%" => name(&bars.y, "value").to_owned(),
        unit => format!("{} in {unit}", name(&bars.y, "value")),
    };
    let mut sentences = Vec::new();
    if bars.bars.is_empty() {
        return sentences;
    }
    let read_out = bars.bars.len() <= READ_OUT;
    if read_out {
        let all: Vec<String> = bars.bars.iter().map(|(name, height)| named(name, &said(*height))).collect();
        // A comma within a name would run into those between the bars.
        let between = if bars.bars.iter().any(|(name, _)| name.contains(',')) { "; " } else { ", " };
        sentences.push(format!("{what}: {}", all.join(between)));
    } else {
        let zeros = bars.bars.iter().filter(|(_, height)| *height == 0.0).count();
        let negative = bars.bars.iter().filter(|(_, height)| *height < 0.0).count();
        let count = bars.bars.len();
        sentences.push(format!("{count} bars of {what}, {negative} below zero and {zeros} exactly zero"));
    }
    sentences.extend(extremes(bars, &said, !read_out));
    sentences
}

/// Which bars are highest and which lowest; `valued` where their heights are not told otherwise.
fn extremes(bars: &Bars, said: &dyn Fn(f64) -> String, valued: bool) -> Option<String> {
    let mut sorted: Vec<&(String, f64)> = bars.bars.iter().filter(|(_, height)| height.is_finite()).collect();
    sorted.sort_by(|a, b| a.1.total_cmp(&b.1));
    let groups = tied(sorted.iter().map(|(name, height)| (name.as_str(), said(*height))));
    let value = |text: &str| if valued { format!(", {text}") } else { String::new() };
    let (lowest, highest) = (sorted.first()?, sorted.last()?);
    match groups.as_slice() {
        [(names, _)] => (names.len() > 1).then(|| "All are equal".to_owned()),
        [(low, least), .., (high, most)] => {
            let ratio = highest.1 / lowest.1;
            let times = if lowest.1 > 0.0 && (2.0..1e300).contains(&ratio) {
                format!(", {} times as high as {}", significant(ratio, 2), some(low))
            } else {
                format!(", and {} {} lowest{}", some(low), are(low.len()), value(least))
            };
            Some(format!("{} {} highest{}{times}", some(high), are(high.len()), value(most)))
        }
        [] => None,
    }
}

/// The caption, then every row when they are few.
pub(super) fn table(table: &Table) -> Vec<String> {
    let mut sentences: Vec<String> = Vec::new();
    sentences.extend((!table.caption.is_empty()).then(|| typeset(table.caption.trim_end_matches('.'))));
    if table.rows.len() > READ_OUT {
        sentences.push(format!("{} rows of {}", table.rows.len(), join(&table.columns)));
        return sentences;
    }
    let labels: Vec<Vec<String>> =
        table.rows.iter().filter(|row| !row.is_empty()).map(|row| vec![row[0].clone()]).collect();
    // A number alone does not say what it is of.
    let numbered = table.columns.first().filter(|head| !head.is_empty() && is_numeric(&labels, 0));
    for row in table.rows.iter().filter(|row| !row.is_empty()) {
        let cell = |(head, cell): (&String, &String)| named(head, &typeset(cell));
        let cells = table.columns.iter().zip(row).skip(1).filter(|(_, cell)| !is_missing(cell));
        let cells: Vec<String> = cells.map(cell).collect();
        let label = numbered.map_or_else(|| row[0].clone(), |head| format!("{head} {}", typeset(&row[0])));
        sentences.push(if cells.is_empty() { label } else { format!("{label}: {}", cells.join(", ")) });
    }
    sentences
}

/// A name and its value; `is` between them where two numbers would run into one.
fn named(name: &str, value: &str) -> String {
    let is = if name.ends_with(|last: char| last.is_ascii_digit()) { " is" } else { "" };
    format!("{name}{is} {value}").trim().to_owned()
}
