//! The journal as the tutor uses it: it never stops a lesson.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::clock;
use super::disk::{Disk, Real};
use super::drafts::Drafts;
use super::event::{Event, Kind};
use super::home::home;
use super::journal::{Journal, JournalError, Opened, PATIENCE, read_only};
use super::line::encode;
use super::notice::Notice;
use super::state::State;
use super::transfer::Imported;

/// How long to wait for the lock while saving fails: long enough for a process that is being started
/// from this one, and holds a copy of our lock until it runs.
const IMPATIENCE: Duration = Duration::from_millis(500);

/// Whether an event is safe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Saved {
    /// It is on the disk.
    OnDisk,
    /// It is in memory alone; it is written as soon as the disk takes it.
    InMemory,
}

/// A learner's progress, saved where that is possible.
///
/// ```
/// use dltutor::progress::{Kind, Saved, Status, Store};
/// let mut store = Store::memory();
/// let saved = store.record(Kind::StepDone { chapter: "activations".into(), step: "relu".into() });
/// assert_eq!(saved, Saved::InMemory);
/// assert_eq!(store.state().step("activations", "relu").map(|step| step.status), Some(Status::Done));
/// ```
pub struct Store {
    disk: Arc<dyn Disk>,
    /// Where to save; nothing to keep everything in memory on purpose.
    folder: Option<PathBuf>,
    journal: Option<Journal>,
    drafts: Drafts,
    events: Vec<Event>,
    state: State,
    /// Events that are not on the disk yet.
    pending: Vec<Event>,
    is_failing: bool,
    notices: Vec<Notice>,
}

impl Store {
    /// The learner's store: the journal in [`home`]. Never fails; see [`Store::notices`].
    pub fn open() -> Self {
        match home() {
            Some(folder) => Self::open_in(&folder),
            None => {
                let mut store = Self::memory();
                store.fail("there is no home folder; set DLTUTOR_HOME to one".into());
                store
            }
        }
    }

    /// The store of a folder.
    pub fn open_in(folder: &Path) -> Self {
        Self::open_on(Arc::new(Real), folder)
    }

    /// The store of a folder on another disk.
    pub fn open_on(disk: Arc<dyn Disk>, folder: &Path) -> Self {
        let mut store = Self::unsaved(disk, Some(folder.to_path_buf()));
        if let Err(error) = store.open_journal(PATIENCE) {
            let events = read_only(&*store.disk, folder);
            store.merge(events);
            store.fail(error.to_string());
        }
        store
    }

    /// A store that keeps everything in memory, and says nothing about it.
    pub fn memory() -> Self {
        Self::unsaved(Arc::new(Real), None)
    }

    fn unsaved(disk: Arc<dyn Disk>, folder: Option<PathBuf>) -> Self {
        Self {
            disk,
            folder,
            journal: None,
            drafts: Drafts::new(),
            events: Vec::new(),
            state: State::default(),
            pending: Vec::new(),
            is_failing: false,
            notices: Vec::new(),
        }
    }

    /// Records something that happened now. The tutor may say "saved" when it is on disk.
    pub fn record(&mut self, kind: Kind) -> Saved {
        self.record_at(kind, clock::now())
    }

    /// Records something that happened at a time, in milliseconds since 1970.
    pub fn record_at(&mut self, kind: Kind, at: u64) -> Saved {
        let event = self.drafts.draft(kind, at);
        self.state.apply(&event);
        self.events.push(event.clone());
        self.pending.push(event);
        self.save()
    }

    /// Tries to write what is in memory alone.
    pub fn save(&mut self) -> Saved {
        match self.write_pending() {
            Ok(false) => return Saved::InMemory,
            Ok(true) if self.is_failing => {
                self.is_failing = false;
                self.notices.push(Notice::SavingAgain);
            }
            Ok(true) => {}
            Err(error) => {
                self.fail(error.to_string());
                return Saved::InMemory;
            }
        }
        Saved::OnDisk
    }

    /// What the learner has done.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// All events known, by [`Event::key`].
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// What to tell the learner, each thing once: call it after opening and after each
    /// [`Store::record`], and show the lines on stderr.
    pub fn notices(&mut self) -> Vec<Notice> {
        std::mem::take(&mut self.notices)
    }

    /// The journal, where there is one to write to: for `verify`.
    pub fn journal(&mut self) -> Option<&mut Journal> {
        self.journal.as_mut()
    }

