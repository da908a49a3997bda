//! `dltutor quiz`.

use crate::cli::args::QuizOptions;
use crate::cli::exit::Exit;
use crate::cli::lesson::{chapter_name, exit};
use crate::cli::output;
use crate::cli::session::Session;
use crate::progress::Store;
use crate::tutor::quiz::Quiz;

/// Asks questions of a chapter.
pub fn run(session: &Session<'_>, options: &QuizOptions) -> anyhow::Result<Exit> {
    let library = session.library(options.lessons.as_deref())?;
    let mut store = Store::open();
    let name = chapter_name(&library, options.chapter.as_deref(), &store)?;
    let chapter = library.chapter(&name)?;
    let glossary = library.glossary()?;
    output::notices(&mut store);
    let mut ui = session.ui()?;
    let (seed, count) = (session.fresh_seed(), usize::from(options.count));
    let mut quiz =
        Quiz { ui: ui.as_mut(), store: &mut store, chapter: &chapter, glossary: &glossary, seed, count };
    Ok(exit(quiz.run()?))
}
