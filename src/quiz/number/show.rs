//! A number as text, as it is echoed.

/// The shortest usual way to write a number to ten digits: `0.001`, `590000`, `1.7e-6`.
pub fn show(value: f64) -> String {
    if value == 0.0 {
        return "0".into();
    }
    let size = value.abs();
    if !(1e-5..1e15).contains(&size) {
        return trimmed_scientific(&format!("{value:.9e}"));
    }
    let whole_digits = size.log10().floor() as i32 + 1;
    let decimals = usize::try_from(10 - whole_digits).unwrap_or(0);
    trimmed(&format!("{value:.decimals$}"))
}

fn trimmed(text: &str) -> String {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').into() } else { text.into() }
}

fn trimmed_scientific(text: &str) -> String {
    match text.split_once('e') {
        Some((mantissa, exponent)) => format!("{}e{exponent}", trimmed(mantissa)),
        None => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::show;

    #[test]
    fn numbers_look_as_people_write_them() {
        let all =
            [0.001, 1.0 / 3.0, 590_000.0, 1.7e-6, -2.0, 1e15, 0.1 + 0.2, 123_456_789_012.0, f64::INFINITY];
        let shown: Vec<String> = all.iter().map(|value| show(*value)).collect();
        let expected =
            ["0.001", "0.3333333333", "590000", "1.7e-6", "-2", "1e15", "0.3", "123456789012", "inf"];
        assert_eq!(shown, expected);
    }
}
