//! Every operation, activation, layer and loss against finite differences, at random shapes.

use dltutor::nn::layer::{BatchNorm, Drift, Dropout, Layer, LayerNorm, Linear, Maxout, ScaleShift};
use dltutor::nn::loss::Targets;
use dltutor::nn::op::Reduction;
use dltutor::nn::random::Generator;
use dltutor::nn::{Design, Mode, Network, Tape, Var, activation, gradcheck, init, loss};
use ndarray::Array2;

fn random(generator: &mut Generator, rows: usize, columns: usize) -> Array2<f64> {
    Array2::from_shape_simple_fn((rows, columns), || generator.normal())
}

/// Checks the gradient at `leaves` of a random weighting of `output`, so that every element counts differently.
fn check(what: &str, tape: &mut Tape, output: Var, leaves: &[Var], generator: &mut Generator) {
    let (rows, columns) = tape.value(output).dim();
    let weights = tape.input(random(generator, rows, columns).view()).unwrap();
    let product = tape.multiply(output, weights).unwrap();
    let loss = tape.sum(product).unwrap();
    let worst = gradcheck::worst(tape, loss, leaves, gradcheck::STEP).unwrap();
    assert!(worst.error < 1e-7, "{what}: {worst:?}");
}

/// Runs `build` on tapes with parameters a, b `[m, n]` of 20 random shapes and checks what it returns.
fn sweep(what: &str, build: impl Fn(&mut Tape, Var, Var) -> Var) {
    for seed in 0..20 {
        let mut generator = Generator::seeded(seed);
        let (rows, columns) = (1 + generator.below(6), 1 + generator.below(6));
        let mut tape = Tape::new();
        let a = tape.parameter(random(&mut generator, rows, columns).view()).unwrap();
        let b = tape.parameter(random(&mut generator, rows, columns).view()).unwrap();
        let output = build(&mut tape, a, b);
        check(what, &mut tape, output, &[a, b], &mut generator);
    }
}

#[test]
fn operations() {
    sweep("add", |tape, a, b| tape.add(a, b).unwrap());
    sweep("subtract", |tape, a, b| tape.subtract(a, b).unwrap());
    sweep("multiply", |tape, a, b| tape.multiply(a, b).unwrap());
    sweep("the same value twice", |tape, a, _| tape.multiply(a, a).unwrap());
    sweep("scale", |tape, a, _| tape.scale(a, -1.7).unwrap());
    sweep("sum", |tape, a, _| tape.sum(a).unwrap());
    sweep("mean", |tape, a, _| tape.mean(a).unwrap());
    sweep("softmax", |tape, a, _| tape.softmax(a).unwrap());
    sweep("log-softmax", |tape, a, _| tape.log_softmax(a).unwrap());
}

#[test]
fn products() {
    for seed in 0..20 {
        let mut generator = Generator::seeded(seed);
        let [m, k, n] = [(); 3].map(|()| 1 + generator.below(9));
        let mut tape = Tape::new();
        let a = tape.parameter(random(&mut generator, m, k).view()).unwrap();
        let b = tape.parameter(random(&mut generator, k, n).view()).unwrap();
        let product = tape.matmul(a, b).unwrap();
        check("matmul", &mut tape, product, &[a, b], &mut generator);
        let weights = tape.parameter(random(&mut generator, n, k).view()).unwrap();
        let bias = tape.parameter(random(&mut generator, 1, n).view()).unwrap();
        let layer = tape.linear(a, weights, bias).unwrap();
        check("linear", &mut tape, layer, &[a, weights, bias], &mut generator);
    }
}

#[test]
fn activations_also_next_to_their_kinks() {
    for activation in activation::registry() {
        sweep(activation.name(), |tape, a, _| tape.activate(a, &activation.share()).unwrap());
        let beside = activation.kinks().iter().flat_map(|kink| [kink - 2e-5, kink + 2e-5]);
        let points: Vec<f64> = beside.chain([-20.0, -3.0, 0.1, 3.0, 20.0]).collect();
        let mut tape = Tape::new();
        let x = tape.parameter(Array2::from_shape_vec((1, points.len()), points).unwrap().view()).unwrap();
        let y = tape.activate(x, &activation.share()).unwrap();
        check(activation.name(), &mut tape, y, &[x], &mut Generator::seeded(1));
    }
}

