//! Layers: what a network is stacked from, one a file. A layer records its operations on a tape and says
//! which of their leaves are learned.

mod batch_norm;
mod drift;
mod dropout;
mod layer_norm;
mod linear;
mod maxout;
mod scale_shift;

pub use batch_norm::{BatchNorm, ScaleShift};
pub use drift::Drift;
pub use dropout::Dropout;
pub use layer_norm::LayerNorm;
pub use linear::Linear;
pub use maxout::Maxout;

use super::error::Error;
use super::random::Generator;
use super::tape::{Tape, Var};

/// A piece of a network.
pub trait Layer {
    /// What it is called.
    fn name(&self) -> &'static str;

    /// Appends the layer to the tape, on top of `x`, with first weights drawn from `generator`.
    ///
    /// # Errors
    /// [`Error::Range`] for a parameter out of range, and what its operations have to say.
    fn record(&self, tape: &mut Tape, x: Var, generator: &mut Generator) -> Result<Recorded, Error>;
}

/// A layer on a tape.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// What comes out of it.
    pub output: Var,
    /// What is learned: weights first, then the bias.
    pub parameters: Vec<Var>,
}
