//! What each activation costs.

use std::hint::black_box;
use std::time::Instant;

use crate::experiment::{Context, ExperimentError};
use crate::nn::activation;
use crate::nn::random::Generator;

/// Nanoseconds per element of every activation, forwards on so many elements: the fastest of several rounds.
pub(super) fn costs(
    elements: usize,
    rounds: usize,
    context: &Context,
) -> Result<Vec<(String, f64)>, ExperimentError> {
    let mut generator = Generator::seeded(context.seed).fork("elements");
    let x: Vec<f64> = (0..elements).map(|_| 2.0 * generator.normal()).collect();
    let mut y = vec![0.0; x.len()];
    let mut costs = Vec::new();
    for function in activation::registry() {
        let mut fastest = f64::INFINITY;
        for _ in 0..rounds {
            let start = Instant::now();
            function.forward(black_box(&x), black_box(&mut y));
            fastest = fastest.min(start.elapsed().as_nanos() as f64);
        }
        context.check()?;
        costs.push((function.name().to_owned(), fastest / x.len() as f64));
    }
    Ok(costs)
}
