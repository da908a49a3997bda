//! Opening the course that was asked for: its folder, its languages, and what to type where one is not there.

use std::fs;
use std::path::{Path, PathBuf};

use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::limits;
use crate::lesson::load::{Library, LoadError, read_json};
use crate::lesson::model::Course;
use crate::lesson::pointer::locate;
use crate::lesson::source::Source;
use crate::text::did_you_mean;

/// The file that makes a folder a course.
const COURSE: &str = "course.json";
/// The most folders that are looked at for the one that was meant.
const NEIGHBOURS: usize = 1000;

/// The source of the lessons in a folder; without one, of the built-in course.
///
/// # Errors
/// What the path is instead of a folder with a `course.json`, and what to give.
pub fn source(folder: Option<&Path>) -> Result<Source, Box<Diagnostic>> {
    let Some(folder) = folder else { return Ok(Source::Embedded) };
    let fault = |(message, fix)| Box::new(Diagnostic::new(Code::File, COURSE, 0..0, message, fix));
    match fs::metadata(folder) {
        Err(error) => Err(fault(unopened(folder, &error))),
        Ok(found) if !found.is_dir() => Err(fault(file(folder))),
        Ok(_) if !has(folder, COURSE) => Err(fault(no_course(folder))),
        Ok(_) => Ok(Source::Folder(folder.to_owned())),
    }
}

/// The error of a command that was given no folder of lessons: one line, for there is no file to show.
pub fn misplaced(fault: &Diagnostic) -> LoadError {
    LoadError::Content(format!("{}: {}", fault.message, fault.fix))
}

/// The chapters and languages of a course.
///
/// # Errors
/// Everything for which `course.json` cannot be followed.
pub fn course(source: &Source) -> Result<Course, Vec<Diagnostic>> {
    let course: Course = read_json(source, COURSE)?;
    let text = source.read(COURSE).unwrap_or_default();
    let mut faults = limits::course(COURSE, &text, &course);
    if course.languages.is_empty() {
        let (span, message) = (locate(&text, "languages"), "the course has words in no language");
        faults.push(Diagnostic::new(Code::Languages, COURSE, span, message, "write [\"en\"]"));
    }
    if faults.is_empty() { Ok(course) } else { Err(faults) }
}

/// Opens a course in the language wanted; without a wish in English where it has that, else in its first.
///
/// # Errors
/// What is wrong with `course.json`; [`LoadError::Unknown`] for a language it has no words in.
pub fn open(source: Source, wanted: Option<&str>) -> Result<Library, LoadError> {
    let course = course(&source).map_err(|faults| {
        let shown = faults.iter().map(|fault| fault.render(&source.shown(&fault.file), false));
        LoadError::Content(shown.collect::<Vec<_>>().join("\n"))
    })?;
    let language = language(&course.languages, wanted)?.to_owned();
    Ok(Library { source, course, language })
}

/// The language to read of those that a course has.
fn language<'a>(known: &'a [String], wanted: Option<&str>) -> Result<&'a str, LoadError> {
    let of = |name: &str| known.iter().find(|language| language.eq_ignore_ascii_case(name));
    let found = match wanted {
        Some(wanted) => of(wanted),
        None => of("en").or(known.first()),
    };
    found.map(String::as_str).ok_or_else(|| {
        let wanted = wanted.unwrap_or_default();
        LoadError::Unknown(format!(
            "there are no words in `{wanted}`; try --lang {}",
            known.join(", or --lang ")
        ))
    })
}

type Told = (String, String);

/// A path that leads to nothing that can be opened.
fn unopened(path: &Path, error: &std::io::Error) -> Told {
    let shown = path.display();
    if error.kind() != std::io::ErrorKind::NotFound {
        return (format!("the folder {shown} cannot be opened: {error}"), "check who may read it".into());
    }
    let above = above(path);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = folders(&above);
    let names: Vec<String> = beside.iter().map(|folder| last_name(folder)).collect();
    let near = did_you_mean(&name, &names.iter().map(String::as_str).collect::<Vec<_>>());
    let fix = match near {
        Some(near) => format!("did you mean `{}`?", path.with_file_name(near).display()),
        None => format!("give the folder that has {COURSE} in it"),
    };
    (format!("the folder {shown} cannot be opened: there is none of that name"), fix)
}

/// A file in the place of a folder.
fn file(path: &Path) -> Told {
    let (shown, above_it) = (path.display(), above(path));
    if has(&above_it, COURSE) {
        return (format!("`{shown}` is a file"), format!("give its folder, `{}`", above_it.display()));
    }
    let (chapter, course) = (above_it.display(), above(&above_it));
    if has(&course, COURSE) {
        let message = format!("`{shown}` is a file of the chapter `{chapter}`");
        return (message, format!("give the folder above the chapter, `{}`", course.display()));
    }
    (format!("`{shown}` is a file"), format!("give a folder that has {COURSE} in it"))
}

