//! What is due today.

use super::memory::{Memory, scale};
use crate::progress::clock::DAY;
use crate::progress::timeline::timeline;
use crate::progress::{Question, State};

/// How much to ask, and how well to remember.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    /// A question is due when its recall falls to this, 0 to 1.
    pub recall: f64,
    /// The most questions a day.
    pub daily: usize,
    /// A break of this many days brings the amnesty: half a day's questions, those best remembered
    /// first.
    pub long_break: f64,
}

impl Default for Plan {
    /// 0.9: between 0.8 and 0.95 the questions asked for what is kept are near their least
    /// (Cepeda et al. 2008 for the gaps, FSRS for the curve). 20 questions take about ten minutes.
    fn default() -> Self {
        Self { recall: 0.9, daily: 20, long_break: 14.0 }
    }
}

/// A question to ask again.
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    /// The chapter's id.
    pub chapter: String,
    /// The step's id, the one to go back to if it is missed.
    pub step: String,
    /// The question's id.
    pub question: String,
    /// The seed for its fresh numbers and order: another each time it was answered.
    pub seed: u64,
    /// The chance that it is remembered, 0 to 1.
    pub recall: f64,
    /// When it fell or will fall due, milliseconds.
    pub due: u64,
    /// What is known about it.
    pub memory: Memory,
}

/// What to ask.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Due {
    /// The questions for now, in the order to ask them: confident misses, then those best
    /// remembered, for those are the cheapest to keep.
    pub questions: Vec<Review>,
    /// How many more wait for the next days. Not for showing as a debt.
    pub later: usize,
    /// When the next question falls due, milliseconds; nothing where none is known.
    pub next: Option<u64>,
    /// Whether the learner comes back after a long break.
    pub welcome_back: bool,
}

/// What is due at a time (milliseconds since 1970), by the default [`Plan`].
pub fn due(state: &State, now: u64) -> Due {
    due_by(&Plan::default(), state, now)
}

/// What is due at a time, by a plan.
pub fn due_by(plan: &Plan, state: &State, now: u64) -> Due {
    due_of(plan, state, now, &|_, _, _| true)
}

/// What is due at a time of the questions that can be asked, told by chapter, step and question.
/// The others (of a lesson that is not at hand, or taken out of it since) use up nothing of the day.
pub fn due_of(plan: &Plan, state: &State, now: u64, can_ask: &dyn Fn(&str, &str, &str) -> bool) -> Due {
    let times = timeline(&state.stamps, now);
    let scale = scale(questions(state).map(|(_, _, _, question)| question), &times);
    let all: Vec<Review> = questions(state)
        .filter(|(chapter, step, id, _)| can_ask(chapter, step, id))
        .filter_map(|(chapter, step, id, question)| {
            let memory = Memory::of(question, &times)?;
            let memory = Memory { stability: memory.stability * scale, ..memory };
            let due = memory.last.saturating_add(days(interval(&memory, plan.recall)));
            let seed = seed(id, question.attempts.len());
            let (chapter, step, question) = (chapter.into(), step.into(), id.into());
            Some(Review { chapter, step, question, seed, recall: memory.recall(now), due, memory })
        })
        .collect();
    let before = last_review(state, &times);
    let welcome_back = before.is_some_and(|last| now.saturating_sub(last) > days(plan.long_break));
    let room = if welcome_back { plan.daily.div_ceil(2) } else { plan.daily };
    choose(all, now, room.saturating_sub(asked_today(state, &times, now)), welcome_back)
}

fn choose(all: Vec<Review>, now: u64, room: usize, welcome_back: bool) -> Due {
    let (mut ripe, rest): (Vec<Review>, Vec<Review>) = all.into_iter().partition(|review| review.due <= now);
    ripe.sort_by(|a, b| {
        let misses = b.memory.confident_miss.cmp(&a.memory.confident_miss);
        misses.then(b.recall.total_cmp(&a.recall)).then(a.question.cmp(&b.question))
    });
    let later = ripe.len().saturating_sub(room);
    ripe.truncate(room);
    let next = rest.iter().map(|review| review.due).min();
    Due { questions: ripe, later, next, welcome_back: welcome_back && later > 0 }
}

/// Days until recall falls to a share: S · 9 (1/share − 1).
fn interval(memory: &Memory, share: f64) -> f64 {
    memory.stability * 9.0 * (1.0 / share - 1.0)
}

fn days(days: f64) -> u64 {
    (days * DAY as f64) as u64
}

/// Every question that was answered, with its chapter, step and id.
fn questions(state: &State) -> impl Iterator<Item = (&str, &str, &str, &Question)> {
    state.chapters.iter().flat_map(|(chapter, touched)| {
        touched.steps.iter().flat_map(move |(step, touched)| {
            let questions = touched.questions.iter();
            questions.map(move |(id, question)| (chapter.as_str(), step.as_str(), id.as_str(), question))
        })
    })
}

/// When each question was answered that had been answered before, half a day earlier or more.
fn reviews(state: &State, times: &[u64]) -> impl Iterator<Item = u64> {
    let at = |moment: usize| times.get(moment).copied().unwrap_or(0);
    questions(state).flat_map(move |(_, _, _, question)| {
        let pairs = question.attempts.windows(2).map(move |pair| (at(pair[0].moment), at(pair[1].moment)));
        pairs.filter(|(before, after)| after - before >= DAY / 2).map(|(_, after)| after)
    })
}

fn last_review(state: &State, times: &[u64]) -> Option<u64> {
    let answers = questions(state).filter_map(|(_, _, _, question)| question.last());
    answers.filter_map(|attempt| times.get(attempt.moment).copied()).max()
}

/// How many reviews the last half day saw.
fn asked_today(state: &State, times: &[u64], now: u64) -> usize {
    reviews(state, times).filter(|at| now.saturating_sub(*at) < DAY / 2).count()
}

/// A seed that differs from one asking to the next (FNV-1a over the id and the count).
fn seed(id: &str, attempts: usize) -> u64 {
    let bytes = id.bytes().chain((attempts as u64).to_le_bytes());
    bytes.fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}
