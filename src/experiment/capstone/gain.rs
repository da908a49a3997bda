//! A difference of two recipes, and how much of it luck explains.

use crate::experiment::training::mean;

/// Less than this is not worth a word: a point of accuracy.
const POINT: f64 = 0.01;

/// From one mean accuracy to another; nothing where they differ by their rounding, as means of the same numbers in
/// another order do.
pub(super) fn difference(from: f64, to: f64) -> f64 {
    let difference = to - from;
    if difference.abs() < 1e-12 { 0.0 } else { difference }
}

/// What the networks of one recipe gain over those of another at the same seeds: with the same examples, lies
/// and order of examples.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gain {
    /// The mean gain in accuracy.
    pub(super) mean: f64,
    /// Two standard errors of that mean, 2·√(Σ(dᵢ − d̄)² / (n(n − 1))): further from the truth it lies at
    /// about one seed in twenty, with many networks. Not known from one network of each.
    pub(super) luck: Option<f64>,
    /// Over how many networks of each.
    pub(super) networks: usize,
}

impl Gain {
    /// From one recipe's networks to those of another, seed by seed.
    pub(super) fn of(from: &[f64], to: &[f64]) -> Self {
        let (mean, networks) = (difference(mean(from), mean(to)), from.len());
        let squares: f64 = from.iter().zip(to).map(|(from, to)| (to - from - mean).powi(2)).sum();
        let count = networks as f64;
        let luck = (networks > 1).then(|| 2.0 * (squares / (count * (count - 1.0))).sqrt());
        Self { mean, luck, networks }
    }

    /// Whether it is worth a word, and more than luck explains.
    pub(super) fn is_told(self) -> bool {
        self.mean >= POINT && self.luck.is_some_and(|luck| self.mean > luck)
    }
}

#[cfg(test)]
mod tests {
    use super::Gain;

    #[test]
    fn a_gain_is_told_from_luck_where_seeds_agree() {
        let steady = Gain::of(&[0.80, 0.82, 0.78], &[0.85, 0.86, 0.83]);
        assert!((steady.mean - 0.14 / 3.0).abs() < 1e-12 && steady.is_told(), "{steady:?}");
        let swinging = Gain::of(&[0.80, 0.82, 0.78], &[0.86, 0.80, 0.79]);
        assert!(swinging.mean > 0.01 && !swinging.is_told(), "{swinging:?}");
        // By hand: gains of 1 and 3 hundredths, mean 2, both 1 away: 2·√(2 / (2·1)) hundredths.
        let two = Gain::of(&[0.0, 0.0], &[0.01, 0.03]);
        assert!((two.luck.unwrap() - 0.02).abs() < 1e-12);
        let same = Gain::of(&[0.1, 0.2, 0.3], &[0.3, 0.2, 0.1]);
        assert_eq!(same.mean, 0.0, "the sums differ by their rounding");
        assert!(!Gain::of(&[0.1], &[0.9]).is_told(), "one network of each tells nothing of luck");
        assert!(!Gain::of(&[0.1, 0.1], &[0.105, 0.105]).is_told(), "half a point is not worth a word");
    }
}
