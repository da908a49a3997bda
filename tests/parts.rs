//! Every kind of part and answer, played by scripted learners in a pack made for it.

use std::path::Path;

use dltutor::lesson::load::Chapter;
use dltutor::lesson::opening;
use dltutor::lesson::source::Source;
use dltutor::progress::{Outcome, Store};
use dltutor::tutor::Ending;
use dltutor::tutor::walk::{Start, Walk};
use dltutor::ui::Reply;
use dltutor::ui::scripted::Scripted;

use crate::command::dltutor;

/// The folder of the pack.
pub fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packs/parts")
}

fn chapter(name: &str) -> Chapter {
    opening::open(Source::Folder(folder()), Some("en")).unwrap().chapter(name).unwrap()
}

fn play(lines: &[&str], store: &mut Store, start: &Start) -> (String, Ending) {
    play_in("deep", lines, store, start)
}

fn play_in(chapter_name: &str, lines: &[&str], store: &mut Store, start: &Start) -> (String, Ending) {
    let mut learner = Scripted::typing(lines);
    let chapter = chapter(chapter_name);
    let ending = Walk::new(&mut learner, store, &chapter, &Default::default(), 7).run(start).unwrap();
    (learner.shown, ending)
}

#[track_caller]
fn assert_all(shown: &str, parts: &[&str]) {
    for part in parts {
        assert!(shown.contains(part), "no {part:?}: {shown}");
    }
}

#[test]
fn every_kind_of_answer_says_how_to_type_it_and_is_graded() {
    let mut store = Store::memory();
    let lines = ["a b", "0.1 1", "", "back", "", "nonsense", "h", "5", "s*(1-s) @60", "b"];
    let (shown, _) = play(&lines, &mut store, &Start::First);
    assert_all(
        &shown,
        &[
            "Type all 2 letters in order",
            "Type 2 numbers with spaces between",
            "your guess",
            "in their place",
            "Type a formula in s",
            "Right: s*(1-s)",
            "Type letters, as in a c, or none",
        ],
    );
    let questions = &store.state().chapters["parts/deep"].steps["shrink"].questions;
    for id in ["ranking", "sketch", "double", "slope", "all"] {
        assert_eq!(questions[id].attempts.len(), 1, "{id}: {shown}");
    }
    assert_eq!(questions["slope"].attempts[0].confidence, Some(60));
}

#[test]
fn a_letter_that_is_a_variable_is_an_answer() {
    let mut store = Store::memory();
    let (shown, _) = play(&["a b", "1 1", "", "6", "s", "q"], &mut store, &Start::First);
    let questions = &store.state().chapters["parts/deep"].steps["shrink"].questions;
    assert_eq!(questions["slope"].attempts[0].answer, "s", "{shown}");
}

#[test]
fn an_exploration_is_sought_until_its_goal_is_met() {
    let mut store = Store::memory();
    let lines =
        ["depth=3", "depht=2", "e", "h", "zz", "depth = 99", "depth = 3", "depth = 2", "", "back", "q"];
    let (shown, ending) = play(&lines, &mut store, &Start::Step(1));
    assert_eq!(ending, Ending::Left);
    assert_all(
        &shown,
        &[
            "Explore",
            "✗ layers_back < 2",
            "layers_back: how many layers lie between",
            "✓ ratio > 0",
            "did you mean `depth`?",
            "depth=4",
            "Hint 1 of 2",
            "Not easy.",
            "Reached, after 3 tries.",
            "as many ways back",
        ],
    );
    let found = &store.state().step("parts/deep", "reach").unwrap().explorations["shallow"];
    assert_eq!((found.tries, found.reached, found.settings["depth"].as_str()), (3, true, "2"));
    assert_all(shown.rsplit("Explore").next().unwrap(), &["You found: depth=2", "✓ layers_back < 2"]);
    assert_eq!(store.state().experiments["vanishing-gradient"], 3);
}

#[test]
fn a_try_on_the_leaderboard_is_predicted_kept_and_taken_up_by_a_later_run() {
    let mut store = Store::memory();
    let lines = ["learning_rate=0", "lots", "150 %", "90 %", "learning_rate=0.03", "", "", "q"];
    let (shown, _) = play_in("board", &lines, &mut store, &Start::First);
    let parts = ["Predict the accuracy", "no share of all", "points too high", "✗ accuracy > 0.3", "Reached"];
    assert_all(&shown, &parts);
    let board = store.state().capstone.clone();
    let found: Vec<_> = board.iter().map(|it| (it.predicted, it.epochs, it.score > 0.3)).collect();
    assert_eq!(found, [(Some(0.9), 1, false), (None, 1, true)], "{shown}");
    assert_eq!(board[1].settings["learning_rate"], "0.03");
    let later = shown.rsplit("capstone-ablation").next().unwrap();
    assert!(later.contains("learning_rate=0.03") && later.contains("One choice swapped"), "{shown}");
    let mut other = Store::memory();
    other.import(&store.export().unwrap()).unwrap();
    other.import(&store.export().unwrap()).unwrap();
    assert_eq!(&other.state().capstone, &board);
}

