//! JSON read for authors: what a parser says of a file in its own terms, told in words that mend it.
//!
//! [`tokens`](crate::lesson::tokens) finds where a quote was left open and which member stands twice.

use std::ops::Range;

use serde::de::DeserializeOwned;

use crate::lesson::diagnostic::{Code, Diagnostic, whole};
use crate::lesson::tokens::{Around, around, open_quote, second_member};
use crate::text::suggest::did_you_mean;

/// The value that a JSON text holds.
///
/// # Errors
/// A diagnostic at the place where it stops being JSON of that shape.
pub fn read<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, Diagnostic> {
    let fault = |(span, message, fix): Told| Diagnostic::new(Code::Json, file, span, message, fix);
    match serde_json::from_str(text) {
        Ok(value) => twice(text).map_or(Ok(value), |told| Err(fault(told))),
        Err(error) => Err(fault(told(text, &error))),
    }
}

/// A place, what is wrong there, and what mends it.
type Told = (Range<usize>, String, String);

/// A member that stands twice in one object: the first would be lost without a word.
fn twice(text: &str) -> Option<Told> {
    let span = second_member(text)?;
    let name = text.get(span.clone()).unwrap_or_default().trim_matches('"');
    let message = format!("`{name}` stands here a second time");
    Some((span, message, "rename one of the two, or join them".to_owned()))
}

fn told(text: &str, error: &serde_json::Error) -> Told {
    let at = offset(text, error.line(), error.column());
    let said = error.to_string();
    let said = said.split(" at line ").next().unwrap_or_default().to_owned();
    if said.starts_with("control character")
        && let Some(quote) = open_quote(text)
    {
        let message = "a quote is opened here and not closed on its line".to_owned();
        return (whole(text, quote..quote + 1), message, "close it: \"".to_owned());
    }
    if said.starts_with("duplicate field")
        && let Some(told) = twice(text)
    {
        return told;
    }
    let around = around(text, at);
    let is_of_value =
        ["invalid type", "invalid value", "invalid length"].iter().any(|it| said.starts_with(it));
    let span = around.value.clone().filter(|_| is_of_value).unwrap_or_else(|| {
        let spaces = text.get(at..).map_or(0, |rest| rest.len() - rest.trim_start_matches(' ').len());
        at + spaces..at + spaces + 1
    });
    let fix = of_character(text, at, &said)
        .or_else(|| of_value(text, &said, &around))
        .unwrap_or_else(|| of_shape(&said));
    (whole(text, span), said, fix)
}

