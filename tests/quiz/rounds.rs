//! Quizzes and reviews as a learner meets them: what is asked, in which order, and what comes after.

use dltutor::lesson::load::{Chapter, Library};
use dltutor::lesson::opening;
use dltutor::lesson::source::Source;
use dltutor::progress::clock::DAY;
use dltutor::progress::{Kind, Outcome, Store};
use dltutor::tutor::Ending;
use dltutor::tutor::quiz::{Quiz, Reach};
use dltutor::tutor::review::{self, Today};
use dltutor::ui::Reply;
use dltutor::ui::scripted::Scripted;

fn library() -> Library {
    opening::open(Source::Embedded, Some("en")).unwrap()
}

fn chapters(names: &[&str]) -> Vec<Chapter> {
    names.iter().map(|name| library().chapter(name).unwrap()).collect()
}

/// An answer to a question of the chapter on activations.
fn answer(step: &str, question: &str, outcome: Outcome, confidence: Option<u8>) -> Kind {
    Kind::Answer {
        chapter: "activations".into(),
        step: step.into(),
        question: question.into(),
        seed: 1,
        answer: "1".into(),
        outcome,
        confidence,
        seconds: 9,
    }
}

/// What a learner is shown in a quiz of so many questions.
fn quiz(chapters: &[Chapter], store: &mut Store, learner: &mut Scripted, count: usize) -> Ending {
    let glossary = library().glossary().unwrap();
    let reach = Reach::Everything;
    Quiz { ui: learner, store, chapters, glossary: &glossary, seed: 5, count, reach }.run().unwrap()
}

/// A learner who passes everything over.
fn silent() -> Scripted {
    Scripted { then: Some(Reply::Line("skip".into())), ..Scripted::default() }
}

#[test]
fn a_quiz_asks_what_was_missed_before_what_is_new() {
    let mut store = Store::memory();
    let _ = store.record(answer("linear-collapse", "collapsed-weights", Outcome::Incorrect, None));
    let _ = store.record(answer("linear-collapse", "bent-value", Outcome::Correct, Some(95)));
    let _ = store.record(answer("sigmoid-tanh", "slope-from-output", Outcome::Correct, Some(50)));
    let mut learner = silent();
    assert_eq!(quiz(&chapters(&["activations"]), &mut store, &mut learner, 2), Ending::Finished);
    assert!(learner.shown.contains("2 questions: 1 missed before and 1 not firm yet."), "{}", learner.shown);
    let missed = learner.shown.find("linear").unwrap();
    let unsure = learner.shown.find("What is its slope there?").unwrap();
    assert!(missed < unsure, "{}", learner.shown);
}

#[test]
fn several_chapters_are_mixed_and_named() {
    let mut learner = silent();
    quiz(&chapters(&["activations", "loss"]), &mut Store::memory(), &mut learner, 12);
    let labels: Vec<&str> = learner.shown.lines().filter(|line| line.contains(" of 12  ")).collect();
    assert_eq!(labels.len(), 12, "{}", learner.shown);
    let of = |title: &str| labels.iter().filter(|label| label.ends_with(title)).count();
    assert_eq!(of("Activations"), 6, "{labels:?}");
}

#[test]
fn the_end_names_the_step_to_go_to() {
    let mut learner = silent();
    quiz(&chapters(&["activations"]), &mut Store::memory(), &mut learner, 30);
    assert!(learner.shown.contains("Nothing was answered."), "{}", learner.shown);
    for step in ["linear-collapse", "sigmoid-tanh", "vanishing-gradient", "relu"] {
        let command = format!("     dltutor lesson activations --step {step}\n");
        assert_eq!(learner.shown.matches(&command).count(), 1, "{}", learner.shown);
    }
}

/// The prompts of the questions on what is left of one of several layers, with their numbers.
fn prompts<'a>(shown: &'a str, part: &str) -> Vec<&'a str> {
    shown.lines().filter(|line| line.contains(part)).collect()
}

