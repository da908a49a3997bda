//! How long each experiment takes with its default settings: the median of a few runs.
//!
//! `cargo bench --bench experiments [NAME]`. A default run should take less than 300 ms, or show progress and
//! take less than 3 s; `vanishing-gradient` less than 100 ms.
#![allow(clippy::print_stdout)]

use std::time::Instant;

use dltutor::experiment::{Context, Settings, registry};

const RUNS: usize = 5;

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    println!("{:<28}{:>12}{:>12}", "experiment", "first ms", "median ms");
    for experiment in registry() {
        if !wanted.is_empty() && !wanted.iter().any(|name| name == experiment.name()) {
            continue;
        }
        let settings = Settings::defaults(&experiment.parameters());
        let mut times = Vec::new();
        for _ in 0..RUNS {
            let start = Instant::now();
            if let Err(error) = experiment.run(&settings, &Context::silent(7)) {
                println!("{}: {error}", experiment.name());
            }
            times.push(start.elapsed().as_secs_f64() * 1e3);
        }
        let first = times[0];
        times.sort_by(f64::total_cmp);
        println!("{:<28}{first:>12.2}{:>12.2}", experiment.name(), times[RUNS / 2]);
    }
}
