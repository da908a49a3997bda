//! From characters to tokens, with winnow: numbers in all notations, names, signs.

use std::ops::Range;

use winnow::ascii::{digit1, multispace0};
use winnow::combinator::{alt, delimited, opt, preceded, repeat, terminated};
use winnow::error::ContextError;
use winnow::stream::LocatingSlice;
use winnow::token::{any, literal, one_of, take_while};
use winnow::{ModalResult, Parser};

use super::error::FormulaError;
use super::sign::Sign;

/// A token.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// A number.
    Number(f64),
    /// A raised number: `²`, `⁻³`.
    Raised(f64),
    /// The name of a variable, constant or function, in its plain spelling.
    Name(String),
    /// An operator or bracket.
    Sign(Sign),
}

type Input<'s> = LocatingSlice<&'s str>;

/// The tokens of a text, each with the bytes it stands in.
///
/// # Errors
/// A character that belongs to no formula.
pub fn tokens(text: &str) -> Result<Vec<(Token, Range<usize>)>, FormulaError> {
    let mut input = LocatingSlice::new(text);
    let all: ModalResult<Vec<_>> =
        preceded(multispace0, repeat(0.., terminated(token.with_span(), multispace0))).parse_next(&mut input);
    let rest = text.len() - input.len();
    match all {
        Ok(tokens) if input.is_empty() => Ok(tokens),
        _ => Err(FormulaError::new(rest..text.len().min(rest + 1), "a number, a name or an operator")),
    }
}

fn token(input: &mut Input<'_>) -> ModalResult<Token> {
    alt((
        number.map(Token::Number),
        raised.map(Token::Raised),
        sign.map(Token::Sign),
        name.map(|name| Sign::word(&name).map_or(Token::Name(name), Token::Sign)),
    ))
    .parse_next(input)
}

/// `1`, `1.5`, `.5`, `5.`, `1e-3`, `1E−3`, `1_000`.
fn number(input: &mut Input<'_>) -> ModalResult<f64> {
    let digits = || (digit1, repeat::<_, _, (), _, _>(0.., ('_', digit1))).void();
    let mantissa = alt(((digits(), opt(('.', opt(digits())))).void(), ('.', digits()).void()));
    let exponent = (one_of(['e', 'E']), opt(one_of(['+', '-', '\u{2212}'])), digit1);
    let text = (mantissa, opt(exponent)).take().parse_next(input)?;
    let plain = text.replace('_', "").replace('\u{2212}', "-");
    plain.parse().map_err(|_| winnow::error::ErrMode::Backtrack(ContextError::new()))
}

const SUPERSCRIPTS: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺";

fn raised(input: &mut Input<'_>) -> ModalResult<f64> {
    let text: &str = take_while(1.., |c| SUPERSCRIPTS.contains(c)).parse_next(input)?;
    let plain: String = text.chars().filter_map(|c| "0123456789-+".chars().nth(superscript(c)?)).collect();
    plain.parse().map_err(|_| winnow::error::ErrMode::Backtrack(ContextError::new()))
}

fn superscript(c: char) -> Option<usize> {
    SUPERSCRIPTS.chars().position(|raised| raised == c)
}

fn sign(input: &mut Input<'_>) -> ModalResult<Sign> {
    for (spelling, sign) in Sign::SPELLINGS {
        let found: ModalResult<&str> = literal(*spelling).parse_next(input);
        if found.is_ok() {
            return Ok(*sign);
        }
    }
    Err(winnow::error::ErrMode::Backtrack(ContextError::new()))
}

/// A letter, then letters, digits, subscripts, `_`, and `.` before a letter.
fn name(input: &mut Input<'_>) -> ModalResult<String> {
    let tail = alt((
        any.verify(|c: &char| c.is_alphabetic() || c.is_ascii_digit() || matches!(c, '_' | '₀'..='₉')).void(),
        ('.', winnow::combinator::peek(any.verify(|c: &char| c.is_alphabetic()))).void(),
    ));
    let first = any.verify(|c: &char| c.is_alphabetic() || *c == '_');
    let text = delimited((), (first, repeat::<_, _, (), _, _>(0.., tail)), ()).take().parse_next(input)?;
    Ok(super::name::plain(text))
}
