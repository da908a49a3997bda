//! Rosenbrock's banana: a flat curved valley between steep walls (Rosenbrock 1960).

use crate::experiment::surface::{Range, Surface};

/// f(x, y) = (1 − x)² + 100 (y − x²)².
pub(super) struct Rosenbrock;

impl Surface for Rosenbrock {
    fn name(&self) -> &'static str {
        "rosenbrock"
    }

    fn formula(&self) -> &'static str {
        "(1 − x)² + 100(y − x²)²"
    }

    fn about(&self) -> &'static str {
        "a flat, curved valley between steep walls"
    }

    fn value(&self, [x, y]: [f64; 2]) -> f64 {
        (1.0 - x).powi(2) + 100.0 * (y - x * x).powi(2)
    }

    fn gradient(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let across = y - x * x;
        [-2.0 * (1.0 - x) - 400.0 * x * across, 200.0 * across]
    }

    fn minima(&self) -> &'static [[f64; 2]] {
        &[[1.0, 1.0]]
    }

    fn range(&self) -> Range {
        Range { x: (-2.0, 2.0), y: (-1.0, 3.0) }
    }

    fn start(&self) -> [f64; 2] {
        [-1.2, 1.0]
    }
}
