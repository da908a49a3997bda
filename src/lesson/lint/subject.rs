//! What a check looks at: one chapter in one language, with its sources, and how it reports a fault.

use std::borrow::Cow;

use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::lint::lab::Lab;
use crate::lesson::load::{Chapter, Library};
use crate::lesson::model::{Glossary, Part, Question, Step};
use crate::lesson::pointer::locate;
use crate::text::suggest::did_you_mean;

/// A chapter under the linter.
pub struct Subject<'a> {
    /// The chapter.
    pub chapter: &'a Chapter,
    /// The name of its `lesson.json`.
    pub file: String,
    /// The text of its `lesson.json`.
    pub source: Cow<'static, str>,
    /// The text of its words.
    pub words_source: Cow<'static, str>,
    /// The glossary.
    pub glossary: &'a Glossary,
    /// Whether it could be read, and its terms told apart: otherwise no name is looked up in it.
    pub is_glossary_known: bool,
    /// Where its experiments are run.
    pub lab: &'a Lab,
}

impl<'a> Subject<'a> {
    /// A chapter with its sources.
    pub fn new(
        library: &Library,
        name: &str,
        chapter: &'a Chapter,
        (glossary, is_glossary_known): (&'a Glossary, bool),
        lab: &'a Lab,
    ) -> Self {
        let file = format!("{name}/lesson.json");
        let source = library.source.read(&file).unwrap_or_default();
        let words_source = library.source.read(&chapter.words_file).unwrap_or_default();
        Self { chapter, file, source, words_source, glossary, is_glossary_known, lab }
    }

    /// The steps.
    pub fn steps(&self) -> &'a [Step] {
        &self.chapter.lesson.steps
    }

    /// Whether a step's words can be told from those of others, and are there: that they cannot is a fault of its
    /// own, which every section would only repeat.
    pub fn has_own_words(&self, step: &Step) -> bool {
        let first = self.steps().iter().find(|other| other.id == step.id);
        first.is_some_and(|first| std::ptr::eq(first, step))
            && self.chapter.words.steps.contains_key(&step.id)
    }

    /// A diagnostic at a place in `lesson.json`, such as `placement/need`.
    pub fn fault_at(&self, code: Code, path: &str, message: String, fix: &str) -> Diagnostic {
        Diagnostic::new(code, &self.file, locate(&self.source, path), message, fix)
    }

    /// A diagnostic at a place in a step of `lesson.json`, such as `claims/1/holds`.
    pub fn fault(&self, code: Code, step: &Step, path: &str, message: String, fix: &str) -> Diagnostic {
        let place = place_of(self.steps(), step);
        self.fault_at(code, &format!("steps/{place}/{path}"), format!("{}: {message}", step.id), fix)
    }

    /// A diagnostic at a place in a question of `lesson.json`, such as `answer/number/key`.
    pub fn question_fault(
        &self,
        code: Code,
        (step, question): (&Step, &Question),
        path: &str,
        message: &str,
        fix: &str,
    ) -> Diagnostic {
        let place = place_of(&step.questions, question);
        let message = format!("`{}`: {message}", question.id);
        self.fault(code, step, &format!("questions/{place}/{path}"), message, fix)
    }

    /// A diagnostic in the words.
    pub fn word_fault(&self, code: Code, at: usize, message: String, fix: &str) -> Diagnostic {
        let line = self.words_source.get(at..).unwrap_or_default().lines().next().unwrap_or_default();
        Diagnostic::new(code, &self.chapter.words_file, at..at + line.len().max(1), message, fix)
    }

    /// A diagnostic at a text within the words, at or after a place.
    pub fn text_fault(&self, code: Code, at: usize, text: &str, message: String, fix: &str) -> Diagnostic {
        let after = self.words_source.get(at..).unwrap_or_default();
        match after.find(text) {
            Some(found) => {
                let start = at + found;
                Diagnostic::new(code, &self.chapter.words_file, start..start + text.len(), message, fix)
            }
            None => self.word_fault(code, at, message, fix),
        }
    }
}

/// Whether every run that a step's flow makes is one of its own: otherwise it is not known what is measured when.
pub fn has_known_runs(step: &Step) -> bool {
    step.flow.iter().all(|part| !matches!(part, Part::Run(name) if !step.runs.contains_key(name)))
}

/// A text as a name: small letters, digits and hyphens.
pub fn as_name(text: &str) -> String {
    let parts = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-").to_lowercase()
}

/// The place of one of some things.
pub fn place_of<T>(all: &[T], one: &T) -> usize {
    all.iter().position(|other| std::ptr::eq(other, one)).unwrap_or(0)
}

/// What to write instead of a name that stands for nothing.
pub fn instead<'n>(name: &str, known: impl Iterator<Item = &'n str>, otherwise: &str) -> String {
    let known: Vec<&str> = known.collect();
    if let Some(near) = did_you_mean(name, &known) {
        return format!("did you mean `{near}`?");
    }
    let mut once: Vec<&str> = Vec::new();
    known.iter().filter(|name| !name.is_empty()).for_each(|name| {
        if !once.contains(name) {
            once.push(name)
        }
    });
    let few: Vec<&str> = once.iter().take(8).copied().collect();
    let more = if once.len() > few.len() { ", …" } else { "" };
    if few.is_empty() {
        otherwise.to_owned()
    } else {
        format!("{otherwise}; there are: {}{more}", few.join(", "))
    }
}
