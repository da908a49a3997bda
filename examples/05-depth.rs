//! Why deep sigmoid networks forget: the size of the gradient, layer by layer.
//!
//! cargo run --example 05-depth
#![allow(clippy::print_stdout, missing_docs)]

use dltutor::nn::random::Generator;
use dltutor::nn::{Design, Error, Network};
use ndarray::Array2;

pub fn main() -> Result<(), Error> {
    let mut generator = Generator::seeded(7);
    let x = Array2::from_shape_simple_fn((256, 32), || generator.normal());
    let labels: Vec<usize> = (0..256).map(|_| generator.below(10)).collect();
    let sizes: Vec<usize> = [vec![32; 11], vec![10]].concat();
    for activation in ["sigmoid", "tanh", "relu"] {
        let mut network = Network::new(&Design::new(&sizes, activation)?, 7)?;
        network.gradients(x.view(), &labels)?;
        let norms: Vec<f64> = (0..network.depth()).map(|layer| network.weight_gradient_norm(layer)).collect();
        let shown: Vec<String> = norms.iter().step_by(2).map(|norm| format!("{norm:8.1e}")).collect();
        println!(
            "{activation:<8} {}   first/last {:.1e}",
            shown.join(" "),
            norms[0] / norms[norms.len() - 1]
        );
    }
    Ok(())
}
