//! Ticks at round numbers.

use crate::plot::canvas::{Canvas, Style};
use crate::plot::scale::Mapping;
use crate::plot::{Axis, Scale};
use crate::text::number::{grouped, plain, power_of_ten, superscript};

/// A value on an axis and what is written beside it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tick {
    pub(crate) value: f64,
    pub(crate) label: String,
}

/// The axis's own ticks where it has any, otherwise at most `most` at round numbers.
pub(crate) fn axis_ticks(axis: &Axis, mapping: &Mapping, most: usize, style: Style) -> Vec<Tick> {
    if axis.ticks.is_empty() { ticks(mapping, most, style) } else { own_ticks(axis, mapping, style) }
}

/// The ticks that an axis brings, as far as they are within its range.
pub(crate) fn own_ticks(axis: &Axis, mapping: &Mapping, style: Style) -> Vec<Tick> {
    let canvas = Canvas::new(1, 1).style(style);
    let shown = axis.ticks.iter().filter(|(value, _)| mapping.contains(*value));
    shown.map(|(value, label)| Tick { value: *value, label: canvas.text(label) }).collect()
}

/// At most `most` ticks within the mapping's range, from low to high.
pub(crate) fn ticks(mapping: &Mapping, most: usize, style: Style) -> Vec<Tick> {
    let ticks = match mapping.scale {
        Scale::Linear => linear(mapping, most, style),
        Scale::Log => logarithmic(mapping, most, style),
    };
    if ticks.len() <= most { ticks } else { Vec::new() }
}

/// Multiples of 1, 2 or 5 times a power of ten.
fn linear(mapping: &Mapping, most: usize, style: Style) -> Vec<Tick> {
    let span = mapping.high - mapping.low;
    if most == 0 || !span.is_finite() {
        return Vec::new();
    }
    let Some(step) = (0..4)
        .map(|size| round_step(span / most as f64, size))
        .find(|step| (mapping.high / step).floor() - (mapping.low / step).ceil() < most as f64)
    else {
        return Vec::new();
    };
    let first = (mapping.low / step - 1e-9).ceil();
    let values: Vec<f64> = (0..most).map(|index| (first + index as f64) * step).collect();
    let within = |value: &f64| *value <= mapping.high + 1e-9 * step && value.is_finite();
    let values: Vec<f64> = values.into_iter().filter(within).collect();
    let labels = linear_labels(&values, step, style);
    values.into_iter().zip(labels).map(|(value, label)| Tick { value, label }).collect()
}

/// The smallest of 1, 2, 5, 10 … that is at least `raw`, or the one `larger` places after it.
fn round_step(raw: f64, larger: usize) -> f64 {
    let exponent = raw.max(f64::MIN_POSITIVE).log10().floor() as i32;
    let steps = (exponent..exponent + 4).flat_map(|power| [1.0, 2.0, 5.0].map(|step| parsed(step, power)));
    steps.filter(|step| *step >= raw * (1.0 - 1e-9)).nth(larger).unwrap_or(raw)
}

/// `digit` × 10^`power`, correctly rounded (a product of powers is not).
fn parsed(digit: f64, power: i32) -> f64 {
    format!("{digit}e{power}").parse().unwrap_or(f64::MAX)
}

/// All labels in one notation with as many decimals as the step needs.
fn linear_labels(values: &[f64], step: f64, style: Style) -> Vec<String> {
    let largest = values.iter().fold(0.0f64, |largest, value| largest.max(value.abs()));
    let power = step.log10().floor() as i32;
    let written_out = largest < 1e6 && power >= -4;
    let label = |&value: &f64| {
        let value = if value.abs() < step / 2.0 { 0.0 } else { value };
        let text = if written_out {
            out(value, (-power).max(0) as usize)
        } else if value == 0.0 {
            "0".to_owned()
        } else {
            let digits = value.abs().log10().floor() as i32 - power;
            exponential(value, digits.clamp(0, 15) as usize, style)
        };
        if style == Style::Unicode { text.replace('-', "−") } else { text }
    };
    values.iter().map(label).collect()
}

fn out(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let sign = if text.starts_with('-') { "-" } else { "" };
    match text.trim_start_matches('-').split_once('.') {
        _ if value.abs() < 1e4 => text,
        Some((whole, fraction)) => format!("{sign}{}.{fraction}", grouped(whole)),
        None => format!("{sign}{}", grouped(text.trim_start_matches('-'))),
    }
}

fn exponential(value: f64, digits: usize, style: Style) -> String {
    let text = format!("{value:.digits$e}");
    match (text.split_once('e'), style) {
        (Some((mantissa, exponent)), Style::Unicode) => format!("{mantissa}×10{}", superscript(exponent)),
        _ => text,
    }
}

