//! The work in dltutor's own framework, in 64-bit numbers on one thread.

use std::hint::black_box;

use dltutor::experiment::surface::{self, Surface};
use dltutor::nn::wide::{Kernel, Level, wide};
use dltutor::nn::{Design, Network, Tape, Updater, Var, activation};
use dltutor_peers::serve::{Framework, Run, serve, whole};
use dltutor_peers::start::Start;
use dltutor_peers::work::{Net, Work};
use ndarray::Array2;

type Outcome<T> = Result<T, dltutor::nn::Error>;

#[derive(Clone, Copy)]
struct Ours;

fn matrix(rows: usize, columns: usize, numbers: &[f64]) -> Array2<f64> {
    Array2::from_shape_fn((rows, columns), |(i, j)| numbers[i * columns + j])
}

fn training(net: &Net, start: &Start) -> Outcome<Run> {
    let mut network = Network::new(&Design::new(&net.sizes, &net.activation)?, 0)?;
    for (index, (pair, (weights, bias))) in net.sizes.windows(2).zip(&start.layers).enumerate() {
        let (weights, bias) = (matrix(pair[1], pair[0], weights), matrix(1, pair[1], bias));
        network.set_layer(index, weights.view(), bias.view())?;
    }
    let mut updater = Updater::named(&net.rule)?.with("learning_rate", net.learning_rate())?;
    let (x, labels) = (matrix(net.batch, net.sizes[0], &start.x), start.labels.clone());
    Ok(Box::new(move |times| {
        let step = |_| network.train_step(x.view(), &labels, &mut updater);
        (0..times).map(step).last().and_then(Result::ok).unwrap_or(f64::NAN)
    }))
}

/// Runs a tape forward; the first number of its last value.
fn replayed(mut tape: Tape, last: Var) -> Run {
    Box::new(move |times| {
        let failed = (0..times).any(|_| tape.forward().is_err());
        if failed { f64::NAN } else { tape.value(last)[[0, 0]] }
    })
}

fn products(shapes: &[[usize; 3]]) -> Outcome<Run> {
    let mut tape = Tape::new();
    let mut last = tape.input(matrix(1, 1, &[0.0]).view())?;
    for &[m, k, n] in shapes {
        let [a, b] = [(m, k), (k, n)].map(|(rows, columns)| {
            Array2::from_shape_fn((rows, columns), |(i, j)| ((i * 7 + j * 3) % 11) as f64 / 11.0)
        });
        let (a, b) = (tape.input(a.view())?, tape.input(b.view())?);
        last = tape.matmul(a, b)?;
    }
    Ok(replayed(tape, last))
}

impl Framework for Ours {
    fn train(&self, net: &Net, start: &Start) -> Option<Run> {
        training(net, start).ok()
    }

    fn matmul(&self, [m, k, n]: [usize; 3], a: &[f64], b: &[f64]) -> Option<Run> {
        let mut tape = Tape::new();
        let a = tape.input(matrix(m, k, a).view()).ok()?;
        let b = tape.input(matrix(k, n, b).view()).ok()?;
        let product = tape.matmul(a, b).ok()?;
        Some(replayed(tape, product))
    }

    fn activation(&self, name: &str, x: &[f64]) -> Option<Run> {
        let (f, x) = (activation::find(name).ok()?, x.to_vec());
        let mut y = vec![0.0; x.len()];
        Some(Box::new(move |times| {
            (0..times).for_each(|_| f.forward(black_box(&x), &mut y));
            y[0]
        }))
    }

    fn other(&self, work: &Work) -> Option<Run> {
        match work {
            Work::Whole(net, steps) => whole(*self, net, *steps),
            Work::Products(net) => products(&net.products()).ok(),
            Work::Race(how) => Some(race(how.clone())),
            Work::Peak => Some(Box::new(|times| wide(Peak(times)))),
            _ => None,
        }
    }
}

/// Independent chains of fused multiply-adds, as many as hide their latency: 96 in each round.
struct Peak(usize);

impl Kernel for Peak {
    type Output = f64;

    #[inline(always)]
    fn run(self, _level: Level) -> f64 {
        let (mut sums, factor) = ([[1.0f64; 8]; 12], black_box(0.999_999));
        for _ in 0..self.0 {
            for sums in &mut sums {
                sums.iter_mut().for_each(|sum| *sum = sum.mul_add(factor, 1e-9));
            }
        }
        sums.iter().flatten().sum()
    }
}

