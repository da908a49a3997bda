//! A question as it is shown, and an answer as it is judged.

use super::language::Language;
pub use crate::progress::Outcome;

/// A question as it is put on screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The choices, items or lines in the order to show them. The first is `a` (a line of code: 1).
    pub options: Vec<String>,
    /// For each option shown, its index in the question. Hand it back to [`grade`](super::grade()).
    pub order: Vec<usize>,
    /// How the options are named: what to print before each.
    pub labels: Vec<String>,
    /// What to type, in a few words: "a letter", "letters, as in b a c", "a number in ms".
    pub how: String,
}

/// How an answer was judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grade {
    /// Right, wrong, or no answer at all.
    pub outcome: Outcome,
    /// What the answer was read as, where that is not what was typed: "read as 0.001".
    pub echo: Option<String>,
    /// What is said before the feedback: "Not all of them."
    pub lead: Option<&'static str>,
    /// For a wrong answer why it is wrong, where that is known; for one that is not gradable what
    /// to type instead; for a right one what its author says to it.
    pub feedback: Option<String>,
}

impl Grade {
    /// Right.
    pub fn correct() -> Self {
        Self { outcome: Outcome::Correct, echo: None, lead: None, feedback: None }
    }

    /// Wrong.
    pub fn incorrect() -> Self {
        Self { outcome: Outcome::Incorrect, echo: None, lead: None, feedback: None }
    }

    /// Not an answer; what to type instead.
    pub fn not_gradable(instead: impl Into<String>) -> Self {
        Self { outcome: Outcome::NotGradable, echo: None, lead: None, feedback: Some(instead.into()) }
    }

    /// Not an answer: "Type …".
    pub(super) fn ask_for(what: impl std::fmt::Display, language: Language) -> Self {
        Self::not_gradable(language.type_instead(what))
    }

    /// Right or wrong.
    pub fn of(is_correct: bool) -> Self {
        if is_correct { Self::correct() } else { Self::incorrect() }
    }

    /// With what the answer was read as.
    #[must_use]
    pub fn with_echo(mut self, echo: Option<String>) -> Self {
        self.echo = echo;
        self
    }

    /// With a few words before the feedback.
    #[must_use]
    pub fn with_lead(mut self, lead: &'static str) -> Self {
        self.lead = Some(lead);
        self
    }

    /// With a word on it, unless that is empty.
    #[must_use]
    pub fn with_feedback(mut self, feedback: impl Into<String>) -> Self {
        let feedback = feedback.into();
        self.feedback = (!feedback.is_empty()).then_some(feedback);
        self
    }
}
