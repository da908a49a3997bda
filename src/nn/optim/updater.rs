//! An optimizer at work: the rule, its hyperparameters, and what it remembers.

use super::{Hyperparameters, Optimizer, Step, find};
use crate::Error;

/// An optimizer with its hyperparameters and memory, ready to take steps.
#[derive(Clone)]
pub struct Updater {
    rule: &'static Optimizer,
    hyperparameters: Hyperparameters,
    /// For each vector of parameters, the buffers of the rule.
    memory: Vec<Vec<Vec<f64>>>,
    lengths: Vec<usize>,
    step: u64,
}

impl Updater {
    /// The optimizer called `name` with its usual hyperparameters.
    ///
    /// # Errors
    /// [`Error::Unknown`], with the names there are.
    pub fn named(name: &str) -> Result<Self, Error> {
        Ok(Self::new(find(name)?))
    }

    /// `rule` with its usual hyperparameters.
    pub fn new(rule: &'static Optimizer) -> Self {
        let hyperparameters = Hyperparameters::usual(rule.hyperparameters);
        Self { rule, hyperparameters, memory: Vec::new(), lengths: Vec::new(), step: 0 }
    }

    /// The same with hyperparameter `name` changed.
    ///
    /// # Errors
    /// [`Error::Unknown`] if the rule has no such hyperparameter, [`Error::Range`] for a value out of range.
    pub fn with(mut self, name: &str, value: f64) -> Result<Self, Error> {
        self.set(name, value)?;
        Ok(self)
    }

    /// Changes hyperparameter `name`; also in the middle of a run.
    ///
    /// # Errors
    /// [`Error::Unknown`] if the rule has no such hyperparameter, [`Error::Range`] for a value out of range.
    pub fn set(&mut self, name: &str, value: f64) -> Result<(), Error> {
        self.hyperparameters.set(self.rule.hyperparameters, name, value)
    }

    /// The rule.
    pub fn rule(&self) -> &'static Optimizer {
        self.rule
    }

    /// The hyperparameters.
    pub fn hyperparameters(&self) -> &Hyperparameters {
        &self.hyperparameters
    }

    /// How many steps have been taken.
    pub fn steps(&self) -> u64 {
        self.step
    }

    /// What the rule remembers of parameter vector `index` (0 for a single vector): its buffers.
    pub fn memory(&self, index: usize) -> &[Vec<f64>] {
        self.memory.get(index).map_or(&[], Vec::as_slice)
    }

    /// Takes one step on a single vector of parameters.
    ///
    /// # Errors
    /// [`Error::Parameters`] if the length differs from the gradient's or from the first step's.
    pub fn step(&mut self, parameters: &mut [f64], gradients: &[f64]) -> Result<(), Error> {
        self.step_all(std::iter::once((parameters, gradients)))
    }

    /// Takes one step on all vectors of parameters, each with its gradient.
    ///
    /// # Errors
    /// [`Error::Parameters`] unless they are as many and as long, in the same order, as in the first step.
    pub fn step_all<'a>(
        &mut self,
        parameters: impl Iterator<Item = (&'a mut [f64], &'a [f64])>,
    ) -> Result<(), Error> {
        let first = self.step == 0;
        self.step += 1;
        let mut count = 0;
        for (parameters, gradients) in parameters {
            if first {
                self.lengths.push(parameters.len());
                self.memory.push(vec![vec![0.0; parameters.len()]; self.rule.buffers]);
            }
            self.check(count, parameters.len(), gradients.len())?;
            let memory = &mut self.memory[count];
            let (buffers, number, hyperparameters) =
                (memory.as_mut_slice(), self.step, &self.hyperparameters);
            (self.rule.update)(Step { parameters, gradients, buffers, number, hyperparameters });
            count += 1;
        }
        if count == self.lengths.len() { Ok(()) } else { Err(self.mismatch(format!("{count} vectors"))) }
    }

    fn check(&self, index: usize, parameters: usize, gradients: usize) -> Result<(), Error> {
        match self.lengths.get(index) {
            Some(&length) if length == parameters && length == gradients => Ok(()),
            Some(_) => Err(self.mismatch(format!(
                "{parameters} parameters with {gradients} gradients as vector {}",
                index + 1
            ))),
            None => Err(self.mismatch(format!("a vector {} of {parameters} parameters", index + 1))),
        }
    }

    fn mismatch(&self, got: String) -> Error {
        Error::Parameters { expected: format!("vectors of {:?} parameters", self.lengths), got }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_that_the_optimizer_never_got_is_an_error() {
        let mut updater = Updater::named("adam").unwrap();
        updater.step(&mut [1.0, 2.0], &[0.1, 0.1]).unwrap();
        let message = updater.step(&mut [1.0, 2.0, 3.0], &[0.1; 3]).unwrap_err().to_string();
        assert!(message.contains("started with vectors of [2] parameters"), "{message}");
        let mut pair = [[1.0, 2.0], [3.0, 4.0]];
        let both = pair.iter_mut().map(|point| (&mut point[..], &[0.0, 0.0][..]));
        assert!(updater.step_all(both).unwrap_err().to_string().contains("a vector 2"));
        assert!(updater.step_all(std::iter::empty()).unwrap_err().to_string().contains("0 vectors"));
        assert!(updater.step(&mut [1.0, 2.0], &[0.1]).is_err());
    }

    #[test]
    fn a_hyperparameter_out_of_range_or_unknown_is_an_error() {
        let adam = || Updater::named("adam").unwrap();
        assert!(adam().with("learning_rate", -0.1).is_err());
        assert!(adam().with("learning_rate", f64::NAN).is_err());
        assert!(adam().with("beta1", 1.0).is_err());
        let message = adam().with("beta3", 0.5).err().unwrap().to_string();
        assert!(message.contains("beta1") && message.contains("beta2"), "{message}");
        assert!(Updater::named("sgd").unwrap().with("beta1", 0.5).is_err());
    }

    #[test]
    fn the_first_step_without_bias_correction_is_too_large() {
        let step = |correction| {
            let adam = Updater::named("adam").unwrap().with("bias_correction", correction).unwrap();
            let (mut adam, mut x) = (adam.with("learning_rate", 1.0).unwrap(), [0.0]);
            adam.step(&mut x, &[0.5]).unwrap();
            -x[0]
        };
        assert!((step(1.0) - 1.0).abs() < 1e-7);
        assert!((step(0.0) - 3.162).abs() < 1e-3, "{}", step(0.0));
    }
}
