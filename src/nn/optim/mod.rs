//! Optimizers: how a gradient becomes a step, one rule a file.
//!
//! A rule is data and a pure function of a [`Step`]: the parameters, their gradients, the buffers it asked for and
//! the number of the step. [`Updater`] keeps the buffers and counts the steps, for a network as for a single point:
//!
//! ```
//! use dltutor_nn::optim::Updater;
//! let mut momentum = Updater::named("momentum")?.with("learning_rate", 0.1)?;
//! let mut point = [1.0, -2.0];
//! for _ in 0..200 {
//!     let slope = point.map(|x| 2.0 * x); // of x² + y²
//!     momentum.step(&mut point, &slope)?;
//! }
//! assert!(point.iter().all(|x| x.abs() < 1e-3));
//! # Ok::<(), dltutor_nn::Error>(())
//! ```

mod adagrad;
mod adam;
mod adamw;
mod amsgrad;
mod hyperparameters;
mod momentum;
mod nag;
mod rmsprop;
mod sgd;
mod step;
mod updater;

pub use hyperparameters::{BiasCorrection, Hyperparameter, Hyperparameters};
pub use step::Step;
pub use updater::Updater;

use super::error::Error;

/// An update rule.
pub struct Optimizer {
    /// The name it is found by.
    pub name: &'static str,
    /// What it does, in one line.
    pub about: &'static str,
    /// How many numbers it remembers for each parameter.
    pub buffers: usize,
    /// Its hyperparameters and their usual values; `learning_rate` is the first.
    pub hyperparameters: &'static [Hyperparameter],
    /// Takes one step: changes the parameters against their gradients.
    pub update: fn(Step<'_>),
}

/// Every optimizer, in the order they are taught.
pub fn registry() -> &'static [Optimizer] {
    static REGISTRY: [Optimizer; 8] = [
        sgd::SGD,
        momentum::MOMENTUM,
        nag::NAG,
        adagrad::ADAGRAD,
        rmsprop::RMSPROP,
        adam::ADAM,
        amsgrad::AMSGRAD,
        adamw::ADAMW,
    ];
    &REGISTRY
}

/// The optimizer called `name`.
///
/// # Errors
/// [`Error::Unknown`], with the names there are.
pub fn find(name: &str) -> Result<&'static Optimizer, Error> {
    let found = registry().iter().find(|optimizer| optimizer.name == name);
    found.ok_or_else(|| Error::unknown("optimizer", name, &names()))
}

/// The names in the [`registry`].
pub fn names() -> Vec<&'static str> {
    registry().iter().map(|optimizer| optimizer.name).collect()
}
