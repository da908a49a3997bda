//! Columns that text takes in a terminal.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// How many columns `text` takes: two for a wide character, none for a combining mark.
///
/// Characters whose width is ambiguous (Greek, ×, →) count as one column, as terminals outside
/// East Asian locales draw them.
pub fn columns(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.graphemes(true).map(UnicodeWidthStr::width).sum() }
}

/// The longest start of `text`, in whole grapheme clusters, that fits `width` columns.
pub fn prefix(text: &str, width: usize) -> &str {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += columns(grapheme);
        if used > width {
            return &text[..at];
        }
    }
    text
}

/// `text` if it fits `width` columns, otherwise its start with `mark` (such as `…`) at the end.
pub fn shortened(text: &str, width: usize, mark: &str) -> String {
    if columns(text) <= width {
        return text.to_owned();
    }
    let mark = prefix(mark, width);
    format!("{}{mark}", prefix(text, width - columns(mark)).trim_end())
}

/// Where padding goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Text first, then spaces.
    Left,
    /// Spaces on both sides, one more on the right if odd.
    Center,
    /// Spaces first, then text.
    Right,
}

/// `text` with spaces to fill `width` columns; unchanged when it is wider.
pub fn padded(text: &str, width: usize, align: Align) -> String {
    let free = width.saturating_sub(columns(text));
    let before = match align {
        Align::Left => 0,
        Align::Center => free / 2,
        Align::Right => free,
    };
    format!("{:before$}{text}{:after$}", "", "", after = free - before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_in_what_a_terminal_draws() {
        for (text, expected) in [("", 0), ("abc", 3), ("σ′(x)", 5), ("学習", 4), ("e\u{301}", 1), ("×", 1)]
        {
            assert_eq!(columns(text), expected, "{text}");
        }
        assert_eq!(columns("👩‍🔬"), 2, "a joined emoji is one wide character");
    }

    #[test]
    fn text_is_cut_between_grapheme_clusters() {
        assert_eq!(prefix("e\u{301}e\u{301}", 1), "e\u{301}");
        assert_eq!(prefix("学習", 3), "学");
        assert_eq!(shortened("learning rate", 9, "…"), "learning…");
        assert_eq!(shortened("abc", 0, "…"), "");
        assert_eq!(shortened("abc", 3, "…"), "abc");
    }

    #[test]
    fn padding_counts_columns() {
        assert_eq!(padded("学", 5, Align::Left), "学   ");
        assert_eq!(padded("学", 5, Align::Center), " 学  ");
        assert_eq!(padded("学", 5, Align::Right), "   学");
        assert_eq!(padded("long", 2, Align::Right), "long");
    }
}
