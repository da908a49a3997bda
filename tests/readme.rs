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
