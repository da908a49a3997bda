//! Checking derivatives against differences: move one number a little, and see how much the loss moves.
//!
//! ```
//! use dltutor_nn::{Tape, gradcheck};
//! use ndarray::array;
//! let mut tape = Tape::new();
//! let x = tape.parameter(array![[0.5, -2.0]].view())?;
//! let squares = tape.multiply(x, x)?;
//! let loss = tape.sum(squares)?;
//! let worst = gradcheck::worst(&mut tape, loss, &[x], gradcheck::STEP)?;
//! assert!(worst.error < 1e-8);
//! # Ok::<(), dltutor_nn::Error>(())
//! ```

use super::error::Error;
use super::tape::{Tape, Var};

/// The usual step of a central difference: about the cube root of the rounding error, where the error of the
/// formula (∝ step²) and that of rounding (∝ 1/step) are equal.
pub const STEP: f64 = 1e-5;

/// Where backpropagation and the difference are furthest apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Worst {
    /// |backward − difference| / max(1, |difference|).
    pub error: f64,
    /// Which number: the leaf and its index in row order.
    pub at: (Var, usize),
    /// The derivative by backpropagation.
    pub backward: f64,
    /// The derivative by central difference.
    pub difference: f64,
}

/// The largest difference between the gradient of `loss` at `leaves` and central differences of width `step`.
///
/// # Errors
/// What the tape's operations have to say.
pub fn worst(tape: &mut Tape, loss: Var, leaves: &[Var], step: f64) -> Result<Worst, Error> {
    run(tape)?;
    tape.backward(loss)?;
    let mut worst = Worst { error: 0.0, at: (loss, 0), backward: 0.0, difference: 0.0 };
    for &leaf in leaves {
        let gradient: Vec<f64> = tape.gradient(leaf).iter().copied().collect();
        for (index, backward) in gradient.into_iter().enumerate() {
            let difference = central(tape, loss, leaf, index, step)?;
            let error = (backward - difference).abs() / difference.abs().max(1.0);
            // NaN is never smaller: it must win.
            if error.is_nan() || error > worst.error {
                worst = Worst { error, at: (leaf, index), backward, difference };
            }
        }
    }
    Ok(worst)
}

/// (L(x + step) − L(x − step)) / (2·step) for one number of a leaf, which is left as it was.
///
/// # Errors
/// What the tape's operations have to say.
pub fn central(tape: &mut Tape, loss: Var, leaf: Var, index: usize, step: f64) -> Result<f64, Error> {
    let x = tape.leaf_mut(leaf)?.data()[index];
    let (above, below) = (x + step, x - step);
    tape.leaf_mut(leaf)?.data_mut()[index] = above;
    run(tape)?;
    let higher = tape.scalar(loss);
    tape.leaf_mut(leaf)?.data_mut()[index] = below;
    run(tape)?;
    let lower = tape.scalar(loss);
    tape.leaf_mut(leaf)?.data_mut()[index] = x;
    Ok((higher - lower) / (above - below))
}

/// A forward pass in which random operations draw what they drew before.
fn run(tape: &mut Tape) -> Result<(), Error> {
    tape.reseed(0);
    tape.forward()
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn a_step_over_a_kink_is_noticed() {
        let mut tape = Tape::new();
        let x = tape.parameter(array![[1e-6]].view()).unwrap();
        let relu = crate::activation::find("relu").unwrap();
        let y = tape.activate(x, &relu).unwrap();
        let across = worst(&mut tape, y, &[x], 1e-3).unwrap();
        assert!(across.error > 0.4 && across.backward == 1.0, "{across:?}");
        assert!(worst(&mut tape, y, &[x], 1e-7).unwrap().error < 1e-8);
        assert_eq!(tape.value(x), array![[1e-6]]);
    }
}
