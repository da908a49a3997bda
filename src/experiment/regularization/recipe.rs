//! The network that the experiments on noisy digits train, and how.

use crate::experiment::training::Plan;
use crate::experiment::{ExperimentError, Parameter, Settings};
use crate::nn::{Design, Updater};

/// Examples per step.
const BATCH_SIZE: usize = 32;

/// The parameters `width`, `epochs` and `learning_rate`; the network is 64-width-width-10 with ReLU.
pub(super) fn parameters() -> [Parameter; 3] {
    [
        Parameter::integer("width", 1, 256, 128, "units of each of the two hidden layers").unit("units"),
        Parameter::integer("epochs", 1, 200, 60, "passes over the training examples").unit("epochs"),
        Parameter::real("learning_rate", 0.0, 10.0, 0.02, "the learning rate of momentum"),
    ]
}

/// A plan to train that network by momentum (β 0.9) in batches of 32.
pub(super) fn plan(settings: &Settings) -> Result<Plan, ExperimentError> {
    let width = settings.integer("width");
    let rate = settings.real("learning_rate").unwrap_or(0.02);
    let updater = Updater::named("momentum")?.with("learning_rate", rate)?;
    Ok(Plan {
        design: Design::new(&[64, width, width, 10], "relu")?,
        updater,
        epochs: settings.integer("epochs"),
        batch_size: BATCH_SIZE,
    })
}
