//! Lines as strings for a terminal of a given colour depth.
//!
//! The colours come from `colored`, but as codes, not through its `Display`: that one asks the
//! environment again (`NO_COLOR`, `COLORTERM`) and would overrule what the terminal layer decided.

use colored::Color;

use crate::text::line::{Line, Role};
use crate::text::palette::{Rgb, nearest_16, nearest_256, series};

/// How many colours a terminal shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ColorDepth {
    /// No escape codes at all: pipes, logs, `NO_COLOR`.
    #[default]
    None,
    /// The 16 standard colours.
    Ansi16,
    /// The 256-colour palette.
    Ansi256,
    /// 24-bit colour.
    TrueColor,
}

/// The line as a string without a line break; without escape codes at [`ColorDepth::None`].
pub fn paint(line: &Line, depth: ColorDepth) -> String {
    let mut painted = String::new();
    for span in &line.0 {
        match style(span.role, depth) {
            Some(codes) if !span.text.is_empty() => {
                painted.push_str(&format!("\u{1b}[{codes}m{}\u{1b}[0m", span.text));
            }
            _ => painted.push_str(&span.text),
        }
    }
    painted
}

/// The lines as one string, a line break after each.
pub fn paint_all(lines: &[Line], depth: ColorDepth) -> String {
    lines.iter().map(|line| paint(line, depth) + "\n").collect()
}

/// The parameters of the escape code that starts a role, such as `1;36`.
fn style(role: Role, depth: ColorDepth) -> Option<String> {
    if depth == ColorDepth::None {
        return None;
    }
    let fixed = |codes: &str| Some(codes.to_owned());
    let bold = |color: Color| Some(format!("1;{}", color.to_fg_str()));
    match role {
        Role::Plain => None,
        Role::Title | Role::Strong => fixed("1"),
        Role::Emphasis => fixed("3"),
        Role::Dim => fixed("2"),
        Role::Code => Some(Color::Cyan.to_fg_str().into_owned()),
        Role::Accent => bold(Color::Cyan),
        Role::Good => bold(Color::Green),
        Role::Bad => bold(Color::Red),
        Role::Warn => bold(Color::Yellow),
        Role::Series(index) => Some(series_code(index, depth)),
        Role::Foreground(color) => Some(foreground(color, depth)),
        Role::Halves(upper, lower) => {
            Some(format!("{};{}", foreground(upper, depth), background(lower, depth)))
        }
    }
}

/// With 16 colours a series takes a named colour: those are chosen by the terminal's owner to be
/// legible. As xterm shows them the first four are apart with any colour vision, and three of them, in
/// contrast to green and yellow, legible on a light background, too.
fn series_code(index: u8, depth: ColorDepth) -> String {
    const NAMED: [Color; 8] = [
        Color::BrightBlue,
        Color::Red,
        Color::Cyan,
        Color::Magenta,
        Color::Green,
        Color::BrightBlack,
        Color::Yellow,
        Color::BrightMagenta,
    ];
    match depth {
        ColorDepth::Ansi16 => NAMED[index as usize % NAMED.len()].to_fg_str().into_owned(),
        _ => foreground(series(index), depth),
    }
}

fn foreground(color: Rgb, depth: ColorDepth) -> String {
    match depth {
        // Written here: `colored` degrades 24-bit colour unless COLORTERM says otherwise.
        ColorDepth::TrueColor => format!("38;2;{};{};{}", color[0], color[1], color[2]),
        ColorDepth::Ansi256 => Color::AnsiColor(nearest_256(color)).to_fg_str().into_owned(),
        _ => standard(nearest_16(color)).to_fg_str().into_owned(),
    }
}

fn background(color: Rgb, depth: ColorDepth) -> String {
    match depth {
        ColorDepth::TrueColor => format!("48;2;{};{};{}", color[0], color[1], color[2]),
        ColorDepth::Ansi256 => Color::AnsiColor(nearest_256(color)).to_bg_str().into_owned(),
        _ => standard(nearest_16(color)).to_bg_str().into_owned(),
    }
}

fn standard(index: u8) -> Color {
    const STANDARD: [Color; 16] = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::White,
        Color::BrightBlack,
        Color::BrightRed,
        Color::BrightGreen,
        Color::BrightYellow,
        Color::BrightBlue,
        Color::BrightMagenta,
        Color::BrightCyan,
        Color::BrightWhite,
    ];
    STANDARD[index as usize % STANDARD.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROLES: [Role; 13] = [
        Role::Plain,
        Role::Title,
        Role::Emphasis,
        Role::Strong,
        Role::Code,
        Role::Dim,
        Role::Accent,
        Role::Good,
        Role::Bad,
        Role::Warn,
        Role::Series(9),
        Role::Foreground([1, 2, 3]),
        Role::Halves([1, 2, 3], [4, 5, 6]),
    ];

    #[test]
    fn no_colour_means_no_escape_codes() {
        for role in ROLES {
            assert_eq!(paint(&Line::new().with(role, "x"), ColorDepth::None), "x");
        }
    }

    #[test]
    fn every_style_is_closed_again() {
        for depth in [ColorDepth::Ansi16, ColorDepth::Ansi256, ColorDepth::TrueColor] {
            for role in &ROLES[1..] {
                let painted = paint(&Line::new().with(*role, "x"), depth);
                assert!(painted.starts_with("\u{1b}[") && painted.ends_with("x\u{1b}[0m"), "{painted:?}");
            }
        }
    }

    #[test]
    fn exact_colours_follow_the_depth() {
        let line = Line::new().with(Role::Halves([255, 0, 0], [0, 0, 0]), "▀");
        assert_eq!(paint(&line, ColorDepth::TrueColor), "\u{1b}[38;2;255;0;0;48;2;0;0;0m▀\u{1b}[0m");
        assert_eq!(paint(&line, ColorDepth::Ansi256), "\u{1b}[38;5;196;48;5;16m▀\u{1b}[0m");
        assert_eq!(paint(&line, ColorDepth::Ansi16), "\u{1b}[91;40m▀\u{1b}[0m");
    }
}
