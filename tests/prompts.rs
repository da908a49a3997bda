//! Every prompt in a real terminal: interrupted, ended, stopped and taken up again, resized, fed with
//! nonsense, killed.

use std::path::Path;

use dltutor::progress::clock::{DAY, now};
use dltutor::progress::{Kind, Outcome, Store};
use dltutor::text::width::columns;
use expectrl::process::unix::Signal;

use crate::pty::{PROMPT, Shell, Terminal};

/// The pack that has every kind of part.
macro_rules! pack {
    () => {
        concat!(env!("CARGO_MANIFEST_DIR"), "/tests/packs/parts")
    };
}

/// A place where the program waits: its name, the arguments, the lines that lead there.
struct Place {
    name: &'static str,
    arguments: &'static str,
    lines: &'static [&'static str],
}

const PLACES: [Place; 10] = [
    Place {
        name: "exploration",
        arguments: concat!("lesson deep --step reach --lessons ", pack!()),
        lines: &[],
    },
    Place {
        name: "forecast",
        arguments: concat!("lesson board --lessons ", pack!()),
        lines: &["", "learning_rate=0.1"],
    },
    Place { name: "opening", arguments: "lesson activations", lines: &[] },
    Place { name: "prediction", arguments: "lesson activations", lines: &[""] },
    Place { name: "hint", arguments: "lesson activations", lines: &["", "h"] },
    Place { name: "page", arguments: "lesson activations", lines: &["", "", ""] },
    Place { name: "question", arguments: "lesson activations", lines: &["", "", "", "", "", "", ""] },
    Place { name: "quiz", arguments: "quiz activations --seed 1", lines: &[] },
    Place { name: "review", arguments: "review", lines: &[] },
    Place { name: "reset", arguments: "progress reset activations", lines: &[] },
];

impl Place {
    /// Whether the prompt takes one line and no commands.
    fn is_confirmation(&self) -> bool {
        self.name == "reset"
    }
}

/// A home in which a question is due.
fn home() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let answer = Kind::Answer {
        chapter: "activations".into(),
        step: "sigmoid-tanh".into(),
        question: "slope-from-output".into(),
        seed: 1,
        answer: "1".into(),
        outcome: Outcome::Incorrect,
        confidence: None,
        seconds: 9,
    };
    let _ = Store::open_in(folder.path()).record_at(answer, now() - 10 * DAY);
    folder
}

/// The program at that prompt.
#[track_caller]
fn at(place: &Place, home: &Path) -> Terminal {
    let mut terminal = Terminal::start(home, place.arguments);
    terminal.until(PROMPT);
    for line in place.lines {
        terminal.line(line);
        // The editor may draw its prompt once more with what is typed: only a new line ends that.
        terminal.until("\n");
        terminal.until(PROMPT);
    }
    terminal
}

#[test]
fn ctrl_c_and_ctrl_d_leave_every_prompt_with_the_terminal_as_it_was() {
    for place in &PLACES {
        let home = home();
        let mut terminal = at(place, home.path());
        terminal.interrupt();
        assert_eq!(terminal.finish().1, 130, "Ctrl-C at a {}", place.name);
        let mut terminal = at(place, home.path());
        terminal.end();
        assert_eq!(terminal.finish().1, 0, "Ctrl-D at a {}", place.name);
    }
}

#[test]
fn a_kill_at_every_prompt_gives_the_terminal_back() {
    for place in &PLACES {
        let home = home();
        let mut terminal = at(place, home.path());
        terminal.kill(Signal::SIGTERM);
        assert_ne!(terminal.finish().1, 0, "{}", place.name);
    }
}

#[test]
fn ctrl_z_gives_the_shell_its_terminal_and_fg_takes_the_prompt_up_again() {
    for place in &PLACES {
        let home = home();
        let mut shell = Shell::start(home.path(), place.arguments);
        shell.until(PROMPT);
        for line in place.lines {
            shell.type_in(&format!("{line}\r"));
            shell.until(PROMPT);
        }
        for _ in 0..2 {
            shell.stop();
            shell.take_up();
        }
        if place.is_confirmation() {
            shell.type_in("no\r");
            shell.until("Nothing was changed.");
        } else {
            shell.type_in("?\r");
            shell.until("What you can type");
            // Ctrl-D before the prompt would meet a terminal that edits lines, and mean nothing.
            shell.until(PROMPT);
            shell.type_in("\u{4}");
        }
        shell.finish();
    }
}

#[test]
fn nonsense_at_every_prompt_is_answered_and_sends_nothing_to_the_terminal() {
    let pasted = format!("\u{1b}[200~{}\u{1b}[201~", "x\u{7}".repeat(5_000));
    let wide = "한국어 👩‍👩‍👧 ｗｉｄｅ \u{202e}right to left";
    let control = "\u{1b}]0;title\u{7}\u{1}\u{2}\u{b}\u{1b}[2J\u{1b}[31m zz";
    for place in &PLACES {
        for nonsense in [&pasted, wide, control] {
            let home = home();
            let mut terminal = at(place, home.path());
            terminal.line(nonsense);
            let told = if place.is_confirmation() { "Nothing was changed." } else { "What you can type" };
            if !place.is_confirmation() {
                terminal.line("?");
            }
            let shown = terminal.until(told);
            for code in ["\u{7}", "\u{1b}]0;", "\u{1b}[31m zz", "\u{202e}"] {
                assert!(!shown.contains(code), "{code:?} at a {}: {shown:?}", place.name);
            }
            if !place.is_confirmation() {
                terminal.until(PROMPT);
                terminal.end();
            }
            assert_eq!(terminal.finish().1, 0, "{}", place.name);
        }
    }
}

#[test]
fn a_resize_at_every_prompt_is_followed() {
    for place in PLACES.iter().filter(|place| !place.is_confirmation()) {
        let home = home();
        let mut terminal = at(place, home.path());
        terminal.resize(40, 20);
        terminal.line("?");
        terminal.until("What you can type");
        let help = terminal.until(PROMPT);
        let widest = help.lines().map(|line| columns(&crate::terminal::plain(line))).max().unwrap();
        assert!(widest <= 40, "{} at a {}: {help}", widest, place.name);
        terminal.end();
        assert_eq!(terminal.finish().1, 0);
    }
}
