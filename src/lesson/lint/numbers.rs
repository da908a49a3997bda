//! Numbers typed after a run that look measured: no one would notice when they stop being true.

use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::lint::Subject;
use crate::lesson::lint::lab::{self, Job};
use crate::lesson::lint::prose::{Passage, of_section};
use crate::lesson::model::{Part, Step};
use crate::lesson::words::Section;

/// Looks for typed numbers in what is read after a run.
pub fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    subject.steps().iter().flat_map(|step| step_faults(subject, step)).collect()
}

fn step_faults(subject: &Subject<'_>, step: &Step) -> Vec<Diagnostic> {
    let backed = backed(step);
    let mut faults = Vec::new();
    let read = after_a_run(subject, step).into_iter().map(|passage| (passage, Kind::Any));
    // What is said to a prediction works with numbers; a share typed there is a result.
    let said = to_predictions(subject, step).into_iter().map(|passage| (passage, Kind::Percent));
    for (passage, kind) in read.chain(said) {
        for number in measured_looking(&passage.text).into_iter().filter(|it| kind.suits(it)) {
            let is_backed = backed.iter().any(|value| near(*value, number.value));
            if is_backed || step.allows(&Code::TypedNumber.name(), number.text) {
                continue;
            }
            let message = format!("{}: `{}` looks measured, and nothing checks it", step.id, number.text);
            let fix = "fill it in, as {run.measure:digits2}; or test it in a claim; or list it in the step's `allow`";
            faults.push(subject.text_fault(Code::TypedNumber, passage.at, number.text, message, fix));
        }
    }
    faults
}

/// Which numbers look measured.
#[derive(Clone, Copy)]
enum Kind {
    Any,
    Percent,
}

impl Kind {
    fn suits(self, number: &Number<'_>) -> bool {
        matches!(self, Self::Any) || number.is_percent
    }
}

/// What is read after the step's first run.
fn after_a_run(subject: &Subject<'_>, step: &Step) -> Vec<Passage> {
    let (mut passages, mut has_run) = (Vec::new(), false);
    for part in &step.flow {
        match part {
            Part::Run(_) => has_run = true,
            Part::Read(name) if has_run => {
                let section = subject.chapter.words.section(&step.id, name);
                passages.extend(section.into_iter().flat_map(|section| of_section(name, section)));
            }
            _ => {}
        }
    }
    passages
}

/// What is said to the predictions once their runs were made.
fn to_predictions(subject: &Subject<'_>, step: &Step) -> Vec<Passage> {
    let mut passages = Vec::new();
    for part in &step.flow {
        let Part::Predict(name) = part else { continue };
        let section = subject.chapter.words.section(&step.id, name);
        passages.extend(section.into_iter().flat_map(|section| told(name, section)));
    }
    passages
}

fn told(name: &str, section: &Section) -> Vec<Passage> {
    let said = section.items().into_iter().chain(section.items_of("slips")).map(|item| item.feedback);
    let blocks = said.flatten().chain(section.why().to_vec()).collect();
    of_section(name, &Section { at: section.at, blocks, ..Section::default() })
}

/// The numbers that a step's settings, keys and claims hold.
fn backed(step: &Step) -> Vec<f64> {
    let sets = step.runs.values().flat_map(|run| &run.set);
    let claims = step.claims.iter().map(|claim| &claim.holds);
    let texts = sets.chain(claims).map(String::as_str);
    let keys = step.questions.iter().flat_map(|question| question.answer.behaviour().formulas());
    let runs = step.runs.values().filter_map(|run| lab::ready(&Job { run, more: Vec::new(), seed: 0 }).ok());
    let settings: Vec<String> = runs.flat_map(|(_, (_, settings, _))| settings.texts()).collect();
    let all = texts.chain(keys).chain(settings.iter().map(String::as_str));
    all.flat_map(|text| numbers(text).map(|(_, value)| value).collect::<Vec<_>>()).collect()
}

/// Equal, or one the other in percent.
fn near(a: f64, b: f64) -> bool {
    [1.0, 100.0, 0.01].iter().any(|scale| (a * scale - b).abs() <= 1e-9 * b.abs())
}

/// A number as it stands in a text.
struct Number<'a> {
    text: &'a str,
    value: f64,
    is_percent: bool,
}

/// Decimals, percentages and numbers with thousands apart that stand alone: not part of a formula, of a
/// placeholder, of a citation; and not a round one such as 0.5, 0.01 or 100 %.
fn measured_looking(text: &str) -> Vec<Number<'_>> {
    let mut found = Vec::new();
    for (at, value) in numbers(text) {
        let end = at
            + text[at..]
                .find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','))
                .unwrap_or(text.len() - at);
        let digits = text[at..end].trim_end_matches(['.', ',']);
        let before = text[..at].trim_end().chars().next_back();
        let after = text[at + digits.len()..].trim_start();
        let in_hole = text[..at].rfind('{').is_some_and(|open| !text[open..at].contains('}'));
        let is_percent = after.starts_with('%');
        let looks = digits.contains(['.', ',']) || is_percent;
        if looks && !in_hole && !is_round(value) && !is_operand(before, after) {
            found.push(Number { text: digits, value, is_percent });
        }
    }
    found
}

/// Powers of ten, halves and quarters, and whole tens of percents are said, not measured.
fn is_round(value: f64) -> bool {
    let quarters = value * 4.0;
    let power = value.abs().log10();
    (quarters.fract() == 0.0 && value.abs() <= 2.0)
        || (power - power.round()).abs() < 1e-9
        || (value % 10.0 == 0.0 && value <= 100.0)
}

/// Whether signs of a formula stand beside a number.
fn is_operand(before: Option<char>, after: &str) -> bool {
    let signs = "=·×*/^+−-–<>≤≥≈√∑·²³⁻(|[";
    let next = after.chars().next();
    before.is_some_and(|c| signs.contains(c)) || next.is_some_and(|c| "=·×*/^+−<>≤≥≈|ⁿ²³⁻¹⁰⁵".contains(c))
}

/// The numbers of a text with their places: digits with commas between thousands and one point.
fn numbers(text: &str) -> impl Iterator<Item = (usize, f64)> {
    let starts = text.char_indices().filter(|(at, c)| {
        let before = text[..*at].chars().next_back();
        c.is_ascii_digit() && !before.is_some_and(|c| c.is_alphanumeric() || c == '.' || c == ',' || c == '_')
    });
    starts.filter_map(|(at, _)| {
        let rest = &text[at..];
        let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',')).unwrap_or(rest.len());
        let digits: String = rest[..end].trim_end_matches(['.', ',']).chars().filter(|c| *c != ',').collect();
        digits.parse().ok().map(|value| (at, value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_that_look_measured_are_found() {
        let found = |text| measured_looking(text).into_iter().map(|number| number.text).collect::<Vec<_>>();
        assert_eq!(found("It came to 0.37, or 37 %, after 590,123 steps."), ["0.37", "37", "590,123"]);
        assert!(
            found("with 32 units, {run.share:percent}, w = 0.37 and 0.37·x, half is 0.5 or 50 %").is_empty()
        );
        assert!(found("(He et al., 2015), 0.001 and 10 %, layer2.5").is_empty());
    }
}
