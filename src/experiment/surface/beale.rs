//! Beale's function: a flat floor with steep corners (Beale 1958).

use crate::experiment::surface::{Range, Surface};

/// f(x, y) = (1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)².
pub(super) struct Beale;

/// The three terms before they are squared.
fn parts(x: f64, y: f64) -> [f64; 3] {
    [1.5 - x + x * y, 2.25 - x + x * y * y, 2.625 - x + x * y * y * y]
}

impl Surface for Beale {
    fn name(&self) -> &'static str {
        "beale"
    }

    fn formula(&self) -> &'static str {
        "(1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)²"
    }

    fn about(&self) -> &'static str {
        "a flat floor with steep corners"
    }

    fn value(&self, [x, y]: [f64; 2]) -> f64 {
        let [a, b, c] = parts(x, y);
        a * a + b * b + c * c
    }

    fn gradient(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let [a, b, c] = parts(x, y);
        let along = a * (y - 1.0) + b * (y * y - 1.0) + c * (y * y * y - 1.0);
        let across = a * x + b * 2.0 * x * y + c * 3.0 * x * y * y;
        [2.0 * along, 2.0 * across]
    }

    fn minima(&self) -> &'static [[f64; 2]] {
        &[[3.0, 0.5]]
    }

    fn range(&self) -> Range {
        Range { x: (-4.5, 4.5), y: (-4.5, 4.5) }
    }

    fn start(&self) -> [f64; 2] {
        [1.0, 1.0]
    }
}
