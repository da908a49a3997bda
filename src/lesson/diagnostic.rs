//! What is wrong with lesson content, where, and how to mend it.

use std::ops::Range;

use ariadne::{Config, IndexType, Label, Report, ReportKind};
use serde::Serialize;

/// The kinds of faults, each with a stable code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Code {
    /// The file is not valid JSON, or not of the documented shape.
    Json,
    /// A heading or text is out of place.
    Structure,
    /// A name stands for nothing: an experiment, a run, a section, a step, a measure.
    UnknownName,
    /// Words are missing: a section, a choice, feedback, a hint.
    MissingWords,
    /// Words that nothing uses.
    UnusedWords,
    /// A formula cannot be read or computed.
    Formula,
    /// A question's own key is not graded as right, or a wrong choice is.
    Key,
    /// A setting is not one the experiment takes.
    Setting,
    /// A control character.
    Control,
    /// A file cannot be read.
    File,
    /// A step comes before one it needs.
    Order,
    /// A claim did not hold.
    Claim,
}

impl Code {
    /// All codes, in order.
    pub const ALL: [Self; 12] = [
        Self::Json,
        Self::Structure,
        Self::UnknownName,
        Self::MissingWords,
        Self::UnusedWords,
        Self::Formula,
        Self::Key,
        Self::Setting,
        Self::Control,
        Self::File,
        Self::Order,
        Self::Claim,
    ];

    /// The stable code, such as `L003`.
    pub fn name(self) -> String {
        format!("L{:03}", self as u8 + 1)
    }

    /// What the code means, and what usually mends it.
    pub fn explain(self) -> &'static str {
        match self {
            Self::Json => {
                "The file is not JSON of the documented shape. Check commas, quotes and the names of members."
            }
            Self::Structure => {
                "Words stand in the wrong place. A chapter is `# Title`, then `## step-id: Title` for each step, then \
                 `### section` for each section of it."
            }
            Self::UnknownName => {
                "A name stands for nothing. Experiments are listed by `dltutor run`, their measures by \
                 `dltutor run NAME --help`; runs, questions and sections are named in the step itself."
            }
            Self::MissingWords => {
                "lesson.json promises something that the words do not hold. Every part of a flow, question, choice \
                 and claim has its text in the section of its name; every wrong choice has feedback."
            }
            Self::UnusedWords => {
                "The words hold a section or a choice that lesson.json never uses. Use it or delete it."
            }
            Self::Formula => {
                "A formula cannot be read, or uses a name that is neither drawn, computed nor measured."
            }
            Self::Key => {
                "The question was solved by its own key through the real grader, and that did not come out right; \
                 or not exactly one choice is right; or a choice known as wrong was graded right."
            }
            Self::Setting => "The experiment takes no such parameter, or not that value.",
            Self::Control => "A lesson must not send control characters to a terminal. Delete the character.",
            Self::File => "A file is missing, too large, not UTF-8, or outside the folder.",
            Self::Order => "A step or chapter needs one that is unknown or comes later.",
            Self::Claim => "A claim of the course was measured and did not hold. Teach what is true.",
        }
    }
}

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
        Self { code, file: file.to_owned(), span, message: message.into(), fix: fix.into() }
    }

    /// Line and column of its start in `source`, both from 1, the column in characters.
    pub fn place(&self, source: &str) -> (usize, usize) {
        let mut start = self.span.start.min(source.len());
        while !source.is_char_boundary(start) {
            start -= 1;
        }
        let before = &source[..start];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }

    /// The diagnostic as a compiler would print it: place, line, caret and fix.
    pub fn render(&self, source: &str, color: bool) -> String {
        let end = self.span.end.min(source.len());
        let span = (self.file.as_str(), self.span.start.min(end)..end);
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

#[cfg(test)]
mod tests {
    use super::*;

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
