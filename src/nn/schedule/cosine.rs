//! A learning rate that falls along half a cosine (Loshchilov and Hutter 2016, without restarts).

use super::Schedule;
use crate::math::cos;

/// From 1 at the first step to 0 after `total` steps, where it stays.
#[derive(Clone, Copy, Debug)]
pub struct Cosine {
    /// Over how many steps it falls.
    pub total: u64,
}

impl Schedule for Cosine {
    fn name(&self) -> &'static str {
        "cosine"
    }

    fn formula(&self) -> &'static str {
        "½·(1 + cos(π·(t − 1) / total))"
    }

    fn factor(&self, step: u64) -> f64 {
        let done = (step - 1).min(self.total) as f64 / self.total.max(1) as f64;
        0.5 * (1.0 + cos(std::f64::consts::PI * done))
    }
}
