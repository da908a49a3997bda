//! Adam (Kingma and Ba 2014, algorithm 1).

use super::{BiasCorrection, Hyperparameter, Hyperparameters, Optimizer};
use crate::math::power;

/// Adam's hyperparameters, which AMSGrad shares, and AdamW but for the decay.
pub(super) const fn usual(weight_decay: f64) -> [Hyperparameter; 6] {
    [
        Hyperparameter::new("learning_rate", 1e-3),
        Hyperparameter::new("beta1", 0.9),
        Hyperparameter::new("beta2", 0.999),
        Hyperparameter::new("epsilon", 1e-8),
        Hyperparameter::new("weight_decay", weight_decay),
        Hyperparameter::new("bias_correction", 1.0),
    ]
}

/// The learning rate and the factor on √v that make up for averages that started at 0:
/// `η / (1 − β₁ᵗ)` and `1 / √(1 − β₂ᵗ)`.
pub(super) fn corrected(step: u64, h: &Hyperparameters) -> (f64, f64) {
    match h.bias_correction {
        BiasCorrection::Off => (h.learning_rate, 1.0),
        BiasCorrection::On => {
            let rate = h.learning_rate / (1.0 - power(h.beta1, step));
            (rate, 1.0 / (1.0 - power(h.beta2, step)).sqrt())
        }
    }
}

/// `m ← β₁·m + (1 − β₁)·g`, `v ← β₂·v + (1 − β₂)·g²`, `p ← p − η/(1 − β₁ᵗ) · m / (√v/√(1 − β₂ᵗ) + ε)`.
pub(super) const ADAM: Optimizer = Optimizer {
    name: "adam",
    about: "momentum and RMSProp together, corrected for their start at 0",
    buffers: 2,
    hyperparameters: const { &usual(0.0) },
    update: |step| {
        let h = step.hyperparameters;
        let (rate, scale) = corrected(step.number, h);
        step.each(
            #[inline(always)]
            |p, g, [m, v]| {
                let g = h.weight_decay.mul_add(p, g);
                let m = h.beta1 * m + (1.0 - h.beta1) * g;
                let v = h.beta2 * v + (1.0 - h.beta2) * g * g;
                (p - rate * m / (v.sqrt() * scale + h.epsilon), [m, v])
            },
        );
    },
};
