//! The network on the digits that the experiments about normalization share: 64-50-50-50-10, as in
//! Ioffe and Szegedy 2015, section 4.1, on smaller images.

use crate::experiment::training::Plan;
use crate::experiment::{ExperimentError, Parameter, Settings};
use crate::nn::{Design, Normalization, Updater};

/// How many digits are learned from.
const EXAMPLES: usize = 1000;

/// The settings of the network.
pub(super) fn sizes() -> Vec<Parameter> {
    vec![
        Parameter::integer("depth", 1, 10, 3, "how many hidden layers").unit("layers"),
        Parameter::integer("width", 1, 128, 50, "units of each hidden layer").unit("units"),
    ]
}

/// The settings of the network and of its training, apart from activation and learning rate.
pub(super) fn parameters(epochs: i64) -> Vec<Parameter> {
    let mut parameters = sizes();
    parameters.extend([
        Parameter::integer("epochs", 1, 100, epochs, "passes over the training examples").unit("epochs"),
        Parameter::integer("batch_size", 2, 1000, 50, "examples per step").unit("examples"),
    ]);
    parameters
}

/// What such a network looks like.
pub(super) fn design(
    settings: &Settings,
    activation: &str,
    normalization: Normalization,
) -> Result<Design, ExperimentError> {
    let mut sizes = vec![64];
    sizes.resize(1 + settings.integer("depth"), settings.integer("width"));
    sizes.push(10);
    let mut design = Design::new(&sizes, activation)?;
    design.normalization = normalization;
    Ok(design)
}

/// How such a network is trained by gradient descent.
pub(super) fn plan(
    settings: &Settings,
    activation: &str,
    normalization: Normalization,
    learning_rate: f64,
) -> Result<Plan, ExperimentError> {
    let batch_size = settings.integer("batch_size");
    if EXAMPLES % batch_size == 1 {
        return Err(ExperimentError::Unfit(format!(
            "batch_size={batch_size} leaves one of the {EXAMPLES} examples alone, and one example has no variance: \
             try batch_size={}",
            batch_size + 1
        )));
    }
    Ok(Plan {
        design: design(settings, activation, normalization)?,
        updater: Updater::named("sgd")?.with("learning_rate", learning_rate)?,
        epochs: settings.integer("epochs"),
        batch_size,
    })
}
