//! AdamW (Loshchilov and Hutter 2017): Adam with weight decay outside the gradient.

use super::adam::corrected;
use super::each::each;
use super::{Hyperparameter, Hyperparameters, Optimizer};

/// `p ← p·(1 − η·λ)`, then Adam's step; the decay is not divided by √v.
pub(super) struct AdamW;

impl Optimizer for AdamW {
    fn name(&self) -> &'static str {
        "adamw"
    }

    fn about(&self) -> &'static str {
        "Adam with weight decay that every weight feels alike"
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
            Hyperparameter::new("weight_decay", 1e-2),
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
        let kept = 1.0 - h.learning_rate * h.weight_decay;
        each(
            parameters,
            gradients,
            buffers,
            #[inline(always)]
            |p, g, [m, v]| {
                let m = h.beta1 * m + (1.0 - h.beta1) * g;
                let v = h.beta2 * v + (1.0 - h.beta2) * g * g;
                (p * kept - rate * m / (v.sqrt() * scale + h.epsilon), [m, v])
            },
        );
    }
}
