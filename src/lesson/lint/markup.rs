//! Markdown that was not understood: a learner would see its signs.

use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::lint::Subject;
use crate::lesson::lint::prose::{of_about, of_step};

/// Signs that mean something in Markdown and nothing in a text.
const SIGNS: [&str; 4] = ["**", "](", "~~", "``"];

/// Looks for signs of Markdown in what is shown.
pub fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let steps = subject.steps().iter().flat_map(|step| of_step(subject, step));
    let mut faults = Vec::new();
    let is_picture = |c: char| ('\u{2400}'..='\u{2421}').contains(&c) || c == '\u{fffd}';
    for passage in of_about(subject).into_iter().chain(steps) {
        if passage.text.contains(is_picture) {
            let message = "an entity stands for a control character".to_owned();
            faults.push(subject.text_fault(Code::Control, passage.at, "&#", message, "delete it"));
        }
        if let Some(sign) = SIGNS.iter().find(|sign| passage.text.contains(**sign)) {
            let message = format!("`{sign}` would be shown as it stands");
            let fix = "close it, without a space inside: **so**; after a bracket or beside Korean, put the \
                       sign at a space or a word's edge";
            faults.push(subject.text_fault(Code::Markup, passage.at, sign, message, fix));
        }
    }
    faults
}
