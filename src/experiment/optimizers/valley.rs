//! The plainest valley: a parabola in each of two directions, one steep, one flat.

use crate::experiment::ExperimentError;
use crate::nn::Updater;

/// Steps after which a run is given up.
const PATIENCE: usize = 20_000;
/// A distance beyond which a run has diverged.
const LOST: f64 = 1e6;

/// f(x, y) = (x²/κ + y²)/2: the curvatures are 1/κ and 1. Runs start at (1, 1).
#[derive(Clone, Copy)]
pub(super) struct Valley {
    /// κ: the steepest curvature over the flattest.
    pub(super) condition: f64,
}

impl Valley {
    /// The curvatures, the flat one first.
    pub(super) fn curvatures(self) -> [f64; 2] {
        [1.0 / self.condition, 1.0]
    }

    /// Gradient descent at the rate that shrinks both directions alike, r = 2/(λ₁ + λ₂).
    pub(super) fn gradient_descent(self) -> Result<Updater, ExperimentError> {
        let [flat, steep] = self.curvatures();
        Ok(Updater::named("sgd")?.with("learning_rate", 2.0 / (flat + steep))?)
    }

    /// Momentum as Polyak (1964) tunes it: β = ((√κ − 1)/(√κ + 1))², r = (2/(√λ₁ + √λ₂))².
    pub(super) fn momentum(self) -> Result<Updater, ExperimentError> {
        let [flat, steep] = self.curvatures().map(f64::sqrt);
        let beta = (steep - flat) / (steep + flat);
        let rate = 2.0 / (steep + flat);
        Ok(Updater::named("momentum")?.with("learning_rate", rate * rate)?.with("momentum", beta * beta)?)
    }

    /// NAG as Nesterov (2004) tunes it: r = 1/λ₂, β = (√κ − 1)/(√κ + 1).
    pub(super) fn nag(self) -> Result<Updater, ExperimentError> {
        let [flat, steep] = self.curvatures().map(f64::sqrt);
        let beta = (steep - flat) / (steep + flat);
        Ok(Updater::named("nag")?.with("learning_rate", 1.0 / (steep * steep))?.with("momentum", beta)?)
    }

    /// The larger of |x| and |y| at the start and after each step, until it has long been below `target`, or is
    /// lost.
    pub(super) fn distances(self, mut updater: Updater, target: f64) -> Result<Vec<f64>, ExperimentError> {
        let curvatures = self.curvatures();
        let mut point = [1.0, 1.0];
        let mut distances = vec![1.0];
        while distances.len() <= PATIENCE {
            let slopes = [curvatures[0] * point[0], curvatures[1] * point[1]];
            updater.step(&mut point, &slopes)?;
            let distance = point[0].abs().max(point[1].abs());
            distances.push(distance);
            if distance < 1e-3 * target || !distance.is_finite() || distance > LOST {
                break;
            }
        }
        Ok(distances)
    }
}

/// The first step from which on all distances stay at `target` or below; infinite where that does not happen.
pub(super) fn arrival(distances: &[f64], target: f64) -> f64 {
    let away = distances.iter().rposition(|&distance| distance > target || distance.is_nan());
    let arrived = away.map_or(0, |step| step + 1);
    if arrived < distances.len() { arrived as f64 } else { f64::INFINITY }
}

/// Whether a run ended far out.
pub(super) fn is_lost(distances: &[f64]) -> bool {
    distances.last().is_none_or(|&last| !last.is_finite() || last > LOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(condition: f64, tuned: fn(Valley) -> Result<Updater, ExperimentError>) -> f64 {
        let valley = Valley { condition };
        arrival(&valley.distances(tuned(valley).unwrap(), 1e-6).unwrap(), 1e-6)
    }

    #[test]
    fn the_steps_to_a_millionth_are_those_of_theory() {
        let all = |condition| {
            [Valley::gradient_descent, Valley::momentum, Valley::nag].map(|it| steps(condition, it))
        };
        assert_eq!(all(10.0), [69.0, 27.0, 43.0]);
        assert_eq!(all(100.0), [691.0, 95.0, 157.0]);
        assert_eq!(all(1000.0), [6908.0, 321.0, 518.0]);
    }

    #[test]
    fn a_run_beyond_the_limit_is_lost() {
        let valley = Valley { condition: 10.0 };
        let at = |rate| Updater::named("sgd").unwrap().with("learning_rate", rate).unwrap();
        assert!(is_lost(&valley.distances(at(2.01), 1e-6).unwrap()));
        assert!(!is_lost(&valley.distances(at(1.99), 1e-6).unwrap()));
    }
}
