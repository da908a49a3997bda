//! What stands before and after a number: "about", `x =`, `%`, `times`, a unit.

const BEFORE: &[&str] = &[
    "≈",
    "≒",
    "〜",
    "~",
    "∼",
    "≃",
    "≅",
    "=",
    "about",
    "approximately",
    "approx.",
    "approx",
    "around",
    "roughly",
    "circa",
    "ca.",
    "ca",
    "it's",
    "it is",
    "the answer is",
    "i think",
    "maybe",
    "probably",
    "almost",
    "nearly",
    "약",
    "대략",
];

/// Without "about", `≈`, `x =` and the like, however many.
pub fn without_lead(text: &str) -> &str {
    let mut rest = text.trim();
    loop {
        let shorter = BEFORE.iter().find_map(|lead| without_word(rest, lead)).or_else(|| without_name(rest));
        match shorter {
            Some(shorter) => rest = shorter.trim_start(),
            None => return rest,
        }
    }
}

fn without_word<'a>(text: &'a str, lead: &str) -> Option<&'a str> {
    let start = text.get(..lead.len()).filter(|start| start.to_lowercase() == *lead)?;
    let rest = &text[start.len()..];
    let is_word = lead.ends_with(|c: char| c.is_ascii_alphabetic());
    let runs_on = is_word && rest.starts_with(char::is_alphanumeric);
    (!rest.is_empty() && !runs_on).then_some(rest)
}

/// `x = 0.5`, `ratio ≈ 0.5`, `ratio: 0.5`.
fn without_name(text: &str) -> Option<&str> {
    let (name, rest) = text.split_once(['=', '≈', ':', '~'])?;
    let name = name.trim();
    let is_name =
        name.starts_with(char::is_alphabetic) && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    (is_name && !rest.starts_with('=')).then_some(rest)
}

const AFTER: &[&str] = &["approximately", "approx.", "approx", "or so", "-ish", "ish", "about", "정도", "쯤"];

/// Without `$…$` and quotes around it, and without "or so" and the like behind it.
pub fn without_tail(text: &str) -> &str {
    let quotes: &[char] = &['"', '\'', '“', '”', '‘', '’', '`', '$', ' '];
    let rest = text.trim_matches(quotes);
    let shorter = AFTER.iter().find_map(|tail| without_end(rest, tail)).unwrap_or(rest);
    // `1/1000th`, but not `a thousandth`.
    let ordinal = without_end(shorter, "th").filter(|rest| rest.ends_with(|c: char| c.is_ascii_digit()));
    ordinal.unwrap_or(shorter)
}

const SHARES: &[(&str, f64)] = &[
    ("%", 0.01),
    ("percent", 0.01),
    ("per cent", 0.01),
    ("pct", 0.01),
    ("퍼센트", 0.01),
    ("프로", 0.01),
    ("‰", 0.001),
    ("per mille", 0.001),
    ("ppm", 1e-6),
];

/// Without a percent sign or word (or ‰, or ppm), and the part of one that it stands for.
pub fn without_share(text: &str) -> (&str, Option<f64>) {
    let shorter = SHARES.iter().find_map(|(sign, share)| Some((without_end(text, sign)?, *share)));
    shorter.map_or((text, None), |(rest, share)| (rest, Some(share)))
}

const FACTOR_AFTER: &[&str] = &["times", "time", "-fold", "fold", "x", "×", "배"];
const FACTOR_BEFORE: &[&str] = &["a factor of", "factor of", "factor", "times", "by", "x", "×"];

/// Without what marks a factor: `0.5x`, `×0.23`, `a factor of 5`, `5 times`.
pub fn without_factor(text: &str) -> (&str, bool) {
    let after = FACTOR_AFTER.iter().find_map(|mark| without_end(text, mark));
    let rest = after.unwrap_or(text);
    let before = FACTOR_BEFORE.iter().find_map(|mark| {
        let start = rest.get(..mark.len()).filter(|start| start.to_lowercase() == *mark)?;
        Some(rest[start.len()..].trim_start()).filter(|rest| !rest.starts_with(char::is_alphabetic))
    });
    (before.unwrap_or(rest), after.is_some() || before.is_some())
}

/// The text without a word at its end, if something is left.
pub fn without_end<'a>(text: &'a str, end: &str) -> Option<&'a str> {
    let cut = text.len().checked_sub(end.len())?;
    let tail = text.get(cut..)?;
    let rest = text[..cut].trim_end();
    (tail.to_lowercase() == end.to_lowercase() && !rest.is_empty()).then_some(rest)
}

/// The letters (and `°`, `µ`) at the end of a text: perhaps a unit.
pub fn trailing_word(text: &str) -> &str {
    let start = text.char_indices().rev().take_while(|(_, c)| c.is_alphabetic() || *c == '°' || *c == '/');
    start.last().map_or("", |(at, _)| &text[at..])
}
