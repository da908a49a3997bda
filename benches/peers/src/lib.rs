//! The same work for several frameworks, timed side by side.
//!
//! [`work`] says what is to be done, [`start`] what every framework starts from, [`serve`] lets the
//! `compare` program time a framework that lives in a process of its own.

pub mod clock;
pub mod measure;
pub mod plan;
pub mod report;
pub mod serve;
pub mod slope;
pub mod start;
pub mod variant;
pub mod work;
