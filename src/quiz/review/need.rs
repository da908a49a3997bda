//! What a quiz asks first: how much a learner needs a question.

use crate::progress::{Attempt, Question, State};

/// Why a question is asked, the most needed first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// The last answer was wrong.
    Missed,
    /// It was right, but with a hint, hardly sure, slowly, or seldom before.
    Shaky,
    /// Never asked, of a step that was seen.
    New,
    /// Right, and firmly.
    Known,
    /// Never asked, of a step not yet seen.
    Ahead,
}

/// Up to here a right answer counts as unsure, percent.
const UNSURE: u8 = 60;
/// A right answer counts as slow from this many times the usual.
const SLOW: f64 = 3.0;
/// However quick a learner usually is, this is not slow, seconds.
const QUICK: f64 = 30.0;
/// A question below this mastery has been missed too often to count as known.
const FIRM: f64 = 0.7;

/// The need for a question: `seen` tells whether its step was, `usual` is [`usual_seconds`].
///
/// ```
/// use dltutor::quiz::review::{Need, need};
/// assert_eq!(need(None, true, 20.0), Need::New);
/// assert_eq!(need(None, false, 20.0), Need::Ahead);
/// ```
pub fn need(question: Option<&Question>, seen: bool, usual: f64) -> Need {
    let Some((question, last)) = question.and_then(|question| Some((question, question.last()?))) else {
        return if seen { Need::New } else { Need::Ahead };
    };
    let often_missed = question.mastery().is_some_and(|mastery| mastery < FIRM);
    if !last.correct {
        Need::Missed
    } else if often_missed || is_unsure(last) || is_slow(last, usual) {
        Need::Shaky
    } else {
        Need::Known
    }
}

fn is_unsure(attempt: &Attempt) -> bool {
    attempt.hint > 0 || attempt.confidence.is_some_and(|sure| sure <= UNSURE)
}

fn is_slow(attempt: &Attempt, usual: f64) -> bool {
    attempt.seconds.is_some_and(|seconds| f64::from(seconds) > f64::max(SLOW * usual, QUICK))
}

/// The seconds this learner usually takes from question to answer: the median of all that were
/// measured, 0 where none were.
pub fn usual_seconds(state: &State) -> f64 {
    let steps = state.chapters.values().flat_map(|chapter| chapter.steps.values());
    let attempts = steps.flat_map(|step| step.questions.values()).flat_map(|question| &question.attempts);
    let mut all: Vec<u32> = attempts.filter_map(|attempt| attempt.seconds).filter(|it| *it > 0).collect();
    let middle = all.len() / 2;
    if all.is_empty() { 0.0 } else { f64::from(*all.select_nth_unstable(middle).1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A question answered so: right or wrong, highest hint, confidence, seconds.
    fn answered(attempts: &[(bool, u8, Option<u8>, u32)]) -> Question {
        let attempt =
            |(moment, (correct, hint, confidence, seconds)): (usize, &(bool, u8, Option<u8>, u32))| Attempt {
                moment,
                correct: *correct,
                prediction: false,
                confidence: *confidence,
                hint: *hint,
                seed: None,
                answer: String::new(),
                seconds: Some(*seconds),
            };
        Question { attempts: attempts.iter().enumerate().map(attempt).collect(), ..Question::default() }
    }

    #[test]
    fn missed_hinted_unsure_slow_and_known() {
        let of = |attempts: &[_]| need(Some(&answered(attempts)), true, 12.0);
        let right = (true, 0, Some(90), 10);
        assert_eq!(of(&[right]), Need::Known);
        assert_eq!(of(&[right, (false, 0, None, 10)]), Need::Missed);
        assert_eq!(of(&[(true, 1, None, 10)]), Need::Shaky, "with a hint");
        assert_eq!(of(&[(true, 0, Some(55), 10)]), Need::Shaky, "unsure");
        assert_eq!(of(&[(true, 0, None, 37)]), Need::Shaky, "slow");
        assert_eq!(of(&[(true, 0, None, 36)]), Need::Known);
        assert_eq!(of(&[(false, 0, None, 10), right]), Need::Shaky, "once is not often");
        assert_eq!(of(&[(false, 0, None, 10), right, right]), Need::Known);
    }

    #[test]
    fn half_a_minute_is_never_slow() {
        assert_eq!(need(Some(&answered(&[(true, 0, None, 30)])), true, 2.0), Need::Known);
    }
}
