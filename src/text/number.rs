//! Numbers as a sentence, a tick or a table shows them.

/// A number for running text, to `digits` significant digits: `590,000`, `0.93`, `1.7 × 10⁻⁶`.
///
/// From 0.001 up to ten million it is written out, with commas between thousands and without
/// trailing zeros; beyond, as a power of ten. A minus sign is `−`.
pub fn significant(value: f64, digits: usize) -> String {
    written(value, digits, |mantissa, exponent| power(&trimmed(mantissa), exponent))
}

/// A number for running text: whole numbers below a billion exactly, others to three digits.
pub fn prose(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 1e9 {
        return signed(value, grouped(&format!("{}", value.abs())));
    }
    significant(value, 3)
}

/// As [`significant`], in characters every keyboard has: `590,000`, `0.93`, `1.7e-6`.
pub fn plain(value: f64, digits: usize) -> String {
    written(value, digits, |mantissa, exponent| format!("{mantissa}e{exponent}")).replace('−', "-")
}

/// Always a mantissa and an exponent, to `digits` significant digits: `2.0e-7`.
pub fn scientific(value: f64, digits: usize) -> String {
    match special(value) {
        Some(text) => text.replace('−', "-"),
        None => format!("{value:.*e}", digits.max(1) - 1),
    }
}

/// A share as a percentage, to `digits` significant digits: 0.23 is `23 %`.
pub fn percent(share: f64, digits: usize) -> String {
    format!("{} %", significant(share * 100.0, digits))
}

/// A share as a percentage with one decimal always, so that shares in a column can be compared: 0.3 is `30.0 %`.
pub fn share(share: f64) -> String {
    if share.is_finite() { format!("{:.1} %", 100.0 * share).replace('-', "−") } else { percent(share, 3) }
}

/// A difference of two shares in points, with its sign and one decimal: 0.3066 is `+30.7`.
pub fn points(difference: f64) -> String {
    let rounded = (1000.0 * difference).round() / 10.0;
    let text = significant(rounded, 4);
    if rounded > 0.0 { format!("+{text}") } else { text }
}

/// A difference of two shares in words, to two digits and no finer than a tenth: 0.023 is `2.3 points`, 0.0003 none.
pub fn in_points(difference: f64) -> String {
    let points = 100.0 * difference;
    let text = if points.abs() < 1.0 {
        significant((10.0 * points).round() / 10.0 + 0.0, 2)
    } else {
        significant(points, 2)
    };
    let unit = if ["1", "−1"].contains(&text.as_str()) { "point" } else { "points" };
    format!("{text} {unit}")
}

/// `10⁻²` for −2.
pub fn power_of_ten(exponent: i32) -> String {
    format!("10{}", superscript(&exponent.to_string()))
}

/// Digits and signs raised: `⁻⁶` for `-6`.
pub fn superscript(text: &str) -> String {
    let raise = |character| match character {
        '-' | '−' => '⁻',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '0'..='9' => char::from_u32('⁰' as u32 + character as u32 - '0' as u32).unwrap_or(character),
        other => other,
    };
    text.chars().map(raise).collect()
}

