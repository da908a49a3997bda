//! The figures of a race: paths over level lines, losses by step, a table, for each choice of rates.

use super::compare::TABLES;
use super::entry::{Entry, Spread};
use super::on_surface::GRID;
use super::race::Course;
use crate::experiment::{Cancelled, Context};
use crate::plot::{Axis, Contour, Figure, Lines, Mark, Series, Table, Trajectory};
use crate::text::number;

/// How many samples a contour plot has across and up.
const SAMPLES: [usize; 2] = [96, 64];

/// Below this a loss is rounding, and would only squeeze the rest of the axis.
const FLOOR: f64 = 1e-16;

/// Frames of a race: enough for its two seconds.
const FRAMES: usize = 30;

/// Offers frames of the paths as they grow, for each choice of rates in turn.
///
/// The first steps are the longest: the step shown grows with the square of the frame.
pub(super) fn replay(course: &Course, entries: &[Entry], context: &Context) -> Result<(), Cancelled> {
    if !context.is_watched() {
        return Ok(());
    }
    let total = TABLES.len() * FRAMES;
    let mut place = 0;
    for (turn, (table, at)) in TABLES.into_iter().enumerate() {
        let entries: Vec<&Entry> = entries.iter().filter(|entry| entry.table == table).collect();
        if entries.is_empty() {
            continue;
        }
        let whole = paths(course, &entries, &rates(table, at, &entries));
        for frame in 1..=FRAMES {
            context.check()?;
            let step = (course.steps * frame * frame).div_ceil(FRAMES * FRAMES);
            context.frame(place, turn * FRAMES + frame, total, || Figure::Contour(until(&whole, step)));
        }
        place += FIGURES_EACH;
    }
    Ok(())
}

/// The paths as far as they have come at a step.
fn until(whole: &Contour, step: usize) -> Contour {
    let mut contour = whole.clone();
    contour.title = format!("Step {step}: {}", whole.title);
    contour.trajectories.iter_mut().for_each(|trajectory| trajectory.path.truncate(step + 1));
    contour
}

/// How the learning rates were chosen, for a title.
fn rates(table: &str, at: &str, entries: &[&Entry]) -> String {
    match (table, entries.first()) {
        ("shared", Some(entry)) => format!("all at learning rate {}", entry.learning_rate),
        _ => format!("each {at}"),
    }
}

/// The paths and the losses.
const FIGURES_EACH: usize = 2;

/// For each choice of rates the paths and the losses; then the two tables, for the eye to compare.
pub(super) fn all(course: &Course, entries: &[Entry]) -> Vec<Figure> {
    let (mut figures, mut tables) = (Vec::new(), Vec::new());
    for (table, at) in TABLES {
        let entries: Vec<&Entry> = entries.iter().filter(|entry| entry.table == table).collect();
        if entries.is_empty() {
            continue;
        }
        let at = rates(table, at, &entries);
        figures.push(Figure::Contour(paths(course, &entries, &at)));
        figures.push(Figure::Lines(losses(course, &entries, &at)));
        tables.push(Figure::Table(numbers(course, &entries, &at)));
    }
    figures.append(&mut tables);
    figures
}

/// The paths from the first start over the level lines of the surface.
fn paths(course: &Course, entries: &[&Entry], at: &str) -> Contour {
    let range = course.surface.range();
    let place = |(low, high): (f64, f64), index: usize, count: usize| {
        low + (high - low) * index as f64 / (count - 1) as f64
    };
    let row = |up: usize| {
        let y = place(range.y, up, SAMPLES[1]);
        (0..SAMPLES[0]).map(|across| course.surface.value([place(range.x, across, SAMPLES[0]), y])).collect()
    };
    let path = |entry: &&Entry| {
        Some(Trajectory { name: entry.optimizer.to_owned(), path: entry.runs.first()?.path.clone() })
    };
    let minimum = |&at: &[f64; 2]| Mark::Point { name: "minimum".to_owned(), at };
    Contour {
        title: format!("Paths on {} = {}, {at}", course.surface.name(), course.surface.formula()),
        x: Axis::linear("x").from_to(range.x.0, range.x.1),
        y: Axis::linear("y").from_to(range.y.0, range.y.1),
        values: (0..SAMPLES[1]).map(row).collect(),
        levels: Vec::new(),
        trajectories: entries.iter().filter_map(path).collect(),
        marks: course.surface.minima().iter().map(minimum).collect(),
    }
}

/// How far each run from the first start is above the lowest value, by step.
fn losses(course: &Course, entries: &[&Entry], at: &str) -> Lines {
    let lowest = course.surface.lowest();
    let height = |loss: f64| loss - lowest.unwrap_or(0.0);
    let line = |entry: &&Entry| {
        let losses = &entry.runs.first()?.losses;
        let points = losses.iter().enumerate().map(|(step, &loss)| [step as f64, height(loss)]).collect();
        Some(Series::new(entry.optimizer, points))
    };
    let series: Vec<Series> = entries.iter().filter_map(line).collect();
    let y = if lowest.is_some() { height_axis(&series) } else { Axis::linear("loss") };
    Lines {
        title: format!("Loss on {}, {at}", course.surface.name()),
        x: Axis::linear("step"),
        y,
        series,
        marks: vec![Mark::Horizontal { name: "arrived".to_owned(), y: height(course.target()) }],
    }
}

