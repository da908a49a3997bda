//! The journal of what a learner did, and the state folded from it.
//!
//! - [`Store`] is what the tutor holds: it opens the journal in [`home::home`], records events,
//!   keeps the [`State`] up to date, and falls back to memory where nothing can be saved. It never
//!   fails; what the learner should know comes from [`Store::notices`], one line each.
//! - [`Journal`] is the file: append-only lines of JSON, each with an id, a version and a
//!   checksum, written under a lock and on the disk before a write returns.
//! - [`summary()`], [`calibration()`], [`streak()`] are what `dltutor progress` shows;
//!   [`timeline`] says when things happened where the clock cannot be trusted.
//! - [`Event`] and its [`Kind`] are what a line says; [`State`] is the fold over all of them.

pub mod calibration;
pub mod chapter;
pub mod checksum;
pub mod clock;
pub mod disk;
pub mod drafts;
pub mod event;
pub mod home;
pub mod journal;
pub mod line;
mod lock;
pub mod notice;
mod renamed;
pub mod repair;
mod scan;
pub mod state;
pub mod store;
pub mod streak;
pub mod summary;
pub mod timeline;
pub mod transfer;

pub use calibration::{Calibration, calibration};
pub use chapter::{Attempt, Chapter, Explored, Guess, Place, Question, Status, Step};
pub use disk::Disk;
pub use event::{Event, Id, Kind, Outcome};
pub use journal::{Journal, JournalError, Opened};
pub use notice::Notice;
pub use repair::Verdict;
pub use scan::Scan;
pub use state::{CapstoneResult, Forecast, State};
pub use store::{Saved, Store};
pub use streak::{Streak, streak};
pub use summary::{Summary, summary};
pub use transfer::Imported;
