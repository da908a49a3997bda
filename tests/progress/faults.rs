//! A disk that fails at the n-th operation that changes it, for every n.

use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use dltutor::progress::disk::{Disk, Real};
use dltutor::progress::{Id, Saved, Store};

use super::done;

/// What happens at the n-th operation.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fault {
    /// It fails; the next works again.
    Once,
    /// It and all later ones fail: a full disk.
    ForEver,
    /// A write puts down half of its bytes and fails; the next operation works again.
    Torn,
    /// A write puts down half of its bytes, and the process is no more.
    Killed,
}

struct Faulty {
    fault: Fault,
    left: AtomicUsize,
    is_over: AtomicBool,
}

impl Faulty {
    fn new(fault: Fault, nth: usize) -> Arc<Self> {
        Arc::new(Self { fault, left: AtomicUsize::new(nth), is_over: AtomicBool::new(false) })
    }

    /// Whether this operation fails.
    fn fails(&self) -> bool {
        let left = self.left.load(Ordering::SeqCst);
        self.left.store(left.saturating_sub(1), Ordering::SeqCst);
        let stays = matches!(self.fault, Fault::ForEver | Fault::Killed);
        left == 1 || (left == 0 && stays)
    }

    fn count(&self) -> io::Result<()> {
        if self.fails() { Err(ErrorKind::StorageFull.into()) } else { Ok(()) }
    }

    /// Whether the fault was never reached.
    fn is_spared(&self) -> bool {
        self.left.load(Ordering::SeqCst) > 0
    }
}

impl Disk for Faulty {
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        self.count().and_then(|()| Real.create_folder(path))
    }
    fn open_append(&self, path: &Path) -> io::Result<File> {
        self.count().and_then(|()| Real.open_append(path))
    }
    fn create(&self, path: &Path) -> io::Result<File> {
        self.count().and_then(|()| Real.create(path))
    }
    fn write(&self, file: &File, bytes: &[u8]) -> io::Result<usize> {
        if !self.fails() {
            return Real.write(file, bytes);
        }
        let halves = matches!(self.fault, Fault::Torn | Fault::Killed);
        if halves && !self.is_over.swap(true, Ordering::SeqCst) {
            Real.write(file, &bytes[..bytes.len() / 2])?;
        }
        Err(ErrorKind::StorageFull.into())
    }
    fn sync(&self, _: &File) -> io::Result<()> {
        self.count()
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.count().and_then(|()| Real.rename(from, to))
    }
    fn sync_folder(&self, _: &Path) -> io::Result<()> {
        self.count()
    }
    fn try_lock(&self, file: &File) -> io::Result<bool> {
        self.count().and_then(|()| Real.try_lock(file))
    }
}

/// Records a few things, and returns the ids of those confirmed, and of all.
fn session(store: &mut Store, name: &str) -> (Vec<Id>, Vec<Id>) {
    let (mut confirmed, mut all) = (Vec::new(), Vec::new());
    for step in 0..4 {
        let saved = store.record(done(format!("{name}-{step}")));
        all.push(store.events().last().unwrap().id);
        if saved == Saved::OnDisk {
            confirmed.clone_from(&all);
        }
    }
    (confirmed, all)
}

/// A journal that a former session left, with one damaged line and a torn end.
fn leave_damaged_journal(folder: &Path) -> Vec<Id> {
    let mut store = Store::open_in(folder);
    let (confirmed, _) = session(&mut store, "former");
    let path = folder.join("journal.jsonl");
    let mut bytes = std::fs::read(&path).unwrap();
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap().len();
    bytes[line / 2] ^= 1;
    bytes.extend(b"{\"sum\":\"0123");
    std::fs::write(&path, bytes).unwrap();
    confirmed[1..].to_vec()
}

/// Plays a session on a disk that fails at its n-th operation; false once n is beyond the session.
fn play(fault: Fault, nth: usize) -> bool {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let former = leave_damaged_journal(&home);
    let disk = Faulty::new(fault, nth);
    let mut store = Store::open_on(disk.clone(), &home);
    let (confirmed, all) = session(&mut store, "this");
    let notices = store.notices().iter().filter(|n| n.to_string().starts_with("Nothing is being")).count();
    assert!(notices <= 1, "{fault:?} at {nth}: told {notices} times");
    drop(store);
    let again = Store::open_in(&home);
    let is_there = |id: &Id| again.events().iter().any(|event| event.id == *id);
    assert!(former.iter().all(is_there), "{fault:?} at {nth}: an old event is lost");
    assert!(confirmed.iter().all(is_there), "{fault:?} at {nth}: a confirmed event is lost");
    if matches!(fault, Fault::Once | Fault::Torn) {
        assert!(all.iter().all(is_there), "{fault:?} at {nth}: an event is lost though the disk recovered");
    }
    !disk.is_spared()
}

#[test]
fn no_confirmed_event_is_lost_whichever_operation_fails() {
    for fault in [Fault::Once, Fault::ForEver, Fault::Torn, Fault::Killed] {
        let reached = (1..).take_while(|nth| play(fault, *nth)).count();
        assert!(reached > 20, "{fault:?}: only {reached} operations");
    }
}

#[test]
fn a_journal_that_was_repaired_half_way_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let former = leave_damaged_journal(folder.path());
    for nth in 1..20 {
        drop(Store::open_on(Faulty::new(Fault::Killed, nth), folder.path()));
        let events = Store::open_on(Faulty::new(Fault::ForEver, 1), folder.path()).events().len();
        assert_eq!(events, former.len(), "killed at {nth}");
    }
    let quarantine = std::fs::read_to_string(folder.path().join("quarantine.jsonl")).unwrap();
    assert!(quarantine.contains("{\"sum\":\"0123"));
}
