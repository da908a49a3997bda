//! What the framework takes, beside what this core could do: `cargo bench --bench nn`.
//!
//! Every figure is the fastest tenth of many runs in this process; the multiply-add peak is measured in the same run.
#![allow(missing_docs, clippy::print_stdout, clippy::unwrap_used)]

use std::hint::black_box;
use std::time::Instant;

use dltutor::nn::random::Generator;
use dltutor::nn::wide::{Kernel, Level, wide};
use dltutor::nn::{Design, Network, Tape, Updater, activation, optim};
use ndarray::Array2;

/// The time of `work` in nanoseconds that a tenth of its runs stay under, over 0.3 s of runs in groups long enough
/// to time: what the work takes when nothing else wants the core.
fn nanoseconds(mut work: impl FnMut()) -> f64 {
    let started = Instant::now();
    work();
    let group = (20_000.0 / (started.elapsed().as_nanos() as f64).max(20.0)).ceil().max(1.0) as usize;
    let mut times = Vec::new();
    while started.elapsed().as_millis() < 300 || times.len() < 5 {
        let group_started = Instant::now();
        (0..group).for_each(|_| work());
        times.push(group_started.elapsed().as_nanos() as f64 / group as f64);
    }
    times.sort_by(f64::total_cmp);
    times[times.len() / 10]
}

struct Peak(u64);

impl Kernel for Peak {
    type Output = f64;

    /// Independent chains of fused multiply-adds, as many as hide their latency.
    #[inline(always)]
    fn run(self, _level: Level) -> f64 {
        let mut sums = [[1.0f64; 8]; 12];
        let factor = black_box(0.999_999);
        for _ in 0..self.0 {
            for sums in &mut sums {
                sums.iter_mut().for_each(|sum| *sum = sum.mul_add(factor, 1e-9));
            }
        }
        sums.iter().flatten().sum()
    }
}

/// Floating-point operations a nanosecond that this core reaches with nothing but multiply-adds.
fn peak() -> f64 {
    let rounds = 20_000;
    let time = nanoseconds(|| {
        black_box(wide(Peak(rounds)));
    });
    (rounds * 12 * 8 * 2) as f64 / time
}

fn random(generator: &mut Generator, rows: usize, columns: usize) -> Array2<f64> {
    Array2::from_shape_simple_fn((rows, columns), || generator.normal())
}

fn products(peak: f64) {
    println!("\nproduct (m × k × n)        time       GFLOP/s   of peak");
    let sizes = [[32, 2, 16], [32, 16, 16], [64, 32, 32], [32, 64, 64], [64, 64, 128], [128, 256, 256]];
    for [m, k, n] in sizes.into_iter().chain([32, 64, 128, 256, 512, 1024].map(|n| [n; 3])) {
        let mut generator = Generator::seeded(1);
        let mut tape = Tape::new();
        let x = tape.input(random(&mut generator, m, k).view()).unwrap();
        let weights = tape.input(random(&mut generator, k, n).view()).unwrap();
        tape.matmul(x, weights).unwrap();
        let time = nanoseconds(|| tape.forward().unwrap());
        let rate = (2 * m * k * n) as f64 / time;
        println!(
            "{:<22} {:>9.2} µs {rate:>9.1} {:>8.0} %",
            format!("{m} × {k} × {n}"),
            time / 1e3,
            100.0 * rate / peak
        );
    }
}

fn activations() {
    println!("\nactivation      forward   backward   ns an element (4096 elements)");
    let mut generator = Generator::seeded(2);
    let x: Vec<f64> = (0..4096).map(|_| generator.normal()).collect();
    let (mut y, mut dx) = (vec![0.0; 4096], vec![0.0; 4096]);
    for activation in activation::registry() {
        let forward = nanoseconds(|| activation.forward(black_box(&x), &mut y));
        let backward = nanoseconds(|| activation.backward(black_box(&x), &y, &x, &mut dx));
        println!("{:<15} {:>7.2} {:>10.2}", activation.name(), forward / 4096.0, backward / 4096.0);
    }
}

/// Multiply-adds of one training step: forward, and backward to the weights and to all inputs but the first.
fn multiply_adds(sizes: &[usize], batch: usize) -> f64 {
    let layers: Vec<f64> = sizes.windows(2).map(|pair| (pair[0] * pair[1] * batch) as f64).collect();
    3.0 * layers.iter().sum::<f64>() - layers[0]
}

fn steps(peak: f64) {
    println!("\ntraining step             batch   SGD      Adam      GFLOP/s (SGD)   of peak");
    let deep: Vec<usize> = [vec![32; 31], vec![10]].concat();
    let nets: [(&str, &[usize], usize); 5] = [
        ("2-16-16-2", &[2, 16, 16, 2], 32),
        ("64-128-10", &[64, 128, 10], 64),
        ("64-256-256-10", &[64, 256, 256, 10], 128),
        ("31 layers of 32", &deep, 64),
        ("64-64-64-10", &[64, 64, 64, 10], 32),
    ];
    for (name, sizes, batch) in nets {
        let time = |optimizer: &str| {
            let mut generator = Generator::seeded(3);
            let mut network = Network::new(&Design::new(sizes, "relu").unwrap(), 1).unwrap();
            let mut updater = Updater::named(optimizer).unwrap();
            let x = random(&mut generator, batch, sizes[0]);
            let classes = sizes[sizes.len() - 1];
            let labels: Vec<usize> = (0..batch).map(|_| generator.below(classes)).collect();
            nanoseconds(|| {
                black_box(network.train_step(x.view(), &labels, &mut updater).unwrap());
            })
        };
        let (sgd, adam) = (time("sgd"), time("adam"));
        let rate = 2.0 * multiply_adds(sizes, batch) / sgd;
        println!(
            "{name:<25} {batch:>5} {:>7.2} µs {:>7.2} µs {rate:>10.1} {:>12.0} %",
            sgd / 1e3,
            adam / 1e3,
            100.0 * rate / peak
        );
    }
}

fn race() {
    let time = nanoseconds(|| {
        for rule in optim::registry() {
            for start in [[-9.0, 2.0], [3.0, 1.0], [-2.0, 5.0], [4.0, 4.0]] {
                let mut updater = Updater::new(rule);
                let mut point = start;
                for _ in 0..500 {
                    let slope = [0.1 * point[0], 2.0 * point[1]];
                    updater.step(&mut point, &slope).unwrap();
                }
                black_box(point);
            }
        }
    });
    println!("\noptimizer race, 8 × 4 surfaces × 500 steps: {:.2} ms", time / 1e6);
}

fn main() {
    let peak = peak();
    println!("multiply-add peak of one core ({:?}): {peak:.1} GFLOP/s", Level::detected());
    products(peak);
    activations();
    steps(peak);
    race();
}
