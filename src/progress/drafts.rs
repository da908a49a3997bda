//! Events before they are written: their ids and their order.

use std::hash::{BuildHasher, RandomState};

use super::event::{Event, Id, Kind, VERSION};

/// Gives the events of one run of the program their ids and their place in the order.
#[derive(Debug)]
pub struct Drafts {
    run: u64,
    number: u32,
    /// The greatest order seen.
    last: u64,
}

impl Drafts {
    /// A fresh run.
    #[allow(clippy::new_without_default, reason = "two runs are never equal")]
    pub fn new() -> Self {
        // The standard library's hash keys are its one source of the system's random bits.
        Self { run: RandomState::new().hash_one(std::process::id()), number: 0, last: 0 }
    }

    /// The event of something that happened at a time (milliseconds since 1970, as the clock says).
    ///
    /// Its order is that time, or one more than the greatest order seen where the clock went back.
    pub fn draft(&mut self, kind: Kind, at: u64) -> Event {
        let id = Id { run: self.run, number: self.number };
        self.number += 1;
        self.last = at.max(self.last.saturating_add(1));
        Event { id, version: VERSION, order: self.last, at, kind }
    }

    /// Takes note of events of other runs, so that the next one comes after them.
    pub fn saw<'a>(&mut self, events: impl IntoIterator<Item = &'a Event>) {
        self.last = events.into_iter().map(|event| event.order).fold(self.last, u64::max);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_grows_when_the_clock_goes_back() {
        let mut drafts = Drafts::new();
        let mut order = |at| drafts.draft(Kind::Reset { chapter: "loss".into() }, at).order;
        assert_eq!([order(100), order(40), order(40), order(200)], [100, 101, 102, 200]);
    }
}
