//! How clearly a condition holds: what a claim has to spare, and by how much a false one misses.

use super::error::EvaluationError;
use super::expression::{Expression, Names, value};
use super::tree::{Node, NodeKind, Operator};

impl Expression {
    /// How clearly it holds, from 1 down to −1: the distance of the two sides of a comparison as a part
    /// of the larger. `and` takes the smaller of its two, `or` the larger, `not` turns the sign. What
    /// is no comparison is 1 or −1, and so is one with a side that is not finite.
    ///
    /// # Errors
    /// A name without a value.
    pub fn margin(&self, names: &(impl Names + ?Sized)) -> Result<f64, EvaluationError> {
        margin(self.root(), names)
    }
}

fn margin<N: Names + ?Sized>(node: &Node, names: &N) -> Result<f64, EvaluationError> {
    match &node.kind {
        NodeKind::Not(inner) => Ok(-margin(inner, names)?),
        NodeKind::Binary(Operator::And, sides) => {
            Ok(margin(&sides[0], names)?.min(margin(&sides[1], names)?))
        }
        NodeKind::Binary(Operator::Or, sides) => Ok(margin(&sides[0], names)?.max(margin(&sides[1], names)?)),
        NodeKind::Binary(operator, sides) if operator.look().1 == Operator::Less.look().1 => {
            let (left, right) = (value(&sides[0].kind, names)?, value(&sides[1].kind, names)?);
            Ok(distance(*operator, left, right))
        }
        other => {
            let holds = value(other, names)?;
            Ok(if holds != 0.0 && !holds.is_nan() { 1.0 } else { -1.0 })
        }
    }
}

fn distance(operator: Operator, left: f64, right: f64) -> f64 {
    let sign = if operator.apply(left, right) == 1.0 { 1.0 } else { -1.0 };
    let apart = (left - right).abs() / left.abs().max(right.abs());
    match apart {
        // Equal sides: just so, whichever way.
        _ if left == right => 0.0,
        apart if apart.is_finite() => sign * apart.min(1.0),
        _ => sign,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_says_whether_it_holds_and_the_size_how_clearly() {
        for (text, expected) in [
            ("x < 4", 0.5),
            ("x > 4", -0.5),
            ("x == 2", 0.0),
            ("x != 2", 0.0),
            ("x < 4 and x < 2.5", 0.2),
            ("x > 4 or x < 2.5", 0.2),
            ("not x < 4", -0.5),
            ("x < 0/0", -1.0),
            ("x < -2", -1.0),
            ("x", 1.0),
            ("0", -1.0),
        ] {
            let margin = text.parse::<Expression>().unwrap().margin(&[("x", 2.0)]).unwrap();
            assert!((margin - expected).abs() < 1e-12, "{text}: {margin}");
        }
    }
}