#[test]
fn a_missed_question_comes_again_with_other_numbers() {
    let mut store = Store::memory();
    let _ = store.record(answer("sigmoid-tanh", "slope-from-output", Outcome::Incorrect, None));
    let mut learner = Scripted { then: Some(Reply::Line("7777".into())), ..Scripted::default() };
    // Letters where letters are asked for: nonsense costs nothing, so each line is tried in turn.
    learner.replies = std::iter::repeat_with(|| ["7777", "7777 %", "a", "skip"])
        .flatten()
        .take(80)
        .map(|line| Reply::Line(line.to_owned()))
        .collect();
    quiz(&chapters(&["activations"]), &mut store, &mut learner, 6);
    let asked = prompts(&learner.shown, "sigmoid unit puts out");
    assert_eq!(asked.len(), 2, "{}", learner.shown);
    assert_ne!(asked[0], asked[1]);
}

#[test]
fn a_review_asks_what_is_due_and_says_when_the_next_is() {
    let chapters = chapters(&["activations"]);
    let mut store = Store::memory();
    let _ =
        store.record_at(answer("sigmoid-tanh", "slope-from-output", Outcome::Incorrect, Some(90)), 100 * DAY);
    let today = |store: &Store, day: u64| Today::of(&chapters, store.state(), day * DAY).announced();
    assert_eq!(today(&store, 100), "Nothing is due. The next question comes back in 12 hours.");
    assert_eq!(today(&store, 101), "1 question is due.");
    assert!(today(&Store::memory(), 101).contains("once you have answered some"));
    let due = Today::of(&chapters, store.state(), 101 * DAY);
    let mut learner = Scripted::typing(&["7777 @50"]);
    let glossary = library().glossary().unwrap();
    assert_eq!(review::run(&mut learner, &mut store, &due, &glossary).unwrap(), Ending::Finished);
    assert!(learner.shown.contains("0 of 1 answer right."), "{}", learner.shown);
    let attempts =
        &store.state().step("activations", "sigmoid-tanh").unwrap().questions["slope-from-output"].attempts;
    assert_eq!((attempts.len(), attempts[1].confidence), (2, Some(50)));
    assert_ne!(attempts[1].seed, Some(1), "fresh numbers");
}

#[test]
fn a_question_whose_run_cannot_be_made_is_never_asked() {
    let mut chapters = chapters(&["activations"]);
    let mut store = Store::memory();
    let _ = store.record_at(answer("sigmoid-tanh", "steepest", Outcome::Incorrect, None), 100 * DAY);
    let due = |chapters: &[Chapter], store: &Store| {
        Today::of(chapters, store.state(), 110 * DAY).due.questions.len()
    };
    assert_eq!(due(&chapters, &store), 1);
    chapters[0].lesson.steps[1].runs.clear();
    assert_eq!(due(&chapters, &store), 0);
    let mut learner = silent();
    quiz(&chapters, &mut store, &mut learner, 40);
    assert!(!learner.shown.contains("steepest"), "{}", learner.shown);
    let _ = store.record_at(answer("sigmoid-tanh", "mean", Outcome::Incorrect, None), 100 * DAY);
    assert_eq!(due(&chapters, &store), 0, "its author keeps it out of quizzes");
}

#[test]
fn what_was_done_under_a_former_name_is_due_under_the_present_one() {
    let mut chapters = chapters(&["activations"]);
    chapters[0].outline.steps[1].aliases.push("squashing".into());
    let mut store = Store::memory();
    let _ = store.record_at(answer("squashing", "slope-from-output", Outcome::Incorrect, None), 100 * DAY);
    let today = Today::of(&chapters, store.state(), 110 * DAY);
    let steps: Vec<&str> = today.questions().iter().map(|drawn| drawn.step.id.as_str()).collect();
    assert_eq!(steps, ["sigmoid-tanh"]);
}
