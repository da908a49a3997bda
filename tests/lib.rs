//! The integration suite.
#![allow(clippy::unwrap_used, unreachable_pub)]

mod authoring;
mod bounds;
mod command;
mod commands;
mod course;
mod experiments;
mod fuzz;
mod korean;
mod layering;
#[cfg(unix)]
mod live;
mod measured;
mod nn;
mod own_pack;
mod parts;
mod plot;
mod progress;
#[cfg(unix)]
mod prompts;
#[cfg(unix)]
mod pty;
mod quiz;
mod readme;
mod schema;
mod screens;
#[cfg(unix)]
mod terminal;
mod transcript;
mod tutor;
#[cfg(unix)]
mod walking;
