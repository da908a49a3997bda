//! The guide for authors: its pack works, its snippets are the pack's, and a teacher's mistakes are told
//! at their line in words that mend them.

use std::fs;
use std::path::{Path, PathBuf};

use dltutor::lesson::code::Code;
use dltutor::lesson::fill::FORMS;
use dltutor::lesson::load::{Chapter, Library};
use dltutor::lesson::question::Answer;
use dltutor::lesson::source::Source;
use dltutor::progress::{Status, Store};
use dltutor::tutor::Ending;
use dltutor::tutor::walk::{Start, Walk};
use dltutor::ui::scripted::Scripted;
use serde_json::Value;

use crate::command::dltutor;

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
    Library::open(Source::Folder(pack()), "en").unwrap().chapter("bends").unwrap()
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
    let glossary = Library::open(Source::Folder(pack()), "en").unwrap().glossary().unwrap();
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

/// A mistake: the file, what stands there, what the author writes instead; then the code and the words
/// expected in the message or the fix. The fault must stand on the line of the mistake unless another
/// text is named.
struct Mistake {
    file: &'static str,
    from: &'static str,
    to: &'static str,
    code: &'static str,
    says: &'static [&'static str],
    /// The start of the line where the fault is shown, when that is not where the change was made.
    at: Option<&'static str>,
}

const LESSON: &str = "bends/lesson.json";
const WORDS: &str = "bends/en.md";

const fn mistake(
    file: &'static str,
    from: &'static str,
    to: &'static str,
    code: &'static str,
    says: &'static [&'static str],
) -> Mistake {
    Mistake { file, from, to, code, says, at: None }
}

const fn shown_at(at: &'static str, mistake: Mistake) -> Mistake {
    Mistake { at: Some(at), ..mistake }
}

