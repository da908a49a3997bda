//! The same text in the 95 characters every terminal and font has, for `--ascii`.

use std::borrow::Cow;

use crate::text::line::{Line, Span};

/// `text` in printable ASCII: `σ′` is `sigma'`, `1.7 × 10⁻⁶` is `1.7e-6`, what has no likeness is `?`.
///
/// The result may be wider than the original: map first, lay out afterwards.
pub fn ascii(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut mapped = String::with_capacity(text.len() + 8);
    let mut raised = false;
    for character in roots_in_brackets(&powers_as_exponents(text)).chars() {
        let digit = raised_digit(character);
        if digit.is_some() && !raised {
            mapped.push('^');
        }
        raised = digit.is_some();
        match digit {
            Some(digit) => mapped.push(digit),
            None => push(&mut mapped, character),
        }
    }
    Cow::Owned(mapped)
}

/// The line with every span in ASCII.
pub fn ascii_line(line: &Line) -> Line {
    let map = |span: &Span| Span { text: ascii(&span.text).into_owned(), role: span.role };
    Line(line.0.iter().map(map).collect())
}

/// `1.7 × 10⁻⁶` as `1.7e-6`: the form that programs and learners type.
fn powers_as_exponents(text: &str) -> Cow<'_, str> {
    const POWER: &str = " × 10";
    let mut rest = text;
    let mut rewritten = String::new();
    while let Some(at) = rest.find(POWER) {
        let after = &rest[at + POWER.len()..];
        let raised: String = after.chars().map_while(raised_digit).collect();
        if raised.is_empty() || !rest[..at].ends_with(|c: char| c.is_ascii_digit()) {
            rewritten.push_str(&rest[..at + POWER.len()]);
            rest = after;
        } else {
            rewritten.push_str(&format!("{}e{raised}", &rest[..at]));
            rest = &after[after.char_indices().nth(raised.len()).map_or(after.len(), |(index, _)| index)..];
        }
    }
    if rewritten.is_empty() { Cow::Borrowed(text) } else { Cow::Owned(rewritten + rest) }
}

/// What a root is of in brackets: `√v` as `√(v)`, for in letters the two would run together.
fn roots_in_brackets(text: &str) -> Cow<'_, str> {
    if !text.contains('√') {
        return Cow::Borrowed(text);
    }
    let mut parts = text.split('√');
    let mut rewritten = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_of =
            |c: char| c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c) || ('₀'..='₉').contains(&c);
        let (of, rest) = part.split_at(part.find(|c| !is_of(c)).unwrap_or(part.len()));
        rewritten.push_str(&if of.is_empty() { format!("√{rest}") } else { format!("√({of}){rest}") });
    }
    Cow::Owned(rewritten)
}

fn raised_digit(character: char) -> Option<char> {
    Some(match character {
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁰' | '⁴'..='⁹' => char::from_digit(character as u32 - '⁰' as u32, 10)?,
        '⁻' => '-',
        '⁺' => '+',
        'ⁿ' => 'n',
        'ᵗ' => 't',
        'ᵀ' => 'T',
        'ˣ' => 'x',
        'ˢ' => 's',
        _ => return None,
    })
}

fn push(mapped: &mut String, character: char) {
    match character {
        ' '..='~' => mapped.push(character),
        '\u{302}' => mapped.push_str("hat"),
        '\u{300}'..='\u{36f}' | '\u{200d}' | '\u{fe0f}' => {}
        '₀'..='₉' => mapped.push(char::from(b'0' + (character as u32 - '₀' as u32) as u8)),
        // Box drawing: light, heavy and double lines, then corners and joins.
        '─' | '━' | '═' | '╌' | '╍' | '┄' | '┅' | '┈' | '┉' | '╴' | '╶' => {
            mapped.push('-')
        }
        '│' | '┃' | '║' | '╎' | '╏' | '┆' | '┇' | '┊' | '┋' | '╵' | '╷' => {
            mapped.push('|')
        }
        '\u{250c}'..='\u{257f}' => mapped.push('+'),
        '█' | '▓' | '▀' | '▄' => mapped.push('#'),
        '▒' => mapped.push('+'),
        '░' => mapped.push('.'),
        '\u{2800}' => mapped.push(' '),
        '\u{2801}'..='\u{28ff}' => mapped.push('*'),
        _ => mapped.push_str(likeness(character)),
    }
}

/// Letters, signs and marks, one likeness each.
fn likeness(character: char) -> &'static str {
    let known = LIKENESSES.iter().find(|(characters, _)| characters.contains(character));
    known.map_or("?", |(_, likeness)| likeness)
}

