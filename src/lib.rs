//! `dltutor` teaches the basics of deep learning in a terminal.
//!
//! A learner reads a short step, predicts, the tutor runs the experiment live on the embedded
//! framework in [`nn`], plots it and explains what was just measured.
//!
//! The modules form layers and import strictly downwards; `tests/layering.rs` holds the table and
//! `docs/ARCHITECTURE.md` draws it.

pub mod text;

pub use dltutor_nn as nn;
pub mod plot;
pub mod progress;

pub mod data;
pub mod quiz;

pub mod experiment;

pub mod lesson;

pub mod tutor;
pub mod ui;

pub mod cli;