/// Commas between the thousands of a whole number's digits: `590,000`.
pub fn grouped(digits: &str) -> String {
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A text with its numbers as they are typeset: `−0.5` for `-0.5`, `6.4 × 10⁻³` for `6.4e-3`, `−∞` for
/// `-inf`.
///
/// ```
/// use dltutor::text::number::typeset;
/// assert_eq!(typeset("-6.5 %, then -inf"), "−6.5 %, then −∞");
/// assert_eq!(typeset("1.0e-3"), "10⁻³");
/// assert_eq!(typeset("early-stopping e5"), "early-stopping e5");
/// ```
pub fn typeset(text: &str) -> String {
    let word = |word: &str| {
        let bare = word.trim_start_matches('(').trim_end_matches([')', ',', ';', '.']);
        typeset_number(bare).map_or_else(|| word.to_owned(), |number| word.replacen(bare, &number, 1))
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

fn typeset_number(text: &str) -> Option<String> {
    let (sign, size) = text.strip_prefix(['-', '−']).map_or(("", text), |size| ("−", size));
    let value: f64 = size.parse().ok()?;
    let size = match size.split_once('e') {
        _ if size == "inf" => "∞".to_owned(),
        _ if !size.starts_with(|first: char| "+.".contains(first) || first.is_ascii_digit()) => return None,
        Some(_) if value == 0.0 => "0".to_owned(),
        Some((mantissa, "0")) => mantissa.to_owned(),
        Some((mantissa, exponent)) => power(trimmed_one(mantissa), exponent.parse().ok()?),
        None => size.to_owned(),
    };
    Some(format!("{sign}{size}"))
}

/// `1` for `1.0`; any other mantissa as it is.
fn trimmed_one(mantissa: &str) -> &str {
    if trimmed(mantissa) == "1" { "1" } else { mantissa }
}

/// `1.7 × 10⁻⁶`, and the power alone where the mantissa is 1.
fn power(mantissa: &str, exponent: i32) -> String {
    let power = power_of_ten(exponent);
    if mantissa == "1" { power } else { format!("{mantissa} × {power}") }
}

fn special(value: f64) -> Option<String> {
    match value {
        value if value.is_nan() => Some("NaN".to_owned()),
        f64::INFINITY => Some("∞".to_owned()),
        f64::NEG_INFINITY => Some("−∞".to_owned()),
        0.0 => Some("0".to_owned()),
        _ => None,
    }
}

fn signed(value: f64, digits: String) -> String {
    if value < 0.0 { format!("−{digits}") } else { digits }
}

/// Writes a number out where that is readable, otherwise with `power(mantissa, exponent)`.
fn written(value: f64, digits: usize, power: impl Fn(&str, i32) -> String) -> String {
    if let Some(text) = special(value) {
        return text;
    }
    let digits = digits.max(1);
    let rounded = format!("{:.*e}", digits - 1, value.abs());
    let (mantissa, exponent) = rounded.split_once('e').unwrap_or((&rounded, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let text = if (-3..7).contains(&exponent) {
        written_out(mantissa, exponent, digits)
    } else {
        power(mantissa, exponent)
    };
    signed(value, text)
}

/// The decimal notation of an already rounded mantissa: never rounds a second time.
fn written_out(mantissa: &str, exponent: i32, digits: usize) -> String {
    let all: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let Ok(whole_digits) = usize::try_from(exponent + 1) else {
        return trimmed(&format!("0.{}{all}", "0".repeat((-exponent - 1).unsigned_abs() as usize)));
    };
    if whole_digits >= digits {
        return grouped(&format!("{all}{}", "0".repeat(whole_digits - digits)));
    }
    let (whole, fraction) = all.split_at(whole_digits);
    let whole = if whole.is_empty() { "0" } else { whole };
    trimmed(&format!("{}.{fraction}", grouped(whole)))
}

/// A decimal without the zeros that end its fraction.
fn trimmed(text: &str) -> String {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text }.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn points_have_a_sign_and_one_decimal() {
        assert_eq!(points(0.3066), "+30.7");
        assert_eq!(points(-0.00251), "−0.3");
        assert_eq!([points(0.0001), points(-0.0001), points(1.0)], ["0", "0", "+100"]);
    }

    #[test]
    fn numbers_read_well_in_a_sentence() {
        let cases = [
            (587_654.3, 2, "590,000"),
            (0.9299, 2, "0.93"),
            (1.74e-6, 2, "1.7 × 10⁻⁶"),
            (-0.05, 3, "−0.05"),
            (999.96, 3, "1,000"),
            (9_999_999.0, 2, "10⁷"),
            (1e-300, 3, "10⁻³⁰⁰"),
            (0.0, 3, "0"),
            (-0.0, 3, "0"),
            (12.5, 3, "12.5"),
            (0.001, 1, "0.001"),
            (f64::NEG_INFINITY, 3, "−∞"),
            (f64::NAN, 3, "NaN"),
        ];
        for (value, digits, expected) in cases {
            assert_eq!(significant(value, digits), expected, "{value}");
        }
    }

    #[test]
    fn whole_numbers_are_exact_in_prose() {
        assert_eq!(prose(6908.0), "6,908");
        assert_eq!(prose(-3.0), "−3");
        assert_eq!(prose(0.95432), "0.954");
    }

    #[test]
    fn written_numbers_are_typeset() {
        let cases = [
            ("6.4e-3", "6.4 × 10⁻³"),
            ("-1e15", "−10¹⁵"),
            ("0.0e0", "0"),
            ("3.9e0", "3.9"),
            ("-inf", "−∞"),
            ("+0.8", "+0.8"),
            ("(-9, 2)", "(−9, 2)"),
            ("NaN", "NaN"),
            ("infinity", "infinity"),
            ("3.4  −1", "3.4  −1"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(typeset(text), expected, "{text}");
        }
    }

    #[test]
    fn other_notations() {
        assert_eq!(plain(1.74e-6, 2), "1.7e-6");
        assert_eq!(plain(-12.0, 3), "-12");
        assert_eq!(scientific(0.12, 2), "1.2e-1");
        assert_eq!(scientific(2e-7, 2), "2.0e-7");
        assert_eq!(percent(0.2307, 2), "23 %");
        assert_eq!([0.023, -0.01, 0.3].map(in_points), ["2.3 points", "−1 point", "30 points"]);
        assert_eq!(power_of_ten(-12), "10⁻¹²");
    }

    proptest! {
        #[test]
        fn rounding_errs_by_half_a_digit_at_most(value in -1e12..1e12f64, digits in 1usize..7) {
            let text = plain(value, digits).replace(',', "");
            let read: f64 = text.parse().unwrap();
            let unit = 10f64.powf(value.abs().log10().floor() - digits as f64 + 1.0);
            prop_assert!((read - value).abs() <= 0.501 * unit, "{} as {}", value, text);
        }
    }
}
