//! What is no JSON at all: where, and what to write instead.

use schemars::{JsonSchema, schema_for};

use crate::lesson::json::Told;
use crate::lesson::json::shape::example;
use crate::lesson::json::tokens::{open_quote, unbalanced};

/// What is wrong with a text that a parser refused, and what mends it.
pub(super) fn told<T: JsonSchema>(text: &str, error: &serde_json::Error) -> Told {
    let start = text.strip_prefix('\u{feff}').unwrap_or(text);
    if start.trim().is_empty() {
        let fix = format!("write {}", example(&schema_for!(T).to_value()));
        return (0..text.len().min(1), "the file is empty".to_owned(), fix);
    }
    if let Some(quote) = open_quote(text) {
        let message = "a quote is opened here and not closed on its line".to_owned();
        return (quote..quote + 1, message, "close it: \"".to_owned());
    }
    let said = error.to_string();
    let said = said.split(" at line ").next().unwrap_or_default();
    let at = offset(text, error.line(), error.column());
    let spaces = text.get(at..).map_or(0, |rest| rest.len() - rest.trim_start_matches(' ').len());
    let span = at + spaces..at + spaces + 1;
    let of_character = of_character(text, at, said);
    let is_structure = text
        .get(span.start..)
        .unwrap_or_default()
        .starts_with(['{', '}', '[', ']', ',', ':', '"', '\r', '\n']);
    let told = if is_structure || of_character.is_none() { unbalanced(text) } else { None };
    told.unwrap_or_else(|| (span, plainly(said), of_character.unwrap_or_else(|| of_parser(said))))
}

/// What a parser says, in an author's words.
fn plainly(said: &str) -> String {
    match said {
        "expected value" => "no value stands here that JSON knows".to_owned(),
        "key must be a string" => "the name of a member stands in quotes".to_owned(),
        "trailing characters" => "something stands here after the end".to_owned(),
        "expected ident" => "no word of JSON".to_owned(),
        _ if said.starts_with("EOF") => "the file ends too early".to_owned(),
        _ if said.starts_with("control character") => {
            "a tab or another control character within a text".to_owned()
        }
        _ => said.to_owned(),
    }
}

/// What mends a character that JSON does not know.
fn of_character(text: &str, at: usize, said: &str) -> Option<String> {
    let rest = text.get(at..)?.trim_start_matches(' ');
    let c = rest.chars().next()?;
    let is_out_of_place =
        ["key must be", "expected value", "expected `", "trailing characters", "expected ident", "invalid"]
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
        '.' => "write a 0 before the point: 0.5".to_owned(),
        '+' => "write the number without its sign".to_owned(),
        c if c.is_whitespace() && !c.is_ascii() => {
            format!("this is U+{:04X}: write an ordinary space", u32::from(c))
        }
        '\u{200b}' => "an invisible character, U+200B: delete it".to_owned(),
        c if c.is_alphabetic() && !said.starts_with("expected `") => of_word(rest),
        _ => return None,
    })
}

/// What mends a word that is none of JSON's.
fn of_word(text: &str) -> String {
    let word: String = text.chars().take_while(|c| c.is_alphanumeric()).collect();
    match word.to_lowercase().as_str() {
        word @ ("true" | "false") => format!("write {word}"),
        "none" | "nil" | "null" => "write null, or leave it out".to_owned(),
        _ => "put it in quotes: \"…\"".to_owned(),
    }
}

/// What mends a text by what its parser says of it.
fn of_parser(said: &str) -> String {
    let fix = match said {
        "trailing comma" => "delete the comma before this",
        "trailing characters" => "a file holds one object, {…}: delete it, or move it inside",
        "invalid number" => "write it as in 3, 0.5 or 1e-4",
        "invalid escape" => "a backslash is doubled: \\\\",
        "recursion limit exceeded" => "nest it less deep",
        _ if said.starts_with("expected `:`") => "put a colon after the name",
        _ if said.starts_with("expected `,`") => "put a comma between the two",
        _ if said.starts_with("control character") => "write a space",
        _ if said.starts_with("EOF") => "a bracket, brace or quote is not closed",
        _ => "see the guide for authors",
    };
    fix.to_owned()
}

fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    (start + column.saturating_sub(1)).min(text.len())
}
