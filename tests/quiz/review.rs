//! The review schedule: caps, breaks, wrong clocks, and a learner who forgets.

use dltutor::progress::clock::DAY;
use dltutor::progress::{Kind, Outcome, Store};
use dltutor::quiz::review::due;

use super::learner::{LEARNERS, Schedule, mean};

fn answer(question: &str, outcome: Outcome, confidence: Option<u8>) -> Kind {
    Kind::Answer {
        chapter: "loss".into(),
        step: "nll".into(),
        question: question.into(),
        seed: 1,
        answer: "1".into(),
        outcome,
        confidence,
        seconds: 5,
    }
}

/// A store in which many questions were answered right on day 100.
fn many(count: usize) -> Store {
    let mut store = Store::memory();
    for index in 0..count {
        let _ = store.record_at(answer(&format!("q{index:03}"), Outcome::Correct, None), 100 * DAY);
    }
    store
}

#[test]
fn what_was_missed_comes_back_first_and_a_confident_miss_before_all() {
    let mut store = Store::memory();
    let _ = store.record_at(answer("right", Outcome::Correct, Some(90)), 10 * DAY);
    let _ = store.record_at(answer("missed", Outcome::Incorrect, None), 10 * DAY);
    let _ = store.record_at(answer("sure", Outcome::Incorrect, Some(95)), 10 * DAY);
    let at = |day: f64| -> Vec<String> {
        let now = ((10.0 + day) * DAY as f64) as u64;
        due(store.state(), now).questions.into_iter().map(|review| review.question).collect()
    };
    assert_eq!(at(0.0), [""; 0]);
    assert_eq!(at(0.5), ["sure"]);
    assert_eq!(at(1.0), ["sure", "missed"]);
    assert_eq!(at(3.0), ["sure", "right", "missed"]);
}

#[test]
fn a_day_has_a_cap_that_answers_use_up() {
    let mut store = many(50);
    let today = due(store.state(), 110 * DAY);
    assert_eq!((today.questions.len(), today.later), (20, 30));
    for review in &today.questions[..15] {
        let _ = store.record_at(answer(&review.question, Outcome::Correct, None), 110 * DAY);
    }
    assert_eq!(due(store.state(), 110 * DAY).questions.len(), 5);
    assert_eq!(due(store.state(), 111 * DAY).questions.len(), 20);
}

#[test]
fn after_a_long_break_half_a_day_and_no_pile() {
    let back = due(many(50).state(), 200 * DAY);
    assert_eq!((back.questions.len(), back.welcome_back), (10, true));
    let soon = due(many(50).state(), 105 * DAY);
    assert_eq!((soon.questions.len(), soon.welcome_back), (20, false));
}

#[test]
fn a_question_is_asked_with_fresh_numbers() {
    let mut store = many(1);
    let first = due(store.state(), 110 * DAY).questions[0].seed;
    let _ = store.record_at(answer("q000", Outcome::Correct, None), 110 * DAY);
    assert_ne!(due(store.state(), 300 * DAY).questions[0].seed, first);
}

#[test]
fn a_clock_a_year_ahead_for_a_day_moves_nothing() {
    let mut store = many(3);
    let plain = due(store.state(), 110 * DAY).questions;
    let _ = store.record_at(Kind::StepShown { chapter: "loss".into(), step: "nll".into() }, 465 * DAY);
    let _ = store.record_at(answer("other", Outcome::Correct, None), 465 * DAY);
    let _ = store.record_at(Kind::StepShown { chapter: "loss".into(), step: "nll".into() }, 102 * DAY);
    let after = due(store.state(), 110 * DAY).questions;
    assert_eq!(after.len(), 4, "the answer given on the wrong day is due as well");
    let same = after.iter().filter(|review| review.question != "other");
    assert_eq!(
        same.map(|review| review.due).collect::<Vec<_>>(),
        plain.iter().map(|r| r.due).collect::<Vec<_>>()
    );
}

#[test]
fn a_clock_back_at_1970_asks_nothing_and_forgets_nothing() {
    let mut store = many(3);
    assert!(due(store.state(), 5).questions.is_empty());
    let _ = store.record_at(Kind::StepShown { chapter: "loss".into(), step: "nll".into() }, 5);
    assert_eq!(due(store.state(), 104 * DAY).questions.len(), 3);
}

#[test]
fn recall_is_held_at_ninety_percent_with_fewer_questions_than_a_fixed_schedule() {
    for (learner, every) in LEARNERS.iter().zip([5, 7, 12]) {
        let (ours, fixed) = (mean(learner, Schedule::Ours, 3), mean(learner, Schedule::Every(every), 3));
        assert!(ours.recall >= 0.9, "{}: {ours:?}", learner.name);
        assert!(fixed.recall < ours.recall + 0.03, "{}: {fixed:?} is no match", learner.name);
        assert!(
            (ours.questions as f64) < 0.8 * fixed.questions as f64,
            "{}: {ours:?} {fixed:?}",
            learner.name
        );
        assert!(ours.most <= 20);
        let unasked = mean(learner, Schedule::Unasked, 3);
        assert!(unasked.recall >= 0.9, "{}, never asked how sure: {unasked:?}", learner.name);
    }
}
