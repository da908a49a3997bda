//! The tutor, played by scripted learners.

use dltutor::lesson::load::{Chapter, Library};
use dltutor::lesson::model::Glossary;
use dltutor::lesson::opening;
use dltutor::lesson::source::Source;
use dltutor::progress::{Status, Store};
use dltutor::tutor::Ending;
use dltutor::tutor::walk::{Start, Walk};
use dltutor::ui::Reply;
use dltutor::ui::scripted::Scripted;

fn library() -> Library {
    opening::open(Source::Embedded, Some("en")).unwrap()
}

fn chapter(name: &str) -> Chapter {
    library().chapter(name).unwrap()
}

/// Walks with a learner from a start; how it ended.
fn walk(learner: &mut Scripted, store: &mut Store, chapter: &Chapter, start: &Start) -> Ending {
    let glossary: Glossary = library().glossary().unwrap();
    Walk::new(learner, store, chapter, &glossary, 7).run(start).unwrap()
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
fn a_chapter_opens_once_with_who_it_is_for() {
    let chapter = chapter("activations");
    let mut store = Store::memory();
    let play = |lines: &[&str], store: &mut Store| {
        let mut learner = Scripted::typing(lines);
        walk(&mut learner, store, &chapter, &Start::Resume);
        learner.shown
    };
    let left = play(&["nonsense", "?", "q"], &mut store);
    for part in ["10 steps, about 75 minutes", "What you will be able to do", "--placement", "Enter begins"] {
        assert!(left.contains(part), "no {part}: {left}");
    }
    assert!(!left.contains("Predict"), "{left}");
    assert!(play(&["", "q"], &mut store).contains("Who this is for"), "nothing was begun");
    assert!(!play(&["q"], &mut store).contains("Who this is for"), "it was begun");
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
    let lines = ["", "", "", "", "", "e reach=3", "e reahc=3", "e init=xaver", "e", "r", "e reach=1e9"];
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
    let mut learner = Scripted::typing(&["", "", "", "", "", "s"]);
    walk(&mut learner, &mut store, &chapter, &step);
    assert_eq!(store.state().step("activations", "sigmoid-tanh").unwrap().status, Status::Skipped);
}

/// The end of the screen that a learner was left with.
fn last_page(learner: &Scripted) -> &str {
    learner.shown.rsplit('\u{c}').next().unwrap()
}

#[test]
fn a_walk_is_taken_up_in_the_middle_of_a_question() {
    let chapter = chapter("activations");
    let mut store = Store::memory();
    let mut learner = Scripted::typing(&["", "a @70", "", "h"]);
    learner.replies.push_back(Reply::Interrupted);
    walk(&mut learner, &mut store, &chapter, &Start::Resume);
    assert!(last_page(&learner).contains("Hint 1 of 4"), "{}", learner.shown);
    let mut again = Scripted::typing(&["0.4", "back", "q"]);
    assert_eq!(walk(&mut again, &mut store, &chapter, &Start::Resume), Ending::Left);
    let pages: Vec<&str> = again.shown.split('\u{c}').skip(1).collect();
    assert!(pages[0].contains("Predict") && pages[0].contains("Hint 1 of 4"), "{}", pages[0]);
    assert!(pages[0].contains("› 0.4") && pages[0].contains("Not this time"), "{}", pages[0]);
    assert!(pages[1].contains("› a  @70"), "answers of the walk before are kept: {}", pages[1]);
}

#[test]
fn answers_are_kept_on_the_way_back_and_forward() {
    let chapter = chapter("activations");
    let mut store = Store::memory();
    let mut learner = Scripted::typing(&["a @90", "", "back", "", "0.5", "", "b", "b", "q"]);
    assert_eq!(walk(&mut learner, &mut store, &chapter, &Start::First), Ending::Left);
    let pages: Vec<&str> = learner.shown.split('\u{c}').skip(1).collect();
    assert!(pages[2].contains("› a  @90"), "{}", pages[2]);
    let verdict = |page: &str| page.lines().find(|line| line.contains("The answer:")).map(str::to_owned);
    assert!(verdict(pages[0]).is_some(), "{}", pages[0]);
    assert_eq!(verdict(pages[0]), verdict(pages[2]), "the verdict is shown again");
    assert_eq!(pages[2].matches("\n› ").count(), 2, "nothing is asked but Enter: {}", pages[2]);
    let questions = &store.state().step("activations", "linear-collapse").unwrap().questions;
    assert_eq!(questions["product"].attempts.len(), 1, "showing it again is no second attempt");
    assert_eq!(questions["product"].attempts[0].confidence, Some(90));
    assert_eq!(questions["xor"].attempts.len(), 1);
}

#[test]
fn a_page_can_be_answered_again_without_counting_again() {
    let chapter = chapter("activations");
    let mut store = Store::memory();
    let mut learner = Scripted::typing(&["c", "a", "a", "", "back", "q"]);
    walk(&mut learner, &mut store, &chapter, &Start::First);
    let pages: Vec<&str> = learner.shown.split('\u{c}').skip(1).collect();
    assert!(pages[1].contains("this one is not counted"), "{}", pages[1]);
    assert!(pages[3].contains("› a"), "the second answer is kept: {}", pages[3]);
    let questions = &store.state().step("activations", "linear-collapse").unwrap().questions;
    assert_eq!(questions["product"].attempts.len(), 1);
}

#[test]
fn back_from_a_step_leads_to_the_last_page_of_the_one_before() {
    let chapter = chapter("activations");
    let mut store = Store::memory();
    let mut learner = patient();
    learner.replies = (0..4).map(|_| Reply::Line(String::new())).collect();
    walk(&mut learner, &mut store, &chapter, &Start::First);
    let step = Start::Step(1);
    let mut learner = Scripted::typing(&["back"]);
    walk(&mut learner, &mut store, &chapter, &step);
    let place = |step: usize| format!("{step}/{}", chapter.lesson.steps.len());
    let (first, last) = (learner.shown.find(&place(2)).unwrap(), learner.shown.rfind(&place(1)).unwrap());
    assert!(first < last && last_page(&learner).contains("Ten layers that are one"), "{}", learner.shown);
}

#[test]
fn steps_left_out_are_offered_at_the_end_and_the_next_time() {
    let chapter = chapter("activations");
    let mut store = Store::memory();
    let mut learner = patient();
    learner.replies = ["skip", "s"].iter().map(|line| Reply::Line((*line).to_owned())).collect();
    learner.then = None;
    walk(&mut learner, &mut store, &chapter, &Start::First);
    let skipped = |store: &Store| {
        let status = |step: &dltutor::lesson::model::Step| {
            store.state().step("activations", &step.id).map(|it| it.status)
        };
        chapter.lesson.steps.iter().filter(|step| status(step) == Some(Status::Skipped)).count()
    };
    assert_eq!(skipped(&store), 1, "{}", learner.shown);
    let mut learner = patient();
    learner.replies = std::iter::repeat_n(Reply::Line(String::new()), 200).collect();
    assert_eq!(walk(&mut learner, &mut store, &chapter, &Start::Resume), Ending::Finished);
    assert!(learner.shown.contains("You left out"), "{}", learner.shown);
    assert_eq!(skipped(&store), 0);
    let mut learner = Scripted::typing(&["q"]);
    walk(&mut learner, &mut store, &chapter, &Start::Resume);
    assert!(learner.shown.contains("You have been through this chapter"), "{}", learner.shown);
}

#[test]
fn an_experiment_is_repeated_with_the_seed_that_is_asked_for() {
    let chapter = chapter("activations");
    let mut store = Store::memory();
    let mut learner = Scripted::typing(&["c", "r same", "r", "r seed=3", "r nonsense", "?"]);
    walk(&mut learner, &mut store, &chapter, &Start::First);
    let shown = &learner.shown;
    for part in ["First → seed 7", "Nothing measured differs", "First → seed 8", "First → seed 3", "r same"]
    {
        assert!(shown.contains(part), "no {part}: {shown}");
    }
    assert!(shown.contains("That is not a command"), "{shown}");
}

#[test]
fn a_walk_goes_on_where_it_was_left_after_looking_back() {
    let chapter = chapter("activations");
    let mut store = Store::memory();
    let mut learner = patient();
    learner.replies = std::iter::repeat_n(Reply::Line(String::new()), 16).collect();
    learner.replies.extend(["back", "back", "q"].map(|line| Reply::Line(line.to_owned())));
    walk(&mut learner, &mut store, &chapter, &Start::First);
    let far = store.state().chapter("activations").unwrap().last.clone().unwrap();
    let mut again = Scripted::default();
    walk(&mut again, &mut store, &chapter, &Start::Resume);
    let place = chapter.step_place(&far.step).unwrap() + 1;
    assert!(again.shown.contains(&format!("Activations  {place}/")), "{}", again.shown);
    assert_eq!(store.state().chapter("activations").unwrap().last, Some(far));
}
