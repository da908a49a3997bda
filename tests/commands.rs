//! Commands as a new user types them, without a terminal.

use crate::command::dltutor;

#[test]
fn home_shows_the_map_and_what_to_do_next() {
    let printed = dltutor("").run();
    assert!(printed.stdout.contains("dltutor lesson "), "{}", printed.stdout);
    assert!(printed.stdout.contains("○○○○"), "{}", printed.stdout);
}

#[test]
fn misspelled_names_get_a_suggestion_and_exit_code_2() {
    let cases = [
        ("lesson activatons", "did you mean `activations`?"),
        ("lesson activations --step rleu", "did you mean `relu`?"),
        ("quiz activatons", "did you mean `activations`?"),
        ("compare optimisers", "did you mean `optimizers`?"),
        ("compare optimizers --on rosenbrok", "did you mean `rosenbrock`?"),
        ("compare optimizers --only adm", "did you mean `adam`?"),
        ("compare optimizers --set learning_rat=1", "did you mean `learning_rate`?"),
        ("run vanishing-gradent", "did you mean `vanishing-gradient`?"),
        ("run vanishing-gradient --set dept=3", "did you mean `depth`?"),
        ("glossary sigmod", "did you mean `sigmoid`?"),
        ("list --format jsn", "json"),
        ("lesso", "lesson"),
    ];
    for (arguments, hint) in cases {
        let printed = dltutor(arguments).code(2).stderr(hint).run();
        assert_eq!(printed.stdout, "", "{arguments}");
    }
}

#[test]
fn values_out_of_range_are_told_the_range() {
    let cases = [
        ("compare optimizers --set learning_rate=-1", "a number from 0 to 100"),
        ("compare optimizers --set steps=0", "a whole number from 1 to 20000"),
        ("compare optimizers --set start=1", "a point x,y"),
        ("compare optimizers --set start", "name=value"),
        ("compare optimizers --seeds 0", "a whole number from 1 to 100"),
        ("compare optimizers --seeds many", "a whole number from 1 to 100"),
        ("run vanishing-gradient --set depth=1000000000", "a whole number from 1 to 50"),
        ("quiz activations --count 0", "1..=100"),
        ("home --width 5", "unrecognized"),
        ("list --width 5", "20..=300"),
        ("lint --explain L999", "there is no code"),
    ];
    for (arguments, hint) in cases {
        dltutor(arguments).code(2).stderr(hint).run();
    }
}

#[test]
fn a_learning_rate_that_diverges_is_a_result() {
    let printed =
        dltutor("compare optimizers --on rosenbrock --only sgd --set learning_rate=1 --format json").run();
    let json = printed.json();
    let shared = json["runs"].as_array().unwrap().iter().find(|run| run["table"] == "shared").unwrap();
    assert!(shared["diverged_at"].is_number(), "{shared}");
}

#[test]
fn json_holds_full_paths_at_full_precision() {
    let arguments = "compare optimizers --on ravine --only sgd --set learning_rate=0.1 --set steps=3 --set start=-9,2 --format json";
    let json = dltutor(arguments).run().json();
    assert_eq!((json["format"].as_str(), json["version"].as_i64()), (Some("dltutor-report"), Some(1)));
    let run = json["runs"].as_array().unwrap().iter().find(|run| run["table"] == "shared").unwrap();
    let path: Vec<[f64; 2]> = serde_json::from_value(run["path"].clone()).unwrap();
    let mut expected = vec![[-9.0_f64, 2.0_f64]];
    for _ in 0..3 {
        let [x, y] = expected[expected.len() - 1];
        expected.push([x - 0.1 * 0.1 * x, y - 0.1 * 2.0 * y]);
    }
    assert_eq!(path.len(), 4);
    for (got, want) in path.iter().flatten().zip(expected.iter().flatten()) {
        assert!((got - want).abs() <= 1e-12 * want.abs(), "{got} {want}");
    }
}

#[test]
fn figures_are_written_as_svg() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("figure.svg");
    dltutor("run vanishing-gradient --svg").arg(file.to_string_lossy()).run();
    for name in ["figure-1.svg", "figure-2.svg"] {
        let svg = std::fs::read_to_string(folder.path().join(name)).unwrap();
        assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"), "{name}");
    }
    let nowhere = folder.path().join("missing/figure.svg");
    dltutor("run vanishing-gradient --svg")
        .arg(nowhere.to_string_lossy())
        .code(1)
        .stderr("cannot write")
        .run();
}

#[test]
fn the_same_seed_gives_the_same_output() {
    for arguments in [
        "compare optimizers --seeds 3 --seed 5",
        "run vanishing-gradient --format json",
        "quiz activations --seed 3",
    ] {
        assert_eq!(dltutor(arguments).run().stdout, dltutor(arguments).run().stdout, "{arguments}");
    }
    assert_ne!(
        dltutor("run vanishing-gradient --seed 1").run().stdout,
        dltutor("run vanishing-gradient --seed 2").run().stdout
    );
}

