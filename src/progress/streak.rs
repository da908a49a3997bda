//! Days in a row, without guilt.

use serde::Serialize;

use super::clock::{DAY, MINUTE};
use super::state::State;
use super::timeline::timeline;

/// Days learned on. A day of rest between two does not end a streak, and does not count either.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Streak {
    /// Days learned on in the streak that is still alive; 0 if none is.
    pub current: u32,
    /// The same for the longest streak ever.
    pub longest: u32,
    /// All days learned on.
    pub days: u32,
    /// Whether today is one of them.
    pub today: bool,
}

/// The streak at a time (milliseconds since 1970), where days begin at midnight of a place that is
/// `offset` minutes east of Greenwich.
pub fn streak(state: &State, now: u64, offset: i64) -> Streak {
    let mut days: Vec<i64> = timeline(&state.stamps, now).iter().map(|at| day(*at, offset)).collect();
    days.dedup();
    let today = day(now, offset);
    let mut found = Streak { days: count(&days), today: days.last() == Some(&today), ..Streak::default() };
    for run in days.chunk_by(|day, next| next - day <= 2) {
        found.longest = found.longest.max(count(run));
        if run.last().is_some_and(|last| today - last <= 2) {
            found.current = count(run);
        }
    }
    found
}

fn day(at: u64, offset: i64) -> i64 {
    let local = i64::try_from(at).unwrap_or(i64::MAX).saturating_add(offset.saturating_mul(MINUTE as i64));
    local.div_euclid(DAY as i64)
}

fn count(days: &[i64]) -> u32 {
    u32::try_from(days.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(days: &[u64], today: u64) -> Streak {
        let stamps = days.iter().map(|day| day * DAY + 5).collect();
        streak(&State { stamps, ..State::default() }, today * DAY + 9, 0)
    }

    #[test]
    fn a_day_of_rest_is_forgiven_and_two_are_a_new_start() {
        assert_eq!(on(&[10, 11, 13], 13), Streak { current: 3, longest: 3, days: 3, today: true });
        assert_eq!(on(&[10, 11, 14], 15), Streak { current: 1, longest: 2, days: 3, today: false });
        assert_eq!(on(&[10], 13).current, 0);
        assert_eq!(on(&[], 13), Streak::default());
    }

    #[test]
    fn midnight_is_the_learners_own() {
        let stamps = vec![DAY - 30 * MINUTE, DAY + 30 * MINUTE];
        let state = State { stamps, ..State::default() };
        assert_eq!(streak(&state, 2 * DAY, 0).days, 2);
        assert_eq!(streak(&state, 2 * DAY, 9 * 60).days, 1);
    }
}
