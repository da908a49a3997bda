//! Braces of placeholders: each that is opened is closed, and none is closed that was not opened.

use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::fill::unmatched;
use crate::lesson::lint::Subject;
use crate::lesson::markdown::{Block, each_code, each_text};
use crate::lesson::model::Step;

/// The first brace of some words that has no partner.
pub fn fault(subject: &Subject<'_>, step: &Step, blocks: &[Block]) -> Option<Diagnostic> {
    let mut found = None;
    let mut see = |at: usize, text: &str| {
        if found.is_none() {
            found = unmatched(text).map(|place| told(subject, step, at, text, place));
        }
    };
    each_text(blocks, &mut |at, spans| spans.iter().for_each(|span| see(at, &span.text)));
    each_code(blocks, &mut see);
    found
}

fn told(subject: &Subject<'_>, step: &Step, at: usize, text: &str, place: usize) -> Diagnostic {
    let is_space = |c: char| c.is_whitespace();
    let (shown, message, fix) = if text[place..].starts_with('{') {
        let rest = &text[place..];
        let shown = &rest[..rest.find(is_space).unwrap_or(rest.len())];
        (
            shown,
            "a brace is opened here and not closed",
            "close it: {run.measure}; or double it, to show it: {{",
        )
    } else {
        let start = text[..place].rfind(is_space).map_or(0, |space| space + 1);
        let shown = &text[start..=place];
        (
            shown,
            "a brace is closed here that was not opened",
            "open it: {run.measure}; or double it, to show it: }}",
        )
    };
    subject.text_fault(Code::Markup, at, shown, format!("{}: {message}", step.id), fix)
}
