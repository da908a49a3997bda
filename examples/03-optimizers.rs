//! The same slope, eight ways to walk down: each optimizer in the ravine 0.05·x² + y².
//!
//! cargo run --example 03-optimizers
#![allow(clippy::print_stdout, missing_docs)]

use dltutor::nn::{Error, Updater, optim};

pub fn main() -> Result<(), Error> {
    println!("{:<10} {:>12} {:>12}", "optimizer", "x", "y");
    for rule in optim::registry() {
        let mut updater = Updater::new(rule).with("learning_rate", 0.1)?;
        let mut point = [-9.0, 2.0];
        for _ in 0..100 {
            let slope = [0.1 * point[0], 2.0 * point[1]];
            updater.step(&mut point, &slope)?;
        }
        println!("{:<10} {:>12.6} {:>12.6}   {}", rule.name, point[0], point[1], rule.about);
    }
    Ok(())
}
