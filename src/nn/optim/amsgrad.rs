//! AMSGrad (Reddi 2018, algorithm 2): Adam whose denominator never shrinks.

use super::adam::corrected;
use super::each::each;
use super::{Hyperparameter, Hyperparameters, Optimizer};

/// Adam with `w ← max(w, v)` in place of v in the denominator.
pub(super) struct AmsGrad;

impl Optimizer for AmsGrad {
    fn name(&self) -> &'static str {
        "amsgrad"
    }

    fn about(&self) -> &'static str {
        "Adam that never forgets its largest gradients"
    }

    fn buffers(&self) -> usize {
        3
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
            |p, g, [m, v, w]| {
                let g = h.weight_decay.mul_add(p, g);
                let m = h.beta1 * m + (1.0 - h.beta1) * g;
                let v = h.beta2 * v + (1.0 - h.beta2) * g * g;
                let w = if v > w { v } else { w };
                (p - rate * m / (w.sqrt() * scale + h.epsilon), [m, v, w])
            },
        );
    }
}
