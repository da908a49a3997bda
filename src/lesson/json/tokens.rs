//! The tokens of a JSON text that need not be well formed: which member stands twice, which quote is left
//! open, which bracket is missing or too many.

use std::collections::HashSet;
use std::ops::Range;

use crate::lesson::json::Told;

/// An object or list that is open.
#[derive(Default)]
struct Open<'a> {
    is_object: bool,
    /// Where it was opened.
    at: usize,
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
}

/// What one token was.
enum Token {
    /// The name of a member.
    Name(Range<usize>),
    /// A text that runs past the end of its line.
    OpenQuote(usize),
    /// A bracket that ends something, and where what it ends was opened; nothing where nothing is open.
    Close(usize, Option<usize>),
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
    let (mut walk, mut closed, mut first, mut is_uneven) = (Walk::new(text), Vec::new(), None, false);
    while let Some(token) = walk.next() {
        let Token::Close(at, opened) = token else { continue };
        let told = match opened {
            None => Some(surplus(text, at)),
            Some(opened) => {
                is_uneven |= partner(text, opened) != text[at..].chars().next();
                uneven(text, at, opened, &closed)
            }
        };
        is_uneven |= opened.is_none();
        first = first.or(told);
        closed.extend(opened.map(|opened| (at, opened)));
    }
    match walk.open.last() {
        Some(open) => first.or_else(|| Some(unclosed(text, open.at))),
        None => first.filter(|_| is_uneven),
    }
}

/// What is wrong with a bracket that does not stand as the one it closes.
fn uneven(text: &str, at: usize, opened: usize, closed: &[(usize, usize)]) -> Option<Told> {
    let (own, of_opened) = (indent(text, at), indent(text, opened));
    let is_first = text[..at].trim_end_matches([' ', '\t']).ends_with('\n');
    if !is_first {
        return (partner(text, opened) != text[at..].chars().next()).then(|| surplus(text, at));
    }
    if own > of_opened {
        // One above it closed what it should: the last whose opening line is indented as it is.
        let early = closed.iter().rev().find(|(_, opened)| indent(text, *opened) == own)?;
        return Some(surplus(text, early.0));
    }
    let line = text[..opened].matches('\n').count() + 1;
    if own == of_opened && partner(text, opened) != text[at..].chars().next() {
        let message = format!("`{}` closes the `{}` of line {line}", &text[at..=at], &text[opened..=opened]);
        let close = partner(text, opened).unwrap_or('}');
        return Some((at..at + 1, message, format!("write `{close}` here; or open with its like there")));
    }
    (own < of_opened).then(|| {
        let message = format!("the `{}` of line {line} is still open here", &text[opened..=opened]);
        let close = partner(text, opened).unwrap_or('}');
        (at..at + 1, message, format!("close it above: {close}"))
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

/// How far the line of a place is indented.
fn indent(text: &str, at: usize) -> usize {
    let line = &text[text[..at].rfind('\n').map_or(0, |end| end + 1)..];
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

impl<'a> Walk<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0, open: Vec::new() }
    }

    fn next(&mut self) -> Option<Token> {
        let rest = self.text.get(self.at..)?;
        let start = self.at + rest.find(|c: char| !c.is_whitespace())?;
        let c = self.text[start..].chars().next()?;
        self.at = start + c.len_utf8();
        match c {
            '{' | '[' => {
                let is_object = c == '{';
                self.open.push(Open { is_object, at: start, at_name: is_object, ..Open::default() });
            }
            '}' | ']' => return Some(Token::Close(start, self.open.pop().map(|open| open.at))),
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
