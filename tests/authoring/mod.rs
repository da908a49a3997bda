//! The guide for authors: its pack works, its snippets are the pack's, and a teacher's mistakes are told
//! at their line in words that mend them.

use std::fs;
use std::path::{Path, PathBuf};

use dltutor::lesson::code::Code;
use dltutor::lesson::fill::FORMS;
use dltutor::lesson::load::Chapter;
use dltutor::lesson::opening;
use dltutor::lesson::question::Answer;
use dltutor::lesson::source::Source;
use dltutor::progress::{Status, Store};
use dltutor::tutor::Ending;
use dltutor::tutor::walk::{Start, Walk};
use dltutor::ui::scripted::Scripted;
use serde_json::Value;

use crate::command::dltutor;

mod mistakes;
mod more;

use mistakes::{LESSON, MISTAKES, Mistake, WORDS, mistake};
use more::MORE;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn pack() -> PathBuf {
    root().join("docs/example-pack")
}

fn guide() -> String {
    fs::read_to_string(root().join("docs/authoring.md")).unwrap()
}

fn chapter() -> Chapter {
    opening::open(Source::Folder(pack()), Some("en")).unwrap().chapter("bends").unwrap()
}

#[test]
fn the_pack_of_the_guide_is_clean_and_its_claims_hold() {
    let printed = dltutor("lint --claims").arg(pack().to_string_lossy()).run();
    assert!(printed.stdout.ends_with("1 chapter, 0 faults, 3 of 3 claims held\n"), "{}", printed.stdout);
}

#[test]
fn the_pack_of_the_guide_is_played_to_its_end() {
    let chapter = chapter();
    let mut store = Store::memory();
    let lines = ["no idea", "h", "a", "", "", "27", "", "width=2000", "width=8", ""];
    let mut learner = Scripted::typing(&lines);
    let glossary = opening::open(Source::Folder(pack()), Some("en")).unwrap().glossary().unwrap();
    let ending = Walk::new(&mut learner, &mut store, &chapter, &glossary, 7).run(&Start::First).unwrap();
    assert_eq!(ending, Ending::Finished, "{}", learner.shown);
    assert!(learner.shown.contains("Reached, after 1 try."), "{}", learner.shown);
    assert!(learner.shown.contains("a whole number from 1 to 64"), "{}", learner.shown);
    for step in ["straight-border", "bent-border"] {
        assert_eq!(store.state().step("example/bends", step).unwrap().status, Status::Done, "{step}");
    }
}

/// The blocks of the guide between fences of that kind.
fn blocks(kind: &str) -> Vec<String> {
    let guide = guide();
    let open = format!("\n```{kind}\n");
    guide.split(&open).skip(1).filter_map(|rest| Some(rest.split_once("\n```")?.0.to_owned())).collect()
}

/// Without the spaces at the starts of lines, which depend on how deep a part stands.
fn flat(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_the_guide_shows_stands_in_its_pack() {
    let files = ["course.json", "glossary.json", "bends/lesson.json", "bends/en.md"];
    let files = files.map(|file| flat(&fs::read_to_string(pack().join(file)).unwrap()));
    let shown = [blocks("json"), blocks("markdown")].concat();
    assert!(shown.len() >= 8, "{}", shown.len());
    for block in shown {
        for part in block.split("\n…\n") {
            assert!(files.iter().any(|file| file.contains(&flat(part))), "not in the pack:\n{part}");
        }
    }
}

#[test]
fn the_guide_shows_every_kind_of_answer_form_and_code() {
    let answers = blocks("json answers").concat();
    let mut kinds = Vec::new();
    for line in answers.lines() {
        let _: Answer = serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"));
        let json: Value = serde_json::from_str(line).unwrap();
        kinds.push(json.as_object().unwrap().keys().next().unwrap().clone());
    }
    kinds.sort();
    kinds.dedup();
    assert_eq!(kinds, ["bug", "curve", "formula", "number", "one", "order", "some"]);
    let guide = guide();
    for (form, _) in FORMS {
        assert!(guide.contains(&format!("`:{form}`")), "the form `{form}` is not in the guide");
    }
    for code in Code::ALL {
        assert!(guide.contains(&format!("| {} |", code.name())), "{} is not in the guide", code.name());
        let explained = dltutor(&format!("lint --explain {}", code.name())).run().stdout;
        assert!(explained.starts_with(&code.name()) && explained.contains(code.explain()));
    }
}

#[test]
fn the_commands_of_the_guide_run() {
    let guide = guide();
    let commands: Vec<&str> = guide.lines().filter_map(|line| line.strip_prefix("$ dltutor ")).collect();
    assert!(commands.len() >= 5, "{commands:?}");
    for command in commands {
        let command = command.replace("my-lessons", &pack().to_string_lossy());
        // What stands after two spaces is a comment.
        let command = command.split("  ").next().unwrap().split(" > ").next().unwrap();
        assert!(!dltutor(command).run().stdout.is_empty(), "{command}");
    }
}

/// A copy of the pack with one mistake in it.
fn copy_with(mistake: &Mistake) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("bends")).unwrap();
    for file in ["course.json", "glossary.json", LESSON, WORDS] {
        fs::copy(pack().join(file), folder.path().join(file)).unwrap();
    }
    let path = folder.path().join(mistake.file);
    let text = fs::read_to_string(&path).unwrap();
    assert_eq!(text.matches(mistake.from).count(), 1, "once in the pack: {}", mistake.from);
    fs::write(path, text.replace(mistake.from, mistake.to)).unwrap();
    folder
}

