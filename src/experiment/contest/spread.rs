//! A mean over seeds with its ends, and how shares are written.

use crate::experiment::training::mean;
use crate::text::number;

/// A mean over seeds, and the lowest and highest of them.
#[derive(Clone, Copy)]
pub(in crate::experiment) struct Spread {
    /// The mean.
    pub(in crate::experiment) mean: f64,
    /// The lowest.
    pub(in crate::experiment) low: f64,
    /// The highest.
    pub(in crate::experiment) high: f64,
}

impl Spread {
    /// Over some values.
    pub(in crate::experiment) fn of(values: &[f64]) -> Self {
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        Self { mean: mean(values), low, high: values.iter().copied().fold(f64::NEG_INFINITY, f64::max) }
    }

    /// Shares: `92.6 %`, and of several seeds that differ `92.6 % (91.0–93.1)`.
    pub(in crate::experiment) fn shown(self) -> String {
        let middle = number::share(self.mean);
        if self.low == self.high || self.mean.is_nan() {
            return middle;
        }
        let end = |share: f64| format!("{:.1}", 100.0 * share);
        format!("{middle} ({}–{})", end(self.low), end(self.high))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_has_its_ends_where_seeds_differ() {
        assert_eq!(Spread::of(&[0.5]).shown(), "50.0 %");
        assert_eq!(Spread::of(&[0.5, 0.5]).shown(), "50.0 %");
        assert_eq!(Spread::of(&[0.911, 0.935]).shown(), "92.3 % (91.1–93.5)");
    }
}
