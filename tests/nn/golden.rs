//! Everything in `tests/golden/`: numbers that PyTorch computed in double precision.

use std::path::Path;

use dltutor::nn::op::Reduction;
use dltutor::nn::{Design, Mode, Network, Penalty, Tape, Updater, Var, activation, loss};
use ndarray::{Array1, Array2, ArrayView2};
use serde_json::Value;

fn load(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|x| x.as_f64().unwrap_or(f64::INFINITY)).collect()
}

fn labels(value: &Value) -> Vec<usize> {
    numbers(value).into_iter().map(|x| x as usize).collect()
}

/// A matrix from rows; a flat list is one row.
fn matrix(value: &Value) -> Array2<f64> {
    let rows: Vec<Vec<f64>> = match value.as_array().unwrap()[0].is_array() {
        true => value.as_array().unwrap().iter().map(numbers).collect(),
        false => vec![numbers(value)],
    };
    Array2::from_shape_vec((rows.len(), rows[0].len()), rows.concat()).unwrap()
}

/// 1e-10 relative, 1e-12 absolute near 0.
fn near(what: &str, ours: f64, theirs: f64) {
    let close = (ours - theirs).abs() <= 1e-12 + 1e-10 * theirs.abs();
    assert!(close || ours == theirs, "{what}: {ours:e} and not {theirs:e}");
}

fn all_near(what: &str, ours: ArrayView2<f64>, theirs: &Value) {
    let theirs = matrix(theirs);
    assert_eq!(ours.dim(), theirs.dim(), "{what}");
    ours.iter().zip(&theirs).for_each(|(ours, theirs)| near(what, *ours, *theirs));
}

/// Σ out·upstream: its gradient with respect to `out` is `upstream`.
fn weighted(tape: &mut Tape, out: Var, upstream: &Value) -> Var {
    let upstream = tape.input(matrix(upstream).view()).unwrap();
    let product = tape.multiply(out, upstream).unwrap();
    tape.sum(product).unwrap()
}

#[test]
fn activations_and_their_derivatives() {
    let golden = load("activations.json");
    let x = numbers(&golden["x"]);
    let functions = golden["functions"].as_object().unwrap();
    assert_eq!(functions.len(), activation::registry().len() + 2);
    for (name, record) in functions {
        let base = name.split("_0").next().unwrap().replace('_', "-");
        let mut activation = activation::find(&base).unwrap();
        for (parameter, value) in record["params"].as_object().unwrap() {
            activation = activation.with(parameter, value.as_f64().unwrap()).unwrap();
        }
        let (values, slopes) = (numbers(&record["y"]), numbers(&record["dy_dx"]));
        for ((&x, value), slope) in x.iter().zip(values).zip(slopes) {
            near(&format!("{name}({x})"), activation.f(x), value);
            near(&format!("{name}′({x})"), activation.df(x, activation.f(x)), slope);
        }
    }
}

#[test]
fn maxout_and_all_its_gradients() {
    let golden = &load("activations.json")["maxout"];
    let stack = |key: &str| {
        let pieces: Vec<_> = golden[key].as_array().unwrap().iter().map(matrix).collect();
        let views: Vec<_> = pieces.iter().map(|piece| piece.view()).collect();
        ndarray::concatenate(ndarray::Axis(usize::from(pieces[0].nrows() == 1)), &views).unwrap()
    };
    let mut tape = Tape::new();
    let x = tape.parameter(matrix(&golden["x"]).view()).unwrap();
    let weights = tape.parameter(stack("weight_piece_out_in").view()).unwrap();
    let bias = tape.parameter(stack("bias_piece_out").view()).unwrap();
    let pieces = tape.linear(x, weights, bias).unwrap();
    let y = tape.largest_piece(pieces, 2).unwrap();
    let loss = weighted(&mut tape, y, &golden["upstream"]);
    tape.backward(loss).unwrap();
    all_near("y", tape.value(y), &golden["y"]);
    all_near("dx", tape.gradient(x), &golden["dx"]);
    let near_stack = |ours: ArrayView2<f64>, theirs: Array2<f64>| {
        assert_eq!(ours.dim(), theirs.dim());
        ours.iter().zip(&theirs).for_each(|(ours, theirs)| near("maxout", *ours, *theirs));
    };
    near_stack(tape.gradient(weights), stack("dweight"));
    near_stack(tape.gradient(bias), stack("dbias"));
}

fn record_loss(
    name: &str,
    prediction: &Value,
    target: Array2<f64>,
    reduction: Reduction,
) -> (Tape, Var, Var) {
    let mut tape = Tape::new();
    let prediction = tape.parameter(matrix(prediction).view()).unwrap();
    let target = tape.input(target.view()).unwrap();
    let loss = loss::find(name).unwrap().record(&mut tape, prediction, target, reduction).unwrap();
    (tape, prediction, loss)
}

