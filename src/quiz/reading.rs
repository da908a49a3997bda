//! What was typed, tidied; letters, and choices by their text.

use super::language::Language;
use super::number;

/// What was typed in plain characters: full-width forms as ASCII, every space a space, no control
/// or invisible characters, nothing around it.
pub(super) fn tidy(typed: &str) -> String {
    let plain: String = typed.chars().filter_map(plain).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn plain(c: char) -> Option<char> {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0),
        '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{202A}'..='\u{202E}' => None,
        c if c.is_whitespace() => Some(' '),
        c if c.is_control() => None,
        c => Some(c),
    }
}

/// The letter before the option shown at a place: a, b, c, …
pub(super) fn letter(place: usize) -> String {
    let code = u32::try_from(place).ok().and_then(|place| char::from_u32(u32::from('a') + place));
    code.filter(char::is_ascii_lowercase).map_or_else(|| (place + 1).to_string(), String::from)
}

/// The options of a question in the order shown.
pub(super) struct Options<'a>(pub(super) Vec<&'a str>);

impl Options<'_> {
    fn count(&self) -> usize {
        self.0.len()
    }

    /// "a letter from a to d", "a or b".
    pub(super) fn range(&self, language: Language) -> String {
        if self.count() == 2 {
            return language.either("a or b", "a 또는 b").to_owned();
        }
        let last = letter(self.count().saturating_sub(1));
        language.either(format!("a letter from a to {last}"), format!("a부터 {last}까지의 글자 하나"))
    }

    /// The place of the one option meant: by its letter, its number, its text, the number its text
    /// is, or the beginning of its text.
    pub(super) fn one(&self, typed: &str) -> Option<usize> {
        let typed = bare(typed);
        if typed.is_empty() {
            return None;
        }
        let letter = self.by_letter(typed);
        match self.only(|text| squash(text) == squash(typed)).or_else(|| self.by_value(typed)) {
            // An option whose text is another's letter: nobody can tell which is meant.
            Some(text) => letter.is_none_or(|letter| letter == text).then_some(text),
            None => letter
                .or_else(|| self.by_number(typed))
                .or_else(|| self.by_letter_and_text(typed))
                .or_else(|| self.by_beginning(typed)),
        }
    }

    fn only(&self, is_meant: impl Fn(&str) -> bool) -> Option<usize> {
        let mut places = (0..self.count()).filter(|place| is_meant(self.0[*place]));
        let first = places.next()?;
        places.next().is_none().then_some(first)
    }

    fn by_letter(&self, typed: &str) -> Option<usize> {
        let typed = typed.to_ascii_lowercase();
        (0..self.count()).find(|place| letter(*place) == typed)
    }

    fn by_value(&self, typed: &str) -> Option<usize> {
        let value = number::value(typed)?;
        self.only(|text| number::value(text).is_some_and(|text| text == value))
    }

    /// 1 for the first, unless the options have digits of their own.
    fn by_number(&self, typed: &str) -> Option<usize> {
        let typed = typed.strip_suffix('번').unwrap_or(typed);
        let place = typed.parse::<usize>().ok()?.checked_sub(1)?;
        let own = self.0.iter().any(|text| text.contains(|c: char| c.is_ascii_digit()));
        (place < self.count() && !own).then_some(place)
    }

    /// `b) about 1,000`.
    fn by_letter_and_text(&self, typed: &str) -> Option<usize> {
        let (first, rest) = typed.trim_start_matches(['(', '[']).split_once([' ', ')', ']', '.', ':'])?;
        let place = self.by_letter(bare(first))?;
        (squash(rest) == squash(self.0[place])).then_some(place)
    }

    fn by_beginning(&self, typed: &str) -> Option<usize> {
        let typed = squash(typed);
        (typed.chars().count() >= 3).then(|| self.only(|text| squash(text).starts_with(&typed)))?
    }

    /// The places of several options: letters with or without spaces and commas, or texts between
    /// commas or "and".
    pub(super) fn several(&self, typed: &str) -> Option<Vec<usize>> {
        let with_commas = [" and ", " then ", " & ", " + ", "->", "→", " 그리고 "]
            .iter()
            .fold(typed.to_string(), |text, word| text.replace(word, ", "));
        self.texts(typed).or_else(|| self.letters(typed)).or_else(|| self.texts(&with_commas))
    }

    fn texts(&self, typed: &str) -> Option<Vec<usize>> {
        let parts = typed.split([',', ';', '、']).map(bare).filter(|part| !part.is_empty());
        let places: Option<Vec<usize>> = parts.map(|part| self.one(part)).collect();
        places.filter(|places| !places.is_empty())
    }

    /// All options by their numbers, 1 for the first, with or without spaces and commas: `2 1 3`, `213`. Nothing
    /// where the numbers typed may be the options' own.
    pub(super) fn places(&self, typed: &str) -> Option<Vec<usize>> {
        let typed = spaced(typed);
        let mut words = words(&typed);
        if let [together] = words[..]
            && together.len() == self.count()
            && together.is_ascii()
        {
            words = (0..together.len()).map(|at| &together[at..=at]).collect();
        }
        let numbers: Vec<usize> = words.iter().map(|word| word.parse().ok()).collect::<Option<_>>()?;
        let mut sorted = numbers.clone();
        sorted.sort_unstable();
        if !sorted.into_iter().eq(1..=self.count()) {
            return None;
        }
        let own = || self.0.iter().flat_map(|text| whole_numbers(text));
        let is_value = self.0.iter().any(|text| number::value(text).is_some());
        let is_own = is_value || numbers.iter().all(|number| own().any(|own| own == *number));
        (!is_own).then(|| numbers.into_iter().map(|number| number - 1).collect())
    }

    /// `a c`, `a, c and d`, `ac`, `b->a->c`.
    fn letters(&self, typed: &str) -> Option<Vec<usize>> {
        let typed = spaced(typed);
        let words = words(&typed);
        let places: Option<Vec<usize>> = match words.as_slice() {
            [together] => together.chars().map(|c| self.by_letter(c.encode_utf8(&mut [0; 4]))).collect(),
            apart => apart.iter().map(|word| self.by_letter(word).or_else(|| self.by_number(word))).collect(),
        };
        places.filter(|places| !places.is_empty())
    }
}

