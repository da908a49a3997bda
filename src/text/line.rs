//! A line of a screen as spans with roles.

use crate::text::width::{columns, prefix};

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

    /// Adds text at the end, growing the last span when it has the same role.
    pub fn push(&mut self, role: Role, text: &str) {
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.role == role => last.text.push_str(text),
            _ => self.0.push(Span { text: text.to_owned(), role }),
        }
    }

    /// Adds all of another line at the end.
    pub fn append(&mut self, other: &Self) {
        for span in &other.0 {
            self.push(span.role, &span.text);
        }
    }

    /// The text alone, without roles.
    pub fn plain(&self) -> String {
        self.0.iter().map(|span| span.text.as_str()).collect()
    }

    /// How many columns of a terminal the line takes.
    pub fn columns(&self) -> usize {
        self.0.iter().map(|span| columns(&span.text)).sum()
    }

    /// The line cut at `width` columns.
    #[must_use]
    pub fn clipped(&self, width: usize) -> Self {
        let mut clipped = Self::new();
        let mut left = width;
        for span in &self.0 {
            let text = prefix(&span.text, left);
            clipped.push(span.role, text);
            left -= columns(text);
            if text.len() < span.text.len() {
                break;
            }
        }
        clipped
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_of_one_role_grow_together() {
        let mut line = Line::from("a");
        line.push(Role::Plain, "b");
        line.push(Role::Strong, "");
        line.push(Role::Strong, "c");
        assert_eq!(line, Line::new().with(Role::Plain, "ab").with(Role::Strong, "c"));
    }

    #[test]
    fn a_line_is_cut_before_a_wide_character_that_does_not_fit() {
        let line = Line::from("ab").with(Role::Strong, "学習c");
        assert_eq!(line.columns(), 7);
        assert_eq!(line.clipped(5).plain(), "ab学");
        assert_eq!(line.clipped(0).plain(), "");
        assert_eq!(line.clipped(99), line);
    }
}