#[test]
fn a_pipe_gets_the_whole_lesson_without_escape_codes() {
    let printed = dltutor("lesson activations").env("TERM", "xterm-256color").run();
    assert!(!printed.stdout.contains('\u{1b}'));
    for title in ["Ten layers that are one", "Two soft steps", "Why sigmoid forgets", "Half a line"] {
        assert!(printed.stdout.contains(title), "no {title}");
    }
    assert!(!printed.home().join("journal.jsonl").exists(), "nobody was there: nothing to write down");
    let colored = dltutor("compare optimizers --color always").run();
    assert!(colored.stdout.contains('\u{1b}'), "colour can be asked for");
}

#[test]
fn ascii_output_is_ascii() {
    for arguments in [
        "lesson activations --ascii",
        "compare optimizers --ascii",
        "list --ascii",
        "glossary --ascii",
        "--ascii",
    ] {
        let printed = dltutor(arguments).run();
        let stranger = printed.stdout.chars().find(|c| !c.is_ascii());
        assert_eq!(stranger, None, "{arguments}");
    }
}

#[test]
fn a_quiz_is_answered_from_a_file_and_remembered() {
    let answers = "hm\n".to_owned() + &"a\n1\n1 %\na b c d\n".repeat(24);
    let printed = dltutor("quiz activations --seed 1").stdin(&answers).run();
    assert!(printed.stdout.contains("8 of 8"), "{}", printed.stdout);
    assert!(printed.stdout.contains("of 8 answers right."), "{}", printed.stdout);
    let progress = dltutor("progress --format json").home(printed.home()).run().json();
    let chapter = &progress["state"]["chapters"]["activations"]["steps"];
    let count: usize = chapter
        .as_object()
        .unwrap()
        .values()
        .map(|step| {
            step["questions"]
                .as_object()
                .unwrap()
                .values()
                .map(|question| question["attempts"].as_array().unwrap().len())
                .sum::<usize>()
        })
        .sum();
    assert_eq!(count, 8);
}

#[test]
fn how_sure_a_learner_is_goes_into_the_journal() {
    let answers = "a @40\n1 @40\n".to_owned() + &"a @80\n1 @80\n1 % @80\na b c d @80\n".repeat(24);
    let printed = dltutor("quiz activations --seed 1").stdin(&answers).run();
    assert!(printed.stdout.contains("from @50"), "{}", printed.stdout);
    let progress = dltutor("progress --format json").home(printed.home()).run().json();
    let forecasts = progress["state"]["forecasts"].as_array().unwrap();
    assert!(forecasts.len() == 8 && forecasts.iter().all(|one| one["confidence"] == 80), "{forecasts:?}");
}

/// How many answers a journal holds.
fn answers_in(home: &std::path::Path) -> usize {
    let journal = std::fs::read_to_string(home.join("journal.jsonl")).unwrap();
    journal.lines().filter(|line| line.contains("\"answer\":{")).count()
}

#[test]
fn a_quiz_that_is_left_keeps_what_was_answered() {
    let printed = dltutor("quiz activations --seed 1").stdin("a\n1\n1 %\na\n").run();
    let kept = answers_in(printed.home());
    assert!(kept > 0, "{}", printed.stdout);
    let answers = if kept == 1 { "of 1 answer right.".into() } else { format!("of {kept} answers right.") };
    assert!(printed.stdout.contains(&answers), "{}", printed.stdout);
}

#[test]
fn the_journal_survives_export_import_reset_and_verify() {
    let printed = dltutor("quiz activations --seed 1").stdin("a\n1\n1 %\na\n").run();
    let kept = answers_in(printed.home());
    assert!(kept > 0, "{}", printed.stdout);
    let file = printed.home().join("export.jsonl");
    dltutor("progress export").arg(file.to_string_lossy()).home(printed.home()).run();
    let other = dltutor("progress import").arg(file.to_string_lossy()).run();
    let events = if kept == 1 { "1 event".into() } else { format!("{kept} events") };
    assert!(other.stdout.starts_with(&format!("{events} added")), "{}", other.stdout);
    let again = dltutor("progress import").arg(file.to_string_lossy()).home(other.home()).run();
    assert!(again.stdout.starts_with(&format!("0 events added, {kept} known")), "{}", again.stdout);
    dltutor("progress verify").home(printed.home()).run();
    dltutor("progress reset activations").stdin("no\n").stderr("afresh?").home(printed.home()).run();
    dltutor("progress reset activations --yes").home(printed.home()).run();
    let progress = dltutor("progress --format json").home(printed.home()).run().json();
    assert_eq!(progress["state"]["chapters"]["activations"]["steps"], serde_json::json!({}));
}

#[cfg(unix)]
#[test]
fn a_home_that_cannot_be_written_is_told_once_and_stops_nothing() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let printed = dltutor("quiz activations --seed 1")
        .stdin("a\n1\n1 %\na\n")
        .home(file.path())
        .stderr("Nothing is being saved")
        .run();
    assert_eq!(printed.stderr.matches("Nothing is being saved").count(), 1, "{}", printed.stderr);
    assert!(printed.stdout.contains(" right."), "{}", printed.stdout);
}

