//! Exit codes, and how an error becomes one.

use std::io;
use std::process::ExitCode;

use crate::lesson::load::LoadError;
use crate::tutor::TutorError;

/// How the program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// It did what was asked.
    Done = 0,
    /// It could not.
    Failed = 1,
    /// What was asked makes no sense; the message says what to type.
    Usage = 2,
    /// Lesson content is at fault.
    Content = 3,
    /// Ctrl-C.
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// What was asked makes no sense; the text says what to type instead.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Usage(pub String);

/// Prints an error, unless the output was closed, and returns the exit code.
pub fn report(result: anyhow::Result<Exit>) -> Exit {
    let error = match result {
        Ok(exit) => return exit,
        Err(error) => error,
    };
    if error.chain().any(is_closed_pipe) {
        return Exit::Done;
    }
    let _ = io::Write::write_all(&mut io::stderr(), format!("dltutor: {error:#}\n").as_bytes());
    code_of(&error)
}

fn is_closed_pipe(cause: &(dyn std::error::Error + 'static)) -> bool {
    let error = match cause.downcast_ref::<TutorError>() {
        Some(TutorError::Io(error)) => Some(error),
        _ => cause.downcast_ref::<io::Error>(),
    };
    error.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

fn code_of(error: &anyhow::Error) -> Exit {
    if error.is::<Usage>() || error.is::<crate::experiment::SettingsError>() {
        return Exit::Usage;
    }
    if let Some(TutorError::Unattended(_)) = error.downcast_ref() {
        return Exit::Usage;
    }
    if let Some(TutorError::Content(_)) = error.downcast_ref() {
        return Exit::Content;
    }
    match error.downcast_ref::<LoadError>() {
        Some(LoadError::Unknown(_)) => Exit::Usage,
        Some(LoadError::Content(_)) => Exit::Content,
        None => Exit::Failed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_error_has_its_code() {
        let code = |error: anyhow::Error| report(Err(error));
        assert_eq!(code(Usage("x".into()).into()), Exit::Usage);
        assert_eq!(code(LoadError::Unknown("x".into()).into()), Exit::Usage);
        assert_eq!(code(LoadError::Content("x".into()).into()), Exit::Content);
        assert_eq!(code(io::Error::from(io::ErrorKind::BrokenPipe).into()), Exit::Done);
        assert_eq!(code(TutorError::Io(io::ErrorKind::BrokenPipe.into()).into()), Exit::Done);
        assert_eq!(code(io::Error::from(io::ErrorKind::StorageFull).into()), Exit::Failed);
    }
}
