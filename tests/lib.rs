//! The integration suite.
#![allow(clippy::unwrap_used)]

mod experiments;
mod nn;
mod plot;
mod progress;
mod quiz;
