//! How sure a learner is, typed after an answer: `0.25 @80`.

use super::language::Language;
use super::reading::tidy;

/// The least confidence, percent: a coin's. Who is less sure than that would bet on another answer.
pub const LEAST: u8 = 50;

/// The answer and the confidence in percent, 50 to 100, where one was typed after it.
///
/// ```
/// use dltutor::quiz::{Language, confidence::split};
/// let typed = |line| split(line, Language::English);
/// assert_eq!(typed("0.25 @80"), Ok(("0.25", Some(80))));
/// assert_eq!(typed("b@60 %"), Ok(("b", Some(60))));
/// assert_eq!(typed("0.25"), Ok(("0.25", None)));
/// assert!(typed("0.25 @150").is_err());
/// ```
///
/// An `@` with no number after it belongs to the answer: `x.T @ g` may be the line of a program.
///
/// # Errors
/// What to type instead, where the number is no confidence, or nothing stands before it.
pub fn split(typed: &str, language: Language) -> Result<(&str, Option<u8>), String> {
    let typed = typed.trim();
    let Some((at, sign)) = typed.char_indices().rev().find(|(_, c)| matches!(c, '@' | '＠')) else {
        return Ok((typed, None));
    };
    let after = tidy(&typed[at + sign.len_utf8()..]);
    let number = after.trim_end_matches(['%', ' ', '.']);
    let is_number = number.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+'));
    if !is_number || !number.contains(|c: char| c.is_ascii_digit()) {
        return Ok((typed, None));
    }
    let answer = typed[..at].trim_end();
    let sure = number.parse().ok().filter(|sure| (LEAST..=100).contains(sure));
    match sure {
        Some(_) if answer.is_empty() => Err(before(number, language)),
        Some(sure) => Ok((answer, Some(sure))),
        None => Err(range(language)),
    }
}

fn before(number: &str, language: Language) -> String {
    language.either(
        format!("Type the answer before how sure you are, as in `0.25 @{number}`."),
        format!("`0.25 @{number}`처럼 확신하는 정도 앞에 답을 입력하세요."),
    )
}

fn range(language: Language) -> String {
    language.either(
        "Type how sure you are in percent, from @50 (a coin's guess) to @100, or leave it out.".into(),
        "확신하는 정도를 @50(동전 던지기)부터 @100까지의 퍼센트로 입력하거나 생략하세요.".into(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> Result<(&str, Option<u8>), String> {
        split(typed, Language::English)
    }

    #[test]
    fn confidence_is_read_as_people_type_it() {
        for typed in ["1/4 @80", " 1/4@80 ", "1/4 @ 80", "1/4 @80%", "1/4 @80 %", "1/4 ＠８０", "1/4 @080"]
        {
            assert_eq!(read(typed), Ok(("1/4", Some(80))), "{typed}");
        }
        assert_eq!(read("한 @100"), Ok(("한", Some(100))));
        assert_eq!(read("b @50"), Ok(("b", Some(50))));
    }

    #[test]
    fn another_sign_belongs_to_the_answer() {
        for typed in ["", "0.25", "x.T @ g", "@", "a @", "g @ W2", "me@home", "0.25 @-", "@ @"] {
            assert_eq!(read(typed), Ok((typed, None)), "{typed}");
        }
        assert_eq!(read("x @ g @70"), Ok(("x @ g", Some(70))));
    }

    #[test]
    fn what_is_no_confidence_is_asked_for_again() {
        for typed in ["1 @49", "1 @0", "1 @101", "1 @0.8", "1 @-80", "1 @80.5", "1 @99999999999999999999"] {
            assert!(read(typed).is_err_and(|why| why.contains("@50")), "{typed}");
        }
        assert!(read("@80").is_err_and(|why| why.contains("0.25 @80")));
    }
}
