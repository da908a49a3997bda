//! Values to positions: linear and logarithmic mappings fitted to data of any kind.

use crate::plot::{Axis, Scale};

/// The mapping of an axis: its lowest value to 0, its highest to 1.
///
/// Both ends are finite, low < high, and positive on a logarithmic axis, whatever the data.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Mapping {
    pub(crate) scale: Scale,
    pub(crate) low: f64,
    pub(crate) high: f64,
}

impl Mapping {
    /// The axis's own range if it is usable, otherwise the range of the values it can show.
    pub(crate) fn new(axis: &Axis, values: impl IntoIterator<Item = f64>) -> Self {
        let shows = |value: &f64| shown_on(axis.scale, *value);
        if let Some((low, high)) = axis.range.filter(|(low, high)| shows(low) && shows(high) && low < high) {
            return Self { scale: axis.scale, low, high };
        }
        let range = values.into_iter().filter(shows).fold(None, |range, value| match range {
            None => Some((value, value)),
            Some((low, high)) => Some((value.min(low), value.max(high))),
        });
        let (low, high) = match range {
            Some((low, high)) if high / 2.0 - low / 2.0 > 1e-12 * low.abs().max(high.abs()) => (low, high),
            Some((low, _)) => around(axis.scale, low),
            None => around(axis.scale, 1.0),
        };
        Self { scale: axis.scale, low, high }
    }

    /// The mapping widened by a share of its length at both ends, so that extremes are not on the frame.
    pub(crate) fn padded(self, share: f64) -> Self {
        let (low, high) = (self.value(-share), self.value(1.0 + share));
        let usable = shown_on(self.scale, low) && shown_on(self.scale, high);
        if usable { Self { low, high, ..self } } else { self }
    }

    /// The position of a value, between 0 and 1 within the range; `None` if it has none.
    pub(crate) fn unit(&self, value: f64) -> Option<f64> {
        if !shown_on(self.scale, value) {
            return None;
        }
        let [low, high, value] = [self.low, self.high, value].map(|value| self.straight(value));
        // Halves, since the difference of two finite numbers may not be finite.
        let unit = (value / 2.0 - low / 2.0) / (high / 2.0 - low / 2.0);
        Some(unit.clamp(-1e6, 1e6))
    }

    /// The value at a position: the inverse of [`Mapping::unit`].
    pub(crate) fn value(&self, unit: f64) -> f64 {
        let [low, high] = [self.low, self.high].map(|value| self.straight(value));
        let value = low * (1.0 - unit) + high * unit;
        match self.scale {
            Scale::Linear => value,
            Scale::Log => 10f64.powf(value),
        }
    }

    /// Whether the value lies within the range.
    pub(crate) fn contains(&self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }

    fn straight(&self, value: f64) -> f64 {
        match self.scale {
            Scale::Linear => value,
            Scale::Log => value.log10(),
        }
    }
}

/// Whether a value has a place on such an axis at all.
pub(crate) fn shown_on(scale: Scale, value: f64) -> bool {
    value.is_finite() && (scale == Scale::Linear || value > 0.0)
}

/// A range with `value` in its middle, for data that has no extent.
fn around(scale: Scale, value: f64) -> (f64, f64) {
    let (low, high) = match scale {
        Scale::Linear => (value - value.abs() / 10.0, value + value.abs() / 10.0),
        Scale::Log => (value / 10f64.sqrt(), value * 10f64.sqrt()),
    };
    let (low, high) = (low.max(-f64::MAX), high.min(f64::MAX));
    match scale {
        _ if high / 2.0 - low / 2.0 > 1e-12 * low.abs().max(high.abs()) && shown_on(scale, low) => {
            (low, high)
        }
        Scale::Linear => (value - 1.0, value + 1.0),
        Scale::Log => (f64::from_bits(1), f64::MIN_POSITIVE),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_value() -> impl Strategy<Value = f64> {
        prop_oneof![
            any::<f64>(),
            -10.0..10.0f64,
            Just(0.0),
            Just(1e300),
            Just(-1e300),
            Just(1e-300),
            Just(5e-324),
            Just(f64::MAX),
        ]
    }

    #[test]
    fn a_constant_sits_in_the_middle() {
        for value in [0.5, -3.0, 1e-300, 0.0] {
            let mapping = Mapping::new(&Axis::linear("y"), [value, value]);
            assert!((mapping.unit(value).unwrap() - 0.5).abs() < 1e-9, "{value}: {mapping:?}");
        }
    }

    #[test]
    fn equal_ratios_are_equal_distances_on_a_log_axis() {
        let mapping = Mapping::new(&Axis::log("y"), [1e-4, 1.0, f64::NAN, -1.0, 0.0]);
        assert_eq!(mapping.unit(1e-2), Some(0.5));
        assert_eq!(mapping.unit(0.0), None);
        assert!((mapping.value(0.25) - 1e-3).abs() < 1e-15);
    }

    #[test]
    fn a_fixed_range_wins_unless_it_is_none() {
        let fixed = Axis::linear("y").from_to(-1.0, 1.0);
        assert_eq!(Mapping::new(&fixed, [5.0]).high, 1.0);
        let nonsense = Axis::log("y").from_to(-1.0, 1.0);
        assert!(Mapping::new(&nonsense, [5.0]).low > 0.0);
    }

    proptest! {
        #[test]
        fn any_data_gives_a_usable_range(values in proptest::collection::vec(any_value(), 0..6), log: bool) {
            let scale = if log { Scale::Log } else { Scale::Linear };
            let mapping = Mapping::new(&Axis { scale, ..Axis::default() }, values.iter().copied()).padded(0.02);
            prop_assert!(mapping.low < mapping.high, "{:?}", mapping);
            prop_assert!(shown_on(scale, mapping.low) && shown_on(scale, mapping.high), "{:?}", mapping);
            for value in values {
                let unit = mapping.unit(value);
                prop_assert_eq!(unit.is_some(), shown_on(scale, value));
                prop_assert!(unit.is_none_or(|unit| (-1e-6..=1.0 + 1e-6).contains(&unit)), "{} {:?}", value, mapping);
            }
        }
    }
}
