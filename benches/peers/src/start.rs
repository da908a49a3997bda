//! What every framework starts from: the same weights, examples and labels, number by number.

use crate::work::Net;

/// SplitMix64 (Steele, Lea and Flood 2014): short enough to be written again in Python.
pub struct Stream(u64);

impl Stream {
    /// The stream that `seed` names.
    pub fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number in [−scale, scale).
    pub fn uniform(&mut self, scale: f64) -> f64 {
        let unit = (self.bits() >> 11) as f64 / 9_007_199_254_740_992.0;
        (2.0 * unit - 1.0) * scale
    }

    /// `count` numbers in [−scale, scale).
    pub fn uniforms(&mut self, count: usize, scale: f64) -> Vec<f64> {
        (0..count).map(|_| self.uniform(scale)).collect()
    }
}

/// The numbers that a network and its batch start with.
#[derive(Clone, Debug)]
pub struct Start {
    /// Weights `[out, in]`, row after row, and bias of each layer.
    pub layers: Vec<(Vec<f64>, Vec<f64>)>,
    /// Examples `[batch, inputs]`, row after row.
    pub x: Vec<f64>,
    /// The class of each example.
    pub labels: Vec<usize>,
}

impl Start {
    /// The start of `net`: weights by He's uniform rule, labels at random.
    pub fn of(net: &Net) -> Self {
        let mut stream = Stream::seeded(1);
        let layer = |pair: &[usize]| {
            let scale = (6.0 / pair[0] as f64).sqrt();
            (stream.uniforms(pair[0] * pair[1], scale), stream.uniforms(pair[1], 0.1))
        };
        let layers = net.sizes.windows(2).map(layer).collect();
        let x = stream.uniforms(net.batch * net.sizes[0], 1.7);
        let classes = net.sizes[net.sizes.len() - 1] as u64;
        let labels = (0..net.batch).map(|_| (stream.bits() % classes) as usize).collect();
        Self { layers, x, labels }
    }
}

/// The numbers in the type of a framework.
pub fn cast<T>(numbers: &[f64], convert: impl Fn(f64) -> T) -> Vec<T> {
    numbers.iter().map(|&number| convert(number)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_the_published_one() {
        let mut stream = Stream::seeded(1_234_567);
        assert_eq!(stream.bits(), 6_457_827_717_110_365_317);
        assert_eq!(stream.bits(), 3_203_168_211_198_807_973);
    }
}
