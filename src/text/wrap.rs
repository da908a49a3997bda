//! Breaking styled lines to a width.
//!
//! Breaks at spaces and between ideographs and kana, never before closing punctuation or after
//! opening punctuation (JIS X 4051, the core of it). Hangul breaks at spaces, as Korean is typeset.
//! A word longer than the width is cut. What belongs together (`23 %`, `1.7 × 10⁻⁶`) stays together.

use unicode_segmentation::UnicodeSegmentation;

use crate::text::line::{Line, Role};
use crate::text::width::columns;

/// The line as lines of at most `width` columns; spaces at a break are dropped.
///
/// Always at least one line; at width 0 that one is empty.
pub fn wrap(line: &Line, width: usize) -> Vec<Line> {
    wrap_hanging(line, &Line::new(), &Line::new(), width)
}

/// As [`wrap`], with `first` before the first line and `rest` before all others.
///
/// A list item has its bullet in `first` and as many spaces in `rest`. Where fewer than four columns
/// would be left for the text, the two are left out.
pub fn wrap_hanging(line: &Line, first: &Line, rest: &Line, width: usize) -> Vec<Line> {
    let indent = first.columns().max(rest.columns());
    if indent > 0 && width < indent + 4 {
        return wrap(line, width);
    }
    let glyphs = glyphs(line);
    let mut filler = Filler::new(width, [first, rest]);
    for atom in atoms(&glyphs) {
        filler.add(atom.gap, atom.body);
    }
    filler.finish()
}

/// A grapheme cluster with the role of its span.
#[derive(Clone, Copy)]
struct Glyph<'a> {
    text: &'a str,
    role: Role,
    columns: usize,
}

impl Glyph<'_> {
    fn is_space(&self) -> bool {
        self.text == " "
    }

    fn is_digit(&self) -> bool {
        self.text.chars().all(|character| character.is_ascii_digit())
    }
}

/// What no line break divides, and the spaces before it.
struct Atom<'a> {
    gap: &'a [Glyph<'a>],
    body: &'a [Glyph<'a>],
}

fn glyphs(line: &Line) -> Vec<Glyph<'_>> {
    let glyphs = |role, text| {
        UnicodeSegmentation::graphemes(text, true).map(move |text| Glyph {
            text,
            role,
            columns: columns(text),
        })
    };
    line.0.iter().flat_map(|span| glyphs(span.role, span.text.as_str())).collect()
}

