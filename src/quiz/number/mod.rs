//! Numbers as people type them.
//!
//! [`read()`] takes an answer apart in a few steps, each a small function of its own: [`spelling`]
//! (words, separators, odd characters), [`affix`] (what stands before and after the number), and
//! the formula parser for what is left, so that `ln 10`, `1/3` and `2·10⁻⁶` are numbers too.

pub mod affix;
pub mod read;
pub mod show;
pub mod spelling;
pub mod unit;

pub use read::{Expect, Reading, read, value};
pub use show::show;
