//! Opening, folding and appending to a journal of 10 MB: `cargo bench --bench journal`.
#![allow(missing_docs, clippy::print_stdout, clippy::unwrap_used)]

use std::time::Instant;

use dltutor::progress::line::encode;
use dltutor::progress::{Event, Id, Journal, Kind, Outcome, State};

fn event(number: u32) -> Event {
    let kind = Kind::Answer {
        chapter: "activations".into(),
        step: format!("step-{}", number % 50),
        question: format!("question-{}", number % 7),
        seed: u64::from(number),
        answer: "0.25".into(),
        outcome: if number.is_multiple_of(5) { Outcome::Incorrect } else { Outcome::Correct },
        confidence: Some(80),
        seconds: 12,
    };
    let at = 1_700_000_000_000 + 60_000 * u64::from(number);
    Event { id: Id { run: 0x0123_4567_89ab_cdef, number }, version: 1, order: at, at, kind }
}

/// Milliseconds of the fastest of nine runs.
fn fastest(mut run: impl FnMut()) -> f64 {
    let times = (0..9).map(|_| {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64() * 1e3
    });
    times.fold(f64::INFINITY, f64::min)
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let mut bytes = Vec::new();
    let mut number = 0;
    while bytes.len() < 10_000_000 {
        bytes.extend(encode(&event(number)).unwrap());
        bytes.push(b'\n');
        number += 1;
    }
    let path = folder.path().join("journal.jsonl");
    std::fs::write(&path, &bytes).unwrap();
    let opened = Journal::open(folder.path()).unwrap();
    println!("{:.1} MB, {} events", bytes.len() as f64 / 1e6, opened.events.len());
    let read = fastest(|| drop(std::fs::read(&path).unwrap()));
    println!("read the bytes      {read:8.2} ms");
    let open = fastest(|| drop(Journal::open(folder.path()).unwrap()));
    println!("open and check      {open:8.2} ms");
    let fold = fastest(|| drop(State::fold(&opened.events)));
    println!("fold into a state   {fold:8.2} ms");
    println!("both                {:8.2} ms (to reach: below 100)", open + fold);
    let mut journal = opened.journal;
    let append = fastest(|| drop(journal.append(Kind::Reset { chapter: "loss".into() }).unwrap()));
    println!("append, on the disk {append:8.2} ms");
}
