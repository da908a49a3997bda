//! `dltutor completions`.

use clap::CommandFactory;

use crate::cli::args::{Arguments, CompletionsOptions};
use crate::cli::exit::Exit;
use crate::cli::output;

/// Prints the completions for a shell.
pub fn run(options: &CompletionsOptions) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Arguments::command(), "dltutor", &mut script);
    output::print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Done)
}
