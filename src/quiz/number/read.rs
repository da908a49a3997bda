//! From what was typed to a number.

use super::affix::{trailing_word, without_end, without_factor, without_lead, without_share, without_tail};
use super::show::show;
use super::spelling::{Doubt, doubt, exponents, fractions, separators, words};
use super::unit;
use crate::quiz::formula::Expression;
use crate::quiz::language::Language;
use crate::quiz::reading::tidy;

/// What a question expects of a number.
#[derive(Clone, Copy, Debug, Default)]
pub struct Expect<'a> {
    /// The unit, empty for none. `%` means that the key is in percent.
    pub unit: &'a str,
    /// Whether it is a factor: `0.5x` and `5 times` are numbers then.
    pub is_factor: bool,
}

/// A number that was read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// Its value, in the question's unit.
    pub value: f64,
    /// How many significant digits were typed, where it was a plain decimal.
    pub digits: Option<u32>,
}

impl Reading {
    /// How it is echoed: `38 ms`, `50 %`, `0.5×`.
    pub fn show(&self, expect: &Expect) -> String {
        let number = show(self.value);
        match expect.unit {
            "" if expect.is_factor => format!("{number}×"),
            "" => number,
            unit => format!("{number} {unit}"),
        }
    }
}

/// The number that was typed.
///
/// # Errors
/// What to type instead, as the object of "Type …".
pub fn read(typed: &str, expect: &Expect, language: Language) -> Result<Reading, String> {
    let tidy = tidy(typed);
    let text = without_tail(without_lead(without_tail(tidy.trim_end_matches(['!', '?', '.', ','])))).trim();
    if text.is_empty() {
        return Err(example(expect, language));
    }
    let (text, scale) = without_unit(text, expect, language)?;
    let (text, share) = without_share(text);
    let text = if expect.is_factor { without_factor(text).0 } else { text };
    let plain = spelled(text, language).map_err(|doubt| explain(doubt, language))?;
    let value = evaluate(&plain).ok_or_else(|| example(expect, language))?;
    if !value.is_finite() {
        return Err(language.either("a finite number", "유한한 수").into());
    }
    let value = value * scale * share_scale(share, expect, value, language)?;
    Ok(Reading { value, digits: significant(&plain) })
}

/// The number that a text is, where it is one, in English.
pub fn value(text: &str) -> Option<f64> {
    read(text, &Expect::default(), Language::English).ok().map(|reading| reading.value)
}

fn spelled(text: &str, language: Language) -> Result<String, Doubt> {
    let worded = words(text);
    if let Some(doubt) = doubt(&worded) {
        return Err(doubt);
    }
    let mixed = fractions(&worded);
    Ok(with_multiple(&exponents(&separators(&mixed, language.has_decimal_comma())?)))
}

/// `590k`, `1.5M`, `59만` written out.
fn with_multiple(text: &str) -> String {
    const MULTIPLES: &[(&str, &str)] =
        &[("k", "1e3"), ("M", "1e6"), ("억", "1e8"), ("만", "1e4"), ("천", "1e3"), ("백만", "1e6")];
    let found = MULTIPLES.iter().rev().find_map(|(end, times)| {
        let rest =
            text.strip_suffix(end).or_else(|| (*end == "k").then(|| text.strip_suffix('K')).flatten())?;
        rest.trim_end()
            .ends_with(|c: char| c.is_ascii_digit())
            .then(|| format!("({})*{times}", rest.trim_end()))
    });
    found.unwrap_or_else(|| text.into())
}

/// The value of an arithmetic expression; of `10^-3 = 0.001` that of both sides.
fn evaluate(text: &str) -> Option<f64> {
    match text.split_once('=') {
        None => arithmetic(text),
        Some((left, right)) => {
            let (left, right) = (arithmetic(left)?, arithmetic(right)?);
            ((left - right).abs() <= 1e-9 * left.abs()).then_some(left)
        }
    }
}

/// A truth value is no number, nor is `1e`, cut off.
fn arithmetic(text: &str) -> Option<f64> {
    let is_cut = text
        .trim_end()
        .strip_suffix(['e', 'E'])
        .is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit()));
    let is_logic =
        text.contains('=') || text.split_whitespace().any(|word| ["and", "or", "not"].contains(&word));
    if is_cut || is_logic {
        return None;
    }
    let none: [(&str, f64); 0] = [];
    Expression::with_names(text, &[]).ok()?.value(&none).ok()
}

