//! The few file operations that the journal needs, one system call each, so that a test can make
//! any of them fail.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// File operations. [`Real`] does them; a test's stand-in fails, tears or stops at the n-th.
pub trait Disk: Send + Sync {
    /// Creates a folder and those above it. No error if it is there.
    ///
    /// # Errors
    /// As the system says.
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        std::fs::create_dir_all(path)
    }

    /// Opens a file to add to its end, creating it.
    ///
    /// # Errors
    /// As the system says.
    fn open_append(&self, path: &Path) -> io::Result<File> {
        check_is_file(path)?;
        OpenOptions::new().create(true).append(true).read(true).open(path)
    }

    /// Creates an empty file, or empties it.
    ///
    /// # Errors
    /// As the system says.
    fn create(&self, path: &Path) -> io::Result<File> {
        File::create(path)
    }

    /// The bytes of a file from an offset to its end.
    ///
    /// # Errors
    /// As the system says.
    fn read(&self, path: &Path, from: u64) -> io::Result<Vec<u8>> {
        check_is_file(path)?;
        let mut file = File::open(path)?;
        if from > 0 {
            file.seek(SeekFrom::Start(from))?;
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Writes some of the bytes, and says how many.
    ///
    /// # Errors
    /// As the system says.
    fn write(&self, mut file: &File, bytes: &[u8]) -> io::Result<usize> {
        file.write(bytes)
    }

    /// Returns when a file's bytes are on the disk.
    ///
    /// # Errors
    /// As the system says.
    fn sync(&self, file: &File) -> io::Result<()> {
        file.sync_all()
    }

    /// Puts one file in another's place, at once.
    ///
    /// # Errors
    /// As the system says.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        std::fs::rename(from, to)
    }

    /// Returns when a folder's names are on the disk.
    ///
    /// # Errors
    /// As the system says.
    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        sync_folder(path)
    }

    /// Takes a file's exclusive lock, or says that another has it.
    ///
    /// # Errors
    /// As the system says.
    fn try_lock(&self, file: &File) -> io::Result<bool> {
        match file.try_lock() {
            Ok(()) => Ok(true),
            Err(TryLockError::WouldBlock) => Ok(false),
            // Some network file systems have no locks: appending in one write is the next best.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(true),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

/// Refuses what has no end or waits for another process: a device, a pipe. What is not there yet is
/// to become a file.
fn check_is_file(path: &Path) -> io::Result<()> {
    match std::fs::metadata(path) {
        Ok(found) if found.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        Ok(found) if !found.is_file() => {
            Err(io::Error::new(io::ErrorKind::InvalidInput, "this is a device or a pipe, not a file"))
        }
        _ => Ok(()),
    }
}

/// The machine's own disk.
#[derive(Clone, Copy, Debug, Default)]
pub struct Real;

impl Disk for Real {}

#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    match File::open(path)?.sync_all() {
        // Some file systems (shared folders of virtual machines) cannot sync a folder.
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => {
            Ok(())
        }
        done => done,
    }
}

/// Windows opens no folder as a file; its file system logs names itself.
#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Writes all of the bytes.
///
/// # Errors
/// The first error, or [`io::ErrorKind::WriteZero`] when the disk takes no more.
pub fn write_all(disk: &dyn Disk, file: &File, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match disk.write(file, bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(count) => bytes = &bytes[count..],
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
