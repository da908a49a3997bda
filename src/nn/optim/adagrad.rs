//! Adagrad (Duchi 2011): a learning rate for each parameter, which only falls.

use super::{Hyperparameter, Optimizer};

/// `s ← s + g²`, `p ← p − η·g / (√s + ε)`.
pub(super) const ADAGRAD: Optimizer = Optimizer {
    name: "adagrad",
    about: "smaller steps where gradients have been large",
    buffers: 1,
    hyperparameters: &[
        Hyperparameter::new("learning_rate", 1e-2),
        Hyperparameter::new("epsilon", 1e-10),
        Hyperparameter::new("weight_decay", 0.0),
    ],
    update: |step| {
        let h = step.hyperparameters;
        step.each(
            #[inline(always)]
            |p, g, [s]| {
                let g = h.weight_decay.mul_add(p, g);
                let s = s + g * g;
                (p - h.learning_rate * g / (s.sqrt() + h.epsilon), [s])
            },
        );
    },
};
