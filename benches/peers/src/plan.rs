//! What is measured.

use crate::work::{Net, Work};

/// A family of networks that differ in one size.
pub struct Family {
    /// What grows.
    pub name: &'static str,
    /// What is fixed.
    pub fixed: &'static str,
    /// Each size with its work.
    pub points: Vec<(usize, Work)>,
}

fn net(sizes: &[usize], batch: usize, rule: &str, activation: &str) -> Net {
    Net { sizes: sizes.to_vec(), batch, rule: rule.to_owned(), activation: activation.to_owned() }
}

/// The networks of the main table, with the name of each.
pub fn nets() -> Vec<(&'static str, Net)> {
    let shapes: [(&str, &[usize], usize, &str); 6] = [
        ("2-16-16-2, batch 32", &[2, 16, 16, 2], 32, "relu"),
        ("64-128-10, batch 64", &[64, 128, 10], 64, "relu"),
        ("64-256-256-10, batch 128", &[64, 256, 256, 10], 128, "relu"),
        ("31 layers of 32, batch 64", &[32; 32], 64, "relu"),
        ("64-64-64-10, batch 32", &[64, 64, 64, 10], 32, "relu"),
        ("64-64-64-10 tanh, batch 32", &[64, 64, 64, 10], 32, "tanh"),
    ];
    let both = |(name, sizes, batch, activation)| {
        ["sgd", "adam"].map(|rule| (name, net(sizes, batch, rule, activation)))
    };
    shapes.into_iter().flat_map(both).collect()
}

/// The products: squares, and the shapes of small networks.
pub fn products() -> Vec<Work> {
    let squares = [32, 64, 128, 256, 512, 1024].map(|n| [n, n, n]);
    let shapes = squares.into_iter().chain([[32, 2, 16], [32, 64, 64], [64, 64, 128], [128, 256, 256]]);
    shapes.map(Work::Matmul).collect()
}

/// How many numbers an activation gets: those of 64 examples and 64 units.
pub const ELEMENTS: usize = 4096;

/// The activations.
pub fn activations() -> Vec<Work> {
    ["tanh", "sigmoid", "relu"].map(|name| Work::Activation(name.to_owned(), ELEMENTS)).to_vec()
}

/// How cost grows.
pub fn families() -> Vec<Family> {
    let train = |sizes: &[usize], batch| Work::Train(net(sizes, batch, "sgd", "relu"));
    let deep = |depth: usize| -> Vec<usize> { std::iter::repeat_n(64, depth + 1).chain([10]).collect() };
    let widths = [8, 16, 32, 64, 128, 256, 512];
    let depths = [1, 2, 4, 8, 16, 32];
    let batches = [8, 16, 32, 64, 128, 256, 512, 1024];
    let steps = [1, 4, 16, 64, 256];
    let whole = |steps| Work::Whole(net(&[64, 128, 10], 64, "sgd", "relu"), steps);
    vec![
        Family {
            name: "width",
            fixed: "64-w-w-10, batch 64",
            points: widths.map(|w| (w, train(&[64, w, w, 10], 64))).to_vec(),
        },
        Family {
            name: "depth",
            fixed: "64-…64…-10 with d hidden layers, batch 64",
            points: depths.map(|d| (d, train(&deep(d), 64))).to_vec(),
        },
        Family {
            name: "batch",
            fixed: "64-128-10",
            points: batches.map(|b| (b, train(&[64, 128, 10], b))).to_vec(),
        },
        Family {
            name: "steps",
            fixed: "64-128-10, batch 64, built anew",
            points: steps.map(|n| (n, whole(n))).to_vec(),
        },
    ]
}