    /// The whole journal as the bytes of an export file: one event a line, unknown kinds too.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn export(&mut self) -> Result<Vec<u8>, JournalError> {
        let mut bytes = self.journal.as_mut().map_or(Ok(Vec::new()), Journal::export)?;
        let unsaved = if self.journal.is_some() { &self.pending } else { &self.events };
        for event in unsaved.iter().filter(|event| event.kind != Kind::Unknown) {
            bytes.extend(encode(event)?);
            bytes.push(b'\n');
        }
        Ok(bytes)
    }

    /// Adds the events of an export file that are not known yet. Any order of imports gives the
    /// same state, and a second import of the same file adds nothing.
    ///
    /// # Errors
    /// When the journal cannot be read or written; the state is then as it was.
    pub fn import(&mut self, bytes: &[u8]) -> Result<Imported, JournalError> {
        if self.journal.is_none() {
            self.open_journal(PATIENCE)?;
        }
        let (imported, events) = match &mut self.journal {
            Some(journal) => journal.import(bytes)?,
            None => Imported::of(bytes, |id| self.state.has_seen(id)).into_events(),
        };
        self.merge(events);
        Ok(imported)
    }

    fn open_journal(&mut self, patience: Duration) -> Result<(), JournalError> {
        let Some(folder) = &self.folder else { return Ok(()) };
        let Opened { journal, events, notices } = Journal::open_on(self.disk.clone(), folder, patience)?;
        self.journal = Some(journal);
        self.notices.extend(notices);
        self.merge(events);
        Ok(())
    }

    /// Whether everything is on the disk now. While saving fails, another process's lock is not
    /// waited for long again.
    fn write_pending(&mut self) -> Result<bool, JournalError> {
        let patience = if self.is_failing { IMPATIENCE } else { PATIENCE };
        if self.journal.is_none() {
            self.open_journal(patience)?;
        }
        let Some(journal) = &mut self.journal else { return Ok(false) };
        journal.set_patience(patience);
        let others = journal.write(&self.pending)?;
        self.pending.clear();
        self.merge(others);
        Ok(true)
    }

    /// Says it once, until saving works again.
    fn fail(&mut self, why: String) {
        if !self.is_failing {
            self.is_failing = true;
            self.notices.push(Notice::NotSaving { why });
        }
    }

    /// Takes in events from the file; folds everything anew where one belongs further back.
    fn merge(&mut self, events: Vec<Event>) {
        let last = self.events.last().map(Event::key);
        let mut fresh: Vec<Event> =
            events.into_iter().filter(|event| !self.state.has_seen(event.id)).collect();
        fresh.sort_by_key(Event::key);
        fresh.dedup_by_key(|event| event.id);
        self.drafts.saw(&fresh);
        let in_order = fresh.first().is_none_or(|first| last.is_none_or(|last| last < first.key()));
        self.events.extend(fresh);
        if in_order {
            let known = self.state.stamps.len();
            self.events[known..].iter().for_each(|event| self.state.apply(event));
        } else {
            self.events.sort_by_key(Event::key);
            self.state = State::fold(&self.events);
        }
    }
}

impl Drop for Store {
    /// A last try for what the disk did not take so far.
    fn drop(&mut self) {
        if !self.pending.is_empty() {
            let _ = self.save();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn done(step: &str) -> Kind {
        Kind::StepDone { chapter: "loss".into(), step: step.into() }
    }

    #[test]
    fn what_was_recorded_is_there_the_next_time() {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join("deep/er");
        let mut store = Store::open_in(&home);
        assert_eq!(store.record(done("nll")), Saved::OnDisk);
        assert_eq!(store.record(done("softmax")), Saved::OnDisk);
        let mut again = Store::open_in(&home);
        assert_eq!(again.state(), store.state());
        assert_eq!((again.events().len(), again.notices()), (2, vec![]));
    }

    #[test]
    fn a_file_in_the_folders_place_is_told_once() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, "mine").unwrap();
        let mut store = Store::open_in(&file);
        assert_eq!(store.record(done("nll")), Saved::InMemory);
        assert_eq!(store.record(done("nll")), Saved::InMemory);
        let notices = store.notices();
        assert_eq!(notices.len(), 1);
        assert!(notices[0].to_string().starts_with("Nothing is being saved: "), "{}", notices[0]);
        assert_eq!(std::fs::read(&file).unwrap(), b"mine");
        std::fs::remove_file(&file).unwrap();
        assert_eq!(store.record(done("softmax")), Saved::OnDisk);
        assert_eq!(store.notices(), [Notice::SavingAgain]);
        assert_eq!(Store::open_in(&file).events().len(), 3);
    }

    #[test]
    fn two_stores_of_one_folder_see_each_other() {
        let folder = tempfile::tempdir().unwrap();
        let (mut one, mut two) = (Store::open_in(folder.path()), Store::open_in(folder.path()));
        for turn in 0..5 {
            let _ = one.record(done(&format!("a{turn}")));
            let _ = two.record(done(&format!("b{turn}")));
        }
        let _ = one.save();
        assert_eq!(one.state(), two.state());
        assert_eq!(Store::open_in(folder.path()).state(), two.state());
    }

    #[test]
    fn import_is_a_union() {
        let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        let mut one = Store::open_in(folders[0].path());
        let mut two = Store::open_in(folders[1].path());
        for at in 0..4 {
            let _ = one.record_at(done(&format!("a{at}")), 2 * at);
            let _ = two.record_at(done(&format!("b{at}")), 2 * at + 1);
        }
        let (first, second) = (one.export().unwrap(), two.export().unwrap());
        assert_eq!(one.import(&second).unwrap(), Imported { added: 4, known: 0, damaged: 0 });
        assert_eq!(two.import(&first).unwrap().added, 4);
        assert_eq!(one.import(&second).unwrap(), Imported { added: 0, known: 4, damaged: 0 });
        assert_eq!(one.state(), two.state());
        assert_eq!(Store::open_in(folders[0].path()).state(), two.state());
        let mut memory = Store::memory();
        memory.import(&one.export().unwrap()).unwrap();
        assert_eq!(memory.state(), two.state());
    }
}
