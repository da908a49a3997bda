//! What the learner is told about the journal, one line each.

use std::fmt;
use std::path::PathBuf;

use crate::text::sanitize::sanitize;

/// Something to say once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The last line was cut short (a crash, a full disk): it was never confirmed, and is dropped.
    Torn,
    /// Damaged pieces of the journal were moved to the quarantine file.
    SetAside {
        /// How many.
        count: usize,
        /// Where they are.
        quarantine: PathBuf,
    },
    /// Damaged pieces stay where they are, for this reason.
    LeftInPlace {
        /// How many.
        count: usize,
        /// Why.
        why: String,
    },
    /// Nothing is being saved, for this reason.
    NotSaving {
        /// Why.
        why: String,
    },
    /// Saving works again, and nothing is missing.
    SavingAgain,
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::Torn => "The journal's last line was cut short and is dropped; the rest is intact.".into(),
            Self::SetAside { count, quarantine } => format!(
                "{count} damaged {} of the journal set aside in {}; the rest is intact.",
                lines(*count),
                quarantine.display()
            ),
            Self::LeftInPlace { count, why } => {
                format!("{count} damaged {} of the journal passed over ({why}).", lines(*count))
            }
            Self::NotSaving { why } => format!("Nothing is being saved: {why}"),
            Self::SavingAgain => "Saving works again; nothing is missing.".into(),
        };
        f.write_str(&sanitize(&text))
    }
}

fn lines(count: usize) -> &'static str {
    if count == 1 { "line" } else { "lines" }
}