#[test]
fn losses_by_label_and_their_gradients() {
    let golden = load("losses.json");
    for (name, case) in golden["cases"].as_object().unwrap() {
        let column = Array1::from(numbers(&case["target"])).insert_axis(ndarray::Axis(1));
        for (reduction, key) in
            [(Reduction::Mean, "cross_entropy_mean"), (Reduction::Sum, "cross_entropy_sum")]
        {
            let (mut tape, scores, loss) =
                record_loss("cross-entropy", &case["logits"], column.clone(), reduction);
            tape.backward(loss).unwrap();
            near(name, tape.scalar(loss), case[key]["loss"].as_f64().unwrap());
            all_near(name, tape.gradient(scores), &case[key]["dlogits"]);
        }
        let rows = |loss_name: &str, prediction: &Value, key: &str| {
            let (tape, _, loss) = record_loss(loss_name, prediction, column.clone(), Reduction::None);
            let theirs = numbers(&case[key]);
            assert_eq!(tape.value(loss).nrows(), theirs.len());
            tape.value(loss).iter().zip(theirs).for_each(|(ours, theirs)| near(key, *ours, theirs));
        };
        rows("cross-entropy", &case["logits"], "nll_per_row");
        rows("nll", &case["log_softmax"], "nll_per_row");
        rows("every-class", &case["logits"], "nll_over_every_class_per_row");
        let mut tape = Tape::new();
        let scores = tape.input(matrix(&case["logits"]).view()).unwrap();
        let softmax = tape.softmax(scores).unwrap();
        let log_softmax = tape.log_softmax(scores).unwrap();
        all_near("softmax", tape.value(softmax), &case["softmax"]);
        all_near("log-softmax", tape.value(log_softmax), &case["log_softmax"]);
    }
}

#[test]
fn losses_by_value_and_their_gradients() {
    let golden = load("losses.json");
    let check = |name: &str, record: &Value, from: &str, to: &str, loss_key: &str, gradient: &str| {
        let (mut tape, prediction, loss) =
            record_loss(name, &record[from], matrix(&record[to]), Reduction::Mean);
        tape.backward(loss).unwrap();
        near(name, tape.scalar(loss), record[loss_key].as_f64().unwrap());
        all_near(name, tape.gradient(prediction), &record[gradient]);
    };
    check("cross-entropy", &golden["soft_targets"], "logits", "p", "loss_mean", "dlogits");
    check("mse", &golden["mse_mean"], "prediction", "target", "loss", "dprediction");
    check("binary-cross-entropy", &golden["bce_with_logits_mean"], "logits", "target", "loss", "dlogits");
}

/// The gradient of one of the surfaces at (x, y), and the value.
fn surface(name: &str, [x, y]: [f64; 2]) -> (f64, [f64; 2]) {
    match name {
        "ravine" => (0.05 * x * x + y * y, [0.1 * x, 2.0 * y]),
        "saddle" => (x * x - y * y, [2.0 * x, -2.0 * y]),
        "rosenbrock" => {
            let bend = y - x * x;
            ((1.0 - x).powi(2) + 100.0 * bend * bend, [-2.0 * (1.0 - x) - 400.0 * x * bend, 200.0 * bend])
        }
        "himmelblau" => {
            let (a, b) = (x * x + y - 11.0, x + y * y - 7.0);
            (a * a + b * b, [4.0 * x * a + 2.0 * b, 2.0 * a + 4.0 * y * b])
        }
        "beale" => {
            let terms = [1.5, 2.25, 2.625].into_iter().zip(1..);
            // RMSProp's path here is chaotic: exact arithmetic leaves PyTorch's path by 1e-2 within 60 steps. The
            // products are therefore rounded in the order in which PyTorch multiplies them.
            terms.fold((0.0, [0.0, 0.0]), |(value, [dx, dy]), (constant, n)| {
                let t = constant - x + x * y.powi(n);
                let power_slope = f64::from(n) * y.powi(n - 1);
                (value + t * t, [dx + 2.0 * t * y.powi(n) - 2.0 * t, dy + 2.0 * t * x * power_slope])
            })
        }
        _ => panic!("unknown surface {name}"),
    }
}

/// The updater for a golden record, which uses PyTorch's names.
fn updater(record: &Value) -> Updater {
    let name = match record["optimizer"].as_str().unwrap() {
        "gd" | "gd_weight_decay" => "sgd",
        name => name,
    };
    let mut updater = Updater::named(name).unwrap();
    for (key, value) in record["hyperparameters"].as_object().unwrap() {
        match key.as_str() {
            "nesterov" => {}
            "lr" => updater.set("learning_rate", value.as_f64().unwrap()).unwrap(),
            key => updater.set(key, value.as_f64().unwrap()).unwrap(),
        }
    }
    updater
}

#[test]
fn optimizer_paths() {
    let golden = load("optimizers.json");
    let runs = golden["runs"].as_array().unwrap();
    assert_eq!(runs.len(), 36);
    for run in runs {
        let (name, path) = (run["surface"].as_str().unwrap(), run["path"].as_array().unwrap());
        let what = format!("{} on {name}", run["optimizer"]);
        let mut updater = updater(run);
        let start = numbers(&run["start"]);
        let mut point = [start[0], start[1]];
        for (value, after) in numbers(&run["values_before_step"]).into_iter().zip(&path[1..]) {
            let (ours, slope) = surface(name, point);
            near(&what, ours, value);
            updater.step(&mut point, &slope).unwrap();
            point.iter().zip(numbers(after)).for_each(|(ours, theirs)| near(&what, *ours, theirs));
        }
    }
}

