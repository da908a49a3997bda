//! A person at a terminal.

use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::atomic::AtomicBool;

use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::Hinter;
use rustyline::history::DefaultHistory;
use rustyline::validate::Validator;
use rustyline::{Config, Editor, Helper};

use crate::experiment::context::Watcher;
use crate::text::Line;
use crate::text::ascii::ascii;
use crate::text::paint::paint;
use crate::text::sanitize::sanitize;
use crate::ui::{Layout, Reply, Ui, live, signals};

/// The longest line taken from a prompt, in bytes; a longer one is cut.
pub const LONGEST_LINE: usize = 4096;

/// A terminal with a line editor.
pub struct Terminal {
    layout: Layout,
    fixed_width: bool,
    editor: Editor<Harmless, DefaultHistory>,
}

impl Terminal {
    /// A terminal drawn as `layout` says; its size follows the window unless `fixed_width`.
    ///
    /// # Errors
    /// When the terminal cannot be opened for line editing.
    pub fn open(layout: Layout, fixed_width: bool) -> io::Result<Self> {
        signals::install();
        let config = Config::builder().auto_add_history(false).bracketed_paste(true).build();
        let mut editor = Editor::with_config(config).map_err(io::Error::other)?;
        editor.set_helper(Some(Harmless));
        Ok(Self { layout, fixed_width, editor })
    }
}

/// Shows a pasted control character as its picture, where the editor would send it to the terminal.
struct Harmless;

impl Highlighter for Harmless {
    fn highlight<'l>(&self, line: &'l str, _pos: usize) -> Cow<'l, str> {
        // A line break is the editor's own to draw.
        if !line.contains('\n') {
            return sanitize(line);
        }
        let lines: Vec<Cow<'_, str>> = line.split('\n').map(sanitize).collect();
        Cow::Owned(lines.join("\n"))
    }

    fn highlight_char(&self, line: &str, _pos: usize, _kind: CmdKind) -> bool {
        matches!(self.highlight(line, 0), Cow::Owned(_))
    }
}

impl Completer for Harmless {
    type Candidate = String;
}

impl Hinter for Harmless {
    type Hint = String;
}

impl Validator for Harmless {}
impl Helper for Harmless {}

impl Ui for Terminal {
    fn layout(&self) -> Layout {
        let mut layout = self.layout;
        if let Some((width, height)) = terminal_size::terminal_size() {
            layout.height = usize::from(height.0).max(1);
            if !self.fixed_width {
                layout.width = usize::from(width.0).clamp(20, 100);
            }
        }
        layout
    }

    fn page(&mut self) -> io::Result<()> {
        if self.layout.plain {
            return writeln!(io::stdout());
        }
        // Scrolling the old page away keeps it in the terminal's history; clearing would not.
        let rows = self.layout().height;
        let mut out = io::stdout().lock();
        write!(out, "{}\x1b[H\x1b[J", "\n".repeat(rows))?;
        out.flush()
    }

    fn say(&mut self, lines: &[Line]) -> io::Result<()> {
        let mut out = io::stdout().lock();
        for line in lines {
            writeln!(out, "{}", paint(line, self.layout.depth))?;
        }
        out.flush()
    }

    fn tell(&mut self, text: &str) -> io::Result<()> {
        writeln!(io::stderr(), "{text}")
    }

    fn ask(&mut self, prompt: &str) -> io::Result<Reply> {
        let prompt = if self.layout.ascii { ascii(prompt) } else { prompt.into() };
        match self.editor.readline(&*prompt) {
            Ok(mut line) => {
                let mut end = line.len().min(LONGEST_LINE);
                while !line.is_char_boundary(end) {
                    end -= 1;
                }
                line.truncate(end);
                let _ = self.editor.add_history_entry(line.as_str());
                Ok(Reply::Line(line))
            }
            Err(ReadlineError::Interrupted) => Ok(Reply::Interrupted),
            Err(ReadlineError::Eof) => Ok(Reply::End),
            Err(error) => Err(io::Error::other(error)),
        }
    }

    fn is_attended(&self) -> bool {
        true
    }

    fn watch(&mut self, label: &str, task: &mut dyn FnMut(&dyn Watcher, &AtomicBool)) {
        live::watch(label, &self.layout(), task);
    }
}
