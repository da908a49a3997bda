//! `dltutor progress`.

use std::io::{self, BufRead, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};

use crate::cli::args::{Format, ProgressAction, ProgressOptions};
use crate::cli::exit::Exit;
use crate::cli::list::chapters;
use crate::cli::output;
use crate::cli::session::Session;
use crate::progress::{Kind, Saved, Store, Verdict};
use crate::text::list::count;
use crate::tutor::summary;

/// The largest export file that is read, in bytes.
const LARGEST_IMPORT: u64 = 1 << 28;

/// Shows the progress, or looks after its journal.
pub fn run(session: &Session<'_>, options: &ProgressOptions) -> anyhow::Result<Exit> {
    let mut store = Store::open();
    output::notices(&mut store);
    match &options.action {
        None | Some(ProgressAction::Show) => show(session, &store),
        Some(ProgressAction::Export { file }) => export(&mut store, file.as_deref()),
        Some(ProgressAction::Import { file }) => import(&mut store, file),
        Some(ProgressAction::Reset { chapter, yes }) => reset(session, &mut store, chapter, *yes),
        Some(ProgressAction::Verify) => verify(&mut store),
    }
}

fn show(session: &Session<'_>, store: &Store) -> anyhow::Result<Exit> {
    let library = session.library(None)?;
    let chapters = chapters(&library)?;
    match session.format() {
        Format::Text => output::print_lines(session, &summary::lines(&chapters, store.state()))?,
        Format::Json => output::print_json(&json(store))?,
        Format::Csv => {
            let head = ["chapter", "step", "status", "answers", "mastery"];
            output::print_csv(&head, summary::rows(&chapters, store.state()))?;
        }
    }
    Ok(Exit::Done)
}

fn json(store: &Store) -> serde_json::Value {
    serde_json::json!({"format": "dltutor-progress", "version": 1, "state": store.state()})
}

fn export(store: &mut Store, file: Option<&Path>) -> anyhow::Result<Exit> {
    let bytes = store.export()?;
    match file {
        Some(file) => {
            std::fs::write(file, bytes).with_context(|| format!("cannot write {}", file.display()))?
        }
        None => io::stdout().lock().write_all(&bytes)?,
    }
    Ok(Exit::Done)
}

fn import(store: &mut Store, file: &PathBuf) -> anyhow::Result<Exit> {
    let failed = || format!("cannot read {}", file.display());
    let opened = std::fs::File::open(file).with_context(failed)?;
    let mut bytes = Vec::new();
    opened.take(LARGEST_IMPORT + 1).read_to_end(&mut bytes).with_context(failed)?;
    if bytes.len() as u64 > LARGEST_IMPORT {
        return Err(anyhow!("{} is larger than {LARGEST_IMPORT} bytes: no export is", file.display()));
    }
    let imported = store.import(&bytes)?;
    let damaged = if imported.damaged > 0 {
        format!(", {} damaged lines passed over", imported.damaged)
    } else {
        String::new()
    };
    output::print(&format!("{} events added, {} known already{damaged}.\n", imported.added, imported.known))?;
    Ok(Exit::Done)
}

fn reset(session: &Session<'_>, store: &mut Store, chapter: &str, is_sure: bool) -> anyhow::Result<Exit> {
    session.library(None)?.check_name(chapter)?;
    if !is_sure && !confirmed(chapter)? {
        output::print("Nothing was changed.\n")?;
        return Ok(Exit::Done);
    }
    match store.record(Kind::Reset { chapter: chapter.to_owned() }) {
        Saved::OnDisk => {
            output::print(&format!("{chapter} starts afresh; the journal keeps the history.\n"))?
        }
        Saved::InMemory => {
            output::notices(store);
            return Ok(Exit::Failed);
        }
    }
    Ok(Exit::Done)
}

fn confirmed(chapter: &str) -> anyhow::Result<bool> {
    let mut err = io::stderr().lock();
    write!(err, "Start {chapter} afresh? Its answers will count no longer. Type yes: ")?;
    err.flush()?;
    let mut line = String::new();
    io::stdin().lock().take(64).read_line(&mut line)?;
    if !io::stdin().is_terminal() {
        writeln!(err)?;
    }
    Ok(matches!(line.trim().to_lowercase().as_str(), "y" | "yes"))
}

fn verify(store: &mut Store) -> anyhow::Result<Exit> {
    let Some(journal) = store.journal() else { return Err(anyhow!("there is no journal to verify")) };
    let path = journal.path();
    let verdict = journal.verify()?;
    output::print(&format!("{}: {}\n", path.display(), told(&verdict)))?;
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