const LIKENESSES: &[(&str, &str)] = &[
    ("′‘’‚‛", "'"),
    ("″“”„«»", "\""),
    ("−–‐‑‒", "-"),
    ("—", "--"),
    ("…", "..."),
    ("×", "x"),
    ("÷", "/"),
    ("·⋅•∙", "*"),
    ("●◉◆■▪▲▼★⬤", "#"),
    ("○◦◇□▫△▽☆", "o"),
    ("◐◑", "%"),
    ("±", "+-"),
    ("√", "sqrt"),
    ("∂", "d"),
    ("∇", "grad "),
    ("∑", "sum"),
    ("∏", "prod"),
    ("∫", "int"),
    ("∞", "inf"),
    ("≈≃≅", "~"),
    ("≠", "!="),
    ("≤", "<="),
    ("≥", ">="),
    ("≪", "<<"),
    ("≫", ">>"),
    ("∈", " in "),
    ("∝", " ~ "),
    ("∘", " o "),
    ("⊙", "*"),
    ("‖∥", "||"),
    ("∣", "|"),
    ("→⟶⇒↦", "->"),
    ("←⟵⇐", "<-"),
    ("↔⇔", "<->"),
    ("↑", "^"),
    ("↓", "v"),
    ("›▸▶►", ">"),
    ("‹◂◀◄", "<"),
    ("✓✔", "ok"),
    ("✗✘", "x"),
    ("⚠", "!"),
    ("¼", "1/4"),
    ("½", "1/2"),
    ("¾", "3/4"),
    ("°", " deg"),
    ("µμ", "mu"),
    ("α", "alpha"),
    ("β", "beta"),
    ("γ", "gamma"),
    ("δ", "delta"),
    ("ε", "epsilon"),
    ("η", "eta"),
    ("θ", "theta"),
    ("κ", "kappa"),
    ("λ", "lambda"),
    ("ξ", "xi"),
    ("π", "pi"),
    ("ρ", "rho"),
    ("σ", "sigma"),
    ("τ", "tau"),
    ("φϕ", "phi"),
    ("χ", "chi"),
    ("ψ", "psi"),
    ("ω", "omega"),
    ("Γ", "Gamma"),
    ("Δ", "Delta"),
    ("Θ", "Theta"),
    ("Λ", "Lambda"),
    ("Π", "Pi"),
    ("Σ", "Sigma"),
    ("Φ", "Phi"),
    ("Ω", "Omega"),
    ("ₜ", "t"),
    ("ᵢ", "i"),
    ("ⱼ", "j"),
    ("ₙ", "n"),
    ("ₖ", "k"),
    ("ŷ", "y^"),
    ("x̄", "x"),
    ("áàâäãå", "a"),
    ("éèêë", "e"),
    ("íìîï", "i"),
    ("óòôöõø", "o"),
    ("úùûü", "u"),
    ("ñ", "n"),
    ("ç", "c"),
    ("ß", "ss"),
    ("ÁÀÂÄÃÅ", "A"),
    ("ÉÈÊË", "E"),
    ("ÓÒÔÖÕØ", "O"),
    ("ÚÙÛÜ", "U"),
    ("\u{a0}\u{2007}\u{2009}\u{200a}\u{202f}\u{3000}", " "),
    ("\u{200b}\u{ad}", ""),
    ("。", "."),
    ("、，", ","),
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_stay_readable() {
        let cases = [
            ("σ′(x) ≤ ¼", "sigma'(x) <= 1/4"),
            ("1.7 × 10⁻⁶ and 2 × 3", "1.7e-6 and 2 x 3"),
            ("10⁻⁶", "10^-6"),
            ("0.05x² + y²", "0.05x^2 + y^2"),
            ("x₁ → x₂…", "x1 -> x2..."),
            ("‖∂L/∂W‖", "||dL/dW||"),
            ("┌─┐ “a” – b", "+-+ \"a\" - b"),
            ("g/√v\u{302} and √(h + 1)", "g/sqrt(vhat) and sqrt(h + 1)"),
            ("学", "?"),
            ("plain", "plain"),
        ];
        for (text, expected) in cases {
            assert_eq!(ascii(text), expected);
        }
    }

    #[test]
    fn every_likeness_is_ascii() {
        assert!(LIKENESSES.iter().all(|(_, likeness)| likeness.is_ascii()));
    }

    proptest! {
        #[test]
        fn everything_becomes_ascii(text in "\\PC*|[ 0-9×⁻⁶10]*") {
            prop_assert!(ascii(&text).chars().all(|character| matches!(character, ' '..='~')));
        }
    }
}
