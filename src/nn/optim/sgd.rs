//! Plain gradient descent.

use super::each::each;
use super::{Hyperparameter, Hyperparameters, Optimizer};

/// `p ← p − η·(g + λ·p)`, η the learning rate and λ the weight decay.
pub(super) struct Sgd;

impl Optimizer for Sgd {
    fn name(&self) -> &'static str {
        "sgd"
    }

    fn about(&self) -> &'static str {
        "straight down the slope"
    }

    fn buffers(&self) -> usize {
        0
    }

    fn hyperparameters(&self) -> &'static [Hyperparameter] {
        const KNOWN: [Hyperparameter; 2] =
            [Hyperparameter::new("learning_rate", 1e-3), Hyperparameter::new("weight_decay", 0.0)];
        &KNOWN
    }

    fn update(
        &self,
        parameters: &mut [f64],
        gradients: &[f64],
        buffers: &mut [Vec<f64>],
        _step: u64,
        h: &Hyperparameters,
    ) {
        each(
            parameters,
            gradients,
            buffers,
            #[inline(always)]
            |p, g, []| {
                let g = h.weight_decay.mul_add(p, g);
                (p - h.learning_rate * g, [])
            },
        );
    }
}
