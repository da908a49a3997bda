//! All runs of one optimizer at one learning rate.

use super::race::Run;

/// An optimizer's runs, one for each start, at one learning rate.
pub(super) struct Entry {
    pub(super) optimizer: &'static str,
    pub(super) table: &'static str,
    pub(super) learning_rate: f64,
    pub(super) runs: Vec<Run>,
}

impl Entry {
    pub(super) fn steps(&self) -> Spread {
        Spread::of(self.runs.iter().map(Run::steps))
    }

    pub(super) fn final_loss(&self) -> Spread {
        Spread::of(self.runs.iter().map(Run::final_loss))
    }

    pub(super) fn diverged(&self) -> f64 {
        let count = self.runs.iter().filter(|run| run.diverged_at.is_some()).count();
        count as f64 / self.runs.len() as f64
    }

    /// Smaller is better.
    pub(super) fn rank(&self) -> (f64, f64) {
        (self.steps().median, self.final_loss().median)
    }
}

/// The middle and the ends of several numbers.
pub(super) struct Spread {
    pub(super) low: f64,
    pub(super) median: f64,
    pub(super) high: f64,
}

impl Spread {
    pub(super) fn of(values: impl Iterator<Item = f64>) -> Self {
        let mut sorted: Vec<f64> = values.collect();
        sorted.sort_by(f64::total_cmp);
        let (below, above) = (sorted[(sorted.len() - 1) / 2], sorted[sorted.len() / 2]);
        // Two equal infinities have no mean.
        let median = if below == above { below } else { (below + above) / 2.0 };
        Self { low: sorted[0], median, high: sorted[sorted.len() - 1] }
    }
}
