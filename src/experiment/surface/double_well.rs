//! Two valleys of different depth side by side.

use crate::experiment::surface::{Range, Surface};

/// f(x, y) = (x² − 1)² + 0.3 x + y².
pub(super) struct DoubleWell;

impl Surface for DoubleWell {
    fn name(&self) -> &'static str {
        "double-well"
    }

    fn formula(&self) -> &'static str {
        "(x² − 1)² + 0.3x + y²"
    }

    fn about(&self) -> &'static str {
        "a deep valley on the left, a shallow one on the right"
    }

    fn value(&self, [x, y]: [f64; 2]) -> f64 {
        (x * x - 1.0).powi(2) + 0.3 * x + y * y
    }

    fn gradient(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        [4.0 * x * (x * x - 1.0) + 0.3, 2.0 * y]
    }

    fn minima(&self) -> &'static [[f64; 2]] {
        &[[-1.035_578_714_088_853_7, 0.0]]
    }

    fn range(&self) -> Range {
        Range { x: (-2.0, 2.0), y: (-1.5, 1.5) }
    }

    fn start(&self) -> [f64; 2] {
        [1.6, 1.0]
    }
}
