//! Laws that hold whatever the numbers are.

use dltutor::nn::layer::Drift;
use dltutor::nn::op::Reduction;
use dltutor::nn::random::Generator;
use dltutor::nn::{Design, Mode, Network, Normalization, Tape, Updater, activation, loss, math};
use ndarray::{Array2, array};

fn random(generator: &mut Generator, rows: usize, columns: usize, scale: f64) -> Array2<f64> {
    Array2::from_shape_simple_fn((rows, columns), || scale * generator.normal())
}

#[test]
fn softmax_sums_to_one_and_ignores_a_shift() {
    for seed in 0..50 {
        let mut generator = Generator::seeded(seed);
        let columns = 1 + generator.below(12);
        let scores = random(&mut generator, 3, columns, 10f64.powi(seed as i32 % 4));
        let mut tape = Tape::new();
        let x = tape.input(scores.view()).unwrap();
        let shifted = tape.input((&scores + 1000.0).view()).unwrap();
        let (p, q) = (tape.softmax(x).unwrap(), tape.softmax(shifted).unwrap());
        for (p, q) in tape.value(p).rows().into_iter().zip(tape.value(q).rows()) {
            assert!((p.sum() - 1.0).abs() < 1e-14);
            // The shift itself rounds the scores, to 1000·2⁻⁵³ each.
            p.iter().zip(q).for_each(|(p, q)| assert!((p - q).abs() < 1e-12, "{p} {q}"));
        }
    }
}

#[test]
fn cross_entropy_is_entropy_plus_divergence() {
    for seed in 0..50 {
        let mut generator = Generator::seeded(seed);
        let mut tape = Tape::new();
        let p = tape.input(random(&mut generator, 1, 6, 2.0).view()).unwrap();
        let p = tape.softmax(p).unwrap();
        let p = tape.value(p).to_owned();
        let scores = tape.input(random(&mut generator, 1, 6, 2.0).view()).unwrap();
        let q = tape.softmax(scores).unwrap();
        let target = tape.input(p.view()).unwrap();
        let loss = loss::find("cross-entropy").unwrap();
        let cross_entropy = loss.record(&mut tape, scores, target, Reduction::Mean).unwrap();
        let entropy: f64 = p.iter().map(|p| -p * p.ln()).sum();
        let divergence: f64 = p.iter().zip(tape.value(q)).map(|(p, q)| p * (p / q).ln()).sum();
        assert!(divergence >= 0.0);
        assert!((tape.scalar(cross_entropy) - (entropy + divergence)).abs() < 1e-13);
    }
}

#[test]
fn scores_of_a_thousand_give_finite_losses_and_gradients() {
    let scores = array![[1000.0, 0.0, -1000.0], [-1000.0, 1000.0, 0.0], [-1000.0, -1000.0, 1000.0]];
    for (name, target) in [
        ("cross-entropy", array![[2.0], [1.0], [0.0]]),
        ("binary-cross-entropy", array![[0.0, 1.0, 1.0], [1.0, 0.0, 0.5], [1.0, 0.0, 1.0]]),
        ("mse", Array2::zeros((3, 3))),
    ] {
        let mut tape = Tape::new();
        let scores = tape.parameter(scores.view()).unwrap();
        let target = tape.input(target.view()).unwrap();
        let loss = loss::find(name).unwrap().record(&mut tape, scores, target, Reduction::Mean).unwrap();
        tape.backward(loss).unwrap();
        assert!(
            tape.scalar(loss).is_finite() && tape.gradient(scores).iter().all(|g| g.is_finite()),
            "{name}"
        );
    }
}

#[test]
fn every_activation_is_finite_from_minus_to_plus_eight_hundred() {
    for activation in activation::registry() {
        for x in (-800..=800).map(f64::from) {
            let y = activation.f(x);
            assert!(y.is_finite() && activation.df(x, y).is_finite(), "{} at {x}", activation.name());
        }
    }
}

