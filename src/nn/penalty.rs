//! Penalties on large weights.

/// What large weights cost on top of the loss; biases are free.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Penalty {
    /// Nothing.
    #[default]
    None,
    /// λ·Σ|w|, by its subgradient λ·sign(w) (0 at 0): weights come near 0, never to rest on it.
    L1 {
        /// λ.
        lambda: f64,
    },
    /// λ·Σ|w|, by a proximal step after each update: w moves η·λ towards 0 and stops there exactly.
    L1Proximal {
        /// λ.
        lambda: f64,
    },
    /// λ·Σw², whose gradient is 2·λ·w.
    L2 {
        /// λ.
        lambda: f64,
    },
    /// No cost and no gradient: before each update w shrinks to w·(1 − η·λ), whatever the optimizer makes
    /// of the gradient (Loshchilov and Hutter 2017, "Decoupled Weight Decay Regularization").
    Decay {
        /// λ.
        lambda: f64,
    },
}

impl Penalty {
    /// What `weights` cost.
    pub fn value(self, weights: &[f64]) -> f64 {
        match self {
            Self::None | Self::Decay { .. } => 0.0,
            Self::L1 { lambda } | Self::L1Proximal { lambda } => {
                lambda * weights.iter().map(|w| w.abs()).sum::<f64>()
            }
            Self::L2 { lambda } => lambda * weights.iter().map(|w| w * w).sum::<f64>(),
        }
    }

    /// Adds the derivative of the cost to `gradients`; the proximal form and decay have none.
    pub fn add_derivative(self, weights: &[f64], gradients: &mut [f64]) {
        let sign = |w: f64| if w == 0.0 { 0.0 } else { w.signum() };
        let pairs = gradients.iter_mut().zip(weights);
        match self {
            Self::None | Self::L1Proximal { .. } | Self::Decay { .. } => {}
            Self::L1 { lambda } => pairs.for_each(|(g, &w)| *g += lambda * sign(w)),
            Self::L2 { lambda } => pairs.for_each(|(g, &w)| *g += 2.0 * lambda * w),
        }
    }

    /// Shrinks `weights` before an update at `learning_rate` (only decay does): `w ← w·(1 − η·λ)`.
    pub fn decay(self, weights: &mut [f64], learning_rate: f64) {
        if let Self::Decay { lambda } = self {
            let kept = 1.0 - learning_rate * lambda;
            weights.iter_mut().for_each(|w| *w *= kept);
        }
    }

    /// Pulls `weights` towards 0 after an update at `learning_rate` (only in the proximal form):
    /// `w ← sign(w)·max(|w| − η·λ, 0)`.
    pub fn shrink(self, weights: &mut [f64], learning_rate: f64) {
        if let Self::L1Proximal { lambda } = self {
            let pull = learning_rate * lambda;
            weights.iter_mut().for_each(|w| *w = (w.abs() - pull).max(0.0).copysign(*w));
        }
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;
    use crate::{Design, Network, Updater};

    /// The weights after three steps of an optimizer.
    fn trained(penalty: Penalty, updater: Updater) -> Vec<f64> {
        let mut design = Design::new(&[2, 4, 2], "tanh").unwrap();
        design.penalty = penalty;
        let (mut network, mut updater) = (Network::new(&design, 3).unwrap(), updater);
        for _ in 0..3 {
            network.train_step(array![[1.0, -2.0], [0.5, 1.0]].view(), &[0, 1], &mut updater).unwrap();
        }
        network.weights(0).iter().copied().collect()
    }

    #[test]
    fn decay_is_l2_of_half_its_size_under_plain_descent_and_another_thing_under_adam() {
        let rate = |name: &str| Updater::named(name).unwrap().with("learning_rate", 0.1).unwrap();
        let distance = |name: &str| {
            let decayed = trained(Penalty::Decay { lambda: 0.2 }, rate(name));
            let charged = trained(Penalty::L2 { lambda: 0.1 }, rate(name));
            decayed.iter().zip(charged).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
        };
        assert!(distance("sgd") < 1e-14, "{}", distance("sgd"));
        assert!(distance("adam") > 1e-3, "{}", distance("adam"));
    }

    #[test]
    fn only_the_proximal_step_gives_exact_zeros() {
        let mut weights = [0.05, -2.0, 0.0];
        Penalty::L1Proximal { lambda: 1.0 }.shrink(&mut weights, 0.1);
        assert_eq!(weights, [0.0, -1.9, 0.0]);
        let mut gradients = [0.0; 3];
        Penalty::L1 { lambda: 1.0 }.add_derivative(&weights, &mut gradients);
        assert_eq!(gradients, [0.0, -1.0, 0.0]);
    }
}
