//! The kinds of question, one file each: data, ask, grade, its own key and wrong answers.

mod bug;
mod choice;
mod curve;
mod formula;
mod number;
mod one;
mod order;
mod prediction;
mod some;

pub use bug::Bug;
pub use choice::{Choice, WrongPick};
pub use curve::{Curve, Nearness, WrongCurve};
pub use formula::{Formula, Variable, WrongFormula};
pub use number::{Matches, Misconception, Number};
pub use one::OneOf;
pub use order::{Item, Order};
pub use prediction::{Guess, Prediction};
pub use some::SomeOf;
