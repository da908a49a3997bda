//! The journal file: opened, appended to, brought up to date with what other processes wrote.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::disk::{Disk, Real, write_all};
use super::drafts::Drafts;
use super::event::{Event, Kind};
use super::line::encode;
use super::lock::Lock;
use super::notice::Notice;
use super::repair;
use super::scan::Scan;

/// The journal's file within its folder. Beside it stand `journal.lock` and, once damage was
/// found, `quarantine.jsonl`.
pub const FILE: &str = "journal.jsonl";

/// How long to wait for the lock when nothing else is said.
pub const PATIENCE: Duration = Duration::from_secs(2);

/// Why the journal could not be opened or written.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// A file operation failed.
    #[error("{}: {error}", path.display())]
    Disk {
        /// The file or folder.
        path: PathBuf,
        /// What the system said; not the source, for the message has it already.
        error: io::Error,
    },
    /// Another process has held the lock for too long.
    #[error("{}: another dltutor holds it", .0.display())]
    Locked(PathBuf),
    /// The event holds what JSON cannot give back.
    #[error("this event cannot be written: {0}")]
    Event(#[from] serde_json::Error),
}

impl JournalError {
    /// An error of the system, with the path it was about.
    pub(crate) fn at(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_path_buf();
        |error| Self::Disk { path, error }
    }
}

/// A journal that can be appended to.
///
/// Several processes may have the same journal open. Every write happens under the lock of a file
/// beside it, so that lines never interleave, and the journal may be replaced by a repaired one
/// between two writes.
pub struct Journal {
    disk: Arc<dyn Disk>,
    folder: PathBuf,
    drafts: Drafts,
    /// How many bytes of the file have been read.
    length: u64,
    patience: Duration,
}

/// An opened journal.
pub struct Opened {
    /// The journal, to append to.
    pub journal: Journal,
    /// The events it holds, in the order of the file.
    pub events: Vec<Event>,
    /// What the learner should know: damage found and set aside, a newer version.
    pub notices: Vec<Notice>,
}

impl Journal {
    /// The journal of a folder, which is created if need be; damaged lines are set aside.
    ///
    /// ```
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use dltutor::progress::{Journal, Kind};
    /// let folder = tempfile::tempdir()?;
    /// let mut opened = Journal::open(folder.path())?;
    /// let done = Kind::StepDone { chapter: "activations".into(), step: "relu".into() };
    /// opened.journal.append(done)?; // on the disk when this returns
    /// assert_eq!(Journal::open(folder.path())?.events.len(), 1);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// When the folder cannot be written, or another process does not let go of the lock.
    pub fn open(folder: &Path) -> Result<Opened, JournalError> {
        Self::open_on(Arc::new(Real), folder, PATIENCE)
    }

    /// As [`Journal::open`], on another disk, waiting for its lock for at most `patience`.
    ///
    /// # Errors
    /// As [`Journal::open`].
    pub fn open_on(disk: Arc<dyn Disk>, folder: &Path, patience: Duration) -> Result<Opened, JournalError> {
        if !folder.is_dir() {
            create_folder(&*disk, folder)?;
        }
        let folder = folder.to_path_buf();
        let mut journal = Self { disk, folder, drafts: Drafts::new(), length: 0, patience };
        let lock = journal.lock()?;
        let path = journal.path();
        let bytes = read(&*journal.disk, &path, 0).map_err(JournalError::at(&path))?;
        let scan = Scan::of(&bytes);
        let notices = repair::on_open(&*journal.disk, &journal.folder, &bytes, &scan);
        drop(lock);
        let events: Vec<Event> = scan.whole.into_iter().map(|(_, event)| event).collect();
        journal.drafts.saw(&events);
        Ok(Opened { journal, events, notices })
    }

    /// The journal's folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The journal's file.
    pub fn path(&self) -> PathBuf {
        self.folder.join(FILE)
    }

    /// How long to wait for the lock from now on.
    pub fn set_patience(&mut self, patience: Duration) {
        self.patience = patience;
    }