/// The lines that a mistake changed.
fn changed_lines(mistake: &Mistake) -> std::ops::RangeInclusive<u64> {
    let text = fs::read_to_string(pack().join(mistake.file)).unwrap();
    if let Some(at) = mistake.at {
        let before = &text[..text.find(mistake.from).unwrap()];
        let is_there = |line: &str| line.trim_start().starts_with(at);
        let after = text.lines().enumerate().skip(before.matches('\n').count());
        let line = after.clone().find(|(_, line)| is_there(line)).map(|(place, _)| place);
        let above = text.lines().take(before.matches('\n').count()).collect::<Vec<_>>();
        let line = if at.starts_with('#') { above.iter().rposition(|line| is_there(line)) } else { line };
        let line = line.unwrap() as u64 + 1;
        return line..=line;
    }
    let start = text[..text.find(mistake.from).unwrap()].matches('\n').count() as u64 + 1;
    start..=start + mistake.to.trim_end().matches('\n').count() as u64
}

/// All mistakes of teachers.
fn mistakes() -> impl Iterator<Item = &'static Mistake> {
    MISTAKES.iter().chain(MORE)
}

/// What is wrong with how a mistake is told; nothing where it is told well.
fn badly_told(mistake: &Mistake, home: &Path) -> Option<String> {
    let folder = copy_with(mistake);
    let lint = dltutor("lint --format json").arg(folder.path().to_string_lossy()).home(home);
    let json = lint.code(3).run().json();
    let faults = json["faults"].as_array().unwrap();
    let said =
        |fault: &Value| format!("{}\n{}", fault["message"].as_str().unwrap(), fault["fix"].as_str().unwrap());
    let tells = |fault: &&Value| {
        fault["code"] == mistake.code && mistake.says.iter().all(|words| said(fault).contains(words))
    };
    let Some(fault) = faults.iter().find(tells) else {
        return Some(format!("no {} with {:?}: {faults:#?}", mistake.code, mistake.says));
    };
    let line = fault["line"].as_u64().unwrap();
    let is_there = fault["file"] == mistake.file && changed_lines(mistake).contains(&line);
    if !is_there {
        return Some(format!("not at {:?}: {fault}", changed_lines(mistake)));
    }
    let text = dltutor("lint").arg(folder.path().to_string_lossy()).home(home).code(3).run().stdout;
    if !text.contains(&format!("[{}]", mistake.code)) {
        return Some(format!("no {} in the text: {text}", mistake.code));
    }
    (faults.len() > 3).then(|| format!("one mistake, {} faults: {faults:#?}", faults.len()))
}

#[test]
fn typical_mistakes_are_told_at_their_line_in_words_that_mend_them() {
    let home = tempfile::tempdir().unwrap();
    let told = mistakes().filter_map(|mistake| Some((mistake, badly_told(mistake, home.path())?)));
    let bad: Vec<String> = told.map(|(mistake, why)| format!("{}\n  {why}", mistake.to)).collect();
    assert!(bad.is_empty(), "{}", bad.join("\n\n"));
}

#[test]
fn a_claim_is_tested_from_the_seed_it_names() {
    let elsewhere = mistake(
        LESSON,
        "\"holds\": \"accuracy < 0.9\", \"seeds\": 20",
        "\"holds\": \"accuracy < 0.9\", \"seeds\": 2, \"from\": 100",
        "",
        &[],
    );
    let folder = copy_with(&elsewhere);
    let lint = dltutor("lint --claims --format json").arg(folder.path().to_string_lossy());
    let json = lint.run().json();
    let claims = json["claims"].as_array().unwrap().iter();
    let worst = claims.map(|claim| (claim["seeds"].as_u64(), claim["worst"]["seed"].as_u64().unwrap()));
    let worst: Vec<u64> = worst.filter(|(seeds, _)| *seeds == Some(2)).map(|(_, seed)| seed).collect();
    assert!(matches!(worst[..], [100 | 101]), "{json:#}");
}

