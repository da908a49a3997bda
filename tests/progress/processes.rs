//! Several processes at once, and processes killed while they write.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use dltutor::progress::{Id, Journal, Saved, Store};
use dltutor::quiz::shuffle::next;

use super::{done, tries};

const CHILD: &str = "DLTUTOR_TEST_JOURNAL";
const COUNT: &str = "DLTUTOR_TEST_COUNT";

/// Not a test by itself: what the child processes of the tests below run. Each event's id is
/// printed once it is confirmed.
#[test]
fn child() {
    let Some(folder) = std::env::var_os(CHILD) else { return };
    let count: usize = std::env::var(COUNT).unwrap().parse().unwrap();
    let mut store = Store::open_in(&PathBuf::from(folder));
    let mut out = std::io::stdout();
    for step in 0..count {
        if store.record(done(format!("step-{step}"))) == Saved::OnDisk {
            writeln!(out, "confirmed {}", store.events().iter().map(|event| event.id).max().unwrap())
                .unwrap();
            out.flush().unwrap();
        }
    }
}

fn start(folder: &Path, count: usize) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "progress::processes::child", "--nocapture"])
        .env(CHILD, folder)
        .env(COUNT, count.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// How many events a child confirmed.
fn confirmed(child: &mut Child) -> usize {
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    lines.map_while(Result::ok).filter(|line| line.contains("confirmed ")).count()
}

fn events(folder: &Path) -> Vec<Id> {
    let opened = Journal::open(folder).unwrap();
    assert!(
        opened.notices.iter().all(|notice| *notice == dltutor::progress::Notice::Torn),
        "{:?}",
        opened.notices
    );
    let mut ids: Vec<Id> = opened.events.iter().map(|event| event.id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

#[test]
fn processes_at_once_lose_nothing() {
    for count in [2, 8] {
        let folder = tempfile::tempdir().unwrap();
        let mut children: Vec<Child> = (0..count).map(|_| start(folder.path(), 20)).collect();
        for child in &mut children {
            assert_eq!(confirmed(child), 20);
            assert!(child.wait().unwrap().success());
        }
        assert_eq!(events(folder.path()).len(), count * 20);
    }
}

#[test]
fn threads_at_once_lose_nothing() {
    for count in [2, 8] {
        let folder = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for _ in 0..count {
                scope.spawn(|| {
                    let mut journal = Journal::open(folder.path()).unwrap().journal;
                    journal.set_patience(Duration::from_secs(60));
                    (0..20).for_each(|step| drop(journal.append(done(format!("step-{step}"))).unwrap()));
                });
            }
        });
        assert_eq!(events(folder.path()).len(), count * 20);
    }
}

#[test]
fn a_killed_process_loses_nothing_it_confirmed() {
    let mut seed = 1;
    let (mut total, kills) = (0, tries(15, 1000));
    let folder = tempfile::tempdir().unwrap();
    for _ in 0..kills {
        let mut child = start(folder.path(), 100_000);
        std::thread::sleep(Duration::from_micros(5_000 + next(&mut seed) % 60_000));
        child.kill().unwrap();
        total += confirmed(&mut child);
        child.wait().unwrap();
        assert!(events(folder.path()).len() >= total, "{total} were confirmed");
    }
    println!("{kills} processes killed, {total} events confirmed, none missing");
}
