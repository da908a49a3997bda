//! Asking one question until it has an answer, or the learner wants something else.

use std::time::Instant;

use crate::lesson::markdown::Block;
use crate::lesson::model::Glossary;
use crate::lesson::question::{Posed, Reading};
use crate::lesson::render::{line_of, render};
use crate::quiz::{Language, confidence};
use crate::text::wrap::wrap_hanging;
use crate::text::{Line, Role, Span};
use crate::tutor::command::Command;
use crate::tutor::{TutorError, gradcheck, help, show};
use crate::ui::{Layout, Note, Reply, Ui};

/// What came of asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// An answer that can be graded.
    Answer(Answer),
    /// The learner chose to see it without answering.
    Passed,
    /// A command that is not about the question.
    Wants(Command),
    /// Ctrl-C.
    Interrupted,
    /// Ctrl-D or the end of the input.
    End,
}

/// An answer that can be graded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// As typed, without the confidence.
    pub typed: String,
    /// How sure the learner is, in percent, where they said so.
    pub confidence: Option<u8>,
    /// From question to answer.
    pub seconds: u32,
}

/// The lines that pose a question: label, prompt, lettered choices.
pub fn posed_lines(posed: &Posed, label: &str, layout: &Layout) -> Vec<Line> {
    let width = layout.width;
    let mut lines = vec![Line::new().with(Role::Accent, format!(" {label}"))];
    lines.extend(render(&posed.prompt, width, layout.style()));
    for (letter, text) in &posed.options {
        let lead = Line::new().with(Role::Accent, format!("   {letter}  "));
        let blank = Line::from("      ");
        lines.extend(wrap_hanging(&line_of(text, layout.style()), &lead, &blank, width.saturating_sub(1)));
    }
    if let Some(how) = posed.how() {
        let (line, margin) = (Line::new().with(Role::Dim, format!("Type {how}.")), Line::from(" "));
        lines.extend(wrap_hanging(
            &line_of(&line.0, layout.style()),
            &margin,
            &margin,
            width.saturating_sub(1),
        ));
    }
    if !posed.checked().is_empty() {
        lines.extend(gradcheck::offer(layout));
    }
    lines
}

/// What is said to the first Enter at a question.
const GUESS: &str = "A guess makes it stick, right or wrong. Type one, or Enter again to go on without.";

/// Asks until there is an answer. Hints, help and the glossary are served here; `on_hint` hears of
/// each hint given.
///
/// # Errors
/// When input or output fails.
pub fn ask(
    ui: &mut dyn Ui,
    posed: &Posed,
    glossary: &Glossary,
    on_hint: &mut dyn FnMut(usize),
) -> Result<Asked, TutorError> {
    ask_from(ui, posed, glossary, 0, on_hint)
}

/// As [`ask`], with so many hints shown at once: those taken before.
///
/// # Errors
/// When input or output fails.
pub fn ask_from(
    ui: &mut dyn Ui,
    posed: &Posed,
    glossary: &Glossary,
    mut hints: usize,
    on_hint: &mut dyn FnMut(usize),
) -> Result<Asked, TutorError> {
    for rank in 1..=hints.min(posed.hints.len()) {
        hint(ui, &posed.hints, rank)?;
    }
    let mut warned = false;
    let since = Instant::now();
    loop {
        let line = match ui.ask("› ")? {
            Reply::Line(line) => line,
            Reply::Interrupted => return Ok(Asked::Interrupted),
            Reply::End => return Ok(Asked::End),
        };
        match read(&line, posed) {
            Command::Text(text) if asks_for_check(posed, &text) => gradcheck::show(ui, posed.checked())?,
            Command::Text(text) => {
                if let Some(answer) = answered(ui, posed, &text, since)? {
                    return Ok(Asked::Answer(answer));
                }
            }
            Command::Next if std::mem::replace(&mut warned, true) => return Ok(Asked::Passed),
            Command::Next => note(ui, Role::Dim, GUESS)?,
            Command::Hint => {
                hints += 1;
                hint(ui, &posed.hints, hints)?;
                on_hint(hints.min(posed.hints.len()));
            }
            Command::Glossary(term) => help::glossary(ui, glossary, &term)?,
            Command::Help => help::commands(ui, !posed.options.is_empty())?,
            other => return Ok(Asked::Wants(other)),
        }
    }
}

