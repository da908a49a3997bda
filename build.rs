//! Writes the table of lesson files that the binary carries, and takes the checksum of all that experiments are
//! made of.

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
    println!("cargo:rustc-env=DLTUTOR_EXPERIMENTS={:016x}", code_of_experiments(&root));
}

/// The folders of the layers that an experiment's measures and figures come from.
const LAYERS: [&str; 5] = ["data", "experiment", "nn", "plot", "text"];

/// The FNV-1a checksum (Fowler, Noll and Vo, 1991) of their code, of the data and of the libraries' versions; without
/// comments, spaces at the ends and tests: what cannot change a result does not change it.
fn code_of_experiments(root: &Path) -> u64 {
    let mut files = vec![root.join("Cargo.lock")];
    for layer in LAYERS {
        below(&root.join("src").join(layer), "rs", &mut files);
    }
    below(&root.join("lessons/data"), "csv", &mut files);
    files.sort();
    let mut sum: u64 = 0xcbf2_9ce4_8422_2325;
    for file in files {
        let text = fs::read_to_string(file).unwrap_or_default();
        let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
        for byte in lines.flat_map(|line| line.bytes().chain([b'\n'])) {
            sum = (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    sum
}

/// The files below a folder whose names end so.
fn below(folder: &Path, end: &str, files: &mut Vec<PathBuf>) {
    println!("cargo:rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder).expect("the code can be read").flatten() {
        let path = entry.path();
        if path.is_dir() {
            below(&path, end, files);
        } else if path.extension().is_some_and(|extension| extension == end) {
            files.push(path);
        }
    }
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