    /// Writes one thing that happened now, and returns its event once it is on the disk.
    ///
    /// # Errors
    /// As [`Journal::write`].
    pub fn append(&mut self, kind: Kind) -> Result<Event, JournalError> {
        let event = self.drafts.draft(kind, super::clock::now());
        self.write(std::slice::from_ref(&event))?;
        Ok(event)
    }

    /// Writes events, and returns those that other processes wrote since the last look, once all
    /// are on the disk.
    ///
    /// # Errors
    /// When it is not certain that they are on the disk. Writing the same events again is safe:
    /// an event counts once, however often its line stands in the file.
    pub fn write(&mut self, events: &[Event]) -> Result<Vec<Event>, JournalError> {
        let mut lines = Vec::new();
        for event in events {
            lines.extend_from_slice(&encode(event)?);
            lines.push(b'\n');
        }
        let _lock = self.lock()?;
        self.append_lines(lines)
    }

    /// Events that other processes wrote since the last look.
    ///
    /// # Errors
    /// When the journal cannot be locked or read.
    pub fn refresh(&mut self) -> Result<Vec<Event>, JournalError> {
        let _lock = self.lock()?;
        Ok(self.catch_up()?.events)
    }

    pub(super) fn lock(&self) -> Result<Lock, JournalError> {
        Lock::take(&*self.disk, &self.folder, self.patience)
    }

    pub(super) fn disk(&self) -> &dyn Disk {
        &*self.disk
    }

    /// Adds whole lines to the file; the lock is held by the caller.
    pub(super) fn append_lines(&mut self, mut lines: Vec<u8>) -> Result<Vec<Event>, JournalError> {
        let tail = self.catch_up()?;
        if tail.is_cut {
            lines.insert(0, b'\n');
        }
        let path = self.path();
        let write = || {
            let file = self.disk.open_append(&path)?;
            write_all(&*self.disk, &file, &lines)?;
            self.disk.sync(&file)?;
            if self.length == 0 { self.disk.sync_folder(&self.folder) } else { Ok(()) }
        };
        write().map_err(JournalError::at(&path))?;
        self.length += lines.len() as u64;
        Ok(tail.events)
    }

    /// Reads what was added to the file since the last look. Where the file is not the one seen
    /// then (repaired, restored, deleted), reads all of it: an event known already does no harm.
    fn catch_up(&mut self) -> Result<Tail, JournalError> {
        let path = self.path();
        let from = self.length.saturating_sub(1);
        let mut bytes = read(&*self.disk, &path, from).map_err(JournalError::at(&path))?;
        let mut scan = Scan::of(bytes.get(1..).unwrap_or_default());
        if self.length == 0 || bytes.first() != Some(&b'\n') || !scan.damaged.is_empty() {
            bytes = read(&*self.disk, &path, 0).map_err(JournalError::at(&path))?;
            scan = Scan::of(&bytes);
            self.length = bytes.len() as u64;
        } else {
            self.length = from + bytes.len() as u64;
        }
        let events: Vec<Event> = scan.whole.into_iter().map(|(_, event)| event).collect();
        self.drafts.saw(&events);
        Ok(Tail { events, is_cut: bytes.last().is_some_and(|byte| *byte != b'\n') })
    }
}

/// What was added to the file.
struct Tail {
    events: Vec<Event>,
    /// Whether the file ends without a line break.
    is_cut: bool,
}

/// The events of a journal that cannot be locked or written, as they are, or none.
pub(super) fn read_only(disk: &dyn Disk, folder: &Path) -> Vec<Event> {
    let bytes = read(disk, &folder.join(FILE), 0).unwrap_or_default();
    Scan::of(&bytes).whole.into_iter().map(|(_, event)| event).collect()
}

/// The bytes of a file; a file that is not there is empty.
pub(super) fn read(disk: &dyn Disk, path: &Path, from: u64) -> io::Result<Vec<u8>> {
    match disk.read(path, from) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        read => read,
    }
}

/// Creates the folder, and has its name in the folder above on the disk.
fn create_folder(disk: &dyn Disk, folder: &Path) -> Result<(), JournalError> {
    let create = || {
        disk.create_folder(folder)?;
        match folder.parent() {
            Some(above) if !above.as_os_str().is_empty() => disk.sync_folder(above),
            _ => Ok(()),
        }
    };
    create().map_err(JournalError::at(folder))
}