/// The optimizers of a race with what they are told: as in torch_peer.py.
const OPTIMIZERS: [(&str, &[(&str, f64)]); 8] = [
    ("sgd", &[("learning_rate", 4e-4)]),
    ("momentum", &[("learning_rate", 4e-4), ("momentum", 0.9)]),
    ("nag", &[("learning_rate", 4e-4), ("momentum", 0.9)]),
    ("adagrad", &[("learning_rate", 0.1)]),
    ("rmsprop", &[("learning_rate", 0.01)]),
    ("adam", &[("learning_rate", 0.05)]),
    ("amsgrad", &[("learning_rate", 0.05)]),
    ("adamw", &[("learning_rate", 0.05), ("weight_decay", 0.01)]),
];
const STEPS: usize = 500;
const SURFACES: [&str; 4] = ["ravine", "rosenbrock", "beale", "himmelblau"];

/// 500 steps of each optimizer on each surface; the sum of all coordinates at the end.
///
/// Gradients come from the surface's own formula, or from a tape in a race by `autograd`.
fn race(how: String) -> Run {
    Box::new(move |times| {
        let once = |_| {
            let pairs = SURFACES.iter().flat_map(|name| OPTIMIZERS.iter().map(move |rule| (*name, rule)));
            let ends = pairs.map(|(name, (rule, told))| end(&how, name, rule, told));
            ends.map(|end| end.unwrap_or(f64::NAN)).sum::<f64>()
        };
        (0..times).map(once).last().unwrap_or(f64::NAN)
    })
}

/// x + y at the end of one optimizer's way.
fn end(how: &str, name: &str, rule: &str, told: &[(&str, f64)]) -> Outcome<f64> {
    let mut updater = Updater::named(rule)?;
    for (name, value) in told {
        updater.set(name, *value)?;
    }
    let Some(surface) = surface::find(name) else { return Ok(f64::NAN) };
    let mut point = surface.start();
    if how == "autograd" {
        return taped(surface, &mut updater);
    }
    for _ in 0..STEPS {
        let gradient = surface.gradient(point);
        updater.step(&mut point, &gradient)?;
    }
    Ok(point[0] + point[1])
}

/// The same with gradients from a tape.
fn taped(surface: &dyn Surface, updater: &mut Updater) -> Outcome<f64> {
    let mut tape = Tape::new();
    let [x, y] = surface.start().map(|number| matrix(1, 1, &[number]));
    let (x, y) = (tape.parameter(x.view())?, tape.parameter(y.view())?);
    let value = record(surface.name(), &mut tape, x, y)?;
    for _ in 0..STEPS {
        tape.forward()?;
        tape.backward(value)?;
        updater.step_all(tape.parameters_and_gradients())?;
    }
    Ok(tape.scalar(x) + tape.scalar(y))
}

/// Appends the surface called `name` to a tape.
fn record(name: &str, tape: &mut Tape, x: Var, y: Var) -> Outcome<Var> {
    let square = tape.multiply(x, x)?;
    let y_square = tape.multiply(y, y)?;
    match name {
        "ravine" => {
            let along = tape.scale(square, 0.05)?;
            tape.add(along, y_square)
        }
        "rosenbrock" => {
            let across = tape.subtract(y, square)?;
            let across = tape.multiply(across, across)?;
            let across = tape.scale(across, 100.0)?;
            let minus = tape.scale(x, -1.0)?;
            let along = squared_sum(tape, 1.0, &[minus])?;
            tape.add(along, across)
        }
        "beale" => beale(tape, x, y),
        _ => {
            let first = squared_sum(tape, -11.0, &[square, y])?;
            let second = squared_sum(tape, -7.0, &[x, y_square])?;
            tape.add(first, second)
        }
    }
}

fn beale(tape: &mut Tape, x: Var, y: Var) -> Outcome<Var> {
    let (minus, mut power, mut terms) = (tape.scale(x, -1.0)?, x, Vec::new());
    for constant in [1.5, 2.25, 2.625] {
        power = tape.multiply(power, y)?;
        terms.push(squared_sum(tape, constant, &[minus, power])?);
    }
    let first = tape.add(terms[0], terms[1])?;
    tape.add(first, terms[2])
}

/// (constant + Σ vars)².
fn squared_sum(tape: &mut Tape, constant: f64, vars: &[Var]) -> Outcome<Var> {
    let mut sum = tape.input(matrix(1, 1, &[constant]).view())?;
    for &var in vars {
        sum = tape.add(sum, var)?;
    }
    tape.multiply(sum, sum)
}

fn main() {
    serve(&Ours);
}
