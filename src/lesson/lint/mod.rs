//! The linter: content is code, and this is its compiler.
//!
//! Each check takes a [`Subject`], one chapter in one language with its sources, and returns what it
//! found; [`terms`] looks at all chapters in their order. All faults are found in one run. Experiments
//! are run once each in the [`lab`]. [`claims`] measures what the course says.

pub mod answers;
pub mod braces;
pub mod claims;
pub mod conditions;
pub mod explorations;
pub mod files;
pub mod flow;
pub mod formulas;
pub mod glossary;
pub mod holes;
pub mod lab;
pub mod languages;
pub mod markup;
pub mod memory;
pub mod names;
pub mod numbers;
pub mod pages;
pub mod parallel;
pub mod prose;
pub mod questions;
pub mod references;
pub mod runs;
pub mod sections;
pub mod subject;
pub mod terms;
pub mod tries;
pub mod unfilled;

use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::lint::lab::{Job, Lab};
use crate::lesson::lint::memory::Memory;
use crate::lesson::lint::names::is_typeable;
use crate::lesson::lint::subject::instead;
use crate::lesson::load::{Chapter, Library, read_json};
use crate::lesson::model::{Glossary, Step};
use crate::lesson::pointer::locate;

pub use subject::Subject;

/// A check of one chapter.
pub type Check = fn(&Subject<'_>) -> Vec<Diagnostic>;

/// All checks of one chapter.
pub const CHECKS: &[Check] = &[
    names::check,
    names::allowed,
    flow::check,
    runs::check,
    sections::check,
    formulas::check,
    holes::check,
    answers::check,
    questions::check,
    explorations::check,
    references::check,
    tries::check,
    markup::check,
    numbers::check,
    pages::check,
];

/// Everything that is wrong with a course, in all its languages.
pub fn lint(library: &Library) -> Vec<Diagnostic> {
    lint_remembering(library, &mut Memory::default())
}

/// As [`lint`], without the runs that the memory knows.
pub fn lint_remembering(library: &Library, memory: &mut Memory) -> Vec<Diagnostic> {
    let mut faults = course(library);
    let glossary = read_json(&library.source, "glossary.json").unwrap_or_else(|found| {
        faults.extend(found.into_iter().filter(|fault| fault.code != Code::File));
        Glossary::default()
    });
    let mut first: Vec<Chapter> = Vec::new();
    for language in &library.course.languages {
        let library = Library { language: language.clone(), ..library.clone() };
        let (chapters, found) = read(&library);
        faults.extend(found);
        faults.extend(in_language(&library, &chapters, &glossary, &first, memory));
        if first.is_empty() {
            first = chapters;
        }
    }
    faults.extend(glossary::check(library, &glossary));
    without_repeats(faults)
}

/// The chapters that can be read, and what is wrong with the others.
fn read(library: &Library) -> (Vec<Chapter>, Vec<Diagnostic>) {
    let (mut chapters, mut faults) = (Vec::new(), Vec::new());
    for (place, name) in library.course.chapters.iter().enumerate().filter(|(_, name)| is_typeable(name)) {
        match library.read_chapter(name) {
            Ok(chapter) => chapters.push(chapter),
            Err(found) if found.iter().all(|fault| fault.code == Code::File) => {
                faults.extend(files::missing(library, place).map_or(found, |fault| vec![fault]));
            }
            Err(found) => faults.extend(found),
        }
    }
    (chapters, faults)
}

/// All checks of the chapters in one language, held to the first language's.
fn in_language(
    library: &Library,
    chapters: &[Chapter],
    glossary: &Glossary,
    first: &[Chapter],
    memory: &mut Memory,
) -> Vec<Diagnostic> {
    let lab = Lab::with(&jobs(chapters), memory);
    let subject = |chapter| Subject::new(library, folder(chapter), chapter, glossary, &lab);
    let subjects: Vec<Subject<'_>> = chapters.iter().map(subject).collect();
    let mut faults: Vec<Diagnostic> =
        subjects.iter().flat_map(|subject| CHECKS.iter().flat_map(|check| check(subject))).collect();
    for subject in &subjects {
        let same = first.iter().find(|chapter| folder(chapter) == folder(subject.chapter));
        faults.extend(same.into_iter().flat_map(|same| languages::check(subject, &same.words)));
    }
    faults.extend(terms::check(&subjects));
    faults
}

/// The folder a chapter was read from.
fn folder(chapter: &Chapter) -> &str {
    chapter.words_file.split('/').next().unwrap_or_default()
}

/// The runs that the checks of these chapters need.
fn jobs(chapters: &[Chapter]) -> Vec<Job<'_>> {
    chapters.iter().flat_map(|chapter| &chapter.lesson.steps).flat_map(jobs_of).collect()
}

fn jobs_of(step: &Step) -> Vec<Job<'_>> {
    let runs = step.runs.values().map(|run| Job { run, more: Vec::new(), seed: 0 });
    let questions = step.questions.iter().flat_map(|question| questions::jobs(step, question));
    runs.chain(questions).chain(explorations::jobs(step)).collect()
}

/// `course.json`: its format, names that can be folders, and chapters after those they need.
fn course(library: &Library) -> Vec<Diagnostic> {
    let source = library.source.read("course.json").unwrap_or_default();
    let fault = |code, path: &str, message: String, fix: &str| {
        Diagnostic::new(code, "course.json", locate(&source, path), message, fix)
    };
    let mut faults = Vec::new();
    if library.course.format != "dltutor-course" {
        faults.push(fault(Code::Name, "format", "not a course".into(), "write \"dltutor-course\""));
    }
    if library.course.version != 1 {
        faults.push(fault(
            Code::Name,
            "version",
            "this version of the format is not known".into(),
            "write 1",
        ));
    }
    let mut known: Vec<&str> = Vec::new();
    for (place, name) in library.course.chapters.iter().enumerate() {
        let path = format!("chapters/{place}");
        if !is_typeable(name) || known.contains(&name.as_str()) {
            let fix = "the name of a folder: small letters, digits and hyphens, each once";
            faults.push(fault(Code::Name, &path, format!("`{name}` is no name for another chapter"), fix));
            continue;
        }
        let needs = library.read_chapter(name).map(|chapter| chapter.lesson.needs).unwrap_or_default();
        for need in needs.iter().filter(|need| !known.contains(&need.as_str())) {
            let message = format!("`{name}` needs `{need}`, which does not come before it");
            let fix = instead(need, known.iter().copied(), "reorder the chapters");
            faults.push(fault(Code::Order, &path, message, &fix));
        }
        known.push(name);
    }
    faults
}

/// The same fault is found in every language.
fn without_repeats(faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut once: Vec<Diagnostic> = Vec::new();
    for fault in faults {
        if !once.contains(&fault) {
            once.push(fault);
        }
    }
    once
}
