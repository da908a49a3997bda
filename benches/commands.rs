//! How long commands take, start to end, each beside the start of a program that does nothing.
//!
//! `cargo bench --bench commands` prints a table of medians in milliseconds, with the reach of each.
#![allow(clippy::print_stdout)]

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// What is timed, and what it should stay under, in milliseconds.
const COMMANDS: &[(&str, f64)] = &[
    ("--help", 5.0),
    ("list", 5.0),
    ("run vanishing-gradient", 100.0),
    ("compare optimizers", 300.0),
    ("lint", 500.0),
];

/// How often a check that remembers nothing is timed.
const COLD: usize = 3;

/// How often each is run.
const RUNS: usize = 21;

fn main() {
    let program = env!("CARGO_BIN_EXE_dltutor");
    let home = std::env::temp_dir().join("dltutor-bench");
    let nothing = median(|| time(Command::new("true")));
    println!("| command | median ms | × an empty program ({nothing:.2} ms) | reach ms |");
    println!("|---|---:|---:|---:|");
    for (arguments, reach) in COMMANDS {
        let taken = median(|| {
            let mut command = Command::new(program);
            command.args(arguments.split_whitespace()).env("DLTUTOR_HOME", &home);
            time(command)
        });
        println!("| `{arguments}` | {taken:.2} | {:.1} | {reach} |", taken / nothing);
    }
    let first = median(|| {
        // One answer, then the end: the first screen and little more.
        let mut command = Command::new(program);
        command.args(["lesson", "activations", "--restart"]).env("DLTUTOR_HOME", &home);
        command.stdin(Stdio::piped());
        time_with_input(command, b"q\n")
    });
    println!("| first screen of `lesson activations` | {first:.2} | {:.1} | 50 |", first / nothing);
    long_course(program, &home, nothing);
    let cold = (0..COLD).map(|_| {
        // Without what earlier checks remember, every run of every lesson is made.
        let _ = std::fs::remove_dir_all(home.join("cache"));
        let mut command = Command::new(program);
        command.arg("lint").env("DLTUTOR_HOME", &home);
        time(command)
    });
    let cold = cold.fold(f64::INFINITY, f64::min);
    println!("| `lint`, remembering nothing | {cold:.2} | {:.1} | |", cold / nothing);
}

/// The first screen of a course of 200 steps: the pack of the authors' guide, its two steps a hundred
/// times over.
fn long_course(program: &str, home: &Path, nothing: f64) {
    let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/example-pack");
    let folder = std::env::temp_dir().join("dltutor-bench-course");
    std::fs::create_dir_all(folder.join("bends")).expect("a folder");
    let read = |name: &str| std::fs::read_to_string(pack.join(name)).expect("the pack is there");
    let mut lesson: serde_json::Value = serde_json::from_str(&read("bends/lesson.json")).expect("JSON");
    let steps = lesson["steps"].as_array().cloned().unwrap_or_default();
    let mut many = Vec::new();
    let words = read("bends/en.md");
    let (head, rest) = words.split_once("\n## straight-border").expect("the first step");
    let mut words = head.to_owned();
    for round in 0..100 {
        for step in &steps {
            let mut step = step.clone();
            step["id"] = format!("{}-{round}", step["id"].as_str().unwrap_or_default()).into();
            step["needs"] = serde_json::json!([]);
            step["introduces"] = serde_json::json!([]);
            many.push(step);
        }
        let rest = rest.replace("## bent-border", &format!("## bent-border-{round}"));
        words.push_str(&format!("\n## straight-border-{round}{rest}"));
    }
    lesson["steps"] = many.into();
    let course = read("course.json");
    for (name, text) in
        [("course.json", course), ("bends/lesson.json", lesson.to_string()), ("bends/en.md", words)]
    {
        std::fs::write(folder.join(name), text).expect("the folder can be written");
    }
    let first = median(|| {
        let mut command = Command::new(program);
        command.args(["lesson", "bends", "--restart", "--lessons"]).arg(&folder).env("DLTUTOR_HOME", home);
        command.stdin(Stdio::piped());
        time_with_input(command, b"q\n")
    });
    println!("| first screen of a course of 200 steps | {first:.2} | {:.1} | 50 |", first / nothing);
}

fn median(mut once: impl FnMut() -> f64) -> f64 {
    let mut times: Vec<f64> = (0..RUNS).map(|_| once()).collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}

fn time(mut command: Command) -> f64 {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let since = Instant::now();
    let status = command.status().expect("the program starts");
    assert!(status.success(), "{command:?}");
    since.elapsed().as_secs_f64() * 1e3
}

fn time_with_input(mut command: Command, input: &[u8]) -> f64 {
    use std::io::Write;
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let since = Instant::now();
    let mut child = command.spawn().expect("the program starts");
    child.stdin.take().expect("stdin is piped").write_all(input).expect("it listens");
    assert!(child.wait().expect("the program ends").success());
    since.elapsed().as_secs_f64() * 1e3
}
