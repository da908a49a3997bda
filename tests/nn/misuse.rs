//! Misuse is answered with what is wrong and what to do, and never with a panic.

use dltutor::nn::{Design, Error, Network, Normalization, Tape, Updater};
use ndarray::{Array2, array};

fn message<T>(result: Result<T, Error>) -> String {
    result.err().map_or_else(|| panic!("an error was expected"), |error| error.to_string())
}

fn network() -> Network {
    Network::new(&Design::new(&[2, 3, 2], "relu").unwrap(), 1).unwrap()
}

#[test]
fn shapes_that_do_not_fit_name_the_operation_and_both_shapes() {
    let mut tape = Tape::new();
    let a = tape.parameter(Array2::zeros((3, 4)).view()).unwrap();
    let b = tape.parameter(Array2::zeros((5, 3)).view()).unwrap();
    assert_eq!(
        message(tape.matmul(a, b)),
        "matmul: [3, 4] does not go with [5, 3]; the columns of the first must be as many as the rows of the second"
    );
    assert!(
        message(tape.linear(a, b, b))
            .starts_with("linear: [3, 4] does not go with [5, 3]; weights are [out, in]")
    );
    let weights = tape.parameter(Array2::zeros((2, 4)).view()).unwrap();
    assert!(message(tape.linear(a, weights, b)).contains("the bias is [1, out]"));
    let text = message(network().forward(Array2::zeros((7, 5)).view()));
    assert_eq!(
        text,
        "forward: [7, 5] does not go with [7, 2]; the examples must have one column for each input of the network"
    );
    assert!(
        message(network().loss(array![[1.0, 2.0]].view(), &[0, 1])).contains("one target for each example")
    );
    assert!(
        message(network().set_layer(0, Array2::zeros((1, 1)).view(), Array2::zeros((1, 3)).view()))
            .contains("[3, 2]")
    );
}

#[test]
fn data_that_cannot_be_learned_from_is_refused() {
    let mut sgd = Updater::named("sgd").unwrap();
    let mut network = network();
    let none: [usize; 0] = [];
    assert!(
        message(network.train_step(Array2::zeros((0, 2)).view(), &none, &mut sgd))
            .contains("the batch is empty")
    );
    let text = message(network.train_step(array![[1.0, 2.0], [0.0, f64::NAN]].view(), &[0, 1], &mut sgd));
    assert_eq!(text, "data: the value at row 1, column 1 is NaN; remove or replace it");
    assert!(
        message(network.train_step(array![[1.0, f64::INFINITY]].view(), &[0], &mut sgd)).contains("is inf")
    );
    let text = message(network.train_step(array![[1.0, 2.0]].view(), &[2], &mut sgd));
    assert_eq!(text, "cross-entropy: row 0 has label 2, but there are 2 classes; labels run from 0 to 1");
    assert!(
        message(network.train_rows(array![[1.0, 2.0]].view(), &[0], &[4], &mut sgd))
            .contains("a row was asked for")
    );
}

#[test]
fn a_batch_of_one_has_nothing_to_normalise_by() {
    let mut design = Design::new(&[2, 3, 2], "relu").unwrap();
    design.normalization = Normalization::Batch;
    let mut network = Network::new(&design, 1).unwrap();
    let text = message(network.gradients(array![[1.0, 2.0]].view(), &[0]));
    assert_eq!(text, "batch-norm: a batch of 1 has no variance; train with at least 2 examples a batch");
    assert!(network.forward(array![[1.0, 2.0]].view()).is_ok(), "predicting needs no batch");
}

#[test]
fn structures_that_cannot_be_built_are_refused_before_anything_is_allocated() {
    let build = |sizes: &[usize]| Network::new(&Design::new(sizes, "relu")?, 1);
    assert!(message(build(&[4])).contains("at least two sizes"));
    assert!(message(build(&[4, 0, 2])).contains("every size must be at least 1"));
    assert!(message(build(&[1 << 20, 1 << 20])).contains("would need 8192 GiB"));
    assert!(message(build(&[1 << 40, 1 << 40])).contains("GiB"));
    let mut design = Design::new(&[2, 3, 2], "relu").unwrap();
    design.dropout = 1.0;
    assert_eq!(
        message(Network::new(&design, 1)),
        "dropout = 1 is out of range; it must be at least 0 and less than 1"
    );
}

#[test]
fn an_optimizer_belongs_to_one_network() {
    let mut adam = Updater::named("adam").unwrap();
    let x = array![[1.0, 2.0]];
    network().train_step(x.view(), &[0], &mut adam).unwrap();
    let mut other = Network::new(&Design::new(&[2, 4, 2], "relu").unwrap(), 1).unwrap();
    assert!(
        message(other.train_step(x.view(), &[0], &mut adam))
            .contains("the optimizer started with vectors of [6, 3, 6, 2]")
    );
}
