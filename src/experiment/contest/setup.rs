//! The network that the members of a contest share, and how long it is trained.

use crate::experiment::examples::Examples;
use crate::experiment::training::Plan;
use crate::experiment::{ExperimentError, Parameter, Settings};
use crate::nn::{Design, Updater, activation, optim};
use crate::text::list::count;

/// What a network of a contest is like unless settings change it.
pub(in crate::experiment) struct Setup {
    /// The activation; none where that is what competes.
    pub(in crate::experiment) activation: Option<&'static str>,
    /// The optimizer; none where that is what competes.
    pub(in crate::experiment) optimizer: Option<&'static str>,
    /// How many hidden layers at least, and how many unless told otherwise; none where that competes.
    pub(in crate::experiment) depth: Option<[i64; 2]>,
    /// Units of each hidden layer.
    pub(in crate::experiment) width: i64,
    /// Passes over the examples to learn from.
    pub(in crate::experiment) epochs: i64,
    /// Examples per step at least, and unless told otherwise.
    pub(in crate::experiment) batch_size: [i64; 2],
}

impl Setup {
    /// One hidden layer of 32 ReLU units, five epochs of gradient descent: enough for the digits.
    pub(in crate::experiment) const SMALL: Self = Self {
        activation: Some("relu"),
        optimizer: Some("sgd"),
        depth: Some([0, 1]),
        width: 32,
        epochs: 5,
        batch_size: [1, 32],
    };

    /// The settings of the network and of its training.
    pub(in crate::experiment) fn parameters(&self) -> Vec<Parameter> {
        let mut parameters = Vec::new();
        if let Some(usual) = self.activation {
            let help = "the activation of the hidden layers";
            parameters.push(Parameter::choice("activation", activation::names(), usual, help));
        }
        if let Some(usual) = self.optimizer {
            parameters.push(Parameter::choice("optimizer", optim::names(), usual, "the optimizer"));
        }
        if let Some([least, usual]) = self.depth {
            let help = "how many hidden layers a network has";
            parameters.push(Parameter::integer("depth", least, 10, usual, help).unit("layers"));
        }
        let [least, usual] = self.batch_size;
        parameters.extend([
            Parameter::integer("width", 1, 256, self.width, "units of each hidden layer").unit("units"),
            Parameter::integer("epochs", 1, 500, self.epochs, "passes over the examples to learn from")
                .unit("epochs"),
            Parameter::integer("batch_size", least, 1000, usual, "examples per step of a network")
                .unit("examples"),
        ]);
        parameters
    }

    /// How such a network is trained at a learning rate; by gradient descent where optimizers compete.
    pub(in crate::experiment) fn plan(
        &self,
        settings: &Settings,
        examples: &Examples,
        learning_rate: f64,
    ) -> Result<Plan, ExperimentError> {
        let activation = self.activation.map_or("relu", |_| settings.name("activation"));
        self.plan_of(settings, examples, activation, settings.integer("depth"), learning_rate)
    }

    /// The same with an activation and a depth that compete.
    pub(in crate::experiment) fn plan_of(
        &self,
        settings: &Settings,
        examples: &Examples,
        activation: &str,
        depth: usize,
        learning_rate: f64,
    ) -> Result<Plan, ExperimentError> {
        let mut sizes = vec![examples.features()];
        sizes.resize(1 + depth, settings.integer("width"));
        sizes.push(examples.classes());
        let optimizer = self.optimizer.map_or("sgd", |_| settings.name("optimizer"));
        Ok(Plan {
            design: Design::new(&sizes, activation)?,
            updater: Updater::named(optimizer)?.with("learning_rate", learning_rate)?,
            epochs: settings.integer("epochs"),
            batch_size: settings.integer("batch_size"),
        })
    }

    /// The network and its training in words, what competes left out:
    /// `1 hidden layer of 32 relu units, 5 epochs of sgd in batches of 32`.
    pub(super) fn words(&self, settings: &Settings) -> String {
        let layers = match self.depth.map(|_| settings.integer("depth")) {
            Some(0) => "no hidden layer".to_owned(),
            depth => {
                let layers =
                    depth.map_or("hidden layers".to_owned(), |it| count(it, "hidden layer", "hidden layers"));
                let activation =
                    self.activation.map_or(String::new(), |_| format!("{} ", settings.name("activation")));
                format!("{layers} of {} {activation}units", settings.integer("width"))
            }
        };
        let epochs = count(settings.integer("epochs"), "epoch", "epochs");
        let optimizer =
            self.optimizer.map_or(String::new(), |_| format!(" of {}", settings.name("optimizer")));
        format!("{layers}, {epochs}{optimizer} in batches of {}", settings.integer("batch_size"))
    }
}
