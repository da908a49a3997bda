//! `dltutor lesson`.

use anyhow::Context as _;

use crate::cli::args::LessonOptions;
use crate::cli::exit::{Exit, Usage};
use crate::cli::output;
use crate::cli::session::Session;
use crate::lesson::lint::quick;
use crate::lesson::load::{Chapter, Library};
use crate::lesson::model::Placement;
use crate::progress::Store;
use crate::text::list::count;
use crate::tutor::walk::{Start, Walk};
use crate::tutor::{home, placement};
use crate::ui::Ui;
use crate::ui::transcript::Transcript;

/// Walks through a chapter.
pub fn run(session: &Session<'_>, options: &LessonOptions) -> anyhow::Result<Exit> {
    let library = session.library(options.from.lessons.as_deref())?;
    let mut store = Store::open();
    let name = chapter_name(&library, options.chapter.as_deref(), &store)?;
    let chapter = library.chapter(&name)?;
    let start = start(&chapter, options)?;
    output::notices(&mut store);
    let glossary = library.glossary()?.in_language(&library.language);
    let mut ui = ui(session, options)?;
    let seed = seed(session, &store, &chapter.journal_id(), &start);
    let mut walk = Walk::new(ui.as_mut(), &mut store, &chapter, &glossary, seed);
    let result =
        if options.placement { placement::run(&mut walk, placement_of(&chapter)?) } else { walk.run(&start) };
    // Said at the end: in a terminal the first page clears what stood before it.
    warn(&library, &chapter);
    output::ending(&library, result)
}

/// Says that a pack has faults that a learner would meet, as far as they can be found without a run.
fn warn(library: &Library, chapter: &Chapter) {
    let faults = if chapter.outline.pack.is_some() { quick(library, chapter) } else { Vec::new() };
    if !faults.is_empty() {
        let found = count(faults.len(), "fault", "faults");
        output::notice(&format!("this chapter has {found}: `{}` shows them", library.lint_command()));
    }
}

/// The one to talk to, with a transcript if one is wanted.
fn ui(session: &Session<'_>, options: &LessonOptions) -> anyhow::Result<Box<dyn Ui>> {
    let ui = session.ui()?;
    let Some(file) = &options.transcript else { return Ok(ui) };
    let transcript = Transcript::open(ui, file);
    let transcript = transcript.with_context(|| format!("cannot write the transcript {}", file.display()))?;
    Ok(Box::new(transcript))
}

fn placement_of(chapter: &Chapter) -> anyhow::Result<&Placement> {
    let command = chapter.command("lesson");
    let missing = || Usage(format!("this chapter has no placement check; start it with `{command}`"));
    Ok(chapter.lesson.placement.as_ref().ok_or_else(missing)?)
}

/// The seed asked for, that of the walk to go on with, or the usual one.
fn seed(session: &Session<'_>, store: &Store, chapter: &str, start: &Start) -> u64 {
    let left = store.state().chapter(chapter).and_then(|chapter| chapter.last.as_ref()?.seed);
    match (start, left) {
        (Start::Resume, Some(left)) => session.options.seed.unwrap_or(left),
        _ => session.seed(),
    }
}

/// The chapter asked for, or the one to go on with.
pub fn chapter_name(library: &Library, asked: Option<&str>, store: &Store) -> anyhow::Result<String> {
    if let Some(name) = asked {
        library.check_name(name)?;
        return Ok(name.to_owned());
    }
    let chapters = library.outlines()?;
    let first = library.course.chapters.first().cloned().unwrap_or_default();
    Ok(home::open_chapter(&chapters, store.state()).map_or(first, str::to_owned))
}

fn start(chapter: &Chapter, options: &LessonOptions) -> anyhow::Result<Start> {
    Ok(match &options.step {
        Some(step) => Start::Step(chapter.step_place(step)?),
        None if options.restart => Start::First,
        None => Start::Resume,
    })
}
