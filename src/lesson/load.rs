//! A course read from its files, chapter by chapter and only as far as needed.

use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::json;
use crate::lesson::limits;
use crate::lesson::model::{Checkpoint, Course, Exploration, Glossary, Lesson, Question, Step};
use crate::lesson::outline::Outline;
use crate::lesson::source::{Source, control_at, harmful_escape, typed};
use crate::lesson::words::Words;
use crate::text::suggest::suggestion;

/// A course: its chapters in order and where their files are.
#[derive(Clone, Debug)]
pub struct Library {
    /// Where the files are.
    pub source: Source,
    /// The chapters and languages.
    pub course: Course,
    /// The language of the words.
    pub language: String,
}

/// A chapter: what no language changes, and the words.
#[derive(Clone, Debug)]
pub struct Chapter {
    /// Its names and titles.
    pub outline: Outline,
    /// Order, names, experiments, keys and claims.
    pub lesson: Lesson,
    /// The words in one language.
    pub words: Words,
    /// The name of the file of the words.
    pub words_file: String,
}

/// A course that was read from a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pack {
    /// Its name: progress in it is kept apart from that in others.
    pub name: String,
    /// Its folder, as it was given.
    pub folder: PathBuf,
}

/// Why content could not be shown.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The course has no such chapter or step.
    #[error("{0}")]
    Unknown(String),
    /// The content is at fault; the text shows each place.
    #[error("{0}")]
    Content(String),
}

impl Library {
    /// Reads a chapter.
    ///
    /// # Errors
    /// [`LoadError::Unknown`] with a suggestion, or what is wrong with its files.
    pub fn chapter(&self, name: &str) -> Result<Chapter, LoadError> {
        self.check_name(name)?;
        self.read_chapter(name).map_err(|faults| content(&self.source, &faults))
    }

    /// Reads a chapter, with every fault found on the way.
    ///
    /// # Errors
    /// The faults of its files.
    pub fn read_chapter(&self, name: &str) -> Result<Chapter, Vec<Diagnostic>> {
        let file = lesson_file(name);
        let lesson: Lesson = read_json(&self.source, &file)?;
        let faults = limits::lesson(&file, &self.source.read(&file).unwrap_or_default(), &lesson);
        if !faults.is_empty() {
            return Err(faults);
        }
        let words_file = self.words_file(name);
        let source = self.source.read(&words_file).map_err(|fault| vec![fault])?;
        let words = Words::parse(&words_file, &source)?;
        let outline = Outline::of(&lesson, &words, &self.language, self.pack());
        Ok(Chapter { outline, lesson, words, words_file })
    }

    /// The name of the file of a chapter's words.
    fn words_file(&self, name: &str) -> String {
        format!("{name}/{}.md", self.language)
    }

    /// Reads what a chapter and its steps are called: a tenth of the work of reading the chapter.
    ///
    /// # Errors
    /// [`LoadError::Unknown`] with a suggestion, or what is wrong with its files.
    pub fn outline(&self, name: &str) -> Result<Outline, LoadError> {
        self.check_name(name)?;
        self.skim(name).map_or_else(|| self.chapter(name).map(|chapter| chapter.outline), Ok)
    }

    /// Reads what all chapters and their steps are called.
    ///
    /// # Errors
    /// What is wrong with their files.
    pub fn outlines(&self) -> Result<Vec<Outline>, LoadError> {
        self.course.chapters.iter().map(|name| self.outline(name)).collect()
    }

    /// The outline of a chapter, where that can be told without reading all of it.
    pub(crate) fn skim(&self, name: &str) -> Option<Outline> {
        let names = read_json(&self.source, &lesson_file(name)).ok()?;
        let words = self.source.read(&self.words_file(name)).ok()?;
        Outline::skim(names, &words, &self.language, self.pack())
    }

    /// The pack that the course is, if it was read from a folder: named by its id or its folder.
    fn pack(&self) -> Option<Pack> {
        let Source::Folder(folder) = &self.source else { return None };
        let whole = folder.canonicalize().unwrap_or_else(|_| folder.clone());
        let name = self.course.id.clone().unwrap_or_else(|| {
            whole.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
        });
        let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
        let name: String = name.chars().map(|c| if is_plain(c) { c } else { '-' }).take(60).collect();
        Some(Pack { name: if name.is_empty() { "pack".to_owned() } else { name }, folder: folder.clone() })
    }

    /// What to type to have the course checked: `dltutor lint FOLDER`.
    pub fn lint_command(&self) -> String {
        match &self.source {
            Source::Embedded => "dltutor lint".to_owned(),
            Source::Folder(folder) => format!("dltutor lint {}", typed(folder)),
        }
    }