/// What teachers get wrong.
const MISTAKES: &[Mistake] = &[
    shown_at(
        "]",
        mistake(
            LESSON,
            "{\"read\": \"one-cut\"}\n",
            "{\"read\": \"one-cut\"},\n",
            "L001",
            &["delete the comma"],
        ),
    ),
    mistake(
        WORDS,
        "Try `e epochs=300`",
        "Try `e epochs=many`",
        "L008",
        &["`e epochs=many` cannot be tried here"],
    ),
    mistake(
        WORDS,
        "Try `e epochs=300`",
        "Try `e epoch=300`",
        "L008",
        &["`e epoch=300`", "did you mean `epochs`?"],
    ),
    mistake(LESSON, "\"minutes\":", "“minutes”:", "L001", &["write straight quotes"]),
    mistake(
        LESSON,
        "\"id\": \"bends\",",
        "\"id\": \"bends\",\n  \"id\": \"bends\",",
        "L001",
        &["a second time"],
    ),
    mistake(
        LESSON,
        "\"flow\": [\n        {\"read\": \"corners\"}",
        "\"flows\": [\n        {\"read\": \"corners\"}",
        "L001",
        &["`flows`", "did you mean `flow`?"],
    ),
    mistake(
        LESSON,
        "{\"predict\": \"how-many\"}",
        "{\"predict\": \"how-mny\"}",
        "L003",
        &["there is no question `how-mny`", "did you mean `how-many`?"],
    ),
    mistake(
        LESSON,
        "\"experiment\": \"update-loop\",\n          \"set\": [\"task=xor\", \"depth=0\"]",
        "\"experiment\": \"update-lop\",\n          \"set\": [\"task=xor\", \"depth=0\"]",
        "L003",
        &["did you mean `update-loop`?"],
    ),
    mistake(
        LESSON,
        "\"set\": [\"task=xor\", \"depth=0\"]",
        "\"set\": [\"task=xor\", \"dept=0\"]",
        "L008",
        &["did you mean `depth`?"],
    ),
    mistake(
        LESSON,
        "\"set\": [\"task=xor\", \"depth=1\", \"width=8\"]",
        "\"set\": [\"task=xor\", \"depth=1\", \"width=1000000000\"]",
        "L008",
        &["`width` cannot be `1000000000`", "from 1 to 64"],
    ),
    mistake(
        LESSON,
        "\"key\": \"first + last\"",
        "\"key\": \"frist + last\"",
        "L006",
        &["`frist`", "did you mean `first`?"],
    ),
    mistake(
        LESSON,
        "{\"id\": \"nearly-all\", \"right\": \"accuracy >= 0.9\"}",
        "{\"id\": \"nearly-all\", \"right\": \"true\"}",
        "L007",
        &["not exactly one choice is right", "some, nearly-all"],
    ),
    mistake(
        LESSON,
        "{\"predict\": \"how-many\"},\n        {\"run\": \"flat\"},\n",
        "{\"predict\": \"how-many\"},\n",
        "L011",
        &["no run that follows the prediction `how-many` grades it", "run it after"],
    ),
    mistake(
        LESSON,
        "\"needs\": [\"straight-border\"]",
        "\"needs\": [\"straight-boarder\"]",
        "L011",
        &["did you mean `straight-border`?"],
    ),
    mistake(
        LESSON,
        "\"solution\": [\"width=8\"]",
        "\"solution\": [\"width=1\"]",
        "L015",
        &["its own solution does not meet the goal"],
    ),
    mistake(
        LESSON,
        "\"holds\": \"accuracy < 0.9\"",
        "\"holds\": \"accuarcy < 0.9\"",
        "L006",
        &["measures no `accuarcy`", "did you mean `accuracy`?"],
    ),
    mistake(
        LESSON,
        "\"id\": \"never-all\"",
        "\"id\": \"Never all!\"",
        "L016",
        &["`Never all!` is no name", "small letters, digits and hyphens"],
    ),
    mistake(WORDS, "### how-many", "### how-mny", "L005", &["nothing uses the section `how-mny`"]),
    mistake(
        WORDS,
        "- `nearly-all`: nearly all\n  > Draw the four corners on paper, and try to part them with one straight cut.\n",
        "- `nearly-all`: nearly all\n",
        "L004",
        &["`nearly-all` has no feedback", "> Why it is wrong."],
    ),
    shown_at(
        "### how-many",
        mistake(
            WORDS,
            "4. A red and a blue one always share a side, so some points are wrong.\n",
            "",
            "L004",
            &["3 hints of 4", "a nudge"],
        ),
    ),
    mistake(
        WORDS,
        "It gets {flat.accuracy:percent} right.",
        "It gets 64 % right.",
        "L022",
        &["`64` looks measured", "{run.measure:digits2}"],
    ),
    mistake(
        WORDS,
        "With {flat.parameters} numbers",
        "With {flat.paramters} numbers",
        "L003",
        &["did you mean `flat.parameters`?"],
    ),
    mistake(
        WORDS,
        "It gets {flat.accuracy:percent} right.",
        "It gets {flat.accuracy:percents} right.",
        "L003",
        &["did you mean `percent`?"],
    ),
    shown_at(
        "## about",
        mistake(
            WORDS,
            "### know\n\nThe chapter `training-loop`: units, layers, and what an update does.\n",
            "",
            "L020",
            &["`### know`", "what they know already"],
        ),
    ),
    mistake(
        WORDS,
        "That is called **exclusive or** (XOR).",
        "That is called XOR.",
        "L017",
        &["`XOR` stands here before it was spelled out", "exclusive or (XOR)"],
    ),
    mistake(
        WORDS,
        "its cut, but not bend it",
        "its frontier, but not bend it",
        "L019",
        &["`frontier` is another word for `border`"],
    ),
    mistake(
        WORDS,
        "Now one hidden layer",
        "Now **one hidden layer",
        "L023",
        &["`**` would be shown as it stands"],
    ),
    mistake(
        WORDS,
        "Each unit adds a bend.",
        "Each unit adds a bend.\u{1b}[2J",
        "L009",
        &["U+001B", "delete it"],
    ),
    mistake(
        "course.json",
        "\"chapters\": [\"bends\"]",
        "\"chapters\": [\"bend\"]",
        "L010",
        &["bend/lesson.json"],
    ),
];

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

/// What is wrong with how a mistake is told; nothing where it is told well.
fn badly_told(mistake: &Mistake, home: &Path) -> Option<String> {
    let folder = copy_with(mistake);
    let lint = dltutor("lint --format json").arg(folder.path().to_string_lossy()).home(home);
    let json = lint.code(3).run().json();
    let faults = json["faults"].as_array().unwrap();
    let Some(fault) = faults.iter().find(|fault| fault["code"] == mistake.code) else {
        return Some(format!("no {}: {faults:#?}", mistake.code));
    };
    let said = format!("{}\n{}", fault["message"].as_str().unwrap(), fault["fix"].as_str().unwrap());
    if let Some(words) = mistake.says.iter().find(|words| !said.contains(**words)) {
        return Some(format!("no `{words}` in: {said}"));
    }
    let line = fault["line"].as_u64().unwrap();
    let is_there = fault["file"] == mistake.file && changed_lines(mistake).contains(&line);
    if mistake.file != "course.json" && !is_there {
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
    let told = MISTAKES.iter().filter_map(|mistake| Some((mistake, badly_told(mistake, home.path())?)));
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
            mistake.file == file && !["L001", "L009", "L010", "L011"].contains(&mistake.code)
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