/// A folder without a `course.json`.
fn no_course(folder: &Path) -> Told {
    let (shown, course) = (folder.display(), above(folder));
    if has(&course, COURSE) {
        let message = format!("`{shown}` is a chapter");
        return (message, format!("give the folder above it, `{}`", course.display()));
    }
    let message = format!("`{shown}` has no {COURSE}");
    let inside = folders(folder);
    if let Some(pack) = inside.iter().find(|inner| has(inner, COURSE)) {
        return (message, format!("give the folder that has one, `{}`", pack.display()));
    }
    let chapters: Vec<_> = inside.iter().filter(|inner| has(inner, "lesson.json")).collect();
    let at = match chapters.first() {
        Some(_) => folder.join(COURSE),
        None if has(folder, "lesson.json") => course.join(COURSE),
        None => {
            return (
                message,
                format!("give a folder that has one, or write `{}`", folder.join(COURSE).display()),
            );
        }
    };
    (message, format!("write `{}`, which names the chapters", at.display()))
}

fn has(folder: &Path, file: &str) -> bool {
    folder.join(file).symlink_metadata().is_ok()
}

/// The folder above a path.
fn above(path: &Path) -> PathBuf {
    match (path.file_name(), path.parent()) {
        (None, _) if path == Path::new(".") => PathBuf::from(".."),
        (None, _) => path.join(".."),
        (_, None) => PathBuf::from("."),
        (_, Some(parent)) if parent.as_os_str().is_empty() => PathBuf::from("."),
        (_, Some(parent)) => parent.to_owned(),
    }
}

/// The folders in a folder, by name.
fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().take(NEIGHBOURS);
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

fn last_name(folder: &Path) -> String {
    folder.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said to a path below a folder with the pack `pack`, its chapter `bends`, and a bare folder.
    fn told(path: &str) -> String {
        let root = tempfile::tempdir().unwrap();
        for folder in ["pack/bends", "bare", "loose/bends"] {
            fs::create_dir_all(root.path().join(folder)).unwrap();
        }
        for file in ["pack/course.json", "pack/bends/lesson.json", "loose/bends/lesson.json", "bare/a.txt"] {
            fs::write(root.path().join(file), "{}").unwrap();
        }
        let fault = *source(Some(&root.path().join(path))).unwrap_err();
        let text = format!("{}: {}", fault.message, fault.fix);
        text.replace(&format!("{}/", root.path().display()), "")
            .replace(&*root.path().to_string_lossy(), "ROOT")
    }

    #[test]
    fn what_is_no_folder_of_lessons_is_told_what_to_give() {
        let cases = [
            ("pack/bends", "`pack/bends` is a chapter: give the folder above it, `pack`"),
            ("pack/bends/", "`pack/bends/` is a chapter: give the folder above it, `pack`"),
            (
                "pack/bends/lesson.json",
                "`pack/bends/lesson.json` is a file of the chapter `pack/bends`: give the folder above the chapter, `pack`",
            ),
            ("pack/course.json", "`pack/course.json` is a file: give its folder, `pack`"),
            ("pakc", "the folder pakc cannot be opened: there is none of that name: did you mean `pack`?"),
            (
                "zebra/x",
                "the folder zebra/x cannot be opened: there is none of that name: give the folder that has course.json in it",
            ),
            ("", "`` has no course.json: give the folder that has one, `pack`"),
            ("bare", "`bare` has no course.json: give a folder that has one, or write `bare/course.json`"),
            ("bare/a.txt", "`bare/a.txt` is a file: give a folder that has course.json in it"),
            ("loose", "`loose` has no course.json: write `loose/course.json`, which names the chapters"),
            (
                "loose/bends",
                "`loose/bends` has no course.json: write `loose/course.json`, which names the chapters",
            ),
        ];
        for (path, expected) in cases {
            assert_eq!(told(path), expected, "{path}");
        }
    }

    #[test]
    fn the_folder_above_is_one_that_can_be_typed() {
        let above = |path: &str| above(Path::new(path)).to_string_lossy().into_owned();
        assert_eq!(["a/b", "a/b/", "a", ".", "..", "/a"].map(above), ["a", "a", ".", "..", "../..", "/"]);
    }

    #[test]
    fn a_course_in_one_language_needs_no_choice() {
        let choose = |known: &[&str], wanted| {
            let known: Vec<String> = known.iter().map(|&name| name.to_owned()).collect();
            language(&known, wanted).map(str::to_owned).map_err(|error| error.to_string())
        };
        assert_eq!(choose(&["ko"], None).unwrap(), "ko");
        assert_eq!(choose(&["de", "en"], None).unwrap(), "en");
        assert_eq!(choose(&["pt-BR", "de"], Some("pt-br")).unwrap(), "pt-BR");
        assert_eq!(
            choose(&["de", "ko"], Some("en")).unwrap_err(),
            "there are no words in `en`; try --lang de, or --lang ko"
        );
    }
}
