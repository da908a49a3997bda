//! How weights start: random, at a scale that keeps signals from growing or fading.
//!
//! ```
//! use dltutor_nn::{init, random::Generator};
//! let mut weights = vec![0.0; 64 * 32];
//! init::find("he")?.fill(&mut weights, init::Fans { fan_in: 64, fan_out: 32 }, 1.0, &mut Generator::seeded(7));
//! # Ok::<(), dltutor_nn::Error>(())
//! ```

mod he;
mod normal;
mod pytorch;
mod xavier;

use super::error::Error;
use super::random::Generator;

/// How many numbers a unit adds up, and how many units add it up in turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fans {
    /// Inputs of a unit: the columns of the weights.
    pub fan_in: usize,
    /// Units: the rows of the weights.
    pub fan_out: usize,
}

/// A way to draw the first weights.
pub trait Init: Send + Sync {
    /// The name it is found by.
    fn name(&self) -> &'static str;

    /// The distribution, in one line.
    fn formula(&self) -> &'static str;

    /// Fills `weights` (`[out, in]`, row after row); their spread is multiplied by `gain`.
    fn fill(&self, weights: &mut [f64], fans: Fans, gain: f64, generator: &mut Generator);

    /// Fills the bias; 0 unless an initialization says otherwise.
    fn fill_bias(&self, bias: &mut [f64], _fans: Fans, _generator: &mut Generator) {
        bias.fill(0.0);
    }
}

/// Every initialization.
pub fn registry() -> &'static [&'static dyn Init] {
    static REGISTRY: [&dyn Init; 4] = [&xavier::Xavier, &he::He, &normal::Normal, &pytorch::PyTorch];
    &REGISTRY
}

/// The names in the [`registry`].
pub fn names() -> Vec<&'static str> {
    registry().iter().map(|init| init.name()).collect()
}

/// The initialization called `name`.
///
/// # Errors
/// [`Error::Unknown`], with the names there are.
pub fn find(name: &str) -> Result<&'static dyn Init, Error> {
    let found = registry().iter().find(|init| init.name() == name);
    found.copied().ok_or_else(|| Error::unknown("initialization", name, &names()))
}

/// The initialization that suits an activation: He for those that cut half of their input away, else Xavier.
pub fn suited_to(activation: &str) -> &'static dyn Init {
    let rectifies = ["relu", "leaky-relu", "elu", "gelu", "silu", "softplus", "maxout"].contains(&activation);
    if rectifies { &he::He } else { &xavier::Xavier }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The standard deviation that `name` gives weights of 200 units with 100 inputs.
    fn spread(name: &str, gain: f64) -> f64 {
        let mut weights = vec![0.0; 200 * 100];
        let fans = Fans { fan_in: 100, fan_out: 200 };
        find(name).unwrap().fill(&mut weights, fans, gain, &mut Generator::seeded(11));
        let mean = weights.iter().sum::<f64>() / weights.len() as f64;
        (weights.iter().map(|w| (w - mean) * (w - mean)).sum::<f64>() / weights.len() as f64).sqrt()
    }

    #[test]
    fn the_spread_is_the_published_one_times_the_gain() {
        let expected = [
            ("xavier", (2.0 / 300.0f64).sqrt()),
            ("he", (2.0 / 100.0f64).sqrt()),
            ("normal", 1.0),
            ("pytorch", (1.0 / 300.0f64).sqrt()),
        ];
        assert_eq!(expected.len(), registry().len());
        for (name, deviation) in expected {
            assert!((spread(name, 1.0) / deviation - 1.0).abs() < 0.02, "{name}: {}", spread(name, 1.0));
            assert!((spread(name, 4.0) / spread(name, 1.0) - 4.0).abs() < 1e-9);
        }
        assert!(find("glorot").is_err());
    }
}
