//! A learning rate that falls in steps.

use super::Schedule;
use crate::math::power;

/// Multiplied by `decay` after `every` steps, as PyTorch's `StepLR`.
#[derive(Clone, Copy, Debug)]
pub struct Steps {
    /// How many steps it stays the same.
    pub every: u64,
    /// What it is multiplied by then.
    pub decay: f64,
}

impl Schedule for Steps {
    fn name(&self) -> &'static str {
        "step"
    }

    fn formula(&self) -> &'static str {
        "decay^⌊(t − 1) / every⌋"
    }

    fn factor(&self, step: u64) -> f64 {
        power(self.decay, (step - 1) / self.every.max(1))
    }
}
