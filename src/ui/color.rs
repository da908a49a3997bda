//! Whether to colour, decided once for everything that can colour.

use std::io::IsTerminal;

use anstream::{AutoStream, ColorChoice};

use crate::text::paint::ColorDepth;

/// What the person asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum When {
    /// When the output is a terminal that can, and nobody said no.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How many colours the standard output gets; sets both copies of the `colored` crate to agree.
///
/// `NO_COLOR` (unless empty), `TERM=dumb` and a pipe all mean none, unless `always` was asked for.
pub fn depth(when: When) -> ColorDepth {
    let colored = match when {
        When::Always => true,
        When::Never => false,
        When::Auto => {
            AutoStream::choice(&std::io::stdout()) != ColorChoice::Never && std::io::stdout().is_terminal()
        }
    };
    colored::control::set_override(colored);
    colored2::control::set_override(colored);
    if colored { richness() } else { ColorDepth::None }
}

fn richness() -> ColorDepth {
    let variable = |name| std::env::var(name).unwrap_or_default();
    if matches!(variable("COLORTERM").as_str(), "truecolor" | "24bit") {
        ColorDepth::TrueColor
    } else if variable("TERM").contains("256") {
        ColorDepth::Ansi256
    } else {
        ColorDepth::Ansi16
    }
}
