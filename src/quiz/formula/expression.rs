//! A formula that was read: evaluated, printed.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use super::error::{EvaluationError, FormulaError};
use super::function::MOST_ARGUMENTS;
use super::name::constant;
use super::parse::parse;
use super::print::print;
use super::tree::{Node, NodeKind, Operator};

/// Values by name. Names are looked up in plain spelling: `beta1`, not `β₁`.
pub trait Names {
    /// The value of a name.
    fn value_of(&self, name: &str) -> Option<f64>;
}

impl<const N: usize> Names for [(&str, f64); N] {
    fn value_of(&self, name: &str) -> Option<f64> {
        self.as_slice().value_of(name)
    }
}

impl Names for [(&str, f64)] {
    fn value_of(&self, name: &str) -> Option<f64> {
        self.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }
}

impl Names for std::collections::BTreeMap<String, f64> {
    fn value_of(&self, name: &str) -> Option<f64> {
        self.get(name).copied()
    }
}

/// A formula. Parsed by [`str::parse`], every name is a variable until it is evaluated; by
/// [`Expression::with_names`], other names are errors.
#[derive(Clone, Debug)]
pub struct Expression {
    root: Node,
}

impl FromStr for Expression {
    type Err = FormulaError;

    fn from_str(text: &str) -> Result<Self, FormulaError> {
        Ok(Self { root: parse(text, None)? })
    }
}

impl Expression {
    /// Reads a formula in which only these names (in plain spelling), constants and functions
    /// may stand.
    ///
    /// # Errors
    /// Where it cannot be read, and what was expected there.
    pub fn with_names(text: &str, names: &[&str]) -> Result<Self, FormulaError> {
        Ok(Self { root: parse(text, Some(names))? })
    }

    /// Its value. A name is looked up before it is taken for a constant. Comparisons are 1 or 0.
    ///
    /// # Errors
    /// A name without a value.
    pub fn value(&self, names: &(impl Names + ?Sized)) -> Result<f64, EvaluationError> {
        value(&self.root.kind, names)
    }

    /// Whether a condition holds: its value is neither 0 nor NaN.
    ///
    /// # Errors
    /// A name without a value.
    pub fn holds(&self, names: &(impl Names + ?Sized)) -> Result<bool, EvaluationError> {
        self.value(names).map(|value| value != 0.0 && !value.is_nan())
    }

    /// Whether it says that something is so, as a comparison does, and does not give a number.
    pub fn is_condition(&self) -> bool {
        is_condition(&self.root.kind)
    }

    /// The comparisons of a name with a number written out, as in `accuracy < 0.9`: the name in plain spelling, the
    /// number, and its place.
    pub fn bounds(&self) -> Vec<(String, f64, std::ops::Range<usize>)> {
        let mut found = Vec::new();
        bounds(&self.root.kind, &mut found);
        found
    }

    pub(super) fn root(&self) -> &Node {
        &self.root
    }

    /// The names it uses that are not constants, in plain spelling, each with its place in the text.
    pub fn name_places(&self) -> Vec<(String, std::ops::Range<usize>)> {
        let mut places = Vec::new();
        self.root.names(&mut |name, span| {
            if constant(name).is_none() {
                places.push((name.to_string(), span.clone()));
            }
        });
        places.sort_by_key(|(_, span)| span.start);
        places
    }

    /// The names it uses that are not constants, in plain spelling.
    pub fn names(&self) -> BTreeSet<String> {
        self.name_places().into_iter().map(|(name, _)| name).collect()
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&print(&self.root.kind))
    }
}

fn is_condition(node: &NodeKind) -> bool {
    match node {
        NodeKind::Not(_) => true,
        NodeKind::Binary(operator, _) => operator.look().1 <= Operator::Less.look().1,
        NodeKind::Name(name) => ["true", "false"].contains(&name.as_str()),
        NodeKind::Call(function, arguments) => {
            function.name == "if" && arguments.iter().skip(1).all(|it| is_condition(&it.kind))
        }
        NodeKind::Number(_) | NodeKind::Negative(_) => false,
    }
}

