//! What a rule is told in one step, and the loop that all rules share: over the parameters, in vectors.

use super::Hyperparameters;
use crate::wide::{Kernel, Level, wide};

/// One step of a rule on one vector of parameters.
pub struct Step<'a> {
    /// The parameters, to be changed.
    pub parameters: &'a mut [f64],
    /// The gradient of each.
    pub gradients: &'a [f64],
    /// As many vectors as the rule asked for, each as long as `parameters`, zero before the first step.
    pub buffers: &'a mut [Vec<f64>],
    /// The number of the step; the first is 1.
    pub number: u64,
    /// The hyperparameters.
    pub hyperparameters: &'a Hyperparameters,
}

impl Step<'_> {
    /// Replaces each parameter and its `N` remembered numbers by `rule(parameter, gradient, remembered)`.
    pub(super) fn each<const N: usize>(self, rule: impl Fn(f64, f64, [f64; N]) -> (f64, [f64; N])) {
        let mut vectors = self.buffers.iter_mut();
        let buffers =
            std::array::from_fn(|_| vectors.next().expect("a buffer that the rule asked for").as_mut_slice());
        wide(Each { parameters: self.parameters, gradients: self.gradients, buffers, rule });
    }
}

struct Each<'a, const N: usize, F> {
    parameters: &'a mut [f64],
    gradients: &'a [f64],
    buffers: [&'a mut [f64]; N],
    rule: F,
}

impl<const N: usize, F: Fn(f64, f64, [f64; N]) -> (f64, [f64; N])> Kernel for Each<'_, N, F> {
    type Output = ();

    #[inline(always)]
    fn run(self, _level: Level) {
        let n = self.parameters.len();
        let gradients = &self.gradients[..n];
        let mut buffers = self.buffers.map(|buffer| &mut buffer[..n]);
        for i in 0..n {
            let old = std::array::from_fn(|b| buffers[b][i]);
            let (parameter, new) = (self.rule)(self.parameters[i], gradients[i], old);
            self.parameters[i] = parameter;
            for (buffer, new) in buffers.iter_mut().zip(new) {
                buffer[i] = new;
            }
        }
    }
}
