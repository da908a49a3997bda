//! RMSProp (Hinton 2012): Adagrad with a memory that fades.

use super::each::each;
use super::{Hyperparameter, Hyperparameters, Optimizer};

/// `v ← α·v + (1 − α)·g²`, `p ← p − η·g / (√v + ε)`.
pub(super) struct RmsProp;

impl Optimizer for RmsProp {
    fn name(&self) -> &'static str {
        "rmsprop"
    }

    fn about(&self) -> &'static str {
        "steps divided by the recent size of the gradient"
    }

    fn buffers(&self) -> usize {
        1
    }

    fn hyperparameters(&self) -> &'static [Hyperparameter] {
        const KNOWN: [Hyperparameter; 4] = [
            Hyperparameter::new("learning_rate", 1e-2),
            Hyperparameter::new("alpha", 0.99),
            Hyperparameter::new("epsilon", 1e-8),
            Hyperparameter::new("weight_decay", 0.0),
        ];
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
            |p, g, [v]| {
                let g = h.weight_decay.mul_add(p, g);
                let v = h.alpha * v + (1.0 - h.alpha) * g * g;
                (p - h.learning_rate * g / (v.sqrt() + h.epsilon), [v])
            },
        );
    }
}