#[test]
fn layers_in_training_and_evaluation() {
    let linear = || Linear { outputs: 3, init: init::find("pytorch").unwrap(), gain: 1.0 };
    let maxout = Maxout { linear: linear(), pieces: 3 };
    let frozen = BatchNorm { scale_shift: ScaleShift::Frozen };
    let layers: [&dyn Layer; 7] = [
        &linear(),
        &maxout,
        &Dropout { drop: 0.4 },
        &BatchNorm::default(),
        &frozen,
        &Drift::default(),
        &LayerNorm,
    ];
    for layer in layers {
        for (seed, mode) in (0..10).flat_map(|seed| [(seed, Mode::Training), (seed, Mode::Evaluation)]) {
            let mut generator = Generator::seeded(seed);
            let (rows, columns) = (2 + generator.below(6), 1 + generator.below(6));
            let mut tape = Tape::new();
            let x = tape.parameter(random(&mut generator, rows, columns).view()).unwrap();
            let recorded = layer.record(&mut tape, x, &mut generator).unwrap();
            tape.set_mode(mode);
            let leaves = [vec![x], recorded.parameters].concat();
            check(layer.name(), &mut tape, recorded.output, &leaves, &mut generator);
        }
    }
}

#[test]
fn losses_with_every_reduction() {
    for loss in loss::registry() {
        for (seed, reduction) in
            (0..10).zip([Reduction::Mean, Reduction::Sum, Reduction::None].into_iter().cycle())
        {
            let mut generator = Generator::seeded(seed);
            let (rows, classes) = (1 + generator.below(5), 2 + generator.below(5));
            let mut tape = Tape::new();
            let scores = tape.parameter(random(&mut generator, rows, classes).view()).unwrap();
            let (target, leaves) = match loss.targets() {
                Targets::Labels => {
                    let labels = Array2::from_shape_simple_fn((rows, 1), || generator.below(classes) as f64);
                    (tape.input(labels.view()).unwrap(), vec![scores])
                }
                Targets::Values => {
                    let values = tape.parameter(random(&mut generator, rows, classes).view()).unwrap();
                    (values, vec![scores, values])
                }
            };
            let output = loss.record(&mut tape, scores, target, reduction).unwrap();
            check(loss.name(), &mut tape, output, &leaves, &mut generator);
        }
    }
}

#[test]
fn cross_entropy_of_distributions() {
    let cross_entropy = loss::find("cross-entropy").unwrap();
    for seed in 0..10 {
        let mut generator = Generator::seeded(seed);
        let (rows, classes) = (1 + generator.below(5), 2 + generator.below(5));
        let mut tape = Tape::new();
        let scores = tape.parameter(random(&mut generator, rows, classes).view()).unwrap();
        let target = random(&mut generator, rows, classes).mapv(f64::abs);
        let target = tape.parameter(target.view()).unwrap();
        let output = cross_entropy.record(&mut tape, scores, target, Reduction::Mean).unwrap();
        check("soft cross-entropy", &mut tape, output, &[scores, target], &mut generator);
    }
}

#[test]
fn whole_networks() {
    for name in activation::names().into_iter().chain(["maxout"]) {
        let mut design = Design::new(&[3, 5, 4, 3], name).unwrap();
        design.gain = 0.7;
        let mut network = Network::new(&design, 3).unwrap();
        let x = random(&mut Generator::seeded(9), 6, 3);
        let labels = [0, 1, 2, 2, 1, 0];
        network.gradients(x.view(), &labels).unwrap();
        let backward = network.weight_gradient(0)[[2, 1]];
        let mut loss_with = |shift: f64| {
            let (mut weights, bias) = (network.weights(0).to_owned(), network.bias(0).to_owned());
            weights[[2, 1]] += shift;
            network.set_layer(0, weights.view(), bias.view()).unwrap();
            let loss = network.loss(x.view(), &labels).unwrap();
            weights[[2, 1]] -= shift;
            network.set_layer(0, weights.view(), bias.view()).unwrap();
            loss
        };
        let difference = (loss_with(1e-5) - loss_with(-1e-5)) / 2e-5;
        assert!((backward - difference).abs() < 1e-7, "{name}: {backward} and {difference}");
    }
}
