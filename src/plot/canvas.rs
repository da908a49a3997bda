//! Where a figure is drawn: the room there is and what the terminal can show.

use crate::plot::Figure;
use crate::text::{ColorDepth, ascii, sanitize};

/// The characters a terminal can show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Style {
    /// Braille, blocks, box drawing and letters of any script.
    #[default]
    Unicode,
    /// The 95 printable characters of ASCII.
    Ascii,
}

/// The room for a figure in columns and lines, and how it may be filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Canvas {
    /// Columns; no line is wider.
    pub width: usize,
    /// Lines; a figure never takes more.
    pub height: usize,
    /// The characters to draw with.
    pub style: Style,
    /// The colours there are; without any, shading and markers carry everything.
    pub depth: ColorDepth,
}

impl Canvas {
    /// The height at which a plot and ten lines of text fit a terminal of 24 lines.
    pub const PLOT_HEIGHT: usize = 14;

    /// The height of a plot that is this wide: [`Canvas::PLOT_HEIGHT`] up to 100 columns, and beyond in
    /// proportion.
    pub fn plot_height(width: usize) -> usize {
        (width.saturating_mul(Self::PLOT_HEIGHT) / 100).max(Self::PLOT_HEIGHT)
    }

    /// A Unicode canvas without colour.
    pub fn new(width: usize, height: usize) -> Self {
        Self { width, height, style: Style::Unicode, depth: ColorDepth::None }
    }

    /// A canvas of this width and of the height that suits the figure: see [`Figure::natural_height`].
    pub fn fitting(figure: &Figure, width: usize) -> Self {
        Self::new(width, figure.natural_height(width))
    }

    /// The same canvas with another set of characters.
    #[must_use]
    pub fn style(mut self, style: Style) -> Self {
        self.style = style;
        self
    }

    /// The same canvas with another colour depth.
    #[must_use]
    pub fn depth(mut self, depth: ColorDepth) -> Self {
        self.depth = depth;
        self
    }

    /// The text as this canvas can show it, harmless in any case.
    pub(crate) fn text(&self, text: &str) -> String {
        let clean = sanitize(text);
        match self.style {
            Style::Unicode => clean.into_owned(),
            Style::Ascii => ascii(&clean).into_owned(),
        }
    }

    /// The first of the two on a Unicode canvas, the second on an ASCII one.
    pub(crate) fn pick<T>(&self, unicode: T, ascii: T) -> T {
        match self.style {
            Style::Unicode => unicode,
            Style::Ascii => ascii,
        }
    }
}
