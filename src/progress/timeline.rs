//! When things happened, where the clock cannot be trusted.
//!
//! A laptop's clock may have stood at 1970 for a session, or a year ahead. Events know their order
//! even then. The stamps that can all be true together (the longest run that never goes back, none
//! in the future) are believed; every other event is moved between its neighbours.

use super::clock::DAY;

/// A stamp may be this far ahead of now: two machines' clocks differ.
const SLACK: u64 = DAY / 24;

/// A time for each stamp (milliseconds, in the events' order): never decreasing, never after `now`.
///
/// ```
/// use dltutor::progress::timeline::timeline;
/// assert_eq!(timeline(&[10, 20, 31_536_000_000, 30], 40), [10, 20, 30, 30]); // once a year ahead
/// assert_eq!(timeline(&[10, 20, 0, 30], 40), [10, 20, 20, 30]); // once back at 1970
/// ```
pub fn timeline(stamps: &[u64], now: u64) -> Vec<u64> {
    if stamps.is_sorted() && stamps.last().is_none_or(|last| *last <= now) {
        return stamps.to_vec();
    }
    let mut times = vec![None; stamps.len()];
    for index in believed(stamps, now) {
        times[index] = Some(stamps[index].min(now));
    }
    let mut next = now;
    let mut bounds = Vec::with_capacity(times.len());
    for time in times.iter().rev() {
        next = time.unwrap_or(next);
        bounds.push(next);
    }
    bounds.reverse();
    let mut before = 0;
    for ((time, stamp), bound) in times.iter_mut().zip(stamps).zip(bounds) {
        before = time.unwrap_or((*stamp).clamp(before, bound.max(before)));
        *time = Some(before);
    }
    times.into_iter().flatten().collect()
}

/// The indices of the longest subsequence that never decreases, without stamps of the future
/// (patience sorting).
fn believed(stamps: &[u64], now: u64) -> Vec<usize> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![None; stamps.len()];
    for index in (0..stamps.len()).filter(|index| stamps[*index] <= now.saturating_add(SLACK)) {
        let place = ends.partition_point(|end| stamps[*end] <= stamps[index]);
        before[index] = place.checked_sub(1).map(|shorter| ends[shorter]);
        match ends.get_mut(place) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut run: Vec<usize> = std::iter::successors(ends.last().copied(), |index| before[*index]).collect();
    run.reverse();
    run
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_session_a_year_ahead_does_no_harm() {
        let year = 365 * DAY;
        let stamps = [DAY, year, year + 5, year + 9, 2 * DAY];
        assert_eq!(timeline(&stamps, 2 * DAY + 5), [DAY, 2 * DAY, 2 * DAY, 2 * DAY, 2 * DAY]);
        assert_eq!(timeline(&stamps[..4], 2 * DAY), [DAY, 2 * DAY, 2 * DAY, 2 * DAY]);
    }

    #[test]
    fn a_clock_that_is_back_now_makes_everything_recent() {
        assert_eq!(timeline(&[10 * DAY, 11 * DAY], 3), [3, 3]);
    }

    proptest! {
        #[test]
        fn never_goes_back_and_never_passes_now(stamps in prop::collection::vec(0u64..50, 0..40), now in 0u64..60) {
            let stamps: Vec<u64> = stamps.iter().map(|stamp| stamp * DAY).collect();
            let times = timeline(&stamps, now * DAY);
            prop_assert_eq!(times.len(), stamps.len());
            prop_assert!(times.is_sorted());
            prop_assert!(times.iter().all(|time| *time <= now * DAY));
        }
    }
}
