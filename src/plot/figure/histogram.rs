//! How often values occur.

use serde::Serialize;

use crate::plot::figure::Axis;

/// Counts within bins, for one or more groups over the same bins: before and after, epoch by epoch.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Histogram {
    /// What the figure shows.
    pub title: String,
    /// The axis of the values.
    pub x: Axis,
    /// The axis of the counts.
    pub y: Axis,
    /// The edges of the bins, ascending, one more than there are bins.
    pub edges: Vec<f64>,
    /// The groups: a name and a count (or share) for each bin.
    pub groups: Vec<(String, Vec<f64>)>,
}

impl Histogram {
    /// The histogram of some groups of values over `bins` equal bins from the lowest to the highest.
    ///
    /// The highest value belongs to the last bin; values that are not finite belong to none.
    pub fn of(title: impl Into<String>, x: Axis, groups: &[(&str, &[f64])], bins: usize) -> Self {
        let finite =
            || groups.iter().flat_map(|(_, values)| values.iter().copied()).filter(|value| value.is_finite());
        let (low, high) = x.range.unwrap_or_else(|| {
            (finite().fold(f64::INFINITY, f64::min), finite().fold(f64::NEG_INFINITY, f64::max))
        });
        let bins = bins.max(1);
        let (low, high) = if low < high { (low, high) } else { spread(low) };
        let edge = |index: usize| {
            let share = index as f64 / bins as f64;
            low * (1.0 - share) + high * share
        };
        let edges: Vec<f64> = (0..=bins).map(edge).collect();
        let groups =
            groups.iter().map(|(name, values)| ((*name).to_owned(), counts(values, &edges))).collect();
        Self { title: title.into(), x, y: Axis::linear("count"), edges, groups }
    }
}

/// A range around one value, or around zero where there is none.
fn spread(value: f64) -> (f64, f64) {
    let value = if value.is_finite() { value } else { 0.0 };
    let reach = (value.abs() / 10.0).max(0.5);
    (value - reach, value + reach)
}

fn counts(values: &[f64], edges: &[f64]) -> Vec<f64> {
    let mut counts = vec![0.0; edges.len() - 1];
    let last = counts.len() - 1;
    for value in values {
        let bin = edges.partition_point(|edge| edge <= value);
        match bin {
            _ if !value.is_finite() || *value > edges[last + 1] || bin == 0 => {}
            bin => counts[(bin - 1).min(last)] += 1.0,
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_finite_value_is_counted_once() {
        let values = [0.0, 0.5, 1.0, 1.0, f64::NAN, f64::INFINITY];
        let histogram = Histogram::of("", Axis::linear("x"), &[("a", &values)], 2);
        assert_eq!(histogram.edges, [0.0, 0.5, 1.0]);
        assert_eq!(histogram.groups[0].1, [1.0, 3.0]);
    }

    #[test]
    fn values_outside_a_fixed_range_are_left_out() {
        let x = Axis::linear("x").from_to(0.0, 1.0);
        assert_eq!(Histogram::of("", x, &[("a", &[-1.0, 0.2, 2.0])], 1).groups[0].1, [1.0]);
    }

    #[test]
    fn constant_and_empty_data_have_a_range() {
        for values in [&[2.0, 2.0][..], &[], &[f64::NAN]] {
            let histogram = Histogram::of("", Axis::linear("x"), &[("a", values)], 3);
            assert!(histogram.edges.windows(2).all(|pair| pair[0] < pair[1]), "{:?}", histogram.edges);
        }
    }
}
