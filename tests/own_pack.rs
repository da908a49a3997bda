//! A pack of a teacher's own: given as a folder, in its own languages, to every command that names what is in it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::command::{Run, dltutor};

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/example-pack")
}

/// The pack of the guide with its words in this language alone.
fn pack_in(language: &str) -> tempfile::TempDir {
    let (from, folder) = (example(), tempfile::tempdir().unwrap());
    fs::create_dir(folder.path().join("bends")).unwrap();
    fs::copy(from.join("bends/lesson.json"), folder.path().join("bends/lesson.json")).unwrap();
    fs::copy(from.join("bends/en.md"), folder.path().join(format!("bends/{language}.md"))).unwrap();
    for file in ["course.json", "glossary.json"] {
        let text = fs::read_to_string(from.join(file)).unwrap();
        fs::write(folder.path().join(file), text.replace("\"en\"", &format!("\"{language}\""))).unwrap();
    }
    folder
}

/// The pack of the guide with a text of a file replaced.
fn pack_with(file: &str, from: &str, to: &str) -> tempfile::TempDir {
    let folder = pack_in("en");
    let text = fs::read_to_string(folder.path().join(file)).unwrap();
    assert_eq!(text.matches(from).count(), 1, "once in the pack: {from}");
    fs::write(folder.path().join(file), text.replace(from, to)).unwrap();
    folder
}

fn on(command: &str, folder: &Path) -> Run {
    dltutor(command).arg(folder.to_string_lossy())
}

const WITH_FOLDER: [&str; 6] = [
    "lesson --lessons",
    "quiz --lessons",
    "review --lessons",
    "list --lessons",
    "glossary --lessons",
    "progress --lessons",
];

#[test]
fn a_chapter_in_place_of_its_folder_is_told_once_what_to_give() {
    let chapter = example().join("bends");
    let said = format!(
        "dltutor: `{}` is a chapter: give the folder above it, `{}`\n",
        chapter.display(),
        example().display()
    );
    for command in WITH_FOLDER.into_iter().chain(["lint"]) {
        let printed = on(command, &chapter).code(3).stderr(&said).run();
        assert_eq!((printed.stdout.as_str(), printed.stderr), ("", said.clone()), "{command}");
    }
    on("lint", &chapter.join("lesson.json")).code(3).stderr("is a file of the chapter").run();
    let near = example().with_file_name("example-pac");
    on("list --lessons", &near).code(3).stderr("example-pack`?").run();
}

#[test]
fn a_program_gets_the_faults_of_what_is_no_pack_as_json() {
    let json = on("lint --format json", &example().join("bends")).code(3).run().json();
    assert_eq!(json["faults"][0]["code"], "L010", "{json:#}");
    assert!(json["faults"][0]["fix"].as_str().unwrap().starts_with("give the folder above it"), "{json:#}");
    let broken = pack_with("course.json", "\"version\": 1,", "\"version\": 1");
    let json = on("lint --format json", broken.path()).code(3).run().json();
    assert_eq!(
        (&json["faults"][0]["code"], &json["faults"][0]["file"]),
        (&"L001".into(), &"course.json".into())
    );
    let text = on("lint", broken.path()).code(3).run().stdout;
    assert!(text.contains("[L001]") && text.ends_with("0 chapters, 1 fault\n"), "{text}");
}

#[test]
fn a_pack_in_one_language_is_played_and_checked_without_a_choice() {
    for language in ["de", "ko", "pt-BR"] {
        let pack = pack_in(language);
        on("lint", pack.path()).run();
        on("lint --lang en", pack.path()).run();
        let shown = on("lesson bends --lessons", pack.path()).run().stdout;
        assert!(shown.contains("One straight cut"), "{shown}");
        on(&format!("lesson bends --lang {language} --lessons"), pack.path()).run();
        let said = format!("there are no words in `en`; try --lang {language}\n");
        on("lesson bends --lang en --lessons", pack.path()).code(2).stderr(&said).run();
        let shown = on("lesson bends --lessons", pack.path()).stdin("g XOR\nq\n").run().stdout;
        assert!(shown.contains("exclusive or (XOR)"), "the glossary at a prompt: {shown}");
    }
    dltutor("list --lang de").code(2).stderr("there are no words in `de`; try --lang en\n").run();
    dltutor("list --lang ../en").code(2).stderr("as in en, ko or pt-BR").run();
    let none = pack_with("course.json", "[\"en\"]", "[]");
    let json = on("lint --format json", none.path()).code(3).run().json();
    assert_eq!(json["faults"][0]["fix"], "write [\"en\"]", "{json:#}");
}

#[test]
fn lint_reads_the_languages_of_the_pack_whatever_is_asked_for() {
    let pack = pack_with("course.json", "[\"en\"]", "[\"en\", \"de\"]");
    for asked in ["lint --format json", "lint --format json --lang en", "lint --format json --lang de"] {
        let json = on(asked, pack.path()).code(3).run().json();
        let faults = json["faults"].as_array().unwrap();
        assert!(
            faults.iter().any(|fault| fault["message"].as_str().unwrap().contains("has no `de.md`")),
            "{json:#}"
        );
    }
}

