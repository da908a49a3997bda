//! What a question is made with: its numbers, its words, its formulas.

use std::collections::BTreeMap;

use super::{Feedback, Instance, Made, Numbers, Posed, QuestionError};
use crate::experiment::Report;
use crate::lesson::fill::{self, Filled, fill_blocks, fill_spans};
use crate::lesson::markdown::Block;
use crate::lesson::model::{self, Draw};
use crate::lesson::words::{Item, Section};
use crate::nn::random::Generator;
use crate::quiz::formula::name::plain as plain_name;
use crate::quiz::formula::{Expression, FormulaError};
use crate::quiz::{self, Language};
use crate::text::Span;

/// What a question is made from.
pub struct Maker<'a> {
    pub(super) question: &'a model::Question,
    pub(super) section: &'a Section,
    pub(super) numbers: Numbers,
    pub(super) has_key: bool,
}

pub(super) fn fault(question: &model::Question, message: impl Into<String>) -> QuestionError {
    QuestionError::new(question, message)
}

/// The numbers that a question draws with a seed.
pub(super) fn drawn(question: &model::Question, seed: u64) -> BTreeMap<String, f64> {
    let mut random = Generator::seeded(seed).fork(&question.id);
    let mut value = |draw: &Draw| match draw {
        Draw::Whole([low, high]) => {
            let span = usize::try_from(high.saturating_sub(*low).saturating_add(1)).unwrap_or(1).max(1);
            *low as f64 + random.below(span) as f64
        }
        Draw::OneOf(values) if values.is_empty() => f64::NAN,
        Draw::OneOf(values) => values[random.below(values.len())],
    };
    question.draw.iter().map(|(name, draw)| (name.clone(), value(draw))).collect()
}

impl Maker<'_> {
    pub(super) fn fault(&self, message: impl Into<String>) -> QuestionError {
        fault(self.question, message)
    }

    pub(super) fn draw(&mut self, seed: u64) {
        self.numbers.values.extend(drawn(self.question, seed));
    }

    /// The measures of the run: bare names for formulas, `run.measure` for words.
    pub(super) fn measured(&mut self, report: Option<&Report>) {
        let (Some(run), Some(report)) = (&self.question.run, report) else { return };
        for measure in &report.measures {
            self.numbers.values.entry(plain_name(&measure.name)).or_insert(measure.value);
            let filled = Filled { value: measure.value, unit: measure.unit };
            self.numbers.measured.push((format!("{run}.{}", measure.name), filled));
        }
    }

    /// The computed names; before the run those that do not need it.
    pub(super) fn compute(&mut self) -> Result<(), QuestionError> {
        for (name, formula) in &self.question.lets {
            match self.value(formula) {
                Ok(value) => {
                    self.numbers.values.insert(name.clone(), value);
                }
                Err(error) if self.has_key => return Err(error),
                Err(_) => {}
            }
        }
        if let model::Answer::Number(number) = &self.question.answer
            && self.has_key
        {
            let value = self.value(&number.key)?;
            self.numbers.values.insert("answer".to_owned(), value);
        }
        Ok(())
    }

    /// The value of a formula over the numbers known.
    pub(super) fn value(&self, formula: &str) -> Result<f64, QuestionError> {
        let parsed: Expression =
            formula.parse().map_err(|error: FormulaError| self.fault(error.explain(formula)))?;
        parsed.value(&self.numbers.values).map_err(|error| self.fault(format!("`{formula}`: {error}")))
    }

    /// The value of a formula of the key; `before` while the run has not been made.
    pub(super) fn key_value(&self, formula: &str, before: f64) -> Result<f64, QuestionError> {
        if self.has_key { self.value(formula) } else { Ok(before) }
    }

    /// The text of a named list item with its numbers, and what is said to it.
    pub(super) fn item(&self, id: &str, what: &str) -> Result<(Vec<Span>, Vec<Block>), QuestionError> {
        let item = self.named(self.section.items(), id, what)?;
        let numbers = |name: &str| self.numbers.get(name);
        let text = fill_spans(&item.text, &numbers).map_err(|error| self.fault(error.to_string()))?;
        Ok((text, item.feedback))
    }

    fn named(&self, items: Vec<Item>, id: &str, what: &str) -> Result<Item, QuestionError> {
        let item = items.into_iter().find(|item| item.id == id);
        item.ok_or_else(|| self.fault(format!("{what} `{id}` has no words")))
    }

    /// What is said to some known wrong answers, by name; nothing before the key is known.
    pub(super) fn slips(&self, ids: &[&str]) -> Result<Feedback, QuestionError> {
        let mut feedback = BTreeMap::new();
        for id in ids.iter().filter(|_| self.has_key) {
            feedback
                .insert((*id).to_owned(), self.named(self.section.items_of("slips"), id, "slip")?.feedback);
        }
        Ok(feedback)
    }

    pub(super) fn finish(self, seed: u64, language: Language) -> Result<Instance, QuestionError> {
        let numbers = |name: &str| self.numbers.get(name);
        let filled = |blocks: &[Block]| {
            fill_blocks(blocks, &numbers).map_err(|(_, error)| self.fault(error.to_string()))
        };
        let prompt = filled(self.section.prompt())?;
        let hints = self.section.hints();
        let hints = hints.iter().map(|hint| filled(hint)).collect::<Result<Vec<_>, _>>()?;
        let settings = self.settings()?;
        let answer = self.question.answer.clone();
        let Made { kind, texts, key_text, feedback } = answer.behaviour().make(&self)?;
        let question =
            quiz::Question { id: self.question.id.clone(), prompt: String::new(), kind, hints: vec![] };
        let asked = quiz::ask(&question, seed);
        let shown = asked.labels.iter().zip(&asked.order);
        let options = shown.map(|(label, &index)| (label.clone(), texts[index].clone())).collect();
        let posed = Posed { prompt, options, hints, question, order: asked.order, language };
        let why = self.section.why().to_vec();
        Ok(Instance { posed, why, settings, answer, key_text, numbers: self.numbers, feedback })
    }

    pub(super) fn settings(&self) -> Result<Vec<String>, QuestionError> {
        let exact = |name: &str| self.numbers.get(name);
        let fill = |text: &String| {
            let text = text.replace('}', ":exact}");
            fill::fill(&text, &exact)
                .map(|text| text.into_owned())
                .map_err(|error| self.fault(error.to_string()))
        };
        self.question.set.iter().map(fill).collect()
    }
}
