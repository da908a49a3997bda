//! A long valley with steep walls: 20 times steeper across than along.

use crate::experiment::surface::{Range, Surface};

/// f(x, y) = 0.05 x² + y².
pub(super) struct Ravine;

impl Surface for Ravine {
    fn name(&self) -> &'static str {
        "ravine"
    }

    fn formula(&self) -> &'static str {
        "0.05x² + y²"
    }

    fn about(&self) -> &'static str {
        "20 times steeper across than along"
    }

    fn value(&self, [x, y]: [f64; 2]) -> f64 {
        0.05 * x * x + y * y
    }

    fn gradient(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        [0.1 * x, 2.0 * y]
    }

    fn minima(&self) -> &'static [[f64; 2]] {
        &[[0.0, 0.0]]
    }

    fn range(&self) -> Range {
        Range { x: (-10.0, 10.0), y: (-3.0, 3.0) }
    }

    fn start(&self) -> [f64; 2] {
        [-9.0, 2.0]
    }
}
