//! A recipe: every choice made before a network is trained.

use crate::experiment::training::Plan;
use crate::experiment::{ExperimentError, Parameter, Settings};
use crate::nn::schedule::{Constant, Cosine, Schedule, Steps};
use crate::nn::{Design, Normalization, Penalty, Updater, activation, init, optim};

/// Examples per step.
const BATCH_SIZE: usize = 32;
/// Pixels of a digit, and how many digits there are.
const ENDS: [usize; 2] = [64, 10];

/// The choices, as typed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Recipe {
    pub(super) activation: String,
    /// `suited`: the one made for the activation.
    pub(super) init: String,
    pub(super) optimizer: String,
    pub(super) learning_rate: f64,
    pub(super) schedule: String,
    /// The probability to drop a hidden unit while training.
    pub(super) dropout: f64,
    /// λ of λ·Σw².
    pub(super) l2: f64,
    pub(super) normalization: String,
    /// Hidden layers.
    pub(super) depth: usize,
    pub(super) width: usize,
    pub(super) epochs: usize,
}

impl Default for Recipe {
    /// What many would type first: ReLU, Adam at its usual rate, nothing against overfitting.
    fn default() -> Self {
        Self {
            activation: "relu".to_owned(),
            init: "suited".to_owned(),
            optimizer: "adam".to_owned(),
            learning_rate: 0.001,
            schedule: "constant".to_owned(),
            dropout: 0.0,
            l2: 0.0,
            normalization: "none".to_owned(),
            depth: 2,
            width: 64,
            epochs: 20,
        }
    }
}

impl Recipe {
    /// Sigmoids from a standard normal start, by plain gradient descent: how it was done before any chapter
    /// of this course.
    pub(super) fn naive(epochs: usize) -> Self {
        Self {
            activation: "sigmoid".to_owned(),
            init: "normal".to_owned(),
            optimizer: "sgd".to_owned(),
            learning_rate: 0.1,
            depth: 3,
            epochs,
            ..Self::default()
        }
    }

    /// All that the chapters on activations and optimizers teach, and nothing against overfitting.
    pub(super) fn fitted(epochs: usize) -> Self {
        Self { learning_rate: 0.003, schedule: "cosine".to_owned(), width: 96, epochs, ..Self::default() }
    }

    /// The best of about ten recipes tried for this task and budget, by test accuracy on seeds 1, 11 and 21:
    /// a little flattered by that.
    pub(super) fn reference(epochs: usize) -> Self {
        Self { dropout: 0.4, width: 96, ..Self::fitted(epochs) }
    }

    /// The recipes that one of one's own is measured against, by name.
    pub(super) fn references(epochs: usize) -> [(&'static str, Self); 3] {
        [
            ("naive", Self::naive(epochs)),
            ("fitted", Self::fitted(epochs)),
            ("reference", Self::reference(epochs)),
        ]
    }

    /// The recipe that settings spell out.
    pub(super) fn from(settings: &Settings) -> Self {
        let name = |parameter: &str| settings.name(parameter).to_owned();
        let number = |parameter: &str| settings.real(parameter).unwrap_or_default();
        Self {
            activation: name("activation"),
            init: name("init"),
            optimizer: name("optimizer"),
            learning_rate: number("learning_rate"),
            schedule: name("schedule"),
            dropout: number("dropout"),
            l2: number("l2"),
            normalization: name("normalization"),
            depth: settings.integer("depth"),
            width: settings.integer("width"),
            epochs: settings.integer("epochs"),
        }
    }

    /// How it is trained.
    pub(super) fn plan(&self) -> Result<Plan, ExperimentError> {
        let mut sizes = vec![ENDS[0]];
        sizes.resize(1 + self.depth, self.width);
        sizes.push(ENDS[1]);
        let mut design = Design::new(&sizes, &self.activation)?;
        if self.init != "suited" {
            design.init = init::find(&self.init)?;
        }
        design.dropout = self.dropout;
        if self.normalization == "batch" {
            design.normalization = Normalization::Batch;
        }
        if self.l2 > 0.0 {
            design.penalty = Penalty::L2 { lambda: self.l2 };
        }
        let updater = Updater::named(&self.optimizer)?.with("learning_rate", self.learning_rate)?;
        Ok(Plan { design, updater, epochs: self.epochs, batch_size: BATCH_SIZE })
    }

    /// What the learning rate is multiplied by in an epoch, the first being 1.
    pub(super) fn factor(&self, epoch: usize) -> f64 {
        let total = self.epochs as u64;
        let schedule: &dyn Schedule = match self.schedule.as_str() {
            "cosine" => &Cosine { total },
            "step" => &Steps { every: total.div_ceil(3).max(1), decay: 0.1 },
            _ => &Constant,
        };
        schedule.factor(epoch as u64)
    }
}

/// The parameters that spell out a recipe, within the limits of the task, and over how many seeds it is trained.
pub(super) fn parameters(seeds: i64) -> Vec<Parameter> {
    let default = Recipe::default();
    let mut activations = activation::names();
    activations.push("maxout");
    let mut inits = vec!["suited"];
    inits.extend(init::registry().iter().map(|init| init.name()));
    vec![
        Parameter::choice("activation", activations, "relu", "what hidden units do"),
        Parameter::choice("init", inits, "suited", "how the weights start; suited: made for the activation"),
        Parameter::choice("optimizer", optim::names(), "adam", "the update rule"),
        Parameter::real("learning_rate", 0.0, 10.0, default.learning_rate, "the learning rate"),
        Parameter::choice("schedule", vec!["constant", "cosine", "step"], "constant", "how the rate falls"),
        Parameter::real("dropout", 0.0, 0.95, default.dropout, "the share of hidden units that are dropped"),
        Parameter::real("l2", 0.0, 1.0, default.l2, "λ of the penalty λ·Σw²"),
        Parameter::choice("normalization", vec!["none", "batch"], "none", "batch: batch normalization"),
        Parameter::integer("depth", 1, 6, default.depth as i64, "hidden layers").unit("layers"),
        Parameter::integer("width", 4, 128, default.width as i64, "units of each").unit("units"),
        Parameter::integer("epochs", 1, 20, default.epochs as i64, "passes over the data: the budget is 20")
            .unit("epochs"),
        Parameter::integer("seeds", 1, 20, seeds, "how many networks everything is the mean of"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_of_the_parameters_are_the_default_recipe() {
        assert_eq!(Recipe::from(&Settings::defaults(&parameters(5))), Recipe::default());
    }

    #[test]
    fn schedules_fall_within_the_budget() {
        let factors = |schedule: &str| {
            let recipe = Recipe { schedule: schedule.to_owned(), epochs: 9, ..Recipe::default() };
            [1, 4, 9].map(|epoch| recipe.factor(epoch))
        };
        assert_eq!(factors("constant"), [1.0; 3]);
        assert_eq!(factors("step").map(|factor| (factor * 1e6).round() / 1e6), [1.0, 0.1, 0.01]);
        let cosine = factors("cosine");
        assert!(cosine[0] == 1.0 && cosine[1] > cosine[2] && cosine[2] > 0.0, "{cosine:?}");
    }
}
