//! Plain gradient descent.

use super::{Hyperparameter, Optimizer};

/// `p ← p − η·(g + λ·p)`, η the learning rate and λ the weight decay.
pub(super) const SGD: Optimizer = Optimizer {
    name: "sgd",
    about: "straight down the slope",
    buffers: 0,
    hyperparameters: &[Hyperparameter::new("learning_rate", 1e-3), Hyperparameter::new("weight_decay", 0.0)],
    update: |step| {
        let h = step.hyperparameters;
        step.each(
            #[inline(always)]
            |p, g, []| {
                let g = h.weight_decay.mul_add(p, g);
                (p - h.learning_rate * g, [])
            },
        );
    },
};