/// A logarithmic axis over the heights, down to [`FLOOR`].
fn height_axis(series: &[Series]) -> Axis {
    let heights = || series.iter().flat_map(|series| &series.points).map(|point| point[1]);
    let usable = || heights().filter(|height| height.is_finite() && *height > 0.0);
    let (low, high) = (usable().fold(f64::INFINITY, f64::min), usable().fold(0.0, f64::max));
    let axis = Axis::log("loss above the lowest");
    if low < high && high > FLOOR { axis.from_to(low.max(FLOOR), high) } else { axis }
}

fn numbers(course: &Course, entries: &[&Entry], at: &str) -> Table {
    let starts = entries.first().map_or(0, |entry| entry.runs.len());
    let over = if starts > 1 { format!(", median and range over {starts} starts") } else { String::new() };
    let columns = ["optimizer", "rate", "final loss", "steps", "diverged"];
    let arrived = entries.iter().filter(|entry| entry.steps().median.is_finite()).count();
    let tried = match entries.first() {
        Some(entry) if entry.table == "best" => format!(" Each was tried at {} rates.", GRID.len()),
        _ => String::new(),
    };
    Table {
        title: format!("On {}, {at}{over}", course.surface.name()),
        columns: columns.map(str::to_owned).to_vec(),
        rows: entries.iter().map(|entry| row(entry)).collect(),
        caption: format!(
            "{arrived} of {} come down to {} within {} steps.{tried}",
            entries.len(),
            number::significant(course.target(), 3),
            course.steps
        ),
    }
}

/// The habit of Adam at 0.001 beside Adam at its own best rate and the fastest of all, in steps.
pub(super) fn verdict(course: &Course, habit: &Entry, entries: &[Entry]) -> Option<Table> {
    let tuned = || entries.iter().filter(|entry| entry.table == "best");
    let adam = tuned().find(|entry| entry.optimizer == "adam")?;
    let fastest = tuned().min_by(|left, right| left.steps().median.total_cmp(&right.steps().median))?;
    let row = |(what, entry): (&str, &Entry)| {
        let how = format!("{} at {}", entry.optimizer, entry.learning_rate);
        vec![what.to_owned(), how, spread(entry, entry.steps(), shown_steps)]
    };
    let rows = [("the habit", habit), ("tuned", adam), ("the fastest", fastest)];
    Some(Table {
        title: "Always Adam at 0.001?".to_owned(),
        columns: ["", "optimizer", "steps"].map(str::to_owned).to_vec(),
        rows: rows.map(row).to_vec(),
        caption: format!(
            "Steps to {}, of {}. {}",
            number::significant(course.target(), 3),
            course.steps,
            ruling([habit, adam, fastest])
        ),
    })
}

/// What another rate does for Adam, and another optimizer beyond that, in a sentence.
fn ruling([habit, adam, fastest]: [&Entry; 3]) -> String {
    let steps = [habit, adam, fastest].map(|entry| entry.steps().median);
    let times = |slow: f64, fast: f64| number::significant(slow / fast, 2);
    let rate = match steps {
        [_, tuned, _] if tuned.is_infinite() => "Adam arrives at no rate that was tried".to_owned(),
        [habit, ..] if habit.is_infinite() => "Only another rate lets Adam arrive".to_owned(),
        [habit, tuned, _] if habit <= tuned => "No other rate makes Adam faster".to_owned(),
        [habit, tuned, _] => format!("Another rate makes Adam {} times as fast", times(habit, tuned)),
    };
    let optimizer = match steps {
        [_, tuned, fastest] if fastest >= tuned => "no optimizer is faster".to_owned(),
        [_, tuned, best] if tuned.is_infinite() => format!("{} takes {best} steps", fastest.optimizer),
        [_, tuned, best] => format!("{} is {} times as fast as that", fastest.optimizer, times(tuned, best)),
    };
    format!("{rate}; {optimizer}.")
}

fn row(entry: &Entry) -> Vec<String> {
    let digits = if entry.runs.len() == 1 { 3 } else { 2 };
    let loss =
        |loss: f64| if loss.is_finite() { number::significant(loss, digits) } else { "∞".to_owned() };
    let diverged = match (entry.diverged(), entry.runs[0].diverged_at) {
        (0.0, _) => "no".to_owned(),
        (_, Some(step)) if entry.runs.len() == 1 => format!("at step {step}"),
        (share, _) => number::percent(share, 2),
    };
    vec![
        entry.optimizer.to_owned(),
        entry.learning_rate.to_string(),
        spread(entry, entry.final_loss(), loss),
        spread(entry, entry.steps(), shown_steps),
        diverged,
    ]
}

/// `81`, or of several starts the middle and the ends, `81 (48–90)`.
fn spread(entry: &Entry, spread: Spread, show: impl Fn(f64) -> String) -> String {
    let [median, low, high] = [spread.median, spread.low, spread.high].map(&show);
    if entry.runs.len() == 1 || low == high { median } else { format!("{median} ({low}–{high})") }
}

fn shown_steps(steps: f64) -> String {
    if steps.is_finite() { steps.to_string() } else { "not yet".to_owned() }
}
