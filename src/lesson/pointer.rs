//! Where a value stands in a JSON text, by its path: `steps/2/questions/0/id`.

use std::ops::Range;

/// The place of the value at a path of member names and item numbers; of the last value on the way
/// that is there, when the path leads on.
pub fn locate(source: &str, path: &str) -> Range<usize> {
    let mut scanner = Scanner { bytes: source.as_bytes(), at: 0 };
    let mut place = 0..0;
    for part in std::iter::once("").chain(path.split('/').filter(|part| !part.is_empty())) {
        if !part.is_empty() && !scanner.enter(part) {
            break;
        }
        scanner.space();
        place = scanner.at..Scanner { ..scanner }.skipped();
    }
    place
}

/// The place of the name of the member at a path, with its quotes.
pub fn name_of(source: &str, path: &str) -> Range<usize> {
    let value = locate(source, path);
    let name = format!("\"{}\"", path.rsplit('/').next().unwrap_or_default());
    let before = source.get(..value.start).unwrap_or_default();
    before.rfind(&name).map_or(value, |start| start..start + name.len())
}

/// A reader of JSON that is known to be well formed; on anything else it ends early.
#[derive(Clone, Copy)]
struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Scanner<'_> {
    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    fn space(&mut self) {
        while self.peek().is_ascii_whitespace() {
            self.at += 1;
        }
    }

    /// Goes to the value of a member or to an item; whether it is there.
    fn enter(&mut self, part: &str) -> bool {
        let is_object = self.peek() == b'{';
        if !is_object && self.peek() != b'[' {
            return false;
        }
        self.at += 1;
        for place in 0.. {
            self.space();
            if matches!(self.peek(), 0 | b'}' | b']') {
                return false;
            }
            let is_wanted =
                if is_object { self.member() == part.as_bytes() } else { part.parse() == Ok(place) };
            self.space();
            if is_wanted {
                return true;
            }
            self.skip();
            self.space();
            self.at += usize::from(self.peek() == b',');
        }
        false
    }

    /// The name of a member, and past the colon after it.
    fn member(&mut self) -> Vec<u8> {
        let from = self.at;
        self.skip();
        let name = self.bytes.get(from + 1..self.at.saturating_sub(1)).unwrap_or_default().to_vec();
        self.space();
        self.at += usize::from(self.peek() == b':');
        name
    }

    /// The end of the value here.
    fn skipped(mut self) -> usize {
        self.skip();
        self.at
    }

    fn skip(&mut self) {
        let mut depth = 0_usize;
        while self.at < self.bytes.len() {
            match self.peek() {
                b'"' => self.string(),
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' if depth > 0 => {
                    depth -= 1;
                    self.at += 1;
                }
                b',' | b'}' | b']' if depth == 0 => return,
                c if depth == 0 && c.is_ascii_whitespace() => return,
                _ => {
                    self.at += 1;
                    if depth == 0 && !self.in_word() {
                        return;
                    }
                    continue;
                }
            }
            if depth == 0 {
                return;
            }
        }
    }

    /// Whether the number or word before goes on here.
    fn in_word(&self) -> bool {
        !matches!(self.peek(), 0 | b',' | b':' | b'}' | b']') && !self.peek().is_ascii_whitespace()
    }

    fn string(&mut self) {
        self.at += 1;
        while self.at < self.bytes.len() && self.peek() != b'"' {
            self.at += if self.peek() == b'\\' { 2 } else { 1 };
        }
        self.at = (self.at + 1).min(self.bytes.len());
    }
}

#[cfg(test)]
mod tests {
    use super::{locate, name_of};

    const TEXT: &str = r#"{ "a": 1.5, "b,": [ "x\"]", {"c": [true, {"d": "é"}]}, -2 ], "e": {} }"#;

    #[test]
    fn values_are_found_by_their_path() {
        let found = |path| &TEXT[locate(TEXT, path)];
        assert_eq!(found("a"), "1.5");
        assert_eq!(found("b,/0"), r#""x\"]""#);
        assert_eq!(found("b,/1/c/1/d"), "\"é\"");
        assert_eq!(found("b,/1/c/0"), "true");
        assert_eq!(found("b,/2"), "-2");
        assert_eq!(found("e"), "{}");
        assert_eq!(found(""), TEXT);
        assert_eq!(&TEXT[name_of(TEXT, "b,/1/c/1/d")], "\"d\"");
    }

    #[test]
    fn a_path_that_leads_nowhere_ends_at_the_last_value_there_is() {
        assert_eq!(&TEXT[locate(TEXT, "a/b/c")], "1.5");
        assert_eq!(&TEXT[locate(TEXT, "b,/9")], &TEXT[locate(TEXT, "b,")]);
        for broken in ["", "{", "[", "{\"a", "{\"a\":", "[1,", "\"\\"] {
            for path in ["a", "0", "a/0"] {
                assert!(locate(broken, path).end <= broken.len(), "{broken} {path}");
            }
        }
    }
}
