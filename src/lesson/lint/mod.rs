//! The linter: content is code, and this is its compiler.
//!
//! Each check takes a [`Subject`], one chapter in one language with its sources, and returns what it
//! found; [`terms`] looks at all chapters in their order. All faults are found in one run. Experiments
//! are run once each in the [`lab`]. [`claims`] measures what the course says.

pub mod answers;
pub mod braces;
pub mod claims;
pub mod conditions;
pub mod draws;
pub mod explorations;
pub mod files;
pub mod flow;
pub mod formulas;
pub mod glossary;
pub mod holes;
pub mod idle;
pub mod items;
pub mod kinds;
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
pub mod tables;
pub mod terms;
pub mod tries;
pub mod unfilled;

use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::lint::lab::{Job, Lab};
use crate::lesson::lint::memory::Memory;
use crate::lesson::lint::names::{is_code, is_typeable};
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
    idle::check,
    tries::check,
    markup::check,
    numbers::check,
    pages::check,
];

/// Those that say what would be missing when a chapter is played, and need no run for it.
const QUICK: &[Check] = &[flow::check, formulas::check, holes::check];

/// What is wrong with a chapter, as far as it can be told in no time: no experiment is run.
pub fn quick(library: &Library, chapter: &Chapter) -> Vec<Diagnostic> {
    let (glossary, lab) = (Glossary::default(), Lab::closed());
    let subject = Subject::new(library, folder(chapter), chapter, (&glossary, false), &lab);
    QUICK.iter().flat_map(|check| check(&subject)).collect()
}

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
    let misnamed = files::glossary(library);
    let is_known = misnamed.is_none() && faults.iter().all(|fault| fault.file != "glossary.json");
    let is_known = is_known && glossary::has_own_names(&glossary);
    faults.extend(misnamed);
    let (mut first, mut readable): (Vec<Chapter>, Vec<String>) = (Vec::new(), Vec::new());
    for language in library.course.languages.iter().filter(|language| is_code(language)) {
        let library = Library { language: language.clone(), ..library.clone() };
        let (chapters, found) = read(&library);
        readable.extend((!chapters.is_empty()).then(|| language.clone()));
        faults.extend(found);
        faults.extend(in_language(&library, &chapters, (&glossary, is_known), &first, memory));
        if first.is_empty() {
            first = chapters;
        }
    }
    faults.extend(glossary::check(library, &glossary, &readable));
    without_repeats(faults)
}

/// The chapters that can be read, and what is wrong with the others.
fn read(library: &Library) -> (Vec<Chapter>, Vec<Diagnostic>) {
    let (mut chapters, mut faults) = (Vec::new(), Vec::new());
    let all = &library.course.chapters;
    let is_first = |place: usize, name: &String| is_typeable(name) && !all[..place].contains(name);
    for (place, name) in all.iter().enumerate().filter(|(place, name)| is_first(*place, name)) {
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
    glossary: (&Glossary, bool),
    first: &[Chapter],
    memory: &mut Memory,
) -> Vec<Diagnostic> {
    let lab = Lab::with(&jobs(chapters), memory);
    let subject = |chapter| Subject::new(library, folder(chapter), chapter, glossary, &lab);
    let subjects: Vec<Subject<'_>> = chapters.iter().map(subject).collect();
    let mut faults = Vec::new();
    for subject in &subjects {
        let same = first.iter().find(|chapter| folder(chapter) == folder(subject.chapter));
        let found = same.map(|same| languages::check(subject, same)).unwrap_or_default();
        // Where its words are others than the first language's, all else would tell the same again.
        if found.is_empty() {
            faults.extend(CHECKS.iter().flat_map(|check| check(subject)));
        }
        faults.extend(found);
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
    faults.extend(names::course(library, &source));
    let mut known: Vec<&str> = Vec::new();
    for (place, name) in library.course.chapters.iter().enumerate() {
        let path = format!("chapters/{place}");
        if !is_typeable(name) || known.contains(&name.as_str()) {
            let fix = "the name of a folder: small letters, digits and hyphens, each once";
            faults.push(fault(Code::Name, &path, format!("`{name}` is no name for another chapter"), fix));
            continue;
        }
        let needs = library.read_chapter(name).map(|chapter| chapter.lesson.needs).unwrap_or_default();
        let lacks = needs.iter().enumerate().filter(|(_, need)| !known.contains(&need.as_str()));
        faults.extend(lacks.map(|(at, need)| needed(library, (place, at), need, &known)));
        known.push(name);
    }
    faults
}

/// A chapter that another needs and that does not come before it; the places are the chapter's and the need's.
fn needed(library: &Library, (place, at): (usize, usize), need: &str, known: &[&str]) -> Diagnostic {
    let name = &library.course.chapters[place];
    let file = format!("{name}/lesson.json");
    let source = library.source.read(&file).unwrap_or_default();
    let (message, fix) = if library.course.chapters.iter().any(|chapter| chapter == need) {
        (
            format!("it needs `{need}`, which does not come before it"),
            "reorder the chapters in course.json".to_owned(),
        )
    } else {
        let otherwise = "only chapters of this course can be named: say others under `### know`";
        (format!("this course has no chapter `{need}`"), instead(need, known.iter().copied(), otherwise))
    };
    Diagnostic::new(Code::Order, &file, locate(&source, &format!("needs/{at}")), message, fix)
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
