//! The functions a formula may call, one row each.

use std::ops::RangeInclusive;

use crate::nn::math;

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
/// Their digits come from [`math`] and are the same on every machine, so that computed keys are.
pub static FUNCTIONS: &[Function] = &[
    one("exp", &[], |x| math::exp(x[0])),
    one("ln", &["log", "loge"], |x| math::ln(x[0])),
    one("log10", &["lg"], |x| logarithm(x[0], 10.0)),
    one("log2", &["lb"], |x| logarithm(x[0], 2.0)),
    one("sqrt", &["root"], |x| x[0].sqrt()),
    one("abs", &["fabs"], |x| x[0].abs()),
    one("sign", &["sgn"], |x| if x[0] == 0.0 { 0.0 } else { x[0].signum() }),
    one("sigmoid", &["sigma", "logistic", "expit"], |x| math::sigmoid(x[0])),
    one("tanh", &[], |x| math::tanh(x[0])),
    one("relu", &[], |x| if x[0].is_nan() { x[0] } else { x[0].max(0.0) }),
    one("softplus", &[], |x| x[0].max(0.0) + math::ln_1p(math::exp(-x[0].abs()))),
    one("erf", &[], |x| math::erf(x[0])),
    one("sin", &[], |x| math::sin(x[0])),
    one("cos", &[], |x| math::cos(x[0])),
    one("tan", &[], |x| math::sin(x[0]) / math::cos(x[0])),
    one("sinh", &[], |x| (math::exp(x[0]) - math::exp(-x[0])) / 2.0),
    one("cosh", &[], |x| (math::exp(x[0]) + math::exp(-x[0])) / 2.0),
    one("floor", &[], |x| x[0].floor()),
    one("ceil", &[], |x| x[0].ceil()),
    one("round", &[], |x| x[0].round()),
    Function { name: "pow", aliases: &["power"], arity: 2..=2, value: |x| power(x[0], x[1]) },
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

/// The logarithm to a whole base, exact for its powers.
fn logarithm(x: f64, base: f64) -> f64 {
    let quotient = math::ln(x) / math::ln(base);
    let whole = quotient.round();
    if power(base, whole) == x { whole } else { quotient }
}

/// xʸ: by repeated squaring where y is whole, the root where it is ½, else exp(y ln x).
pub fn power(x: f64, y: f64) -> f64 {
    let is_ordinary = x.is_finite() && y.is_finite() && x != 0.0;
    match y {
        // Zeros, infinities and NaN have exact answers, the same in every library.
        _ if !is_ordinary => x.powf(y),
        y if y.fract() == 0.0 && y.abs() <= 1024.0 => {
            let whole = math::power(x, y.abs() as u64);
            if y < 0.0 { 1.0 / whole } else { whole }
        }
        0.5 => x.sqrt(),
        _ if x < 0.0 && y.fract() == 0.0 => x.powf(y),
        _ => math::exp(y * math::ln(x)),
    }
}

/// The largest or smallest; NaN if any is NaN.
fn extreme(values: &[f64], choose: fn(f64, f64) -> f64) -> f64 {
    let nan = values.iter().copied().find(|value| value.is_nan());
    nan.unwrap_or_else(|| values.iter().copied().reduce(choose).unwrap_or(f64::NAN))
}

/// What people who write code put before a function.
const LIBRARIES: &[&str] = &["np.", "numpy.", "torch.", "math.", "f.", "tf.", "jnp."];

/// The function of a name, in any case.
pub fn find(name: &str) -> Option<&'static Function> {
    let name = name.to_ascii_lowercase();
    let name = LIBRARIES.iter().find_map(|library| name.strip_prefix(library)).unwrap_or(&name);
    FUNCTIONS.iter().find(|function| function.name == name || function.aliases.contains(&name))
}
