//! A network that learns what no straight line can separate: exclusive or.
//!
//! cargo run --example 04-network
#![allow(clippy::print_stdout, missing_docs)]

use dltutor::nn::{Design, Error, Network, Updater};
use ndarray::array;

pub fn main() -> Result<(), Error> {
    let (x, labels) = (array![[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], [0, 1, 1, 0]);
    for (name, activation) in [("with tanh", "tanh"), ("with nothing", "identity")] {
        let mut network = Network::new(&Design::new(&[2, 8, 2], activation)?, 7)?;
        let mut adam = Updater::named("adam")?.with("learning_rate", 0.05)?;
        for _ in 0..300 {
            network.train_step(x.view(), &labels, &mut adam)?;
        }
        let (loss, right) = (network.loss(x.view(), &labels)?, network.accuracy(x.view(), &labels)?);
        println!("{name:<13} between the layers: loss {loss:.4}, {:.0} % right", 100.0 * right);
    }
    Ok(())
}
