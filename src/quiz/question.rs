//! A question, already filled in with fresh numbers: plain data.

use serde::{Deserialize, Serialize};

use super::QuestionKind;
use super::kind::{Bug, Formula, Number, OneOf, Order, Prediction, SomeOf};

/// A question to ask.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// Its id, permanent within its step.
    pub id: String,
    /// What is asked.
    pub prompt: String,
    /// How it is answered, with its key.
    pub kind: Kind,
    /// Nudge, principle, partial step, worked answer.
    #[serde(default)]
    pub hints: Vec<String>,
}

/// The kinds of question and their keys.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One of several choices.
    One(OneOf),
    /// Any number of several choices.
    Some(SomeOf),
    /// A number.
    Number(Number),
    /// Items to put in order.
    Order(Order),
    /// A prediction about an experiment.
    Prediction(Prediction),
    /// A formula.
    Formula(Formula),
    /// The wrong line of some code or derivation.
    Bug(Bug),
}

impl Kind {
    /// The kind's behaviour.
    pub fn behaviour(&self) -> &dyn QuestionKind {
        match self {
            Self::One(kind) => kind,
            Self::Some(kind) => kind,
            Self::Number(kind) => kind,
            Self::Order(kind) => kind,
            Self::Prediction(kind) => kind,
            Self::Formula(kind) => kind,
            Self::Bug(kind) => kind,
        }
    }

    /// The kind's name in the registry: `one`, `number`, …
    pub fn name(&self) -> &'static str {
        self.behaviour().name()
    }
}