#[test]
fn batch_normalization_in_training_and_evaluation() {
    let golden = load("batchnorm.json");
    let mut tape = Tape::new();
    let calls = golden["training_calls"].as_array().unwrap();
    let x = tape.parameter(matrix(&calls[0]["x"]).view()).unwrap();
    let gamma = tape.parameter(matrix(&golden["gamma"]).view()).unwrap();
    let beta = tape.parameter(matrix(&golden["beta"]).view()).unwrap();
    let y = tape.batch_norm(x, gamma, beta).unwrap();
    let upstream = tape.input(matrix(&calls[0]["upstream"]).view()).unwrap();
    let product = tape.multiply(y, upstream).unwrap();
    let loss = tape.sum(product).unwrap();
    for (index, call) in calls.iter().enumerate() {
        if index > 0 {
            // Recording was the first call.
            tape.set(x, matrix(&call["x"]).view()).unwrap();
            tape.set(upstream, matrix(&call["upstream"]).view()).unwrap();
            tape.forward().unwrap();
        }
        tape.backward(loss).unwrap();
        all_near("y", tape.value(y), &call["y"]);
        all_near("dx", tape.gradient(x), &call["dx"]);
        all_near("dgamma", tape.gradient(gamma), &call["dgamma"]);
        all_near("dbeta", tape.gradient(beta), &call["dbeta"]);
        all_near("running mean", tape.state(y)[0].view(), &call["running_mean_after"]);
        all_near("running variance", tape.state(y)[1].view(), &call["running_var_after"]);
    }
    tape.set_mode(Mode::Evaluation);
    tape.set(x, matrix(&golden["eval"]["x"]).view()).unwrap();
    tape.forward_to(y).unwrap();
    all_near("y in evaluation", tape.value(y), &golden["eval"]["y"]);
}

#[test]
fn layer_normalization_with_its_gradients() {
    let golden = load("layernorm.json");
    let mut tape = Tape::new();
    let x = tape.parameter(matrix(&golden["x"]).view()).unwrap();
    let row = |name: &str| Array2::from_shape_vec((1, 4), numbers(&golden[name])).unwrap();
    let gamma = tape.parameter(row("gamma").view()).unwrap();
    let beta = tape.parameter(row("beta").view()).unwrap();
    let y = tape.layer_norm(x, gamma, beta).unwrap();
    let loss = weighted(&mut tape, y, &golden["upstream"]);
    tape.backward(loss).unwrap();
    all_near("y", tape.value(y), &golden["y"]);
    all_near("dx", tape.gradient(x), &golden["dx"]);
    for (name, var) in [("dgamma", gamma), ("dbeta", beta)] {
        let ours = tape.gradient(var);
        ours.iter().zip(numbers(&golden[name])).for_each(|(ours, theirs)| near(name, *ours, theirs));
    }
}

fn network(record: &Value, penalty: Penalty) -> Network {
    let sizes = labels(&record["sizes"]);
    let mut design = Design::new(&sizes, record["activation"].as_str().unwrap()).unwrap();
    design.penalty = penalty;
    let mut network = Network::new(&design, 0).unwrap();
    for layer in 0..network.depth() {
        let (weights, bias) = (matrix(&record["weights_out_in"][layer]), matrix(&record["biases"][layer]));
        network.set_layer(layer, weights.view(), bias.view()).unwrap();
    }
    network
}

#[test]
fn networks_forward_and_backward() {
    for record in load("networks.json")["networks"].as_array().unwrap() {
        let mut network = network(record, Penalty::None);
        let (x, target) = (matrix(&record["x"]), labels(&record["target"]));
        near("loss", network.gradients(x.view(), &target).unwrap(), record["loss"].as_f64().unwrap());
        all_near("scores", network.scores(), &record["logits"]);
        for layer in 0..network.depth() {
            all_near("∂L/∂W", network.weight_gradient(layer), &record["dweights_out_in"][layer]);
            all_near("∂L/∂b", network.bias_gradient(layer), &record["dbiases"][layer]);
        }
    }
}

#[test]
fn training_curves() {
    for record in load("networks.json")["networks"].as_array().unwrap() {
        let (x, target) = (matrix(&record["x"]), labels(&record["target"]));
        for run in record["training"].as_array().unwrap() {
            let lambda = run["penalty"]["lambda"].as_f64().unwrap_or(0.0);
            let penalty = match run["penalty"]["kind"].as_str() {
                None => Penalty::None,
                Some("l1") => Penalty::L1 { lambda },
                Some(_) => Penalty::L2 { lambda },
            };
            let (mut network, mut updater) = (network(record, penalty), updater(run));
            for (step, loss) in numbers(&run["losses_before_step"]).into_iter().enumerate() {
                let ours = network.train_step(x.view(), &target, &mut updater).unwrap();
                near(&format!("{} {} step {step}", record["activation"], run["optimizer"]), ours, loss);
            }
        }
    }
}