fn bounds(node: &NodeKind, found: &mut Vec<(String, f64, std::ops::Range<usize>)>) {
    match node {
        NodeKind::Not(inner) => bounds(&inner.kind, found),
        NodeKind::Binary(Operator::And | Operator::Or, sides) => {
            sides.iter().for_each(|side| bounds(&side.kind, found));
        }
        NodeKind::Binary(operator, sides) if operator.look().1 == Operator::Less.look().1 => {
            for (name, number) in [(&sides[0], &sides[1]), (&sides[1], &sides[0])] {
                if let (NodeKind::Name(name), NodeKind::Number(value)) = (&name.kind, &number.kind) {
                    found.push((name.clone(), *value, number.span.clone()));
                }
            }
        }
        _ => {}
    }
}

pub(super) fn value<N: Names + ?Sized>(node: &NodeKind, names: &N) -> Result<f64, EvaluationError> {
    match node {
        NodeKind::Number(value) => Ok(*value),
        NodeKind::Name(name) => {
            let found = names.value_of(name).or_else(|| constant(name));
            found.ok_or_else(|| EvaluationError::Unknown(name.clone()))
        }
        NodeKind::Negative(inner) => Ok(-value(&inner.kind, names)?),
        NodeKind::Not(inner) => Ok(f64::from(u8::from(value(&inner.kind, names)? == 0.0))),
        NodeKind::Binary(operator, sides) => {
            Ok(operator.apply(value(&sides[0].kind, names)?, value(&sides[1].kind, names)?))
        }
        NodeKind::Call(function, arguments) => {
            let mut values = [0.0; MOST_ARGUMENTS];
            for (slot, argument) in values.iter_mut().zip(arguments) {
                *slot = value(&argument.kind, names)?;
            }
            Ok((function.value)(&values[..arguments.len()]))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_is_told_from_a_number() {
        let is = |text: &str| text.parse::<Expression>().unwrap().is_condition();
        for text in ["a < 0.9", "true", "not a > 1", "a > 1 and b == 2", "if(a > 1, true, b < 2)"] {
            assert!(is(text), "{text}");
        }
        for text in ["a", "42", "a - 1", "-a", "if(a > 1, 2, 3)"] {
            assert!(!is(text), "{text}");
        }
        let bounds = "a < 90 and (1 <= b or a + c > 3)".parse::<Expression>().unwrap().bounds();
        assert_eq!(bounds, [("a".to_owned(), 90.0, 4..6), ("b".to_owned(), 1.0, 12..13)]);
    }

    fn at(text: &str, x: f64) -> f64 {
        let formula = Expression::with_names(text, &["x", "y", "beta1"]);
        let formula = formula.unwrap_or_else(|error| panic!("{text}: {}", error.explain(text)));
        let value = formula.value(&[("x", x), ("y", 3.0), ("beta1", 0.9)]).unwrap();
        let again = Expression::with_names(&formula.to_string(), &["x", "y", "beta1"]).unwrap();
        let repeated = again.value(&[("x", x), ("y", 3.0), ("beta1", 0.9)]).unwrap();
        assert!((repeated - value).abs() <= 1e-9 * value.abs(), "{text} is printed as {formula}");
        value
    }

    fn assert_values(all: &[(&str, f64)]) {
        for (text, expected) in all {
            let value = at(text, 2.0);
            assert!((value - expected).abs() <= 1e-12 * expected.abs(), "{text} is {value}, not {expected}");
        }
    }

    #[test]
    fn reads_products_powers_and_brackets() {
        assert_values(&[
            ("-x^2", -4.0),
            ("2x", 4.0),
            ("x(1-x)", -2.0),
            ("(1-x)x", -2.0),
            ("x**2", 4.0),
            ("x²", 4.0),
            ("2^-x", 0.25),
            ("2^3^2", 512.0),
            ("xy", 6.0),
            ("x y", 6.0),
            ("2xy", 12.0),
            ("|x-5|", 3.0),
            ("2|x|", 4.0),
            ("|x||y|", 6.0),
            ("|-|x||", 2.0),
            ("√4", 2.0),
            ("√(x+2)", 2.0),
            ("x/2/2", 0.5),
            ("x - 1 - 1", 0.0),
            ("--x", 2.0),
            ("x·y×2", 12.0),
            ("-2-x", -4.0),
            ("(x)(y)", 6.0),
            ("5−3x", -1.0),
            ("[x+1]*{y}", 9.0),
        ]);
    }

    #[test]
    fn reads_functions_constants_and_conditions() {
        assert_values(&[
            ("max(0, x)", 2.0),
            ("max{0;x}", 2.0),
            ("min(x,y,1)", 1.0),
            ("exp -x", (-2f64).exp()),
            ("sin 2x", 4f64.sin()),
            ("sin²x", 2f64.sin().powi(2)),
            ("sin^2 x", 2f64.sin().powi(2)),
            ("ln x / 2", 2f64.ln() / 2.0),
            ("sigma(x)", 1.0 / (1.0 + (-2f64).exp())),
            ("σ(x)(1−σ(x))", 0.104_993_585_403_506_5),
            ("β₁ x", 1.8),
            ("beta_1*x", 1.8),
            ("1/(1+e^-x)", 1.0 / (1.0 + (-2f64).exp())),
            ("ReLU(-x)", 0.0),
            ("2 < x <= 2", 0.0),
            ("0 < x < 3", 1.0),
            ("x == 2 and not y == 2", 1.0),
            ("x > 5 or y >= 3", 1.0),
            ("if(x > 0, x, 0.01x)", 2.0),
            ("1e-3x", 0.002),
            ("2e x", 4.0 * 1f64.exp()),
            ("3 sin x cos x", 3.0 * 2f64.sin() * 2f64.cos()),
            ("2π", std::f64::consts::TAU),
            ("exp(x)^2", 4f64.exp()),
            ("tanh x^2", 4f64.tanh()),
        ]);
    }

    #[test]
    fn says_where_and_what_was_expected() {
        for (text, explained) in [
            ("2x +", "at the end: expected a number, a name or a bracket"),
            ("(x", "at the end: expected a closing bracket"),
            ("x)", "at \")\" (character 2): expected no bracket: none is open"),
            ("1/2x", "at \"x\" (character 4): expected brackets: 1/2x can be (1/2)*x or 1/(2*x)"),
            ("e^2x", "at \"x\" (character 4): expected brackets: e^2x can be e^(2*x) or (e^2)*x"),
            ("3 4", "at \"4\" (character 3): expected an operator, such as + or *"),
            ("é + 1", "at \"é\" (character 1): expected a number or one of x"),
            (
                "x + sigmod(x)",
                "at \"sigmod\" (character 5): expected a number or one of x (did you mean sigmoid?)",
            ),
            ("max()", "at \")\" (character 5): expected a number, a name or a bracket"),
            ("x # 1", "at \"#\" (character 3): expected a number, a name or an operator"),
            ("tanh(x, 2)", "at \"tanh\" (character 1): expected 1 value(s) in tanh(…)"),
            ("", "at the end: expected a number, a name or a bracket"),
        ] {
            assert_eq!(Expression::with_names(text, &["x"]).unwrap_err().explain(text), explained, "{text}");
        }
    }

    #[test]
    fn length_and_depth_are_bounded() {
        let deep = format!("{}x{}", "(".repeat(200), ")".repeat(200));
        assert!(deep.parse::<Expression>().is_err());
        assert!("-".repeat(400).parse::<Expression>().is_err());
        assert!("1+".repeat(1000).parse::<Expression>().is_err());
        assert!(format!("{}1", "1+".repeat(200)).parse::<Expression>().is_ok());
    }

    #[test]
    fn an_author_may_name_anything() {
        let claim: Expression = "max < 1e-4 and layers.first >= 2".parse().unwrap();
        assert_eq!(claim.names().into_iter().collect::<Vec<_>>(), ["layers.first", "max"]);
        assert!(claim.holds(&[("max", 0.0), ("layers.first", 2.0)]).unwrap());
        assert!(matches!(claim.holds(&[("max", 0.0)]), Err(EvaluationError::Unknown(_))));
    }
}
