//! The numbers that steer an optimizer, by name.

use crate::error::{Error, in_range};

/// A hyperparameter that an optimizer has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hyperparameter {
    /// Its name.
    pub name: &'static str,
    /// Its usual value; PyTorch's default, unless its optimizer's file says otherwise.
    pub default: f64,
}

impl Hyperparameter {
    /// A hyperparameter with its usual value.
    pub const fn new(name: &'static str, default: f64) -> Self {
        Self { name, default }
    }

    /// One line of help.
    pub fn about(&self) -> &'static str {
        match self.name {
            "learning_rate" => "how far to go along the step",
            "momentum" => "how much of the last velocity is kept",
            "dampening" => "how much of the new gradient is left out of the velocity",
            "alpha" => "how much of the old average of squared gradients is kept",
            "beta1" => "how much of the old average of gradients is kept",
            "beta2" => "how much of the old average of squared gradients is kept",
            "epsilon" => "added to the denominator, so that it is never 0",
            "weight_decay" => "how strongly parameters are pulled towards 0",
            _ => "1 corrects the averages for starting at 0, 0 does not",
        }
    }

    /// What it may be, in words.
    pub fn range(&self) -> &'static str {
        match self.name {
            "learning_rate" | "weight_decay" | "epsilon" => "a finite number, not negative",
            "bias_correction" => "0 or 1",
            "dampening" => "between 0 and 1",
            _ => "at least 0 and less than 1",
        }
    }

    /// Whether it may be `value`.
    pub fn allows(&self, value: f64) -> bool {
        match self.name {
            "learning_rate" | "weight_decay" | "epsilon" => value >= 0.0 && value.is_finite(),
            "bias_correction" => value == 0.0 || value == 1.0,
            "dampening" => (0.0..=1.0).contains(&value),
            _ => (0.0..1.0).contains(&value),
        }
    }
}

/// Whether Adam corrects its averages for having started at 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BiasCorrection {
    /// It does, as published.
    #[default]
    On,
    /// It does not: early steps come out too large.
    Off,
}

/// The values of all hyperparameters; a rule reads those it has.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Hyperparameters {
    /// How far to go along the step.
    pub learning_rate: f64,
    /// μ: how much of the last velocity is kept.
    pub momentum: f64,
    /// τ: how much of the new gradient is left out of the velocity.
    pub dampening: f64,
    /// α: how much of RMSProp's old average is kept.
    pub alpha: f64,
    /// β₁: how much of Adam's old average of gradients is kept.
    pub beta1: f64,
    /// β₂: how much of Adam's old average of squared gradients is kept.
    pub beta2: f64,
    /// ε: added to the denominator.
    pub epsilon: f64,
    /// λ: how strongly parameters are pulled towards 0.
    pub weight_decay: f64,
    /// Whether Adam corrects its averages for having started at 0.
    pub bias_correction: BiasCorrection,
}

impl Hyperparameters {
    /// The usual values of `known`.
    pub fn usual(known: &'static [Hyperparameter]) -> Self {
        let mut usual = Self::default();
        known.iter().for_each(|parameter| usual.put(parameter.name, parameter.default));
        usual
    }

    /// Sets the hyperparameter called `name`, which must be one of `known`.
    ///
    /// # Errors
    /// [`Error::Unknown`] if it is not, [`Error::Range`] for a value it cannot have.
    pub fn set(&mut self, known: &'static [Hyperparameter], name: &str, value: f64) -> Result<(), Error> {
        let names: Vec<_> = known.iter().map(|parameter| parameter.name).collect();
        let parameter = known.iter().find(|parameter| parameter.name == name);
        let parameter =
            parameter.ok_or_else(|| Error::unknown("hyperparameter of this optimizer", name, &names))?;
        in_range(parameter.name, value, parameter.range(), |value| parameter.allows(value))?;
        self.put(parameter.name, value);
        Ok(())
    }

    fn put(&mut self, name: &str, value: f64) {
        match name {
            "learning_rate" => self.learning_rate = value,
            "momentum" => self.momentum = value,
            "dampening" => self.dampening = value,
            "alpha" => self.alpha = value,
            "beta1" => self.beta1 = value,
            "beta2" => self.beta2 = value,
            "epsilon" => self.epsilon = value,
            "weight_decay" => self.weight_decay = value,
            _ if value == 0.0 => self.bias_correction = BiasCorrection::Off,
            _ => self.bias_correction = BiasCorrection::On,
        }
    }
}
