//! A gradient check for written-out derivations: which line does not say what it should?
//!
//! The forward pass is a list of assignments, the last of which is the loss. A line `dz = …` claims
//! ∂loss/∂z; it is evaluated with the lines before it and held against the central difference
//! (loss(z + h) − loss(z − h)) / 2h, where everything after z in the forward pass is computed anew.
//! A line of another name (an update rule's `m = …`) is held against the reference of that name.
//!
//! ```
//! use dltutor::quiz::derivation::Derivation;
//! let forward = ["z = w*x", "a = sigmoid(z)", "loss = (a - y)^2/2"];
//! let code = ["da = a - y", "dz = da*a", "dw = dz*x"]; // σ′ = a(1 − a), not a
//! let reference: [&str; 0] = []; // every name here has a slope to be held against
//! let numbers = [("w", 0.5), ("x", 2.0), ("y", 0.0)].map(|(name, value)| (name.to_owned(), value));
//! let rows = Derivation::read(&forward, &reference, &code)?.check(&numbers.into())?;
//! assert_eq!(rows.iter().map(|row| row.agrees()).collect::<Vec<_>>(), [true, false, false]);
//! # Ok::<(), dltutor::quiz::derivation::DerivationError>(())
//! ```

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::formula::name::plain;
use super::formula::{EvaluationError, Expression, FormulaError};

/// How far a line may be from the central difference, as a part of it: the difference's own error is
/// of the order h² = 1e-10.
const TOLERANCE: f64 = 1e-6;
/// The step of the central difference, for numbers of the order 1.
const STEP: f64 = 1e-5;

/// Why a derivation cannot be checked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DerivationError {
    /// A line is not `name = formula`.
    #[error("`{line}` is not `name = formula`: {why}")]
    Line {
        /// The line.
        line: String,
        /// What is wrong with it.
        why: String,
    },
    /// A formula names what has no value.
    #[error("`{line}`: {source}")]
    Value {
        /// The line.
        line: String,
        /// The name.
        source: EvaluationError,
    },
}

/// Values by name.
pub type Values = BTreeMap<String, f64>;

/// A forward pass and the code that claims its derivatives.
#[derive(Clone, Debug)]
pub struct Derivation {
    forward: Vec<Assignment>,
    reference: Vec<Assignment>,
    lines: Vec<Assignment>,
}

/// `name = formula`.
#[derive(Clone, Debug)]
struct Assignment {
    text: String,
    name: String,
    formula: Expression,
}

/// A line of the code, with what it gives and what it should.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Checked {
    /// The name it gives a value.
    pub name: String,
    /// What the code gives.
    pub code: f64,
    /// What the central difference, or the reference, gives; nothing where there is neither.
    pub expected: Option<f64>,
}

impl Checked {
    /// What the code gives over what is expected; 1 where both are 0.
    pub fn ratio(&self) -> Option<f64> {
        let expected = self.expected?;
        Some(if self.code == expected { 1.0 } else { self.code / expected })
    }

    /// Whether the code gives what is expected, within what a central difference can tell.
    pub fn agrees(&self) -> bool {
        let is_near = |expected: f64| {
            (self.code - expected).abs() <= TOLERANCE * self.code.abs().max(expected.abs()).max(1e-3)
        };
        self.expected.is_none_or(is_near)
    }
}

impl Derivation {
    /// Reads the assignments of the forward pass, of the reference, and of the code.
    ///
    /// # Errors
    /// The first line that is not `name = formula`.
    pub fn read<F, R, L>(forward: &[F], reference: &[R], lines: &[L]) -> Result<Self, DerivationError>
    where
        F: AsRef<str>,
        R: AsRef<str>,
        L: AsRef<str>,
    {
        Ok(Self {
            forward: forward.iter().map(|line| Assignment::read(line.as_ref())).collect::<Result<_, _>>()?,
            reference: reference
                .iter()
                .map(|line| Assignment::read(line.as_ref()))
                .collect::<Result<_, _>>()?,
            lines: lines.iter().map(|line| Assignment::read(line.as_ref())).collect::<Result<_, _>>()?,
        })
    }

    /// Each line of the code with what it gives and what it should, at these numbers.
    ///
    /// # Errors
    /// A name without a value.
    pub fn check(&self, numbers: &Values) -> Result<Vec<Checked>, DerivationError> {
        let (forward, _) = self.run(numbers, None)?;
        let mut should = forward.clone();
        for line in &self.reference {
            line.assign(&mut should)?;
        }
        let mut values = forward.clone();
        let mut rows = Vec::new();
        for line in &self.lines {
            let code = line.assign(&mut values)?;
            let is_reference = self.reference.iter().any(|known| known.name == line.name);
            let expected = match self.slope(&line.name, numbers, &forward)? {
                None if is_reference => should.get(&line.name).copied(),
                slope => slope,
            };
            rows.push(Checked { name: line.name.clone(), code, expected });
        }
        Ok(rows)
    }

    /// All values of the forward pass and its last, the loss; one name may be held at another value.
    fn run(&self, numbers: &Values, held: Option<(&str, f64)>) -> Result<(Values, f64), DerivationError> {
        let mut values = numbers.clone();
        let mut loss = f64::NAN;
        values.extend(held.map(|(name, value)| (name.to_owned(), value)));
        for line in &self.forward {
            loss = match held {
                Some((name, value)) if name == line.name => value,
                _ => line.assign(&mut values)?,
            };
        }
        Ok((values, loss))
    }