#[test]
fn a_file_that_is_not_utf_8_is_told_where_that_begins() {
    let folder = copy_with(&mistake(LESSON, "\"minutes\":", "\"minutes\":", "", &[]));
    let text = fs::read_to_string(folder.path().join(WORDS)).unwrap();
    let (first, rest) = text.split_once('\n').unwrap();
    let latin = [first.as_bytes(), b"\n\nA caf\xe9.\n", rest.as_bytes()].concat();
    fs::write(folder.path().join(WORDS), latin).unwrap();
    let lint = || dltutor("lint").arg(folder.path().to_string_lossy()).code(3);
    let json = lint().arg("--format").arg("json").run().json();
    let fault = &json["faults"][0];
    assert_eq!((fault["line"].as_u64(), fault["column"].as_u64()), (Some(3), Some(6)), "{json:#}");
    let shown = lint().run().stdout;
    assert!(shown.contains("save the file as UTF-8"), "{shown}");
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    dltutor("lint no-such-folder").code(3).stderr("the folder no-such-folder cannot be opened").run();
}

#[test]
fn a_pack_written_on_windows_is_as_good() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("bends")).unwrap();
    for file in ["course.json", "glossary.json", LESSON, WORDS] {
        let text = fs::read_to_string(pack().join(file)).unwrap();
        fs::write(folder.path().join(file), format!("\u{feff}{}", text.replace('\n', "\r\n"))).unwrap();
    }
    dltutor("lint").arg(folder.path().to_string_lossy()).run();
    let shown = dltutor("lesson bends --lessons").arg(folder.path().to_string_lossy()).run().stdout;
    assert!(!shown.contains(['\r', '\u{feff}']) && shown.contains("One straight cut"), "{shown}");
}

#[test]
fn all_mistakes_in_one_pack_are_told_in_one_run() {
    let home = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("bends")).unwrap();
    for file in ["course.json", "glossary.json", LESSON, WORDS] {
        let mut text = fs::read_to_string(pack().join(file)).unwrap();
        let wanted = |mistake: &&Mistake| {
            // What cannot be read hides what else is wrong.
            mistake.file == file
                && file != "course.json"
                && !["L001", "L002", "L009", "L010", "L011", "L013"].contains(&mistake.code)
        };
        for mistake in MISTAKES.iter().filter(wanted) {
            text = text.replacen(mistake.from, mistake.to, 1);
        }
        fs::write(folder.path().join(file), text).unwrap();
    }
    let lint = dltutor("lint --format json").arg(folder.path().to_string_lossy()).home(home.path());
    let json = lint.code(3).run().json();
    let mut codes: Vec<&str> =
        json["faults"].as_array().unwrap().iter().map(|fault| fault["code"].as_str().unwrap()).collect();
    codes.sort_unstable();
    codes.dedup();
    for code in ["L003", "L004", "L005", "L006", "L008", "L015", "L016", "L017", "L019", "L020", "L023"] {
        assert!(codes.contains(&code), "no {code}: {json:#}");
    }
}

#[test]
fn a_claim_that_fails_is_told_with_its_worst_seed_and_the_command_that_shows_it() {
    let false_claim =
        mistake(LESSON, "\"holds\": \"accuracy < 0.9\"", "\"holds\": \"accuracy < 0.6\"", "", &[]);
    let folder = copy_with(&false_claim);
    let lint = || dltutor("lint --claims").arg(folder.path().to_string_lossy()).code(3);
    let json = lint().arg("--format").arg("json").run().json();
    let claim =
        json["claims"].as_array().unwrap().iter().find(|claim| claim["held"] != claim["seeds"]).unwrap();
    let failed: Vec<u64> =
        claim["failed"].as_array().unwrap().iter().map(|seed| seed.as_u64().unwrap()).collect();
    assert!(failed.len() > 2, "{claim}");
    let worst = &claim["worst"];
    let accuracy = worst["measures"][0]["value"].as_f64().unwrap();
    assert!(failed.contains(&worst["seed"].as_u64().unwrap()) && worst["margin"].as_f64().unwrap() < 0.0);
    let text = lint().run().stdout;
    assert!(
        text.contains("FAILED") && text.contains("2 of 3 claims") || text.contains("3 claims, 2 of"),
        "{text}"
    );
    for (seed, command) in failed.iter().zip(claim["commands"].as_array().unwrap()) {
        let command = command.as_str().unwrap().strip_prefix("dltutor ").unwrap();
        let report = dltutor(command).arg("--format").arg("json").run().json();
        let measures = report["measures"].as_array().unwrap();
        let shown = measures.iter().find(|measure| measure["name"] == "accuracy").unwrap();
        let shown = shown["value"].as_f64().unwrap();
        assert!(shown >= 0.6 && shown <= accuracy, "seed {seed}: {shown}, at worst {accuracy}");
    }
}
