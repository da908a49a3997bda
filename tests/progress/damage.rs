//! Journals with flipped bits, cut, with lines repeated, shuffled, run together, or with rubbish in them.

use std::collections::BTreeSet;
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use dltutor::progress::disk::Disk;
use dltutor::progress::line::encode;
use dltutor::progress::{Event, Id, Journal, Kind, Outcome, Scan, State};
use dltutor::quiz::shuffle::next;
use proptest::prelude::*;

use super::{done, tries};

/// A disk that does not wait for the platter: these tests are about what is in the file.
struct Hasty;

impl Disk for Hasty {
    fn sync(&self, _: &File) -> io::Result<()> {
        Ok(())
    }
    fn sync_folder(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }
}

/// A generator of cases, each from its own seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        (next(&mut self.0) % bound.max(1) as u64) as usize
    }
}

fn some_event(dice: &mut Dice, number: u32) -> Event {
    let kind = match dice.below(3) {
        0 => done(format!("step-{number}")),
        1 => Kind::Experiment {
            name: "relu".into(),
            settings: [("depth".into(), "20".into())].into(),
            seed: 1,
        },
        _ => Kind::Answer {
            chapter: "loss".into(),
            step: "nll".into(),
            question: format!("q{}", dice.below(3)),
            seed: next(&mut dice.0),
            answer: ["0.5", "{\"sum\":\"", "한국어 ½", "}}}\n{", ""][dice.below(5)].into(),
            outcome: Outcome::Incorrect,
            confidence: Some(80),
            seconds: 4,
        },
    };
    Event { id: Id { run: 77, number }, version: 1, order: 1000 + u64::from(number), at: 1000, kind }
}

fn lines(events: &[Event]) -> Vec<Vec<u8>> {
    events.iter().map(|event| encode(event).unwrap()).collect()
}

fn file_of(lines: &[Vec<u8>]) -> Vec<u8> {
    lines.iter().flat_map(|line| line.iter().copied().chain([b'\n'])).collect()
}

/// One more thing that can happen to a file.
fn damage(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let at = dice.below(bytes.len());
    let other = dice.below(bytes.len());
    match dice.below(7) {
        0 | 1 if !bytes.is_empty() => bytes[at] ^= 1 << dice.below(8),
        2 => bytes.truncate(at),
        3 => drop(bytes.drain(at.min(other)..at.max(other).min(at.min(other) + 60))),
        4 => {
            let length = dice.below(30);
            let rubbish: Vec<u8> = (0..length).map(|_| dice.below(256) as u8).collect();
            bytes.splice(at..at, rubbish);
        }
        5 => shuffle_lines(bytes, dice),
        _ => {
            let repeated = bytes[at.min(other)..at.max(other)].to_vec();
            bytes.extend(repeated);
        }
    }
}

fn shuffle_lines(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let mut lines: Vec<Vec<u8>> = bytes.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    for last in (1..lines.len()).rev() {
        lines.swap(last, dice.below(last + 1));
    }
    *bytes = lines.join(&b'\n');
}

fn holds(bytes: &[u8], line: &[u8]) -> bool {
    bytes.windows(line.len()).any(|window| window == line)
}

/// Every event whose bytes are still there is read, and nothing that was never written.
fn check_scan(events: &[Event], lines: &[Vec<u8>], bytes: &[u8]) -> BTreeSet<u32> {
    let scan = Scan::of(bytes);
    let found: BTreeSet<u32> = scan.whole.iter().map(|(_, event)| event.id.number).collect();
    for (event, line) in events.iter().zip(lines) {
        assert_eq!(found.contains(&event.id.number), holds(bytes, line), "event {}", event.id);
    }
    for (_, event) in &scan.whole {
        assert_eq!(event.id, events[event.id.number as usize].id);
    }
    found
}

/// Opening keeps what is whole, sets the rest aside where nothing of it is lost, and is then content.
fn check_open(bytes: &[u8], found: &BTreeSet<u32>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.jsonl");
    std::fs::write(&path, bytes).unwrap();
    // Patient: a child that another test starts holds copies of our locks until it is running.
    let open = || Journal::open_on(Arc::new(Hasty), folder.path(), Duration::from_secs(20)).unwrap();
    let first = open();
    let numbers: BTreeSet<u32> = first.events.iter().map(|event| event.id.number).collect();
    assert_eq!(&numbers, found);
    let quarantine = std::fs::read(folder.path().join("quarantine.jsonl")).unwrap_or_default();
    let scan = Scan::of(bytes);
    assert_eq!(first.notices.is_empty(), scan.damaged.is_empty());
    assert!(scan.damaged.iter().all(|piece| holds(&quarantine, &bytes[piece.clone()])));
    let second = open();
    assert_eq!((second.notices, State::fold(&second.events)), (vec![], State::fold(&first.events)));
}

fn one_case(seed: u64, with_file: bool) {
    let mut dice = Dice(seed);
    let count = dice.below(12) as u32;
    let events: Vec<Event> = (0..count).map(|number| some_event(&mut dice, number)).collect();
    let lines = lines(&events);
    let mut bytes = file_of(&lines);
    for _ in 0..=dice.below(4) {
        damage(&mut bytes, &mut dice);
    }
    let found = check_scan(&events, &lines, &bytes);
    if with_file {
        check_open(&bytes, &found);
    }
}

#[test]
fn every_whole_event_of_a_damaged_journal_is_kept() {
    let cases = tries(2_000, 100_000);
    for seed in 0..cases {
        one_case(seed, seed % 10 == 0);
    }
    println!("{cases} damaged journals, every whole event kept");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let scan = Scan::of(&bytes);
        prop_assert!(scan.whole.is_empty());
    }

    /// The state depends on the set of events alone.
    #[test]
    fn the_state_is_a_union(seed in any::<u64>(), cut in 0usize..20, order in any::<u64>()) {
        let mut dice = Dice(seed);
        let events: Vec<Event> = (0..20).map(|number| some_event(&mut dice, number)).collect();
        let (one, two) = (&events[..cut], &events[cut.saturating_sub(5)..]);
        let mut mixed: Vec<&Event> = one.iter().chain(two).chain(one).collect();
        let mut dice = Dice(order);
        for last in (1..mixed.len()).rev() {
            mixed.swap(last, dice.below(last + 1));
        }
        prop_assert_eq!(State::fold(mixed), State::fold(&events));
    }
}
