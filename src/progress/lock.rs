//! The lock under which the journal is read and written.

use std::fs::File;
use std::path::Path;
use std::time::{Duration, Instant};

use super::disk::Disk;
use super::journal::JournalError;

/// The name of the locked file. It is never replaced: a lock on the journal itself would be lost
/// when a repaired journal takes its place.
const FILE: &str = "journal.lock";

/// An exclusive lock, let go when dropped (and by the system when the process is killed).
pub(super) struct Lock(#[allow(dead_code, reason = "held, never read")] File);

impl Lock {
    /// Takes the lock of a folder's journal, waiting for at most `patience`: a stopped process
    /// (Ctrl-Z) must not stop this one too.
    pub(super) fn take(disk: &dyn Disk, folder: &Path, patience: Duration) -> Result<Self, JournalError> {
        let path = folder.join(FILE);
        let file = disk.open_append(&path).map_err(JournalError::at(&path))?;
        let start = Instant::now();
        loop {
            if disk.try_lock(&file).map_err(JournalError::at(&path))? {
                return Ok(Self(file));
            }
            if start.elapsed() >= patience {
                return Err(JournalError::Locked(path));
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}
