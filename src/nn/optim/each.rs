//! The loop that all update rules share: over the parameters, in vectors.

use crate::nn::wide::{Kernel, Level, wide};

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

/// Replaces each parameter and its `N` remembered numbers by `rule(parameter, gradient, remembered)`.
pub(super) fn each<const N: usize>(
    parameters: &mut [f64],
    gradients: &[f64],
    buffers: &mut [Vec<f64>],
    rule: impl Fn(f64, f64, [f64; N]) -> (f64, [f64; N]),
) {
    let mut vectors = buffers.iter_mut();
    let buffers =
        std::array::from_fn(|_| vectors.next().expect("a buffer that the rule asked for").as_mut_slice());
    wide(Each { parameters, gradients, buffers, rule });
}
