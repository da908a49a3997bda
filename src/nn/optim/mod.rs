//! Optimizers: how a gradient becomes a step, one rule a file.
//!
//! A rule is pure: it is told the parameters, their gradients, the buffers it asked for and the number of the
//! step. [`Updater`] keeps the buffers and counts the steps, for a network as for a single point:
//!
//! ```
//! use dltutor::nn::optim::Updater;
//! let mut momentum = Updater::named("momentum")?.with("learning_rate", 0.1)?;
//! let mut point = [1.0, -2.0];
//! for _ in 0..200 {
//!     let slope = point.map(|x| 2.0 * x); // of x² + y²
//!     momentum.step(&mut point, &slope)?;
//! }
//! assert!(point.iter().all(|x| x.abs() < 1e-3));
//! # Ok::<(), dltutor::nn::Error>(())
//! ```

mod adagrad;
mod adam;
mod adamw;
mod amsgrad;
mod each;
mod hyperparameters;
mod momentum;
mod nag;
mod rmsprop;
mod sgd;
mod updater;

pub use hyperparameters::{BiasCorrection, Hyperparameter, Hyperparameters};
pub use updater::Updater;

use super::error::Error;

/// An update rule.
pub trait Optimizer: Send + Sync {
    /// The name it is found by.
    fn name(&self) -> &'static str;

    /// What it does, in one line.
    fn about(&self) -> &'static str;

    /// How many numbers it remembers for each parameter.
    fn buffers(&self) -> usize;

    /// Its hyperparameters and their usual values; `learning_rate` is the first.
    fn hyperparameters(&self) -> &'static [Hyperparameter];

    /// Takes step number `step` (the first is 1): changes `parameters` against `gradients`.
    ///
    /// `buffers` holds as many vectors as [`buffers`](Self::buffers) asked for, each as long as `parameters`, zero
    /// before the first step.
    fn update(
        &self,
        parameters: &mut [f64],
        gradients: &[f64],
        buffers: &mut [Vec<f64>],
        step: u64,
        h: &Hyperparameters,
    );
}

/// Every optimizer, in the order they are taught.
pub fn registry() -> &'static [&'static dyn Optimizer] {
    static REGISTRY: [&dyn Optimizer; 8] = [
        &sgd::Sgd,
        &momentum::Momentum,
        &nag::Nag,
        &adagrad::Adagrad,
        &rmsprop::RmsProp,
        &adam::Adam,
        &amsgrad::AmsGrad,
        &adamw::AdamW,
    ];
    &REGISTRY
}

/// The optimizer called `name`.
///
/// # Errors
/// [`Error::Unknown`], with the nearest name.
pub fn find(name: &str) -> Result<&'static dyn Optimizer, Error> {
    let found = registry().iter().find(|optimizer| optimizer.name() == name);
    found.copied().ok_or_else(|| Error::unknown("optimizer", name, &names()))
}

/// The names in the [`registry`].
pub fn names() -> Vec<&'static str> {
    registry().iter().map(|optimizer| optimizer.name()).collect()
}
