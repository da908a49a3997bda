//! Histograms, alone and over time, in words.

use super::{curves, name};
use crate::plot::figure::quantile;
use crate::plot::{Distributions, Histogram, Lines, Series};
use crate::text::number::plain;

/// For each group where most values are and where the middle half lies, then how the last differs from
/// the first.
pub(super) fn histogram(histogram: &Histogram) -> Vec<String> {
    let mut sentences: Vec<String> =
        histogram.groups.iter().map(|(name, counts)| group(histogram, name, counts)).collect();
    if let [first, .., last] = histogram.groups.as_slice() {
        sentences.extend(change(&histogram.edges, first, last));
    }
    sentences
}

fn group(histogram: &Histogram, label: &str, counts: &[f64]) -> String {
    let label = if label.is_empty() { name(&histogram.x, "the group") } else { label };
    let more = |a: &usize, b: &usize| counts[*a].total_cmp(&counts[*b]).then(b.cmp(a));
    let bins = (0..counts.len().min(histogram.edges.len().saturating_sub(1)))
        .filter(|&bin| counts[bin] > 0.0 && counts[bin].is_finite());
    let fullest = bins.max_by(more);
    let quartiles = [0.25, 0.75].map(|share| quantile(&histogram.edges, counts, share));
    let (Some(bin), [Some(low), Some(high)]) = (fullest, quartiles) else {
        return format!("{label} has no values");
    };
    format!(
        "{label}: most between {} and {}, the middle half between about {} and {}",
        plain(histogram.edges[bin], 3),
        plain(histogram.edges[bin + 1], 3),
        plain(low, 2),
        plain(high, 2)
    )
}

/// How middle and width of one group compare to those of another.
fn change(edges: &[f64], first: &(String, Vec<f64>), last: &(String, Vec<f64>)) -> Option<String> {
    let middle = |(_, counts): &(String, Vec<f64>)| quantile(edges, counts, 0.5);
    let width = |(_, counts): &(String, Vec<f64>)| {
        Some(quantile(edges, counts, 0.75)? - quantile(edges, counts, 0.25)?)
    };
    let (from, to) = (middle(first)?, middle(last)?);
    let ratio = width(last)? / width(first)?;
    let width = match ratio {
        ratio if !ratio.is_finite() || ratio == 0.0 => String::new(),
        ratio if (0.9..=1.1).contains(&ratio) => ", and the middle half is about as wide".to_owned(),
        ratio if ratio > 1.0 => format!(", and the middle half is {} times as wide", plain(ratio, 2)),
        ratio => format!(", and the middle half is {} times narrower", plain(1.0 / ratio, 2)),
    };
    Some(format!(
        "From {} to {} the middle goes from about {} to about {}{width}",
        first.0,
        last.0,
        plain(from, 2),
        plain(to, 2)
    ))
}

/// How the median moves and how the middle half widens.
pub(super) fn distributions(drift: &Distributions) -> Vec<String> {
    let over_time = |value: &dyn Fn(usize) -> Option<f64>| {
        (0..drift.moments.len()).filter_map(|at| Some([drift.moments[at].0, value(at)?])).collect()
    };
    let median = over_time(&|at| drift.quantile(at, 0.5));
    let width = over_time(&|at| Some(drift.quantile(at, 0.75)? - drift.quantile(at, 0.25)?));
    let value = name(&drift.value, "the value");
    let lines = Lines {
        x: drift.time.clone(),
        y: drift.value.clone(),
        series: vec![
            Series::new(format!("the median {value}"), median),
            Series::new("the width of the middle half", width),
        ],
        ..Lines::default()
    };
    lines.series.iter().map(|series| curves::one(&lines, series, false)).collect()
}
