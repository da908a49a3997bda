//! What strangers write: no bytes make the parsers, templates, Markdown or formulas panic, send a control
//! character to a terminal, or draw past the width.
//!
//! A loop over mutations of a corpus, as long as the suite allows; for a million:
//! `DLTUTOR_FUZZ=1000000 cargo test --release --test suite fuzz -- --nocapture`. A failure prints its
//! input as a Rust string: put it into `tests/corpus/`, and it is tried in every run from then on.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use dltutor::experiment::Settings;
use dltutor::lesson::code::Code;
use dltutor::lesson::diagnostic::Diagnostic;
use dltutor::lesson::fill::{Filled, fill, fill_blocks};
use dltutor::lesson::json::read;
use dltutor::lesson::limits;
use dltutor::lesson::load::Chapter;
use dltutor::lesson::markdown::{headings, parse};
use dltutor::lesson::model::{Course, Glossary, Lesson};
use dltutor::lesson::outline::Outline;
use dltutor::lesson::pointer::locate;
use dltutor::lesson::question::Instance;
use dltutor::lesson::render::render;
use dltutor::lesson::source::harmful_escape;
use dltutor::lesson::words::Words;
use dltutor::lesson::write::write;
use dltutor::nn::random::Generator;
use dltutor::plot::Style;
use dltutor::quiz::formula::{Expression, LONGEST as LONGEST_FORMULA};
use dltutor::text::sanitize::is_harmless;

/// How many mutations are tried in the suite.
const FEW: u64 = 3000;

/// The longest input.
const LONGEST: usize = 4000;

/// Pieces that mean something to one of the parsers.
const PIECES: &[&str] = &[
    "{",
    "}",
    "{{",
    "`",
    "**",
    "*",
    "> ",
    "\n\n",
    "\n# ",
    "\n## a: A\n",
    "\n### q\n",
    "\n#### why\n",
    "- `x`: ",
    "1. ",
    "|",
    "|-|\n",
    "    ",
    "\t",
    "\r",
    "\u{1b}[2J",
    "&#27;",
    "\\u001b",
    "\u{202e}",
    "\u{feff}",
    "가",
    "👩‍👩‍👧",
    "e\u{301}\u{301}",
    "σ",
    "−",
    "∞",
    "1e999",
    "0/0",
    "^",
    "((",
    "||",
    "if(",
    "and ",
    "not ",
    "-",
    ":percent}",
    ":power}",
    "\"",
    "\\",
    ",",
    "[",
    "]",
    "null",
    "{\"read\":\"q\"}",
    "\"whole\":[9,-9]",
    "99999999999999999999",
    "\u{0}",
    "\u{7f}",
    "\u{ad}",
    "\u{3000}",
    "“",
    "”: ",
    "\u{a0}",
    "'",
    "/",
];

fn corpus() -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["tests/corpus", "docs/example-pack", "docs/example-pack/bends", "tests/packs/parts/deep"];
    let mut files: Vec<_> = folders
        .iter()
        .flat_map(|folder| std::fs::read_dir(root.join(folder)).unwrap().flatten())
        .map(|entry| entry.path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    files.iter().map(|file| std::fs::read(file).unwrap()).collect()
}

/// An input made from the corpus by a few changes.
fn mutated(corpus: &[Vec<u8>], random: &mut Generator) -> Vec<u8> {
    let mut bytes = corpus[random.below(corpus.len())].clone();
    if bytes.len() > 600 {
        let start = random.below(bytes.len() - 500);
        bytes = bytes[start..start + 500].to_vec();
    }
    for _ in 0..=random.below(6) {
        let at = random.below(bytes.len() + 1);
        let end = (at + random.below(40)).min(bytes.len());
        match random.below(7) {
            0 if at < bytes.len() => bytes[at] = random.below(256) as u8,
            1 => drop(bytes.drain(at..end)),
            2 => {
                let copy = bytes[at..end].to_vec();
                for _ in 0..=random.below(20) {
                    bytes.splice(at..at, copy.iter().copied());
                }
            }
            3 => {
                let other = &corpus[random.below(corpus.len())];
                let from = random.below(other.len() + 1);
                bytes.splice(at..at, other[from..(from + 60).min(other.len())].iter().copied());
            }
            4 => bytes.truncate(at),
            _ => {
                let piece = PIECES[random.below(PIECES.len())];
                bytes.splice(at..at, piece.bytes());
            }
        }
        bytes.truncate(LONGEST);
    }
    bytes
}

/// Everything that reads what authors and learners write, on one input.
fn try_all(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    markdown(&text);
    json(&text);
    formula(&text);
    let _ = Settings::parse(&dltutor::experiment::find("neuron").unwrap().parameters(), &[&text]);
    let span = bytes.len() / 3..bytes.len() / 2;
    let shown = Diagnostic::new(Code::Json, "a", span, text.to_string(), text.to_string());
    rendered(&shown, &text);
    assert!(shown.message.chars().all(|c| is_harmless(c) || c == '\n'));
}

