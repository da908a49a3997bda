//! Text before it is printed: spans with a role, wrapping, widths, counts, suggestions.
//!
//! Nothing here prints, and nothing here knows colours as escape codes: a [`Span`] says what its
//! text *is* ([`Role`]), and the layer that owns the terminal decides how that looks.

pub mod suggest;

/// What a piece of text is, so that the terminal layer can choose how it looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Role {
    /// Running text.
    #[default]
    Plain,
    /// A title or heading.
    Title,
    /// Stressed text (`*…*`).
    Emphasis,
    /// Strongly stressed text (`**…**`).
    Strong,
    /// Code, parameter names, things to type.
    Code,
    /// Secondary text: axes, frames, the footer.
    Dim,
    /// A key to press or a prompt.
    Accent,
    /// Good news: a correct answer.
    Good,
    /// Bad news: an incorrect answer, an error.
    Bad,
    /// A warning or a correction of folklore.
    Warn,
    /// The n-th series of a figure; the palette repeats after eight.
    Series(u8),
    /// An exact colour, for fields and heatmaps: foreground red, green, blue.
    Foreground([u8; 3]),
    /// Two exact colours for a half block: foreground, then background.
    Halves([u8; 3], [u8; 3]),
}

/// A run of text with one role.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The text; never contains control characters or line breaks.
    pub text: String,
    /// What it is.
    pub role: Role,
}

/// One line of a screen: spans from left to right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line(pub Vec<Span>);

impl Line {
    /// An empty line.
    pub fn new() -> Self {
        Self::default()
    }

    /// The line with one more span at its end.
    #[must_use]
    pub fn with(mut self, role: Role, text: impl Into<String>) -> Self {
        self.0.push(Span { text: text.into(), role });
        self
    }

    /// The text alone, without roles.
    pub fn plain(&self) -> String {
        self.0.iter().map(|span| span.text.as_str()).collect()
    }
}

impl From<&str> for Line {
    fn from(text: &str) -> Self {
        Self::new().with(Role::Plain, text)
    }
}

impl From<String> for Line {
    fn from(text: String) -> Self {
        Self::new().with(Role::Plain, text)
    }
}
