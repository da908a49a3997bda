//! Seeded randomness whose stream is the same on every machine.

use rand::rngs::Xoshiro256PlusPlus;
use rand::{Rng, SeedableRng};

use super::math;
use super::wide::{Kernel, Level, wide};

/// A stream of random numbers: xoshiro256++ (Blackman and Vigna 2019), seeded through SplitMix64.
///
/// ```
/// use dltutor_nn::random::Generator;
/// let mut generator = Generator::seeded(42);
/// assert_eq!(generator.bits(), 0xd076_4d4f_4476_689f);
/// ```
#[derive(Clone, Debug)]
pub struct Generator {
    source: Xoshiro256PlusPlus,
    seed: u64,
    /// The second number of the last Box-Muller pair.
    spare: Option<f64>,
}

impl Generator {
    /// The stream that `seed` names.
    pub fn seeded(seed: u64) -> Self {
        Self { source: Xoshiro256PlusPlus::seed_from_u64(seed), seed, spare: None }
    }

    /// A stream of its own for `label`, a function of this stream's seed and the label alone.
    ///
    /// Drawing more numbers for one purpose then never shifts the numbers of another.
    #[must_use]
    pub fn fork(&self, label: &str) -> Self {
        // FNV-1a over the label, started from the seed.
        let start = self.seed ^ 0xcbf2_9ce4_8422_2325;
        let hash =
            label.bytes().fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        Self::seeded(hash)
    }

    /// 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.source.next_u64()
    }

    /// A number in [0, 1): a multiple of 2⁻⁵³.
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 * (1.0 / 9_007_199_254_740_992.0)
    }

    /// A number in [low, high).
    pub fn uniform(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// A number from the normal distribution with mean 0 and variance 1 (Box and Muller 1958).
    pub fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        let pair = Pair { first: self.unit(), second: self.unit() };
        // Fused multiply-adds are calls into a library where they are not compiled for: a third of the time with.
        let [normal, spare] = wide(pair);
        self.spare = Some(spare);
        normal
    }

    /// A whole number below `n`, each equally likely.
    ///
    /// # Panics
    /// If `n` is 0: there is no such number.
    pub fn below(&mut self, n: usize) -> usize {
        assert!(n > 0, "there is no number below 0");
        let n = n as u64;
        // Lemire 2019: the high half of a product, redrawn in the sliver that would favour some values.
        let threshold = n.wrapping_neg() % n;
        loop {
            let product = u128::from(self.bits()) * u128::from(n);
            if product as u64 >= threshold {
                return (product >> 64) as usize;
            }
        }
    }

    /// True with probability `p`.
    pub fn chance(&mut self, p: f64) -> bool {
        self.unit() < p
    }

    /// Puts `items` in random order (Fisher and Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }

    /// The numbers 0 to n − 1 in random order.
    pub fn permutation(&mut self, n: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..n).collect();
        self.shuffle(&mut order);
        order
    }
}

/// Two numbers of [0, 1) to be turned into two normal ones.
struct Pair {
    first: f64,
    second: f64,
}

impl Kernel for Pair {
    type Output = [f64; 2];

    #[inline(always)]
    fn run(self, _: Level) -> [f64; 2] {
        let radius = (-2.0 * math::ln(1.0 - self.first)).sqrt();
        let angle = std::f64::consts::TAU * self.second;
        [radius * math::cos(angle), radius * math::sin(angle)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_pinned() {
        let mut generator = Generator::seeded(42);
        let bits = [(); 3].map(|()| generator.bits());
        assert_eq!(bits, [0xd076_4d4f_4476_689f, 0x519e_4174_576f_3791, 0xfbe0_7cfb_0c24_ed8c]);
        let mut generator = Generator::seeded(7);
        let drawn = [generator.unit(), generator.uniform(-1.0, 1.0), generator.normal(), generator.normal()];
        assert_eq!(drawn.map(f64::to_bits), PINNED);
        assert_eq!(generator.permutation(8), [5, 2, 0, 6, 1, 4, 3, 7]);
        assert_eq!(generator.fork("dropout").bits(), 1_147_268_568_343_491_796);
    }

    const PINNED: [u64; 4] =
        [4588139100750830880, 13827453892062964826, 13832476381460757368, 4604499964528243639];

    #[test]
    fn normals_have_mean_zero_and_variance_one() {
        let mut generator = Generator::seeded(1);
        let drawn: Vec<f64> = (0..100_000).map(|_| generator.normal()).collect();
        let mean = drawn.iter().sum::<f64>() / 1e5;
        let variance = drawn.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / 1e5;
        assert!(mean.abs() < 0.01 && (variance - 1.0).abs() < 0.02, "{mean} {variance}");
        let beyond = drawn.iter().filter(|x| x.abs() > 1.96).count();
        assert!((4700..5300).contains(&beyond), "{beyond}");
    }

    #[test]
    fn every_number_below_n_is_drawn_about_equally_often() {
        let mut generator = Generator::seeded(3);
        let mut counts = [0; 7];
        (0..70_000).for_each(|_| counts[generator.below(7)] += 1);
        assert!(counts.iter().all(|count| (9_600..10_400).contains(count)), "{counts:?}");
    }

    #[test]
    fn forks_do_not_depend_on_what_was_drawn() {
        let mut generator = Generator::seeded(5);
        let before = generator.fork("batches").bits();
        generator.normal();
        assert_eq!(generator.fork("batches").bits(), before);
        assert_ne!(generator.fork("weights").bits(), before);
    }
}
