//! Every kind of figure in every renderer.

mod faults;
mod samples;
mod screens;
mod svgs;
