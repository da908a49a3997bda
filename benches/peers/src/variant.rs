//! The frameworks, each with its kind of number and its threads, in processes of their own.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use crate::work::Work;

/// How many threads a framework may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Threads {
    /// One.
    One,
    /// As many as it chooses itself.
    Default,
}

/// A framework at work.
pub struct Variant {
    /// The column of the table that it belongs to; variants that share one are each other's repeats.
    pub column: String,
    /// `f32` or `f64`.
    pub number: &'static str,
    /// How many threads it may use.
    pub threads: Threads,
    process: Option<Process>,
}

struct Process {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

/// Every variant, ours first; `folder` holds run's results.
pub fn all(folder: &Path) -> Vec<Variant> {
    let mut all =
        vec![start("ours f64".to_owned(), "f64", Threads::One, Command::new(folder.join("release/ours")))];
    for framework in ["PyTorch", "candle", "burn", "dfdx"] {
        for (number, threads) in [
            ("f32", Threads::One),
            ("f32", Threads::Default),
            ("f64", Threads::One),
            ("f64", Threads::Default),
        ] {
            let column = match (framework, threads) {
                ("PyTorch", Threads::One) => format!("PyTorch {number}, 1 thread"),
                ("PyTorch", Threads::Default) => format!("PyTorch {number}, all threads"),
                _ => format!("{framework} {number}"),
            };
            all.push(start(column, number, threads, command(folder, framework, number, threads)));
        }
    }
    all
}

fn command(folder: &Path, framework: &str, number: &str, threads: Threads) -> Command {
    let mut command = if framework == "PyTorch" {
        let mut python = Command::new(folder.join("venv/bin/python"));
        python.arg(folder.join("../torch_peer.py")).arg(number).arg(if threads == Threads::One {
            "1"
        } else {
            "0"
        });
        python
    } else {
        let mut program = Command::new(folder.join("native/release").join(framework));
        program.arg(number);
        program
    };
    if threads == Threads::One {
        command.env("RAYON_NUM_THREADS", "1");
    }
    command
}

fn start(column: String, number: &'static str, threads: Threads, mut command: Command) -> Variant {
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let process = child.ok().and_then(|mut child| {
        let (input, output) = (child.stdin.take()?, BufReader::new(child.stdout.take()?));
        Some(Process { child, input, output })
    });
    Variant { column, number, threads, process }
}

impl Variant {
    /// Whether it answers.
    pub fn is_alive(&self) -> bool {
        self.process.is_some()
    }

    /// The loss of step `steps` of `work`.
    pub fn loss(&mut self, work: &Work, steps: usize) -> Option<f64> {
        self.ask(&format!("loss {steps} {work}"))
    }

    /// The best time of a unit of `work` in nanoseconds, within `milliseconds`.
    pub fn time(&mut self, work: &Work, milliseconds: usize) -> Option<f64> {
        self.ask(&format!("time {milliseconds} {work}"))
    }

    /// The number it answers; none if it cannot do the work. One that ended without an answer is not asked again.
    fn ask(&mut self, question: &str) -> Option<f64> {
        let process = self.process.as_mut()?;
        let mut answer = String::new();
        let asked = writeln!(process.input, "{question}").and_then(|()| process.input.flush());
        let heard = asked.and_then(|()| process.output.read_line(&mut answer));
        if matches!(heard, Ok(length) if length > 0) {
            return answer.trim().parse().ok();
        }
        self.process = None;
        None
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
