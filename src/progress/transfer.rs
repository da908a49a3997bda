//! Taking a journal to another machine and merging two.

use std::collections::HashSet;
use std::ops::Range;

use serde::Serialize;

use super::event::{Event, Id};
use super::journal::{Journal, JournalError, read};
use super::scan::Scan;

/// What an import did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Imported {
    /// Events that were not known before.
    pub added: usize,
    /// Events that were known.
    pub known: usize,
    /// Damaged lines of the imported file, passed over.
    pub damaged: usize,
}

impl Imported {
    /// Sorts the lines of an export file: new, known, damaged.
    pub(super) fn of(bytes: &[u8], is_known: impl Fn(Id) -> bool) -> Fresh {
        let scan = Scan::of(bytes);
        let (total, damaged) = (scan.whole.len(), scan.damaged.len());
        let mut seen = HashSet::new();
        let lines: Vec<(Range<usize>, Event)> = scan
            .whole
            .into_iter()
            .filter(|(_, event)| !is_known(event.id) && seen.insert(event.id))
            .collect();
        let imported = Self { added: lines.len(), known: total - lines.len(), damaged };
        Fresh { imported, lines }
    }
}

/// The lines of an export file that are new.
pub(super) struct Fresh {
    imported: Imported,
    lines: Vec<(Range<usize>, Event)>,
}

impl Fresh {
    /// The count and the new events.
    pub(super) fn into_events(self) -> (Imported, Vec<Event>) {
        (self.imported, self.lines.into_iter().map(|(_, event)| event).collect())
    }
}

impl Journal {
    /// The whole lines of the journal, each once, byte for byte: what an export file holds.
    ///
    /// # Errors
    /// When the journal cannot be locked or read.
    pub fn export(&mut self) -> Result<Vec<u8>, JournalError> {
        let _lock = self.lock()?;
        let bytes = self.bytes()?;
        let mut seen = HashSet::new();
        let whole = Scan::of(&bytes).whole.into_iter().filter(|(_, event)| seen.insert(event.id));
        Ok(whole.flat_map(|(line, _)| bytes[line].iter().copied().chain([b'\n'])).collect())
    }

    /// Adds the lines of an export file that the journal does not hold, byte for byte, and returns
    /// their events once they are on the disk.
    ///
    /// # Errors
    /// When the journal cannot be locked, read or written.
    pub fn import(&mut self, bytes: &[u8]) -> Result<(Imported, Vec<Event>), JournalError> {
        let _lock = self.lock()?;
        let known: HashSet<Id> = Scan::of(&self.bytes()?).whole.iter().map(|(_, event)| event.id).collect();
        let fresh = Imported::of(bytes, |id| known.contains(&id));
        let lines =
            fresh.lines.iter().flat_map(|(line, _)| bytes[line.clone()].iter().copied().chain([b'\n']));
        let lines: Vec<u8> = lines.collect();
        let others = if lines.is_empty() { Vec::new() } else { self.append_lines(lines)? };
        let (imported, mut events) = fresh.into_events();
        events.extend(others);
        Ok((imported, events))
    }

    fn bytes(&self) -> Result<Vec<u8>, JournalError> {
        let path = self.path();
        read(self.disk(), &path, 0).map_err(JournalError::at(&path))
    }
}