/// Powers of ten; within less than two of them 1, 2 and 5 times a power, or as on a linear axis.
fn logarithmic(mapping: &Mapping, most: usize, style: Style) -> Vec<Tick> {
    if most == 0 {
        return Vec::new();
    }
    let first = (mapping.low.log10() - 1e-9).ceil() as i32;
    let last = (mapping.high.log10() + 1e-9).floor() as i32;
    if last > first {
        return decades(first, last, most, style);
    }
    let multiples = |digits: &[f64]| -> Vec<f64> {
        let all =
            (first - 1..=last + 1).flat_map(|power| digits.iter().map(move |&digit| parsed(digit, power)));
        all.filter(|value| mapping.contains(*value)).collect()
    };
    let candidates = [multiples(&[1.0, 2.0, 3.0, 5.0, 7.0]), multiples(&[1.0, 2.0, 5.0]), multiples(&[1.0])];
    match candidates.into_iter().find(|values| (2..=most).contains(&values.len())) {
        Some(values) => {
            values.into_iter().map(|value| Tick { value, label: small_label(value, style) }).collect()
        }
        None => linear(mapping, most, style),
    }
}

fn decades(first: i32, last: i32, most: usize, style: Style) -> Vec<Tick> {
    let fits = |stride: &i32| (last.div_euclid(*stride) - (first - 1).div_euclid(*stride)) as usize <= most;
    let strides = [1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000];
    let stride = strides.into_iter().find(fits).unwrap_or(1000);
    let powers = (first..=last).filter(|power| power.rem_euclid(stride) == 0);
    powers.map(|power| Tick { value: parsed(1.0, power), label: decade_label(power, style) }).collect()
}

fn decade_label(power: i32, style: Style) -> String {
    match (power, style) {
        (0, _) => "1".to_owned(),
        (1, _) => "10".to_owned(),
        (_, Style::Unicode) => power_of_ten(power),
        (_, Style::Ascii) => format!("1e{power}"),
    }
}

fn small_label(value: f64, style: Style) -> String {
    let text = plain(value, 1);
    match (text.split_once('e'), style) {
        (Some((mantissa, exponent)), Style::Unicode) => format!("{mantissa}×10{}", superscript(exponent)),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn labels(axis: Axis, range: [f64; 2], most: usize) -> Vec<String> {
        ticks(&Mapping::new(&axis, range), most, Style::Unicode).into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn linear_ticks_are_round() {
        assert_eq!(labels(Axis::linear(""), [0.0, 1.0], 6), ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
        assert_eq!(labels(Axis::linear(""), [-3.0, 3.0], 4), ["−2", "0", "2"]);
        assert_eq!(labels(Axis::linear(""), [0.0, 25_000.0], 4), ["0", "10,000", "20,000"]);
        assert_eq!(labels(Axis::linear(""), [0.0, 2e-6], 3), ["0", "1×10⁻⁶", "2×10⁻⁶"]);
        assert_eq!(labels(Axis::linear(""), [1.0, 10.0], 10).len(), 10);
    }

    #[test]
    fn an_axis_may_bring_its_own_labels() {
        let axis = Axis::log("batch").ticked([2.0, 8.0, 512.0].map(|size| (size, size.to_string())));
        let shown = axis_ticks(&axis, &Mapping::new(&axis, [2.0, 64.0]), 1, Style::Unicode);
        assert_eq!(shown.iter().map(|tick| tick.label.as_str()).collect::<Vec<_>>(), ["2", "8"]);
    }

    #[test]
    fn log_ticks_are_powers_of_ten() {
        assert_eq!(labels(Axis::log(""), [1e-6, 1e-2], 3), ["10⁻⁶", "10⁻⁴", "10⁻²"]);
        assert_eq!(labels(Axis::log(""), [0.5, 200.0], 3), ["1", "10", "10²"]);
        assert_eq!(labels(Axis::log(""), [0.15, 0.6], 3), ["0.2", "0.3", "0.5"]);
        assert_eq!(labels(Axis::log(""), [1e-300, 1e300], 3), ["10⁻²⁰⁰", "1", "10²⁰⁰"]);
    }

    proptest! {
        #[test]
        fn ticks_are_few_ascending_and_within(a: f64, b: f64, most in 0usize..12, log: bool) {
            let axis = if log { Axis::log("") } else { Axis::linear("") };
            let mapping = Mapping::new(&axis, [a, b]);
            let ticks = ticks(&mapping, most, Style::Ascii);
            prop_assert!(ticks.len() <= most);
            prop_assert!(ticks.windows(2).all(|pair| pair[0].value < pair[1].value));
            for tick in ticks {
                let unit = mapping.unit(tick.value).unwrap();
                prop_assert!((-0.01..=1.01).contains(&unit), "{} in {:?}", tick.value, mapping);
                prop_assert!(tick.label.is_ascii());
            }
        }
    }
}
