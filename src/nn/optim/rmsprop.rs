//! RMSProp (Hinton 2012): Adagrad with a memory that fades.

use super::{Hyperparameter, Optimizer};

/// `v ← α·v + (1 − α)·g²`, `p ← p − η·g / (√v + ε)`.
pub(super) const RMSPROP: Optimizer = Optimizer {
    name: "rmsprop",
    about: "steps divided by the recent size of the gradient",
    buffers: 1,
    hyperparameters: &[
        Hyperparameter::new("learning_rate", 1e-2),
        Hyperparameter::new("alpha", 0.99),
        Hyperparameter::new("epsilon", 1e-8),
        Hyperparameter::new("weight_decay", 0.0),
    ],
    update: |step| {
        let h = step.hyperparameters;
        step.each(
            #[inline(always)]
            |p, g, [v]| {
                let g = h.weight_decay.mul_add(p, g);
                let v = h.alpha * v + (1.0 - h.alpha) * g * g;
                (p - h.learning_rate * g / (v.sqrt() + h.epsilon), [v])
            },
        );
    },
};
