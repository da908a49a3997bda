//! A framework in a process of its own: asked on standard input, answering on standard output.
//!
//! ```text
//! loss 20 train 2-16-16-2 32 sgd relu     the loss of step 20, from the common start
//! time 50 train 2-16-16-2 32 sgd relu     the best time of a step in nanoseconds, within 50 ms
//! ```
//! The answer is one number, or `none` for work that the framework cannot do.

use std::io::{BufRead, Write, stdin, stdout};
use std::time::Duration;

use crate::clock;
use crate::start::{Start, Stream};
use crate::work::{Net, Work};

/// Does a unit of work some times over; returns the loss of the last step, or a number that depends on the result.
pub type Run = Box<dyn FnMut(usize) -> f64>;

/// What is asked of a framework. `None` means that it cannot do the work.
pub trait Framework {
    /// A network in training.
    fn train(&self, net: &Net, start: &Start) -> Option<Run>;

    /// A product of `a` [m, k] and `b` [k, n].
    fn matmul(&self, shape: [usize; 3], a: &[f64], b: &[f64]) -> Option<Run>;

    /// The activation `name` of `x`.
    fn activation(&self, name: &str, x: &[f64]) -> Option<Run>;

    /// Any other work.
    fn other(&self, _work: &Work) -> Option<Run> {
        None
    }
}

/// Answers until standard input ends.
pub fn serve(framework: &dyn Framework) {
    for line in stdin().lock().lines() {
        let Ok(line) = line else { return };
        let answer = answer(framework, &line).unwrap_or_else(|| "none".to_owned());
        // A closed pipe means that nobody listens any more.
        if writeln!(stdout(), "{answer}").and_then(|()| stdout().flush()).is_err() {
            return;
        }
    }
}

fn answer(framework: &dyn Framework, line: &str) -> Option<String> {
    let (command, rest) = line.split_once(' ')?;
    let (count, work) = rest.split_once(' ')?;
    let (count, work) = (count.parse().ok()?, work.parse().ok()?);
    match command {
        "loss" => Some(format!("{:e}", prepare(framework, &work)?(count))),
        "time" => {
            let mut run = prepare(framework, &work)?;
            let budget = Duration::from_millis(count as u64);
            Some(format!("{}", clock::best(budget, |times| _ = std::hint::black_box(run(times)))))
        }
        _ => None,
    }
}

fn prepare(framework: &dyn Framework, work: &Work) -> Option<Run> {
    let mut stream = Stream::seeded(2);
    match work {
        Work::Train(net) => framework.train(net, &Start::of(net)),
        &Work::Matmul([m, k, n]) => {
            let (a, b) = (stream.uniforms(m * k, 1.0), stream.uniforms(k * n, 1.0));
            framework.matmul([m, k, n], &a, &b)
        }
        Work::Activation(name, count) => framework.activation(name, &stream.uniforms(*count, 4.0)),
        _ => framework.other(work),
    }
}

/// Whether the process was started for 64-bit numbers: its first argument is `f64`.
pub fn wants_double() -> bool {
    std::env::args().nth(1).as_deref() == Some("f64")
}

/// Builds `net` anew and trains it for `steps`, each time; for frameworks whose `train` lives as long as the process.
pub fn whole<F: Framework + Copy + 'static>(framework: F, net: &Net, steps: usize) -> Option<Run> {
    let (net, start) = (net.clone(), Start::of(net));
    drop(framework.train(&net, &start)?);
    Some(Box::new(move |times| {
        let once = |_| framework.train(&net, &start).map_or(f64::NAN, |mut run| run(steps));
        (0..times).map(once).last().unwrap_or(f64::NAN)
    }))
}
