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
    let variable = |name| std::env::var(name).unwrap_or_default();
    if colored { richness(&variable("COLORTERM"), &variable("TERM")) } else { ColorDepth::None }
}

/// How many colours a terminal has that says this of itself.
fn richness(colorterm: &str, term: &str) -> ColorDepth {
    if matches!(colorterm, "truecolor" | "24bit") || term.ends_with("-direct") {
        ColorDepth::TrueColor
    } else if term.contains("256") {
        ColorDepth::Ansi256
    } else {
        ColorDepth::Ansi16
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_gets_the_colours_it_says_it_has() {
        assert_eq!(richness("truecolor", "xterm"), ColorDepth::TrueColor);
        assert_eq!(richness("24bit", "screen-256color"), ColorDepth::TrueColor);
        assert_eq!(richness("", "xterm-direct"), ColorDepth::TrueColor);
        assert_eq!(richness("", "tmux-256color"), ColorDepth::Ansi256);
        assert_eq!(richness("", "linux"), ColorDepth::Ansi16);
        assert_eq!(richness("", ""), ColorDepth::Ansi16);
    }
}
