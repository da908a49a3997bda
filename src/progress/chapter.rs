//! What is known about a chapter, a step, a question.

use std::collections::BTreeMap;

use serde::Serialize;

use super::event::{Kind, Settings};
use super::state::verdict;

/// Where a learner is within a chapter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The step's id.
    pub step: String,
    /// How many parts of the step are behind the learner; 0 at its start.
    pub part: u32,
    /// The seed of the walk, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
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
    /// Its explorations, by id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub explorations: BTreeMap<String, Explored>,
}

/// How an exploration ended last.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explored {
    /// The settings typed last.
    pub settings: Settings,
    /// How many settings were tried.
    pub tries: u32,
    /// Whether the goal was reached.
    pub reached: bool,
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
    /// The last prediction made, whether or not its experiment has run since.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guess: Option<Guess>,
}

/// A prediction as it was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Guess {
    /// The seed of the question's numbers.
    pub seed: u64,
    /// What was typed.
    pub answer: String,
    /// How sure the learner was, in percent.
    pub confidence: Option<u8>,
    /// From question to answer.
    pub seconds: u32,
}

impl Guess {
    /// The prediction of an event that is one.
    pub(super) fn of(kind: &Kind) -> Option<Self> {
        let Kind::Guess { seed, answer, confidence, seconds, .. } = kind else { return None };
        let confidence = confidence.map(|sure| sure.min(100));
        Some(Self { seed: *seed, answer: answer.clone(), confidence, seconds: *seconds })
    }
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

#[cfg(test)]
mod tests {
    use super::super::Store;
    use super::*;

    #[test]
    fn a_guess_and_the_seed_of_its_walk_are_kept() {
        let mut store = Store::memory();
        let (chapter, step) = (|| "loss".to_owned(), || "nll".to_owned());
        let guess = Kind::Guess {
            chapter: chapter(),
            step: step(),
            question: "how-far".into(),
            seed: 9,
            answer: "0.5".into(),
            confidence: Some(140),
            seconds: 3,
        };
        let settings = Settings::from([("depth".to_owned(), "3".to_owned())]);
        let goal = |tries, reached| Kind::Exploration {
            chapter: chapter(),
            step: step(),
            exploration: "deep".into(),
            settings: settings.clone(),
            tries,
            reached,
        };
        let place = |part, seed| Kind::Position { chapter: chapter(), step: step(), part, seed };
        for kind in [place(2, Some(9)), guess, goal(1, false), goal(2, true), place(3, None)] {
            let _ = store.record(kind);
        }
        let found = store.state().step("loss", "nll").unwrap();
        let guess = found.questions["how-far"].guess.clone().unwrap();
        assert_eq!((guess.answer.as_str(), guess.seed, guess.confidence), ("0.5", 9, Some(100)));
        assert_eq!((found.explorations["deep"].tries, found.explorations["deep"].reached), (2, true));
        let last = store.state().chapter("loss").unwrap().last.clone().unwrap();
        assert_eq!((last.part, last.seed), (3, Some(9)), "a position without a seed keeps the one before");
    }
}
