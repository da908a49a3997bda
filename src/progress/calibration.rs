//! How well confidence matches being right.

use serde::Serialize;

use super::state::{Forecast, State};

/// Answers given with about the same confidence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bin {
    /// The lowest confidence in the bin, percent.
    pub from: u8,
    /// The mean confidence, 0 to 1.
    pub confidence: f64,
    /// The share that was right, 0 to 1.
    pub right: f64,
    /// How many answers.
    pub count: usize,
}

/// Confidence against being right.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Calibration {
    /// Ten percent of confidence each, from unsure to sure; bins without answers are left out.
    pub bins: Vec<Bin>,
    /// All answers that came with a confidence.
    pub count: usize,
    /// Mean confidence minus share right, over all: above 0 is overconfident.
    pub overconfidence: f64,
    /// The mean of (confidence − right)², Brier's score (1950): 0 is perfect, 0.25 a coin's.
    pub brier: f64,
}

/// The calibration of all answers and predictions that came with a confidence.
///
/// ```
/// use dltutor::progress::{Store, calibration};
/// assert_eq!(calibration(Store::memory().state()).count, 0);
/// ```
pub fn calibration(state: &State) -> Calibration {
    let all = &state.forecasts;
    if all.is_empty() {
        return Calibration::default();
    }
    let bins = (0..=9).filter_map(|bin| of_bin(bin, all)).collect();
    let brier = all.iter().map(|one| (sure(one) - right(one)).powi(2)).sum::<f64>() / all.len() as f64;
    let overconfidence = all.iter().map(|one| sure(one) - right(one)).sum::<f64>() / all.len() as f64;
    Calibration { bins, count: all.len(), overconfidence, brier }
}

fn of_bin(bin: u8, all: &[Forecast]) -> Option<Bin> {
    let inside: Vec<&Forecast> = all.iter().filter(|one| (one.confidence / 10).min(9) == bin).collect();
    let count = inside.len();
    let mean = |value: fn(&Forecast) -> f64| inside.iter().map(|one| value(one)).sum::<f64>() / count as f64;
    (count > 0).then(|| Bin { from: bin * 10, confidence: mean(sure), right: mean(right), count })
}

fn sure(forecast: &Forecast) -> f64 {
    f64::from(forecast.confidence) / 100.0
}

fn right(forecast: &Forecast) -> f64 {
    f64::from(u8::from(forecast.correct))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let one = |confidence, correct| Forecast { confidence, correct };
        let forecasts = vec![one(90, true), one(90, false), one(50, true), one(100, true)];
        let found = calibration(&State { forecasts, ..State::default() });
        let bins: Vec<_> = found.bins.iter().map(|bin| (bin.from, bin.count, bin.right)).collect();
        assert_eq!(bins, [(50, 1, 1.0), (90, 3, 2.0 / 3.0)]);
        assert!((found.brier - (0.01 + 0.81 + 0.25) / 4.0).abs() < 1e-12);
        assert!((found.overconfidence - (3.3 - 3.0) / 4.0).abs() < 1e-12);
    }
}
