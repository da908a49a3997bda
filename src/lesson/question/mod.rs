//! A question made ready: numbers drawn, the key computed, the words filled in.
//!
//! Each kind of answer is a file: what `lesson.json` says of it, and how the grader is made from that.
//! [`answer`] lists them, `maker` is what they are made with, [`guess`] draws a guess over what was
//! measured.

pub mod answer;
mod bug;
mod curve;
mod formula;
pub mod guess;
mod maker;
mod number;
mod one;
mod order;
mod some;

use std::collections::BTreeMap;

use crate::experiment::Report;
use crate::lesson::fill::{self, Filled, fill_blocks};
use crate::lesson::load::Chapter;
use crate::lesson::markdown::{Block, BlockKind};
use crate::lesson::model::{self, Step};
use crate::lesson::words::Section;
use crate::plot::Figure;
use crate::progress::Outcome;
use crate::quiz::derivation::Checked;
use crate::quiz::{self, Kind, Language};
use crate::text::Span;

pub use answer::{Answer, AnswerKind};
pub use bug::{Bug, Check};
pub use curve::{Curve, Point, WrongCurve};
pub use formula::{Formula, Variable};
pub use number::{Number, Slip};
pub use one::{Choice, One};
pub use order::{Item, Order, WrongOrder};
pub use some::{Some, WrongSet};

#[cfg(test)]
mod tests;

use maker::{Maker, fault};

/// Why a question could not be made ready: a fault of the content.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("question `{question}`: {message}")]
pub struct QuestionError {
    /// The question.
    pub question: String,
    /// What is wrong.
    pub message: String,
    /// Where within the answer in `lesson.json`: `one/choices/1`; empty for the whole of it.
    pub place: String,
}

impl QuestionError {
    /// A fault of a question as a whole.
    pub fn new(question: &model::Question, message: impl Into<String>) -> Self {
        Self { question: question.id.clone(), message: message.into(), place: String::new() }
    }

    /// The same error with its place within the answer.
    #[must_use]
    fn at(mut self, place: impl Into<String>) -> Self {
        self.place = place.into();
        self
    }
}

/// How an answer was read, before it is graded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// It can be graded; what it was read as, where that is not what was typed.
    Gradable(Option<String>),
    /// It is no answer to this question; what to type instead.
    Nonsense(String),
}

/// How an answer came out, and what to say to it.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// Right or wrong.
    pub outcome: Outcome,
    /// What to say, with its placeholders.
    pub feedback: Vec<Block>,
}

/// A question as it is put on screen.
#[derive(Clone, Debug)]
pub struct Posed {
    /// What is asked, filled in.
    pub prompt: Vec<Block>,
    /// The choices in the order shown, each with what to type for it.
    pub options: Vec<(String, Vec<Span>)>,
    /// The hints, filled in.
    pub hints: Vec<Vec<Block>>,
    question: quiz::Question,
    order: Vec<usize>,
    language: Language,
}

/// A question with its numbers, and its key where that is known yet.
#[derive(Clone, Debug)]
pub struct Instance {
    /// What is shown.
    pub posed: Posed,
    /// What explains the answer, with its placeholders.
    pub why: Vec<Block>,
    /// The settings of its run that follow the numbers drawn.
    pub settings: Vec<String>,
    answer: Answer,
    key_text: String,
    numbers: Numbers,
    feedback: Feedback,
}

/// The numbers a question's words and formulas may name.
#[derive(Clone, Debug, Default)]
struct Numbers {
    values: BTreeMap<String, f64>,
    /// The measures of the run, under the run's name.
    measured: Vec<(String, Filled)>,
}

impl Numbers {
    fn get(&self, name: &str) -> Option<Filled> {
        let drawn = self.values.get(name).map(|&value| Filled { value, unit: "" });
        drawn.or_else(|| self.measured.iter().find(|(known, _)| known == name).map(|(_, filled)| *filled))
    }
}

/// What is said to an answer, by the name of the choice or slip.
type Feedback = BTreeMap<String, Vec<Block>>;

/// The kind for the grader, the texts of its options, the key in words, and the feedback.
pub struct Made {
    kind: Kind,
    texts: Vec<Vec<Span>>,
    key_text: String,
    feedback: Feedback,
}

impl Instance {
    /// The question as it is asked before its run has measured the key.
    ///
    /// # Errors
    /// A fault of the content.
    pub fn pose(
        chapter: &Chapter,
        step: &Step,
        question: &model::Question,
        seed: u64,
    ) -> Result<Self, QuestionError> {
        Self::make(chapter, step, question, seed, None)
    }

    /// The numbers that a question draws with a seed, by name.
    pub fn drawn(question: &model::Question, seed: u64) -> BTreeMap<String, f64> {
        maker::drawn(question, seed)
    }

    /// The settings of its run that follow the numbers drawn with a seed.
    ///
    /// # Errors
    /// A fault of the content.
    pub fn drawn_settings(question: &model::Question, seed: u64) -> Result<Vec<String>, QuestionError> {
        let section = Section::default();
        let has_key = question.run.is_none();
        let mut maker = Maker { question, section: &section, numbers: Numbers::default(), has_key };
        maker.draw(seed);
        maker.compute()?;
        maker.settings()
    }