fn atoms<'a>(glyphs: &'a [Glyph<'a>]) -> Vec<Atom<'a>> {
    let mut atoms = Vec::new();
    let mut at = 0;
    while at < glyphs.len() {
        let start = at + glyphs[at..].iter().take_while(|glyph| glyph.is_space()).count();
        let mut end = (start + 1).min(glyphs.len());
        while end < glyphs.len() && !may_break_before(glyphs, end) {
            end += 1;
        }
        atoms.push(Atom { gap: &glyphs[at..start], body: &glyphs[start..end] });
        at = end;
    }
    atoms
}

fn may_break_before(glyphs: &[Glyph<'_>], at: usize) -> bool {
    if glyphs[at].is_space() {
        return !is_glue(glyphs, at);
    }
    let (before, after) = (glyphs[at - 1].text, glyphs[at].text);
    (is_ideograph(before) || is_ideograph(after)) && !never_starts(after) && !never_ends(before)
}

/// Whether the space at `at` holds a number together: `23 %`, `1.7 × 10⁻⁶`.
fn is_glue(glyphs: &[Glyph<'_>], at: usize) -> bool {
    let neighbour = |offset: isize| at.checked_add_signed(offset).and_then(|index| glyphs.get(index));
    let (Some(before), Some(after)) = (neighbour(-1), neighbour(1)) else { return false };
    let percent = before.is_digit() && after.text == "%";
    let times = before.is_digit() && after.text == "×" && neighbour(2).is_some_and(Glyph::is_space);
    let factor = before.text == "×" && after.is_digit() && neighbour(-2).is_some_and(Glyph::is_space);
    percent || times || factor
}

fn is_ideograph(text: &str) -> bool {
    let wide = |character: char| {
        matches!(character, '\u{2e80}'..='\u{30ff}' | '\u{31c0}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
            || matches!(character, '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
    };
    text.chars().next().is_some_and(wide)
}

fn never_starts(text: &str) -> bool {
    const CLOSING: &str = "、。，．・：；？！）」』】〉》〕］｝〗〙…‥％ー々ゝゞヽヾ,.;:?!)]}%’”»\
                           ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ";
    CLOSING.contains(text)
}

fn never_ends(text: &str) -> bool {
    const OPENING: &str = "（「『【〈《〔［｛〖〘([{‘“«￥＄";
    OPENING.contains(text)
}

/// Fills lines with atoms, first come first placed.
struct Filler<'a> {
    width: usize,
    prefixes: [&'a Line; 2],
    done: Vec<Line>,
    line: Line,
    used: usize,
    empty: bool,
}

impl<'a> Filler<'a> {
    fn new(width: usize, prefixes: [&'a Line; 2]) -> Self {
        let line = prefixes[0].clone();
        Self { width, prefixes, done: Vec::new(), used: line.columns(), line, empty: true }
    }

    fn add(&mut self, gap: &[Glyph<'_>], body: &[Glyph<'_>]) {
        let width = |glyphs: &[Glyph<'_>]| glyphs.iter().map(|glyph| glyph.columns).sum::<usize>();
        // Spaces that open the text are its indentation; those at any other line's start are not.
        let opens = self.empty && self.done.is_empty();
        let gap = if self.empty && !opens { &[] } else { gap };
        if body.is_empty() {
            return;
        }
        if self.used + width(gap) + width(body) > self.width && !self.empty {
            self.new_line();
            return self.add(&[], body);
        }
        if self.used + width(gap) + width(body) <= self.width {
            self.put(gap);
        }
        self.put(body);
    }

    /// Places glyphs, cutting where the line is full.
    fn put(&mut self, glyphs: &[Glyph<'_>]) {
        for glyph in glyphs {
            if self.used + glyph.columns > self.width && !self.empty {
                self.new_line();
            }
            let fits = self.used + glyph.columns <= self.width;
            // A wide character in a line one column wide.
            let (text, columns) = if fits { (glyph.text, glyph.columns) } else { ("…", 1) };
            if self.used + columns <= self.width {
                self.line.push(glyph.role, text);
                self.used += columns;
                self.empty = false;
            }
        }
    }

    fn new_line(&mut self) {
        let next = self.prefixes[1].clone();
        self.used = next.columns();
        self.empty = true;
        self.done.push(std::mem::replace(&mut self.line, next));
    }

    fn finish(mut self) -> Vec<Line> {
        self.done.push(self.line);
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wrapped(text: &str, width: usize) -> Vec<String> {
        wrap(&Line::from(text), width).iter().map(Line::plain).collect()
    }

    #[test]
    fn breaks_at_spaces_and_drops_them() {
        assert_eq!(wrapped("one two  three", 7), ["one two", "three"]);
        assert_eq!(wrapped("  indented text", 10), ["  indented", "text"]);
        assert_eq!(wrapped("trailing  ", 20), ["trailing"]);
        assert_eq!(wrapped("", 10), [""]);
    }

    #[test]
    fn long_words_are_cut() {
        assert_eq!(wrapped("a backpropagation", 6), ["a", "backpr", "opagat", "ion"]);
    }

    #[test]
    fn japanese_breaks_between_characters_but_not_before_closing_punctuation() {
        assert_eq!(wrapped("学習率、勾配。", 6), ["学習", "率、勾", "配。"]);
        assert_eq!(wrapped("「重み」を", 6), ["「重", "み」を"]);
        assert_eq!(wrapped("これはReLUです", 8), ["これは", "ReLUです"]);
    }

    #[test]
    fn korean_breaks_at_spaces() {
        assert_eq!(wrapped("기울기가 사라진다", 9), ["기울기가", "사라진다"]);
    }

    #[test]
    fn numbers_keep_their_unit_and_power() {
        assert_eq!(wrapped("it keeps 23 % here", 12), ["it keeps", "23 % here"]);
        assert_eq!(wrapped("equals 1.7 × 10⁻⁶", 12), ["equals", "1.7 × 10⁻⁶"]);
    }

    #[test]
    fn list_items_hang() {
        let lines = wrap_hanging(&Line::from("one two three"), &Line::from("• "), &Line::from("  "), 9);
        assert_eq!(lines.iter().map(Line::plain).collect::<Vec<_>>(), ["• one two", "  three"]);
        let narrow = wrap_hanging(&Line::from("one"), &Line::from("• "), &Line::from("  "), 3);
        assert_eq!(narrow, [Line::from("one")]);
    }

    #[test]
    fn roles_survive_a_break_within_a_word() {
        let line = Line::from("ab").with(Role::Strong, "cd ef");
        let lines = wrap(&line, 4);
        assert_eq!(lines[0], Line::from("ab").with(Role::Strong, "cd"));
        assert_eq!(lines[1], Line::new().with(Role::Strong, "ef"));
    }

    proptest! {
        #[test]
        fn no_line_is_wider_and_no_letter_is_lost(
            text in "[a-z 学。「、한e\u{301}👩%×0-9]{0,60}", width in 0usize..30
        ) {
            let lines = wrap(&Line::from(text.as_str()), width);
            for line in &lines {
                prop_assert!(line.columns() <= width, "{:?} in {}", line, width);
            }
            if width >= 2 {
                let squeeze = |text: String| text.replace(' ', "");
                let all: String = lines.iter().map(Line::plain).collect();
                prop_assert_eq!(squeeze(all), squeeze(text));
            }
        }

        #[test]
        fn a_hanging_indent_never_exceeds_the_width(text in "[a-z 学]{0,60}", width in 0usize..30) {
            for line in wrap_hanging(&Line::from(text), &Line::from("10. "), &Line::from("    "), width) {
                prop_assert!(line.columns() <= width);
            }
        }
    }
}
