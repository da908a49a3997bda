//! Imports point strictly down: the table of `docs/ARCHITECTURE.md`, held.

use std::fs;
use std::path::{Path, PathBuf};

/// The layers from the bottom up; within a layer, a module may use those before it in its row only
/// where [`SIDEWAYS`] says so.
const LAYERS: &[&[&str]] = &[
    &["text", "plot", "nn", "progress"],
    &["data", "quiz"],
    &["experiment"],
    &["lesson"],
    &["tutor", "ui"],
    &["cli"],
];

/// What may be used within a layer: everything may count words, and the tutor talks to the ui.
const SIDEWAYS: &[(&str, &str)] = &[("plot", "text"), ("nn", "text"), ("progress", "text"), ("tutor", "ui")];

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|row| row.contains(&module))
}

fn is_allowed(from: &str, to: &str) -> bool {
    from == to || layer(to) < layer(from) || SIDEWAYS.contains(&(from, to))
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The modules a source names by `crate::`, outside comments.
fn used(source: &str) -> Vec<String> {
    let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    let names = code.flat_map(|line| {
        line.split("crate::")
            .skip(1)
            .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>())
    });
    names.collect()
}

#[test]
fn imports_point_down() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut faults = Vec::new();
    for module in LAYERS.iter().copied().flatten() {
        let mut files = Vec::new();
        rust_files(&source.join(module), &mut files);
        for file in files {
            let text = fs::read_to_string(&file).unwrap();
            let wrong = used(&text).into_iter().filter(|to| !is_allowed(module, to));
            faults.extend(wrong.map(|to| format!("{} uses crate::{to}", file.display())));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_module_is_in_the_table() {
    let library = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let declared: Vec<&str> =
        library.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert!(!declared.is_empty());
    for module in declared {
        assert!(layer(module).is_some(), "{module} is in no layer");
    }
}

#[test]
fn the_table_forbids_what_it_should() {
    assert!(!is_allowed("nn", "plot") && !is_allowed("quiz", "experiment") && !is_allowed("ui", "tutor"));
    assert!(is_allowed("experiment", "plot") && is_allowed("cli", "nn"));
    assert_eq!(
        used("use crate::plot::{self};\n// crate::cli\nlet x = crate::nn::Tape::new();"),
        ["plot", "nn"]
    );
}
