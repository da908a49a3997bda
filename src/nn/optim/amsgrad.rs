//! AMSGrad (Reddi 2018, algorithm 2): Adam whose denominator never shrinks.

use super::Optimizer;
use super::adam::{corrected, usual};

/// Adam with `w ← max(w, v)` in place of v in the denominator.
pub(super) const AMSGRAD: Optimizer = Optimizer {
    name: "amsgrad",
    about: "Adam that never forgets its largest gradients",
    buffers: 3,
    hyperparameters: const { &usual(0.0) },
    update: |step| {
        let h = step.hyperparameters;
        let (rate, scale) = corrected(step.number, h);
        step.each(
            #[inline(always)]
            |p, g, [m, v, w]| {
                let g = h.weight_decay.mul_add(p, g);
                let m = h.beta1 * m + (1.0 - h.beta1) * g;
                let v = h.beta2 * v + (1.0 - h.beta2) * g * g;
                let w = if v > w { v } else { w };
                (p - rate * m / (w.sqrt() * scale + h.epsilon), [m, v, w])
            },
        );
    },
};
