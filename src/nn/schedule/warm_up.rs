//! A learning rate that rises before it stays.

use super::Schedule;

/// Rises in a straight line over the first `steps` steps, then is 1.
#[derive(Clone, Copy, Debug)]
pub struct WarmUp {
    /// Over how many steps it rises.
    pub steps: u64,
}

impl Schedule for WarmUp {
    fn name(&self) -> &'static str {
        "warm-up"
    }

    fn formula(&self) -> &'static str {
        "min(t / steps, 1)"
    }

    fn factor(&self, step: u64) -> f64 {
        step.min(self.steps.max(1)) as f64 / self.steps.max(1) as f64
    }
}
