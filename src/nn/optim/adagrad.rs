//! Adagrad (Duchi 2011): a learning rate for each parameter, which only falls.

use super::each::each;
use super::{Hyperparameter, Hyperparameters, Optimizer};

/// `s ← s + g²`, `p ← p − η·g / (√s + ε)`.
pub(super) struct Adagrad;

impl Optimizer for Adagrad {
    fn name(&self) -> &'static str {
        "adagrad"
    }

    fn about(&self) -> &'static str {
        "smaller steps where gradients have been large"
    }

    fn buffers(&self) -> usize {
        1
    }

    fn hyperparameters(&self) -> &'static [Hyperparameter] {
        const KNOWN: [Hyperparameter; 3] = [
            Hyperparameter::new("learning_rate", 1e-2),
            Hyperparameter::new("epsilon", 1e-10),
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
            |p, g, [s]| {
                let g = h.weight_decay.mul_add(p, g);
                let s = s + g * g;
                (p - h.learning_rate * g / (s.sqrt() + h.epsilon), [s])
            },
        );
    }
}
