//! The embedded neural-network framework.
//!
//! Read it in this order: [`tape`] (how gradients come about), [`op`] (each operation and its derivative),
//! [`activation`], losses, optimizers, and networks, which puts them together.

pub mod activation;
mod error;
pub mod gradcheck;
pub mod init;
pub mod layer;
pub mod loss;
pub mod math;
mod matmul;
mod matrix;
mod network;
pub mod op;
pub mod optim;
pub mod penalty;
pub mod random;
pub mod schedule;
pub mod tape;
pub mod train;
pub mod wide;

pub use error::Error;
pub use matrix::{Matrix, Shape, times};
pub use network::{Design, Hidden, Network, Normalization, Target};
pub use op::{Mode, Op};
pub use optim::Updater;
pub use penalty::Penalty;
pub use tape::{Tape, Var};
