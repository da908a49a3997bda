//! `dltutor review`.

use crate::cli::args::{Format, ReviewOptions};
use crate::cli::exit::Exit;
use crate::cli::home::touched;
use crate::cli::output;
use crate::cli::session::Session;
use crate::progress::{Store, clock};
use crate::tutor::review::{self, Today};

/// Asks what is due; prints it where a program asked, or nobody is there to answer.
pub fn run(session: &Session<'_>, options: &ReviewOptions) -> anyhow::Result<Exit> {
    let library = session.library(options.from.lessons.as_deref())?;
    let mut store = Store::open();
    let chapters = touched(&library, &library.outlines()?, store.state())?;
    output::notices(&mut store);
    let today = Today::of(&chapters, store.state(), clock::now());
    match session.format() {
        Format::Json => output::print_json(&serde_json::to_value(today.listed())?)?,
        Format::Csv => {
            output::print_csv(&["chapter", "step", "question", "recall", "due"], today.rows())?;
        }
        Format::Text => {
            let (mut ui, glossary) = (session.ui()?, library.glossary()?.in_language(&library.language));
            return output::ending(&library, review::run(ui.as_mut(), &mut store, &today, &glossary));
        }
    }
    Ok(Exit::Done)
}
