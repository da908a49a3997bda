//! Measured numbers filled into words: `{by-layer.ratio}`, `{by-layer.share:percent}`, `{n:whole}`.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::lesson::markdown::{Block, BlockKind, each_code, each_text, plain};
use crate::text::Span;
use crate::text::number;

/// A number that words may name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Filled {
    /// The number.
    pub value: f64,
    /// Its unit; empty where there is none.
    pub unit: &'static str,
}

/// Where the numbers come from.
pub trait Values {
    /// The number of that name.
    fn get(&self, name: &str) -> Option<Filled>;
}

impl<F: Fn(&str) -> Option<Filled>> Values for F {
    fn get(&self, name: &str) -> Option<Filled> {
        self(name)
    }
}

/// A placeholder that cannot be filled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{{{0}}}` cannot be filled in: no such number, or no such form")]
pub struct FillError(pub String);

/// The forms a number can be shown in, with what each means.
pub const FORMS: &[(&str, &str)] = &[
    ("whole", "a whole number with thousands apart: 590,000"),
    ("percent", "a share as a percentage: 0.23 is 23 %"),
    ("points", "a difference of shares in points of a hundred: 0.023 is 2.3 points"),
    ("times", "a ratio: 4.3 times"),
    ("digits2", "two significant digits"),
    ("digits3", "three significant digits"),
    ("digits4", "four significant digits"),
    ("digits6", "six significant digits"),
    ("power", "a power of ten: 1.7 × 10⁻⁶"),
    ("exact", "every digit"),
    ("bare", "without what follows the number, its unit or sign; alone, or after another form"),
];

/// The form that is said after another, and leaves the unit out.
const BARE: &str = "bare";

/// The text with every placeholder filled in; `{{` stands for `{`.
///
/// # Errors
/// The first placeholder without a number or with an unknown form.
pub fn fill<'a>(text: &'a str, values: &dyn Values) -> Result<Cow<'a, str>, FillError> {
    if !text.contains(['{', '}']) {
        return Ok(Cow::Borrowed(text));
    }
    let mut filled = String::with_capacity(text.len() + 16);
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) => filled.push_str(text),
            Piece::Hole(hole) => filled.push_str(&show(hole, values)?),
        }
    }
    Ok(Cow::Owned(filled))
}

/// A part of a template.
enum Piece<'a> {
    Text(&'a str),
    Hole(&'a str),
}

fn pieces(mut text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    while let Some(open) = text.find(['{', '}']) {
        pieces.push(Piece::Text(&text[..open]));
        let rest = &text[open + 1..];
        let doubled = rest.as_bytes().first() == Some(&text.as_bytes()[open]);
        match rest.find('}') {
            _ if doubled => {
                pieces.push(Piece::Text(&text[open..=open]));
                text = &rest[1..];
            }
            Some(close) if text.as_bytes()[open] == b'{' => {
                pieces.push(Piece::Hole(&rest[..close]));
                text = &rest[close + 1..];
            }
            _ => {
                pieces.push(Piece::Text(&text[open..=open]));
                text = rest;
            }
        }
    }
    pieces.push(Piece::Text(text));
    pieces
}

/// The names in all placeholders of some words, in text and in blocks of code.
pub fn names_in<'a>(blocks: impl IntoIterator<Item = &'a Block>) -> BTreeSet<String> {
    let blocks: Vec<&Block> = blocks.into_iter().collect();
    let mut found = BTreeSet::new();
    each_text(blocks.iter().copied(), &mut |_, spans| {
        found.extend(names(&plain(spans)).into_iter().map(str::to_owned));
    });
    each_code(blocks, &mut |_, text| found.extend(names(text).into_iter().map(str::to_owned)));
    found
}

/// The names of the placeholders in a text.
pub fn names(text: &str) -> Vec<&str> {
    holes(text).into_iter().map(|hole| hole.name).collect()
}

/// A placeholder in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hole<'a> {
    /// The name of its number.
    pub name: &'a str,
    /// Its form; empty where it has none.
    pub form: &'a str,
    /// What follows it, up to the next.
    pub after: &'a str,
}

