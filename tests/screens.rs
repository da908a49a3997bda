//! Screens, pinned: fixed seed, width and characters.

use dltutor::lesson::opening;
use dltutor::lesson::source::Source;
use dltutor::progress::Store;
use dltutor::tutor::walk::{Start, Walk};
use dltutor::ui::scripted::Scripted;
use dltutor::ui::{Layout, Reply};

use crate::command::dltutor;

/// What a learner sees who presses Enter through one step.
fn step(name: &str, layout: Layout) -> String {
    let library = opening::open(Source::Embedded, Some("en")).unwrap();
    let chapter = library.chapter("activations").unwrap();
    let glossary = library.glossary().unwrap();
    let place = chapter.step_place(name).unwrap();
    let mut learner = Scripted { layout, then: None, ..Scripted::default() };
    learner.replies = std::iter::repeat_n(Reply::Line(String::new()), 40).collect();
    let mut store = Store::memory();
    Walk::new(&mut learner, &mut store, &chapter, &glossary, 7).run(&Start::Step(place)).unwrap();
    // The head of the next step, with or without the chapter before it.
    let next = format!(" {}/{}  ", place + 2, chapter.lesson.steps.len());
    let lines = learner.shown.lines().take_while(|line| !line.contains(&next));
    lines.map(|line| line.to_owned() + "\n").collect()
}

fn widths() -> impl Iterator<Item = (usize, bool)> {
    [80, 60, 40].into_iter().flat_map(|width| [(width, false), (width, true)])
}

#[test]
fn steps_at_every_width() {
    for (width, ascii) in widths() {
        let layout = Layout { width, ascii, ..Layout::default() };
        for name in ["linear-collapse", "sigmoid-tanh"] {
            let shown = step(name, layout);
            let style = if ascii { "ascii" } else { "unicode" };
            insta::assert_snapshot!(format!("{name}-{width}-{style}"), shown);
            for line in shown.lines() {
                assert!(dltutor::text::width::columns(line) <= width, "{width}: {line}");
            }
        }
    }
}

#[test]
fn a_step_in_words() {
    insta::assert_snapshot!(step("sigmoid-tanh", Layout { plain: true, ..Layout::default() }));
}

#[test]
fn comparisons_at_every_width() {
    for (width, ascii) in widths() {
        let ascii = if ascii { "--ascii" } else { "" };
        let printed =
            dltutor(&format!("compare optimizers --only sgd,momentum,adam --width {width} {ascii}")).run();
        insta::assert_snapshot!(format!("compare-{width}{ascii}"), printed.stdout);
    }
}

#[test]
fn the_map_before_anything_was_done() {
    insta::assert_snapshot!(dltutor("").run().stdout);
    insta::assert_snapshot!(dltutor("list").run().stdout);
}
