//! What is wrong with lesson content, where, and how to mend it.

use std::ops::Range;

use ariadne::{Config, IndexType, Label, Report, ReportKind};
use serde::Serialize;

pub use crate::lesson::code::Code;
use crate::text::sanitize;

/// One fault in one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its kind.
    pub code: Code,
    /// The file, relative to the lessons folder.
    pub file: String,
    /// The bytes it is about.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub fix: String,
}

/// A diagnostic with its line and column, for editors.
#[derive(Serialize)]
struct Placed<'a> {
    code: String,
    file: &'a str,
    line: usize,
    column: usize,
    message: &'a str,
    fix: &'a str,
}

impl Diagnostic {
    /// A diagnostic.
    pub fn new(
        code: Code,
        file: &str,
        span: Range<usize>,
        message: impl Into<String>,
        fix: impl Into<String>,
    ) -> Self {
        let harmless = |text: String| text.lines().map(sanitize).collect::<Vec<_>>().join("\n");
        let (message, fix) = (harmless(message.into()), harmless(fix.into()));
        Self { code, file: file.to_owned(), span, message, fix }
    }

    /// Line and column of its start in `source`, both from 1, the column in characters.
    pub fn place(&self, source: &str) -> (usize, usize) {
        let before = &source[..whole(source, self.span.clone()).start];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }

    /// The diagnostic as a compiler would print it: place, line, caret and fix.
    pub fn render(&self, source: &str, color: bool) -> String {
        let span = (self.file.as_str(), whole(source, self.span.clone()));
        let config = Config::default().with_color(color).with_index_type(IndexType::Byte);
        let report = Report::build(ReportKind::Error, span.clone())
            .with_config(config)
            .with_code(self.code.name())
            .with_message(&self.message)
            .with_label(Label::new(span).with_message(&self.fix));
        let mut bytes = Vec::new();
        let cache = (self.file.as_str(), ariadne::Source::from(source));
        match report.finish().write(cache, &mut bytes) {
            Ok(()) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(_) => format!("{}: {}\n  {}\n", self.file, self.message, self.fix),
        }
    }

    /// The diagnostic as JSON for editors: `code`, `file`, `line`, `column`, `message`, `fix`.
    pub fn to_json(&self, source: &str) -> serde_json::Value {
        let (line, column) = self.place(source);
        let (file, message, fix) = (self.file.as_str(), self.message.as_str(), self.fix.as_str());
        serde_json::json!(Placed { code: self.code.name(), file, line, column, message, fix })
    }
}

/// A span of whole characters of a text: what it cuts is taken in.
pub fn whole(text: &str, span: Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (span.start.min(text.len()), span.end.min(text.len()));
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    start..end.max(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_takes_in_the_characters_that_it_cuts() {
        let source = "  “minutes”: 15,\n";
        assert_eq!(whole(source, 2..3), 2..5);
        assert_eq!(whole(source, 4..4), 2..5);
        assert_eq!(whole(source, 90..99), source.len()..source.len());
        let fault = Diagnostic::new(Code::Json, "a", 2..3, "no name", "write straight quotes");
        assert!(fault.render(source, false).contains("a:1:3"), "{}", fault.render(source, false));
    }

    #[test]
    fn a_fault_is_shown_with_place_line_caret_and_fix() {
        let source = "{\n  \"é\": oops\n}";
        let at = source.find("oops").unwrap();
        let fault = Diagnostic::new(Code::Json, "x/lesson.json", at..at + 4, "no such word", "write true");
        assert_eq!(fault.place(source), (2, 8));
        let text = fault.render(source, false);
        assert!(text.contains("x/lesson.json:2:8"), "{text}");
        assert!(text.contains("oops") && text.contains("write true") && text.contains("L001"), "{text}");
    }

    #[test]
    fn a_span_outside_the_source_does_no_harm() {
        let fault = Diagnostic::new(Code::File, "a", 90..99, "m", "f");
        assert_eq!(fault.place("ab"), (1, 3));
        assert!(fault.render("ab", false).contains('m'));
    }
}
