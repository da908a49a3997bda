//! Gradient descent with momentum (Polyak 1964), in the form PyTorch uses.

use super::each::each;
use super::{Hyperparameter, Hyperparameters, Optimizer};

/// `b ← μ·b + (1 − τ)·g` (the first b is g itself), `p ← p − η·b`.
///
/// The default μ = 0.9 is the usual one; PyTorch's SGD starts with 0.
pub(super) struct Momentum;

impl Optimizer for Momentum {
    fn name(&self) -> &'static str {
        "momentum"
    }

    fn about(&self) -> &'static str {
        "a velocity that gathers along the way"
    }

    fn buffers(&self) -> usize {
        1
    }

    fn hyperparameters(&self) -> &'static [Hyperparameter] {
        const KNOWN: [Hyperparameter; 4] = [
            Hyperparameter::new("learning_rate", 1e-3),
            Hyperparameter::new("momentum", 0.9),
            Hyperparameter::new("dampening", 0.0),
            Hyperparameter::new("weight_decay", 0.0),
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
        let kept = if step == 1 { 0.0 } else { h.momentum };
        let added = if step == 1 { 1.0 } else { 1.0 - h.dampening };
        each(
            parameters,
            gradients,
            buffers,
            #[inline(always)]
            |p, g, [b]| {
                let g = h.weight_decay.mul_add(p, g);
                let b = kept * b + added * g;
                (p - h.learning_rate * b, [b])
            },
        );
    }
}
