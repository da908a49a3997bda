//! Where lines meet: crossings of few, and who leads among many.

use super::{name, x_value};
use crate::plot::scale::Mapping;
use crate::plot::{Lines, Series};
use crate::text::join;
use crate::text::number::significant;

/// How many crossings are named before they are only counted.
const CROSSINGS: usize = 3;
/// The most changes of the lead that are told.
const CHANGES: usize = 4;
/// A gap that is less than this share of the axis is none to the eye.
const APART: f64 = 0.02;

/// Where pairs of lines cross, as far as they are sampled at the same places and are apart on both sides.
pub(super) fn crossings(lines: &Lines, y: &Mapping) -> Option<String> {
    let mut found = Vec::new();
    let count = lines.series.len();
    for (a, b) in (0..count).flat_map(|a| (a + 1..count).map(move |b| (a, b))) {
        let (a, b) = (&lines.series[a], &lines.series[b]);
        let places = crossing_places(a, b, y);
        let told: Vec<String> = places.iter().map(|&x| significant(x, 3)).collect();
        let x = name(&lines.x, "x");
        match told.len() {
            0 => {}
            1..=CROSSINGS => found.push(format!("{} and {} cross at {x} {}", a.name, b.name, join(&told))),
            many => found.push(format!("{} and {} cross {many} times", a.name, b.name)),
        }
    }
    (!found.is_empty()).then(|| found.join("; "))
}

/// The crossings of two lines between places at which they are apart.
fn crossing_places(a: &Series, b: &Series, y: &Mapping) -> Vec<f64> {
    if !sampled_alike(a, b) {
        return Vec::new();
    }
    let height = |series: &Series, index: usize| y.unit(series.points[index][1]);
    let mut places = Vec::new();
    // The last gap to be seen, and the last crossing since.
    let (mut seen, mut crossed, mut before): (f64, Option<f64>, Option<[f64; 2]>) = (0.0, None, None);
    for index in 0..a.points.len() {
        let (Some(above), Some(below)) = (height(a, index), height(b, index)) else { continue };
        let here = [a.points[index][0], above - below];
        if let Some([x, gap]) = before.filter(|[_, gap]| gap * here[1] < 0.0) {
            crossed = Some(x + (here[0] - x) * gap / (gap - here[1]));
        }
        if here[1].abs() >= APART {
            let crossing = crossed.take().filter(|_| seen * here[1] < 0.0);
            places.extend(crossing);
            seen = here[1];
        }
        before = Some(here).filter(|[_, gap]| *gap != 0.0).or(before);
    }
    places
}

fn sampled_alike(a: &Series, b: &Series) -> bool {
    a.points.len() == b.points.len() && a.points.iter().zip(&b.points).all(|(p, q)| p[0] == q[0])
}

/// Which line is the best of many along the way: the lowest where the axis is one of losses or distances,
/// otherwise the highest.
pub(super) fn leaders(lines: &Lines, y: &Mapping) -> Option<String> {
    let (first, others) = lines.series.split_first()?;
    if !others.iter().all(|other| sampled_alike(first, other)) {
        return None;
    }
    let low = ["loss", "error", "distance"].iter().any(|word| lines.y.name.contains(word));
    let rank = |series: &Series, index: usize| {
        y.unit(series.points[index][1]).map(|unit| if low { -unit } else { unit })
    };
    let mut lead: Vec<(&Series, f64)> = Vec::new();
    for index in 0..first.points.len() {
        let ranked = lines.series.iter().filter_map(|series| Some((series, rank(series, index)?)));
        let Some((best, top)) = ranked.clone().max_by(|a, b| a.1.total_cmp(&b.1)) else { continue };
        if lead.is_empty() && ranked.filter(|(_, rank)| top - rank < APART).count() > 1 {
            continue;
        }
        let x = first.points[index][0];
        match lead.last_mut() {
            // One that is as good to the eye keeps the lead.
            Some((leader, until)) if rank(leader, index).is_some_and(|rank| top - rank < APART) => *until = x,
            _ => lead.push((best, x)),
        }
    }
    let which = if low { "Lowest" } else { "Highest" };
    let x = name(&lines.x, "x");
    let told: Vec<String> = lead
        .iter()
        .enumerate()
        .map(|(index, (series, until))| match index + 1 == lead.len() {
            true => series.name.clone(),
            false => format!("{} up to {x} {}", series.name, x_value(*until)),
        })
        .collect();
    (2..=CHANGES).contains(&told.len()).then(|| format!("{which} is {}", told.join(", then ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::Axis;

    fn lines(ys: &[(&str, &[f64])]) -> (Lines, Mapping) {
        let points = |ys: &[f64]| ys.iter().enumerate().map(|(x, &y)| [x as f64, y]).collect();
        let series = ys.iter().map(|(name, ys)| Series::new(*name, points(ys))).collect();
        let axis = Axis::linear("accuracy").from_to(0.0, 1.0);
        let mapping = Mapping::new(&axis, []);
        (Lines { x: Axis::linear("step"), y: axis, series, ..Lines::default() }, mapping)
    }

    #[test]
    fn only_lines_that_part_cross() {
        let (apart, y) = lines(&[("a", &[0.0, 0.5, 1.0]), ("b", &[1.0, 0.5, 0.0])]);
        assert_eq!(crossings(&apart, &y).as_deref(), Some("a and b cross at step 1"));
        let (grazing, y) = lines(&[("a", &[0.5, 0.501, 0.5, 0.9]), ("b", &[0.5, 0.5, 0.501, 0.4])]);
        assert_eq!(crossings(&grazing, &y), None);
        let (elsewhere, y) = lines(&[("a", &[0.0, 1.0]), ("b", &[1.0, 0.5, 0.0])]);
        assert_eq!(crossings(&elsewhere, &y), None);
    }

    #[test]
    fn the_lead_is_told_where_it_changes_hands() {
        let (mut race, y) = lines(&[("a", &[0.5, 0.6, 0.6]), ("b", &[0.1, 0.61, 0.9])]);
        assert_eq!(leaders(&race, &y).as_deref(), Some("Highest is a up to step 1, then b"));
        race.y.name = "loss".to_owned();
        assert_eq!(leaders(&race, &y).as_deref(), Some("Lowest is b up to step 1, then a"));
        let (alone, y) = lines(&[("a", &[0.5, 0.6]), ("b", &[0.1, 0.2])]);
        assert_eq!(leaders(&alone, &y), None);
    }
}
