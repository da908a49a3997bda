//! What a walk remembers: the answers given, and how far each step has been gone through.

use std::collections::BTreeMap;

use crate::lesson::model::Step;
use crate::progress::{Explored, Question, State, Status, Step as Known};
use crate::tutor::ask::Answer;

/// Answers and places of this walk; what it does not know it takes from the journal.
#[derive(Debug, Default)]
pub struct Memory {
    /// From this step on, what earlier walks answered does not count.
    pub afresh_from: usize,
    /// Whether it was said what else can be typed at a question: a hint, how sure one is.
    pub has_told_ways: bool,
    answers: BTreeMap<(usize, String), Option<Answer>>,
    reached: BTreeMap<usize, usize>,
    explored: BTreeMap<(usize, String), Explored>,
}

impl Memory {
    /// A memory in which everything from that step on is asked anew.
    pub fn afresh_from(step: usize) -> Self {
        Self { afresh_from: step, ..Self::default() }
    }

    /// How many parts of a step are behind the learner.
    pub fn reached(&self, place: usize, step: &Step, known: Option<&Known>) -> usize {
        let in_journal = || match known {
            Some(known) if place < self.afresh_from => parts_behind(step, known),
            _ => 0,
        };
        self.reached.get(&place).copied().unwrap_or_else(in_journal).min(step.flow.len())
    }

    /// Takes note that so many parts of a step are behind the learner; whether that is news.
    pub fn reach(&mut self, place: usize, step: &Step, known: Option<&Known>, part: usize) -> bool {
        let is_news = part > self.reached(place, step, known);
        if is_news {
            self.reached.insert(place, part);
        }
        is_news
    }

    /// Keeps an answer, or that the question was passed over.
    pub fn keep(&mut self, place: usize, question: &str, answer: Option<Answer>) {
        self.answers.insert((place, question.to_owned()), answer);
    }

    /// The answer to a question of a step's page, from this walk or from the journal.
    pub fn kept(&self, place: usize, question: &str, known: Option<&Question>, seed: u64) -> Option<Answer> {
        if let Some(kept) = self.answers.get(&(place, question.to_owned())) {
            return kept.clone();
        }
        let known = known.filter(|_| place < self.afresh_from)?;
        let guess = known.guess.as_ref().filter(|guess| guess.seed == seed).map(|guess| Answer {
            typed: guess.answer.clone(),
            confidence: guess.confidence,
            seconds: guess.seconds,
        });
        let mut attempts = known.attempts.iter().rev();
        let answer = attempts.find(|attempt| attempt.seed == Some(seed)).map(|attempt| Answer {
            typed: attempt.answer.clone(),
            confidence: attempt.confidence,
            seconds: attempt.seconds.unwrap_or_default(),
        });
        guess.or(answer)
    }

    /// Keeps how an exploration ended.
    pub fn explore(&mut self, place: usize, id: &str, ended: Explored) {
        self.explored.insert((place, id.to_owned()), ended);
    }

    /// How an exploration ended, in this walk or by the journal.
    pub fn explored(&self, place: usize, id: &str, known: Option<&Known>) -> Option<Explored> {
        let journal = || known.filter(|_| place < self.afresh_from)?.explorations.get(id);
        self.explored.get(&(place, id.to_owned())).or_else(journal).cloned()
    }
}

fn parts_behind(step: &Step, known: &Known) -> usize {
    match known.part {
        0 if matches!(known.status, Status::Done) => step.flow.len(),
        part => part as usize,
    }
}

/// What the journal knows about a step, under its name or one it had before.
pub fn known<'a>(state: &'a State, chapter: &str, step: &Step) -> Option<&'a Known> {
    let names = std::iter::once(&step.id).chain(&step.aliases);
    names.filter_map(|name| state.step(chapter, name)).max_by_key(|known| known.status)
}
