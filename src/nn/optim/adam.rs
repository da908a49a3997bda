//! Adam (Kingma and Ba 2014, algorithm 1).

use super::BiasCorrection;
use super::each::each;
use super::{Hyperparameter, Hyperparameters, Optimizer};
use crate::nn::math::power;

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
pub(super) struct Adam;

impl Optimizer for Adam {
    fn name(&self) -> &'static str {
        "adam"
    }

    fn about(&self) -> &'static str {
        "momentum and RMSProp together, corrected for their start at 0"
    }

    fn buffers(&self) -> usize {
        2
    }

    fn hyperparameters(&self) -> &'static [Hyperparameter] {
        const KNOWN: [Hyperparameter; 6] = [
            Hyperparameter::new("learning_rate", 1e-3),
            Hyperparameter::new("beta1", 0.9),
            Hyperparameter::new("beta2", 0.999),
            Hyperparameter::new("epsilon", 1e-8),
            Hyperparameter::new("weight_decay", 0.0),
            Hyperparameter::new("bias_correction", 1.0),
        ];
        &KNOWN
    }

    fn update(
        &self,
        parameters: &mut [f64],
        gradients: &[f64],
        buffers: &mut [Vec<f64>],
        step: u64,
        h: &Hyperparameters,
    ) {
        let (rate, scale) = corrected(step, h);
        each(
            parameters,
            gradients,
            buffers,
            #[inline(always)]
            |p, g, [m, v]| {
                let g = h.weight_decay.mul_add(p, g);
                let m = h.beta1 * m + (1.0 - h.beta1) * g;
                let v = h.beta2 * v + (1.0 - h.beta2) * g * g;
                (p - rate * m / (v.sqrt() * scale + h.epsilon), [m, v])
            },
        );
    }
}
