//! JSON read for authors: what a parser says of a file in its own terms, told in words that mend it.
//!
//! A file that is no JSON is told by its `syntax`, with what `tokens` finds of quotes, brackets and doubled
//! members; one of the wrong `shape` by the schema made from the types that read it.

mod shape;
mod syntax;
mod tokens;

use std::ops::Range;

use schemars::{JsonSchema, schema_for};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::lesson::diagnostic::{Code, Diagnostic, whole};

/// The value that a JSON text holds.
///
/// # Errors
/// What is no JSON, or every place whose shape differs from the type's.
pub fn read<T: DeserializeOwned + JsonSchema>(file: &str, text: &str) -> Result<T, Vec<Diagnostic>> {
    let fault =
        |(span, message, fix): Told| Diagnostic::new(Code::Json, file, whole(text, span), message, fix);
    let told = match serde_json::from_str(text) {
        Ok(value) => match twice(text) {
            None => return Ok(value),
            Some(told) => vec![told],
        },
        Err(error) => refused::<T>(text, &error),
    };
    Err(told.into_iter().map(fault).collect())
}

/// A place, what is wrong there, and what mends it.
type Told = (Range<usize>, String, String);

/// A member that stands twice in one object: the first would be lost without a word.
fn twice(text: &str) -> Option<Told> {
    let span = tokens::second_member(text)?;
    let name = text.get(span.clone()).unwrap_or_default().trim_matches('"');
    let message = format!("`{name}` stands here a second time");
    Some((span, message, "rename one of the two, or join them".to_owned()))
}

