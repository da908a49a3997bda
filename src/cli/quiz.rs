//! `dltutor quiz`.

use crate::cli::args::{Format, QuizOptions};
use crate::cli::exit::Exit;
use crate::cli::home::touched;
use crate::cli::lesson::chapter_name;
use crate::cli::output;
use crate::cli::session::Session;
use crate::lesson::load::{Chapter, Library};
use crate::progress::{Status, Store};
use crate::tutor::quiz::{Quiz, Reach};

/// Asks questions of the chapters named; without a name, of all that were begun.
pub fn run(session: &Session<'_>, options: &QuizOptions) -> anyhow::Result<Exit> {
    let library = session.library(options.from.lessons.as_deref())?;
    let mut store = Store::open();
    let (chapters, reach) = if options.chapters.is_empty() {
        (begun(&library, &store)?, Reach::Seen)
    } else {
        (named(&library, &options.chapters)?, Reach::Everything)
    };
    let glossary = library.glossary()?.in_language(&library.language);
    output::notices(&mut store);
    let mut ui = session.ui()?;
    let (seed, count) = (session.fresh_seed(), usize::from(options.count));
    let mut quiz = Quiz {
        ui: ui.as_mut(),
        store: &mut store,
        chapters: &chapters,
        glossary: &glossary,
        seed,
        count,
        reach,
    };
    let head = ["chapter", "step", "question", "why"];
    match session.format() {
        Format::Text => return output::ending(&library, quiz.run()),
        Format::Csv => output::print_csv(&head, quiz.listed().into_iter().map(Vec::from))?,
        Format::Json => output::print_json(&json(&quiz))?,
    }
    Ok(Exit::Done)
}

/// What would be asked, for programs.
fn json(quiz: &Quiz<'_>) -> serde_json::Value {
    let question = |[chapter, step, question, why]: [String; 4]| serde_json::json!({ "chapter": chapter, "step": step, "question": question, "why": why });
    let questions: Vec<_> = quiz.listed().into_iter().map(question).collect();
    serde_json::json!({ "format": "dltutor-quiz", "version": 1, "seed": quiz.seed, "questions": questions })
}

fn named(library: &Library, names: &[String]) -> anyhow::Result<Vec<Chapter>> {
    names.iter().try_for_each(|name| library.check_name(name))?;
    let is_named = |chapter: &&String| names.contains(chapter);
    let chapters = library.course.chapters.iter().filter(is_named);
    Ok(chapters.map(|name| library.chapter(name)).collect::<Result<_, _>>()?)
}

/// The chapters of which a step was seen, or the one to begin with.
fn begun(library: &Library, store: &Store) -> anyhow::Result<Vec<Chapter>> {
    let is_begun = |chapter: &Chapter| {
        let found = store.state().chapter(&chapter.journal_id());
        found.is_some_and(|chapter| chapter.steps.values().any(|step| step.status != Status::New))
    };
    let mut chapters = touched(library, &library.outlines()?, store.state())?;
    chapters.retain(is_begun);
    if !chapters.is_empty() {
        return Ok(chapters);
    }
    Ok(vec![library.chapter(&chapter_name(library, None, store)?)?])
}
