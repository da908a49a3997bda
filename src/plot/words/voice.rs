//! How numbers are said: no more precisely than their axis shows them.

use crate::plot::scale::Mapping;
use crate::plot::{Axis, Scale};
use crate::text::join;
use crate::text::number::{grouped, significant};

/// The values of an axis as they are said.
#[derive(Clone, Copy, Debug)]
pub(super) struct Voice {
    digits: usize,
    percent: bool,
    /// What is smaller, and not 0, is almost 0: its bar or dot would be one of nothing.
    negligible: f64,
}

impl Voice {
    /// Three digits, and two on a logarithmic axis, where small numbers keep their size.
    pub(super) fn of(axis: &Axis, mapping: &Mapping) -> Self {
        let percent = axis.unit == "%";
        match mapping.scale {
            Scale::Log => Self { digits: 2, percent, negligible: 0.0 },
            Scale::Linear => Self { digits: 3, percent, negligible: mapping.high / 1e3 - mapping.low / 1e3 },
        }
    }

    /// A value as it is said.
    pub(super) fn say(self, value: f64) -> String {
        self.about(value, self.digits)
    }

    /// A value to so many digits.
    pub(super) fn about(self, value: f64, digits: usize) -> String {
        if value.is_nan() {
            return "not measured".to_owned();
        }
        let text = if self.is_negligible(value) { "almost 0".to_owned() } else { significant(value, digits) };
        if self.percent { text + " %" } else { text }
    }

    /// Whether a value is not 0 and looks as if it were.
    pub(super) fn is_negligible(self, value: f64) -> bool {
        value != 0.0 && value.abs() < self.negligible
    }
}

/// A place with its two voices: `(−9, 2)`.
pub(super) fn place([x, y]: [Voice; 2], at: [f64; 2]) -> String {
    format!("({}, {})", x.say(at[0]), y.say(at[1]))
}

/// Names and what they are, those that are the same together: `a and b 1, c 2`.
pub(super) fn tied<'a>(names: impl Iterator<Item = (&'a str, String)>) -> Vec<(Vec<&'a str>, String)> {
    let mut groups: Vec<(Vec<&str>, String)> = Vec::new();
    for (name, value) in names {
        match groups.last_mut() {
            Some((names, last)) if *last == value => names.push(name),
            _ => groups.push((vec![name], value)),
        }
    }
    groups
}

/// A few names, or only how many there are.
pub(super) fn some(names: &[&str]) -> String {
    /// More names than that are not listened to.
    const TOLD: usize = 4;
    match names.len() {
        0..=TOLD => join(names),
        many => format!("{} of them", grouped(&many.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_as_the_axis_shows_them() {
        let voice = |axis: Axis, range: [f64; 2]| Voice::of(&axis, &Mapping::new(&axis, range));
        let linear = voice(Axis::linear("w"), [-9.0, 9.0]);
        assert_eq!(
            [-9.0, 1.2345, 4e-24, 0.0].map(|value| linear.say(value)),
            ["−9", "1.23", "almost 0", "0"]
        );
        let log = voice(Axis::log("loss"), [1e-9, 1.0]);
        assert_eq!([1.0, 3.15e-2, 4e-24].map(|value| log.say(value)), ["1", "0.032", "4 × 10⁻²⁴"]);
        assert_eq!(linear.say(f64::NEG_INFINITY), "−∞");
        let share = Axis { unit: "%".to_owned(), ..Axis::linear("share") };
        assert_eq!(voice(share, [0.0, 100.0]).say(33.333), "33.3 %");
    }

    #[test]
    fn what_is_said_alike_stands_together() {
        assert_eq!([some(&["a", "b"]), some(&["a"; 1000])], ["a and b", "1,000 of them"]);
        let said = [("a", "1"), ("b", "1"), ("c", "2")].map(|(name, value)| (name, value.to_owned()));
        assert_eq!(tied(said.into_iter()), [(vec!["a", "b"], "1".to_owned()), (vec!["c"], "2".to_owned())]);
    }
}
