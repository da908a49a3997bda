//! The tokens of a JSON text that need not be well formed: which member stands twice, which quote is left
//! open, which bracket is missing or too many.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use crate::lesson::json::Told;

/// A bracket: where it stands, how far its line is indented, and whether nothing but spaces stands before it there.
#[derive(Clone, Copy, Default)]
struct Bracket {
    at: usize,
    indent: usize,
    is_first: bool,
}

/// An object or list that is open.
#[derive(Default)]
struct Open<'a> {
    is_object: bool,
    /// The bracket that opened it.
    bracket: Bracket,
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
    /// How far the line that is being read is indented.
    indent: usize,
}

/// What one token was.
enum Token {
    /// The name of a member.
    Name(Range<usize>),
    /// A text that runs past the end of its line.
    OpenQuote(usize),
    /// A bracket that ends something, and the one that opened that; nothing where nothing is open.
    Close(Bracket, Option<Bracket>),
    Other,
}

/// The first member's name that its object has already.
pub(super) fn second_member(text: &str) -> Option<Range<usize>> {
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
pub(super) fn open_quote(text: &str) -> Option<usize> {
    let mut walk = Walk::new(text);
    while let Some(token) = walk.next() {
        if let Token::OpenQuote(at) = token {
            return Some(at);
        }
    }
    None
}

/// The bracket that is missing or too many in a text whose brackets do not pair up. Where those that begin a line are
/// indented as the lines that open them, it is told at the line that breaks this; otherwise where the text ends.
pub(super) fn unbalanced(text: &str) -> Option<Told> {
    let (mut walk, mut first, mut is_uneven) = (Walk::new(text), None, false);
    // The last bracket closed whose opening line is so far indented.
    let mut closed: BTreeMap<usize, usize> = BTreeMap::new();
    while let Some(token) = walk.next() {
        let Token::Close(close, opened) = token else { continue };
        is_uneven |= opened.is_none_or(|opened| partner(text, opened.at) != text[close.at..].chars().next());
        if first.is_none() {
            first = match opened {
                None => Some(surplus(text, close.at)),
                Some(opened) => uneven(text, close, opened, &closed),
            };
        }
        closed.extend(opened.map(|opened| (opened.indent, close.at)));
    }
    match walk.open.last() {
        Some(open) => first.or_else(|| Some(unclosed(text, open.bracket.at))),
        None => first.filter(|_| is_uneven),
    }
}

/// What is wrong with a bracket that does not stand as the one it closes.
fn uneven(text: &str, close: Bracket, opened: Bracket, closed: &BTreeMap<usize, usize>) -> Option<Told> {
    let (at, wanted) = (close.at, partner(text, opened.at).unwrap_or('}'));
    let is_other = !text[at..].starts_with(wanted);
    if !close.is_first {
        return is_other.then(|| surplus(text, at));
    }
    if close.indent > opened.indent {
        // One above it closed what it should.
        return closed.get(&close.indent).map(|early| surplus(text, *early));
    }
    if close.indent == opened.indent && !is_other {
        return None;
    }
    let line = text[..opened.at].matches('\n').count() + 1;
    let opener = &text[opened.at..=opened.at];
    Some(if close.indent < opened.indent {
        (
            at..at + 1,
            format!("the `{opener}` of line {line} is still open here"),
            format!("close it above: {wanted}"),
        )
    } else {
        let message = format!("`{}` closes the `{opener}` of line {line}", &text[at..=at]);
        (at..at + 1, message, format!("write `{wanted}` here; or open with its like there"))
    })
}

fn surplus(text: &str, at: usize) -> Told {
    (at..at + 1, format!("one `{}` too many", &text[at..=at]), "delete it".to_owned())
}

fn unclosed(text: &str, at: usize) -> Told {
    let message = format!("the `{}` here is never closed", &text[at..=at]);
    (at..at + 1, message, format!("close it: {}", partner(text, at).unwrap_or('}')))
}

/// The bracket that closes the one at a place.
fn partner(text: &str, at: usize) -> Option<char> {
    match text[at..].chars().next()? {
        '{' => Some('}'),
        '[' => Some(']'),
        _ => None,
    }
}

impl<'a> Walk<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0, open: Vec::new(), indent: 0 }
    }

    fn next(&mut self) -> Option<Token> {
        let rest = self.text.get(self.at..)?;
        let start = self.at + rest.find(|c: char| !c.is_whitespace())?;
        let c = self.text[start..].chars().next()?;
        let bracket = self.bracket(start);
        self.at = start + c.len_utf8();
        match c {
            '{' | '[' => {
                let is_object = c == '{';
                self.open.push(Open { is_object, bracket, at_name: is_object, ..Open::default() });
            }
            '}' | ']' => return Some(Token::Close(bracket, self.open.pop().map(|open| open.bracket))),
            ',' => {
                if let Some(open) = self.open.last_mut() {
                    open.at_name = open.is_object;
                }
            }
            ':' => {}
            '"' => return Some(self.quoted(start)),
            _ => {
                let more = self.text[self.at..].find(|c: char| c.is_whitespace() || ",:{}[]\"".contains(c));
                self.at = more.map_or(self.text.len(), |more| self.at + more);
            }
        }
        Some(Token::Other)
    }

    /// What begins at a place, after the spaces that were passed over to get there.
    fn bracket(&mut self, at: usize) -> Bracket {
        let passed = &self.text[self.at..at];
        let is_first = self.at == 0 || passed.contains('\n');
        if is_first {
            let start = passed.rfind('\n').map_or(self.at, |end| self.at + end + 1);
            self.indent = at - start;
        }
        Bracket { at, indent: self.indent, is_first }
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
            None => Token::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