/// A report is drawn whatever its source, and its place is one in it.
fn rendered(fault: &Diagnostic, source: &str) {
    let (line, column) = fault.place(source);
    assert!(line >= 1 && column >= 1);
    let report = fault.render(source, false);
    assert!(report.contains(&fault.code.name()), "{report}");
}

/// What is wrong with the words, drawn; their headings, found.
fn words(text: &str) {
    for (_, heading) in headings(text) {
        assert!(heading.chars().all(is_harmless), "{heading:?}");
    }
    for fault in Words::parse("en.md", text).err().into_iter().flatten() {
        rendered(&fault, text);
    }
}

fn markdown(text: &str) {
    let values = |name: &str| name.len().is_multiple_of(2).then_some(Filled { value: -1.5e-7, unit: "ms" });
    let _ = fill(text, &values);
    let blocks = parse(text);
    let blocks = fill_blocks(&blocks, &values).unwrap_or(blocks);
    let width = 20 + text.len() % 90;
    for style in [Style::Unicode, Style::Ascii] {
        for line in render(&blocks, width, style) {
            assert!(line.columns() <= width, "{} > {width}: {:?}", line.columns(), line.plain());
            assert!(line.plain().chars().all(is_harmless), "{:?}", line.plain());
        }
    }
    let _ = parse(&write(&blocks));
}

fn json(text: &str) {
    let _ = harmful_escape(text);
    for path in ["", "steps/0/flow", "a/b/c", "0/0/0"] {
        let span = locate(text, path);
        assert!(span.start <= span.end && span.end <= text.len());
    }
    let faults = [read::<Course>("a", text).err(), read::<Glossary>("a", text).err()];
    for fault in faults.into_iter().flatten().flatten() {
        rendered(&fault, text);
    }
    let lesson = match read::<Lesson>("a", text) {
        Ok(lesson) => lesson,
        Err(faults) => return faults.iter().for_each(|fault| rendered(fault, text)),
    };
    if limits::lesson("a", text, &lesson).is_empty() {
        questions(lesson);
    }
}

/// Poses and grades every question of a lesson, with the words of the corpus.
fn questions(lesson: Lesson) {
    let source = include_str!("corpus/question.md");
    let words = Words::parse("en.md", source).unwrap();
    let outline = Outline::of(&lesson, &words, "en", None);
    let chapter = Chapter { outline, lesson, words, words_file: "en.md".into() };
    for step in &chapter.lesson.steps {
        for question in &step.questions {
            let Ok(instance) = Instance::pose(&chapter, step, question, 3) else { continue };
            for typed in ["a", "1", "0,5", "x", ""] {
                let _ = instance.posed.read(typed);
                let _ = instance.grade(typed);
            }
        }
    }
}

fn formula(text: &str) {
    for line in text.lines().take(4) {
        match line.parse::<Expression>() {
            Ok(formula) => {
                let names: BTreeMap<String, f64> =
                    formula.names().into_iter().map(|name| (name, 0.5)).collect();
                let value = formula.value(&names).unwrap();
                let _ = formula.margin(&names);
                let printed = formula.to_string();
                if printed.len() > LONGEST_FORMULA {
                    continue;
                }
                let again = printed
                    .parse::<Expression>()
                    .unwrap_or_else(|error| panic!("{printed}: {}", error.explain(&printed)));
                let again = again.value(&names).unwrap();
                assert!(
                    again.to_bits() == value.to_bits()
                        || (again - value).abs() <= 1e-9 * value.abs()
                        || value.is_nan(),
                    "{line} is printed as {printed}: {value}, {again}"
                );
            }
            Err(error) => drop(error.explain(line)),
        }
    }
}

fn tried(bytes: &[u8]) {
    let outcome = catch_unwind(AssertUnwindSafe(|| try_all(bytes)));
    assert!(outcome.is_ok(), "fails on b\"{}\"", bytes.escape_ascii());
    let _ = String::from_utf8_lossy(bytes).chars().count();
    let words = catch_unwind(AssertUnwindSafe(|| {
        words(&String::from_utf8_lossy(bytes));
    }));
    assert!(words.is_ok(), "words fail on b\"{}\"", bytes.escape_ascii());
}

#[test]
fn no_bytes_do_harm() {
    let runs = std::env::var("DLTUTOR_FUZZ").ok().and_then(|text| text.parse().ok()).unwrap_or(FEW);
    let corpus = corpus();
    corpus.iter().for_each(|bytes| tried(bytes));
    let cores = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    std::thread::scope(|scope| {
        for core in 0..cores {
            let corpus = &corpus;
            scope.spawn(move || {
                let mut random = Generator::seeded(core).fork("fuzz");
                for _ in 0..runs.div_ceil(cores) {
                    tried(&mutated(corpus, &mut random));
                }
            });
        }
    });
    println!("{} inputs of the corpus and {runs} mutations, no harm done", corpus.len());
}
