//! Setting damaged lines aside, and the check behind `dltutor progress verify`.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::{Disk, write_all};
use super::event::Event;
use super::journal::{FILE, Journal, JournalError, read};
use super::notice::Notice;
use super::scan::Scan;

/// Where damaged lines go, within the journal's folder.
pub const QUARANTINE: &str = "quarantine.jsonl";

/// What a check of the journal found and did.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Verdict {
    /// How many different events are whole.
    pub events: usize,
    /// How many of them are of a kind this version does not know.
    pub unknown: usize,
    /// How many lines said again what another says.
    pub repeated: usize,
    /// How many pieces were damaged.
    pub damaged: usize,
    /// Whether the journal was written by a newer version, so that it was left as it is.
    pub newer: bool,
    /// Whether the file was rewritten without what was damaged or repeated.
    pub rewritten: bool,
    /// The file that now holds the damaged lines, if there were any.
    pub quarantine: Option<PathBuf>,
}

impl Verdict {
    /// Whether there was nothing to repair.
    pub fn is_clean(&self) -> bool {
        self.damaged == 0 && self.repeated == 0
    }
}

impl Journal {
    /// Checks the journal and repairs it: damaged lines go to the quarantine file, repeated ones
    /// are left out. A journal of a newer version is only checked.
    ///
    /// # Errors
    /// When it cannot be locked, read or rewritten. It is then as it was.
    pub fn verify(&mut self) -> Result<Verdict, JournalError> {
        let _lock = self.lock()?;
        let path = self.path();
        let bytes = read(self.disk(), &path, 0).map_err(JournalError::at(&path))?;
        let scan = Scan::of(&bytes);
        let mut seen = HashSet::new();
        let firsts: Vec<_> = scan.whole.iter().filter(|(_, event)| seen.insert(event.id)).collect();
        let mut verdict = Verdict {
            events: firsts.len(),
            unknown: firsts.iter().filter(|(_, event)| is_unknown(event)).count(),
            repeated: scan.whole.len() - firsts.len(),
            damaged: scan.damaged.len(),
            newer: scan.is_newer(),
            rewritten: false,
            quarantine: None,
        };
        if !verdict.is_clean() && !verdict.newer {
            let ranges = firsts.iter().map(|(range, _)| range.clone());
            rewrite(self.disk(), self.folder(), &bytes, &scan, ranges).map_err(JournalError::at(&path))?;
            verdict.rewritten = true;
            verdict.quarantine = (verdict.damaged > 0).then(|| self.folder().join(QUARANTINE));
        }
        Ok(verdict)
    }
}

fn is_unknown(event: &Event) -> bool {
    event.kind == super::event::Kind::Unknown
}

/// Sets the damaged lines of a journal just read aside, and says so. The lock is held by the caller.
pub(super) fn on_open(disk: &dyn Disk, folder: &Path, bytes: &[u8], scan: &Scan) -> Vec<Notice> {
    let count = scan.damaged.len();
    if count == 0 {
        return Vec::new();
    }
    if scan.is_newer() {
        return vec![Notice::LeftInPlace { count, why: "a newer dltutor writes it".into() }];
    }
    let ranges = scan.whole.iter().map(|(range, _)| range.clone());
    if let Err(error) = rewrite(disk, folder, bytes, scan, ranges) {
        return vec![Notice::LeftInPlace { count, why: error.to_string() }];
    }
    let lines = count - usize::from(scan.torn);
    let set_aside = Notice::SetAside { count: lines, quarantine: folder.join(QUARANTINE) };
    let torn = scan.torn.then_some(Notice::Torn);
    torn.into_iter().chain((lines > 0).then_some(set_aside)).collect()
}

/// First copies what is damaged to the quarantine file, then puts a journal of the whole lines in
/// the old one's place: whenever it is stopped, nothing is in neither file.
fn rewrite(
    disk: &dyn Disk,
    folder: &Path,
    bytes: &[u8],
    scan: &Scan,
    keep: impl Iterator<Item = std::ops::Range<usize>>,
) -> io::Result<()> {
    if !scan.damaged.is_empty() {
        let pieces = joined(bytes, scan.damaged.iter().cloned());
        let file = disk.open_append(&folder.join(QUARANTINE))?;
        write_all(disk, &file, &pieces)?;
        disk.sync(&file)?;
        disk.sync_folder(folder)?;
    }
    replace(disk, &folder.join(FILE), &joined(bytes, keep))
}

fn joined(bytes: &[u8], ranges: impl Iterator<Item = std::ops::Range<usize>>) -> Vec<u8> {
    ranges.flat_map(|range| bytes[range].iter().copied().chain([b'\n'])).collect()
}

/// Puts new bytes in a file's place at once; where the file is a link, in the place it leads to.
pub(super) fn replace(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let mut name = target.file_name().unwrap_or_default().to_os_string();
    name.push(".new");
    let fresh = target.with_file_name(name);
    let file = disk.create(&fresh)?;
    write_all(disk, &file, bytes)?;
    disk.sync(&file)?;
    drop(file);
    disk.rename(&fresh, &target)?;
    match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => disk.sync_folder(folder),
        _ => Ok(()),
    }
}
