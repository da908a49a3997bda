//! What every command shares: the layout, the seed, the lessons, the store of progress.

use std::io::{self, IsTerminal};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::cli::args::{Everywhere, Format};
use crate::lesson::load::{Library, LoadError};
use crate::lesson::opening;
use crate::ui::linear::Linear;
use crate::ui::terminal::Terminal;
use crate::ui::{Layout, Ui, color};

/// The settings of one run of the program.
pub struct Session<'a> {
    /// The options that hold for every command.
    pub options: &'a Everywhere,
    /// The room there is on standard output, and how to draw in it.
    pub layout: Layout,
}

impl<'a> Session<'a> {
    /// The session that the options and the surroundings make.
    pub fn new(options: &'a Everywhere) -> Self {
        let depth = color::depth(options.color);
        let size = terminal_size::terminal_size_of(io::stdout());
        let (columns, rows) =
            size.map_or((80, 24), |(width, height)| (usize::from(width.0), usize::from(height.0)));
        let width = options.width.map_or(suitable(columns), usize::from);
        let dumb = std::env::var("TERM").is_ok_and(|term| term == "dumb");
        let plain = options.plain || (dumb && io::stdout().is_terminal());
        let animated = !plain && is_animated(options);
        let layout = Layout { width, height: rows, ascii: options.ascii, depth, plain, animated };
        Self { options, layout }
    }

    /// The layout for what is printed now: the window may have changed since the start.
    pub fn layout_now(&self) -> Layout {
        match terminal_size::terminal_size_of(io::stdout()) {
            Some((width, _)) if self.options.width.is_none() => {
                Layout { width: suitable(usize::from(width.0)), ..self.layout }
            }
            _ => self.layout,
        }
    }

    /// How wide figures outside of lessons are drawn: as wide as the window if nothing else is asked for,
    /// since text is hard to read in long lines, but figures gain from them.
    pub fn figure_width(&self) -> usize {
        const WIDEST: usize = 200;
        let window = || terminal_size::terminal_size_of(io::stdout());
        match self.options.width {
            Some(width) => usize::from(width),
            None => window().map_or(self.layout.width, |(width, _)| usize::from(width.0).clamp(20, WIDEST)),
        }
    }

    /// The seed: the one asked for, or 7, the one of every figure in the documentation.
    pub fn seed(&self) -> u64 {
        self.options.seed.unwrap_or(7)
    }

    /// The seed asked for, or a fresh one.
    pub fn fresh_seed(&self) -> u64 {
        self.options.seed.unwrap_or_else(|| {
            let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            u64::from(now.subsec_nanos()) ^ now.as_secs()
        })
    }

    /// The form asked for.
    pub fn format(&self) -> Format {
        self.options.format
    }

    /// The course in a folder, or the built-in one, in the language asked for.
    ///
    /// # Errors
    /// What was given instead of a folder of lessons, and what is wrong with its `course.json`.
    pub fn library(&self, folder: Option<&Path>) -> Result<Library, LoadError> {
        let source = opening::source(folder).map_err(|fault| opening::misplaced(&fault))?;
        opening::open(source, self.options.lang.as_deref())
    }

    /// The one to talk to: a terminal when both ends are one, a linear stand-in otherwise.
    pub fn ui(&self) -> anyhow::Result<Box<dyn Ui>> {
        let (input, output) = (io::stdin().is_terminal(), io::stdout().is_terminal());
        if input && output {
            return Ok(Box::new(Terminal::open(self.layout, self.options.width.is_some())?));
        }
        // A person whose output goes into a pipe would never see a prompt: nobody is asked.
        Ok(Box::new(Linear::open(self.layout, !input, true)))
    }
}

/// The width that is used of a window.
fn suitable(columns: usize) -> usize {
    columns.clamp(20, 100)
}

/// Whether figures may be redrawn in place: text for a person at a terminal who did not turn it off.
fn is_animated(options: &Everywhere) -> bool {
    let off = std::env::var("DLTUTOR_ANIMATION").is_ok_and(|value| matches!(value.as_str(), "off" | "0"));
    let dumb = std::env::var("TERM").is_ok_and(|term| term == "dumb");
    let person = io::stdin().is_terminal() && io::stdout().is_terminal();
    person && !dumb && !off && !options.no_animation && options.format == Format::Text
}
