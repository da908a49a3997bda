//! The README tells the truth: its commands run, and its screen is what the program prints.

use std::fs;

use crate::command::dltutor;

fn readme() -> String {
    fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap()
}

#[test]
fn every_command_runs() {
    let readme = readme();
    let commands: Vec<&str> = readme.lines().filter_map(|line| line.strip_prefix("$ dltutor")).collect();
    assert!(commands.len() > 8);
    for command in commands {
        let arguments = command.split('>').next().unwrap_or_default();
        assert!(!dltutor(arguments).run().stdout.is_empty(), "{command}");
    }
}

#[test]
fn the_screens_are_real() {
    let readme = readme();
    let figure = dltutor("run vanishing-gradient --width 80").run().stdout;
    let question = dltutor("lesson activations --width 80").run().stdout;
    let printed: Vec<&str> = figure.lines().chain(question.lines()).map(str::trim_end).collect();
    let blocks: Vec<&str> =
        readme.split("```text\n").skip(1).filter_map(|rest| rest.split("\n```").next()).collect();
    assert_eq!(blocks.len(), 2);
    for line in blocks.iter().flat_map(|block| block.lines()).filter(|line| *line != "›") {
        assert!(printed.contains(&line.trim_end()), "not printed: {line}");
    }
}

/// The README's pictures: the command that draws each, and which of its figures it is.
const PICTURES: [(&str, usize, &str); 4] = [
    ("compare optimizers", 1, "compare-optimizers-paths"),
    ("compare optimizers", 2, "compare-optimizers-loss"),
    ("run vanishing-gradient", 1, "vanishing-gradient"),
    ("run update-loop", 3, "decision-boundary"),
];

/// `UPDATE_PICTURES=1 cargo test --test suite readme` draws them again.
#[test]
fn the_pictures_are_what_the_tool_draws() {
    let images = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/images");
    let folder = tempfile::tempdir().unwrap();
    for (command, place, name) in PICTURES {
        let file = folder.path().join(format!("{name}.svg"));
        dltutor(&format!("{command} --svg {}", file.display())).run();
        let drawn = fs::read_to_string(file.with_file_name(format!("{name}-{place}.svg"))).unwrap();
        let shown = format!("{images}/{name}.svg");
        if std::env::var_os("UPDATE_PICTURES").is_some() {
            fs::create_dir_all(images).unwrap();
            fs::write(&shown, &drawn).unwrap();
        }
        assert!(
            fs::read_to_string(&shown).is_ok_and(|shown| shown == drawn),
            "{shown} is not what {command} draws"
        );
        assert!(readme().contains(&format!("docs/images/{name}.svg")), "the README does not show {name}");
    }
}