/// The placeholders in a text.
pub fn holes(text: &str) -> Vec<Hole<'_>> {
    let pieces = pieces(text);
    let mut holes = Vec::new();
    for (place, piece) in pieces.iter().enumerate() {
        let Piece::Hole(hole) = *piece else { continue };
        let (name, form) = split(hole);
        let after = if let Some(Piece::Text(after)) = pieces.get(place + 1) { after } else { "" };
        holes.push(Hole { name, form, after });
    }
    holes
}

/// Where a text has the first brace without a partner: one opened and not closed before the next is opened or
/// the text ends, or one closed that was not opened. Doubled braces stand for themselves.
pub fn unmatched(text: &str) -> Option<usize> {
    let (mut open, mut skip) = (None, false);
    for (at, c) in text.char_indices() {
        let is_doubled = text[at + c.len_utf8()..].starts_with(c);
        match (c, open) {
            ('{' | '}', _) if std::mem::take(&mut skip) => {}
            ('{', Some(before)) => return Some(before),
            ('{' | '}', None) if is_doubled => skip = true,
            ('{', None) => open = Some(at),
            ('}', Some(_)) => open = None,
            ('}', None) => return Some(at),
            _ => {}
        }
    }
    open
}

fn split(hole: &str) -> (&str, &str) {
    let (name, form) = hole.split_once(':').unwrap_or((hole, ""));
    (name.trim(), form.trim())
}

fn show(hole: &str, values: &dyn Values) -> Result<String, FillError> {
    let (name, form) = split(hole);
    let failed = || FillError(hole.chars().take(60).collect());
    let Filled { value, unit } = values.get(name).ok_or_else(failed)?;
    let (form, is_bare) = match form.strip_suffix(BARE).map(str::trim_end) {
        Some("") => ("", true),
        Some(before) => (before.strip_suffix(':').ok_or_else(failed)?.trim_end(), true),
        None => (form, false),
    };
    let text = in_form(value, form).ok_or_else(failed)?;
    let (number, own) = match form {
        "percent" | "points" | "times" => text.rsplit_once(' ').unwrap_or((&text, "")),
        _ => (text.as_str(), unit),
    };
    Ok(if is_bare || own.is_empty() { number.to_owned() } else { format!("{number} {own}") })
}

/// The digits a number is shown in where some words name it: the first form there that says digits.
pub fn digits_in<'a>(blocks: &'a [Block], is_named: &dyn Fn(&str) -> bool) -> Option<&'a str> {
    let mut found = None;
    let mut see = |text: &'a str| {
        let named = holes(text).into_iter().find(|hole| is_named(hole.name));
        found =
            found.or_else(|| named.map(|hole| hole.form.trim_end_matches(BARE).trim_end_matches([':', ' '])));
    };
    each_text(blocks, &mut |_, spans| spans.iter().for_each(|span| see(&span.text)));
    each_code(blocks, &mut |_, text| see(text));
    found
}

/// A key in the digits of a form, without its unit or sign: a share's is in percent already.
pub fn in_digits(value: f64, form: &str) -> String {
    match form {
        "percent" | "points" => number::significant(value, 2),
        "times" | "power" => number::prose(value),
        _ => in_form(value, form).unwrap_or_else(|| number::prose(value)),
    }
}

fn in_form(value: f64, form: &str) -> Option<String> {
    Some(match form {
        "" => number::prose(value),
        "whole" => number::prose(value.round()),
        "percent" => number::percent(value, 2),
        "points" => number::in_points(value),
        "times" => format!("{} times", number::significant(value, 2)),
        "digits2" => number::significant(value, 2),
        "digits3" => number::significant(value, 3),
        "digits4" => number::significant(value, 4),
        "digits6" => number::significant(value, 6),
        "power" => power(value),
        "exact" => value.to_string(),
        _ => return None,
    })
}

/// A power of ten with a mantissa of two digits: `1.7 × 10⁻⁶`.
fn power(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return number::prose(value);
    }
    let text = format!("{value:.1e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    format!("{} × 10{}", mantissa.replace('-', "−"), number::superscript(exponent))
}

/// The blocks with every placeholder filled in.
///
/// # Errors
/// The first placeholder that cannot be filled, with the place of its block.
pub fn fill_blocks(blocks: &[Block], values: &dyn Values) -> Result<Vec<Block>, (usize, FillError)> {
    blocks.iter().map(|block| fill_block(block, values)).collect()
}

