//! The shortest time that a unit of work takes.

use std::time::{Duration, Instant};

/// How long a group of runs lasts at least, so that reading the clock does not count.
const GROUP: Duration = Duration::from_micros(500);

/// Nanoseconds of one unit of `work`: the best group of runs within `budget`, after a warm-up of a fifth of it.
pub fn best(budget: Duration, mut work: impl FnMut(usize)) -> f64 {
    let group = warm_up(budget / 5, &mut work);
    let (started, mut best) = (Instant::now(), f64::INFINITY);
    loop {
        let group_started = Instant::now();
        work(group);
        best = best.min(group_started.elapsed().as_nanos() as f64 / group as f64);
        if started.elapsed() >= budget {
            return best;
        }
    }
}

/// Runs `work` until `budget` is used up; returns how many runs make a group.
fn warm_up(budget: Duration, work: &mut impl FnMut(usize)) -> usize {
    let (started, mut group) = (Instant::now(), 1);
    loop {
        let group_started = Instant::now();
        work(group);
        if group_started.elapsed() < GROUP {
            group *= 2;
        } else if started.elapsed() >= budget {
            return group;
        }
    }
}
