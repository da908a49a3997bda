//! Himmelblau's function: four minima of the same depth (Himmelblau 1972).

use crate::experiment::surface::{Range, Surface};

/// f(x, y) = (x² + y − 11)² + (x + y² − 7)².
pub(super) struct Himmelblau;

impl Surface for Himmelblau {
    fn name(&self) -> &'static str {
        "himmelblau"
    }

    fn formula(&self) -> &'static str {
        "(x² + y − 11)² + (x + y² − 7)²"
    }

    fn about(&self) -> &'static str {
        "four minima of the same depth"
    }

    fn value(&self, [x, y]: [f64; 2]) -> f64 {
        (x * x + y - 11.0).powi(2) + (x + y * y - 7.0).powi(2)
    }

    fn gradient(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let (first, second) = (x * x + y - 11.0, x + y * y - 7.0);
        [4.0 * x * first + 2.0 * second, 2.0 * first + 4.0 * y * second]
    }

    fn minima(&self) -> &'static [[f64; 2]] {
        &[
            [3.0, 2.0],
            [-2.805_118_086_952_745, 3.131_312_518_250_573],
            [-3.779_310_253_377_747, -3.283_185_991_286_17],
            [3.584_428_340_330_492, -1.848_126_526_964_404],
        ]
    }

    fn range(&self) -> Range {
        Range { x: (-5.0, 5.0), y: (-5.0, 5.0) }
    }

    fn start(&self) -> [f64; 2] {
        [0.0, 0.0]
    }
}
