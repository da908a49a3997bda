//! From tokens to a tree, by precedence climbing.
//!
//! Loosest first: `or`, `and`, `not`, comparisons (which chain: `0 < x < 1`), `+ -`, `* /` and the
//! unwritten product, minus, `^` (to the right, tighter than minus: `-x^2` is `-(x^2)`).

use std::ops::Range;

use super::error::FormulaError;
use super::function::{self, Function};
use super::name::constant;
use super::sign::Sign;
use super::token::{Token, tokens};
use super::tree::{Node, NodeKind, Operator};

/// Longest formula, in bytes.
pub const LONGEST: usize = 500;
/// Deepest nesting.
pub const DEEPEST: usize = 40;

type Parsed = Result<Node, FormulaError>;

/// Reads a formula. With `known`, a run of letters that is no name is taken apart into known names
/// (`xy` is `x*y`), and any other name is an error; without, every name is one.
///
/// # Errors
/// Where it cannot be read, and what was expected there.
pub fn parse(text: &str, known: Option<&[&str]>) -> Parsed {
    if text.len() > LONGEST {
        return Err(FormulaError::new(0..0, format!("at most {LONGEST} characters")));
    }
    let tokens = tokens(text)?;
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

struct Parser<'a> {
    tokens: Vec<(Token, Range<usize>)>,
    next: usize,
    end: usize,
    depth: usize,
    /// Whether a bar now closes `|…|` rather than opening another.
    in_bars: bool,
    known: Option<&'a [&'a str]>,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|(token, _)| token)
    }

    fn sign(&self) -> Option<Sign> {
        match self.peek() {
            Some(Token::Sign(sign)) => Some(*sign),
            _ => None,
        }
    }

    fn span(&self) -> Range<usize> {
        self.tokens.get(self.next).map_or(self.end..self.end, |(_, span)| span.clone())
    }

    fn eat(&mut self, sign: Sign) -> bool {
        let found = self.sign() == Some(sign);
        self.next += usize::from(found);
        found
    }

    fn expect(&mut self, sign: Sign, expected: &str) -> Result<(), FormulaError> {
        if self.eat(sign) { Ok(()) } else { Err(FormulaError::new(self.span(), expected)) }
    }

    /// Goes one level deeper.
    fn nested(&mut self, read: impl FnOnce(&mut Self) -> Parsed) -> Parsed {
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

    fn any(&mut self) -> Parsed {
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
    fn begins_factor(&self) -> bool {
        match self.peek() {
            Some(Token::Name(_) | Token::Number(_)) => true,
            Some(Token::Sign(Sign::Open | Sign::Root)) => true,
            Some(Token::Sign(Sign::Bar)) => !self.in_bars,
            _ => false,
        }
    }

    /// Refuses the unwritten products that people read in two ways.
    fn check_unwritten(&self, after_division: bool) -> Result<(), FormulaError> {
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

    fn unary(&mut self) -> Parsed {
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

    fn power(&mut self) -> Parsed {
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

    fn atom(&mut self) -> Parsed {
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

    fn named(&mut self, name: &str, span: Range<usize>) -> Parsed {
        let is_known = self.known.is_some_and(|known| known.contains(&name));
        if !is_known && let Some(function) = function::find(name) {
            // Without declared names, a name that no argument follows is a variable.
            if self.known.is_some() || self.begins_argument() {
                return self.call(function, span);
            }
        }
        if is_known || self.known.is_none() || constant(name).is_some() {
            return Ok(Node { span, kind: NodeKind::Name(name.into()) });
        }
        self.taken_apart(name, &span).ok_or_else(|| self.unknown(name, span))
    }

    fn begins_argument(&self) -> bool {
        self.begins_factor() || matches!(self.peek(), Some(Token::Raised(_) | Token::Sign(Sign::Power)))
    }

    fn unknown(&self, name: &str, span: Range<usize>) -> FormulaError {
        let known = self.known.unwrap_or_default().join(", ");
        let names = if known.is_empty() { "a number".into() } else { format!("a number or one of {known}") };
        let also = function::FUNCTIONS.iter().map(|function| function.name);
        let candidates: Vec<&str> = self.known.unwrap_or_default().iter().copied().chain(also).collect();
        let close = crate::text::suggest::did_you_mean(name, &candidates);
        let meant = close.map(|close| format!(" (did you mean {close}?)")).unwrap_or_default();
        FormulaError::new(span, format!("{names}{meant}"))
    }

    /// `xy` as `x*y`, longest names first.
    fn taken_apart(&self, name: &str, span: &Range<usize>) -> Option<Node> {
        let known = self.known?;
        let mut rest = name;
        let mut product: Option<Node> = None;
        while !rest.is_empty() {
            let first =
                known.iter().filter(|known| rest.starts_with(**known)).max_by_key(|known| known.len())?;
            rest = &rest[first.len()..];
            let node = Node { span: span.clone(), kind: NodeKind::Name((*first).into()) };
            product = Some(match product {
                None => node,
                Some(before) => binary(Operator::Multiply, before, node),
            });
        }
        product
    }

    /// `f(x)`, `f x`, `f 2x`, `f^2 x`.
    fn call(&mut self, function: &'static Function, span: Range<usize>) -> Parsed {
        let power = self.function_power()?;
        let arguments =
            if self.sign() == Some(Sign::Open) { self.arguments()? } else { vec![self.bare_argument()?] };
        if !function.arity.contains(&arguments.len()) {
            let (low, high) = (function.arity.start(), function.arity.end());
            let count = if low == high { format!("{low}") } else { format!("{low} to {high}") };
            return Err(FormulaError::new(span, format!("{count} value(s) in {}(…)", function.name)));
        }
        let end = self.tokens[self.next - 1].1.end;
        let node = Node { span: span.start..end, kind: NodeKind::Call(function, arguments) };
        Ok(match power {
            None => node,
            Some(power) => binary(Operator::Power, node, power),
        })
    }

    /// `sin² x`, `sin^2 x`.
    fn function_power(&mut self) -> Result<Option<Node>, FormulaError> {
        let span = self.span();
        if let Some(Token::Raised(value)) = self.peek() {
            let kind = NodeKind::Number(*value);
            self.next += 1;
            return Ok(Some(Node { span, kind }));
        }
        if self.eat(Sign::Power) { self.atom().map(Some) } else { Ok(None) }
    }

    fn arguments(&mut self) -> Result<Vec<Node>, FormulaError> {
        self.expect(Sign::Open, "(")?;
        let outside = std::mem::replace(&mut self.in_bars, false);
        let mut arguments = vec![self.nested(Self::any)?];
        while self.eat(Sign::Comma) {
            arguments.push(self.nested(Self::any)?);
        }
        self.expect(Sign::Close, "a comma or a closing bracket")?;
        self.in_bars = outside;
        Ok(arguments)
    }

    /// What follows a function without brackets: a product without signs, up to the next function.
    fn bare_argument(&mut self) -> Parsed {
        if self.sign() == Some(Sign::Minus) {
            return self.nested(Self::unary);
        }
        let mut argument = self.nested(Self::power)?;
        while self.begins_factor() && !self.at_function() && self.sign() != Some(Sign::Open) {
            self.check_unwritten(false)?;
            argument = binary(Operator::Multiply, argument, self.power()?);
        }
        Ok(argument)
    }

    fn at_function(&self) -> bool {
        let Some(Token::Name(name)) = self.peek() else { return false };
        let is_known = self.known.is_some_and(|known| known.contains(&name.as_str()));
        !is_known && function::find(name).is_some()
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

fn binary(operator: Operator, left: Node, right: Node) -> Node {
    let span = left.span.start.min(right.span.start)..left.span.end.max(right.span.end);
    Node { span, kind: NodeKind::Binary(operator, Box::new([left, right])) }
}

fn call_by_name(name: &str, span: Range<usize>, argument: Node) -> Parsed {
    let function = function::find(name).ok_or_else(|| FormulaError::new(span.clone(), "a known function"))?;
    let span = span.start..argument.span.end.max(span.end);
    Ok(Node { span, kind: NodeKind::Call(function, vec![argument]) })
}
