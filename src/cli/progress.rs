//! `dltutor progress`.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use anyhow::{Context as _, anyhow};

use crate::cli::args::{Format, ProgressAction, ProgressOptions};
use crate::cli::exit::{Exit, Usage};
use crate::cli::home::touched;
use crate::cli::output;
use crate::cli::session::Session;
use crate::lesson::load::Library;
use crate::lesson::outline::Outline;
use crate::progress::{Imported, Kind, Saved, State, Store, Verdict, clock, summary};
use crate::text::list::count;
use crate::text::suggest::suggestion;
use crate::tutor::names::renamed;
use crate::tutor::{summary as page, sure};
use crate::ui::Reply;

/// The largest export file that is read, in bytes.
const LARGEST_IMPORT: u64 = 1 << 28;

/// Shows the progress, or looks after its journal.
pub fn run(session: &Session<'_>, options: &ProgressOptions) -> anyhow::Result<Exit> {
    let mut store = Store::open();
    output::notices(&mut store);
    match &options.action {
        None | Some(ProgressAction::Show) => show(session, options, &store),
        Some(ProgressAction::Export { file }) => export(&mut store, file.as_deref()),
        Some(ProgressAction::Import { file }) => import(session, &mut store, file),
        Some(ProgressAction::Reset { chapter, yes }) => reset(session, options, &mut store, chapter, *yes),
        Some(ProgressAction::Verify) => verify(session, &mut store),
    }
}

fn show(session: &Session<'_>, options: &ProgressOptions, store: &Store) -> anyhow::Result<Exit> {
    let library = session.library(options.from.lessons.as_deref())?;
    let chapters = library.outlines()?;
    let (state, now) = (store.state(), clock::now());
    if session.options.svg.is_some() {
        save_plot(session, state)?;
    }
    match session.format() {
        Format::Text => {
            let touched = touched(&library, &chapters, state)?;
            output::print_lines(session, &page::lines(&chapters, &touched, state, now, &session.layout))?;
        }
        Format::Json => output::print_json(&json(&chapters, state, now)?)?,
        Format::Csv => {
            let head = ["chapter", "step", "status", "answers", "right", "mastery"];
            output::print_csv(&head, page::rows(&chapters, state))?;
        }
    }
    Ok(Exit::Done)
}

/// The calibration plot, to the file asked for.
fn save_plot(session: &Session<'_>, state: &State) -> anyhow::Result<()> {
    let Some(figure) = sure::figure(&crate::progress::calibration(state)) else {
        return Err(anyhow!(
            "there is nothing to plot yet: say how sure you are at ten answers, as in `0.25 @80`"
        ));
    };
    output::save_svg(session.options.svg.as_deref(), &[figure])
}

/// The summary, with the whole state it is made from.
fn json(chapters: &[Outline], state: &State, now: u64) -> anyhow::Result<serde_json::Value> {
    let state = renamed(state, chapters);
    let mut json = serde_json::to_value(summary(&state, now, 0))?;
    json["state"] = serde_json::to_value(&*state)?;
    Ok(json)
}

fn export(store: &mut Store, file: Option<&Path>) -> anyhow::Result<Exit> {
    let bytes = store.export()?;
    match file {
        Some(file) => save(file, &bytes).with_context(|| format!("cannot write {}", file.display()))?,
        None => io::stdout().lock().write_all(&bytes)?,
    }
    Ok(Exit::Done)
}

/// Writes a file that is there whole or not at all; what is no file (a pipe, a terminal) is written to.
fn save(file: &Path, bytes: &[u8]) -> io::Result<()> {
    if file.exists() && !file.is_file() {
        return std::fs::write(file, bytes);
    }
    let target = std::fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut fresh = tempfile::NamedTempFile::new_in(folder)?;
    fresh.write_all(bytes)?;
    fresh.as_file().sync_all()?;
    fresh.persist(&target)?;
    Ok(())
}

fn import(session: &Session<'_>, store: &mut Store, file: &Path) -> anyhow::Result<Exit> {
    let bytes = import_bytes(file)?;
    let imported = store.import(&bytes)?;
    let Imported { added, known, damaged } = imported;
    if added + known == 0 && damaged > 0 {
        return Err(anyhow!(
            "{} is no journal: it holds no event. `dltutor progress export FILE` writes one",
            file.display()
        ));
    }
    output::print_record(session, "dltutor-import", &imported, &added_up(&imported))?;
    Ok(Exit::Done)
}

/// What an import added, in words.
fn added_up(imported: &Imported) -> String {
    let damaged = match imported.damaged {
        0 => String::new(),
        damaged => format!(", {} passed over", count(damaged, "damaged line", "damaged lines")),
    };
    let added = count(imported.added, "event", "events");
    format!("{added} added, {} known already{damaged}.\n", imported.known)
}