/// Without the unit at its end, and how many of the question's unit it is.
fn without_unit<'a>(text: &'a str, expect: &Expect, language: Language) -> Result<(&'a str, f64), String> {
    if expect.unit == "%" {
        return Ok((text, 1.0));
    }
    if !expect.unit.is_empty()
        && let Some(rest) = without_end(text, expect.unit)
    {
        return Ok((rest, 1.0));
    }
    let word = trailing_word(text);
    let rest = without_end(text, word).unwrap_or_default();
    let ends_number = rest.ends_with(|c: char| c.is_ascii_digit() || c == '.' || c == ')');
    if word.is_empty() || !ends_number {
        return Ok((text, 1.0));
    }
    match unit::factor(word, expect.unit) {
        Some(scale) => Ok((rest, scale)),
        None if unit::is_known(word) && !expect.unit.is_empty() => Err(example(expect, language)),
        None => Ok((text, 1.0)),
    }
}

/// What a number is multiplied by for its percent sign, or for the lack of one.
fn share_scale(share: Option<f64>, expect: &Expect, value: f64, language: Language) -> Result<f64, String> {
    match (share, expect.unit) {
        (Some(share), "%") => Ok(share * 100.0),
        (None, "%") if value != 0.0 && value.abs() <= 1.0 => {
            let (small, large) = (show(value), show(value * 100.0));
            Err(language.either(
                format!("with the sign: {small} % or {large} %"),
                format!("{small} % 또는 {large} %"),
            ))
        }
        (None, _) => Ok(1.0),
        (Some(share), "") => Ok(share),
        (Some(_), _) => Err(example(expect, language)),
    }
}

/// How many significant digits a plain decimal has; nothing for anything else.
fn significant(text: &str) -> Option<u32> {
    let text = text.trim_start_matches(['-', '−', '+', ' ']);
    let mantissa = text.split(['e', 'E']).next()?;
    if !mantissa.chars().all(|c| c.is_ascii_digit() || c == '.') {
        return None;
    }
    let digits = mantissa.replace('.', "");
    let digits = digits.trim_start_matches('0');
    let kept = if mantissa.contains('.') { digits } else { digits.trim_end_matches('0') };
    u32::try_from(kept.len()).ok()
}

fn example(expect: &Expect, language: Language) -> String {
    if expect.unit == "%" {
        return language
            .either("a percentage, such as 25 % or 1/4".into(), "퍼센트, 예를 들어 25 %, 1/4".into());
    }
    let unit = match expect.unit {
        "" => String::new(),
        unit => language.either(format!(" in {unit}"), format!(" (단위 {unit})")),
    };
    language.either(
        format!("a number{unit}, such as 0.25, 1/4 or 2.5e-1"),
        format!("수{unit}, 예를 들어 0.25, 1/4, 2.5e-1"),
    )
}

