//! From tokens to a tree, by precedence climbing.
//!
//! Loosest first: `or`, `and`, `not`, comparisons (which chain: `0 < x < 1`), `+ -`, `* /` and the
//! unwritten product, minus, `^` (to the right, tighter than minus: `-x^2` is `-(x^2)`).

use std::ops::Range;

use super::error::FormulaError;
use super::function;
use super::sign::Sign;
use super::token::{Token, tokens};
use super::tree::{Node, NodeKind, Operator};

/// Longest formula, in bytes.
pub const LONGEST: usize = 500;
/// Deepest nesting.
pub const DEEPEST: usize = 40;

pub(super) type Parsed = Result<Node, FormulaError>;

/// Reads a formula. With `known`, a run of letters that is no name is taken apart into known names
/// (`xy` is `x*y`), and any other name is an error; without, every name is one.
///
/// # Errors
/// Where it cannot be read, and what was expected there.
pub fn parse(text: &str, known: Option<&[&str]>) -> Parsed {
    if text.len() > LONGEST {
        return Err(FormulaError::new(0..0, format!("at most {LONGEST} characters")));
    }
    let tokens = tokens(text).map_err(|error| lone_equals(text, error, known.is_some()))?;
    let mut parser = Parser { tokens, next: 0, end: text.len(), depth: 0, in_bars: false, known };
    let node = parser.any()?;
    match parser.tokens.get(parser.next) {
        None => Ok(node),
        Some((Token::Sign(Sign::Close), span)) => {
            Err(FormulaError::new(span.clone(), "no bracket: none is open"))
        }
        Some((_, span)) => Err(FormulaError::new(span.clone(), "an operator, such as + or *")),
    }
}

/// What `=` alone stands for: in a condition `==`; before what a learner answers, nothing.
fn lone_equals(text: &str, error: FormulaError, is_answer: bool) -> FormulaError {
    match (text.get(error.span.clone()), is_answer) {
        (Some("="), true) => FormulaError { expected: "only what stands after the =".into(), ..error },
        (Some("="), false) => FormulaError { expected: "==, which compares".into(), ..error },
        _ => error,
    }
}

pub(super) struct Parser<'a> {
    pub(super) tokens: Vec<(Token, Range<usize>)>,
    pub(super) next: usize,
    end: usize,
    depth: usize,
    /// Whether a bar now closes `|…|` rather than opening another.
    pub(super) in_bars: bool,
    pub(super) known: Option<&'a [&'a str]>,
}