#[test]
fn who_gives_an_exploration_up_sees_a_solution() {
    for lines in [&["s"][..], &["", ""]] {
        let mut store = Store::memory();
        let (shown, _) = play(lines, &mut store, &Start::Step(1));
        assert_all(&shown, &["A solution: depth=2", "✓ layers_back < 2", "as many ways back"]);
        assert!(!store.state().step("parts/deep", "reach").unwrap().explorations["shallow"].reached);
    }
}

#[test]
fn a_checkpoint_scores_and_names_what_to_see_again() {
    let mut store = Store::memory();
    let (shown, ending) = play(&["s", "", "1", "2", "3", ""], &mut store, &Start::Step(1));
    assert_eq!(ending, Ending::Finished, "it never holds anybody up: {shown}");
    assert_all(
        &shown,
        &[
            "Two questions before you go on",
            "Checkpoint 1 of 2",
            "1 of 2 right.",
            "What shrinks",
            "--step shrink",
        ],
    );
    let double = &store.state().step("parts/deep", "shrink").unwrap().questions["double"].attempts;
    assert_eq!((double.len(), double[0].seed), (1, Some(8)), "with other numbers than in the lesson");
}

#[test]
fn a_checkpoint_is_taken_up_where_it_was_left() {
    let mut store = Store::memory();
    play(&["s", "", "1", "2"], &mut store, &Start::Step(1));
    let (shown, _) = play(&["8", ""], &mut store, &Start::Resume);
    let answers = |outcome| {
        let events = store.events().iter();
        events.filter(|event| matches!(&event.kind, dltutor::progress::Kind::Answer { question, outcome: it, .. } if question == "line" && *it == outcome)).count()
    };
    assert_eq!(answers(Outcome::Correct), 1, "{shown}");
    assert_eq!(shown.matches("\n› ").count(), 4, "two answers shown, one asked, and Enter: {shown}");
    assert!(shown.contains("Checkpoint 2 of 2"), "{shown}");
}

#[test]
fn leaving_at_each_prompt_of_the_new_parts_saves_and_leaves() {
    let script = ["", "a b", "1 1", "", "6", "s", "a", "", "depth=3", "s", "", "1", "2", "3", ""];
    for (prompts, _) in script.iter().enumerate() {
        for (reply, ending) in [(Reply::Interrupted, Ending::Interrupted), (Reply::End, Ending::Left)] {
            let mut store = Store::memory();
            let mut learner = Scripted::typing(&script[..prompts]);
            learner.replies.push_back(reply);
            let chapter = chapter("deep");
            let ended =
                Walk::new(&mut learner, &mut store, &chapter, &Default::default(), 7).run(&Start::Resume);
            assert_eq!(ended.unwrap(), ending, "after {prompts} prompts: {}", learner.shown);
            assert!(learner.shown.contains("Come back with"), "{}", learner.shown);
        }
    }
}

#[test]
fn who_passes_the_placement_check_knows_all_steps() {
    let home = tempfile::tempdir().unwrap();
    let lesson = |more: &str| {
        dltutor(&format!("lesson deep --lessons {} {more}", folder().display())).home(home.path())
    };
    let offer = lesson("").stdin("q\n").run();
    assert!(
        offer.stdout.contains("Know this already?") && offer.stdout.contains("--placement"),
        "{}",
        offer.stdout
    );
    let failed = lesson("--placement").stdin("1\n2\n").run();
    assert_all(&failed.stdout, &["Placement 1 of 2", "1 of 2 right.", "Start here:", "--step shrink"]);
    let double = failed.stdout.lines().find(|line| line.contains("twice")).unwrap();
    let n: f64 = double.split_whitespace().last().unwrap().trim_end_matches('?').parse().unwrap();
    let passed = lesson("--placement").stdin(format!("{}\n2\n", 2.0 * n)).run();
    assert_all(&passed.stdout, &["you know this chapter"]);
    let progress = dltutor("progress --format json").home(home.path()).run().json();
    assert_eq!(progress["state"]["chapters"]["parts/deep"]["steps"]["reach"]["status"], "known");
    let unattended = lesson("--placement").code(2).stderr("pipe the answers in").run();
    assert_eq!(unattended.stdout, "");
    dltutor("lesson capstone --placement").code(2).stderr("has no placement check").run();
}

#[test]
fn a_pack_is_kept_apart_from_the_course() {
    let home = tempfile::tempdir().unwrap();
    let packs = tempfile::tempdir().unwrap();
    let chapter = packs.path().join("activations");
    std::fs::create_dir(&chapter).unwrap();
    let course = r#"{"format":"dltutor-course","version":1,"id":"mine","languages":["en"],"chapters":["activations"]}"#;
    std::fs::write(packs.path().join("course.json"), course).unwrap();
    let lesson = std::fs::read_to_string(folder().join("deep/lesson.json")).unwrap();
    std::fs::write(chapter.join("lesson.json"), lesson.replace("\"deep\"", "\"activations\"")).unwrap();
    std::fs::copy(folder().join("deep/en.md"), chapter.join("en.md")).unwrap();
    let own = dltutor(&format!("lesson activations --lessons {}", packs.path().display())).home(home.path());
    let shown = own.stdin("\na b\nq\n").run().stdout;
    assert!(shown.contains("dltutor lesson activations --lessons"), "how to come back: {shown}");
    let built_in = dltutor("lesson activations").home(home.path()).stdin("\nq\n").run().stdout;
    assert!(built_in.contains("Ten layers that are one"), "{built_in}");
    let progress = dltutor("progress --format json").home(home.path()).run().json();
    let chapters = progress["state"]["chapters"].as_object().unwrap();
    assert_eq!(chapters.keys().collect::<Vec<_>>(), ["activations", "mine/activations"]);
}

