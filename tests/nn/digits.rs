//! The same digits everywhere: long runs whose every bit is pinned.
//!
//! The numbers below were computed on x86-64 with AVX-512. They are the same with AVX2 and FMA alone and on
//! aarch64; `docs/ARCHITECTURE.md` says how that was checked.

use dltutor::nn::random::Generator;
use dltutor::nn::train::{self, Batches, Outcome};
use dltutor::nn::{Design, Network, Normalization, Updater};
use ndarray::{Array2, s};

/// FNV-1a over the bits of numbers.
fn digest<'a>(numbers: impl IntoIterator<Item = &'a f64>) -> u64 {
    let bytes = numbers.into_iter().flat_map(|number| number.to_bits().to_le_bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The handwritten digits: pixels divided by 16, and their labels.
fn digits() -> (Array2<f64>, Vec<usize>) {
    let lines: Vec<Vec<f64>> = include_str!("../../lessons/data/digits.csv")
        .lines()
        .filter_map(|line| line.split(',').map(|field| field.trim().parse().ok()).collect())
        .collect();
    let labels = lines.iter().map(|line| line[64] as usize).collect();
    let pixels = lines.iter().flat_map(|line| line[..64].iter().map(|pixel| pixel / 16.0)).collect();
    (Array2::from_shape_vec((lines.len(), 64), pixels).unwrap(), labels)
}

#[test]
fn twenty_epochs_on_digits_with_dropout_batch_norm_and_adam() {
    let (x, labels) = digits();
    assert_eq!(x.nrows(), 1797);
    let mut design = Design::new(&[64, 48, 10], "elu").unwrap();
    design.dropout = 0.2;
    design.normalization = Normalization::Batch;
    let mut network = Network::new(&design, 7).unwrap();
    let mut adam = Updater::named("adam").unwrap();
    let mut batches = Batches::new(1000, 32, 7).unwrap();
    let train = x.slice(s![..1000, ..]);
    let history =
        train::fit(&mut network, train, &labels[..1000], &mut adam, &mut batches, 20, |_, _| true).unwrap();
    assert_eq!(history.outcome, Outcome::Finished);
    let accuracy = network.accuracy(x.slice(s![1000.., ..]), &labels[1000..]).unwrap();
    assert!(accuracy > 0.9, "{accuracy}");
    let weights: Vec<f64> =
        network.parameters_and_gradients().flat_map(|(values, _)| values.to_vec()).collect();
    assert_eq!(format!("{:016x}", digest(history.losses.iter().chain(&weights))), "b093199b449e5361");
}

#[test]
fn the_depth_experiment_of_every_activation() {
    let mut all = Vec::new();
    for activation in dltutor::nn::activation::names().into_iter().chain(["maxout"]) {
        let sizes: Vec<usize> = [vec![64], vec![32; 10], vec![10]].concat();
        let mut network = Network::new(&Design::new(&sizes, activation).unwrap(), 7).unwrap();
        let mut generator = Generator::seeded(7);
        let x = Array2::from_shape_simple_fn((256, 64), || generator.normal());
        let labels: Vec<usize> = (0..256).map(|_| generator.below(10)).collect();
        all.push(network.gradients(x.view(), &labels).unwrap());
        all.extend((0..network.depth()).map(|layer| network.weight_gradient_norm(layer)));
    }
    assert_eq!(format!("{:016x}", digest(&all)), "fe34a5ff7822cefa");
}

#[test]
fn another_thread_computes_the_same() {
    let run = || {
        let mut network = Network::new(&Design::new(&[8, 16, 4], "tanh").unwrap(), 3).unwrap();
        let mut generator = Generator::seeded(3);
        let x = Array2::from_shape_simple_fn((40, 8), || generator.normal());
        let labels: Vec<usize> = (0..40).map(|_| generator.below(4)).collect();
        let mut adam = Updater::named("adam").unwrap();
        (0..50)
            .map(|_| network.train_step(x.view(), &labels, &mut adam).unwrap().to_bits())
            .collect::<Vec<_>>()
    };
    let threads: Vec<_> = (0..3).map(|_| std::thread::spawn(run)).collect();
    let here = run();
    assert!(threads.into_iter().all(|thread| thread.join().unwrap() == here));
}
