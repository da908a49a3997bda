//! The integration suite.
#![allow(clippy::unwrap_used)]

mod experiments;
mod layering;
mod nn;
mod plot;
mod progress;
mod quiz;
mod tutor;