#[test]
fn a_question_with_drawn_settings_is_graded_on_a_run_with_them() {
    let mut store = Store::memory();
    let (shown, ending) = play_in("drawn", &["4", "", "6", "", "q"], &mut store, &Start::First);
    assert_eq!(ending, Ending::Finished, "{shown}");
    let parts = [
        "As written, 1 way back.",
        "vanishing-gradient  depth=5  seed 7",
        "Right: 4.",
        "With 5 layers it passes 4.",
        "As drawn, 4 ways back.",
        "Right: 6.",
        "With 7 layers it passes 6.",
    ];
    assert_all(&shown, &parts);
    assert_eq!(shown.matches("As drawn, 4 ways back.").count(), 2, "asking changes no run: {shown}");
    let questions = &store.state().chapters["parts/drawn"].steps["depth"].questions;
    assert!(questions.values().all(|question| question.attempts[0].correct));
}

#[test]
fn a_page_taken_up_again_has_its_run_as_it_was_drawn() {
    let mut store = Store::memory();
    let (shown, _) = play_in("drawn", &["4", "", "q"], &mut store, &Start::First);
    assert_eq!(shown.matches("As drawn, 4 ways back.").count(), 1, "{shown}");
    let (again, _) = play_in("drawn", &["6", "", "q"], &mut store, &Start::Resume);
    assert_all(&again, &["Right: 6.", "As drawn, 4 ways back."]);
    assert!(!again.contains("As written"), "only the second page is shown: {again}");
}

#[test]
fn two_predictions_of_a_run_that_one_of_them_sets_are_a_fault() {
    let pack = tempfile::tempdir().unwrap();
    std::fs::create_dir(pack.path().join("drawn")).unwrap();
    let course =
        r#"{"format":"dltutor-course","version":1,"id":"mine","languages":["en"],"chapters":["drawn"]}"#;
    std::fs::write(pack.path().join("course.json"), course).unwrap();
    std::fs::copy(folder().join("drawn/en.md"), pack.path().join("drawn/en.md")).unwrap();
    let lesson = std::fs::read_to_string(folder().join("drawn/lesson.json")).unwrap();
    let two = lesson.replace(r#"{"predict": "back"}"#, r#"{"predict": "back"}, {"predict": "asked"}"#);
    let lint = |text: &str, code: i32| {
        std::fs::write(pack.path().join("drawn/lesson.json"), text).unwrap();
        let lint = dltutor("lint --format json").arg(pack.path().to_string_lossy());
        lint.code(code).run().json()["faults"].to_string()
    };
    assert_eq!(lint(&lesson, 0), "[]");
    let faults = lint(&two, 3);
    assert!(
        faults.contains("`asked` waits for the run `small`, which `back` sets by its numbers"),
        "{faults}"
    );
}

#[test]
fn an_experiment_can_be_run_again_while_a_question_waits() {
    let mut store = Store::memory();
    let lines = ["e depth=3", "a b", "1 1", "", "e depth=3", "depth=3", "r", "q"];
    let (shown, _) = play(&lines, &mut store, &Start::First);
    let parts = ["nothing to run again yet", "First → depth=3", "That is a setting.", "First → seed 8"];
    assert_all(&shown, &parts);
    let before = shown.split("nothing to run again yet").next().unwrap();
    assert_eq!(before.matches("Predict").count(), 1, "what was not run poses nothing anew: {shown}");
    assert_eq!(shown.matches("What is twice").count(), 3, "posed again under what was run: {shown}");
    let step = &store.state().chapters["parts/deep"].steps["shrink"];
    assert!(step.questions.get("double").is_none_or(|it| it.attempts.is_empty()), "no answer: {shown}");
}

#[test]
fn what_is_changed_after_an_exploration_starts_from_the_last_try() {
    let mut store = Store::memory();
    let (shown, _) = play(&["depth=3", "depth=2", "e width=5", "q"], &mut store, &Start::Step(1));
    assert_all(&shown, &["2 × 4 → 5 units", "First → width=5"]);
    let (given_up, _) = play(&["s", "e width=5", "q"], &mut Store::memory(), &Start::Step(1));
    assert_all(&given_up, &["2 × 4 → 5 units"]);
}

#[test]
fn an_exploration_that_nothing_leads_to_shows_where_it_starts() {
    let (shown, _) = play(&["q"], &mut Store::memory(), &Start::Step(1));
    assert_all(&shown, &["The gradient by layer, 4 × 4 units"]);
}