    /// The question with its key, from the report of its run if it has one.
    ///
    /// # Errors
    /// A fault of the content; a key that needs a run without a report.
    pub fn with_key(
        chapter: &Chapter,
        step: &Step,
        question: &model::Question,
        seed: u64,
        report: Option<&Report>,
    ) -> Result<Self, QuestionError> {
        if question.run.is_some() && report.is_none() {
            return Err(fault(question, "its key needs the run, which has not been made"));
        }
        Self::make(chapter, step, question, seed, Some(report))
    }

    /// `report`: nothing before the run; then the run's report, if the question has a run.
    fn make(
        chapter: &Chapter,
        step: &Step,
        question: &model::Question,
        seed: u64,
        report: Option<Option<&Report>>,
    ) -> Result<Self, QuestionError> {
        let section = chapter.words.section(&step.id, &question.id);
        let section = section.ok_or_else(|| fault(question, "its words are missing"))?;
        let has_key = report.is_some() || question.run.is_none();
        let mut maker = Maker { question, section, numbers: Numbers::default(), has_key };
        maker.draw(seed);
        maker.measured(report.flatten());
        maker.compute()?;
        maker.finish(seed, Language::of(&chapter.outline.language))
    }

    /// Grades an answer.
    pub fn grade(&self, typed: &str) -> Verdict {
        let grade = quiz::grade(&self.posed.question, &self.posed.order, typed, self.posed.language);
        let said = |text: &String| self.feedback.get(text).cloned().unwrap_or_else(|| sentence(text));
        let mut feedback = grade.feedback.as_ref().map(said).unwrap_or_default();
        if let Some(lead) = grade.lead {
            feedback = led_by(lead, feedback);
        }
        Verdict { outcome: grade.outcome, feedback }
    }

    /// A number that the words of the question may name: drawn, computed, or `run.measure`.
    pub fn value(&self, name: &str) -> Option<Filled> {
        self.numbers.get(name)
    }

    /// The right answer, in words.
    pub fn key_text(&self) -> &str {
        &self.key_text
    }

    /// The figures of its run with an answer drawn over what was measured, as far as it can be drawn.
    pub fn with_guess(&self, typed: &str, figures: Vec<Figure>) -> Vec<Figure> {
        let (question, order) = self.graded();
        self.answer.behaviour().drawn(&question.kind, order, typed, figures)
    }

    /// What can be said to some answer, for every answer known.
    pub fn feedbacks(&self) -> impl Iterator<Item = &[Block]> {
        self.feedback.values().map(Vec::as_slice)
    }

    /// Fills in everything that can be said to any answer, as the linter does.
    ///
    /// # Errors
    /// The first placeholder that cannot be filled.
    pub fn fills_all(&self) -> Result<(), fill::FillError> {
        let values = |name: &str| self.value(name);
        let all = self.feedback.values().chain(std::iter::once(&self.why));
        all.map(|blocks| fill_blocks(blocks, &values))
            .find_map(Result::err)
            .map_or(Ok(()), |(_, error)| Err(error))
    }

    /// The question as the grader sees it.
    pub fn graded(&self) -> (&quiz::Question, &[usize]) {
        (&self.posed.question, &self.posed.order)
    }
}

/// A sentence of the grader's own as feedback: its braces are no placeholders.
fn sentence(text: &str) -> Vec<Block> {
    let text = text.replace('{', "{{").replace('}', "}}");
    vec![Block { at: 0, kind: BlockKind::Paragraph(vec![Span { text, ..Span::default() }]) }]
}

/// Blocks with a few words before them, in the same paragraph where they begin with one.
fn led_by(lead: &str, mut blocks: Vec<Block>) -> Vec<Block> {
    match blocks.first_mut() {
        Some(Block { kind: BlockKind::Paragraph(spans), .. }) => {
            spans.insert(0, Span { text: format!("{lead} "), ..Span::default() });
        }
        _ => blocks.splice(0..0, sentence(lead)).for_each(drop),
    }
    blocks
}

impl Posed {
    /// What to type, in a few words; nothing where the question shows it: a letter, a bare number.
    pub fn how(&self) -> Option<String> {
        match &self.question.kind {
            Kind::One(_) => None,
            Kind::Number(number) if number.unit.is_empty() => None,
            _ => Some(quiz::ask(&self.question, 0).how).filter(|how| how != "a number"),
        }
    }

    /// Whether a line is one of the variables that the answer may be made of.
    pub fn is_variable(&self, line: &str) -> bool {
        let Kind::Formula(formula) = &self.question.kind else { return false };
        formula.variables.iter().any(|variable| variable.name == line.trim())
    }

    /// What a gradient check says of each line of a question for the wrong one; empty where none can
    /// be run.
    pub fn checked(&self) -> &[Checked] {
        if let Kind::Bug(bug) = &self.question.kind { &bug.checked } else { &[] }
    }

    /// Reads an answer without grading it.
    pub fn read(&self, typed: &str) -> Reading {
        let grade = quiz::grade(&self.question, &self.order, typed, self.language);
        match grade.outcome {
            Outcome::NotGradable => Reading::Nonsense(grade.feedback.unwrap_or_default()),
            _ => Reading::Gradable(grade.echo),
        }
    }
}
