//! The terminal and its stand-ins: the one place, beside the command line, that prints.
//!
//! [`Ui`] is what the tutor talks to. [`terminal`] is a person at a terminal, [`linear`] a pipe, a
//! log or a screen reader, [`scripted`] a test.

mod animation;
pub mod color;
mod keys;
pub mod linear;
pub mod live;
pub mod scripted;
pub mod signals;
pub mod terminal;

use std::io;
use std::sync::atomic::AtomicBool;

use crate::experiment::context::Watcher;
use crate::plot::Style;
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
