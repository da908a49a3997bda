//! The journal: nothing confirmed is ever lost, whatever happens to the disk, the file or the process.
//!
//! `DLTUTOR_SWEEP=1 cargo test --release --test suite progress -- --nocapture` runs the long
//! sweeps (100 000 damaged journals, 1000 killed processes) in place of the short ones.

mod damage;
mod faults;
mod folders;
mod killed;
mod processes;
mod user;

use dltutor::progress::Kind;

/// How often to try: briefly, or in the long sweep.
fn tries(short: u64, long: u64) -> u64 {
    if std::env::var_os("DLTUTOR_SWEEP").is_some() { long } else { short }
}

fn done(step: impl Into<String>) -> Kind {
    Kind::StepDone { chapter: "activations".into(), step: step.into() }
}