/// What mends a value of the wrong kind.
fn of_value(text: &str, said: &str, around: &Around) -> Option<String> {
    let value = around.value.clone().and_then(|span| text.get(span)).unwrap_or_default();
    let member = around.member.as_str();
    let expects = |what: &str| said.ends_with(&format!("expected {what}"));
    let is_type = said.starts_with("invalid type");
    let is_drawn = around.within.iter().rev().take(2).any(|name| name == "draw");
    if is_drawn && ["invalid", "expected value", "unknown"].iter().any(|start| said.starts_with(start)) {
        return Some(r#"as in {"whole": [3, 9]} or {"one_of": [0.2, 0.5]}"#.to_owned());
    }
    if is_type && expects("a string") {
        let formulas = ["key", "right", "value", "goal", "holds", "values"];
        let what = if formulas.contains(&member) { ", as a formula" } else { "" };
        let is_plain = !value.is_empty() && !value.contains(['{', '[', '"']);
        return Some(if is_plain {
            format!("write it in quotes{what}: \"{value}\"")
        } else {
            format!("write one text in quotes{what}")
        });
    }
    if is_type && expects("a sequence") {
        let example = match (member, value) {
            ("set" | "solution", _) => r#"["depth=10"]"#.to_owned(),
            (_, "") => "[…]".to_owned(),
            (_, value) => format!("[{value}]"),
        };
        return Some(format!("put it in brackets: {example}"));
    }
    if said.contains("expected a nonzero") {
        return Some("write a number from 1 on".to_owned());
    }
    let is_number = ["u32", "u64", "usize", "f64", "i64"].iter().any(|what| expects(what));
    (is_type && is_number && value.starts_with('"'))
        .then(|| format!("write it without quotes: {}", value.trim_matches('"')))
}

/// What mends a character that JSON does not know.
fn of_character(text: &str, at: usize, said: &str) -> Option<String> {
    let c = text.get(at..)?.chars().next()?;
    let is_out_of_place =
        ["key must be", "expected value", "expected `", "trailing characters", "expected ident"]
            .iter()
            .any(|start| said.starts_with(start));
    if !is_out_of_place {
        return None;
    }
    Some(match c {
        '“' | '”' | '„' | '‟' | '‘' | '’' | '«' | '»' | '＂' => {
            "write straight quotes: \"".to_owned()
        }
        '\'' => "write double quotes: \"".to_owned(),
        '/' | '#' => "JSON has no comments: delete it".to_owned(),
        ',' => "there is a comma too many: delete it".to_owned(),
        c if c.is_whitespace() && !c.is_ascii() => {
            format!("this is U+{:04X}: write an ordinary space", u32::from(c))
        }
        '\u{200b}' => "an invisible character, U+200B: delete it".to_owned(),
        c if c.is_alphabetic() && !said.starts_with("expected `") => "put it in quotes: \"…\"".to_owned(),
        _ => return None,
    })
}

/// What mends a file by what its parser says of its shape.
fn of_shape(said: &str) -> String {
    let names: Vec<&str> = said.split('`').skip(1).step_by(2).collect();
    let is = |start: &str| said.starts_with(start);
    match names.split_first() {
        Some((name, known)) if is("unknown") && !known.is_empty() => match did_you_mean(name, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("one of {}", known.join(", ")),
        },
        Some((name, _)) if is("missing field") => format!("add \"{name}\": … to what ends here"),
        _ if is("trailing comma") => "delete the comma before this".to_owned(),
        _ if is("expected `,`") => "put a comma between the two".to_owned(),
        _ if is("EOF") => "a bracket, brace or quote is not closed".to_owned(),
        _ => "see the guide for authors, or what `dltutor lint --schema lesson` prints".to_owned(),
    }
}

fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    (start + column.saturating_sub(1)).min(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::model::{Course, Question};

    fn fault(text: &str) -> (String, String) {
        let fault = read::<Question>("q.json", text).unwrap_err();
        (text[fault.span].to_owned(), format!("{}; {}", fault.message, fault.fix))
    }

    #[test]
    fn what_stands_there_is_told_in_words_that_mend_it() {
        let of = |member: &str| format!(r#"{{"id": "q", {member}, "answer": {{"number": {{"key": "1"}}}}}}"#);
        for (text, place, words) in [
            (of("“run”: \"a\""), "“", "write straight quotes"),
            (of("\"run\": “a”"), "“", "write straight quotes"),
            (of("\u{a0}\"run\": \"a\""), "\u{a0}", "U+00A0"),
            (of("'run': \"a\""), "'", "double quotes"),
            (of("\"run\": 7"), "7", "in quotes: \"7\""),
            (of("\"set\": \"depth=3\""), "\"depth=3\"", "in brackets"),
            (of("\"set\": {\"depth\": 3}"), "{", "[\"depth=10\"]"),
            (of("\"draw\": {\"r\": [0.2, 0.5]}"), "[", "\"one_of\": [0.2, 0.5]"),
            (of("\"draw\": {\"r\": {\"whole\": [3]}}"), "3", "\"whole\": [3, 9]"),
            (of("\"run\": \"a\",,"), ",", "comma too many"),
            (of("// of two"), "/", "no comments"),
            (of("\"run\": \"a"), "\"", "not closed"),
            (of("\"run\": \"a\", \"run\": \"b\""), "\"run\"", "a second time"),
            (of("\"let\": {\"a\": \"1\", \"a\": \"2\"}"), "\"a\"", "a second time"),
        ] {
            let text = if words == "not closed" { text.replace("a, ", "a,\n") } else { text };
            let (at, said) = fault(&text);
            assert!(said.contains(words), "{text}: {said}");
            assert_eq!(at, place, "{text}: {said}");
        }
        let key = r#"{"id": "q", "answer": {"number": {"key": 1375}}}"#;
        assert!(fault(key).1.contains("as a formula: \"1375\""), "{:?}", fault(key));
    }

    #[test]
    fn no_place_lies_within_a_character() {
        for text in ["é", "{é", "{\"a\": é}", "{\"a\"é", "[1é", "\u{feff}{}", "{“a”: 1}"] {
            let fault = read::<Course>("a", text).unwrap_err();
            assert!(text.get(fault.span.clone()).is_some(), "{text}: {fault:?}");
        }
    }
}
