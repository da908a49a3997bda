//! What comes with the program of its own runs: every measure of every run of the course, which are the
//! same digits on every machine.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use dltutor::experiment::find;
use dltutor::lesson::lint::lint_remembering;
use dltutor::lesson::lint::memory::{MEASURED, Memory};
use dltutor::lesson::opening;
use dltutor::lesson::source::Source;
use serde_json::Value;

/// The runs of a text of [`MEASURED`], each on a line.
fn runs(text: &str) -> BTreeMap<String, Value> {
    let json: Value = serde_json::from_str(text).unwrap();
    serde_json::from_value(json["runs"].clone()).unwrap()
}

/// A run without what is read from a clock.
fn untimed(name: &str, run: &Value) -> Value {
    let experiment = find(name.split(' ').next().unwrap()).unwrap();
    let is_timed = |measure: &Value| {
        experiment.measures().iter().any(|info| info.is_clock() && measure[0] == info.name.as_str())
    };
    let mut run = run.clone();
    run["measures"].as_array_mut().unwrap().retain(|measure| !is_timed(measure));
    run
}

/// Whether two memories hold a run with the same outcome.
fn is_same(name: &str, a: &BTreeMap<String, Value>, b: &BTreeMap<String, Value>) -> bool {
    a.get(name).map(|run| untimed(name, run)) == b.get(name).map(|run| untimed(name, run))
}

/// What was measured now, with the lines of before for runs that came out the same: clocks never do.
fn renewed(before: &str, now: &str) -> String {
    let (old, new) = (runs(before), runs(now));
    let name = |line: &str| {
        new.keys()
            .find(|name| line.trim_start().starts_with(&format!("{}: ", serde_json::json!(name))))
            .cloned()
    };
    let kept = |line: &str| {
        let name = name(line).filter(|name| is_same(name, &old, &new))?;
        let start = format!("    {}: ", serde_json::json!(name));
        before.lines().find(|line| line.starts_with(&start)).map(|line| line.trim_end_matches(',').to_owned())
    };
    let comma = |line: &str| if line.ends_with(',') { "," } else { "" };
    let line = |line: &str| kept(line).map_or(line.to_owned(), |kept| kept + comma(line)) + "\n";
    now.lines().map(line).collect()
}

#[test]
fn every_run_of_the_course_measures_what_was_measured_elsewhere() {
    let library = opening::open(Source::Embedded, Some("en")).unwrap();
    let mut memory = Memory::default();
    let faults = lint_remembering(&library, &mut memory);
    assert!(faults.is_empty(), "{faults:#?}");
    let measured = memory.to_text();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("lessons").join(MEASURED);
    let mut known = fs::read_to_string(&file).unwrap();
    if std::env::var_os("DLTUTOR_BLESS").is_some() {
        known = renewed(&known, &measured);
        fs::write(&file, &known).unwrap();
    }
    let (known, now) = (runs(&known), runs(&measured));
    assert!(now.len() > 100, "{} runs", now.len());
    let odd: Vec<&String> =
        known.keys().chain(now.keys()).filter(|run| !is_same(run, &known, &now)).collect();
    assert!(
        odd.is_empty(),
        "{odd:#?} measure something else than lessons/{MEASURED} says; if that is meant, DLTUTOR_BLESS=1 writes it anew"
    );
}
