//! The lesson in a real terminal: played whole, interrupted at every prompt, resized, killed.

use std::fs;
use std::path::Path;

use expectrl::process::unix::Signal;

use crate::command::dltutor;
use crate::pty::{PROMPT, Terminal};

/// So many trainings take seconds on any machine: there is time to stop them.
const LONG: [&str; 2] = ["epochs=100", "seeds=20"];
/// The tip of the bar of a run that has taken a while and goes on.
const BAR: &str = "╸";

/// A copy of the lessons whose trainings by depth have these settings: the same prompts, sooner or later.
fn lessons_with(settings: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("lessons");
    fs::create_dir(folder.path().join("activations")).unwrap();
    for file in ["glossary.json", "activations/en.md", "activations/lesson.json"] {
        fs::copy(source.join(file), folder.path().join(file)).unwrap();
    }
    let course = r#"{"format":"dltutor-course","version":1,"id":"copy","languages":["en"],"chapters":["activations"]}"#;
    fs::write(folder.path().join("course.json"), course).unwrap();
    let file = folder.path().join("activations/lesson.json");
    let mut lesson: serde_json::Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    for step in lesson["steps"].as_array_mut().unwrap() {
        for run in step["runs"].as_object_mut().unwrap().values_mut() {
            if run["experiment"] == "depth-accuracy" {
                let mut set = run["set"].as_array().cloned().unwrap_or_default();
                set.extend(settings.iter().map(|&setting| setting.into()));
                run["set"] = set.into();
            }
        }
    }
    fs::write(&file, lesson.to_string()).unwrap();
    folder
}

/// Presses Enter at this many prompts, then waits for the next.
fn press_enter(terminal: &mut Terminal, times: usize) {
    for _ in 0..times {
        terminal.until(PROMPT);
        terminal.line("");
    }
    terminal.until(PROMPT);
}

#[test]
fn the_whole_lesson_can_be_played() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(home.path(), "lesson activations");
    let mut shown = String::new();
    while let Some(more) = terminal.until_prompt_or("That was the chapter") {
        shown.push_str(&more);
        terminal.line("");
    }
    for title in ["Ten layers that are one", "Two soft steps", "Why sigmoid forgets", "Half a line"] {
        assert!(shown.contains(title), "no {title}");
    }
    assert_eq!(terminal.finish().1, 0);
}

#[test]
fn ctrl_c_and_ctrl_d_at_every_prompt_save_and_leave() {
    let lessons = lessons_with(&["epochs=1"]);
    let mut interrupted = 0;
    for (place, step) in
        ["linear-collapse", "sigmoid-tanh", "vanishing-gradient", "relu"].into_iter().enumerate()
    {
        let next = format!("Activations  {}/", place + 2);
        for prompts in 0..40 {
            let Some(code) = leave_after(prompts, step, &next, lessons.path()) else { break };
            assert_eq!(
                code,
                if prompts.is_multiple_of(2) { 130 } else { 0 },
                "{step} after {prompts} prompts"
            );
            interrupted += 1;
        }
    }
    assert!(interrupted > 25, "{interrupted} prompts");
}

/// Presses Enter at so many prompts of a step, then Ctrl-C (or Ctrl-D after an odd number). The exit
/// code, or nothing where the step is over by then.
fn leave_after(prompts: usize, step: &str, next: &str, lessons: &Path) -> Option<i32> {
    let home = tempfile::tempdir().unwrap();
    let arguments = format!("lesson activations --lessons {} --step {step}", lessons.display());
    let mut terminal = Terminal::start(home.path(), &arguments);
    for _ in 0..prompts {
        terminal.until(PROMPT);
        terminal.line("");
    }
    let shown = terminal.until_prompt_or_end()?;
    if prompts.is_multiple_of(2) {
        terminal.interrupt()
    } else {
        terminal.end()
    }
    let (rest, code) = terminal.finish();
    if shown.contains(next) {
        return None;
    }
    assert!(rest.contains("Saved."), "{step} after {prompts} prompts: {rest}");
    let progress = dltutor("progress --format json").home(home.path()).run().json();
    assert_eq!(progress["state"]["chapters"]["copy/activations"]["last"]["step"], step);
    Some(code)
}

