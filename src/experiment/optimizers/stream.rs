//! Examples one by one: a large feature that is always there, and one of size 1 that is rare.

use crate::nn::random::Generator;

/// Both weights that explain every example.
pub(super) const TARGET: f64 = 1.0;
/// When to stop waiting.
pub(super) const LONGEST: usize = 20_000;

/// An endless stream of examples with the answer `size·1 + rare·1`, without noise.
pub(super) struct Stream {
    size: f64,
    rare: f64,
    generator: Generator,
}

impl Stream {
    /// A frequent feature of this size, and one that is there with probability `rare`.
    pub(super) fn new(size: f64, rare: f64, seed: u64) -> Self {
        Self { size, rare, generator: Generator::seeded(seed).fork("stream") }
    }

    /// The gradient of half the squared error on the next example: (w·x − target)·x.
    pub(super) fn gradient(&mut self, weights: [f64; 2]) -> [f64; 2] {
        let rare = f64::from(u8::from(self.generator.chance(self.rare)));
        let miss = self.size * (weights[0] - TARGET) + rare * (weights[1] - TARGET);
        [miss * self.size, miss * rare]
    }
}
