//! `dltutor progress` and `dltutor review` as a user types them.

use std::fs;
use std::path::Path;

use dltutor::progress::clock::{DAY, now};
use dltutor::progress::{Kind, Outcome, Store};
use dltutor::text::width::columns;

use crate::command::dltutor;

fn answer(chapter: &str, step: &str, question: &str, outcome: Outcome, confidence: u8) -> Kind {
    Kind::Answer {
        chapter: chapter.into(),
        step: step.into(),
        question: question.into(),
        seed: 3,
        answer: "1".into(),
        outcome,
        confidence: Some(confidence),
        seconds: 20,
    }
}

/// A home in which two weeks were learned: some right, some wrong, a chapter of a teacher's own, a
/// result of the capstone.
fn learned() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open_in(folder.path());
    for day in 0..12 {
        let at = now() - (13 - day) * DAY;
        let outcome = if day % 3 == 2 { Outcome::Incorrect } else { Outcome::Correct };
        let sure = if day % 2 == 0 { 90 } else { 60 };
        let _ =
            store.record_at(answer("activations", "sigmoid-tanh", "slope-from-output", outcome, sure), at);
    }
    let _ = store.record(Kind::StepDone { chapter: "my-class".into(), step: "first".into() });
    let _ = store.record(Kind::Capstone {
        settings: [("width".to_owned(), "64".to_owned())].into(),
        seed: 1,
        predicted: Some(0.95),
        score: 0.972,
        epochs: 20,
    });
    folder
}

#[test]
fn progress_fits_every_width_and_says_what_was_hard() {
    let home = learned();
    for (width, more) in [(80, ""), (60, "--ascii"), (40, ""), (40, "--plain")] {
        let shown = dltutor(&format!("progress --width {width} {more}")).home(home.path()).run().stdout;
        let widest = shown.lines().map(columns).max().unwrap();
        assert!(widest <= width, "{widest} of {width}: {shown}");
        let words = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        for part in [
            "What was hard",
            "missed 4 of 12 times",
            "dltutor lesson activations --step sigmoid-tanh",
            "right over 12 answers",
            "How sure, how right",
            "my-class",
            "97.2",
            "learned on",
        ] {
            assert!(words.contains(part), "no {part} at {width} {more}: {shown}");
        }
    }
}

#[test]
fn progress_for_programs_and_as_a_picture() {
    let home = learned();
    let json = dltutor("progress --format json").home(home.path()).run().json();
    assert_eq!((&json["format"], &json["version"]), (&"dltutor-progress".into(), &1.into()));
    assert_eq!((&json["calibration"]["count"], &json["capstone"][0]["epochs"]), (&12.into(), &20.into()));
    assert_eq!(json["hard"][0]["question"], "slope-from-output");
    let csv = dltutor("progress show --format csv").home(home.path()).run().stdout;
    assert!(csv.starts_with("chapter,step,status,answers,right,mastery\n"), "{csv}");
    assert!(csv.contains("\nactivations,sigmoid-tanh,new,12,8,0."), "{csv}");
    let file = home.path().join("sure.svg");
    dltutor("progress --svg").arg(file.to_string_lossy()).home(home.path()).run();
    assert!(fs::read_to_string(&file).unwrap().contains("as sure as right"));
    dltutor("progress --svg").arg(file.to_string_lossy()).code(1).stderr("0.25 @80").run();
}

#[test]
fn a_journal_travels_through_a_pipe_and_nonsense_is_refused() {
    let home = learned();
    let export = dltutor("progress export").home(home.path()).run().stdout;
    let other = dltutor("progress import -").stdin(&export).run();
    assert_eq!(other.stdout, "14 events added, 0 known already.\n");
    let again = dltutor("progress import -").stdin(&export).home(other.home()).run();
    assert_eq!(again.stdout, "0 events added, 14 known already.\n");
    assert_eq!(dltutor("progress export").home(other.home()).run().stdout, export);
    dltutor("progress import -")
        .stdin("not a journal\n")
        .code(1)
        .stderr("`dltutor progress export FILE`")
        .run();
    dltutor("progress import /no/such/file").code(1).stderr("cannot read /no/such/file").run();
    dltutor("progress import").arg(home.path().to_string_lossy()).code(1).stderr("cannot read").run();
    dltutor("progress export /no/such/folder/file").home(home.path()).code(1).stderr("cannot write").run();
}

#[test]
fn an_export_over_the_journal_itself_leaves_it_whole() {
    let home = learned();
    let journal = home.path().join("journal.jsonl");
    let before = fs::read(&journal).unwrap();
    dltutor("progress export").arg(journal.to_string_lossy()).home(home.path()).run();
    assert_eq!(fs::read(&journal).unwrap(), before);
}