#[test]
fn a_stack_of_linear_layers_is_one_linear_layer() {
    let mut network = Network::new(&Design::new(&[6, 9, 4, 5], "identity").unwrap(), 5).unwrap();
    let x = random(&mut Generator::seeded(2), 7, 6, 1.0);
    let product = network.weights(2).dot(&network.weights(1)).dot(&network.weights(0));
    let scores = network.forward(x.view()).unwrap().to_owned();
    let difference = (scores - x.dot(&product.t())).mapv(f64::abs);
    assert!(difference.iter().all(|d| *d < 1e-13));
}

#[test]
fn dropout_keeps_the_mean_while_training_and_everything_when_predicting() {
    let mut tape = Tape::new();
    let x = tape.parameter(Array2::ones((200, 500)).view()).unwrap();
    let y = tape.dropout(x, 0.3, 4).unwrap();
    // 100 000 survivors-or-not of size 1/0.7: the mean has a deviation of 0.0021.
    assert!((tape.value(y).mean().unwrap() - 1.0).abs() < 0.01);
    let survivor = 1.0 / (1.0 - 0.3);
    assert!(tape.value(y).iter().all(|y| *y == 0.0 || *y == survivor));
    tape.set_mode(Mode::Evaluation);
    tape.forward().unwrap();
    assert_eq!(tape.value(y), tape.value(x));
}

#[test]
fn batch_normalization_does_not_see_the_scale_of_its_input() {
    let x = random(&mut Generator::seeded(8), 32, 5, 3.0);
    let normalised = |x: Array2<f64>| {
        let mut tape = Tape::new();
        let x = tape.input(x.view()).unwrap();
        let (gamma, beta) = (Array2::ones((1, 5)), Array2::zeros((1, 5)));
        let (gamma, beta) = (tape.parameter(gamma.view()).unwrap(), tape.parameter(beta.view()).unwrap());
        let y = tape.batch_norm(x, gamma, beta).unwrap();
        tape.value(y).to_owned()
    };
    let (plain, scaled) = (normalised(x.clone()), normalised(x * 1000.0));
    // ε = 1e-5 beside variances of 9 and 9e6 is all that differs: half of 1e-5/9 relative.
    plain.iter().zip(&scaled).for_each(|(a, b)| assert!((a - b).abs() < 1e-5 * a.abs(), "{a} {b}"));
    let mean = plain.mean().unwrap();
    assert!(mean.abs() < 1e-14 && (plain.mapv(|y| y * y).mean().unwrap() - 1.0).abs() < 1e-4);
}

#[test]
fn layer_normalization_is_batch_normalization_turned_on_its_side() {
    let x = random(&mut Generator::seeded(8), 6, 5, 3.0);
    let normalised = |x: Array2<f64>, by_row: bool| {
        let (mut tape, columns) = (Tape::new(), x.ncols());
        let x = tape.parameter(x.view()).unwrap();
        let gamma = tape.input(Array2::ones((1, columns)).view()).unwrap();
        let beta = tape.input(Array2::zeros((1, columns)).view()).unwrap();
        let y =
            if by_row { tape.layer_norm(x, gamma, beta) } else { tape.batch_norm(x, gamma, beta) }.unwrap();
        let square = tape.multiply(y, y).unwrap();
        let fourth = tape.multiply(square, square).unwrap();
        let loss = tape.sum(fourth).unwrap();
        tape.backward(loss).unwrap();
        (tape.value(y).to_owned(), tape.gradient(x).to_owned())
    };
    let (rows, row_gradients) = normalised(x.clone(), true);
    let (columns, column_gradients) = normalised(x.t().to_owned(), false);
    let near = |left: &Array2<f64>, right: &Array2<f64>| {
        left.iter().zip(right.t()).for_each(|(a, b)| assert!((a - b).abs() < 1e-12, "{a} {b}"));
    };
    near(&rows, &columns);
    near(&row_gradients, &column_gradients);
}

