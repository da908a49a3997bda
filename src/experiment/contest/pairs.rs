//! Two members seed by seed: they share data, and start from the same seed, so what differs is the member.

/// How often one member is ahead of another, over seeds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::experiment) struct Pairs {
    /// At how many seeds it is ahead.
    pub(in crate::experiment) ahead: usize,
    /// At how many it is behind.
    behind: usize,
    /// Of how many.
    pub(in crate::experiment) seeds: usize,
}

impl Pairs {
    /// The fewest seeds from which a lead can be called more than luck: of four coins all four fall on one
    /// side in one of 16 throws.
    pub(in crate::experiment) const ENOUGH: usize = 5;

    /// Compares the results of one with those of another, seed by seed.
    pub(in crate::experiment) fn of(one: &[f64], other: &[f64]) -> Self {
        let count = |is: fn(&f64, &f64) -> bool| one.iter().zip(other).filter(|(a, b)| is(a, b)).count();
        Self { ahead: count(|a, b| a > b), behind: count(|a, b| a < b), seeds: one.len().min(other.len()) }
    }

    /// Whether coins would put one ahead so often in fewer than one of 20 throws: the sign test, ties left out.
    ///
    /// P(at least k of n) = Σ C(n, i) / 2ⁿ for i from k to n.
    pub(in crate::experiment) fn is_decided(self) -> bool {
        let throws = self.ahead + self.behind;
        let (mut ways, mut sum) = (1.0, 0.0);
        // From all ahead downwards: C(n, n − j) = C(n, j).
        for others in 0..=throws - self.ahead {
            sum += ways;
            ways *= (throws - others) as f64 / (others + 1) as f64;
        }
        sum / 2.0_f64.powi(throws as i32) < 0.05
    }

    /// `5 of 5 seeds`.
    pub(in crate::experiment) fn shown(self) -> String {
        format!("{} of {} seeds", self.ahead, self.seeds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decided(ahead: usize, behind: usize) -> bool {
        Pairs { ahead, behind, seeds: ahead + behind }.is_decided()
    }

    #[test]
    fn a_lead_is_more_than_luck_from_five_of_five_and_15_of_20() {
        assert!(decided(5, 0) && !decided(4, 0) && !decided(1, 0) && !decided(0, 0));
        assert!(!decided(6, 1) && decided(7, 1));
        assert!(decided(15, 5) && !decided(14, 6));
        assert!(!decided(0, 5));
    }

    #[test]
    fn seeds_are_compared_one_by_one() {
        let pairs = Pairs::of(&[0.88, 0.96, 0.9], &[0.86, 0.95, 0.9]);
        assert_eq!(pairs, Pairs { ahead: 2, behind: 0, seeds: 3 });
        assert_eq!(pairs.shown(), "2 of 3 seeds");
    }
}
