//! What `dltutor progress` shows, as data.

use serde::Serialize;

use super::calibration::{Calibration, calibration};
use super::chapter::{Question, Status, Step};
use super::state::{CapstoneResult, State};
use super::streak::{Streak, streak};

/// The shape of a summary's JSON; grows when a field changes its meaning.
pub const VERSION: u32 = 1;

/// A learner's progress in figures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// `dltutor-progress`.
    pub format: &'static str,
    /// [`VERSION`].
    pub version: u32,
    /// The chapters touched, by id; the layer above puts them in course order.
    pub chapters: Vec<ChapterSummary>,
    /// Seconds spent on all of them.
    pub seconds: u64,
    /// Days in a row.
    pub streak: Streak,
    /// The questions that were hardest, hardest first, ten at most.
    pub hard: Vec<Hard>,
    /// Confidence against being right.
    pub calibration: Calibration,
    /// Results of the capstone, best first.
    pub capstone: Vec<CapstoneResult>,
}

/// A chapter in figures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChapterSummary {
    /// Its id.
    pub chapter: String,
    /// Seconds spent on it.
    pub seconds: u64,
    /// Its steps touched, by id.
    pub steps: Vec<StepSummary>,
}

/// A step in figures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StepSummary {
    /// Its id.
    pub step: String,
    /// How far it was gone through.
    pub status: Status,
    /// From 0 to 1, nothing before the first answer. See [`Step::mastery`].
    pub mastery: Option<f64>,
    /// Graded answers, predictions too.
    pub answers: usize,
    /// How many of them were right.
    pub right: usize,
}

/// A question that was hard.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hard {
    /// The chapter's id.
    pub chapter: String,
    /// The step's id.
    pub step: String,
    /// The question's id.
    pub question: String,
    /// Wrong answers.
    pub wrong: usize,
    /// All answers.
    pub answers: usize,
}

/// The summary at a time, with days that begin at midnight `offset` minutes east of Greenwich.
pub fn summary(state: &State, now: u64, offset: i64) -> Summary {
    let chapter = |(id, chapter): (&String, &super::Chapter)| ChapterSummary {
        chapter: id.clone(),
        seconds: chapter.seconds,
        steps: chapter.steps.iter().map(|(id, step)| of_step(id, step)).collect(),
    };
    let mut capstone = state.capstone.clone();
    capstone.sort_by(|a, b| b.score.total_cmp(&a.score));
    Summary {
        format: "dltutor-progress",
        version: VERSION,
        chapters: state.chapters.iter().map(chapter).collect(),
        seconds: state.seconds(),
        streak: streak(state, now, offset),
        hard: hard(state),
        calibration: calibration(state),
        capstone,
    }
}

fn of_step(id: &str, step: &Step) -> StepSummary {
    let attempts = || step.questions.values().flat_map(|question| &question.attempts);
    StepSummary {
        step: id.into(),
        status: step.status,
        mastery: step.mastery(),
        answers: attempts().count(),
        right: attempts().filter(|attempt| attempt.correct).count(),
    }
}

/// Questions with wrong answers that are not mastered yet.
fn hard(state: &State) -> Vec<Hard> {
    let mut all: Vec<(f64, Hard)> = Vec::new();
    for (chapter, touched) in &state.chapters {
        for (step, touched) in &touched.steps {
            let rows = touched.questions.iter().filter_map(|(id, question)| of_question(id, question));
            all.extend(rows.map(|(mastery, question, wrong, answers)| {
                (mastery, Hard { chapter: chapter.clone(), step: step.clone(), question, wrong, answers })
            }));
        }
    }
    all.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.wrong.cmp(&a.1.wrong)));
    all.into_iter().take(10).map(|(_, hard)| hard).collect()
}

fn of_question(id: &str, question: &Question) -> Option<(f64, String, usize, usize)> {
    let wrong = question.attempts.iter().filter(|attempt| !attempt.correct && !attempt.prediction).count();
    let mastery = question.mastery()?;
    (wrong > 0 && mastery < 0.8).then(|| (mastery, id.to_string(), wrong, question.attempts.len()))
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, Outcome, Store};
    use super::*;

    fn answer(question: &str, outcome: Outcome) -> Kind {
        Kind::Answer {
            chapter: "loss".into(),
            step: "nll".into(),
            question: question.into(),
            seed: 1,
            answer: "x".into(),
            outcome,
            confidence: None,
            seconds: 5,
        }
    }

    #[test]
    fn counts_what_was_answered_and_what_was_hard() {
        let mut store = Store::memory();
        for (question, outcome) in [
            ("easy", Outcome::Correct),
            ("hard", Outcome::Incorrect),
            ("hard", Outcome::NotGradable),
            ("hard", Outcome::Incorrect),
        ] {
            let _ = store.record_at(answer(question, outcome), 1000 * store.events().len() as u64);
        }
        let found = summary(store.state(), 5000, 0);
        let step = &found.chapters[0].steps[0];
        assert_eq!((step.answers, step.right, step.mastery), (3, 1, Some(0.5)));
        assert_eq!((found.hard.len(), found.hard[0].wrong, found.seconds), (1, 2, 3));
        assert!(serde_json::to_string(&found).is_ok());
    }
}