impl Parser<'_> {
    pub(super) fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|(token, _)| token)
    }

    pub(super) fn sign(&self) -> Option<Sign> {
        match self.peek() {
            Some(Token::Sign(sign)) => Some(*sign),
            _ => None,
        }
    }

    pub(super) fn span(&self) -> Range<usize> {
        self.tokens.get(self.next).map_or(self.end..self.end, |(_, span)| span.clone())
    }

    pub(super) fn eat(&mut self, sign: Sign) -> bool {
        let found = self.sign() == Some(sign);
        self.next += usize::from(found);
        found
    }

    pub(super) fn expect(&mut self, sign: Sign, expected: &str) -> Result<(), FormulaError> {
        if self.eat(sign) { Ok(()) } else { Err(FormulaError::new(self.span(), expected)) }
    }

    /// Goes one level deeper.
    pub(super) fn nested(&mut self, read: impl FnOnce(&mut Self) -> Parsed) -> Parsed {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(FormulaError::new(self.span(), "fewer brackets within brackets"));
        }
        let node = read(self);
        self.depth -= 1;
        node
    }

    /// Operands joined to the left by any of some operators.
    fn joined(&mut self, operators: &[(Sign, Operator)], operand: fn(&mut Self) -> Parsed) -> Parsed {
        let mut left = operand(self)?;
        while let Some((sign, operator)) = operators.iter().find(|(sign, _)| self.sign() == Some(*sign)) {
            self.eat(*sign);
            left = binary(*operator, left, operand(self)?);
        }
        Ok(left)
    }

    pub(super) fn any(&mut self) -> Parsed {
        self.joined(&[(Sign::Or, Operator::Or)], |parser| {
            parser.joined(&[(Sign::And, Operator::And)], Self::negation)
        })
    }

    fn negation(&mut self) -> Parsed {
        let span = self.span();
        if self.eat(Sign::Not) {
            let inner = self.nested(Self::negation)?;
            return Ok(Node { span: span.start..inner.span.end, kind: NodeKind::Not(Box::new(inner)) });
        }
        self.comparison()
    }

    /// `a < b < c` is `a < b and b < c`.
    fn comparison(&mut self) -> Parsed {
        let mut left = self.sum()?;
        let mut all: Option<Node> = None;
        while let Some(operator) = self.sign().and_then(comparison) {
            self.next += 1;
            let right = self.sum()?;
            let this = binary(operator, left, right.clone());
            all = Some(match all {
                None => this,
                Some(before) => binary(Operator::And, before, this),
            });
            left = right;
        }
        Ok(all.unwrap_or(left))
    }

    fn sum(&mut self) -> Parsed {
        self.joined(&[(Sign::Plus, Operator::Add), (Sign::Minus, Operator::Subtract)], Self::product)
    }

    fn product(&mut self) -> Parsed {
        let mut left = self.unary()?;
        let mut after_division = false;
        loop {
            if self.eat(Sign::Times) {
                (left, after_division) = (binary(Operator::Multiply, left, self.unary()?), false);
            } else if self.eat(Sign::Over) {
                (left, after_division) = (binary(Operator::Divide, left, self.unary()?), true);
            } else if self.begins_factor() {
                self.check_unwritten(after_division)?;
                left = binary(Operator::Multiply, left, self.power()?);
            } else {
                return Ok(left);
            }
        }
    }

    /// Whether a factor follows without an operator: `2x`, `x(1-x)`, `2|x|`.
    pub(super) fn begins_factor(&self) -> bool {
        match self.peek() {
            Some(Token::Name(_) | Token::Number(_)) => true,
            Some(Token::Sign(Sign::Open | Sign::Root)) => true,
            Some(Token::Sign(Sign::Bar)) => !self.in_bars,
            _ => false,
        }
    }

    /// Refuses the unwritten products that people read in two ways.
    pub(super) fn check_unwritten(&self, after_division: bool) -> Result<(), FormulaError> {
        let span = self.span();
        if let Some(Token::Number(_)) = self.peek() {
            return Err(FormulaError::new(span, "an operator, such as + or *"));
        }
        if after_division {
            return Err(FormulaError::new(span, "brackets: 1/2x can be (1/2)*x or 1/(2*x)"));
        }
        if self.touches_exponent(&span) {
            return Err(FormulaError::new(span, "brackets: e^2x can be e^(2*x) or (e^2)*x"));
        }
        Ok(())
    }

    /// Whether a name follows an exponent typed as a bare number, without a space: `^2x`.
    fn touches_exponent(&self, name: &Range<usize>) -> bool {
        let is_name = matches!(self.peek(), Some(Token::Name(_)));
        let mut before = self.tokens[..self.next].iter().rev().map(|(token, span)| (token, span));
        let is_number = matches!(before.next(), Some((Token::Number(_), number)) if number.end == name.start);
        let sign = before.find(|(token, _)| **token != Token::Sign(Sign::Minus));
        is_name && is_number && matches!(sign, Some((Token::Sign(Sign::Power), _)))
    }

    pub(super) fn unary(&mut self) -> Parsed {
        let start = self.span().start;
        if self.eat(Sign::Minus) {
            let inner = self.nested(Self::unary)?;
            return Ok(Node { span: start..inner.span.end, kind: NodeKind::Negative(Box::new(inner)) });
        }
        if self.eat(Sign::Plus) {
            return self.nested(Self::unary);
        }
        self.power()
    }

    pub(super) fn power(&mut self) -> Parsed {
        let base = self.raised()?;
        if self.eat(Sign::Power) {
            let exponent = self.nested(Self::unary)?;
            return Ok(binary(Operator::Power, base, exponent));
        }
        Ok(base)
    }

    /// An atom, perhaps with a raised number: `x²`.
    fn raised(&mut self) -> Parsed {
        let base = self.atom()?;
        match self.peek() {
            Some(Token::Raised(value)) => {
                let exponent = Node { span: self.span(), kind: NodeKind::Number(*value) };
                self.next += 1;
                Ok(binary(Operator::Power, base, exponent))
            }
            _ => Ok(base),
        }
    }

    pub(super) fn atom(&mut self) -> Parsed {
        let span = self.span();
        let token = self.peek().cloned();
        self.next += 1;
        match token {
            Some(Token::Number(value)) => Ok(Node { span, kind: NodeKind::Number(value) }),
            Some(Token::Name(name)) => self.named(&name, span),
            Some(Token::Sign(Sign::Root)) => {
                let inner = self.nested(Self::raised)?;
                call_by_name("sqrt", span, inner)
            }
            Some(Token::Sign(Sign::Open)) => self.enclosed(Sign::Close, span, "a closing bracket"),
            Some(Token::Sign(Sign::Bar)) => {
                let inner = self.enclosed(Sign::Bar, span.clone(), "a closing |")?;
                call_by_name("abs", span.start..inner.span.end, inner)
            }
            _ => {
                self.next -= 1;
                Err(FormulaError::new(span, "a number, a name or a bracket"))
            }
        }
    }

    fn enclosed(&mut self, closing: Sign, open: Range<usize>, expected: &str) -> Parsed {
        let outside = std::mem::replace(&mut self.in_bars, closing == Sign::Bar);
        let inner = self.nested(Self::any)?;
        let end = self.span().end;
        self.expect(closing, expected)?;
        self.in_bars = outside;
        Ok(Node { span: open.start..end, ..inner })
    }
}

fn comparison(sign: Sign) -> Option<Operator> {
    match sign {
        Sign::Less => Some(Operator::Less),
        Sign::LessEqual => Some(Operator::LessEqual),
        Sign::Greater => Some(Operator::Greater),
        Sign::GreaterEqual => Some(Operator::GreaterEqual),
        Sign::Equal => Some(Operator::Equal),
        Sign::NotEqual => Some(Operator::NotEqual),
        _ => None,
    }
}

pub(super) fn binary(operator: Operator, left: Node, right: Node) -> Node {
    let span = left.span.start.min(right.span.start)..left.span.end.max(right.span.end);
    Node { span, kind: NodeKind::Binary(operator, Box::new([left, right])) }
}

fn call_by_name(name: &str, span: Range<usize>, argument: Node) -> Parsed {
    let function = function::find(name).ok_or_else(|| FormulaError::new(span.clone(), "a known function"))?;
    let span = span.start..argument.span.end.max(span.end);
    Ok(Node { span, kind: NodeKind::Call(function, vec![argument]) })
}
