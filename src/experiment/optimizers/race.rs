//! One optimizer on one surface from one start, step by step.

use serde_json::{Value, json};

use crate::experiment::surface::Surface;
use crate::experiment::training::mean;
use crate::nn::random::Generator;
use crate::nn::{Error, Updater};

/// Where runs take place and what ends them.
pub(super) struct Course<'a> {
    pub(super) surface: &'a dyn Surface,
    pub(super) steps: usize,
    /// How far above the lowest value counts as arrived.
    pub(super) threshold: f64,
    /// What the noise of the slopes follows from, on a surface that has some: the same for all.
    pub(super) seed: u64,
}

/// What one run left behind.
pub(super) struct Run {
    /// The places, from the start to after the last step.
    pub(super) path: Vec<[f64; 2]>,
    /// The value at each place.
    pub(super) losses: Vec<f64>,
    /// The first step from which on the loss stays low enough.
    pub(super) steps_to_threshold: Option<usize>,
    /// Of how many last losses the final loss is the mean: with noise a single one says little.
    settled: usize,
    /// The step after which the loss was not finite, or a million times what it was at the start.
    pub(super) diverged_at: Option<usize>,
}

impl Course<'_> {
    /// The value that counts as arrived; on a surface that falls for ever, one below the saddle.
    pub(super) fn target(&self) -> f64 {
        self.surface.lowest().map_or(-1.0, |lowest| lowest + self.threshold)
    }

    /// Takes steps until they are used up or the run diverged, or left a surface that falls for ever.
    pub(super) fn run(&self, mut updater: Updater, start: [f64; 2]) -> Result<Run, Error> {
        let (target, endless) = (self.target(), self.surface.lowest().is_none());
        let (mut point, mut loss) = (start, self.surface.value(start));
        let limit = 1e6 * (1.0 + loss.abs());
        let noise = self.surface.noise();
        let mut generator = Generator::seeded(self.seed).fork("slopes");
        let settled = if noise > 0.0 { self.steps.div_ceil(10) } else { 1 };
        let mut run = Run {
            path: vec![point],
            losses: vec![loss],
            steps_to_threshold: None,
            settled,
            diverged_at: None,
        };
        for step in 1..=self.steps {
            let mut gradient = self.surface.gradient(point);
            if noise > 0.0 {
                gradient.iter_mut().for_each(|slope| *slope += noise * generator.normal());
            }
            updater.step(&mut point, &gradient)?;
            loss = self.surface.value(point);
            run.path.push(point);
            run.losses.push(loss);
            if loss.is_nan() || loss.abs() > limit {
                run.diverged_at = Some(step);
            }
            if run.diverged_at.is_some() || endless && loss <= target {
                break;
            }
        }
        run.steps_to_threshold = arrival(&run.losses, target);
        Ok(run)
    }
}

/// The first step from which on the loss stays at `target` or below.
fn arrival(losses: &[f64], target: f64) -> Option<usize> {
    let away = losses.iter().rposition(|&loss| loss > target || loss.is_nan());
    let arrived = away.map_or(0, |step| step + 1);
    (arrived < losses.len()).then_some(arrived)
}

impl Run {
    /// The value after the last step, on a noisy surface the mean of the last tenth; infinite when the run
    /// diverged.
    pub(super) fn final_loss(&self) -> f64 {
        if self.diverged_at.is_some() {
            return f64::INFINITY;
        }
        mean(&self.losses[self.losses.len().saturating_sub(self.settled)..])
    }

    /// The steps it took to arrive; infinite when it did not.
    pub(super) fn steps(&self) -> f64 {
        self.steps_to_threshold.map_or(f64::INFINITY, |steps| steps as f64)
    }

    /// All of it for JSON.
    pub(super) fn to_json(&self, optimizer: &str, table: &str, learning_rate: f64) -> Value {
        json!({
            "optimizer": optimizer,
            "table": table,
            "learning_rate": learning_rate,
            "final_loss": self.final_loss(),
            "steps_to_threshold": self.steps_to_threshold,
            "diverged_at": self.diverged_at,
            "path": self.path,
            "losses": self.losses,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::surface;

    fn run(on: &str, name: &str, learning_rate: f64, steps: usize) -> Run {
        let surface = surface::find(on).unwrap();
        let course = Course { surface, steps, threshold: surface.near(), seed: 1 };
        let updater = Updater::named(name).unwrap().with("learning_rate", learning_rate).unwrap();
        course.run(updater, course.surface.start()).unwrap()
    }

    #[test]
    fn gradient_descent_diverges_beyond_its_limit_and_not_below() {
        // The steepest curvature of the ravine is 2: the limit is 2 / 2 = 1.
        assert!(run("ravine", "sgd", 1.05, 500).diverged_at.is_some());
        assert_eq!(run("ravine", "sgd", 0.95, 500).diverged_at, None);
        let exploded = run("ravine", "sgd", 1.05, 500);
        assert_eq!(exploded.final_loss(), f64::INFINITY);
        assert_eq!(exploded.path.len(), exploded.diverged_at.unwrap() + 1);
    }

    #[test]
    fn passing_through_is_not_arriving() {
        assert_eq!(arrival(&[5.0, 0.5, 2.0, 1.0, 0.1], 1.0), Some(3));
        assert_eq!(arrival(&[5.0, 0.5, 2.0], 1.0), None);
        assert_eq!(arrival(&[0.5, 0.5], 1.0), Some(0));
        assert_eq!(arrival(&[5.0, f64::NAN], 1.0), None);
    }

    #[test]
    fn every_step_is_kept_and_the_arrival_counted() {
        let run = run("ravine", "sgd", 0.9, 300);
        assert_eq!((run.path.len(), run.losses.len()), (301, 301));
        let arrived = run.steps_to_threshold.unwrap();
        assert!(run.losses[arrived] <= 1e-3 && run.losses[arrived - 1] > 1e-3);
        assert_eq!(run.path[0], [-9.0, 2.0]);
        // x shrinks by 1 − 0.9·0.1 a step, y by 1 − 0.9·2.
        let [x, y] = run.path[1];
        assert!((x + 9.0 * 0.91).abs() < 1e-12 && (y + 2.0 * 0.8).abs() < 1e-12, "{x} {y}");
    }

    #[test]
    fn a_run_ends_where_it_leaves_a_saddle() {
        let run = run("saddle", "sgd", 0.1, 500);
        assert_eq!(run.steps_to_threshold, Some(run.path.len() - 1));
        assert!(run.losses[run.path.len() - 1] <= -1.0 && run.diverged_at.is_none());
    }

    #[test]
    fn noise_keeps_long_steps_from_the_bottom() {
        let floor = |rate| run("noisy-ravine", "sgd", rate, 20_000).final_loss();
        // In the end the mean loss is r·σ²/2 · (1/(2 − 0.1r) + 1/(2 − 2r)), and σ is 0.5.
        for rate in [0.05, 0.2, 0.5] {
            let expected = rate * 0.25 / 2.0 * (1.0 / (2.0 - 0.1 * rate) + 1.0 / (2.0 - 2.0 * rate));
            assert!((floor(rate) / expected - 1.0).abs() < 0.2, "{rate}: {} {expected}", floor(rate));
        }
        assert_eq!(run("ravine", "sgd", 0.1, 50).settled, 1);
    }
}
