//! A question made ready: numbers drawn, the key computed, the words filled in.

use std::collections::BTreeMap;

use crate::experiment::Report;
use crate::lesson::fill::{self, Filled, fill_blocks, fill_spans};
use crate::lesson::load::Chapter;
use crate::lesson::markdown::{Block, plain};
use crate::lesson::model::{self, Answer, Draw, Step};
use crate::lesson::words::{Item, Section};
use crate::nn::random::Generator;
use crate::progress::Outcome;
use crate::quiz::formula::Expression;
use crate::quiz::formula::name::plain as plain_name;
use crate::quiz::kind::{Guess, Matches, Misconception, OneOf};
use crate::quiz::{self, Choice, Kind, Language, Number, Prediction};
use crate::text::{Span, number};

/// Why a question could not be made ready: a fault of the content.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("question `{question}`: {message}")]
pub struct QuestionError {
    /// The question.
    pub question: String,
    /// What is wrong.
    pub message: String,
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

/// The kind for the grader, the texts of its options, and the feedback.
struct Made {
    kind: Kind,
    texts: Vec<Vec<Span>>,
    feedback: Feedback,
}

/// What a question is made from.
struct Maker<'a> {
    question: &'a model::Question,
    section: &'a Section,
    numbers: Numbers,
    has_key: bool,
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
        maker.finish(seed)
    }

    /// Grades an answer.
    pub fn grade(&self, typed: &str) -> Verdict {
        let grade = quiz::grade(&self.posed.question, &self.posed.order, typed, Language::English);
        let named = grade.feedback.as_ref().and_then(|name| self.feedback.get(name)).cloned();
        Verdict { outcome: grade.outcome, feedback: named.unwrap_or_default() }
    }

    /// A number that the words of the question may name: drawn, computed, or `run.measure`.
    pub fn value(&self, name: &str) -> Option<Filled> {
        self.numbers.get(name)
    }

    /// The right answer, in words.
    pub fn key_text(&self) -> String {
        match &self.posed.question.kind {
            Kind::One(one) => {
                let right = one.choices.iter().find(|choice| choice.correct);
                right.map(|choice| choice.text.clone()).unwrap_or_default()
            }
            Kind::Number(key) => with_unit(key.key, &key.unit),
            Kind::Prediction(Prediction { guess: Guess::Within { key, unit, .. } }) => with_unit(*key, unit),
            other => other.behaviour().key(&self.posed.order),
        }
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

fn with_unit(value: f64, unit: &str) -> String {
    let text = number::significant(value, 3);
    if unit.is_empty() { text } else { format!("{text} {unit}") }
}

impl Posed {
    /// Reads an answer without grading it.
    pub fn read(&self, typed: &str) -> Reading {
        let grade = quiz::grade(&self.question, &self.order, typed, Language::English);
        match grade.outcome {
            Outcome::NotGradable => Reading::Nonsense(grade.feedback.unwrap_or_default()),
            _ => Reading::Gradable(grade.echo),
        }
    }
}

fn fault(question: &model::Question, message: impl Into<String>) -> QuestionError {
    QuestionError { question: question.id.clone(), message: message.into() }
}

impl Maker<'_> {
    fn draw(&mut self, seed: u64) {
        let mut random = Generator::seeded(seed).fork(&self.question.id);
        for (name, draw) in &self.question.draw {
            let value = match draw {
                Draw::Whole([low, high]) => {
                    let span =
                        usize::try_from(high.saturating_sub(*low).saturating_add(1)).unwrap_or(1).max(1);
                    *low as f64 + random.below(span) as f64
                }
                Draw::OneOf(values) if values.is_empty() => f64::NAN,
                Draw::OneOf(values) => values[random.below(values.len())],
            };
            self.numbers.values.insert(name.clone(), value);
        }
    }

    /// The measures of the run: bare names for formulas, `run.measure` for words.
    fn measured(&mut self, report: Option<&Report>) {
        let (Some(run), Some(report)) = (&self.question.run, report) else { return };
        for measure in &report.measures {
            self.numbers.values.entry(plain_name(&measure.name)).or_insert(measure.value);
            let filled = Filled { value: measure.value, unit: measure.unit };
            self.numbers.measured.push((format!("{run}.{}", measure.name), filled));
        }
    }

    fn compute(&mut self) -> Result<(), QuestionError> {
        if !self.has_key {
            return Ok(());
        }
        for (name, formula) in &self.question.lets {
            let value = self.value(formula)?;
            self.numbers.values.insert(name.clone(), value);
        }
        if let Answer::Number { key, .. } = &self.question.answer {
            let value = self.value(key)?;
            self.numbers.values.insert("answer".to_owned(), value);
        }
        Ok(())
    }

    fn value(&self, formula: &str) -> Result<f64, QuestionError> {
        let parsed: Expression = formula
            .parse()
            .map_err(|error: quiz::formula::FormulaError| fault(self.question, error.explain(formula)))?;
        parsed
            .value(&self.numbers.values)
            .map_err(|error| fault(self.question, format!("`{formula}`: {error}")))
    }

    fn finish(self, seed: u64) -> Result<Instance, QuestionError> {
        let numbers = |name: &str| self.numbers.get(name);
        let filled = |blocks: &[Block]| {
            fill_blocks(blocks, &numbers).map_err(|(_, error)| fault(self.question, error.to_string()))
        };
        let prompt = filled(self.section.prompt())?;
        let hints = self.section.hints();
        let hints = hints.iter().map(|hint| filled(hint)).collect::<Result<Vec<_>, _>>()?;
        let settings = self.settings()?;
        let Made { kind, texts, feedback } = self.kind()?;
        let question =
            quiz::Question { id: self.question.id.clone(), prompt: String::new(), kind, hints: vec![] };
        let asked = quiz::ask(&question, seed);
        let options = asked
            .labels
            .iter()
            .zip(&asked.order)
            .map(|(label, &index)| (label.clone(), texts[index].clone()));
        let posed = Posed { prompt, options: options.collect(), hints, question, order: asked.order };
        Ok(Instance { posed, why: self.section.why().to_vec(), settings, numbers: self.numbers, feedback })
    }

    fn settings(&self) -> Result<Vec<String>, QuestionError> {
        let exact = |name: &str| self.numbers.get(name);
        let fill = |text: &String| {
            let text = text.replace('}', ":exact}");
            fill::fill(&text, &exact)
                .map(|text| text.into_owned())
                .map_err(|error| fault(self.question, error.to_string()))
        };
        self.question.set.iter().map(fill).collect()
    }

    /// The kind for the grader, the texts of its options, and the feedback by name.
    fn kind(&self) -> Result<Made, QuestionError> {
        match &self.question.answer {
            Answer::One { choices } => self.one(choices),
            Answer::Number { .. } => self.number(),
        }
    }

    fn one(&self, choices: &[model::Choice]) -> Result<Made, QuestionError> {
        let items = self.section.items();
        let numbers = |name: &str| self.numbers.get(name);
        let (mut made, mut texts, mut feedback) = (Vec::new(), Vec::new(), BTreeMap::new());
        for choice in choices {
            let item = named(&items, &choice.id)
                .ok_or_else(|| fault(self.question, format!("choice `{}` has no words", choice.id)))?;
            let text =
                fill_spans(&item.text, &numbers).map_err(|error| fault(self.question, error.to_string()))?;
            let correct = self.has_key && self.value(&choice.right)? == 1.0;
            made.push(Choice {
                id: choice.id.clone(),
                text: plain(&text),
                correct,
                feedback: choice.id.clone(),
            });
            texts.push(text);
            feedback.insert(choice.id.clone(), item.feedback.clone());
        }
        if self.has_key && made.iter().filter(|choice| choice.correct).count() != 1 {
            return Err(fault(self.question, "not exactly one choice is right"));
        }
        Ok(Made { kind: Kind::One(OneOf { choices: made }), texts, feedback })
    }

    fn number(&self) -> Result<Made, QuestionError> {
        let Answer::Number { relative, absolute, factor, unit, slips, .. } = &self.question.answer else {
            return Err(fault(self.question, "not a number"));
        };
        let key = self.numbers.values.get("answer").copied().unwrap_or(1.0);
        let (misconceptions, feedback) = self.slips(slips)?;
        let kind = match factor {
            Some(factor) => {
                let guess = Guess::Within { key, factor: *factor, unit: unit.clone(), is_factor: true };
                Kind::Prediction(Prediction { guess })
            }
            None => {
                let (relative, absolute, unit) = (*relative, *absolute, unit.clone());
                Kind::Number(Number { key, relative, absolute, unit, is_factor: false, misconceptions })
            }
        };
        Ok(Made { kind, texts: Vec::new(), feedback })
    }

    fn slips(&self, slips: &[model::Slip]) -> Result<(Vec<Misconception>, Feedback), QuestionError> {
        let items = self.section.items_of("slips");
        let (mut misconceptions, mut feedback) = (Vec::new(), BTreeMap::new());
        for slip in slips.iter().filter(|_| self.has_key) {
            let item = named(&items, &slip.id);
            let item =
                item.ok_or_else(|| fault(self.question, format!("slip `{}` has no words", slip.id)))?;
            let matches = Matches::Value(self.value(&slip.value)?);
            misconceptions.push(Misconception { matches, feedback: slip.id.clone() });
            feedback.insert(slip.id.clone(), item.feedback.clone());
        }
        Ok((misconceptions, feedback))
    }
}

fn named<'a>(items: &'a [Item], id: &str) -> Option<&'a Item> {
    items.iter().find(|item| item.id == id)
}
