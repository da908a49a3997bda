//! The integration suite.
#![allow(clippy::unwrap_used)]

mod nn;
mod progress;
