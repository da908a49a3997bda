//! Are the gradients right? Compare them with differences: move one weight a little, and see what the loss does.
//!
//! cargo run --example 02-gradients
#![allow(clippy::print_stdout, missing_docs)]

use dltutor::nn::random::Generator;
use dltutor::nn::{Error, Tape, activation, gradcheck};
use ndarray::{Array2, array};

pub fn main() -> Result<(), Error> {
    let mut generator = Generator::seeded(1);
    let mut random = |rows, columns| Array2::from_shape_simple_fn((rows, columns), || generator.normal());

    let mut tape = Tape::new();
    let x = tape.input(random(4, 3).view())?;
    let weights = tape.parameter(random(2, 3).view())?;
    let bias = tape.parameter(random(1, 2).view())?;
    let hidden = tape.linear(x, weights, bias)?;
    let hidden = tape.activate(hidden, &activation::find("tanh")?)?;
    let labels = tape.input(array![[0.0], [1.0], [1.0], [0.0]].view())?;
    let loss = tape.cross_entropy(hidden, labels)?;
    tape.backward(loss)?;

    // A smaller step is better until rounding takes over: half way is best.
    let backward = tape.gradient(weights)[[0, 0]];
    println!("by the chain rule   {backward:.15}");
    for step in [1e-1, 1e-3, 1e-5, 1e-8, 1e-12] {
        let difference = gradcheck::central(&mut tape, loss, weights, 0, step)?;
        println!("step {step:5.0e}          {difference:.15}   off by {:.0e}", (difference - backward).abs());
    }
    let worst = gradcheck::worst(&mut tape, loss, &[weights, bias], gradcheck::STEP)?;
    println!("the worst of all 8 gradients is off by {:.0e}", worst.error);
    Ok(())
}
