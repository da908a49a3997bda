//! Text before it is printed: spans with a role, wrapping, widths, numbers, counts, suggestions.
//!
//! Nothing here prints. A [`Span`] says what its text *is* ([`Role`]); [`paint()`] turns a [`Line`]
//! into a string for a terminal of a given [`ColorDepth`], and the layer that owns the terminal
//! decides which depth that is.

pub mod ascii;
pub mod line;
pub mod list;
pub mod number;
pub mod paint;
pub mod palette;
pub mod sanitize;
pub mod suggest;
pub mod width;
pub mod wrap;

pub use ascii::ascii;
pub use line::{Line, Role, Span};
pub use list::{count, join};
pub use paint::{ColorDepth, paint};
pub use sanitize::sanitize;
pub use suggest::did_you_mean;
pub use width::columns;
pub use wrap::{wrap, wrap_hanging};
