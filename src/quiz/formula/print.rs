//! A formula as text again: what the learner's was read as.

use super::tree::{NodeKind, Operator};

/// How tightly a minus binds: looser than a power, tighter than a product.
const NEGATIVE: u8 = 7;
const NOT: u8 = 3;
const ATOM: u8 = 9;

/// The shortest text that reads back as the same tree.
pub fn print(node: &NodeKind) -> String {
    match node {
        NodeKind::Number(value) if value.is_infinite() => "1e999".to_owned(),
        NodeKind::Number(value) => crate::quiz::number::show(*value),
        NodeKind::Name(name) => name.clone(),
        NodeKind::Negative(inner) => format!("-{}", at_least(&inner.kind, NEGATIVE)),
        NodeKind::Not(inner) => format!("not {}", at_least(&inner.kind, NOT)),
        NodeKind::Call(function, arguments) => {
            let arguments: Vec<String> = arguments.iter().map(|argument| print(&argument.kind)).collect();
            format!("{}({})", function.name, arguments.join(", "))
        }
        NodeKind::Binary(operator, sides) => {
            let (look, strength) = operator.look();
            // A power leans right, a comparison to neither side, all else left.
            let left = strength + u8::from(*operator == Operator::Power || strength == 4);
            let right = if *operator == Operator::Power { NEGATIVE } else { strength + 1 };
            format!("{}{look}{}", at_least(&sides[0].kind, left), at_least(&sides[1].kind, right))
        }
    }
}

fn at_least(node: &NodeKind, strength: u8) -> String {
    let text = print(node);
    if self::strength(node) < strength { format!("({text})") } else { text }
}

fn strength(node: &NodeKind) -> u8 {
    match node {
        NodeKind::Number(value) if *value < 0.0 => NEGATIVE,
        NodeKind::Number(value) if crate::quiz::number::show(*value).contains('e') => ATOM,
        NodeKind::Number(_) | NodeKind::Name(_) | NodeKind::Call(..) => ATOM,
        NodeKind::Negative(_) => NEGATIVE,
        NodeKind::Not(_) => NOT,
        NodeKind::Binary(operator, _) => operator.look().1,
    }
}