    /// ∂loss/∂z for a name `dz` where `z` has a value, by central difference.
    fn slope(&self, name: &str, numbers: &Values, forward: &Values) -> Result<Option<f64>, DerivationError> {
        let of = name.strip_prefix('d').map(|of| of.strip_prefix('_').unwrap_or(of)).unwrap_or_default();
        let Some(at) = forward.get(of).filter(|_| !self.forward.is_empty()) else { return Ok(None) };
        let step = STEP * at.abs().max(1.0);
        let (_, above) = self.run(numbers, Some((of, at + step)))?;
        let (_, below) = self.run(numbers, Some((of, at - step)))?;
        Ok(Some((above - below) / (2.0 * step)))
    }
}

impl Assignment {
    fn read(text: &str) -> Result<Self, DerivationError> {
        let wrong = |why: String| DerivationError::Line { line: text.to_owned(), why };
        let (name, formula) = text.split_once('=').ok_or_else(|| wrong("there is no `=`".into()))?;
        let name = plain(name.trim());
        if name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || c == '_') {
            return Err(wrong("a name must stand before the `=`".into()));
        }
        let formula = formula.trim();
        let read = formula.parse().map_err(|error: FormulaError| wrong(error.explain(formula)))?;
        Ok(Self { text: text.to_owned(), name, formula: read })
    }

    fn assign(&self, values: &mut Values) -> Result<f64, DerivationError> {
        let value = self.formula.value(values);
        let value = value.map_err(|source| DerivationError::Value { line: self.text.clone(), source })?;
        values.insert(self.name.clone(), value);
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agreeing(forward: &[&str], reference: &[&str], code: &[&str], numbers: &[(&str, f64)]) -> Vec<bool> {
        let numbers: Values = numbers.iter().map(|(name, value)| ((*name).to_owned(), *value)).collect();
        let derivation = Derivation::read(forward, reference, code).unwrap();
        derivation.check(&numbers).unwrap().iter().map(Checked::agrees).collect()
    }

    const NET: &[&str] = &["z = w*x + b", "h = max(z, 0)", "o = v*h", "loss = (o - y)^2/2"];
    const AT: &[(&str, f64)] = &[("w", 0.7), ("x", 1.5), ("b", 0.2), ("v", -1.3), ("y", 0.4)];

    #[test]
    fn the_right_backward_pass_agrees_line_by_line() {
        let right = ["do = o - y", "dv = do*h", "dh = do*v", "dz = dh*(z > 0)", "dw = dz*x", "db = dz"];
        assert_eq!(agreeing(NET, &[], &right, AT), [true; 6]);
    }

    #[test]
    fn each_single_mistake_is_the_first_line_that_disagrees() {
        let right = ["do = o - y", "dv = do*h", "dh = do*v", "dz = dh*(z > 0)", "dw = dz*x", "db = dz"];
        let wrong = ["do = o + y", "dv = do*z*2", "dh = do*h", "dz = dh*z", "dw = dz*w", "db = dz*b"];
        for (place, wrong) in wrong.into_iter().enumerate() {
            let mut code = right;
            code[place] = wrong;
            let found = agreeing(NET, &[], &code, AT);
            assert_eq!(found.iter().position(|agrees| !agrees), Some(place), "{wrong}");
        }
    }

    #[test]
    fn an_update_rule_is_held_against_its_reference() {
        let reference = ["m = 0.9*m0 + 0.1*g", "v = 0.999*v0 + 0.001*g^2", "w = w0 - 0.01*m/sqrt(v)"];
        let code = ["m = 0.9*m0 + 0.1*g", "v = 0.999*v0 + 0.001*g", "w = w0 - 0.01*m/sqrt(v)"];
        let at = [("m0", 0.2), ("v0", 0.3), ("g", 2.0), ("w0", 1.0)];
        assert_eq!(agreeing(&[], &reference, &code, &at), [true, false, false]);
    }

    #[test]
    fn what_cannot_be_read_or_valued_is_said() {
        let read =
            |line: &str| Derivation::read(NET, &[] as &[&str], &[line]).map(drop).unwrap_err().to_string();
        assert!(read("dz dh").contains("there is no `=`"));
        assert!(read("d z = 1").contains("a name must stand before"));
        assert!(read("dz = (1").contains("is not `name = formula`"));
        let unknown = Derivation::read(NET, &[] as &[&str], &["dz = nobody"]).unwrap().check(&Values::new());
        assert!(unknown.unwrap_err().to_string().contains("has no value here"));
    }

    #[test]
    fn ratios_say_how_far_off() {
        let row = |code, expected| Checked { name: "dz".into(), code, expected };
        assert_eq!(row(2.0, Some(4.0)).ratio(), Some(0.5));
        assert_eq!(row(0.0, Some(0.0)).ratio(), Some(1.0));
        assert_eq!(row(2.0, None).ratio(), None);
        assert!(row(2.0, None).agrees() && !row(0.0, Some(0.1)).agrees());
    }
}
