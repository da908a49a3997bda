//! A builder for runs of the program: silent standard error and exit code 0 unless told otherwise.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// One run of the program to be made.
pub struct Run {
    arguments: Vec<String>,
    input: Option<Vec<u8>>,
    home: Home,
    variables: Vec<(String, String)>,
    code: i32,
    stderr: Option<Vec<String>>,
}

enum Home {
    Own(tempfile::TempDir),
    Given(PathBuf),
}

/// What a run printed.
pub struct Printed {
    pub stdout: String,
    pub stderr: String,
    home: Home,
}

impl Printed {
    /// The folder of the journal.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Standard output as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {}", self.stdout))
    }
}

impl Home {
    fn path(&self) -> &Path {
        match self {
            Self::Own(folder) => folder.path(),
            Self::Given(folder) => folder,
        }
    }
}

/// A run with these arguments, separated by spaces, an empty journal and no input.
pub fn dltutor(arguments: &str) -> Run {
    Run {
        arguments: arguments.split_whitespace().map(str::to_owned).collect(),
        input: None,
        home: Home::Own(tempfile::tempdir().unwrap()),
        variables: Vec::new(),
        code: 0,
        stderr: Some(Vec::new()),
    }
}

impl Run {
    /// One more argument, taken as it is.
    pub fn arg(mut self, argument: impl Into<String>) -> Self {
        self.arguments.push(argument.into());
        self
    }

    /// Standard input.
    pub fn stdin(mut self, input: impl AsRef<[u8]>) -> Self {
        self.input = Some(input.as_ref().to_vec());
        self
    }

    /// The folder of the journal.
    pub fn home(mut self, folder: impl AsRef<Path>) -> Self {
        self.home = Home::Given(folder.as_ref().to_owned());
        self
    }

    /// An environment variable.
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The exit code to expect.
    pub fn code(mut self, code: i32) -> Self {
        self.code = code;
        self
    }

    /// A text that standard error must contain.
    pub fn stderr(mut self, part: &str) -> Self {
        self.stderr.get_or_insert_default().push(part.to_owned());
        self
    }

    /// Makes the run and checks exit code and standard error.
    #[track_caller]
    pub fn run(self) -> Printed {
        let output = self.output();
        let stdout = String::from_utf8(output.stdout).expect("stdout is UTF-8");
        let stderr = String::from_utf8(output.stderr).expect("stderr is UTF-8");
        let context = format!("{:?}\n--- stdout\n{stdout}\n--- stderr\n{stderr}", self.arguments);
        assert_eq!(output.status.code(), Some(self.code), "{context}");
        let parts = self.stderr.unwrap_or_default();
        assert!(parts.is_empty() == stderr.is_empty(), "{context}");
        for part in parts {
            assert!(stderr.contains(&part), "no `{part}` in stderr: {context}");
        }
        Printed { stdout, stderr, home: self.home }
    }

    fn output(&self) -> Output {
        let mut child = self.command().spawn().expect("the program starts");
        let mut stdin = child.stdin.take().expect("stdin is piped");
        let input = self.input.clone().unwrap_or_default();
        // The program may end before it has read everything: that is no fault.
        let writer = std::thread::spawn(move || {
            let _ = stdin.write_all(&input);
        });
        let output = child.wait_with_output().expect("the program ends");
        writer.join().unwrap();
        output
    }

    /// The command, ready to start with all three streams piped.
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dltutor"));
        for variable in ["NO_COLOR", "COLORTERM", "CLICOLOR", "CLICOLOR_FORCE", "TERM", "LANG", "LC_ALL"] {
            command.env_remove(variable);
        }
        command
            .args(&self.arguments)
            .env("DLTUTOR_HOME", self.home.path())
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }
}
