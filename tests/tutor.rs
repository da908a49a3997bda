//! The tutor, played by scripted learners.

use dltutor::lesson::load::{Chapter, Library};
use dltutor::lesson::model::Glossary;
use dltutor::lesson::source::Source;
use dltutor::progress::{Status, Store};
use dltutor::tutor::Ending;
use dltutor::tutor::walk::{Start, Walk};
use dltutor::ui::Reply;
use dltutor::ui::scripted::Scripted;

fn library() -> Library {
    Library::open(Source::Embedded, "en").unwrap()
}

fn chapter(name: &str) -> Chapter {
    library().chapter(name).unwrap()
}

/// Walks with a learner from a start; how it ended.
fn walk(learner: &mut Scripted, store: &mut Store, chapter: &Chapter, start: &Start) -> Ending {
    let glossary: Glossary = library().glossary().unwrap();
    Walk { ui: learner, store, chapter, glossary: &glossary, seed: 7 }.run(start).unwrap()
}

/// A learner who only ever presses Enter.
fn patient() -> Scripted {
    Scripted { then: Some(Reply::Line(String::new())), ..Scripted::default() }
}

#[test]
fn every_chapter_can_be_walked_by_pressing_enter() {
    for name in library().course.chapters {
        let chapter = chapter(&name);
        let (mut learner, mut store) = (patient(), Store::memory());
        assert_eq!(walk(&mut learner, &mut store, &chapter, &Start::Resume), Ending::Finished);
        for step in &chapter.lesson.steps {
            assert_eq!(store.state().step(&name, &step.id).unwrap().status, Status::Done, "{}", step.id);
        }
        assert!(!learner.shown.contains(['{', '}']), "a placeholder was left: {}", learner.shown);
        assert!(!learner.shown.contains("**"), "emphasis was not read: {}", learner.shown);
    }
}

#[test]
fn an_answer_is_graded_by_what_was_measured() {
    let chapter = chapter("activations");
    let mut store = Store::memory();
    let mut learner = Scripted::typing(&["", "", "", "0,7", "0.3", ""]);
    assert_eq!(walk(&mut learner, &mut store, &chapter, &Start::First), Ending::Left);
    assert!(learner.shown.contains("Not this time. The answer: 0.5."), "{}", learner.shown);
    let question = &store.state().step("activations", "linear-collapse").unwrap().questions["xor"];
    assert_eq!(question.attempts.len(), 1, "nonsense costs nothing");
    assert!(question.attempts[0].prediction && !question.attempts[0].correct);
}

#[test]
fn leaving_anywhere_and_coming_back_loses_nothing() {
    let chapter = chapter("activations");
    for prompts in 0..12 {
        let mut store = Store::memory();
        let mut learner = Scripted::typing(&vec![""; prompts]);
        learner.replies.push_back(Reply::Interrupted);
        assert_eq!(walk(&mut learner, &mut store, &chapter, &Start::Resume), Ending::Interrupted);
        let last_header =
            learner.shown.lines().rev().find(|line| line.contains("Activations  ")).unwrap().to_owned();
        let mut again = Scripted::default();
        assert_eq!(walk(&mut again, &mut store, &chapter, &Start::Resume), Ending::Left);
        assert!(
            again.shown.contains(&last_header),
            "after {prompts} prompts: {last_header}\n{}",
            again.shown
        );
    }
}

#[test]
fn other_settings_are_shown_beside_the_first() {
    let chapter = chapter("activations");
    let mut store = Store::memory();
    let step = Start::Step(chapter.step_place("sigmoid-tanh").unwrap());
    let lines = ["", "", "e reach=3", "e reahc=3", "e init=xaver", "e", "r", "e reach=1e9"];
    let mut learner = Scripted::typing(&lines);
    assert_eq!(walk(&mut learner, &mut store, &chapter, &step), Ending::Left);
    assert!(learner.shown.contains("sigmoid_end_slope"), "{}", learner.shown);
    assert!(learner.shown.contains("did you mean `reach`?"), "{}", learner.shown);
    assert!(learner.shown.contains("did you mean `xavier`?"), "{}", learner.shown);
    assert!(learner.shown.contains("reach=6"), "{}", learner.shown);
    assert!(learner.shown.contains("a number from 0.5 to 20"), "{}", learner.shown);
    assert_eq!(store.state().experiments["sigmoid-tanh"], 2);
}

#[test]
fn hints_help_and_glossary_answer_at_a_prompt() {
    let chapter = chapter("activations");
    let mut store = Store::memory();
    let mut learner = Scripted::typing(&["h", "h", "h", "h", "h", "?", "g xor", "g nonsense", "q"]);
    assert_eq!(walk(&mut learner, &mut store, &chapter, &Start::First), Ending::Left);
    for part in ["Hint 1 of 4", "Hint 4 of 4", "What you can type", "exclusive or (XOR):", "no such term"] {
        assert!(learner.shown.contains(part), "no {part}: {}", learner.shown);
    }
}

#[test]
fn back_skips_and_restart_go_where_they_should() {
    let chapter = chapter("activations");
    let mut store = Store::memory();
    let step = Start::Step(1);
    let mut learner = Scripted::typing(&["back"]);
    walk(&mut learner, &mut store, &chapter, &step);
    assert!(learner.shown.contains("Activations  1/"), "{}", learner.shown);
    let mut learner = Scripted::typing(&["", "", "s"]);
    walk(&mut learner, &mut store, &chapter, &step);
    assert_eq!(store.state().step("activations", "sigmoid-tanh").unwrap().status, Status::Skipped);
}
