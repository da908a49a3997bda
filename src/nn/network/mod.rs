//! A multilayer perceptron: linear layers with an activation between them, and a loss at the end.
//!
//! ```
//! use dltutor_nn::{Design, Network, Updater};
//! use ndarray::array;
//! let mut network = Network::new(&Design::new(&[2, 8, 2], "tanh")?, 7)?;
//! let mut adam = Updater::named("adam")?.with("learning_rate", 0.05)?;
//! let (x, labels) = (array![[0., 0.], [0., 1.], [1., 0.], [1., 1.]], [0, 1, 1, 0]); // exclusive or
//! for _ in 0..200 {
//!     network.train_step(x.view(), &labels, &mut adam)?;
//! }
//! assert_eq!(network.accuracy(x.view(), &labels)?, 1.0);
//! # Ok::<(), dltutor_nn::Error>(())
//! ```

mod design;
mod inspect;
mod learn;

pub use design::{Design, Hidden, Normalization};

use ndarray::ArrayView2;

use super::error::Error;
use super::layer::{BatchNorm, Drift, Dropout, Layer, LayerNorm, Linear, Maxout, Recorded, ScaleShift};
use super::op::Reduction;
use super::penalty::Penalty;
use super::random::Generator;
use super::tape::{Tape, Var};

/// What the examples should give.
#[derive(Clone, Copy, Debug)]
pub enum Target<'a> {
    /// The class of each example.
    Labels(&'a [usize]),
    /// The numbers to predict, or a distribution over the classes: `[batch, outputs]`.
    Values(ArrayView2<'a, f64>),
}

impl Target<'_> {
    /// How many examples there are targets for.
    pub fn len(&self) -> usize {
        match self {
            Self::Labels(labels) => labels.len(),
            Self::Values(values) => values.nrows(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<'a> From<&'a [usize]> for Target<'a> {
    fn from(labels: &'a [usize]) -> Self {
        Self::Labels(labels)
    }
}

impl<'a, const N: usize> From<&'a [usize; N]> for Target<'a> {
    fn from(labels: &'a [usize; N]) -> Self {
        Self::Labels(labels)
    }
}

impl<'a> From<&'a Vec<usize>> for Target<'a> {
    fn from(labels: &'a Vec<usize>) -> Self {
        Self::Labels(labels)
    }
}

impl<'a> From<ArrayView2<'a, f64>> for Target<'a> {
    fn from(values: ArrayView2<'a, f64>) -> Self {
        Self::Values(values)
    }
}

/// One linear layer (or maxout) of a network on its tape, with what follows it.
#[derive(Clone, Copy, Debug)]
struct Block {
    weights: Var,
    bias: Var,
    /// After the linear layer alone.
    sums: Var,
    /// γ and β of its normalization, where they are learned.
    scale_shift: Option<[Var; 2]>,
    /// After the linear layer and batch normalization, before the activation.
    before: Var,
    /// After the activation, before dropout.
    after: Var,
}

/// A multilayer perceptron with its weights, recorded once and replayed for every batch.
pub struct Network {
    tape: Tape,
    input: Var,
    target: Var,
    blocks: Vec<Block>,
    scores: Var,
    loss: Var,
    penalty: Penalty,
}

impl Network {
    /// A network of this design, whose weights, and whose dropout, follow from `seed`.
    ///
    /// # Errors
    /// [`Error::Structure`] for fewer than two sizes or a size of 0, [`Error::Range`] for a dropout that is no
    /// probability, [`Error::TooLarge`] for layers that would not fit in memory.
    pub fn new(design: &Design, seed: u64) -> Result<Self, Error> {
        design.check()?;
        let mut tape = Tape::new();
        let mut generator = Generator::seeded(seed);
        // Two rows stand in for the first batch: one would have no variance.
        let input = tape.input(ndarray::Array2::zeros((2, design.sizes[0])).view())?;
        let mut top = dropout(&mut tape, input, design.input_dropout, &mut generator)?;
        let mut blocks = Vec::new();
        let last = design.sizes.len() - 2;
        for (index, &outputs) in design.sizes[1..].iter().enumerate() {
            let block = design.record_block(&mut tape, top, outputs, index < last, &mut generator)?;
            top = block.after;
            if index < last {
                top = dropout(&mut tape, top, design.dropout, &mut generator)?;
            }
            blocks.push(block);
        }
        let columns =
            if design.loss.targets() == super::loss::Targets::Labels { 1 } else { tape.value(top).ncols() };
        let target = tape.input(ndarray::Array2::zeros((2, columns)).view())?;
        let loss = design.loss.record(&mut tape, top, target, Reduction::Mean)?;
        Ok(Self { tape, input, target, blocks, scores: top, loss, penalty: design.penalty })
    }
}

/// Appends dropout, unless nothing is to be dropped.
fn dropout(tape: &mut Tape, x: Var, drop: f64, generator: &mut Generator) -> Result<Var, Error> {
    if drop == 0.0 {
        return Ok(x);
    }
    Ok(Dropout { drop }.record(tape, x, generator)?.output)
}

impl Design {
    /// Appends a linear layer with `outputs` units and, if it is hidden, its normalization and activation.
    fn record_block(
        &self,
        tape: &mut Tape,
        x: Var,
        outputs: usize,
        hidden: bool,
        generator: &mut Generator,
    ) -> Result<Block, Error> {
        let linear = Linear { outputs, init: self.init, gain: self.gain };
        let pieces = match self.hidden {
            Hidden::Maxout { pieces } if hidden => Some(pieces),
            _ => None,
        };
        let Recorded { output, parameters } = match pieces {
            Some(pieces) => Maxout { linear, pieces }.record(tape, x, generator)?,
            None => linear.record(tape, x, generator)?,
        };
        let mut block = Block {
            weights: parameters[0],
            bias: parameters[1],
            sums: output,
            scale_shift: None,
            before: output,
            after: output,
        };
        if hidden {
            self.normalize(tape, &mut block, generator)?;
        }
        if let (true, Hidden::Activation(activation)) = (hidden, &self.hidden) {
            block.after = tape.activate(block.before, activation)?;
        }
        Ok(block)
    }

    /// Appends the normalization that stands before a hidden layer's activation.
    fn normalize(&self, tape: &mut Tape, block: &mut Block, generator: &mut Generator) -> Result<(), Error> {
        let layer: &dyn Layer = match self.normalization {
            Normalization::None => return Ok(()),
            Normalization::BatchFrozen => &BatchNorm { scale_shift: ScaleShift::Frozen },
            Normalization::Batch | Normalization::BatchThenDrift => {
                &BatchNorm { scale_shift: ScaleShift::Learned }
            }
            Normalization::Layer => &LayerNorm,
        };
        let Recorded { output, parameters } = layer.record(tape, block.sums, generator)?;
        block.before = output;
        block.scale_shift = parameters.try_into().ok();
        if self.normalization == Normalization::BatchThenDrift {
            block.before = Drift::default().record(tape, block.before, generator)?.output;
        }
        block.after = block.before;
        Ok(())
    }
}
