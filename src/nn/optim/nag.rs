//! Nesterov's accelerated gradient (Nesterov 1983), in the form PyTorch uses.

use super::{Hyperparameter, Optimizer};

/// `b ← μ·b + g`, `p ← p − η·(g + μ·b)`: p is where the velocity would carry the point, so that the gradient
/// is taken there. The default μ = 0.9 is the usual one; PyTorch's SGD starts with 0.
pub(super) const NAG: Optimizer = Optimizer {
    name: "nag",
    about: "momentum that looks ahead before it steps",
    buffers: 1,
    hyperparameters: &[
        Hyperparameter::new("learning_rate", 1e-3),
        Hyperparameter::new("momentum", 0.9),
        Hyperparameter::new("weight_decay", 0.0),
    ],
    update: |step| {
        let h = step.hyperparameters;
        step.each(
            #[inline(always)]
            |p, g, [b]| {
                let g = h.weight_decay.mul_add(p, g);
                let b = h.momentum * b + g;
                (p - h.learning_rate * (g + h.momentum * b), [b])
            },
        );
    },
};
