//! The tokens of a JSON text that need not be well formed: which member a place belongs to, which stands
//! twice, which quote is left open.

use std::collections::HashSet;
use std::ops::Range;

/// What stands around a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// The names of the members that hold the object or list there, outermost first.
    pub within: Vec<String>,
    /// The name of the member whose value is there.
    pub member: String,
    /// The last word, number or text that begins before the place, with its quotes, unless something opened or
    /// ended since.
    pub value: Option<Range<usize>>,
}

/// An object or list that is open.
#[derive(Default)]
struct Open<'a> {
    is_object: bool,
    /// The members seen so far.
    members: HashSet<&'a str>,
    /// The one whose value comes, and whether it was among them.
    member: (&'a str, bool),
    /// Whether a member's name comes next.
    at_name: bool,
}

/// A reader that keeps what is open.
struct Walk<'a> {
    text: &'a str,
    at: usize,
    open: Vec<Open<'a>>,
    value: Option<Range<usize>>,
}

/// What one token was.
enum Token {
    /// The name of a member.
    Name(Range<usize>),
    /// A text that runs past the end of its line.
    OpenQuote(usize),
    Other,
}

/// What stands around a place in a text.
pub fn around(text: &str, place: usize) -> Around {
    let mut walk = Walk::new(text);
    while walk.at < place && walk.next().is_some() {}
    let last = |open: &Open<'_>| open.member.0.to_owned();
    let mut within: Vec<String> = walk.open.iter().filter(|open| open.is_object).map(last).collect();
    let member = within.pop().unwrap_or_default();
    Around { within, member, value: walk.value }
}

/// The first member's name that its object has already.
pub fn second_member(text: &str) -> Option<Range<usize>> {
    let mut walk = Walk::new(text);
    while let Some(token) = walk.next() {
        let Token::Name(span) = token else { continue };
        if walk.open.last().is_some_and(|open| open.member.1) {
            return Some(span);
        }
    }
    None
}

/// The first quote that is not closed on its line.
pub fn open_quote(text: &str) -> Option<usize> {
    let mut walk = Walk::new(text);
    while let Some(token) = walk.next() {
        if let Token::OpenQuote(at) = token {
            return Some(at);
        }
    }
    None
}

impl<'a> Walk<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0, open: Vec::new(), value: None }
    }

    fn next(&mut self) -> Option<Token> {
        let rest = self.text.get(self.at..)?;
        let start = self.at + rest.find(|c: char| !c.is_whitespace())?;
        let c = self.text[start..].chars().next()?;
        self.at = start + c.len_utf8();
        match c {
            '{' | '[' => {
                self.value = None;
                let is_object = c == '{';
                self.open.push(Open { is_object, at_name: is_object, ..Open::default() });
            }
            '}' | ']' => {
                self.value = None;
                self.open.pop();
            }
            ',' => {
                self.value = None;
                if let Some(open) = self.open.last_mut() {
                    open.at_name = open.is_object;
                }
            }
            ':' => self.value = None,
            '"' => return Some(self.quoted(start)),
            _ => {
                let more = self.text[self.at..].find(|c: char| c.is_whitespace() || ",:{}[]\"".contains(c));
                self.at = more.map_or(self.text.len(), |more| self.at + more);
                self.value = Some(start..self.at);
            }
        }
        Some(Token::Other)
    }

    fn quoted(&mut self, start: usize) -> Token {
        let (mut is_escaped, mut is_closed) = (false, false);
        for (at, c) in self.text[self.at..].char_indices() {
            match c {
                '\n' => break,
                '"' if !is_escaped => {
                    (self.at, is_closed) = (self.at + at + 1, true);
                    break;
                }
                _ => is_escaped = c == '\\' && !is_escaped,
            }
        }
        if !is_closed {
            return Token::OpenQuote(start);
        }
        let span = start..self.at;
        match self.open.last_mut().filter(|open| open.at_name) {
            Some(open) => {
                open.at_name = false;
                let name = &self.text[start + 1..self.at - 1];
                open.member = (name, !open.members.insert(name));
                Token::Name(span)
            }
            None => {
                self.value = Some(span);
                Token::Other
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_knows_its_member_and_value() {
        let text = r#"{"a": {"b,": [1, {"é": 2.5, "f": "x\"y"}]}}"#;
        let at = text.find("2.5").unwrap() + 3;
        let around = around(text, at);
        assert_eq!(
            (around.within.as_slice(), around.member.as_str()),
            (&["a".to_owned(), "b,".into()][..], "é")
        );
        assert_eq!(&text[around.value.unwrap()], "2.5");
        assert_eq!(second_member(text), None);
    }

    #[test]
    fn a_second_member_counts_in_its_own_object_only() {
        let found = |text: &str| second_member(text).map(|span| span.start);
        assert_eq!(found(r#"{"a": {"a": 1}, "b": [{"c": 1}, {"c": 2}]}"#), None);
        assert_eq!(found(r#"{"a": {"b": 1}, "a": 2}"#), Some(16));
        for broken in ["", "{", "{\"", "{\"a\"", "{\"a\", \"a", "}{", "\"\\", "{\"é"] {
            assert_eq!(found(broken), None, "{broken}");
        }
    }

    #[test]
    fn an_open_quote_is_found_where_it_opens() {
        assert_eq!(open_quote("{\"a\": \"b,\n \"c\": 1}"), Some(6));
        assert_eq!(open_quote("{\"a\": \"b\"}"), None);
    }
}
