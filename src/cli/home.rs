//! `dltutor` alone: the map, and what to do next.

use crate::cli::exit::Exit;
use crate::cli::output;
use crate::cli::session::Session;
use crate::lesson::load::{Chapter, Library, LoadError};
use crate::lesson::outline::Outline;
use crate::progress::{State, Store, clock};
use crate::tutor::home;
use crate::tutor::review::Today;

/// Shows the map of the course and what to do next.
pub fn run(session: &Session<'_>) -> anyhow::Result<Exit> {
    let library = session.library(None)?;
    let mut store = Store::open();
    let chapters = library.outlines()?;
    let touched = touched(&library, &chapters, store.state())?;
    let due = Today::of(&touched, store.state(), clock::now()).due.questions.len();
    output::print_lines(session, &home::home(&chapters, store.state(), due, &session.layout))?;
    output::notices(&mut store);
    Ok(Exit::Done)
}

/// The chapters of a course that a journal knows, with their questions: the others have none that was answered.
pub fn touched(library: &Library, chapters: &[Outline], state: &State) -> Result<Vec<Chapter>, LoadError> {
    let known = library.course.chapters.iter().zip(chapters);
    let known = known.filter(|(_, outline)| state.chapter(&outline.journal_id()).is_some());
    known.map(|(name, _)| library.chapter(name)).collect()
}
