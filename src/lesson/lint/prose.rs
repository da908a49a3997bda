//! The words of a chapter in the order a learner meets them, without code.

use crate::lesson::lint::Subject;
use crate::lesson::markdown::each_text;
use crate::lesson::model::{Part, Step};
use crate::lesson::words::{Section, StepWords};
use crate::text::{Role, Span};

/// A paragraph, an item or a cell.
pub struct Passage {
    /// Where its block starts in the source.
    pub at: usize,
    /// The section it stands in.
    pub section: String,
    /// Its text, with U+FFFC in the place of code.
    pub text: String,
}

/// The passages of a step: its title, what its flow shows in that order, then what is left, such as
/// the questions of quizzes.
pub fn of_step(subject: &Subject<'_>, step: &Step) -> Vec<Passage> {
    let Some(words) = subject.chapter.words.steps.get(&step.id) else { return Vec::new() };
    let title = Passage { at: words.at, section: String::new(), text: words.title.clone() };
    let mut passages = vec![title];
    for name in in_order(step, words) {
        if let Some(section) = words.sections.get(name) {
            passages.extend(of_section(name, section));
        }
    }
    passages
}

/// The passages of the words that say who the chapter is for.
pub fn of_about(subject: &Subject<'_>) -> Vec<Passage> {
    let about = subject.chapter.words.steps.get("about");
    let sections = about.into_iter().flat_map(|about| about.sections.iter());
    sections.flat_map(|(name, section)| of_section(name, section)).collect()
}

/// The names of a step's sections as its flow shows them, then the others as they stand.
fn in_order<'a>(step: &'a Step, words: &'a StepWords) -> Vec<&'a str> {
    let mut names: Vec<&str> = step.flow.iter().filter_map(section_of).collect();
    let mut others: Vec<(&String, &Section)> =
        words.sections.iter().filter(|(name, _)| !names.contains(&name.as_str())).collect();
    others.sort_by_key(|(_, section)| section.at);
    names.extend(others.into_iter().map(|(name, _)| name.as_str()));
    names
}

/// The section that a part shows.
pub fn section_of(part: &Part) -> Option<&str> {
    match part {
        Part::Read(name)
        | Part::Predict(name)
        | Part::Ask(name)
        | Part::Explore(name)
        | Part::Checkpoint(name) => Some(name),
        Part::Run(_) | Part::Page => None,
    }
}

/// The passages of a section: its words, then hints, slips and why.
pub fn of_section(name: &str, section: &Section) -> Vec<Passage> {
    let mut passages = Vec::new();
    let blocks = section.blocks.iter().chain(section.parts.values().flatten());
    each_text(blocks, &mut |at, spans| {
        passages.push(Passage { at, section: name.to_owned(), text: without_code(spans) });
    });
    passages
}

/// What stands for a piece of code: a character that no text has, apart from the words beside it.
const CODE: &str = " \u{fffc} ";

fn without_code(spans: &[Span]) -> String {
    spans.iter().map(|span| if span.role == Role::Code { CODE } else { &span.text }).collect()
}
