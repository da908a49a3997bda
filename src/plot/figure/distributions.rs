//! Histograms over time.

use serde::Serialize;

use crate::plot::figure::{Axis, Colors, Field, Histogram, Scale, Series};
use crate::plot::scale::Mapping;

/// How a quantity is spread at each of several moments: the inputs of a layer, step by step.
///
/// Drawn as a field of shares, time to the right and the values upwards, with the median as a curve.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Distributions {
    /// What the figure shows.
    pub title: String,
    /// The axis of time, such as `step` or `epoch`.
    pub time: Axis,
    /// The axis of the values.
    pub value: Axis,
    /// The edges of the bins, ascending, one more than there are bins.
    pub edges: Vec<f64>,
    /// The moments, ascending: a time and a count (or share) for each bin.
    pub moments: Vec<(f64, Vec<f64>)>,
}

/// How many samples the field has across.
const ACROSS: usize = 120;

impl Distributions {
    /// The values of each moment counted in `bins` equal bins from the lowest to the highest of all, or
    /// over the value axis's range; see [`Histogram::of`].
    ///
    /// ```
    /// use dltutor::plot::{Axis, Distributions};
    /// let moments: [(f64, &[f64]); 2] = [(0.0, &[-1.0, 1.0]), (10.0, &[1.0, 1.0])];
    /// let drift = Distributions::of("Inputs", Axis::linear("step"), Axis::linear("input"), &moments, 2);
    /// assert_eq!(drift.moments[1], (10.0, vec![0.0, 2.0]));
    /// assert_eq!(drift.quantile(1, 0.5), Some(0.5));
    /// ```
    pub fn of(
        title: impl Into<String>,
        time: Axis,
        value: Axis,
        moments: &[(f64, &[f64])],
        bins: usize,
    ) -> Self {
        let groups: Vec<(&str, &[f64])> = moments.iter().map(|(_, values)| ("", *values)).collect();
        let counted = Histogram::of(title, value, &groups, bins);
        let counts = counted.groups.into_iter().map(|(_, counts)| counts);
        let moments = moments.iter().map(|(time, _)| *time).zip(counts).collect();
        Self { title: counted.title, time, value: counted.x, edges: counted.edges, moments }
    }

    /// The value below which this share of a moment's counts lies, each bin taken as evenly filled.
    pub fn quantile(&self, moment: usize, share: f64) -> Option<f64> {
        quantile(&self.edges, &self.moments.get(moment)?.1, share)
    }

    /// The share of each bin as a field, with the median over it.
    pub(crate) fn as_field(&self) -> Field {
        let time = Axis { range: None, ..self.time.clone() };
        let times = Mapping::new(&time, self.moments.iter().map(|(time, _)| *time));
        let values = Mapping::new(
            &Axis { range: None, scale: Scale::Linear, ..self.value.clone() },
            self.edges.iter().copied(),
        );
        let columns: Vec<Option<&Vec<f64>>> = (0..ACROSS)
            .map(|column| self.nearest(times.value((column as f64 + 0.5) / ACROSS as f64)))
            .collect();
        let rows = self.edges.len().saturating_sub(1);
        let share = |row: usize, column: &Option<&Vec<f64>>| {
            let counts = column.filter(|counts| total(counts) > 0.0)?;
            Some(counts.get(row)? / total(counts))
        };
        let values_of = |row| columns.iter().map(|column| share(row, column).unwrap_or(f64::NAN)).collect();
        let median =
            (0..self.moments.len()).filter_map(|at| Some([self.moments[at].0, self.quantile(at, 0.5)?]));
        Field {
            title: self.title.clone(),
            x: time.from_to(times.low, times.high),
            y: Axis { scale: Scale::Linear, ..self.value.clone() }.from_to(values.low, values.high),
            value: Axis::linear("share of values").from_to(0.0, self.brightest()),
            colors: Colors::Sequential,
            values: (0..rows).map(values_of).collect(),
            curves: vec![Series::new("median", median.collect())],
            ..Field::default()
        }
    }

    /// Where the colours end: at what 49 in 50 of the shares keep below, so that one moment at
    /// which all values are alike does not darken all others.
    fn brightest(&self) -> f64 {
        let shares = self.moments.iter().flat_map(|(_, counts)| {
            let total = total(counts);
            counts.iter().map(move |count| usable(*count) / total).filter(|share| *share > 0.0)
        });
        let mut shares: Vec<f64> = shares.collect();
        shares.sort_by(f64::total_cmp);
        shares.get(shares.len() * 49 / 50).copied().unwrap_or(1.0)
    }

    /// The counts of the moment nearest to a time.
    fn nearest(&self, time: f64) -> Option<&Vec<f64>> {
        let distance = |moment: &&(f64, Vec<f64>)| (moment.0 - time).abs();
        let finite = self.moments.iter().filter(|moment| moment.0.is_finite());
        finite.min_by(|a, b| distance(a).total_cmp(&distance(b))).map(|(_, counts)| counts)
    }
}

fn usable(count: f64) -> f64 {
    if count > 0.0 && count.is_finite() { count } else { 0.0 }
}

fn total(counts: &[f64]) -> f64 {
    counts.iter().map(|count| usable(*count)).sum()
}

/// The value below which a share of the counts lies, each bin taken as evenly filled; none of no counts.
pub(crate) fn quantile(edges: &[f64], counts: &[f64], share: f64) -> Option<f64> {
    let rank = share * Some(total(counts)).filter(|total| *total > 0.0 && total.is_finite())?;
    let mut below = 0.0;
    for (pair, count) in edges.windows(2).zip(counts) {
        let count = usable(*count);
        if count > 0.0 && below + count >= rank {
            let within = ((rank - below) / count).clamp(0.0, 1.0);
            return Some(pair[0] * (1.0 - within) + pair[1] * within);
        }
        below += count;
    }
    edges.last().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_field_holds_the_shares_of_the_nearest_moment() {
        let moments: [(f64, &[f64]); 2] = [(0.0, &[0.0, 0.1, 0.2, 1.0]), (1.0, &[1.0, 0.9])];
        let drift = Distributions::of("", Axis::linear("step"), Axis::linear("input"), &moments, 2);
        let field = drift.as_field();
        assert_eq!([field.values[0][0], field.values[1][0]], [0.75, 0.25]);
        assert_eq!([field.values[0][ACROSS - 1], field.values[1][ACROSS - 1]], [0.0, 1.0]);
        assert_eq!(field.curves[0].points.len(), 2);
    }

    #[test]
    fn one_narrow_moment_does_not_darken_the_others() {
        let even: Vec<f64> = (0..10).map(f64::from).collect();
        let mut moments: Vec<(f64, &[f64])> =
            (1..40).map(|time| (f64::from(time), even.as_slice())).collect();
        moments.insert(0, (0.0, &[4.5]));
        let drift = Distributions::of("", Axis::linear("step"), Axis::linear("input"), &moments, 10);
        assert_eq!(drift.as_field().value.range, Some((0.0, 0.1)));
        let nothing = Distributions { moments: Vec::new(), ..drift };
        assert_eq!(nothing.as_field().value.range, Some((0.0, 1.0)));
    }

    #[test]
    fn quantiles_lie_within_their_bin() {
        let edges = [0.0, 1.0, 2.0];
        assert_eq!(quantile(&edges, &[1.0, 1.0], 0.25), Some(0.5));
        assert_eq!(quantile(&edges, &[0.0, 4.0], 0.5), Some(1.5));
        assert_eq!(quantile(&edges, &[0.0, f64::NAN], 0.5), None);
    }
}
