//! What comes with the program of its own runs: every measure of every run of the course, which are the
//! same digits on every machine.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use dltutor::lesson::lint::lint_remembering;
use dltutor::lesson::lint::memory::{MEASURED, Memory};
use dltutor::lesson::opening;
use dltutor::lesson::source::Source;
use serde_json::Value;

/// The runs of a text of [`MEASURED`].
fn runs(text: &str) -> BTreeMap<String, Value> {
    let json: Value = serde_json::from_str(text).unwrap();
    serde_json::from_value(json["runs"].clone()).unwrap()
}

#[test]
fn every_run_of_the_course_measures_what_was_measured_elsewhere() {
    let library = opening::open(Source::Embedded, Some("en")).unwrap();
    let mut memory = Memory::default();
    let faults = lint_remembering(&library, &mut memory);
    assert!(faults.is_empty(), "{faults:#?}");
    let measured = memory.to_text();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("lessons").join(MEASURED);
    if std::env::var_os("DLTUTOR_BLESS").is_some() {
        fs::write(&file, &measured).unwrap();
    }
    let (known, now) = (runs(&fs::read_to_string(&file).unwrap()), runs(&measured));
    assert!(now.len() > 100, "{} runs", now.len());
    let odd: Vec<&String> =
        known.keys().chain(now.keys()).filter(|run| known.get(*run) != now.get(*run)).collect();
    assert!(
        odd.is_empty(),
        "{odd:#?} measure something else than lessons/{MEASURED} says; if that is meant, DLTUTOR_BLESS=1 writes it anew"
    );
}
