//! The functions a formula may call, one row each.

use std::ops::RangeInclusive;

/// A function of numbers.
pub struct Function {
    /// Its name, as printed.
    pub name: &'static str,
    /// Other spellings, in plain letters.
    pub aliases: &'static [&'static str],
    /// How many arguments it takes.
    pub arity: RangeInclusive<usize>,
    /// Its value.
    pub value: fn(&[f64]) -> f64,
}

/// The most arguments any function takes.
pub const MOST_ARGUMENTS: usize = 8;

const fn one(name: &'static str, aliases: &'static [&'static str], value: fn(&[f64]) -> f64) -> Function {
    Function { name, aliases, arity: 1..=1, value }
}

/// All functions. `log` is the natural logarithm, as in every framework; `log10` and `log2` say so.
pub static FUNCTIONS: &[Function] = &[
    one("exp", &[], |x| x[0].exp()),
    one("ln", &["log", "loge"], |x| x[0].ln()),
    one("log10", &["lg"], |x| x[0].log10()),
    one("log2", &["lb"], |x| x[0].log2()),
    one("sqrt", &["root"], |x| x[0].sqrt()),
    one("abs", &["fabs"], |x| x[0].abs()),
    one("sign", &["sgn"], |x| if x[0] == 0.0 { 0.0 } else { x[0].signum() }),
    one("sigmoid", &["sigma", "logistic", "expit"], |x| sigmoid(x[0])),
    one("tanh", &[], |x| x[0].tanh()),
    one("relu", &[], |x| if x[0] > 0.0 { x[0] } else { x[0] * 0.0 }),
    one("softplus", &[], |x| x[0].max(0.0) + (-x[0].abs()).exp().ln_1p()),
    one("sin", &[], |x| x[0].sin()),
    one("cos", &[], |x| x[0].cos()),
    one("tan", &[], |x| x[0].tan()),
    one("sinh", &[], |x| x[0].sinh()),
    one("cosh", &[], |x| x[0].cosh()),
    one("atan", &["arctan"], |x| x[0].atan()),
    one("floor", &[], |x| x[0].floor()),
    one("ceil", &[], |x| x[0].ceil()),
    one("round", &[], |x| x[0].round()),
    Function { name: "pow", aliases: &["power"], arity: 2..=2, value: |x| x[0].powf(x[1]) },
    Function {
        name: "max",
        aliases: &["maximum"],
        arity: 1..=MOST_ARGUMENTS,
        value: |x| extreme(x, f64::max),
    },
    Function {
        name: "min",
        aliases: &["minimum"],
        arity: 1..=MOST_ARGUMENTS,
        value: |x| extreme(x, f64::min),
    },
    Function {
        name: "if",
        aliases: &["where"],
        arity: 3..=3,
        value: |x| if x[0] != 0.0 { x[1] } else { x[2] },
    },
];

/// `1 / (1 + exp(−x))`, without overflow on either side.
fn sigmoid(x: f64) -> f64 {
    let small = (-x.abs()).exp();
    if x >= 0.0 { 1.0 / (1.0 + small) } else { small / (1.0 + small) }
}

/// The largest or smallest; NaN if any is NaN.
fn extreme(values: &[f64], choose: fn(f64, f64) -> f64) -> f64 {
    let nan = values.iter().copied().find(|value| value.is_nan());
    nan.unwrap_or_else(|| values.iter().copied().reduce(choose).unwrap_or(f64::NAN))
}

/// The function of a name, in any case.
pub fn find(name: &str) -> Option<&'static Function> {
    let name = name.to_ascii_lowercase();
    FUNCTIONS.iter().find(|function| function.name == name || function.aliases.contains(&name.as_str()))
}
