//! Files that a chapter needs and its folder lacks: told where `course.json` asks for them.

use std::path::Path;

use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::load::Library;
use crate::lesson::pointer::locate;
use crate::lesson::source::Source;
use crate::text::did_you_mean;

/// The most names of a folder that are looked at for the one that was meant.
const NAMES: usize = 1000;

/// What is missing of the chapter at a place in `course.json`; nothing for the built-in course.
pub fn missing(library: &Library, place: usize) -> Option<Diagnostic> {
    let Source::Folder(root) = &library.source else { return None };
    let name = library.course.chapters.get(place)?;
    let fault = |path: &str, message: String, fix: String| {
        let course = library.source.read("course.json").unwrap_or_default();
        Some(Diagnostic::new(Code::File, "course.json", locate(&course, path), message, fix))
    };
    let chapter = format!("chapters/{place}");
    if !names(root).contains(name) {
        let fix = near(name, &names(root)).map_or_else(
            || format!("make the folder `{name}`, with lesson.json in it"),
            |near| format!("did you mean `{near}`?"),
        );
        return fault(&chapter, format!("the chapter `{name}` has no folder"), fix);
    }
    let inside = names(&root.join(name));
    let language = library.course.languages.iter().position(|language| *language == library.language)?;
    let words = format!("{}.md", library.language);
    let wanted = [("lesson.json", chapter), (&*words, format!("languages/{language}"))];
    let (file, path) = wanted.into_iter().find(|(file, _)| !inside.iter().any(|name| name == file))?;
    // What another language has is not misnamed.
    let is_taken = |other: &String| library.course.languages.iter().any(|it| *other == format!("{it}.md"));
    let free: Vec<String> = inside.iter().filter(|other| !is_taken(other)).cloned().collect();
    let fix = match near(file, &free) {
        Some(near) => format!("there is `{name}/{near}`: rename it, or what asks for it here"),
        None => format!("write `{name}/{file}`"),
    };
    fault(&path, format!("the chapter `{name}` has no `{file}`"), fix)
}

/// A glossary under another name, in a folder that has none.
pub fn glossary(library: &Library) -> Option<Diagnostic> {
    const GLOSSARY: &str = "glossary.json";
    let Source::Folder(root) = &library.source else { return None };
    let files: Vec<String> = names(root).into_iter().filter(|name| name != "course.json").collect();
    if files.iter().any(|name| name == GLOSSARY) {
        return None;
    }
    let found = near(GLOSSARY, &files)?;
    let message = format!("there is `{found}`, and no `{GLOSSARY}`");
    Some(Diagnostic::new(Code::File, "course.json", 0..0, message, format!("rename it to `{GLOSSARY}`")))
}

/// The names in a folder.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().take(NAMES);
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

/// The name that may have been meant.
fn near<'a>(name: &str, names: &'a [String]) -> Option<&'a str> {
    did_you_mean(name, &names.iter().map(String::as_str).collect::<Vec<_>>())
}