#[test]
fn a_pack_is_listed_and_its_terms_are_looked_up() {
    let listed = on("list --lessons", &example()).run().stdout;
    let command = format!("(dltutor lesson NAME --lessons {})", example().display());
    assert!(listed.contains(&command) && listed.contains("bent-border"), "{listed}");
    assert!(!listed.contains("training-loop   "), "only its own chapters: {listed}");
    let json = on("list --format json --lessons", &example()).run().json();
    assert_eq!(json["chapters"].as_array().unwrap().len(), 1, "{json:#}");
    let term = on("glossary border --lessons", &example()).run().stdout;
    assert!(term.contains("from one class to the other"), "{term}");
    let all = format!("`dltutor glossary --lessons {}` lists its terms.", example().display());
    on("glossary softmax --lessons", &example()).code(2).stderr(&all).run();
    let bare = pack_in("en");
    fs::remove_file(bare.path().join("glossary.json")).unwrap();
    let none = on("glossary --lessons", bare.path()).run().stdout;
    assert_eq!(none, "These lessons have no glossary.\n");
    let yes = format!("dltutor progress reset bends --yes --lessons {}", example().display());
    on("progress reset bends --lessons", &example()).code(2).stderr(&yes).run();
}

#[test]
fn a_goal_that_is_none_is_told_at_the_part_that_is_wrong() {
    let cases = [
        ("acuracy > 0.95", "`lone` measures no `acuracy`", "did you mean `accuracy`?", "acuracy"),
        ("zebra > 0.95", "`lone` measures no `zebra`", "`dltutor run update-loop --help` explains", "zebra"),
        ("accuracy = 0.95", "expected ==, which compares", "write `==`", "="),
    ];
    for (goal, message, fix, part) in cases {
        let pack =
            pack_with("bends/lesson.json", "\"goal\": \"accuracy > 0.95\"", &format!("\"goal\": \"{goal}\""));
        let json = on("lint --format json", pack.path()).code(3).run().json();
        let fault = &json["faults"][0];
        assert!(fault["message"].as_str().unwrap().contains(message), "{json:#}");
        assert!(fault["fix"].as_str().unwrap().contains(fix), "{json:#}");
        let source = fs::read_to_string(pack.path().join("bends/lesson.json")).unwrap();
        let line = source.lines().nth(fault["line"].as_u64().unwrap() as usize - 1).unwrap();
        let column = line[..line.find(goal).unwrap()].chars().count() + goal.find(part).unwrap() + 1;
        assert_eq!(fault["column"].as_u64().unwrap() as usize, column, "{goal}: {json:#}");
    }
}

#[test]
fn a_setting_that_is_none_is_told_in_whole_sentences() {
    let said = "no parameter `momentun`; did you mean `momentum`? There are: ";
    dltutor("run momentum --set momentun=3").code(2).stderr(said).run();
    dltutor("run momentum --set zebra=3").code(2).stderr("no parameter `zebra`. There are: ").run();
}

#[test]
fn the_help_of_an_experiment_lists_what_its_figures_hold() {
    let run = "run update-loop --set task=xor --set depth=0";
    let help = dltutor(&format!("{run} --help")).run().stdout;
    let listed = help.split_once("Figures with depth=0 task=xor\n").expect("the settings are named").1;
    let json = dltutor(&format!("{run} --format json")).run().json();
    let figures = json["figures"].as_array().unwrap();
    assert!(figures.len() >= 3, "{json:#}");
    let mut rest = listed;
    for (place, figure) in figures.iter().enumerate() {
        let head = format!(
            "  {place}  {}  {}\n",
            figure["title"].as_str().unwrap(),
            figure["kind"].as_str().unwrap()
        );
        rest = rest.strip_prefix(&head).unwrap_or_else(|| panic!("no {head} at the start of {rest}"));
        let end = rest.find("\n  1").or(rest.find("\n  2")).map_or(rest.len(), |end| end + 1);
        let (this, after) = rest.split_at(end);
        for axis in ["x", "y"] {
            let line = format!("      {axis}  {}", figure[axis]["name"].as_str().unwrap());
            assert!(this.lines().any(|text| text == line), "no {line} in {this}");
        }
        for series in figure["series"].as_array().into_iter().flatten() {
            assert!(this.contains(series["name"].as_str().unwrap()), "{this}");
        }
        rest = after;
    }
    assert_eq!(rest, "");
    dltutor("run update-loop --set dept=0 --help").code(2).stderr("did you mean `depth`?").run();
    for line in dltutor("run update-loop --help --width 40").run().stdout.lines() {
        assert!(dltutor::text::width::columns(line) <= 40, "{line}");
    }
}

#[test]
fn a_step_begun_before_what_it_builds_on_says_so_until_that_is_done() {
    let home = tempfile::tempdir().unwrap();
    let lesson = |step: &str, lines: &str| {
        let run = dltutor(&format!("lesson loss --step {step}")).home(home.path());
        run.stdin(lines).run().stdout.replace('\n', " ")
    };
    let far = lesson("stable-softmax", "q\n");
    assert!(far.contains("This step builds on `softmax` and `temperature`: leave and type"), "{far}");
    assert!(far.contains("lesson loss --step softmax` first."), "{far}");
    let next = lesson("temperature", "back\nq\n");
    assert!(next.contains("This step builds on `softmax`: type `back` to go there first."), "{next}");
    assert_eq!(next.matches("This step builds on").count(), 1, "{next}");
    assert!(!lesson("softmax", "q\n").contains("This step builds on"));
    let printed = dltutor("lesson loss --step temperature").run().stdout;
    assert!(!printed.contains("This step builds on"), "nobody is there to go anywhere: {printed}");
    let mut event = dltutor::progress::Store::open_in(home.path());
    let (chapter, step) = ("loss".to_owned(), "softmax".to_owned());
    let _ = event.record(dltutor::progress::Kind::StepDone { chapter, step });
    drop(event);
    assert!(!lesson("temperature", "q\n").contains("This step builds on"));
}