/// In small letters, with spaces for arrows.
fn spaced(typed: &str) -> String {
    typed.to_lowercase().replace("->", " ").replace("→", " ")
}

/// What stands between separators, without words that join.
fn words(typed: &str) -> Vec<&str> {
    let separators = [' ', ',', ';', '+', '&', '/', '(', ')', '.', '、'];
    let words = typed.split(separators).filter(|word| !word.is_empty());
    words.filter(|word| !["both", "and", "then", "그리고"].contains(word)).collect()
}

/// The whole numbers that stand in a text: 2 in `L2`, none in `0.01`.
fn whole_numbers(text: &str) -> impl Iterator<Item = usize> {
    let numbers = text.split(|c: char| !c.is_ascii_digit() && c != '.' && c != ',');
    numbers.filter_map(|number| number.trim_end_matches(['.', ',']).parse().ok())
}

const LEADS: &[&str] =
    &["the answer is ", "answer: ", "answer ", "option ", "choice ", "it is ", "it's ", "i think ", "보기 "];

/// Without brackets, quotes and final stops, and without "option" and the like before it.
pub(super) fn bare(typed: &str) -> &str {
    let mut rest = without_edges(typed);
    for lead in LEADS {
        if let Some(start) = rest.get(..lead.len())
            && start.eq_ignore_ascii_case(lead)
        {
            rest = without_edges(&rest[lead.len()..]);
        }
    }
    for (open, close) in [('(', ')'), ('[', ']'), ('{', '}')] {
        let inner = rest.strip_prefix(open).unwrap_or(rest);
        if let Some(closed) = inner.strip_suffix(close).filter(|closed| !closed.contains([open, close])) {
            rest = without_edges(closed);
        }
    }
    rest
}

/// A point before a digit is part of a number.
fn without_edges(typed: &str) -> &str {
    let quotes: &[char] = &[' ', '"', '\'', '“', '”', '‘', '’', '`', ':', ',', ';', '!', '?'];
    let end = typed.trim_start_matches(quotes).trim_end_matches(|c| c == '.' || quotes.contains(&c));
    let point = end.trim_start_matches('.');
    if point.starts_with(|c: char| c.is_ascii_digit()) { end } else { point.trim_start_matches(quotes) }
}

/// Letters, digits and signs alone, in small letters: what two ways of typing a text share. A
/// hyphen between letters is like a space.
fn squash(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let is_letter = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| c.is_alphabetic());
    let joins = |at: usize| is_letter(at.checked_sub(1)) && is_letter(Some(at + 1));
    let is_kept = |at: usize, c: char| match c {
        '-' | '_' => !joins(at),
        c => !c.is_whitespace() && !['"', '\'', ',', '.', '`'].contains(&c),
    };
    let kept = chars.iter().enumerate().filter(|(at, c)| is_kept(*at, **c));
    kept.flat_map(|(_, c)| c.to_lowercase()).collect()
}

/// The indices in the question of the options shown, or as they stand where the order does not fit.
pub(super) fn fitted(order: &[usize], count: usize) -> Vec<usize> {
    let mut sorted = order.to_vec();
    sorted.sort_unstable();
    if sorted.iter().copied().eq(0..count) { order.to_vec() } else { (0..count).collect() }
}
