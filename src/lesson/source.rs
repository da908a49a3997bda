//! Where lesson files come from: the binary itself, or a folder.

use std::borrow::Cow;
use std::fs;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};

use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::text::sanitize::is_harmless;
use crate::text::sanitize::sanitize;

/// The files the binary carries, by name.
static EMBEDDED: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/lessons.rs"));

/// The most bytes one lesson file may have.
pub const LARGEST: u64 = 1 << 20;

/// A set of lesson files.
#[derive(Clone, Debug)]
pub enum Source {
    /// The files the binary carries.
    Embedded,
    /// A folder of a teacher's own.
    Folder(PathBuf),
}

/// A folder as it is typed in a command.
pub fn typed(folder: &Path) -> String {
    let folder = sanitize(&folder.display().to_string()).into_owned();
    let quote = if folder.contains(' ') { "\"" } else { "" };
    format!("{quote}{folder}{quote}")
}

impl Source {
    /// The text of a file by its name relative to the root, such as `activations/en.md`.
    ///
    /// # Errors
    /// A diagnostic when it is missing, larger than [`LARGEST`], not UTF-8, holds a control
    /// character, or lies outside the folder (also by a link).
    pub fn read(&self, name: &str) -> Result<Cow<'static, str>, Diagnostic> {
        let text = match self {
            // A test holds that these have no such character.
            Self::Embedded => {
                let text = embedded(name).ok_or_else(|| missing(name, "the course has no such file"))?;
                return Ok(Cow::Borrowed(text));
            }
            Self::Folder(root) => read_file(root, name)?,
        };
        match text.char_indices().find(|(_, c)| is_harmful(*c)) {
            Some((at, c)) => Err(control(name, at, c)),
            None => Ok(Cow::Owned(text)),
        }
    }
}

impl Source {
    /// The text of a file to show faults in, empty where it cannot be read: characters that must not
    /// reach a terminal are replaced by harmless ones of the same length, so that places stay right.
    pub fn shown(&self, name: &str) -> Cow<'static, str> {
        match self {
            Self::Embedded => Cow::Borrowed(embedded(name).unwrap_or_default()),
            Self::Folder(root) => {
                let text = read_bytes(root, name).unwrap_or_default();
                let text = String::from_utf8_lossy(&text);
                Cow::Owned(text.chars().map(|c| if is_harmful(c) { stand_in(c) } else { c }).collect())
            }
        }
    }
}

fn stand_in(c: char) -> char {
    match c.len_utf8() {
        1 => '?',
        2 => '¿',
        3 => '\u{fffd}',
        _ => '🯄',
    }
}

fn embedded(name: &str) -> Option<&'static str> {
    EMBEDDED.iter().find(|(file, _)| *file == name).map(|(_, text)| *text)
}

fn read_file(root: &Path, name: &str) -> Result<String, Diagnostic> {
    String::from_utf8(read_bytes(root, name)?).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let message = "from here on it is not UTF-8";
        Diagnostic::new(Code::File, name, at..at + 1, message, "save the file as UTF-8 in your editor")
    })
}

/// The bytes of a file, without the byte order mark with which some editors begin it.
fn read_bytes(root: &Path, name: &str) -> Result<Vec<u8>, Diagnostic> {
    let relative = Path::new(name);
    if !relative.components().all(|part| matches!(part, Component::Normal(_))) {
        return Err(missing(name, "the name leads out of the lessons folder"));
    }
    let failed = |error: std::io::Error| missing(name, &format!("it cannot be read: {error}"));
    let root = root.canonicalize().map_err(|error| {
        let message = format!("the folder {} cannot be opened: {error}", root.display());
        Diagnostic::new(Code::File, name, 0..0, message, "check the name of the folder")
    })?;
    let path = root.join(relative).canonicalize().map_err(failed)?;
    if !path.starts_with(&root) {
        return Err(missing(name, "it is a link to outside the lessons folder"));
    }
    let size = fs::metadata(&path).map_err(failed)?;
    if !size.is_file() {
        return Err(missing(name, "it is not a file"));
    }
    if size.len() > LARGEST {
        return Err(missing(name, &format!("it has {} bytes, and {LARGEST} is the most", size.len())));
    }
    let mut bytes = fs::read(&path).map_err(failed)?;
    if bytes.starts_with("\u{feff}".as_bytes()) {
        bytes.drain(..3);
    }
    Ok(bytes)
}

