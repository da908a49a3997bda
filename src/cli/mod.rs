//! The command line: one file a command.

pub mod args;
pub mod claims;
pub mod compare;
pub mod completions;
pub mod data;
pub mod exit;
pub mod glossary;
pub mod home;
pub mod lesson;
pub mod lint;
pub mod list;
pub mod manual;
pub mod output;
mod processor;
pub mod progress;
pub mod quiz;
pub mod review;
pub mod run;
pub mod session;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;

pub use args::Arguments;
use args::Command;
use exit::Exit;
use session::Session;

use crate::ui::signals;

/// Runs the command line of this process and returns its exit code.
pub fn main() -> ExitCode {
    signals::restore_on_panic();
    run(std::env::args_os()).into()
}

/// Runs one command line.
fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => return refused(&error),
    };
    exit::report(dispatch(&arguments))
}

/// Help and version are success; anything else clap refuses is wrong usage.
fn refused(error: &clap::Error) -> Exit {
    let _ = error.print();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Exit::Done,
        _ => Exit::Usage,
    }
}

fn dispatch(arguments: &Arguments) -> anyhow::Result<Exit> {
    let session = Session::new(&arguments.everywhere);
    if arguments.command.as_ref().is_some_and(Command::computes) {
        processor::tell();
    }
    match &arguments.command {
        None => home::run(&session),
        Some(Command::Lesson(options)) => lesson::run(&session, options),
        Some(Command::Compare(options)) => compare::run(&session, options),
        Some(Command::Run(options)) => run::run(&session, options),
        Some(Command::Quiz(options)) => quiz::run(&session, options),
        Some(Command::Review(options)) => review::run(&session, options),
        Some(Command::List(options)) => list::run(&session, options),
        Some(Command::Glossary(options)) => glossary::run(&session, options),
        Some(Command::Progress(options)) => progress::run(&session, options),
        Some(Command::Lint(options)) => lint::run(&session, options),
        Some(Command::Completions(options)) => completions::run(options),
    }
}
