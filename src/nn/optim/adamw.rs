//! AdamW (Loshchilov and Hutter 2017): Adam with weight decay outside the gradient.

use super::Optimizer;
use super::adam::{corrected, usual};

/// `p ← p·(1 − η·λ)`, then Adam's step; the decay is not divided by √v.
pub(super) const ADAMW: Optimizer = Optimizer {
    name: "adamw",
    about: "Adam with weight decay that every weight feels alike",
    buffers: 2,
    hyperparameters: const { &usual(1e-2) },
    update: |step| {
        let h = step.hyperparameters;
        let (rate, scale) = corrected(step.number, h);
        let kept = 1.0 - h.learning_rate * h.weight_decay;
        step.each(
            #[inline(always)]
            |p, g, [m, v]| {
                let m = h.beta1 * m + (1.0 - h.beta1) * g;
                let v = h.beta2 * v + (1.0 - h.beta2) * g * g;
                (p * kept - rate * m / (v.sqrt() * scale + h.epsilon), [m, v])
            },
        );
    },
};
