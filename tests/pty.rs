//! The program in a real terminal, through a pseudo-terminal.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use expectrl::process::unix::WaitStatus;
use expectrl::session::OsSession;
use expectrl::{ControlCode, Eof, Expect};
use rustix::termios::{LocalModes, tcgetattr};

/// The prompt at which the program waits.
pub const PROMPT: &str = "› ";

/// The program at a prompt of a terminal of 80×24.
pub struct Terminal {
    session: OsSession,
    modes: LocalModes,
}

impl Terminal {
    /// Starts the program with these arguments, separated by spaces; figures do not move.
    pub fn start(home: &Path, arguments: &str) -> Self {
        Self::with(home, arguments, &[("DLTUTOR_ANIMATION", "off")])
    }

    /// Starts the program with these arguments, separated by spaces, and variables on top.
    pub fn with(home: &Path, arguments: &str, variables: &[(&str, &str)]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dltutor"));
        command.args(arguments.split_whitespace()).env("DLTUTOR_HOME", home).env("TERM", "xterm-256color");
        for variable in ["NO_COLOR", "COLORTERM", "CLICOLOR", "CLICOLOR_FORCE", "DLTUTOR_ANIMATION"] {
            command.env_remove(variable);
        }
        command.envs(variables.iter().copied());
        let mut session = OsSession::spawn(command).expect("the program starts");
        session.set_expect_timeout(Some(Duration::from_secs(60)));
        Self { session, modes: untouched_modes() }
    }

    /// Waits for a text; what came before it.
    #[track_caller]
    pub fn until(&mut self, text: &str) -> String {
        match self.session.expect(text) {
            Ok(found) => String::from_utf8_lossy(found.before()).into_owned(),
            Err(error) => panic!("waiting for {text:?}: {error}"),
        }
    }

    /// Waits for the prompt: what came before it, or nothing where the program ends instead.
    pub fn until_prompt_or_end(&mut self) -> Option<String> {
        let found = self.session.expect(expectrl::Any::boxed(vec![Box::new(PROMPT), Box::new(Eof)])).ok()?;
        let is_prompt = found.get(0).is_some_and(|text| text == PROMPT.as_bytes());
        is_prompt.then(|| String::from_utf8_lossy(found.before()).into_owned())
    }

    /// Waits for the prompt or a text: what came before the prompt, or nothing where the text comes first.
    #[track_caller]
    pub fn until_prompt_or(&mut self, text: &str) -> Option<String> {
        let found =
            self.session.expect(expectrl::Any::boxed(vec![Box::new(PROMPT), Box::new(text.to_owned())]));
        let found = found.unwrap_or_else(|error| panic!("waiting for the prompt or {text:?}: {error}"));
        let is_prompt = found.get(0).is_some_and(|found| found == PROMPT.as_bytes());
        is_prompt.then(|| String::from_utf8_lossy(found.before()).into_owned())
    }

    /// Types a line.
    pub fn line(&mut self, text: &str) {
        self.session.send(format!("{text}\r")).expect("it can be typed");
    }

    /// Types bytes as they are.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.session.send(bytes).expect("it can be typed");
    }

    /// Presses Ctrl-C.
    pub fn interrupt(&mut self) {
        self.session.send(ControlCode::EndOfText).expect("it can be typed");
    }

    /// Presses Ctrl-D.
    pub fn end(&mut self) {
        self.session.send(ControlCode::EndOfTransmission).expect("it can be typed");
    }

    /// Makes the window another size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.session.get_process_mut().set_window_size(columns, rows).expect("it can be resized");
    }

    /// Sends a signal.
    pub fn kill(&mut self, signal: expectrl::process::unix::Signal) {
        self.session.get_process_mut().signal(signal).expect("it can be killed");
    }

    /// Waits for the end: what was still printed, and the exit code. The terminal must be as it was.
    #[track_caller]
    pub fn finish(mut self) -> (String, i32) {
        let rest = match self.session.expect(Eof) {
            Ok(found) => String::from_utf8_lossy(found.as_bytes()).into_owned(),
            Err(error) => panic!("waiting for the end: {error}"),
        };
        let code = match self.session.get_process().wait().expect("it ends") {
            WaitStatus::Exited(_, code) => code,
            WaitStatus::Signaled(_, signal, _) => 128 + signal as i32,
            other => panic!("{other:?}"),
        };
        assert_eq!(modes(&self.session), self.modes, "the terminal is as it was");
        (rest, code)
    }
}

/// A shell with job control in a terminal of 80×24, for what a program cannot do without one: be
/// stopped and taken up again.
pub struct Shell {
    session: OsSession,
    modes: LocalModes,
}

/// The shell's own prompt.
const READY: &str = "ready> ";

impl Shell {
    /// Starts a shell, and in it the program with these arguments.
    pub fn start(home: &Path, arguments: &str) -> Self {
        let mut command = Command::new("sh");
        command
            .arg("-i")
            .env("PS1", READY)
            .env("ENV", "")
            .env("DLTUTOR_HOME", home)
            .env("TERM", "xterm-256color");
        let mut session = OsSession::spawn(command).expect("a shell starts");
        session.set_expect_timeout(Some(Duration::from_secs(60)));
        let mut shell = Self { session, modes: untouched_modes() };
        shell.until(READY);
        shell.type_in(&format!("set -m; {} {arguments}\r", env!("CARGO_BIN_EXE_dltutor")));
        shell
    }

    /// Waits for a text.
    #[track_caller]
    pub fn until(&mut self, text: &str) -> String {
        match self.session.expect(text) {
            Ok(found) => String::from_utf8_lossy(found.before()).into_owned(),
            Err(error) => panic!("waiting for {text:?}: {error}"),
        }
    }

    /// Types bytes as they are.
    pub fn type_in(&mut self, text: &str) {
        self.session.send(text).expect("it can be typed");
    }

    /// Presses Ctrl-Z and waits for the shell, whose terminal must be as it was.
    #[track_caller]
    pub fn stop(&mut self) {
        self.session.send(ControlCode::Substitute).expect("it can be typed");
        self.until(READY);
        assert_eq!(modes(&self.session), self.modes, "echo and line editing are the shell's again");
    }

    /// Takes the program up again, and waits for its prompt.
    #[track_caller]
    pub fn take_up(&mut self) {
        self.type_in("fg\r");
        self.until(PROMPT);
    }

    /// Waits for the shell after the program's end; the terminal must be as it was.
    #[track_caller]
    pub fn finish(mut self) -> String {
        let rest = self.until(READY);
        assert_eq!(modes(&self.session), self.modes, "the terminal is as it was");
        rest
    }
}

/// The modes of a terminal whose program never changes them: the one under test may be quicker to
/// change them than this one is to look.
fn untouched_modes() -> LocalModes {
    modes(&OsSession::spawn(Command::new("cat")).expect("cat starts"))
}

/// Echo, line editing and signals of the terminal.
fn modes(session: &OsSession) -> LocalModes {
    let handle = session.get_process().get_raw_handle().expect("the terminal is open");
    tcgetattr(handle).expect("it is a terminal").local_modes
}