#[test]
fn a_resize_is_followed_and_does_no_harm() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(home.path(), "lesson activations");
    terminal.until(PROMPT);
    terminal.resize(40, 20);
    terminal.line("?");
    let help = terminal.until(PROMPT);
    let widest = help.lines().map(|line| dltutor::text::width::columns(&plain(line))).max().unwrap();
    assert!(widest <= 40, "{widest}: {help}");
    terminal.end();
    assert_eq!(terminal.finish().1, 0);
}

/// Without escape codes.
pub fn plain(line: &str) -> String {
    let mut plain = String::new();
    let mut characters = line.chars();
    while let Some(c) = characters.next() {
        if c == '\u{1b}' {
            while characters.next().is_some_and(|c| !c.is_ascii_alphabetic()) {}
        } else if !c.is_control() {
            plain.push(c);
        }
    }
    plain
}

#[test]
fn nonsense_paste_and_escape_codes_at_a_prompt_do_no_harm() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(home.path(), "lesson activations");
    let pasted = [b"\x1b[200~".as_slice(), &[b'x'; 10_000], b"\x1b[201~\r"].concat();
    let nonsense = [
        ("완전히 다른 것\r".as_bytes(), "Type a letter"),
        (&pasted, "Type a shorter answer"),
        (b"\x1b]0;title\x07\x01\x02\x1b[2J zz\r", "Type a letter"),
    ];
    press_enter(&mut terminal, 1);
    for (bytes, told) in nonsense {
        terminal.bytes(bytes);
        // The editor draws its prompt again while it reads: only the answer tells that it is done.
        terminal.until(told);
        terminal.until(PROMPT);
    }
    terminal.end();
    assert_eq!(terminal.finish().1, 0);
}

#[test]
fn a_kill_at_a_prompt_gives_the_terminal_back() {
    for signal in [Signal::SIGTERM, Signal::SIGHUP] {
        let home = tempfile::tempdir().unwrap();
        let mut terminal = Terminal::start(home.path(), "lesson activations");
        terminal.until(PROMPT);
        terminal.kill(signal);
        let (_, code) = terminal.finish();
        assert_ne!(code, 0);
    }
}

#[test]
fn ctrl_c_stops_an_experiment_and_the_lesson_goes_on() {
    let (home, lessons) = (tempfile::tempdir().unwrap(), lessons_with(&LONG));
    let arguments =
        format!("lesson activations --lessons {} --step vanishing-gradient", lessons.path().display());
    let mut terminal = Terminal::start(home.path(), &arguments);
    while !terminal.until(PROMPT).contains("Does it matter for learning?") {
        terminal.line("");
    }
    terminal.line("1");
    terminal.until(BAR);
    terminal.interrupt();
    terminal.until("Stopped.");
    terminal.until(PROMPT);
    terminal.line("q");
    let (rest, code) = terminal.finish();
    assert_eq!(code, 0);
    assert!(rest.contains("Saved."), "{rest}");
}

#[test]
fn ctrl_c_ends_an_experiment_run_on_its_own() {
    let home = tempfile::tempdir().unwrap();
    let arguments = format!("run depth-accuracy --set {}", LONG.join(" --set "));
    let mut terminal = Terminal::start(home.path(), &arguments);
    terminal.until(BAR);
    terminal.interrupt();
    assert_eq!(terminal.finish().1, 130);
}

#[test]
fn answers_are_on_the_disk_before_the_next_prompt() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(home.path(), "lesson activations");
    press_enter(&mut terminal, 1);
    terminal.line("c");
    terminal.until(PROMPT);
    terminal.kill(Signal::SIGKILL);
    let _ = terminal;
    let progress = dltutor("progress --format json").home(home.path()).run().json();
    let step = &progress["state"]["chapters"]["activations"]["steps"]["linear-collapse"];
    assert_eq!(step["questions"]["product"]["attempts"].as_array().unwrap().len(), 1, "{step}");
}
