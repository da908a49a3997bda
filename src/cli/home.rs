//! `dltutor` alone: the map, and what to do next.

use crate::cli::exit::Exit;
use crate::cli::list::chapters;
use crate::cli::output;
use crate::cli::session::Session;
use crate::progress::{Store, clock};
use crate::tutor::home;

/// Shows the map of the course and what to do next.
pub fn run(session: &Session<'_>) -> anyhow::Result<Exit> {
    let library = session.library(None)?;
    let mut store = Store::open();
    output::print_lines(
        session,
        &home::home(&chapters(&library)?, store.state(), clock::now(), &session.layout),
    )?;
    output::notices(&mut store);
    Ok(Exit::Done)
}
