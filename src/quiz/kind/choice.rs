//! A choice, and choices as they are shown.

use serde::{Deserialize, Serialize};

use crate::quiz::grade::Asked;
use crate::quiz::reading::{Options, letter};
use crate::quiz::shuffle::shuffled;

/// One choice.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// Its id, permanent within the question.
    pub id: String,
    /// What is shown.
    pub text: String,
    /// Whether it is right.
    #[serde(default)]
    pub correct: bool,
    /// What is said to who picks it: for a wrong one the misconception behind it.
    #[serde(default)]
    pub feedback: String,
}

/// A wrong pick of choices or order of items that shows what was misunderstood.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WrongPick {
    /// The ids of what is picked; for an order in that order.
    pub ids: Vec<String>,
    /// What is said to it.
    pub feedback: String,
}

/// Texts with letters before them, shuffled by a seed.
pub(super) fn asked(texts: &[&str], seed: u64, how: String) -> Asked {
    let order = shuffled(texts.len(), seed);
    let options = order.iter().map(|index| texts[*index].to_string()).collect();
    Asked { options, labels: (0..texts.len()).map(letter).collect(), order, how }
}

/// The texts in the order shown.
pub(super) fn shown<'a>(choices: &'a [Choice], order: &[usize]) -> Options<'a> {
    Options(order.iter().map(|index| choices[*index].text.as_str()).collect())
}

/// The letter an index is shown under.
pub(super) fn letter_of(index: usize, order: &[usize]) -> String {
    letter(order.iter().position(|shown| *shown == index).unwrap_or(index))
}

/// What is wrong with some choices, whatever the kind.
pub(super) fn faults(choices: &[Choice]) -> Vec<String> {
    let mut faults = Vec::new();
    if !(2..=26).contains(&choices.len()) {
        faults.push(format!("has {} choices; 2 to 26 can be shown", choices.len()));
    }
    for (index, choice) in choices.iter().enumerate() {
        if choices[..index].iter().any(|other| other.id == choice.id) {
            faults.push(format!("has two choices \"{}\"", choice.id));
        }
        if choices[..index].iter().any(|other| other.text.trim() == choice.text.trim()) {
            faults.push(format!("shows the same text twice: \"{}\"", choice.text));
        }
    }
    faults
}