    /// Checks that the course has a chapter of that name.
    ///
    /// # Errors
    /// [`LoadError::Unknown`] with the nearest name.
    pub fn check_name(&self, name: &str) -> Result<(), LoadError> {
        let chapters: Vec<&str> = self.course.chapters.iter().map(String::as_str).collect();
        if chapters.contains(&name) {
            return Ok(());
        }
        let error = unknown("chapter", name, &chapters);
        if !matches!(self.source, Source::Embedded) {
            return Err(error);
        }
        let is_course = Path::new(name).join("course.json").is_file();
        let folder = if is_course { typed(Path::new(name)) } else { "FOLDER".to_owned() };
        Err(LoadError::Unknown(format!("{error}. For lessons of your own add --lessons {folder}")))
    }

    /// Reads the glossary; empty when the course has none.
    ///
    /// # Errors
    /// What is wrong with `glossary.json`.
    pub fn glossary(&self) -> Result<Glossary, LoadError> {
        match read_json(&self.source, "glossary.json") {
            Ok(glossary) => Ok(glossary),
            Err(faults) if faults.iter().any(|fault| fault.code == Code::File) => Ok(Glossary::default()),
            Err(faults) => Err(content(&self.source, &faults)),
        }
    }
}

impl Chapter {
    /// The name under which its progress is kept.
    pub fn journal_id(&self) -> String {
        self.outline.journal_id()
    }

    /// What to type for a command about it: `dltutor lesson loss`.
    pub fn command(&self, command: &str) -> String {
        self.outline.command(command)
    }

    /// The name of its `lesson.json`, beside the words.
    pub fn file(&self) -> String {
        lesson_file(self.words_file.split('/').next().unwrap_or_default())
    }

    /// The place of a step by its name or a name it had before.
    ///
    /// # Errors
    /// [`LoadError::Unknown`] with the nearest name.
    pub fn step_place(&self, name: &str) -> Result<usize, LoadError> {
        let named = |step: &Step| step.id == name || step.aliases.iter().any(|alias| alias == name);
        self.lesson.steps.iter().position(named).ok_or_else(|| {
            let steps: Vec<&str> = self.lesson.steps.iter().map(|step| step.id.as_str()).collect();
            unknown("step", name, &steps)
        })
    }

    /// A step and its question by `question`, of the step given, or by `step/question`.
    pub fn find_question<'a>(
        &'a self,
        step: Option<&'a Step>,
        name: &str,
    ) -> Option<(&'a Step, &'a Question)> {
        let (step, question) = match name.split_once('/') {
            Some((step, question)) => (self.lesson.steps.get(self.step_place(step).ok()?)?, question),
            None => (step?, name),
        };
        step.question(question).map(|question| (step, question))
    }

    /// The title of a step; an empty one where the linter would complain.
    pub fn step_title(&self, step: &str) -> String {
        self.outline.step_title(step)
    }
}

impl Step {
    /// The question of that name.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }

    /// Whether a name is that of one question, exploration or checkpoint, and of no second.
    pub fn has_alone(&self, id: &str) -> bool {
        let names = self.questions.iter().map(|it| &it.id);
        let names = names.chain(self.explorations.iter().map(|it| &it.id));
        names.chain(self.checkpoints.iter().map(|it| &it.id)).filter(|name| *name == id).count() == 1
    }

    /// Whether a text is let pass by the check of that code.
    pub fn allows(&self, code: &str, text: &str) -> bool {
        self.allow.iter().any(|allow| allow.code == code && allow.text == text)
    }

    /// The exploration of that name.
    pub fn exploration(&self, id: &str) -> Option<&Exploration> {
        self.explorations.iter().find(|exploration| exploration.id == id)
    }

    /// The checkpoint of that name.
    pub fn checkpoint(&self, id: &str) -> Option<&Checkpoint> {
        self.checkpoints.iter().find(|checkpoint| checkpoint.id == id)
    }
}

/// The name of the file of what no language changes of a chapter.
fn lesson_file(chapter: &str) -> String {
    format!("{chapter}/lesson.json")
}

fn unknown(what: &str, name: &str, known: &[&str]) -> LoadError {
    let hint = suggestion(name, known);
    let name: String = name.chars().filter(|c| !c.is_control()).take(60).collect();
    LoadError::Unknown(format!("there is no {what} `{name}`{hint} There are: {}", known.join(", ")))
}

/// Reads a JSON file of the course.
///
/// # Errors
/// What is no JSON, or of another shape.
pub fn read_json<T: DeserializeOwned + JsonSchema>(
    source: &Source,
    file: &str,
) -> Result<T, Vec<Diagnostic>> {
    let text = source.read(file).map_err(|fault| vec![fault])?;
    if let Some((span, c)) = harmful_escape(&text) {
        return Err(vec![control_at(file, span, c)]);
    }
    json::read(file, &text)
}

/// All faults, each with its place, as one error.
fn content(source: &Source, faults: &[Diagnostic]) -> LoadError {
    let show = |fault: &Diagnostic| fault.render(&source.shown(&fault.file), false);
    LoadError::Content(faults.iter().map(show).collect::<Vec<_>>().join("\n"))
}
