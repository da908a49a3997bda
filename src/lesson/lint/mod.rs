//! The linter: content is code, and this is its compiler.
//!
//! Each check takes a [`Subject`], one chapter with its sources, and returns what it found. All
//! faults are found in one run. [`claims`] measures what the course says.

pub mod claims;
pub mod flow;
pub mod formulas;
pub mod questions;
pub mod runs;
pub mod sections;

use std::borrow::Cow;

use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::load::{Chapter, Library};
use crate::lesson::model::Step;

/// A chapter under the linter.
pub struct Subject<'a> {
    /// The chapter.
    pub chapter: &'a Chapter,
    /// The name of its `lesson.json`.
    pub file: String,
    /// The text of its `lesson.json`.
    pub source: Cow<'static, str>,
}

/// A check of one chapter.
pub type Check = fn(&Subject<'_>) -> Vec<Diagnostic>;

/// All checks.
pub const CHECKS: &[Check] = &[flow::check, runs::check, sections::check, formulas::check, questions::check];

/// Everything that is wrong with a course.
pub fn lint(library: &Library) -> Vec<Diagnostic> {
    let mut faults = order(library);
    if let Err(error) = library.glossary() {
        faults.push(Diagnostic::new(
            Code::Json,
            "glossary.json",
            0..0,
            error.to_string(),
            "mend the glossary",
        ));
    }
    for name in &library.course.chapters {
        match library.read_chapter(name) {
            Ok(chapter) => faults.extend(lint_chapter(library, &chapter, name)),
            Err(found) => faults.extend(found),
        }
    }
    faults
}

fn lint_chapter(library: &Library, chapter: &Chapter, name: &str) -> Vec<Diagnostic> {
    let file = format!("{name}/lesson.json");
    let source = library.source.read(&file).unwrap_or_default();
    let subject = Subject { chapter, file, source };
    CHECKS.iter().flat_map(|check| check(&subject)).collect()
}

/// Chapters that need one that is unknown or comes later.
fn order(library: &Library) -> Vec<Diagnostic> {
    let mut known: Vec<&str> = Vec::new();
    let mut faults = Vec::new();
    for name in &library.course.chapters {
        let needs = library.read_chapter(name).map(|chapter| chapter.lesson.needs).unwrap_or_default();
        for need in needs.iter().filter(|need| !known.contains(&need.as_str())) {
            let message = format!("`{name}` needs `{need}`, which does not come before it");
            faults.push(Diagnostic::new(Code::Order, "course.json", 0..1, message, "reorder the chapters"));
        }
        known.push(name);
    }
    faults
}

impl Subject<'_> {
    /// A diagnostic in `lesson.json`, at the first place where `name` stands in quotes after the step's id.
    pub fn fault(&self, code: Code, step: &Step, name: &str, message: String, fix: &str) -> Diagnostic {
        let from = self.source.find(&format!("\"{}\"", step.id)).unwrap_or(0);
        let quoted = format!("\"{name}\"");
        let at = self.source[from..].find(&quoted).map_or(from, |at| from + at);
        let length = if at == from { step.id.len() + 2 } else { quoted.len() };
        Diagnostic::new(code, &self.file, at..at + length, format!("{}: {message}", step.id), fix)
    }

    /// A diagnostic in the words.
    pub fn word_fault(&self, code: Code, at: usize, message: String, fix: &str) -> Diagnostic {
        Diagnostic::new(code, &self.chapter.words_file, at..at + 1, message, fix)
    }

    /// The steps.
    pub fn steps(&self) -> &[Step] {
        &self.chapter.lesson.steps
    }
}
