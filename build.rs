//! Writes the table of lesson files that the binary carries.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let lessons = root.join("lessons");
    let mut files = Vec::new();
    collect(&lessons, &mut files);
    files.sort();
    let mut table = String::from("[\n");
    for file in files {
        let name =
            file.strip_prefix(&lessons).expect("collected below it").display().to_string().replace('\\', "/");
        writeln!(table, "    ({name:?}, include_str!({:?})),", file.display().to_string())
            .expect("a string takes all");
    }
    table.push(']');
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    fs::write(out.join("lessons.rs"), table).expect("the build folder can be written");
}

/// The course's own files: JSON and Markdown, but neither data, nor schemas, nor notes.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    println!("cargo:rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder).expect("the lessons folder can be read").flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() && name != "data" && name != "schema" {
            collect(&path, files);
        } else if name != "README.md" && (name.ends_with(".json") || name.ends_with(".md")) {
            files.push(path);
        }
    }
}
