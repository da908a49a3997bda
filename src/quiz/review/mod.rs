//! Which questions to ask again, and when.
//!
//! [`due`] looks at every graded answer in the [`State`](crate::progress::State). Each question has
//! a [`Memory`]: how many days until recall falls to 90 %. A right answer lengthens that, the more
//! the later it came; a wrong one shortens it, a confident wrong one most. How well the learner
//! does against the forecast ([`scale`]) stretches or shrinks all of it. So the schedule follows
//! performance; nobody is asked how well they think they know it.
//!
//! ```
//! use dltutor::progress::Store;
//! use dltutor::quiz::review::due;
//! let store = Store::memory();
//! let today = due(store.state(), dltutor::progress::clock::now());
//! assert!(today.questions.is_empty());
//! ```
//!
//! A day has a cap. After a break what waits is spread over days, never shown as a pile. Times come
//! from [`timeline`](crate::progress::timeline): a clock that was wrong for a while moves nothing.

pub mod memory;
pub mod need;
pub mod schedule;

pub use memory::{Memory, scale};
pub use need::{Need, need, usual_seconds};
pub use schedule::{Due, Plan, Review, due, due_by, due_of};