#[test]
fn a_reset_asks_and_knows_a_teachers_chapters() {
    let home = learned();
    let reset = |chapter: &str| dltutor(&format!("progress reset {chapter}")).home(home.path());
    reset("my-clas").code(2).stderr("did you mean `my-class`?").run();
    reset("my-class").code(2).stderr("dltutor progress reset my-class --yes").run();
    let kept = reset("my-class").stdin("perhaps\n").stderr("afresh?").run();
    assert!(kept.stdout.contains("Nothing was changed."), "{}", kept.stdout);
    reset("my-class --format json").stdin("yes\n").code(2).stderr("--yes").run();
    let done = reset("my-class").stdin("YES\n").stderr("afresh?").run();
    assert!(done.stdout.contains("my-class starts afresh; the journal keeps the history."));
    let state = &dltutor("progress --format json").home(home.path()).run().json()["state"];
    assert_eq!(state["chapters"]["my-class"]["steps"], serde_json::json!({}));
    assert_eq!(reset("my-class --yes --format json").run().json()["reset"], true);
    let history = fs::read_to_string(home.path().join("journal.jsonl")).unwrap();
    assert!(history.contains("step_done"));
}

#[test]
fn verify_repairs_and_says_so() {
    let home = learned();
    let journal = home.path().join("journal.jsonl");
    let text = fs::read_to_string(&journal).unwrap();
    let first = text.lines().next().unwrap();
    fs::write(&journal, format!("{text}{first}\nrubbish\u{1b}[2J\n")).unwrap();
    let verified = dltutor("progress verify").home(home.path()).code(1).stderr("1 damaged line").run();
    assert!(verified.stdout.contains("14 intact events, 1 repeated, dropped"), "{}", verified.stdout);
    assert!(!format!("{}{}", verified.stdout, verified.stderr).contains('\u{1b}'));
    let clean = dltutor("progress verify").home(home.path()).run();
    assert!(clean.stdout.ends_with(": 14 intact events\n"), "{}", clean.stdout);
    let json = dltutor("progress verify --format json").home(home.path()).run().json();
    assert_eq!((&json["format"], &json["events"]), (&"dltutor-verify".into(), &14.into()));
}

#[test]
fn a_review_without_anybody_prints_what_is_due() {
    let home = learned();
    let printed = dltutor("review").home(home.path()).run().stdout;
    assert!(printed.contains("1 question is due."), "{printed}");
    assert!(printed.contains("dltutor review"), "{printed}");
    let json = dltutor("review --format json").home(home.path()).run().json();
    assert_eq!(
        (&json["format"], &json["due"][0]["step"]),
        (&"dltutor-review".into(), &"sigmoid-tanh".into())
    );
    let csv = dltutor("review --format csv").home(home.path()).run().stdout;
    assert!(
        csv.lines().nth(1).unwrap().starts_with("activations,sigmoid-tanh,slope-from-output,0."),
        "{csv}"
    );
    let map = dltutor("").home(home.path()).run().stdout;
    assert!(map.contains("dltutor review  1 question due"), "{map}");
    let answered = dltutor("review").stdin("7777\n7777\n").home(home.path()).run().stdout;
    assert!(answered.contains("0 of 1 answer right.") && answered.contains("comes back in"), "{answered}");
    let nothing = dltutor("review").home(home.path()).run().stdout;
    assert!(nothing.contains("Nothing is due. The next question comes back in"), "{nothing}");
}

#[test]
fn a_quiz_mixes_what_is_named_or_what_was_begun() {
    let home = learned();
    let both = dltutor("quiz loss activations --count 12 --seed 1").home(home.path()).run().stdout;
    assert!(both.contains("of 12  Activations") && both.contains("of 12  "), "{both}");
    dltutor("quiz activations los").code(2).stderr("did you mean `loss`?").run();
    let begun = dltutor("quiz --count 3 --seed 1").home(home.path()).run().stdout;
    assert!(begun.contains("Question 1 of") || begun.contains("Predict 1 of"), "{begun}");
    let json = dltutor("quiz --count 3 --seed 1 --format json").home(home.path()).run().json();
    assert_eq!(json["questions"].as_array().map(Vec::len), Some(3), "{json}");
    let csv = dltutor("quiz --count 3 --seed 1 --format csv").home(home.path()).run().stdout;
    assert!(csv.starts_with("chapter,step,question,why\n") && csv.lines().count() == 4, "{csv}");
}

#[test]
fn no_file_is_left_where_a_folder_was_meant() {
    let printed = dltutor("progress").home(Path::new("/dev/null")).stderr("Nothing is being saved").run();
    assert!(printed.stdout.contains("0 of 0 answers right"), "{}", printed.stdout);
}
