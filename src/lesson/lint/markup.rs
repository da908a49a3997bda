//! Markdown that was not understood: a learner would see its signs, or not see what was meant.

use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::lint::Subject;
use crate::lesson::lint::prose::{Passage, of_about, of_step};
use crate::lesson::markdown::foreign;

/// Signs that mean something in Markdown and nothing in a text.
const SIGNS: [&str; 4] = ["**", "](", "~~", "`"];

/// Looks for signs of Markdown in what is shown, and for what cannot be shown.
pub fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let steps = subject.steps().iter().flat_map(|step| of_step(subject, step));
    let passages = of_about(subject).into_iter().chain(steps);
    let mut faults = tags(subject);
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
        let (message, fix) = if shown.starts_with('!') {
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
    if let Some((signs, rest)) = heading(&passage.text) {
        let fix = format!("write a space after the signs: {signs} {rest}");
        wrong(
            Code::Markup,
            &format!("{signs}{rest}"),
            format!("`{signs}` would be shown as it stands"),
            &fix,
        );
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

/// The signs and the word of a heading that lacks the space between them: `###slow`.
fn heading(text: &str) -> Option<(&str, &str)> {
    let rest = text.trim_start_matches('#');
    let signs = &text[..text.len() - rest.len()];
    let is_heading = (2..=6).contains(&signs.len()) && rest.starts_with(char::is_alphanumeric);
    is_heading.then(|| (signs, word(rest)))
}

/// A formula between dollar signs, as LaTeX has it; prices are none.
fn latex(text: &str) -> Option<&str> {
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
    }

    #[test]
    fn a_heading_needs_its_space() {
        assert_eq!(heading("###slow and more"), Some(("###", "slow")));
        assert_eq!((heading("#1 of them"), heading("### slow"), heading("slow")), (None, None, None));
    }
}
