//! A learner who forgets, on paper: 90 days of lessons and reviews.
//!
//! Their memory is another model than the schedule's: forgetting is exponential in time, what a
//! repetition brings depends on the learner and the question, and the schedule sees none of it.

use dltutor::progress::clock::DAY;
use dltutor::progress::{Kind, Outcome, Store};
use dltutor::quiz::review::due;
use dltutor::quiz::shuffle::next;

/// How the reviews of a day are chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Schedule {
    /// By [`due`].
    Ours,
    /// By [`due`], where the learner never says how sure they are.
    Unasked,
    /// Every question again after so many days, for ever.
    Every(u64),
    /// After 1, 3, 7, 14, 30, 60 days; from the start again after a miss.
    Ladder,
    /// Never.
    Never,
}

/// A kind of learner.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Learner {
    /// What they are called in the table.
    pub(crate) name: &'static str,
    /// Days to 90 % recall after the first answer, for the middle question.
    pub(crate) first: f64,
    /// How much a repetition brings; 1 is usual.
    pub(crate) gain: f64,
}

/// Learners from slow to quick.
pub(crate) const LEARNERS: [Learner; 3] = [
    Learner { name: "slow", first: 1.2, gain: 0.6 },
    Learner { name: "usual", first: 2.5, gain: 1.0 },
    Learner { name: "quick", first: 5.0, gain: 1.5 },
];

/// What 90 days came to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Outcome90 {
    /// Mean recall of everything met, before each day's session, days 10 to 90.
    pub(crate) recall: f64,
    /// The same on the worst of those days.
    pub(crate) worst: f64,
    /// Review questions asked.
    pub(crate) questions: usize,
    /// The most on one day.
    pub(crate) most: usize,
}

struct Item {
    stability: f64,
    ease: f64,
    last: u64,
    rung: usize,
}

/// Uniform in 0..1.
fn uniform(dice: &mut u64) -> f64 {
    (next(dice) >> 11) as f64 / (1u64 << 53) as f64
}

/// Standard normal, near enough: twelve uniforms.
fn normal(dice: &mut u64) -> f64 {
    (0..12).map(|_| uniform(dice)).sum::<f64>() - 6.0
}

impl Item {
    fn new(learner: &Learner, day: u64, dice: &mut u64) -> Self {
        let stability = learner.first * (0.5 * normal(dice)).exp();
        Self { stability, ease: learner.gain * (0.3 * normal(dice)).exp(), last: day, rung: 0 }
    }

    fn recall(&self, day: u64) -> f64 {
        0.9f64.powf((day - self.last) as f64 / self.stability)
    }

    /// Answers the question; a miss is explained, and so learned again.
    fn answer(&mut self, day: u64, dice: &mut u64) -> bool {
        let recall = self.recall(day);
        let correct = uniform(dice) < recall;
        if correct {
            self.stability *= 1.0 + self.ease * (15.0 * (1.0 - recall)).min(3.0);
            self.rung += 1;
        } else {
            self.stability = (0.4 * self.stability).max(0.7);
            self.rung = 0;
        }
        self.last = day;
        correct
    }
}

/// How a learner fares: three new questions a day for 50 days, 90 days in all.
pub(crate) fn ninety_days(learner: &Learner, schedule: Schedule, seed: u64) -> Outcome90 {
    let mut dice = seed;
    let mut items: Vec<Item> = Vec::new();
    let mut store = Store::memory();
    let (mut recalls, mut questions, mut most) = (Vec::new(), 0, 0);
    for day in 0..90 {
        if day >= 10 {
            recalls.push(items.iter().map(|item| item.recall(day)).sum::<f64>() / items.len() as f64);
        }
        let today = chosen(schedule, &items, &store, day);
        most = most.max(today.len());
        questions += today.len();
        for index in today {
            let sure = items[index].recall(day) + 0.15 * normal(&mut dice);
            let correct = items[index].answer(day, &mut dice);
            record(&mut store, index, day, correct, said(schedule, sure));
        }
        for _ in 0..if day < 50 { 3 } else { 0 } {
            items.push(Item::new(learner, day, &mut dice));
            let correct = uniform(&mut dice) < 0.7;
            record(&mut store, items.len() - 1, day, correct, said(schedule, 0.6));
        }
    }
    let recall = recalls.iter().sum::<f64>() / recalls.len() as f64;
    Outcome90 { recall, worst: recalls.iter().copied().fold(1.0, f64::min), questions, most }
}

fn chosen(schedule: Schedule, items: &[Item], store: &Store, day: u64) -> Vec<usize> {
    let after = |interval: &dyn Fn(&Item) -> u64| -> Vec<usize> {
        (0..items.len()).filter(|index| day - items[*index].last >= interval(&items[*index])).collect()
    };
    match schedule {
        Schedule::Ours | Schedule::Unasked => due(store.state(), day * DAY)
            .questions
            .iter()
            .map(|review| review.question.parse().unwrap())
            .collect(),
        Schedule::Every(days) => after(&|_| days),
        Schedule::Ladder => after(&|item| [1, 3, 7, 14, 30, 60][item.rung.min(5)]),
        Schedule::Never => Vec::new(),
    }
}

/// A confidence in percent, where the learner says it.
fn said(schedule: Schedule, sure: f64) -> Option<u8> {
    (schedule != Schedule::Unasked).then_some((sure.clamp(0.0, 1.0) * 100.0) as u8)
}

fn record(store: &mut Store, index: usize, day: u64, correct: bool, confidence: Option<u8>) {
    let kind = Kind::Answer {
        chapter: "chapter".into(),
        step: "step".into(),
        question: index.to_string(),
        seed: 0,
        answer: String::new(),
        outcome: if correct { Outcome::Correct } else { Outcome::Incorrect },
        confidence,
        seconds: 10,
    };
    let _ = store.record_at(kind, day * DAY);
}

/// The mean of several learners of a kind.
pub(crate) fn mean(learner: &Learner, schedule: Schedule, seeds: u64) -> Outcome90 {
    let all: Vec<Outcome90> = (0..seeds).map(|seed| ninety_days(learner, schedule, seed)).collect();
    let mean = |value: fn(&Outcome90) -> f64| all.iter().map(value).sum::<f64>() / seeds as f64;
    Outcome90 {
        recall: mean(|one| one.recall),
        worst: mean(|one| one.worst),
        questions: mean(|one| one.questions as f64) as usize,
        most: all.iter().map(|one| one.most).max().unwrap_or(0),
    }
}

/// The longest fixed interval that keeps recall at a share, with what it costs.
pub(crate) fn best_fixed(learner: &Learner, share: f64, seeds: u64) -> (u64, Outcome90) {
    let all = (1..=30).rev().map(|days| (days, mean(learner, Schedule::Every(days), seeds)));
    all.into_iter()
        .find(|(_, one)| one.recall >= share)
        .unwrap_or_else(|| (1, mean(learner, Schedule::Every(1), seeds)))
}
