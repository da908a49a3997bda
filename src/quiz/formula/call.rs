//! Names within a formula: variables, constants, and functions with their arguments.

use std::ops::Range;

use super::error::FormulaError;
use super::function::{self, Function};
use super::name::constant;
use super::parse::{Parsed, Parser, binary};
use super::sign::Sign;
use super::token::Token;
use super::tree::{Node, NodeKind, Operator};

impl Parser<'_> {
    pub(super) fn named(&mut self, name: &str, span: Range<usize>) -> Parsed {
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
