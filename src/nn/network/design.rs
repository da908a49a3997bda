//! What a network is to look like, before it exists.

use crate::activation::{self, AnyActivation};
use crate::error::in_range;
use crate::init::{self, Init};
use crate::loss::{self, Loss};
use crate::{Error, Penalty, Shape};

/// What stands between two linear layers.
#[derive(Clone, Debug)]
pub enum Hidden {
    /// An activation on each number.
    Activation(AnyActivation),
    /// The largest of several linear pieces.
    Maxout {
        /// How many.
        pieces: usize,
    },
}

/// Whether layers are normalised before their activation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Normalization {
    /// They are not.
    #[default]
    None,
    /// By the statistics of the batch, then scaled and shifted by γ and β, which are learned.
    Batch,
    /// By the statistics of the batch alone: γ stays 1 and β stays 0.
    BatchFrozen,
    /// As `Batch`, and then moved and stretched at random in every step: [`Drift`](crate::layer::Drift).
    BatchThenDrift,
    /// By the example's own statistics over the layer, then scaled and shifted by γ and β, which are learned.
    Layer,
}

/// The structure of a multilayer perceptron and how it starts.
#[derive(Clone)]
pub struct Design {
    /// Inputs, units of each hidden layer, outputs.
    pub sizes: Vec<usize>,
    /// What stands between two linear layers.
    pub hidden: Hidden,
    /// How the weights start.
    pub init: &'static dyn Init,
    /// What the spread of the first weights is multiplied by.
    pub gain: f64,
    /// The probability to drop a hidden unit while training.
    pub dropout: f64,
    /// The probability to drop an input while training.
    pub input_dropout: f64,
    /// Whether hidden layers are normalised.
    pub normalization: Normalization,
    /// What training lowers.
    pub loss: &'static dyn Loss,
    /// What large weights cost.
    pub penalty: Penalty,
}

impl Design {
    /// Layers of these sizes with the activation called `activation` (or `maxout`, of two pieces), the
    /// initialization that suits it, and cross-entropy.
    ///
    /// # Errors
    /// [`Error::Unknown`] for an activation that does not exist.
    pub fn new(sizes: &[usize], activation: &str) -> Result<Self, Error> {
        let hidden = match activation {
            "maxout" => Hidden::Maxout { pieces: 2 },
            name => Hidden::Activation(activation::find(name)?),
        };
        Ok(Self {
            sizes: sizes.to_vec(),
            hidden,
            init: init::suited_to(activation),
            gain: 1.0,
            dropout: 0.0,
            input_dropout: 0.0,
            normalization: Normalization::None,
            loss: loss::find("cross-entropy")?,
            penalty: Penalty::None,
        })
    }

    /// Refuses what cannot be built.
    pub(super) fn check(&self) -> Result<(), Error> {
        let operation = "network";
        if self.sizes.len() < 2 {
            return Err(Error::Structure {
                operation,
                advice: "give at least two sizes: inputs and outputs",
            });
        }
        if self.sizes.contains(&0) {
            return Err(Error::Structure { operation, advice: "every size must be at least 1" });
        }
        let pieces = if let Hidden::Maxout { pieces } = self.hidden { pieces } else { 1 };
        for pair in self.sizes.windows(2) {
            Shape::new(pieces.saturating_mul(pair[1]), pair[0].max(2)).checked(operation)?;
        }
        let probability =
            |name, value| in_range(name, value, "at least 0 and less than 1", |p| (0.0..1.0).contains(&p));
        probability("dropout", self.dropout)?;
        probability("input_dropout", self.input_dropout)?;
        in_range("gain", self.gain, "a finite number", f64::is_finite)?;
        Ok(())
    }
}
