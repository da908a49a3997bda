//! What is known about a chapter, a step, a question.

use std::collections::BTreeMap;

use serde::Serialize;

use super::event::Kind;
use super::state::verdict;

/// Where a learner is within a chapter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The step's id.
    pub step: String,
    /// How many parts of the step are behind the learner; 0 at its start.
    pub part: u32,
}

/// A chapter a learner has touched.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Chapter {
    /// Steps touched, by id.
    pub steps: BTreeMap<String, Step>,
    /// Where to go on.
    pub last: Option<Place>,
    /// Time spent, in whole seconds.
    pub seconds: u64,
    /// Time spent, exactly.
    #[serde(skip)]
    pub(super) milliseconds: u64,
}

/// How far a learner has come with a step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Never seen.
    #[default]
    New,
    /// Seen, not finished.
    Shown,
    /// Skipped.
    Skipped,
    /// Known before, by a placement test.
    Known,
    /// Gone through to the end. Looking at it again does not undo that.
    Done,
}

/// A step a learner has touched.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Step {
    /// How far they have come.
    pub status: Status,
    /// How many of its parts are behind them since it was last started.
    pub part: u32,
    /// Its questions, by id.
    pub questions: BTreeMap<String, Question>,
}

impl Step {
    pub(super) fn show(&mut self) {
        self.status = self.status.max(Status::Shown);
    }

    pub(super) fn skip(&mut self) {
        self.status = self.status.max(Status::Skipped);
    }

    pub(super) fn know(&mut self) {
        self.status = self.status.max(Status::Known);
    }

    pub(super) fn finish(&mut self) {
        self.status = Status::Done;
    }

    pub(super) fn question(&mut self, id: &str) -> &mut Question {
        self.questions.entry(id.into()).or_default()
    }

    /// How well the step's questions are answered, from 0 to 1: the mean of their
    /// [`Question::mastery`], nothing before the first answer.
    pub fn mastery(&self) -> Option<f64> {
        let known: Vec<f64> = self.questions.values().filter_map(Question::mastery).collect();
        (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
    }
}

/// A question a learner has met.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Question {
    /// Graded answers, oldest first.
    pub attempts: Vec<Attempt>,
    /// The highest hint taken since the last answer, 0 for none.
    pub hint: u8,
}

/// One graded answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Attempt {
    /// The index of its event in [`State::stamps`](super::State::stamps).
    pub moment: usize,
    /// Whether it was right.
    pub correct: bool,
    /// Whether it was a prediction before an experiment: those do not count for mastery.
    pub prediction: bool,
    /// How sure the learner was, in percent.
    pub confidence: Option<u8>,
    /// The highest hint taken for it, 0 for none.
    pub hint: u8,
    /// The seed of the question's numbers, where it was drawn.
    pub seed: Option<u64>,
    /// What was typed.
    pub answer: String,
    /// From question to answer, where it was measured.
    pub seconds: Option<u32>,
}

impl Attempt {
    /// The graded answer of an event, with its chapter, step and question.
    pub(super) fn of(kind: &Kind, moment: usize) -> Option<(&str, &str, &str, Self)> {
        let (chapter, step, question, answer, outcome, confidence) = match kind {
            Kind::Answer { chapter, step, question, answer, outcome, confidence, .. }
            | Kind::Prediction { chapter, step, question, answer, outcome, confidence } => {
                (chapter, step, question, answer.clone(), *outcome, confidence.map(|sure| sure.min(100)))
            }
            _ => return None,
        };
        let (seed, seconds) = match kind {
            Kind::Answer { seed, seconds, .. } => (Some(*seed), Some(*seconds)),
            _ => (None, None),
        };
        let (correct, prediction) = (verdict(outcome)?, seed.is_none());
        let attempt = Self { moment, correct, prediction, confidence, hint: 0, seed, answer, seconds };
        Some((chapter, step, question, attempt))
    }

    /// What the answer shows, from 0 to 1: a right one counts less for each hint taken, and nothing
    /// after the worked answer.
    pub fn credit(&self) -> f64 {
        if self.correct { 1.0 - f64::from(self.hint.min(4)) / 4.0 } else { 0.0 }
    }
}

impl Question {
    pub(super) fn hint(&mut self, level: u8) {
        self.hint = self.hint.max(level);
    }

    pub(super) fn attempt(&mut self, attempt: Attempt) {
        let hint = std::mem::take(&mut self.hint);
        self.attempts.push(Attempt { hint, ..attempt });
    }

    /// How well it is answered, from 0 to 1: the mean of the answers' [`Attempt::credit`], each
    /// answer weighing twice the one before. Predictions do not count.
    pub fn mastery(&self) -> Option<f64> {
        let mut answers = self.attempts.iter().filter(|attempt| !attempt.prediction).peekable();
        answers.peek()?;
        let (sum, weight) = answers
            .fold((0.0, 0.0), |(sum, weight), answer| (sum / 2.0 + answer.credit(), weight / 2.0 + 1.0));
        Some(sum / weight)
    }

    /// The last graded answer.
    pub fn last(&self) -> Option<&Attempt> {
        self.attempts.last()
    }
}
