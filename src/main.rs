//! The `dltutor` binary: parse, call the library, exit.

use std::process::ExitCode;

fn main() -> ExitCode {
    dltutor::cli::main()
}
