//! Formulas: what learners type, and the language of computed keys, conditions and claims.
//!
//! ```
//! use dltutor::quiz::formula::Expression;
//! let slope: Expression = "sigmoid(x)(1 - sigmoid(x))".parse()?;
//! assert_eq!(slope.value(&[("x", 0.0)])?, 0.25);
//! let claim: Expression = "ratio < 1e-4 and depth == 10".parse()?;
//! assert!(claim.holds(&[("ratio", 1.7e-6), ("depth", 10.0)])?);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Numbers, names (Greek letters or their names, subscripts), `+ - * / ^ **`, the unwritten
//! product (`2x`, `x(1-x)`), `|x|`, `x²`, `√x`, comparisons, `and or not`, and the functions of
//! [`function::FUNCTIONS`]. A length of [`LONGEST`] and a depth of [`DEEPEST`] bound the work.

mod call;
pub mod compare;
pub mod error;
pub mod expression;
pub mod function;
mod margin;
pub mod name;
pub mod parse;
pub mod print;
pub mod sign;
pub mod token;
pub mod tree;

pub use compare::{Comparison, Region, compare};
pub use error::{EvaluationError, FormulaError};
pub use expression::{Expression, Names};
pub use parse::{DEEPEST, LONGEST};
