//! Walks left and taken up again in a real terminal.

use crate::pty::{PROMPT, Terminal};

#[test]
fn a_killed_walk_is_taken_up_in_the_middle_of_its_question() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(home.path(), "lesson activations");
    for line in ["", "a @70", "", "h"] {
        terminal.until(PROMPT);
        terminal.line(line);
    }
    terminal.until("Hint 1 of 4");
    terminal.until(PROMPT);
    terminal.kill(expectrl::process::unix::Signal::SIGKILL);
    let _ = terminal;
    let mut terminal = Terminal::start(home.path(), "lesson activations");
    let shown = terminal.until(PROMPT);
    assert!(shown.contains("Exclusive or"), "{shown}");
    assert!(shown.contains("Hint 1 of 4"), "{shown}");
    terminal.line("back");
    terminal.until("@70");
    terminal.until("Not this time.");
    terminal.until(PROMPT);
    terminal.end();
    assert_eq!(terminal.finish().1, 0);
}