fn fill_block(block: &Block, values: &dyn Values) -> Result<Block, (usize, FillError)> {
    let placed = |error| (block.at, error);
    let spans = |spans: &[Span]| fill_spans(spans, values).map_err(placed);
    let cells = |row: &[Vec<Span>]| row.iter().map(|cell| spans(cell)).collect::<Result<Vec<_>, _>>();
    let kind = match &block.kind {
        BlockKind::Heading(level, text) => BlockKind::Heading(*level, spans(text)?),
        BlockKind::Paragraph(text) => BlockKind::Paragraph(spans(text)?),
        BlockKind::Code(text) => BlockKind::Code(fill(text, values).map_err(placed)?.into_owned()),
        BlockKind::Quote(inner) => BlockKind::Quote(fill_blocks(inner, values)?),
        BlockKind::List(first, items) => {
            let items = items.iter().map(|item| fill_blocks(item, values));
            BlockKind::List(*first, items.collect::<Result<_, _>>()?)
        }
        BlockKind::Table(head, rows) => {
            BlockKind::Table(cells(head)?, rows.iter().map(|row| cells(row)).collect::<Result<_, _>>()?)
        }
    };
    Ok(Block { at: block.at, kind })
}

/// The spans with every placeholder filled in.
///
/// # Errors
/// The first placeholder that cannot be filled.
pub fn fill_spans(spans: &[Span], values: &dyn Values) -> Result<Vec<Span>, FillError> {
    let one = |span: &Span| Ok(Span { text: fill(&span.text, values)?.into_owned(), role: span.role });
    spans.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(text: &str) -> Result<String, FillError> {
        let values = |name: &str| match name {
            "by-layer.ratio" => Some(Filled { value: 590_123.0, unit: "" }),
            "share" => Some(Filled { value: 0.2301, unit: "" }),
            "time" => Some(Filled { value: 1.5, unit: "ms" }),
            _ => None,
        };
        fill(text, &values).map(Cow::into_owned)
    }

    #[test]
    fn numbers_are_filled_in_with_form_and_unit() {
        assert_eq!(filled("keeps {share:percent} of {time}").unwrap(), "keeps 23 % of 1.5 ms");
        assert_eq!(filled("{share:points} more").unwrap(), "23 points more");
        assert_eq!(filled("{by-layer.ratio:whole}").unwrap(), "590,123");
        assert_eq!(filled("a {{set}} } b").unwrap(), "a {set} } b");
    }

    #[test]
    fn bare_leaves_out_what_follows_the_number_in_every_form() {
        assert_eq!(filled("{time:bare} instead of {time}").unwrap(), "1.5 instead of 1.5 ms");
        assert_eq!(filled("{time:exact:bare} {time: whole : bare }").unwrap(), "1.5 2");
        assert_eq!(filled("{share:percent:bare} to {share:percent}").unwrap(), "23 to 23 %");
        assert_eq!(filled("{share:points:bare} {share:times:bare}").unwrap(), "23 0.23");
        for (form, _) in FORMS.iter().filter(|(form, _)| *form != BARE) {
            let bare = filled(&format!("{{time:{form}:bare}}")).unwrap();
            assert!(filled(&format!("{{time:{form}}}")).unwrap().starts_with(&format!("{bare} ")), "{form}");
        }
        for wrong in ["{time:bare:exact}", "{time:exactbare}", "{time:bare:bare}", "{time:loud:bare}"] {
            assert!(filled(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_unknown_name_or_form_is_an_error() {
        assert_eq!(filled("{nobody}"), Err(FillError("nobody".into())));
        assert!(filled("{share:loudly}").is_err());
    }

    #[test]
    fn every_listed_form_exists() {
        for (form, _) in FORMS {
            assert!(filled(&format!("{{share:{form}}}")).is_ok(), "{form}");
        }
    }

    #[test]
    fn a_brace_without_its_partner_is_found() {
        for text in ["{a}", "{{", "a {{set}} {b:whole}", "", "}} {a}"] {
            assert_eq!(unmatched(text), None, "{text}");
        }
        for (text, at) in [("of {a:whole and {b}", 3), ("a.b} of", 3), ("{a", 0), ("{a}}", 3), ("é{{a}", 5)]
        {
            assert_eq!(unmatched(text), Some(at), "{text}");
        }
    }

    #[test]
    fn names_lists_the_holes() {
        assert_eq!(names("{a.b} {{no}} {c:percent}"), ["a.b", "c"]);
    }
}