fn explain(doubt: Doubt, language: Language) -> String {
    let (english, korean) = match doubt {
        Doubt::Comma => {
            ("a decimal point, as in 0.5 (a comma groups thousands: 1,000)", "소수점을 쓴 수(0.5)")
        }
        Doubt::Group => (
            "a number that can be read in one way only: 1000, or 1 for 1.000",
            "한 가지로만 읽히는 수(1000 또는 1)",
        ),
        Doubt::Range => ("one number, not a range", "범위가 아니라 수 하나"),
        Doubt::Power => ("a power with its sign, as in 10^-3", "거듭제곱 기호를 쓴 수(10^-3)"),
        Doubt::Bound => ("one number, not a bound", "한계가 아니라 수 하나"),
    };
    language.either(english, korean).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(typed: &str) -> Option<f64> {
        let reading = read(typed, &Expect::default(), Language::English).ok()?;
        Some(reading.value)
    }

    const A_THOUSANDTH: &[&str] = &[
        "0.001",
        ".001",
        "1e-3",
        "1E-3",
        "1e−3",
        "1 e -3",
        "10^-3",
        "10**-3",
        "10^(-3)",
        "10⁻³",
        "1/1000",
        "1/1,000",
        "0.1%",
        "0.1 %",
        "0.1 percent",
        "≈0.001",
        "~ 0.001",
        "about 1e-3",
        "x = 0.001",
        "= .001",
        "0.1·10^-2",
        "1×10⁻³",
        "1x10^-3",
        "1 x 10^-3",
        "0.001.",
        "0.001!",
        "1 in 1000",
        "1 out of 1000",
        "１e-3",
        "1_0e-4",
        "약 0.001",
        "exp(ln 0.001)",
        "sqrt(1e-6)",
        "√0.000001",
        "1 / 1 000",
        "1/10^3",
        "(1/10)^3",
        "1e-2/10",
    ];

    #[test]
    fn forms_of_a_thousandth() {
        for typed in A_THOUSANDTH {
            let value = plain(typed).unwrap_or_else(|| panic!("{typed} is not read"));
            assert!((value - 0.001).abs() < 1e-15, "{typed} is read as {value}");
        }
    }

    #[test]
    fn other_numbers() {
        for (typed, value) in [
            ("1,000,000", 1e6),
            ("1 000 000", 1e6),
            ("1'000", 1e3),
            ("590k", 590e3),
            ("1.5M", 1.5e6),
            ("59만", 59e4),
            ("half", 0.5),
            ("½", 0.5),
            ("1½", 1.5),
            ("1 1/2", 1.5),
            ("-½", -0.5),
            ("minus five", -5.0),
            ("ln 10", 10f64.ln()),
            ("two thirds", 2.0 / 3.0),
            ("-1.8", -1.8),
            ("−1.8", -1.8),
            ("10 thousand", 1e4),
            ("2·10⁻⁶", 2e-6),
            ("2pi", 2.0 * std::f64::consts::PI),
            ("e^2", 1f64.exp() * 1f64.exp()),
            ("1-0.25", 0.75),
            ("-2^2", -4.0),
            ("ten million", 1e7),
            ("0.5e1", 5.0),
            ("5.", 5.0),
            ("+3", 3.0),
            ("10 to the -3", 1e-3),
        ] {
            let read = plain(typed).unwrap_or_else(|| panic!("{typed} is not read"));
            assert!((read - value).abs() <= 1e-12 * value.abs(), "{typed} is read as {read}");
        }
    }

    #[test]
    fn no_numbers() {
        for typed in [
            "",
            " ",
            "abc",
            "I don't know",
            "?",
            "0,5",
            "1,00",
            "0.4-0.6",
            "5 to 10",
            "5±1",
            "> 5",
            "at least 3",
            "1/0",
            "inf",
            "∞",
            "nan",
            "1 2",
            "1..2",
            "--",
            "1e999",
            "0x1F",
            "1,2,3",
            "\u{1b}[31m",
            "2x",
            "x",
            "5 apples",
        ] {
            assert_eq!(plain(typed), None, "{typed}");
        }
    }

    #[test]
    fn units_factors_percents() {
        let read = |typed: &str, unit, is_factor| {
            read(typed, &Expect { unit, is_factor }, Language::English).ok().map(|reading| reading.value)
        };
        for typed in ["38", "38ms", "38 ms", "0.038 s", "38000 µs", "38 milliseconds"] {
            assert!((read(typed, "ms", false).unwrap() - 38.0).abs() < 1e-9, "{typed}");
        }
        assert_eq!(read("38 MB", "ms", false), None);
        for typed in
            ["0.5", "0.5x", "x0.5", "×0.5", "0.5 times", "a factor of 1/2", "0.5배", "0.5×", "half", "1/2x"]
        {
            assert_eq!(read(typed, "", true), Some(0.5), "{typed}");
        }
        assert_eq!(read("50", "%", false), Some(50.0));
        assert_eq!(read("50 %", "%", false), Some(50.0));
        assert_eq!(read("0.5", "%", false), None);
        assert_eq!(read("12 steps", "steps", false), Some(12.0));
    }

    #[test]
    fn a_decimal_comma_where_the_language_writes_it() {
        let read = |typed: &str| {
            read(typed, &Expect::default(), Language::DecimalComma).ok().map(|reading| reading.value)
        };
        assert_eq!(read("0,5"), Some(0.5));
        assert_eq!(read("1.234,5"), Some(1234.5));
        assert_eq!(read("0.25"), Some(0.25));
        assert_eq!(read("1.000"), None);
    }
}
