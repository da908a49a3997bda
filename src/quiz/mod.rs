//! Question kinds, graders, the answer parser and the review schedule.
//!
//! A [`Question`] is plain data, filled in with fresh numbers by the layer above. [`ask`] shuffles
//! what can be shuffled, [`grade()`] judges what was typed:
//!
//! ```
//! use dltutor::quiz::{self, Choice, Kind, Language, OneOf, Outcome, Question};
//! let choice = |id: &str, text: &str, correct| Choice {
//!     id: id.into(), text: text.into(), correct, feedback: String::new(),
//! };
//! let question = Question {
//!     id: "largest-slope".into(),
//!     prompt: "How large can the slope of the sigmoid get?".into(),
//!     kind: Kind::One(OneOf { choices: vec![choice("quarter", "0.25", true), choice("one", "1", false)] }),
//!     hints: vec![],
//! };
//! let asked = quiz::ask(&question, 7);
//! let grade = quiz::grade(&question, &asked.order, "1/4", Language::English);
//! assert_eq!(grade.outcome, Outcome::Correct);
//! assert_eq!(quiz::grade(&question, &asked.order, "hm", Language::English).outcome, Outcome::NotGradable);
//! ```
//!
//! An answer is correct, incorrect, or not gradable: then nothing is lost, and the feedback says
//! what to type.

pub mod confidence;
pub mod derivation;
pub mod formula;
pub mod grade;
pub mod kind;
pub mod language;
pub mod number;
pub mod question;
mod reading;
pub mod review;
pub mod shuffle;

pub use grade::{Asked, Grade, Outcome};
pub use kind::{
    Bug, Choice, Curve, Formula, Guess, Item, Matches, Misconception, Nearness, Number, OneOf, Order,
    Prediction, SomeOf, Variable, WrongCurve, WrongFormula, WrongPick,
};
pub use language::Language;
pub use question::{Kind, Question};

/// A kind of question: how it is asked, how an answer is read and graded.
///
/// `order` is always [`Asked::order`] of the same question; where it does not fit, the options
/// count as shown unshuffled.
pub trait QuestionKind {
    /// Its name in lesson files.
    fn name(&self) -> &'static str;

    /// What to show, drawn from the seed.
    fn ask(&self, seed: u64) -> Asked;

    /// Reads what was typed and judges it.
    fn grade(&self, order: &[usize], typed: &str, language: Language) -> Grade;

    /// What a learner would type to be right.
    fn key(&self, order: &[usize]) -> String;

    /// Answers that are wrong, each as a learner would type it: the ones a linter wants to see
    /// graded incorrect, with feedback.
    fn wrong(&self, order: &[usize]) -> Vec<String>;

    /// What is wrong with the question itself, in an author's words; nothing if it can be asked.
    fn faults(&self) -> Vec<String>;
}

/// The names of all kinds, in the order of [`Kind`], and what each asks for.
pub const KINDS: &[(&str, &str)] = &[
    ("one", "one of several choices"),
    ("some", "all that are right of several choices"),
    ("number", "a number, typed in any usual form"),
    ("order", "items to put in order"),
    ("prediction", "a guess about an experiment: a number within a factor, a choice, an order or a curve"),
    ("formula", "an expression, compared at fixed points"),
    ("bug", "the wrong line of some lines"),
];

/// A question as it is shown; the same seed gives the same order on every machine.
pub fn ask(question: &Question, seed: u64) -> Asked {
    question.kind.behaviour().ask(seed)
}

/// The longest answer that is read, in bytes; a paste of more is no answer.
pub const LONGEST_ANSWER: usize = 1000;

/// Judges what was typed as the answer to a question shown in an order.
pub fn grade(question: &Question, order: &[usize], typed: &str, language: Language) -> Grade {
    if typed.len() > LONGEST_ANSWER {
        return Grade::ask_for(language.either("a shorter answer", "더 짧은 답"), language);
    }
    question.kind.behaviour().grade(order, typed, language)
}