#[test]
fn the_built_in_course_is_clean_and_its_claims_hold() {
    dltutor("lint").run();
    let printed = dltutor("lint --claims --seeds 2").run();
    assert!(printed.stdout.contains("claims held"), "{}", printed.stdout);
}

#[test]
fn a_faulty_pack_is_told_where_and_exits_with_3() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("course.json"), "{\n  \"format\": oops\n}").unwrap();
    let run = dltutor("lesson x --lessons").arg(folder.path().to_string_lossy());
    run.code(3).stderr("course.json:2:").run();
}

#[test]
fn completions_are_printed_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(dltutor(&format!("completions {shell}")).run().stdout.contains("dltutor"), "{shell}");
    }
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_silence() {
    use std::process::{Command, Stdio};
    let home = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_dltutor"))
        .args(["lesson", "activations"])
        .env("DLTUTOR_HOME", home.path())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}

#[test]
fn every_command_has_help() {
    for command in
        ["", "lesson", "compare", "run", "quiz", "list", "glossary", "progress", "lint", "completions"]
    {
        let help = dltutor(&format!("{command} --help")).run().stdout;
        assert!(help.contains("Usage"), "{command}: {help}");
    }
    for experiment in dltutor::experiment::registry() {
        let help = dltutor(&format!("run {} --help", experiment.name())).run().stdout;
        assert!(help.contains("Measures") && help.contains("\nFigures\n"), "{help}");
    }
}

/// A CSV file with that text.
fn csv(text: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.csv");
    std::fs::write(&path, text).unwrap();
    let path = path.display().to_string();
    (folder, path)
}

/// Two classes a line apart, with scales a thousand times apart and a name that would clear the screen.
fn clouds() -> String {
    let row = |row: usize| {
        let class = row % 2;
        format!("{},{},{}\n", class * 2 + row % 3, 1000 * (row % 5), ["no", "\u{1b}[2Jyes"][class])
    };
    format!("near,fa\u{1b}[31mr,kind\n{}", (0..60).map(row).collect::<String>())
}

#[test]
fn a_file_of_ones_own_is_classified() {
    let (_folder, path) = csv(&clouds());
    let compare = format!("compare activations --data {path} --only relu,tanh --set epochs=2");
    let text = dltutor(&compare).run().stdout;
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("60 rows, 2 features, 2 classes (␛[2Jyes, no)"), "{text}");
    assert!(words.contains("40 rows to learn from, 20 to test on"), "{text}");
    assert!(text.contains("The scales differ") && text.contains("--standardise"), "{text}");
    assert!(!text.contains('\u{1b}'), "{text:?}");
    let json = dltutor(&format!("{compare} --standardise --format json")).run().json();
    assert_eq!(json["data"]["rows"], 60);
    assert_eq!(json["data"]["features"], serde_json::json!(["near", "fa␛[31mr"]));
    assert_eq!(json["data"]["classes"], serde_json::json!(["␛[2Jyes", "no"]));
    assert_eq!((&json["data"]["standardised"], &json["parameters"]["on"]), (&true.into(), &path.into()));
}

#[test]
fn the_class_of_a_file_may_stand_in_any_column() {
    let (_folder, path) = csv(&clouds());
    let run = |rest: &str| dltutor(&format!("run update-loop --data {path} {rest} --set epochs=1"));
    run("--label knd").code(1).stderr("has no column `knd`, did you mean `kind`?").run();
    let text = run("--label near").code(1).stderr(":2: column 3 (kind): `no` is not a number").run();
    assert_eq!(text.stdout, "");
    dltutor("run update-loop --label kind").code(2).stderr("--data").run();
    dltutor("compare activations --on iris --data x.csv").code(2).stderr("cannot be used with").run();
    dltutor("run softmax --data x.csv").code(2).stderr("classifies nothing").run();
    dltutor("compare activations --data absent.csv").code(1).stderr("cannot read absent.csv").run();
}

#[test]
fn a_file_with_a_gap_is_refused_with_its_place() {
    let (_folder, path) = csv("a,b,kind\n1,2,x\n3,,y\n");
    let place = format!("{path}:3: column 2 (b): a missing value; fill it in or take the line out");
    dltutor(&format!("compare activations --data {path}")).code(1).stderr(&place).run();
}

#[test]
fn a_file_of_many_features_is_learned_without_a_picture_of_the_boundary() {
    let row = |row: usize| format!("{},{},{},{}\n", row % 2, row % 3, row % 5, row % 2);
    let (_folder, path) = csv(&format!("a,b,c,kind\n{}", (0..40).map(row).collect::<String>()));
    let text = dltutor(&format!("run update-loop --data {path}")).run().stdout;
    assert!(text.contains("A boundary can be drawn for 2 features; here there are 3"), "{text}");
}