/// A line at a question; what ends in a confidence is an answer, whatever letter it begins with.
fn read(line: &str, posed: &Posed) -> Command {
    let letters = posed.options.iter().filter(|(label, _)| label.chars().all(char::is_alphabetic)).count();
    let is_answer = posed.is_variable(line);
    match confidence::split(line, Language::English) {
        Ok((_, None)) if !is_answer => match Command::read(line, letters) {
            Command::Answer => Command::Text(line.to_owned()),
            command => command,
        },
        _ => Command::Text(line.to_owned()),
    }
}

/// `check` runs the gradient check of a question for the wrong line.
fn asks_for_check(posed: &Posed, text: &str) -> bool {
    !posed.checked().is_empty() && text.trim().eq_ignore_ascii_case("check")
}

/// A text as an answer to what was asked at that time, if it can be graded.
fn answered(
    ui: &mut dyn Ui,
    posed: &Posed,
    text: &str,
    since: Instant,
) -> Result<Option<Answer>, TutorError> {
    let Some((typed, confidence)) = taken(ui, posed, text)? else { return Ok(None) };
    ui.jot(&Note::Answer(text.trim()));
    let seconds = u32::try_from(since.elapsed().as_secs()).unwrap_or(u32::MAX);
    Ok(Some(Answer { typed, confidence, seconds }))
}

/// An answer that can be graded, echoed, with its confidence; what to type instead is said where it
/// cannot be.
fn taken(ui: &mut dyn Ui, posed: &Posed, text: &str) -> Result<Option<(String, Option<u8>)>, TutorError> {
    let (typed, confidence) = match confidence::split(text, Language::English) {
        Ok(split) => split,
        Err(why) => return note(ui, Role::Warn, &why).map(|()| None),
    };
    match posed.read(typed) {
        Reading::Gradable(echo) => {
            say_echo(ui, echo)?;
            Ok(Some((typed.to_owned(), confidence)))
        }
        Reading::Nonsense(why) => note(ui, Role::Warn, &why).map(|()| None),
    }
}

fn say_echo(ui: &mut dyn Ui, echo: Option<String>) -> Result<(), TutorError> {
    match echo {
        Some(echo) => note(ui, Role::Dim, &echo),
        None => Ok(()),
    }
}

/// Shows the hint of that rank, from 1; past the last, the last again.
///
/// # Errors
/// When the output fails.
pub fn hint(ui: &mut dyn Ui, hints: &[Vec<Block>], rank: usize) -> Result<(), TutorError> {
    let Some(hint) = hints.get(rank.min(hints.len()).wrapping_sub(1)) else {
        return note(ui, Role::Dim, "There is no hint for this one.");
    };
    let layout = ui.layout();
    let rank = rank.min(hints.len());
    ui.jot(&Note::Hint { rank, blocks: hint });
    let label = format!(" Hint {rank} of {}", hints.len());
    let mut lines = vec![Line::new().with(Role::Accent, label)];
    lines.extend(render(hint, layout.width, layout.style()));
    ui.say(&show::in_charset(&lines, layout.ascii))?;
    Ok(())
}

/// Says one sentence, wrapped.
///
/// # Errors
/// When the output fails.
pub fn note(ui: &mut dyn Ui, role: Role, text: &str) -> Result<(), TutorError> {
    let layout = ui.layout();
    let line = line_of(&[Span { text: text.to_owned(), role }], layout.style());
    let blank = Line::from(" ");
    let lines = wrap_hanging(&line, &blank, &blank, layout.width.saturating_sub(1));
    ui.say(&show::in_charset(&lines, layout.ascii))?;
    Ok(())
}