/// Why a text was refused: it is no JSON, a member stands twice, or its shape is another.
fn refused<T: JsonSchema>(text: &str, error: &serde_json::Error) -> Vec<Told> {
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => return vec![syntax::told::<T>(text, &error)],
    };
    if let Some(told) = twice(text) {
        return vec![told];
    }
    let told = shape::told(text, &schema_for!(T).to_value(), &value);
    if told.is_empty() { vec![syntax::told::<T>(text, error)] } else { told }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::model::{Course, Glossary, Lesson, Question, Step};

    /// The place and the words of the only fault of a text.
    fn fault<T: DeserializeOwned + JsonSchema>(text: &str) -> (String, String) {
        let faults = read::<T>("q.json", text).err().unwrap_or_default();
        let [fault] = faults.as_slice() else { panic!("{text}: {faults:?}") };
        (text[fault.span.clone()].to_owned(), format!("{}; {}", fault.message, fault.fix))
    }

    fn check<T: DeserializeOwned + JsonSchema>(text: &str, place: &str, words: &str) {
        let (at, said) = fault::<T>(text);
        assert!(said.contains(words), "{text}: {said}");
        assert_eq!(at, place, "{text}: {said}");
    }

    #[test]
    fn what_is_no_json_is_told_in_words_that_mend_it() {
        let of = |member: &str| format!(r#"{{"id": "q", {member}, "answer": {{"number": {{"key": "1"}}}}}}"#);
        for (member, place, words) in [
            ("“run”: \"a\"", "“", "write straight quotes"),
            ("\"run\": “a”", "“", "write straight quotes"),
            ("\u{a0}\"run\": \"a\"", "\u{a0}", "U+00A0"),
            ("'run': \"a\"", "'", "double quotes"),
            ("\"run\": \"a\",,", ",", "comma too many"),
            ("// of two", "/", "no comments"),
            ("\"run\": \"a,\n \"set\": []", "\"", "not closed"),
            ("\"run\": \"a\", \"run\": \"b\"", "\"run\"", "a second time"),
            ("\"let\": {\"a\": \"1\", \"a\": \"2\"}", "\"a\"", "a second time"),
            ("\"run\": .5", ".", "write a 0 before the point"),
            ("\"quiz\": True", "T", "write true"),
            ("\"quiz\": None", "N", "write null, or leave it out"),
        ] {
            check::<Question>(&of(member), place, words);
        }
        check::<Question>("", "", "the file is empty");
        check::<Glossary>(" \n", " ", "{\"terms\": […]}");
    }

    #[test]
    fn a_bracket_is_told_where_it_is_missing_or_too_many() {
        let whole = "{\n  \"id\": \"a\",\n  \"runs\": {\n    \"r\": {\n      \"experiment\": \"x\"\n    }\n  },\n  \
                     \"flow\": [\n    \"page\"\n  ]\n}\n";
        assert!(read::<Step>("s.json", whole).is_ok());
        check::<Step>(&whole.replacen("    }\n", "", 1), "}", "the `{` of line 4 is still open here");
        check::<Step>(&whole.replacen("    }\n", "    }}\n", 1), "}", "one `}` too many");
        check::<Step>(&whole.replacen("  ]\n", "", 1), "}", "the `[` of line 8 is still open here");
        check::<Step>(&whole.replacen("  ]\n}", "  ]\n", 1), "{", "never closed");
        check::<Step>(&whole.replacen("\"page\"\n", "\"page\"]\n", 1), "]", "one `]` too many");
        check::<Step>(&(whole.to_owned() + "}"), "}", "one `}` too many");
        check::<Step>(&whole.replacen("  ]\n", "  }\n", 1), "}", "`}` closes the `[` of line 8");
    }

    #[test]
    fn a_value_of_another_shape_is_told_by_what_belongs_there() {
        let of = |member: &str| format!(r#"{{"id": "q", {member}, "answer": {{"number": {{"key": "1"}}}}}}"#);
        for (member, place, words) in [
            ("\"run\": 7", "7", "in quotes: \"7\""),
            ("\"set\": \"depth=3\"", "\"depth=3\"", "in brackets: [\"depth=3\"]"),
            ("\"set\": {\"depth\": 3}", "{\"depth\": 3}", "[\"depth=3\"]"),
            ("\"draw\": {\"r\": [0.2, 0.5]}", "[0.2, 0.5]", "\"one_of\": [0.2, 0.5]"),
            ("\"draw\": {\"r\": {\"whole\": [3]}}", "[3]", "\"whole\": [3, 9]"),
            ("\"draw\": {\"r\": {\"whole\": [3, 6, 9]}}", "[3, 6, 9]", "{\"one_of\": [3, 6, 9]}"),
            ("\"draw\": {\"r\": {\"whole\": [0.5, 9]}}", "0.5", "\"one_of\": [0.2, 0.5]"),
            ("\"quiz\": \"false\"", "\"false\"", "without quotes: false"),
            ("\"quizz\": false", "\"quizz\"", "did you mean `quiz`?"),
            ("\"relative\": 0.1", "\"relative\"", "belongs to `number`"),
        ] {
            check::<Question>(&of(member), place, words);
        }
        let answer = |answer: &str| format!(r#"{{"id": "q", "answer": {answer}}}"#);
        for (text, place, words) in [
            (r#"{"number": {"key": 1375}}"#, "1375", "as a formula: \"1375\""),
            (r#"{"number": {"key": "1", "relative": "5 %"}}"#, "\"5 %\"", "write 0.05"),
            (r#"{"number": {"key": "1", "relative": "0,1"}}"#, "\"0,1\"", "write 0.1"),
            (r#"{"number": {"relative": 0.1}}"#, "}", "`key` is missing"),
            (r#"{"single": {"choices": []}}"#, "\"single\"", "one of one, some, number"),
            (r#"{"key": "1"}"#, "\"key\"", "{\"number\": {\"key\": …}}"),
            (r#"{"one": {"choices": ["some"]}}"#, "\"some\"", r#"{"id": "some", "right": "…"}"#),
            (r#"{"number": {"key": "1"}, "relative": 0.1}"#, "\"relative\"", "belongs to `number`"),
        ] {
            check::<Question>(&answer(text), place, words);
        }
    }

    #[test]
    fn a_part_of_a_flow_is_told_how_it_is_written() {
        let of = |part: &str| format!(r#"{{"id": "s", "runs": {{}}, "flow": [{part}]}}"#);
        for (part, place, words) in [
            (r#"{"page": true}"#, "{\"page\": true}", "write \"page\""),
            (r#""one-cut""#, "\"one-cut\"", "write {\"read\": \"one-cut\"}"),
            (r#""read""#, "\"read\"", "write {\"read\": \"…\"}"),
            (r#"{"predict": "a", "run": "b"}"#, "\"run\"", r#"{"predict": …}, {"run": …}"#),
            (r#"{"show": "a"}"#, "\"show\"", "one of read, predict"),
        ] {
            check::<Step>(&of(part), place, words);
        }
        check::<Glossary>("[{\"id\": \"a\"}]", "[{\"id\": \"a\"}]", "{\"terms\": […]}");
    }

    #[test]
    fn all_of_the_wrong_shape_is_told_at_once() {
        let text = r#"{"format": 1, "versoin": 1, "id": "a", "minutes": 0, "steps": [{"id": "b"}]}"#;
        let faults = read::<Lesson>("lesson.json", text).unwrap_err();
        let said: Vec<&str> = faults.iter().map(|fault| &text[fault.span.clone()]).collect();
        assert_eq!(said, ["1", "\"versoin\"", "0", "}"], "{faults:#?}");
    }

    #[test]
    fn what_is_wrong_a_hundred_thousand_times_is_told_in_bounded_time() {
        let many = 100_000;
        let open = "[".repeat(many);
        for text in [
            open.clone() + &"]\n".repeat(many) + "]",
            open + &"}\n".repeat(many),
            "[\n".repeat(many) + &"]".repeat(many + 1),
            format!("{{\"chapters\": [{}1]}}", "1,".repeat(many)),
            format!("{{\"a\": 1{}}}", (0..many / 2).map(|at| format!(",\"b{at}\":1")).collect::<String>()),
        ] {
            let faults = read::<Course>("a", &text).unwrap_err();
            assert!((1..=60).contains(&faults.len()), "{}", faults.len());
        }
        let part = (0..many / 2).map(|at| format!("\"b{at}\":1,")).collect::<String>();
        let text = format!(r#"{{"id": "s", "runs": {{}}, "flow": [{{{part}"read": "a"}}]}}"#);
        assert!(!read::<Step>("a", &text).unwrap_err().is_empty());
    }

    #[test]
    fn no_place_lies_within_a_character() {
        for text in ["é", "{é", "{\"a\": é}", "{\"a\"é", "[1é", "\u{feff}{}", "{“a”: 1}", "{\"é\": \"é\"}"]
        {
            for fault in read::<Course>("a", text).unwrap_err() {
                assert!(text.get(fault.span.clone()).is_some(), "{text}: {fault:?}");
            }
        }
    }
}
