//! Units a number may be typed in.

/// How many of the base unit a unit is; units of one group convert into each other.
const GROUPS: &[&[(&str, f64)]] = &[
    &[
        ("ns", 1e-9),
        ("nanoseconds", 1e-9),
        ("µs", 1e-6),
        ("μs", 1e-6),
        ("us", 1e-6),
        ("microseconds", 1e-6),
        ("ms", 1e-3),
        ("milliseconds", 1e-3),
        ("msec", 1e-3),
        ("s", 1.0),
        ("sec", 1.0),
        ("secs", 1.0),
        ("second", 1.0),
        ("seconds", 1.0),
        ("초", 1.0),
        ("min", 60.0),
        ("minutes", 60.0),
    ],
    &[
        ("B", 1.0),
        ("byte", 1.0),
        ("bytes", 1.0),
        ("kB", 1e3),
        ("KB", 1e3),
        ("MB", 1e6),
        ("GB", 1e9),
        ("KiB", 1024.0),
        ("MiB", 1_048_576.0),
    ],
    &[
        ("rad", 1.0),
        ("radians", 1.0),
        ("°", std::f64::consts::PI / 180.0),
        ("degrees", std::f64::consts::PI / 180.0),
    ],
];

/// What one `typed` unit is in the question's unit; nothing where the one is not the other.
pub fn factor(typed: &str, unit: &str) -> Option<f64> {
    if same(typed, unit) {
        return Some(1.0);
    }
    GROUPS.iter().find_map(|group| {
        let size = |name: &str| group.iter().find(|(known, _)| *known == name).map(|(_, size)| *size);
        Some(size(typed)? / size(unit)?)
    })
}

/// Equal but for case and a final s: `step`, `Steps`.
fn same(typed: &str, unit: &str) -> bool {
    let plain = |text: &str| text.to_lowercase().trim_end_matches('s').to_string();
    !typed.is_empty() && (typed == unit || (unit.chars().count() > 2 && plain(typed) == plain(unit)))
}

/// Whether it is a unit of any group.
pub fn is_known(name: &str) -> bool {
    GROUPS.iter().any(|group| group.iter().any(|(known, _)| *known == name))
}
