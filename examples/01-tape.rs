//! One neuron on a tape: a weighted sum, a squashing function, a loss, and the slope of the loss for each weight.
//!
//! cargo run --example 01-tape
#![allow(clippy::print_stdout, missing_docs)]

use dltutor::nn::{Error, Tape, activation};
use ndarray::array;

pub fn main() -> Result<(), Error> {
    let mut tape = Tape::new();
    let x = tape.input(array![[1.0, 2.0]].view())?;
    let weights = tape.parameter(array![[0.5, -0.25]].view())?;
    let bias = tape.parameter(array![[0.1]].view())?;
    let target = tape.input(array![[1.0]].view())?;

    // Recording computes: every line appends a node to the tape and its value is there at once.
    let sum = tape.linear(x, weights, bias)?;
    let output = tape.activate(sum, &activation::find("sigmoid")?)?;
    let loss = tape.mean_squared_error(output, target)?;
    println!("output {:.4}   loss {:.4}", tape.scalar(output), tape.scalar(loss));

    // One pass backwards gives the slope for every weight: here a downhill step each, 100 times.
    for _ in 0..100 {
        tape.backward(loss)?;
        for (values, slopes) in tape.parameters_and_gradients() {
            values.iter_mut().zip(slopes).for_each(|(value, slope)| *value -= 1.0 * slope);
        }
        tape.forward()?; // the same tape again, with the new weights
    }
    println!("output {:.4}   loss {:.4}", tape.scalar(output), tape.scalar(loss));
    Ok(())
}
