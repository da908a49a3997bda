//! The examples run.
#![allow(unreachable_pub)]

#[path = "../../examples/05-depth.rs"]
mod depth;
#[path = "../../examples/02-gradients.rs"]
mod gradients;
#[path = "../../examples/04-network.rs"]
mod network;
#[path = "../../examples/03-optimizers.rs"]
mod optimizers;
#[path = "../../examples/01-tape.rs"]
mod tape;
#[path = "../../examples/06-train.rs"]
mod train;

#[test]
fn every_example_runs() {
    for example in [tape::main, gradients::main, optimizers::main, network::main, depth::main, train::main] {
        example().unwrap();
    }
}
