//! Figures that move while an experiment runs, in a real terminal.

use std::time::{Duration, Instant};

use crate::command::dltutor;
use crate::pty::Terminal;

/// What a frame begins with: a terminal that can holds the picture back until it is whole.
const FRAME: &str = "\u{1b}[?2026h";
/// What stands below a moving figure.
const FOOTER: &str = "any key";

/// A terminal's memory: what has scrolled away, and what is on the screen.
struct Screen {
    lines: Vec<Vec<char>>,
    row: usize,
    column: usize,
    rows: usize,
}

impl Screen {
    /// A screen of so many rows after these bytes; refuses codes that it does not know.
    fn after(text: &str, rows: usize) -> Self {
        let mut screen = Self { lines: vec![Vec::new()], row: 0, column: 0, rows };
        let mut characters = text.chars();
        while let Some(c) = characters.next() {
            match c {
                '\r' => screen.column = 0,
                '\n' => screen.down(),
                '\u{1b}' => {
                    assert_eq!(characters.next(), Some('['));
                    let code: String = characters.by_ref().take_while_inclusive();
                    screen.obey(&code);
                }
                c => screen.put(c),
            }
        }
        screen
    }

    fn down(&mut self) {
        self.row += 1;
        if self.row == self.lines.len() {
            self.lines.push(Vec::new());
        }
    }

    fn put(&mut self, c: char) {
        let line = &mut self.lines[self.row];
        line.resize(line.len().max(self.column + 1), ' ');
        line[self.column] = c;
        self.column += 1;
    }

    fn obey(&mut self, code: &str) {
        let (number, letter) = code.split_at(code.len() - 1);
        match letter {
            "A" => {
                let top = self.lines.len().saturating_sub(self.rows);
                self.row = self.row.saturating_sub(number.parse().unwrap()).max(top);
            }
            "K" => self.lines[self.row].truncate(self.column),
            "J" => {
                self.lines.truncate(self.row + 1);
                self.lines[self.row].truncate(self.column);
            }
            "m" | "h" | "l" => {}
            other => panic!("what is {other}?"),
        }
    }

    fn text(&self) -> String {
        let lines: Vec<String> =
            self.lines.iter().map(|line| line.iter().collect::<String>().trim_end().to_owned()).collect();
        lines.join("\n").trim_end().to_owned()
    }
}

/// Characters of a code up to its letter.
trait Code {
    fn take_while_inclusive(self) -> String;
}

impl<I: Iterator<Item = char>> Code for I {
    fn take_while_inclusive(self) -> String {
        let mut code = String::new();
        for c in self {
            code.push(c);
            if c.is_ascii_alphabetic() {
                break;
            }
        }
        code
    }
}

/// The report as it is printed where nothing moves.
fn still(arguments: &str) -> String {
    let printed = dltutor(arguments).run().stdout;
    printed.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim_end().to_owned()
}

#[test]
fn frames_follow_one_another_in_place_and_leave_only_the_report() {
    let home = tempfile::tempdir().unwrap();
    for arguments in ["run update-loop --color never", "compare optimizers --color never --ascii"] {
        let start = Instant::now();
        let (shown, code) = Terminal::with(home.path(), arguments, &[]).finish();
        let frames = shown.matches(FOOTER).count();
        let most = start.elapsed().as_secs_f64() * 30.0 + 2.0;
        assert_eq!(code, 0);
        assert!(frames > 8 && (frames as f64) < most, "{frames} frames in {:?}", start.elapsed());
        let half = shown.rfind(FOOTER).unwrap();
        assert!(Screen::after(&shown[..half], 24).lines.len() < 24, "one frame at a time");
        assert_eq!(Screen::after(&shown, 24).text(), still(arguments));
    }
}

#[test]
fn a_key_ends_the_show_and_not_the_run() {
    let home = tempfile::tempdir().unwrap();
    let arguments = "run update-loop --color never";
    for key in [b"x".as_slice(), b"\r", b"\x1b[A"] {
        let mut terminal = Terminal::with(home.path(), arguments, &[]);
        let before = terminal.until(FOOTER);
        terminal.bytes(key);
        let (after, code) = terminal.finish();
        assert_eq!(code, 0);
        assert!(after.matches(FOOTER).count() < 12, "{key:?}");
        let shown = before + FOOTER + &after;
        assert_eq!(Screen::after(&shown, 24).text(), still(arguments), "{key:?}");
    }
}

#[test]
fn ctrl_c_stops_the_run_and_leaves_the_last_frame() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::with(home.path(), "run update-loop --color never", &[]);
    let before = terminal.until(FOOTER);
    std::thread::sleep(Duration::from_millis(300));
    terminal.interrupt();
    let (after, code) = terminal.finish();
    assert_eq!(code, 130);
    let shown = before + FOOTER + &after;
    let text = Screen::after(&shown, 24).text();
    assert!(text.starts_with("The boundary after ") && text.contains("class 0"), "{text}");
    assert!(!text.contains(FOOTER) && !text.contains("first_loss"), "{text}");
    assert!(shown.ends_with("\u{1b}[?25h\u{1b}[?2026l"), "the cursor is shown again");
}

#[test]
fn a_window_that_changes_its_size_is_followed() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::with(home.path(), "run update-loop --color never", &[]);
    terminal.until(FOOTER);
    terminal.resize(50, 12);
    std::thread::sleep(Duration::from_millis(200));
    let (after, code) = terminal.finish();
    assert_eq!(code, 0);
    let frames: Vec<&str> = after.split(FRAME).filter(|frame| frame.contains(FOOTER)).collect();
    let last = frames[frames.len() - 1].replace("\u{1b}[13A", "");
    let lines: Vec<String> = Screen::after(&last, 12).text().lines().map(str::to_owned).collect();
    let widest = lines.iter().map(|line| dltutor::text::columns(line)).max().unwrap();
    assert!(lines.len() == 11 && widest <= 50, "{} lines, {widest} wide: {lines:?}", lines.len());
}

#[test]
fn nothing_moves_where_nobody_could_or_would_watch() {
    let home = tempfile::tempdir().unwrap();
    let quiet = [
        ("run update-loop --plain", &[][..]),
        ("run update-loop --no-animation", &[]),
        ("run update-loop --format json", &[]),
        ("run update-loop", &[("DLTUTOR_ANIMATION", "off")]),
        ("run update-loop", &[("TERM", "dumb")]),
    ];
    for (arguments, variables) in quiet {
        let (shown, code) = Terminal::with(home.path(), arguments, variables).finish();
        assert_eq!(code, 0);
        assert!(!shown.contains(FRAME) && !shown.contains(FOOTER), "{arguments} {variables:?}");
    }
    assert!(!still("run update-loop").contains('\u{1b}'));
}