#[test]
fn drift_moves_a_column_in_training_and_stretches_it_evenly_when_predicting() {
    let drift = Drift { mean: 0.5, deviation: 2.0, jitter: 0.0 };
    let mut tape = Tape::new();
    let x = random(&mut Generator::seeded(4), 40, 60, 1.0);
    let input = tape.input(x.view()).unwrap();
    let y = tape.drift(input, drift, 9).unwrap();
    // Without jitter a column is one line: the first two numbers give it, and the others lie on it.
    let lines = |y: ndarray::ArrayView2<f64>| -> Vec<(f64, f64)> {
        let line = |(x, y): (ndarray::ArrayView1<f64>, ndarray::ArrayView1<f64>)| {
            let stretch = (y[1] - y[0]) / (x[1] - x[0]);
            let mean = y[0] - stretch * x[0];
            assert!(x.iter().zip(y).all(|(x, y)| (stretch * x + mean - y).abs() < 1e-9));
            (mean, stretch)
        };
        x.columns().into_iter().zip(y.columns()).map(line).collect()
    };
    let first = lines(tape.value(y));
    assert!(first.iter().all(|(mean, stretch)| mean.abs() <= 0.5 && (1.0..=2.0).contains(stretch)));
    assert!(first.iter().any(|line| line.0 > 0.3) && first.iter().any(|line| line.0 < -0.3));
    assert!(first.iter().any(|line| line.1 > 1.7) && first.iter().any(|line| line.1 < 1.3));
    tape.forward().unwrap();
    assert!(first.iter().zip(lines(tape.value(y))).all(|(old, new)| (old.0 - new.0).abs() > 1e-9));
    tape.set_mode(Mode::Evaluation);
    tape.forward().unwrap();
    assert_eq!(tape.value(y), 1.5 * &x);
    assert!(tape.drift(input, Drift { deviation: 0.5, ..drift }, 9).is_err());
}

#[test]
fn a_frozen_scale_and_shift_never_moves_and_a_learned_one_does() {
    let x = random(&mut Generator::seeded(8), 32, 5, 3.0);
    let labels: Vec<usize> = (0..32).map(|row| usize::from(x[[row, 0]] > 0.0)).collect();
    for (normalization, learned) in [(Normalization::Batch, true), (Normalization::BatchFrozen, false)] {
        let mut design = Design::new(&[5, 8, 2], "tanh").unwrap();
        design.normalization = normalization;
        let mut network = Network::new(&design, 1).unwrap();
        let mut sgd = Updater::named("sgd").unwrap().with("learning_rate", 0.5).unwrap();
        network.train_step(x.view(), &labels, &mut sgd).unwrap();
        let start = network.loss(x.view(), &labels).unwrap();
        network.train_step(x.view(), &labels, &mut sgd).unwrap();
        assert!(network.loss(x.view(), &labels).unwrap() < start);
        let moved = network.scale_shift(0).map(|[gamma, beta]| {
            gamma.iter().all(|gamma| *gamma != 1.0) && beta.iter().all(|beta| *beta != 0.0)
        });
        assert_eq!(moved, learned.then_some(true));
        // The network counts 16 numbers more where γ and β are learned.
        assert_eq!(network.parameter_count(), 5 * 8 + 8 + 8 * 2 + 2 + if learned { 16 } else { 0 });
    }
}

#[test]
fn the_same_seed_gives_the_same_bits_and_another_seed_does_not() {
    let first =
        |seed: u64| Network::new(&Design::new(&[4, 8, 2], "relu").unwrap(), seed).unwrap().weights(1)[[0, 0]];
    assert_eq!(first(7).to_bits(), first(7).to_bits());
    assert_ne!(first(7).to_bits(), first(8).to_bits());
}

#[test]
fn a_replayed_tape_equals_a_fresh_one() {
    let x = random(&mut Generator::seeded(3), 9, 4, 1.0);
    let labels = [0, 1, 2, 0, 1, 2, 0, 1, 2];
    let build = || Network::new(&Design::new(&[4, 6, 3], "tanh").unwrap(), 1).unwrap();
    let mut replayed = build();
    replayed.gradients(x.slice(ndarray::s![..5, ..]), &labels[..5]).unwrap();
    let mut fresh = build();
    let rows = 2..4;
    for network in [&mut replayed, &mut fresh] {
        network.gradients(x.slice(ndarray::s![rows.clone(), ..]), &labels[rows.clone()]).unwrap();
    }
    assert_eq!(replayed.weight_gradient(0), fresh.weight_gradient(0));
    assert_eq!(math::norm(&[3.0, 4.0]), 5.0);
}
