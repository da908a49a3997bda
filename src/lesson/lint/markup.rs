//! Markdown that was not understood: a learner would see its signs, or not see what was meant.

use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::lint::prose::{Passage, of_about, of_step};
use crate::lesson::lint::{Subject, tables};
use crate::lesson::markdown::foreign;

/// Signs that mean something in Markdown and nothing in a text.
const SIGNS: [&str; 4] = ["**", "](", "~~", "`"];

/// Looks for signs of Markdown in what is shown, and for what cannot be shown.
pub fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let steps = subject.steps().iter().flat_map(|step| of_step(subject, step));
    let passages = of_about(subject).into_iter().chain(steps);
    let mut faults = tags(subject);
    faults.extend(tables::check(subject));
    faults.extend(passages.flat_map(|passage| of_passage(subject, &passage)));
    faults
}

/// Tags of HTML and images, the first of each line.
fn tags(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let (mut faults, mut line) = (Vec::new(), None);
    for range in foreign(&subject.words_source) {
        let before = subject.words_source.get(..range.start).unwrap_or_default();
        let at = before.matches('\n').count();
        if line.replace(at) == Some(at) {
            continue;
        }
        let shown = subject.words_source.get(range.clone()).unwrap_or_default().trim_end();
        let (message, fix) = if shown.starts_with('[') {
            ("a link to no address", "write the whole address, https://…; or the text alone")
        } else if shown.starts_with('!') {
            ("an image cannot be shown in a terminal", "delete it, or let a run draw it: {\"run\": …}")
        } else {
            (
                "a tag of HTML would not be shown",
                "write Markdown: *emphasis*, **strong**, `code`; `a < b` as code",
            )
        };
        let span = range.start..range.start + shown.lines().next().unwrap_or_default().len();
        faults.push(Diagnostic::new(Code::Markup, &subject.chapter.words_file, span, message, fix));
    }
    faults
}

fn of_passage(subject: &Subject<'_>, passage: &Passage) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let mut wrong = |code, text: &str, message: String, fix: &str| {
        faults.push(subject.text_fault(code, passage.at, text, message, fix));
    };
    let is_picture = |c: char| ('\u{2400}'..='\u{2421}').contains(&c) || c == '\u{fffd}';
    if passage.text.contains(is_picture) {
        wrong(Code::Control, "&#", "an entity stands for a control character".to_owned(), "delete it");
    }
    if let Some(place) = SIGNS.iter().filter_map(|sign| passage.text.find(sign)).min() {
        let sign = SIGNS.iter().find(|sign| passage.text[place..].starts_with(**sign)).unwrap_or(&"");
        let fix = "close it, without a space inside: **so**; after a bracket or beside Korean, put the \
                   sign at a space or a word's edge";
        wrong(
            Code::Markup,
            word(&passage.text[place..]),
            format!("`{sign}` would be shown as it stands"),
            fix,
        );
    }
    if let Some(star) = lone_star(&passage.text) {
        let fix = "close it at the end of a word: *so*; a product is written a·b";
        wrong(Code::Markup, star, "`*` would be shown as it stands".to_owned(), fix);
    }
    if let Some(formula) = latex(&passage.text) {
        let fix = "write the formula in Unicode: η = 0.1, x², √x, σ′(x)";
        wrong(Code::Markup, formula, format!("`{formula}` would be shown as it stands"), fix);
    }
    faults
}

/// A text up to its first space.
fn word(text: &str) -> &str {
    text.split(char::is_whitespace).next().unwrap_or(text)
}

/// A word with a star before or after it that belongs to no emphasis.
fn lone_star(text: &str) -> Option<&str> {
    let is_lone = |word: &&str| {
        let inner = word.trim_matches('*');
        let (before, after) =
            (word.starts_with('*'), word.trim_end_matches(['.', ',', ';', ':', '?', '!']).ends_with('*'));
        !word.contains("**") && before != after && inner.chars().any(char::is_alphanumeric)
    };
    text.split_whitespace().find(is_lone)
}

/// Whether a text has a command of LaTeX, such as `\frac{1}{2}`: its braces are no placeholders.
pub(super) fn has_command(text: &str) -> bool {
    command(text).is_some()
}

fn command(text: &str) -> Option<&str> {
    let starts = text.match_indices('\\').map(|(at, _)| at);
    let is_command = |at: &usize| text[at + 1..].chars().take_while(char::is_ascii_alphabetic).count() >= 2;
    starts.filter(is_command).map(|at| word(&text[at..])).next()
}

/// A formula between dollar signs, or a command, as LaTeX has it; prices are none.
fn latex(text: &str) -> Option<&str> {
    dollars(text).or_else(|| command(text))
}

fn dollars(text: &str) -> Option<&str> {
    let opens: Vec<usize> = text.match_indices('$').map(|(at, _)| at).collect();
    let formula = |pair: &[usize]| {
        let inner = &text[pair[0] + 1..pair[1]];
        let is_one = inner.contains(['\\', '^', '_', '=']) && inner.trim() == inner;
        is_one.then(|| &text[pair[0]..=pair[1]])
    };
    opens.windows(2).find_map(formula)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_of_latex_are_told_from_prices() {
        assert_eq!(latex(r"With $\eta = 0.1$ it"), Some(r"$\eta = 0.1$"));
        assert_eq!(latex("It costs $5, or $6 = 5 + 1"), None);
        assert_eq!(latex("a $x^2$ b"), Some("$x^2$"));
        assert_eq!(latex(r"half, \frac{1}{2} of it"), Some(r"\frac{1}{2}"));
        assert_eq!(latex(r"a \ b, C:\n"), None);
    }

    #[test]
    fn a_star_of_a_word_needs_its_partner() {
        assert_eq!(lone_star("so *exactly one of"), Some("*exactly"));
        assert_eq!(lone_star("so one* of"), Some("one*"));
        assert_eq!((lone_star("a * b, a*b"), lone_star("*all*, ** and 2**3")), (None, None));
    }
}
