//! The terminal and its stand-ins: the one place, beside the command line, that prints.
//!
//! [`Ui`] is what the tutor talks to. [`terminal`] is a person at a terminal, [`linear`] a pipe, a
//! log or a screen reader, [`scripted`] a test; [`transcript`] also writes down what is shown.

mod animation;
pub mod color;
mod keys;
pub mod linear;
pub mod live;
pub mod scripted;
pub mod signals;
pub mod terminal;
pub mod transcript;

use std::io;
use std::sync::atomic::AtomicBool;

use crate::experiment::context::Watcher;
use crate::lesson::markdown::Block;
use crate::lesson::question::Posed;
use crate::plot::{Figure, Style};
use crate::text::Line;
use crate::text::paint::ColorDepth;

/// The room there is, and how things may be drawn in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The width in columns.
    pub width: usize,
    /// The height in rows.
    pub height: usize,
    /// Whether only ASCII may be used.
    pub ascii: bool,
    /// How many colours there are.
    pub depth: ColorDepth,
    /// Whether figures are given in words instead of drawn, and pages are not cleared.
    pub plain: bool,
    /// Whether figures may be redrawn in place while an experiment runs.
    pub animated: bool,
}

impl Default for Layout {
    fn default() -> Self {
        Self { width: 80, height: 24, ascii: false, depth: ColorDepth::None, plain: false, animated: false }
    }
}

impl Layout {
    /// The characters to draw with.
    pub fn style(&self) -> Style {
        if self.ascii { Style::Ascii } else { Style::Unicode }
    }
}

/// What a page holds, for who keeps notes of a lesson.
pub enum Note<'n> {
    /// A page begins: its permanent name, and its title.
    Page {
        /// `chapter/step/part`.
        name: &'n str,
        /// What stands over it.
        title: &'n str,
    },
    /// Words.
    Words(&'n [Block]),
    /// A question under its label.
    Question {
        /// `Predict`, `Question`.
        label: &'n str,
        /// What is asked.
        posed: &'n Posed,
    },
    /// An answer as it was typed.
    Answer(&'n str),
    /// A hint.
    Hint {
        /// Its rank, from 1.
        rank: usize,
        /// The hint.
        blocks: &'n [Block],
    },
    /// How an answer came out.
    Verdict(&'n [Line]),
    /// An experiment was run: with what.
    Run(&'n Line),
    /// A figure of it.
    Figure(&'n Figure),
    /// Measures before and after a change, or beside a goal.
    Table(&'n [Line]),
}

/// What came back from a prompt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// A line, without its end.
    Line(String),
    /// Ctrl-C.
    Interrupted,
    /// Ctrl-D, or the end of piped input.
    End,
}

/// The one the tutor talks to.
pub trait Ui {
    /// The room there is now.
    fn layout(&self) -> Layout;

    /// Begins a fresh page; on a pipe, an empty line.
    ///
    /// # Errors
    /// When the output is closed.
    fn page(&mut self) -> io::Result<()>;

    /// Shows lines.
    ///
    /// # Errors
    /// When the output is closed.
    fn say(&mut self, lines: &[Line]) -> io::Result<()>;

    /// Says one sentence beside the lesson, as on standard error.
    ///
    /// # Errors
    /// When the output is closed.
    fn tell(&mut self, text: &str) -> io::Result<()>;

    /// Hears what the lines shown are about; most need not know.
    fn jot(&mut self, _note: &Note<'_>) {}

    /// Asks for a line.
    ///
    /// # Errors
    /// When input or output fails otherwise than by ending.
    fn ask(&mut self, prompt: &str) -> io::Result<Reply>;

    /// Whether anybody is there to answer; without anybody the lesson is shown through.
    fn is_attended(&self) -> bool;

    /// Runs a task while showing its progress once it takes long; Ctrl-C then sets the stop flag.
    fn watch(&mut self, label: &str, task: &mut dyn FnMut(&dyn Watcher, &AtomicBool));
}
