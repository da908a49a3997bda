//! The program itself, killed at random moments of a lesson: what it acknowledged is in the journal.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use dltutor::progress::{Journal, Notice, State};
use dltutor::quiz::shuffle::next;

use super::tries;

/// What the learner types in turn: some line of it answers any question, and the empty one goes on.
const LINES: [&str; 5] = ["1", "c", "1 %", "", ""];

/// The steps a lesson is begun at.
const STEPS: [&str; 4] = ["linear-collapse", "sigmoid-tanh", "vanishing-gradient", "relu"];

/// The longest a lesson is let live, milliseconds.
const LONGEST: u64 = 500;

/// A lesson at the other end of two pipes.
struct Lesson {
    child: Child,
    shown: Arc<Mutex<String>>,
}

impl Lesson {
    fn start(home: &Path, step: &str) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_dltutor"))
            .args(["lesson", "activations", "--plain", "--step", step])
            .env("DLTUTOR_HOME", home)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let shown = Arc::new(Mutex::new(String::new()));
        let (mut out, sink) = (child.stdout.take().unwrap(), shown.clone());
        std::thread::spawn(move || {
            let mut piece = [0; 4096];
            let mut bytes = Vec::new();
            while let Ok(count @ 1..) = out.read(&mut piece) {
                bytes.extend_from_slice(&piece[..count]);
                *sink.lock().unwrap() = String::from_utf8_lossy(&bytes).into_owned();
            }
            *sink.lock().unwrap() += "\u{4}";
        });
        Self { child, shown }
    }

    /// Answers each prompt as it comes, until the time is over or the lesson is; then kills it. What
    /// was shown.
    fn play(mut self, time: Duration) -> String {
        let start = Instant::now();
        let mut input = self.child.stdin.take().unwrap();
        // Without a first line nobody is there to answer.
        let _ = input.write_all(b"\n");
        let mut typed = 0;
        while start.elapsed() < time && self.child.try_wait().unwrap().is_none() {
            let prompts = self.shown.lock().unwrap().matches("› ").count();
            if prompts > typed {
                let _ = writeln!(input, "{}", LINES[typed % LINES.len()]);
                typed += 1;
            } else {
                std::thread::sleep(Duration::from_micros(100));
            }
        }
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        // What the pipe still holds was shown too.
        while !self.shown.lock().unwrap().ends_with('\u{4}') {
            std::thread::sleep(Duration::from_micros(100));
        }
        self.shown.lock().unwrap().clone()
    }
}

/// How many graded answers and predictions a journal holds.
fn graded(home: &Path) -> usize {
    let opened = Journal::open(home).unwrap();
    let is_torn = |notice: &Notice| *notice == Notice::Torn;
    assert!(opened.notices.iter().all(is_torn), "{:?}", opened.notices);
    let state = State::fold(&opened.events);
    let steps = state.chapters.values().flat_map(|chapter| chapter.steps.values());
    steps.flat_map(|step| step.questions.values()).map(|question| question.attempts.len()).sum()
}

#[test]
fn a_lesson_killed_at_any_moment_has_lost_no_answer_it_judged() {
    let mut seed = 11;
    let (mut total, kills) = (0, tries(10, 1000));
    for _ in 0..kills {
        let home = tempfile::tempdir().unwrap();
        let step = STEPS[(next(&mut seed) % 4) as usize];
        let time = Duration::from_millis(20 + next(&mut seed) % LONGEST);
        let shown = Lesson::start(home.path(), step).play(time);
        let judged = shown.matches("Right:").count() + shown.matches("Not this time.").count();
        assert!(graded(home.path()) >= judged, "{step} after {time:?}: {judged} were judged\n{shown}");
        total += judged;
    }
    println!("{kills} lessons killed, {total} answers judged, none missing");
    assert!(total > 0, "no lesson lived long enough to judge an answer");
}
