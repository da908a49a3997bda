//! Gradient descent with momentum (Polyak 1964), in the form PyTorch uses.

use super::{Hyperparameter, Optimizer};

/// `b ← μ·b + (1 − τ)·g` (the first b is g itself), `p ← p − η·b`.
///
/// The default μ = 0.9 is the usual one; PyTorch's SGD starts with 0.
pub(super) const MOMENTUM: Optimizer = Optimizer {
    name: "momentum",
    about: "a velocity that gathers along the way",
    buffers: 1,
    hyperparameters: &[
        Hyperparameter::new("learning_rate", 1e-3),
        Hyperparameter::new("momentum", 0.9),
        Hyperparameter::new("dampening", 0.0),
        Hyperparameter::new("weight_decay", 0.0),
    ],
    update: |step| {
        let h = step.hyperparameters;
        let (kept, added) = if step.number == 1 { (0.0, 1.0) } else { (h.momentum, 1.0 - h.dampening) };
        step.each(
            #[inline(always)]
            |p, g, [b]| {
                let g = h.weight_decay.mul_add(p, g);
                let b = kept * b + added * g;
                (p - h.learning_rate * b, [b])
            },
        );
    },
};
