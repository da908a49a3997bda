//! A forgetting curve for each question, moved by each answer.

use crate::nn::math::{exp, exp_m1, ln};
use crate::progress::clock::DAY;
use crate::progress::{Attempt, Question};

/// What is known about how well a question is remembered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Memory {
    /// Days from the last answer until recall falls to 90 %.
    pub stability: f64,
    /// How hard the question is for this learner, 1 to 10.
    pub difficulty: f64,
    /// When it was last answered, milliseconds.
    pub last: u64,
    /// Whether the last answer was wrong and sure.
    pub confident_miss: bool,
}

/// From here up an answer counts as sure, percent.
const SURE: u8 = 75;
/// Up to here an answer counts as a guess, percent.
const GUESS: u8 = 50;
/// The shortest stability, days.
const SHORTEST: f64 = 0.5;
/// The longest stability, days.
const LONGEST: f64 = 365.0;

impl Memory {
    /// The memory after all answers to a question, given at these times; nothing before the first.
    pub fn of(question: &Question, times: &[u64]) -> Option<Self> {
        let mut answers = question.attempts.iter().map(|attempt| (attempt, at(attempt, times)));
        let (first, time) = answers.next()?;
        Some(answers.fold(Self::first(first, time), |memory, (attempt, time)| memory.after(attempt, time)))
    }

    /// After the first answer.
    fn first(attempt: &Attempt, time: u64) -> Self {
        let (stability, difficulty) = match (attempt.correct, is_sure(attempt)) {
            (true, _) if attempt.hint > 0 || is_guess(attempt) => (1.5, 5.5),
            (true, _) => (3.0, 4.5),
            (false, false) => (1.0, 6.0),
            (false, true) => (SHORTEST, 7.0),
        };
        Self { stability, difficulty, last: time, confident_miss: !attempt.correct && is_sure(attempt) }
    }

    /// Recall at a time, 0 to 1: 1 / (1 + t / 9S), a power law as forgetting is one over many
    /// items (Wixted and Ebbesen 1991), in the form of FSRS version 4.
    pub fn recall(&self, time: u64) -> f64 {
        1.0 / (1.0 + self.days_since(time) / (9.0 * self.stability))
    }

    fn days_since(&self, time: u64) -> f64 {
        time.saturating_sub(self.last) as f64 / DAY as f64
    }

    fn after(self, attempt: &Attempt, time: u64) -> Self {
        let recall = self.recall(time);
        let (stability, change) = if attempt.correct {
            (self.stability * (1.0 + self.growth(recall) * worth(attempt)), -0.15 * worth(attempt))
        } else {
            let part = if is_sure(attempt) { 0.15 } else { 0.3 };
            (self.stability * part, if is_sure(attempt) { 1.5 } else { 0.8 })
        };
        Self {
            stability: stability.clamp(SHORTEST, LONGEST),
            difficulty: (self.difficulty + change).clamp(1.0, 10.0),
            last: self.last.max(time),
            confident_miss: !attempt.correct && is_sure(attempt),
        }
    }

    /// By how much a right answer lengthens the stability: nothing if it came at once, more the
    /// nearer it was to being forgotten, less for hard questions and for long stabilities. The form
    /// and its constants are those of FSRS version 4: e^1.49 (11 − D) S^−0.14 (e^(0.94 (1 − R)) − 1).
    fn growth(&self, recall: f64) -> f64 {
        4.437 * (11.0 - self.difficulty) * exp(-0.14 * ln(self.stability)) * exp_m1(0.94 * (1.0 - recall))
    }
}

fn at(attempt: &Attempt, times: &[u64]) -> u64 {
    times.get(attempt.moment).copied().unwrap_or(0)
}

fn is_sure(attempt: &Attempt) -> bool {
    attempt.confidence.is_some_and(|confidence| confidence >= SURE)
}

fn is_guess(attempt: &Attempt) -> bool {
    attempt.confidence.is_some_and(|confidence| confidence <= GUESS)
}

/// How much a right answer shows: less with each hint, half for a guess.
fn worth(attempt: &Attempt) -> f64 {
    attempt.credit() * if is_guess(attempt) { 0.5 } else { 1.0 }
}

/// How much longer (above 1) or shorter this learner remembers than [`Memory`] forecasts: misses
/// forecast over misses made, at least half a day after the answer before. Five of each are
/// assumed at the start, so that one bad day changes little; kept within 1/3 and 3.
pub fn scale<'a>(questions: impl Iterator<Item = &'a Question>, times: &[u64]) -> f64 {
    let (mut forecast, mut made) = (5.0, 5.0);
    for question in questions {
        let mut before: Option<Memory> = None;
        for attempt in &question.attempts {
            let time = at(attempt, times);
            if let Some(memory) = before.filter(|memory| memory.days_since(time) >= 0.5) {
                forecast += 1.0 - memory.recall(time);
                made += if attempt.correct { 0.0 } else { 1.0 };
            }
            before = Some(before.map_or_else(|| Memory::first(attempt, time), |m| m.after(attempt, time)));
        }
    }
    f64::clamp(forecast / made, 1.0 / 3.0, 3.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempt(correct: bool, confidence: Option<u8>) -> Attempt {
        let answer = String::new();
        Attempt {
            moment: 0,
            correct,
            prediction: false,
            confidence,
            hint: 0,
            seed: None,
            answer,
            seconds: None,
        }
    }

    #[test]
    fn recall_is_ninety_percent_after_the_stability() {
        let memory = Memory::first(&attempt(true, None), DAY);
        assert_eq!(memory.recall(DAY), 1.0);
        assert!((memory.recall(4 * DAY) - 0.9).abs() < 1e-12);
        assert_eq!(memory.recall(0), 1.0, "before the answer");
    }

    #[test]
    fn a_confident_miss_comes_back_sooner_than_a_miss_and_a_miss_than_a_hit() {
        let first = Memory::first(&attempt(true, None), 0);
        let after = |correct, confidence| first.after(&attempt(correct, confidence), 3 * DAY).stability;
        assert!(after(false, Some(95)) < after(false, None));
        assert!(after(false, None) < first.stability && first.stability < after(true, Some(40)));
        assert!(after(true, Some(40)) < after(true, Some(90)));
    }

    #[test]
    fn answering_twice_at_once_proves_nothing() {
        let first = Memory::first(&attempt(true, None), 0);
        assert_eq!(first.after(&attempt(true, None), 0).stability, first.stability);
    }
}
