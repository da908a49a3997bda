//! A learning rate that stays as it is.

use super::Schedule;

/// Always 1.
#[derive(Clone, Copy, Debug)]
pub struct Constant;

impl Schedule for Constant {
    fn name(&self) -> &'static str {
        "constant"
    }

    fn formula(&self) -> &'static str {
        "1"
    }

    fn factor(&self, _step: u64) -> f64 {
        1.0
    }
}
