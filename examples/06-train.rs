//! From pixels to digits: mini-batches, dropout, batch normalization, Adam, and a test set.
//!
//! cargo run --example 06-train
#![allow(clippy::print_stdout, missing_docs)]

use dltutor::nn::train::{self, Batches};
use dltutor::nn::{Design, Error, Network, Normalization, Updater};
use ndarray::{Array2, s};

/// 1797 pictures of 8 × 8 pixels with their labels.
fn digits() -> (Array2<f64>, Vec<usize>) {
    let lines = include_str!("../lessons/data/digits.csv").lines().skip(1);
    let rows: Vec<Vec<f64>> =
        lines.map(|line| line.split(',').filter_map(|field| field.parse().ok()).collect()).collect();
    let labels = rows.iter().map(|row| row[64] as usize).collect();
    (Array2::from_shape_fn((rows.len(), 64), |(row, pixel)| rows[row][pixel] / 16.0), labels)
}

pub fn main() -> Result<(), Error> {
    let (x, labels) = digits();
    let (train, test) = (x.slice(s![..1000, ..]), x.slice(s![1000.., ..]));

    let mut design = Design::new(&[64, 64, 10], "relu")?;
    design.dropout = 0.2;
    design.normalization = Normalization::Batch;
    let mut network = Network::new(&design, 7)?;
    println!("{} weights and biases", network.parameter_count());

    let mut adam = Updater::named("adam")?.with("learning_rate", 0.005)?;
    let mut batches = Batches::new(1000, 32, 7)?;
    for epoch in 1..=5 {
        let history =
            train::fit(&mut network, train, &labels[..1000], &mut adam, &mut batches, 1, |_, _| true)?;
        let mean = history.losses.iter().sum::<f64>() / history.losses.len() as f64;
        println!(
            "epoch {epoch}: loss {mean:.3}, test accuracy {:.3}",
            network.accuracy(test, &labels[1000..])?
        );
    }
    Ok(())
}
