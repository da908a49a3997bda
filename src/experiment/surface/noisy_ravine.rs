//! The ravine as a small batch of examples shows it: every slope is off by a little.

use crate::experiment::surface::ravine::Ravine;
use crate::experiment::surface::{Range, Surface};

/// f(x, y) = 0.05 x² + y², whose slopes come with normal noise of deviation 0.5.
pub(super) struct NoisyRavine;

impl Surface for NoisyRavine {
    fn name(&self) -> &'static str {
        "noisy-ravine"
    }

    fn formula(&self) -> &'static str {
        "0.05x² + y², slopes ± 0.5"
    }

    fn about(&self) -> &'static str {
        "the ravine, with slopes that are off by a little, as those of a small batch"
    }

    fn value(&self, point: [f64; 2]) -> f64 {
        Ravine.value(point)
    }

    fn gradient(&self, point: [f64; 2]) -> [f64; 2] {
        Ravine.gradient(point)
    }

    fn noise(&self) -> f64 {
        0.5
    }

    /// Noise keeps every constant rate from the bottom: nobody stays within a thousandth.
    fn near(&self) -> f64 {
        0.1
    }

    fn minima(&self) -> &'static [[f64; 2]] {
        Ravine.minima()
    }

    fn range(&self) -> Range {
        Ravine.range()
    }

    fn start(&self) -> [f64; 2] {
        Ravine.start()
    }
}
