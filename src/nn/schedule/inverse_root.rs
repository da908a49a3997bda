//! A learning rate that falls with the square root of the steps, as proofs of convergence ask for.

use super::Schedule;

/// 1/√t.
#[derive(Clone, Copy, Debug)]
pub struct InverseRoot;

impl Schedule for InverseRoot {
    fn name(&self) -> &'static str {
        "inverse-root"
    }

    fn formula(&self) -> &'static str {
        "1/√t"
    }

    fn factor(&self, step: u64) -> f64 {
        1.0 / (step as f64).sqrt()
    }
}
