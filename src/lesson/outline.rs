//! A chapter's outline: its name, its title and its steps, read without its questions and words.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::lesson::limits;
use crate::lesson::load::Pack;
use crate::lesson::markdown;
use crate::lesson::model::Lesson;
use crate::lesson::source::typed;
use crate::lesson::words::{Words, named};

/// What a chapter is called, and its steps in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// Its permanent name.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its steps.
    pub steps: Vec<StepOutline>,
    /// The language of the titles.
    pub language: String,
    /// The pack it comes from; nothing for the built-in course.
    pub pack: Option<Pack>,
}

/// What a step is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepOutline {
    /// Its permanent name.
    pub id: String,
    /// Names it had before.
    pub aliases: Vec<String>,
    /// Its title; an empty one where the linter would complain.
    pub title: String,
}

/// The names in a `lesson.json`; whatever else it holds is passed over.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct Names {
    id: String,
    steps: Vec<StepNames>,
}

#[derive(Deserialize, JsonSchema)]
struct StepNames {
    id: String,
    #[serde(default)]
    aliases: Vec<String>,
}

impl Outline {
    /// The outline of a chapter that was read.
    pub fn of(lesson: &Lesson, words: &Words, language: &str, pack: Option<Pack>) -> Self {
        let step = |id: &str, aliases: &[String]| {
            let title = words.steps.get(id).map_or_else(String::new, |words| words.title.clone());
            StepOutline { id: id.to_owned(), aliases: aliases.to_vec(), title }
        };
        let steps = lesson.steps.iter().map(|it| step(&it.id, &it.aliases)).collect();
        let (id, title) = (lesson.id.clone(), words.title.clone());
        Self { id, title, steps, language: language.to_owned(), pack }
    }

    /// The outline of a chapter by the headings in its words; nothing where they do not give each title once:
    /// then only the whole chapter tells what it is called, or what is wrong with it.
    pub(crate) fn skim(names: Names, words: &str, language: &str, pack: Option<Pack>) -> Option<Self> {
        let headings = markdown::headings(words);
        let mut titles = headings.iter().filter(|(level, _)| *level == 1);
        let (title, second) = (titles.next(), titles.next());
        if second.is_some() || names.steps.len() > limits::STEPS {
            return None;
        }
        let opened: Vec<_> = headings.iter().filter(|it| it.0 == 2).map(|it| named(&it.1)).collect();
        let step = |StepNames { id, aliases }: StepNames| {
            let mut titles = opened.iter().filter(|(name, _)| *name == id).map(|(_, title)| *title);
            let title = titles.next().filter(|title| titles.next().is_none() && !title.is_empty())?;
            Some(StepOutline { id, aliases, title: title.to_owned() })
        };
        let steps = names.steps.into_iter().map(step).collect::<Option<_>>()?;
        let (title, language) = (title?.1.clone(), language.to_owned());
        Some(Self { id: names.id, title, steps, language, pack })
    }

    /// The name under which its progress is kept: its own, in a pack after the pack's.
    pub fn journal_id(&self) -> String {
        match &self.pack {
            Some(pack) => format!("{}/{}", pack.name, self.id),
            None => self.id.clone(),
        }
    }

    /// What to type for a command about it: `dltutor lesson loss`.
    pub fn command(&self, command: &str) -> String {
        let from =
            self.pack.as_ref().map_or_else(String::new, |pack| format!(" --lessons {}", typed(&pack.folder)));
        let language =
            if self.language == "en" { String::new() } else { format!(" --lang {}", self.language) };
        format!("dltutor {command} {}{from}{language}", self.id)
    }

    /// The title of a step; an empty one where the linter would complain.
    pub fn step_title(&self, step: &str) -> String {
        self.steps.iter().find(|it| it.id == step).map_or_else(String::new, |it| it.title.clone())
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::lesson::opening;
    use crate::lesson::source::Source;

    #[test]
    fn the_outline_is_that_of_the_whole_chapter() {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let packs = ["docs/example-pack", "tests/packs/parts"];
        let packs = packs.iter().map(|pack| Source::Folder(root.join(pack)));
        for source in packs.chain([Source::Embedded]) {
            let library = opening::open(source, None).unwrap();
            assert!(!library.course.chapters.is_empty());
            for name in &library.course.chapters {
                let skimmed = library.skim(name);
                assert_eq!(skimmed.as_ref(), Some(&library.chapter(name).unwrap().outline), "{name}");
            }
        }
    }

    #[test]
    fn what_only_the_whole_chapter_tells_is_not_guessed() {
        let skim = |words: &str| {
            let names = r#"{"id": "c", "minutes": 1, "steps": [{"id": "a", "aliases": ["z"], "flow": []}]}"#;
            let names: Names = serde_json::from_str(names).unwrap();
            Outline::skim(names, words, "en", None).map(|it| (it.title, it.steps[0].title.clone()))
        };
        let told = |title: &str| Some(("C d & e".to_owned(), title.to_owned()));
        assert_eq!(skim("# C *`d`* &amp; e\n\n```\n## a: B\n```\n\n### a: D\n\n## a: A #\n"), told("A"));
        assert_eq!(skim("# C\n\nA: a\n---\n"), None, "a heading by its underline");
        assert_eq!(skim("# C\n\n<!--\n## a: B\n-->\n\n## a: A\n"), None, "which of the two?");
        assert_eq!(skim("# C\n\n# D\n\n## a: A\n"), None, "which of the two?");
        assert_eq!(skim("## a: A\n"), None, "no title");
        assert_eq!(skim("# C\n\n## a:\n"), None, "no title of the step");
    }
}
