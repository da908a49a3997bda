//! Activation functions: a name, the function, its derivative and its kinks, one file each.
//!
//! ```
//! use dltutor_nn::activation;
//! let leaky = activation::find("leaky-relu")?.with("negative_slope", 0.2)?;
//! assert_eq!(leaky.f(-3.0), -0.6000000000000001);
//! assert_eq!(leaky.df(-3.0, leaky.f(-3.0)), 0.2);
//! # Ok::<(), dltutor_nn::Error>(())
//! ```

mod elu;
mod gelu;
mod identity;
mod leaky_relu;
mod relu;
mod sigmoid;
mod silu;
mod softplus;
mod tanh;

use std::fmt::Debug;
use std::sync::Arc;

pub use elu::Elu;
pub use gelu::Gelu;
pub use identity::Identity;
pub use leaky_relu::LeakyRelu;
pub use relu::Relu;
pub use sigmoid::Sigmoid;
pub use silu::Silu;
pub use softplus::Softplus;
pub use tanh::Tanh;

use super::error::Error;
use super::wide;

/// An activation that can be shared and stored without knowing which one it is.
pub type AnyActivation = Arc<dyn Activation>;

/// A number that shapes an activation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameter {
    /// Its name: `negative_slope`, `alpha`.
    pub name: &'static str,
    /// Its value.
    pub value: f64,
    /// What it may be, in words.
    pub range: &'static str,
    /// One line of help.
    pub about: &'static str,
}

/// A function applied to every element between two linear layers.
pub trait Activation: Send + Sync + Debug {
    /// The name it is found by.
    fn name(&self) -> &'static str;

    /// The formula, in one line.
    fn formula(&self) -> &'static str;

    /// The value at `x`.
    fn f(&self, x: f64) -> f64;

    /// The derivative at `x`, where the value is `y`.
    fn df(&self, x: f64, y: f64) -> f64;

    /// Where the derivative jumps; there it is what PyTorch says, a convention.
    fn kinks(&self) -> &'static [f64] {
        &[]
    }

    /// The number that shapes it, if one does.
    fn parameter(&self) -> Option<Parameter> {
        None
    }

    /// The same activation with another value of parameter `name`.
    ///
    /// # Errors
    /// [`Error::Unknown`] for a parameter it does not have, [`Error::Range`] for a value it cannot have.
    fn with(&self, name: &str, _value: f64) -> Result<AnyActivation, Error> {
        Err(Error::unknown("parameter of this activation", name, &[]))
    }

    /// A shared copy.
    fn share(&self) -> AnyActivation;

    /// Writes `f(x[i])` to `y[i]`, in vectors.
    fn forward(&self, x: &[f64], y: &mut [f64]) {
        wide::map(
            x,
            y,
            #[inline(always)]
            |x| self.f(x),
        );
    }

    /// Writes `dy[i]·f′(x[i])` to `dx[i]`, in vectors.
    fn backward(&self, x: &[f64], y: &[f64], dy: &[f64], dx: &mut [f64]) {
        wide::map3(
            [x, y, dy],
            dx,
            #[inline(always)]
            |x, y, dy| dy * self.df(x, y),
        );
    }
}

/// Every activation that applies element by element, with its usual parameter. Maxout, which does not,
/// is a [layer](super::layer).
pub fn registry() -> &'static [&'static dyn Activation] {
    static REGISTRY: [&dyn Activation; 8] = [
        &Sigmoid,
        &Tanh,
        &Relu,
        &LeakyRelu { negative_slope: 0.01 },
        &Elu { alpha: 1.0 },
        &Gelu,
        &Silu,
        &Softplus,
    ];
    &REGISTRY
}

/// The activation called `name`; `identity`, which is in no list, is found too.
///
/// # Errors
/// [`Error::Unknown`], with the names there are.
pub fn find(name: &str) -> Result<AnyActivation, Error> {
    if name == "identity" {
        return Ok(Identity.share());
    }
    let found = registry().iter().find(|activation| activation.name() == name);
    found.map(|activation| activation.share()).ok_or_else(|| Error::unknown("activation", name, &names()))
}

/// The names in the [`registry`].
pub fn names() -> Vec<&'static str> {
    registry().iter().map(|activation| activation.name()).collect()
}

/// The shared activation `make` gives for `value` if `asked` is the name of `parameter` and `value` fits.
fn changed<A: Activation>(
    parameter: Option<Parameter>,
    asked: &str,
    value: f64,
    make: impl Fn(f64) -> A,
) -> Result<AnyActivation, Error> {
    let Some(parameter) = parameter else { return Err(Error::unknown("parameter", asked, &[])) };
    if parameter.name != asked {
        return Err(Error::unknown("parameter of this activation", asked, &[parameter.name]));
    }
    let value =
        super::error::in_range(parameter.name, value, parameter.range, |v| (0.0..=1000.0).contains(&v))?;
    Ok(make(value).share())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_found() {
        for activation in registry() {
            assert_eq!(find(activation.name()).unwrap().name(), activation.name());
            assert!(activation.formula().contains('='));
        }
        let mut names = names();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), registry().len());
    }

    #[test]
    fn an_unknown_name_is_told_with_those_there_are() {
        let message = find("sigmiod").unwrap_err().to_string();
        assert!(message.starts_with("there is no activation called 'sigmiod'; there are: "), "{message}");
        assert!(names().iter().all(|name| message.contains(name)), "{message}");
    }

    #[test]
    fn a_parameter_can_be_changed_within_its_range() {
        let elu = find("elu").unwrap();
        assert_eq!(elu.with("alpha", 0.5).unwrap().parameter().unwrap().value, 0.5);
        assert!(elu.with("alpha", -1.0).unwrap_err().to_string().contains("out of range"));
        assert!(elu.with("slope", 1.0).is_err());
        assert!(find("relu").unwrap().with("alpha", 1.0).is_err());
    }

    #[test]
    fn a_slice_and_a_single_value_give_the_same_bits() {
        let x: Vec<f64> = (-90..90).map(|i| f64::from(i) * 0.31).chain([-800.0, 800.0, 0.0, -0.0]).collect();
        let (mut y, mut dx) = (vec![0.0; x.len()], vec![0.0; x.len()]);
        let ones = vec![1.0; x.len()];
        for activation in registry() {
            activation.forward(&x, &mut y);
            activation.backward(&x, &y, &ones, &mut dx);
            for ((&x, &y), &dx) in x.iter().zip(&y).zip(&dx) {
                assert_eq!(activation.f(x).to_bits(), y.to_bits(), "{} at {x}", activation.name());
                assert_eq!(activation.df(x, y).to_bits(), dx.to_bits(), "{}′ at {x}", activation.name());
                assert!(y.is_finite() && dx.is_finite());
            }
        }
    }
}
