//! The syntax tree of a formula.

use std::ops::Range;

use super::function::{Function, power};

/// A node and the bytes of the text it was read from.
#[derive(Clone, Debug)]
pub struct Node {
    /// Where it stands in the text.
    pub span: Range<usize>,
    /// What it is.
    pub kind: NodeKind,
}

/// What a node is.
#[derive(Clone)]
pub enum NodeKind {
    /// A number.
    Number(f64),
    /// A variable, or a constant that no variable hides.
    Name(String),
    /// Minus.
    Negative(Box<Node>),
    /// Not.
    Not(Box<Node>),
    /// Two operands.
    Binary(Operator, Box<[Node; 2]>),
    /// A function and its arguments.
    Call(&'static Function, Vec<Node>),
}

impl std::fmt::Debug for NodeKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&super::print::print(self))
    }
}

/// An operator between two operands. Truth is 1, falsehood 0, as in Python.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `^`
    Power,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `and`
    And,
    /// `or`
    Or,
}

impl Operator {
    /// Its value.
    pub fn apply(self, left: f64, right: f64) -> f64 {
        let truth = |holds: bool| f64::from(u8::from(holds));
        match self {
            Self::Add => left + right,
            Self::Subtract => left - right,
            Self::Multiply => left * right,
            Self::Divide => left / right,
            Self::Power => power(left, right),
            Self::Less => truth(left < right),
            Self::LessEqual => truth(left <= right),
            Self::Greater => truth(left > right),
            Self::GreaterEqual => truth(left >= right),
            Self::Equal => truth(left == right),
            Self::NotEqual => truth(left != right),
            Self::And => truth(left != 0.0 && right != 0.0),
            Self::Or => truth(left != 0.0 || right != 0.0),
        }
    }

    /// How it is printed, and how tightly it binds: larger is tighter.
    pub fn look(self) -> (&'static str, u8) {
        match self {
            Self::Or => (" or ", 1),
            Self::And => (" and ", 2),
            Self::Less => (" < ", 4),
            Self::LessEqual => (" <= ", 4),
            Self::Greater => (" > ", 4),
            Self::GreaterEqual => (" >= ", 4),
            Self::Equal => (" == ", 4),
            Self::NotEqual => (" != ", 4),
            Self::Add => (" + ", 5),
            Self::Subtract => (" - ", 5),
            Self::Multiply => ("*", 6),
            Self::Divide => ("/", 6),
            Self::Power => ("^", 8),
        }
    }
}

impl Node {
    /// The node with each name that nobody declared reported to `see`.
    pub fn names(&self, see: &mut dyn FnMut(&str, &Range<usize>)) {
        match &self.kind {
            NodeKind::Number(_) => {}
            NodeKind::Name(name) => see(name, &self.span),
            NodeKind::Negative(inner) | NodeKind::Not(inner) => inner.names(see),
            NodeKind::Binary(_, sides) => sides.iter().for_each(|side| side.names(see)),
            NodeKind::Call(_, arguments) => arguments.iter().for_each(|argument| argument.names(see)),
        }
    }
}
