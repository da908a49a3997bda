//! Losses to train a classifier with, each from the scores of a network.
//!
//! A loss of the framework that expects something else than scores gets it here: probabilities, their logarithms.

use crate::nn::activation;
use crate::nn::loss::{self, Loss, Targets};
use crate::nn::op::Reduction;
use crate::nn::{Error, Tape, Var};

/// What a loss sees of the scores.
#[derive(Clone, Copy, PartialEq)]
enum View {
    /// The scores themselves.
    Scores,
    /// log-softmax of them.
    Logarithms,
    /// softmax of them.
    Softmax,
    /// The sigmoid of each.
    Sigmoids,
}

/// A loss of the framework on its view of the scores.
struct Contender {
    name: &'static str,
    formula: &'static str,
    loss: &'static str,
    view: View,
}

static CONTENDERS: [Contender; 7] = [
    contender("cross-entropy", "cross-entropy", View::Scores, "L = −ln softmax(z) of the right class"),
    contender("nll", "nll", View::Logarithms, "L = −ln p of the right class, p = softmax(z)"),
    contender(
        "every-class",
        "every-class",
        View::Scores,
        "L = −ln p of the right class − Σ ln(1 − p) of the others",
    ),
    contender(
        "yes-or-no",
        "binary-cross-entropy",
        View::Scores,
        "L = −t·ln σ(z) − (1 − t)·ln(1 − σ(z)), mean over classes",
    ),
    contender("mse-scores", "mse", View::Scores, "L = (z − t)², mean over classes"),
    contender("mse-softmax", "mse", View::Softmax, "L = (softmax(z) − t)², mean over classes"),
    contender("mse-sigmoid", "mse", View::Sigmoids, "L = (σ(z) − t)², mean over classes"),
];

const fn contender(name: &'static str, loss: &'static str, view: View, formula: &'static str) -> Contender {
    Contender { name, formula, loss, view }
}

/// The names of all.
pub(super) fn names() -> Vec<&'static str> {
    CONTENDERS.iter().map(|contender| contender.name).collect()
}

/// The loss called `name`.
///
/// # Errors
/// [`Error::Unknown`], with the nearest name.
pub(super) fn find(name: &str) -> Result<&'static dyn Loss, Error> {
    let found = CONTENDERS.iter().find(|contender| contender.name == name);
    found.map(|found| found as &dyn Loss).ok_or_else(|| Error::unknown("loss", name, &names()))
}

impl Loss for Contender {
    fn name(&self) -> &'static str {
        self.name
    }

    fn formula(&self) -> &'static str {
        self.formula
    }

    fn targets(&self) -> Targets {
        loss::find(self.loss).map_or(Targets::Labels, |loss| loss.targets())
    }

    fn record(&self, tape: &mut Tape, scores: Var, target: Var, reduction: Reduction) -> Result<Var, Error> {
        let seen = match self.view {
            View::Scores => scores,
            View::Logarithms => tape.log_softmax(scores)?,
            View::Softmax => tape.softmax(scores)?,
            View::Sigmoids => tape.activate(scores, &activation::find("sigmoid")?)?,
        };
        loss::find(self.loss)?.record(tape, seen, target, reduction)
    }
}
