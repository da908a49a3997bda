//! Histograms, alone and over time, in words.

use super::curves::Teller;
use super::name;
use super::voice::Voice;
use crate::plot::figure::quantile;
use crate::plot::scale::Mapping;
use crate::plot::terminal::histogram_mappings;
use crate::plot::{Distributions, Histogram, Lines, Series};
use crate::text::number::significant;

/// A shift or a fullest bin within this share of the axis is not worth a word.
const NEAR: f64 = 0.02;

/// For each group its median and where its middle half lies, then how the last differs from the first.
pub(super) fn histogram(histogram: &Histogram) -> Vec<String> {
    let mut sentences: Vec<String> =
        histogram.groups.iter().map(|(name, counts)| group(histogram, name, counts)).collect();
    if let [first, .., last] = histogram.groups.as_slice() {
        sentences.extend(change(histogram, first, last));
    }
    sentences
}

fn group(histogram: &Histogram, label: &str, counts: &[f64]) -> String {
    let label = if label.is_empty() { name(&histogram.x, "the group") } else { label };
    let [across, _] = histogram_mappings(histogram);
    let voice = Voice::of(&histogram.x, &across);
    let quartiles = [0.25, 0.5, 0.75].map(|share| quantile(&histogram.edges, counts, share));
    let [Some(low), Some(median), Some(high)] = quartiles else {
        return format!("{label} has no values");
    };
    let said = |value: f64| voice.about(value, 2);
    let half = match [said(low), said(high)] {
        [low, high] if low == high => format!("{label}: half of them are at about {low}"),
        [low, high] => format!("{label}: half of them lie between about {low} and {high}"),
    };
    let fullest = fullest(&histogram.edges, counts).filter(|at| (at - median).abs() > 0.1 * length(&across));
    let fullest = fullest.map_or_else(String::new, |at| format!(", and most stand at about {}", said(at)));
    format!("{half}, the median is {}{fullest}", said(median))
}

fn length(mapping: &Mapping) -> f64 {
    mapping.high - mapping.low
}

/// The middle of the bin that holds most.
fn fullest(edges: &[f64], counts: &[f64]) -> Option<f64> {
    let bins = edges.windows(2).zip(counts).filter(|(_, count)| **count > 0.0 && count.is_finite());
    let (pair, _) = bins.max_by(|a, b| a.1.total_cmp(b.1))?;
    Some(pair[0] / 2.0 + pair[1] / 2.0)
}

/// How middle and width of one group compare to those of another.
fn change(histogram: &Histogram, first: &(String, Vec<f64>), last: &(String, Vec<f64>)) -> Option<String> {
    let at = |(_, counts): &(String, Vec<f64>), share| quantile(&histogram.edges, counts, share);
    let width = |group| Some(at(group, 0.75)? - at(group, 0.25)?);
    let shift = at(last, 0.5)? - at(first, 0.5)?;
    let [across, _] = histogram_mappings(histogram);
    let lies = match shift {
        shift if shift.abs() < NEAR * length(&across) => {
            format!("{} lies about where {} does", last.0, first.0)
        }
        shift => {
            let direction = if shift < 0.0 { "lower" } else { "higher" };
            format!("{} lies {} {direction} than {}", last.0, significant(shift.abs(), 2), first.0)
        }
    };
    let wide = match width(last)? / width(first)? {
        ratio if !ratio.is_finite() || ratio == 0.0 => String::new(),
        ratio if (0.9..=1.1).contains(&ratio) => " and is about as wide".to_owned(),
        ratio if ratio > 1.0 => format!(" and is {} times as wide", significant(ratio, 2)),
        ratio => format!(" and is {} times narrower", significant(1.0 / ratio, 2)),
    };
    Some(lies + &wide)
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
    Teller::new(&lines).courses()
}