/// The bytes of an export file; `-` is standard input.
fn import_bytes(file: &Path) -> anyhow::Result<Vec<u8>> {
    let failed = || format!("cannot read {}", file.display());
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        io::stdin().lock().take(LARGEST_IMPORT + 1).read_to_end(&mut bytes)?;
    } else {
        let opened = File::open(file).with_context(failed)?;
        opened.take(LARGEST_IMPORT + 1).read_to_end(&mut bytes).with_context(failed)?;
    }
    if bytes.len() as u64 > LARGEST_IMPORT {
        return Err(anyhow!("{} is larger than {LARGEST_IMPORT} bytes: no export is", file.display()));
    }
    Ok(bytes)
}

fn reset(
    session: &Session<'_>,
    options: &ProgressOptions,
    store: &mut Store,
    chapter: &str,
    is_sure: bool,
) -> anyhow::Result<Exit> {
    let library = session.library(options.from.lessons.as_deref())?;
    let journal = journal_name(&library, chapter, store.state())?;
    if !is_sure && let Some(exit) = refused(session, options, chapter)? {
        tell_reset(session, chapter, false, "Nothing was changed.\n")?;
        return Ok(exit);
    }
    match store.record(Kind::Reset { chapter: journal }) {
        Saved::OnDisk => {
            let text = format!("{chapter} starts afresh; the journal keeps the history.\n");
            tell_reset(session, chapter, true, &text)?;
            Ok(Exit::Done)
        }
        Saved::InMemory => {
            output::notices(store);
            Ok(Exit::Failed)
        }
    }
}

/// Says whether a chapter was reset.
fn tell_reset(session: &Session<'_>, chapter: &str, is_reset: bool, text: &str) -> anyhow::Result<()> {
    let record = serde_json::json!({ "chapter": chapter, "reset": is_reset });
    output::print_record(session, "dltutor-reset", &record, text)
}

/// The name in the journal of a chapter of the course, or of one of another course that it knows.
fn journal_name(library: &Library, name: &str, state: &State) -> anyhow::Result<String> {
    let course = &library.course.chapters;
    if course.iter().any(|known| known == name) {
        return Ok(library.outline(name)?.journal_id());
    }
    if state.chapters.contains_key(name) {
        return Ok(name.to_owned());
    }
    let known: BTreeSet<&str> = course.iter().chain(state.chapters.keys()).map(String::as_str).collect();
    let known: Vec<&str> = known.into_iter().collect();
    let hint = suggestion(name, &known);
    let name: String = name.chars().filter(|c| !c.is_control()).take(60).collect();
    Err(Usage(format!("there is no chapter `{name}`{hint} There are: {}", known.join(", "))).into())
}

/// Asks whether to start a chapter afresh; the exit code where the answer is not yes.
fn refused(session: &Session<'_>, options: &ProgressOptions, chapter: &str) -> anyhow::Result<Option<Exit>> {
    let mut ui = session.ui()?;
    // A question would stand among the data that a program reads.
    if !ui.is_attended() || session.format() != Format::Text {
        let yes = format!("dltutor progress reset {chapter} --yes");
        let yes = output::with_lessons(&yes, options.from.lessons.as_deref());
        return Err(Usage(format!("nobody is there to say yes: type `{yes}`")).into());
    }
    ui.tell(&format!(
        "Start {chapter} afresh? Its answers will count no longer. Type yes, or Enter for no."
    ))?;
    Ok(match ui.ask("› ")? {
        Reply::Line(line) if matches!(line.trim().to_lowercase().as_str(), "y" | "yes") => None,
        Reply::Interrupted => Some(Exit::Interrupted),
        _ => Some(Exit::Done),
    })
}

fn verify(session: &Session<'_>, store: &mut Store) -> anyhow::Result<Exit> {
    let Some(journal) = store.journal() else {
        return Err(anyhow!(
            "there is no journal to verify: set DLTUTOR_HOME to a folder that can be written, as in \
             `DLTUTOR_HOME=~/dltutor dltutor progress verify`"
        ));
    };
    let path = journal.path();
    let verdict = journal.verify()?;
    let text = format!("{}: {}\n", path.display(), told(&verdict));
    output::print_record(session, "dltutor-verify", &verdict, &text)?;
    Ok(if verdict.is_clean() { Exit::Done } else { Exit::Failed })
}

/// What a check of the journal found and did, in words.
fn told(verdict: &Verdict) -> String {
    let mut parts = vec![count(verdict.events, "intact event", "intact events")];
    let mut also = |number: usize, what: &str| {
        if number > 0 {
            parts.push(format!("{number} {what}"));
        }
    };
    also(verdict.unknown, "of a kind this version does not know, kept");
    also(verdict.repeated, "repeated, dropped");
    also(verdict.damaged, "damaged, set aside");
    if let Some(quarantine) = &verdict.quarantine {
        parts.push(format!("see {}", quarantine.display()));
    }
    if verdict.newer {
        parts.push("written by a newer version: left as it is".to_owned());
    }
    parts.join(", ")
}