fn missing(name: &str, message: &str) -> Diagnostic {
    Diagnostic::new(Code::File, name, 0..0, format!("{name}: {message}"), "check the name and the file")
}

/// Whether a character must not reach a terminal from a lesson; the ends of lines and tabs may stand
/// in a file.
pub fn is_harmful(c: char) -> bool {
    !is_harmless(c) && c != '\n' && c != '\r' && c != '\t'
}

/// The first escape in a JSON text that stands for a character which must not reach a terminal, nor
/// break a line: such characters may not come in by this door either.
pub fn harmful_escape(json: &str) -> Option<(Range<usize>, char)> {
    let bytes = json.as_bytes();
    let mut at = 0;
    while at + 1 < bytes.len() {
        if bytes[at] != b'\\' {
            at += 1;
            continue;
        }
        let (length, c) = match bytes[at + 1] {
            b'u' => (
                6,
                json.get(at + 2..at + 6)
                    .and_then(|hex| u32::from_str_radix(hex, 16).ok())
                    .and_then(char::from_u32),
            ),
            b'n' => (2, Some('\n')),
            b'r' => (2, Some('\r')),
            b't' => (2, Some('\t')),
            b'b' => (2, Some('\u{8}')),
            b'f' => (2, Some('\u{c}')),
            _ => (2, None),
        };
        if let Some(c) = c.filter(|c| !is_harmless(*c)) {
            return Some((at..(at + length).min(json.len()), c));
        }
        at += length;
    }
    None
}

fn control(name: &str, at: usize, c: char) -> Diagnostic {
    control_at(name, at..at + c.len_utf8(), c)
}

/// A control character, or what stands for one, in a file.
pub fn control_at(name: &str, span: Range<usize>, c: char) -> Diagnostic {
    let kind = if c.is_control() { "a control character" } else { "an invisible character" };
    let message = format!("{kind}, U+{:04X}", c as u32);
    Diagnostic::new(Code::Control, name, span, message, "delete it")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_never_lead_out_of_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("inner");
        fs::create_dir(&inner).unwrap();
        fs::write(folder.path().join("secret"), "x").unwrap();
        let source = Source::Folder(inner.clone());
        for name in ["../secret", "/etc/hostname", "a/../../secret"] {
            assert_eq!(source.read(name).unwrap_err().code, Code::File, "{name}");
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(folder.path().join("secret"), inner.join("link")).unwrap();
            assert_eq!(source.read("link").unwrap_err().code, Code::File);
        }
    }

    #[test]
    fn the_files_in_the_binary_are_harmless() {
        assert!(!EMBEDDED.is_empty());
        for (name, text) in EMBEDDED {
            assert_eq!(text.chars().find(|c| is_harmful(*c)), None, "{name}");
        }
    }

    #[test]
    fn no_escape_brings_a_control_character_in() {
        let found = |json: &str| harmful_escape(json).map(|(span, c)| (span.start, c));
        assert_eq!(found(r#"{"a": "x\u001b[2J"}"#), Some((8, '\u{1b}')));
        assert_eq!(found(r#""\\u001b \" \u03c3""#), None);
        for escape in [r"\u009b", r"\u202E", r"\r", r"\n", r"\b", r"\u200f", r"\u0000"] {
            assert!(found(escape).is_some(), "{escape}");
        }
        for cut in ["\\", "\\u", "\\u00", "\\ué"] {
            assert_eq!(found(cut), None, "{cut}");
        }
    }

    #[test]
    fn escape_codes_are_refused_where_they_stand() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("en.md"), "ok \u{1b}[2J").unwrap();
        let fault = Source::Folder(folder.path().to_owned()).read("en.md").unwrap_err();
        assert_eq!((fault.code, fault.span), (Code::Control, 3..4));
    }
}
