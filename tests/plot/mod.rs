//! Every kind of figure in every renderer.

mod faults;
mod millions;
mod samples;
mod screens;
mod svgs;
