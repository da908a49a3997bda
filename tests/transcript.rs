//! Notes of a walk: whole, without repeats, and never in the place of somebody's file.

use std::fs;
use std::path::Path;

use dltutor::lesson::markdown::{BlockKind, parse, plain};

use crate::command::{Run, dltutor};

fn lesson(home: &Path, notes: &Path, input: &str) -> Run {
    dltutor("lesson deep --lessons")
        .arg(crate::parts::folder().to_string_lossy())
        .arg("--transcript")
        .arg(notes.to_string_lossy())
        .home(home)
        .stdin(input)
}

fn headings(notes: &str) -> Vec<String> {
    let heading = |kind: &BlockKind| match kind {
        BlockKind::Heading(_, spans) => Some(plain(spans)),
        _ => None,
    };
    parse(notes).iter().filter_map(|block| heading(&block.kind)).collect()
}

#[test]
fn a_walk_left_and_taken_up_again_makes_one_set_of_notes() {
    let (home, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let notes = folder.path().join("notes.md");
    lesson(home.path(), &notes, "\na b\n1 1\ne depth=3\n\n6\nq\n").run();
    let first = fs::read_to_string(&notes).unwrap();
    for part in ["**Predict**", "> **a b**", "your guess", "```text\n", "> **6**", "depth=3"] {
        assert!(first.contains(part), "no {part}: {first}");
    }
    lesson(home.path(), &notes, "back\n\ns*(1-s) @60\na\n\ndepth=2\n\n3\nq\n").run();
    let both = fs::read_to_string(&notes).unwrap();
    assert!(both.contains("> **s\\*(1-s) @60**"), "{both}");
    assert!(both.contains("Reached, after 1 try."), "{both}");
    assert!(
        both.contains("depth=3"),
        "what was tried on a page stays when it is only looked at again: {both}"
    );
    let headings = headings(&both);
    assert_eq!(
        headings,
        ["Notes from dltutor", "Deep", "Deep: What shrinks", "Deep: How far it reaches"],
        "{both}"
    );
    for once in ["**Explore**", "> **a b**", "> **6**", "What is twice"] {
        assert_eq!(both.matches(once).count(), 1, "{once}: {both}");
    }
    assert_eq!(both.matches("```").count() % 2, 0, "{both}");
    assert!(!both.contains(['{', '\u{1b}']), "{both}");
}

#[test]
fn a_file_that_is_no_transcript_is_left_alone() {
    let (home, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let notes = folder.path().join("thesis.md");
    for bytes in [&b"# My thesis\n"[..], b"\xff\xfe"] {
        fs::write(&notes, bytes).unwrap();
        lesson(home.path(), &notes, "q\n").code(1).stderr("name another file").run();
        assert_eq!(fs::read(&notes).unwrap(), bytes);
    }
    let nowhere = folder.path().join("missing/notes.md");
    lesson(home.path(), &nowhere, "q\n").code(1).stderr("cannot write the transcript").run();
}

#[test]
fn without_anybody_the_whole_chapter_is_written_down() {
    let folder = tempfile::tempdir().unwrap();
    let notes = folder.path().join("notes.md");
    let arguments = dltutor("lesson loss --transcript").arg(notes.to_string_lossy());
    arguments.run();
    let text = fs::read_to_string(&notes).unwrap();
    let steps = dltutor::lesson::opening::open(dltutor::lesson::source::Source::Embedded, Some("en"))
        .unwrap()
        .chapter("loss")
        .unwrap();
    for step in &steps.lesson.steps {
        let title = steps.step_title(&step.id);
        assert!(headings(&text).iter().any(|heading| heading.ends_with(&title)), "no {title}");
    }
}
