//! Why a data file cannot be used.

use crate::text::sanitize::sanitize;

/// Why a data file cannot be used; the text says where and what to do.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// It could not be opened or read.
    #[error("cannot read {file}: {source}")]
    Read {
        /// The file.
        file: String,
        /// The system's reason.
        source: std::io::Error,
    },
    /// It is refused as a whole.
    #[error("{file}: {problem}")]
    Whole {
        /// The file.
        file: String,
        /// What is wrong, and what to do.
        problem: String,
    },
    /// One place in it is wrong.
    #[error("{file}:{line}: {}{problem}", place(*column, name))]
    Place {
        /// The file.
        file: String,
        /// The line, from 1.
        line: u64,
        /// The column, counted in values from 1; 0 when the whole line is meant.
        column: usize,
        /// The column's name in the header, or empty.
        name: String,
        /// What is wrong, and what to do.
        problem: String,
    },
}

/// At most 40 characters of a value or a name, harmless to a terminal.
pub(crate) fn shown(text: &str) -> String {
    let clean = sanitize(text);
    let mut short: String = clean.chars().take(40).collect();
    if clean.chars().count() > 40 {
        short.push('…');
    }
    short
}

fn place(column: usize, name: &str) -> String {
    match (column, name) {
        (0, _) => String::new(),
        (_, "") => format!("column {column}: "),
        _ => format!("column {column} ({name}): "),
    }
}

impl DataError {
    pub(crate) fn whole(file: &str, problem: impl Into<String>) -> Self {
        Self::Whole { file: file.to_owned(), problem: sanitize(&problem.into()).into_owned() }
    }

    /// The error of a place; what the file says in it can no longer move a terminal.
    pub(crate) fn place(file: &str, line: u64, column: usize, name: &str, problem: &str) -> Self {
        Self::Place {
            file: file.to_owned(),
            line,
            column,
            name: shown(name),
            problem: sanitize(problem).into_owned(),
        }
    }

    /// The error of a line that is no CSV or no text.
    pub(crate) fn csv(file: &str, error: &csv::Error) -> Self {
        let line = error.position().map_or(1, csv::Position::line);
        let problem = match error.kind() {
            csv::ErrorKind::Utf8 { .. } => "is not UTF-8 text; save the file as UTF-8".to_owned(),
            _ => error.to_string(),
        };
        Self::place(file, line, 0, "", &problem)
    }
}
