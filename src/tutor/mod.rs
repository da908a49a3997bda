//! Walking a chapter: show, predict, run, grade, hint, resume.
//!
//! [`walk`] goes from step to step, [`page`] from page to page of one, [`part`] plays the parts on a
//! page, [`ask`] asks a question until it has an answer, [`memory`] keeps the answers, [`mod@bench`]
//! runs experiments and keeps their reports for the words. All talk to a
//! [`Ui`](crate::ui::Ui) and write what happened to the [`Store`](crate::progress::Store).

pub mod again;
pub mod ask;
pub mod bench;
pub mod beside;
pub mod command;
pub mod fit;
pub mod gradcheck;
pub mod hard;
pub mod help;
pub mod home;
pub mod leftover;
pub mod memory;
pub mod names;
pub mod opening;
pub mod page;
pub mod part;
pub mod placement;
pub mod quiz;
pub mod recap;
pub mod review;
pub mod round;
pub mod series;
pub mod show;
pub mod summary;
pub mod sure;
pub mod walk;

use std::io;

use crate::lesson::question::QuestionError;

/// Why a walk ended otherwise than by the learner's will.
#[derive(Debug, thiserror::Error)]
pub enum TutorError {
    /// The output or the input failed.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The content cannot be shown; the linter would have said so.
    #[error("{0}")]
    Content(String),
    /// Nobody is there to answer what must be answered.
    #[error("{0}")]
    Unattended(String),
}

impl From<QuestionError> for TutorError {
    fn from(error: QuestionError) -> Self {
        Self::Content(error.to_string())
    }
}

/// How a walk or a quiz ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It was gone through to the end.
    Finished,
    /// The learner left.
    Left,
    /// Ctrl-C.
    Interrupted,
}
