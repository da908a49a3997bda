//! Nesterov's accelerated gradient (Nesterov 1983), in the form PyTorch uses.

use super::each::each;
use super::{Hyperparameter, Hyperparameters, Optimizer};

/// `b ← μ·b + g`, `p ← p − η·(g + μ·b)`: p is where the velocity would carry the point, so that the gradient
/// is taken there. The default μ = 0.9 is the usual one; PyTorch's SGD starts with 0.
pub(super) struct Nag;

impl Optimizer for Nag {
    fn name(&self) -> &'static str {
        "nag"
    }

    fn about(&self) -> &'static str {
        "momentum that looks ahead before it steps"
    }

    fn buffers(&self) -> usize {
        1
    }

    fn hyperparameters(&self) -> &'static [Hyperparameter] {
        const KNOWN: [Hyperparameter; 3] = [
            Hyperparameter::new("learning_rate", 1e-3),
            Hyperparameter::new("momentum", 0.9),
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
            |p, g, [b]| {
                let g = h.weight_decay.mul_add(p, g);
                let b = h.momentum * b + g;
                (p - h.learning_rate * (g + h.momentum * b), [b])
            },
        );
    }
}
