//! A saddle: a minimum along x, a maximum along y, and no lowest point.

use crate::experiment::surface::{Range, Surface};

/// f(x, y) = x² − y².
pub(super) struct Saddle;

impl Surface for Saddle {
    fn name(&self) -> &'static str {
        "saddle"
    }

    fn formula(&self) -> &'static str {
        "x² − y²"
    }

    fn about(&self) -> &'static str {
        "down along x, flat at the middle, and away along y for ever"
    }

    fn value(&self, [x, y]: [f64; 2]) -> f64 {
        x * x - y * y
    }

    fn gradient(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        [2.0 * x, -2.0 * y]
    }

    fn minima(&self) -> &'static [[f64; 2]] {
        &[]
    }

    fn lowest(&self) -> Option<f64> {
        None
    }

    fn range(&self) -> Range {
        Range { x: (-2.0, 2.0), y: (-2.0, 2.0) }
    }

    fn start(&self) -> [f64; 2] {
        [-1.5, 0.01]
    }
}
