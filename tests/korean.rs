//! A pack in two languages: Korean beside English, from the words to the numbers typed.

use std::fs;
use std::path::Path;

use dltutor::text::width::columns;

use crate::command::{Run, dltutor};

const KOREAN: &str = include_str!("packs/korean/ko.md");

/// The pack of the guide with these Korean words beside the English ones.
fn pack(korean: &str) -> tempfile::TempDir {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/example-pack");
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("bends")).unwrap();
    for file in ["bends/lesson.json", "bends/en.md"] {
        fs::copy(from.join(file), folder.path().join(file)).unwrap();
    }
    fs::write(folder.path().join("bends/ko.md"), korean).unwrap();
    let course = fs::read_to_string(from.join("course.json")).unwrap();
    fs::write(folder.path().join("course.json"), course.replace("[\"en\"]", "[\"en\", \"ko\"]")).unwrap();
    let mut glossary: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(from.join("glossary.json")).unwrap()).unwrap();
    let words = [("경계", ""), ("배타적 논리합", "XOR")];
    for (term, (word, short)) in glossary["terms"].as_array_mut().unwrap().iter_mut().zip(words) {
        term["words"]["ko"] = serde_json::json!({"term": word, "meaning": word});
        if !short.is_empty() {
            term["words"]["ko"]["abbreviation"] = short.into();
        }
    }
    fs::write(folder.path().join("glossary.json"), glossary.to_string()).unwrap();
    folder
}

fn lint(korean: &str) -> Run {
    let folder = pack(korean);
    dltutor("lint --format json").arg(folder.keep().to_string_lossy())
}

#[test]
fn a_pack_in_two_languages_is_clean_and_both_can_be_played() {
    let folder = pack(KOREAN);
    dltutor("lint --claims --seeds 2").arg(folder.path().to_string_lossy()).run();
    for width in [80, 60, 40, 20] {
        let lesson = dltutor(&format!("lesson bends --lang ko --width {width} --lessons"));
        let shown = lesson.arg(folder.path().to_string_lossy()).run().stdout;
        assert!(shown.contains("휘어지는"), "{shown}");
        for line in shown.lines() {
            assert!(columns(line) <= width, "{width}: {line}");
            let first = line.trim_start().chars().next().unwrap_or(' ');
            assert!(!"、。，．」』）,.)?".contains(first), "a line begins with a closing mark: {line}");
        }
        assert!(!shown.contains("**") && !shown.contains('{'), "{shown}");
    }
    let english =
        dltutor("lesson bends --lang en --lessons").arg(folder.path().to_string_lossy()).run().stdout;
    assert!(english.contains("One straight cut") && !english.contains("휘어지는"), "{english}");
}

#[test]
fn numbers_are_read_and_echoed_in_korean_and_progress_is_the_same_in_both() {
    let folder = pack(KOREAN);
    let home = tempfile::tempdir().unwrap();
    let lesson = |lang: &str, input: &str| {
        dltutor(&format!("lesson bends --lang {lang} --lessons"))
            .arg(folder.path().to_string_lossy())
            .home(home.path())
            .stdin(input)
            .run()
            .stdout
    };
    let first = lesson("ko", "\na\n\n\n0,5\n３２\nq\n");
    assert!(first.contains("매개변수를 몇 개"), "{first}");
    assert!(first.contains("소수점을 쓴 수(0.5)"), "a comma may mean two things: {first}");
    assert!(first.contains("Right: 32."), "{first}");
    assert!(first.contains("--lang ko"), "how to come back: {first}");
    assert!(lesson("en", "q\n").contains("› ３２"), "the answer given in Korean is shown");
    let missing =
        dltutor("lesson activations --lang ko").code(2).stderr("there are no words in `ko`; try --lang en");
    assert_eq!(missing.run().stdout, "");
}

#[test]
fn languages_that_disagree_are_told_where() {
    // What is changed, and the line and words of the only fault.
    let cases = [
        ("4. {first} + {last} = {answer}\n", "", "### count", "3 hints, and 4 in en.md"),
        ("- `some`:", "- `few`:", "- `few`:", "names are not translated: `some`"),
        ("{flat.parameters}", "6", "### one-cut", "{flat.parameters} stands in en.md alone"),
        ("### bent-now", "### bend-now", "### bend-now", "names are not translated: `### bent-now`"),
        (
            "## bent-border:",
            "## bend-border:",
            "## bend-border:",
            "names are not translated: `## bent-border: …`",
        ),
        ("#### why", "#### 왜", "#### 왜", "hints, slips or why, in every language"),
    ];
    for (from, to, line, said) in cases {
        let changed = KOREAN.replacen(from, to, 1);
        assert_ne!(changed, KOREAN, "{from}");
        let json = lint(&changed).code(3).run().json();
        let [fault] = json["faults"].as_array().unwrap().as_slice() else { panic!("{to}: {json:#}") };
        assert_eq!(fault["file"], "bends/ko.md", "{json:#}");
        let at = usize::try_from(fault["line"].as_u64().unwrap()).unwrap() - 1;
        assert!(changed.lines().nth(at).unwrap().starts_with(line), "{json:#}");
        let text = format!("{}; {}", fault["message"].as_str().unwrap(), fault["fix"].as_str().unwrap());
        assert!(text.contains(said), "{said}: {text}");
    }
}
