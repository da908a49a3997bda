//! Data sets: seeded toys, embedded real sets, CSV files.
//!
//! Every source gives a [`DataSet`]: features `[examples, features]`, one class per example. The
//! embedded files are parsed when first asked for, never at start-up.

pub mod embedded;
pub mod error;
pub mod reader;
mod rows;
pub mod set;
pub mod task;
pub mod toy;

pub use error::DataError;
pub use reader::read_csv;
pub use set::{DataSet, Split};
