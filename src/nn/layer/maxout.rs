//! Maxout (Goodfellow 2013): a unit is the largest of several linear pieces.

use super::{Layer, Linear, Recorded};
use crate::error::in_range;
use crate::op::{Inputs, Op};
use crate::random::Generator;
use crate::{Error, Matrix, Shape, Tape, Var};

/// The largest of `pieces` linear layers, unit by unit. The weights are `[pieces·outputs, in]`: all units of the
/// first piece, then all of the second.
pub struct Maxout<'a> {
    /// The linear layer that each piece is.
    pub linear: Linear<'a>,
    /// How many pieces.
    pub pieces: usize,
}

impl Layer for Maxout<'_> {
    fn name(&self) -> &'static str {
        "maxout"
    }

    fn record(&self, tape: &mut Tape, x: Var, generator: &mut Generator) -> Result<Recorded, Error> {
        let pieces = in_range("pieces", self.pieces as f64, "1 or more", |k| k >= 1.0)? as usize;
        let inputs = tape.value(x).ncols();
        let rows = pieces.saturating_mul(self.linear.outputs);
        let (weights, bias) = self.linear.leaves(tape, inputs, rows, generator)?;
        let all = tape.linear(x, weights, bias)?;
        Ok(Recorded { output: tape.largest_piece(all, pieces)?, parameters: vec![weights, bias] })
    }
}

struct LargestPiece {
    pieces: usize,
    winners: Vec<usize>,
}

impl Op for LargestPiece {
    fn name(&self) -> &'static str {
        "maxout"
    }

    fn shape(&self, inputs: &[Shape]) -> Result<Shape, Error> {
        if !inputs[0].columns.is_multiple_of(self.pieces) {
            let right = Shape::new(1, self.pieces);
            let advice = "the columns must be a multiple of the pieces";
            return Err(Error::Shape { operation: "maxout", left: inputs[0], right, advice });
        }
        Ok(Shape::new(inputs[0].rows, inputs[0].columns / self.pieces))
    }

    /// y = max over the pieces; the first wins a tie
    fn value(&mut self, inputs: &Inputs<'_>, out: &mut Matrix) -> Result<(), Error> {
        let units = out.shape().columns;
        self.winners.resize(out.shape().elements(), 0);
        for row in 0..out.shape().rows {
            let pieces = inputs[0].row(row);
            for unit in 0..units {
                let beats = |best: usize, next: usize| if pieces[next] > pieces[best] { next } else { best };
                let winner = (0..self.pieces).map(|piece| piece * units + unit).reduce(beats).unwrap_or(unit);
                out.row_mut(row)[unit] = pieces[winner];
                self.winners[row * units + unit] = winner;
            }
        }
        Ok(())
    }

    /// The gradient goes to the piece that won, and to no other
    fn derivative(&mut self, _: usize, _: &Inputs<'_>, _: &Matrix, upstream: &Matrix, target: &mut Matrix) {
        target.data_mut().fill(0.0);
        let units = upstream.shape().columns.max(1);
        for (index, (dy, &winner)) in upstream.data().iter().zip(&self.winners).enumerate() {
            target.row_mut(index / units)[winner] = *dy;
        }
    }
}

impl Tape {
    /// The largest of `pieces` blocks of columns, unit by unit: `[batch, pieces·units]` gives `[batch, units]`.
    ///
    /// # Errors
    /// [`Error::Shape`] unless the columns divide into the pieces.
    pub fn largest_piece(&mut self, x: Var, pieces: usize) -> Result<Var, Error> {
        self.record(LargestPiece { pieces, winners: Vec::new() }, &[x])
    }
}
