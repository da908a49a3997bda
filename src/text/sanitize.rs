//! Makes foreign text harmless to a terminal.

use std::borrow::Cow;

/// `text` without anything a terminal would obey or that would reorder or hide what is read.
///
/// Line breaks and tabs become spaces; other control characters become their visible picture
/// (`␛`), the 8-bit ones, bidirectional overrides and tag characters become `�`. Lesson packs,
/// journals, CSV headers and what a learner types pass through here before they are shown.
pub fn sanitize(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_harmless) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(harmless).collect())
}

/// Whether a character is shown as it is.
pub fn is_harmless(character: char) -> bool {
    matches!(character, ' '..='~') || harmless(character) == character
}

fn harmless(character: char) -> char {
    match character {
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
        '\0'..='\u{1f}' => char::from_u32(0x2400 + character as u32).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}' => '\u{fffd}',
        // Marks, embeddings, overrides and isolates that change the reading direction.
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        // Invisible: space without width, byte order mark, word joiner and operators, annotations, tags.
        '\u{200b}' | '\u{feff}' | '\u{2060}'..='\u{2064}' | '\u{206a}'..='\u{206f}' => '\u{fffd}',
        '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => '\u{fffd}',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn escape_codes_become_visible_and_reordering_stops() {
        assert_eq!(sanitize("\u{1b}[31mred\u{7}"), "␛[31mred␇");
        assert_eq!(sanitize("a\u{202e}b\u{9b}2J"), "a\u{fffd}b\u{fffd}2J");
        assert_eq!(sanitize("one\ttwo\r\nthree"), "one two  three");
    }

    #[test]
    fn ordinary_text_is_not_copied() {
        assert!(matches!(sanitize("σ′(x) ≤ ¼, 학습률 👩‍🔬"), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn nothing_a_terminal_obeys_is_left(text in "\\PC*|[\\x00-\\x9f\u{2028}\u{202e}]*") {
            let clean = sanitize(&text).into_owned();
            prop_assert!(!clean.chars().any(char::is_control));
            prop_assert_eq!(sanitize(&clean).into_owned(), clean.clone());
        }
    }
}
