//! The schemas for editors: current, and of one mind with the program about files that are right.

use std::fs;
use std::path::{Path, PathBuf};

use dltutor::lesson::schema::SCHEMAS;
use serde_json::Value;

use crate::command::dltutor;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_published_schemas_are_those_of_the_types() {
    for schema in SCHEMAS {
        let file = root().join("lessons/schema").join(schema.file());
        if std::env::var_os("DLTUTOR_BLESS").is_some() {
            fs::write(&file, schema.text()).unwrap();
        }
        let published = fs::read_to_string(&file).unwrap_or_default();
        let how = "`dltutor lint --schema NAME` prints it; DLTUTOR_BLESS=1 writes all of them anew";
        assert!(published == schema.text(), "{} is out of date: {how}", file.display());
        assert_eq!(dltutor(&format!("lint --schema {}", schema.name)).run().stdout, published);
    }
    dltutor("lint --schema leson").code(2).stderr("there are course, lesson, glossary").run();
}

/// Every file of the course and of the packs of these tests, by the name of its schema.
fn files() -> Vec<(PathBuf, &'static str)> {
    let mut files = Vec::new();
    for pack in ["lessons", "tests/packs/parts", "docs/example-pack"] {
        let folders = fs::read_dir(root().join(pack)).unwrap().flatten().map(|entry| entry.path());
        for folder in folders.chain([root().join(pack)]) {
            for schema in SCHEMAS {
                let file = folder.join(format!("{}.json", schema.name));
                files.extend(file.is_file().then_some((file, schema.name)));
            }
        }
    }
    files
}

fn json(file: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

#[test]
fn every_file_of_the_course_fits_its_schema() {
    let files = files();
    assert!(files.len() >= 8, "{files:?}");
    for (file, name) in files {
        let schema: Value =
            serde_json::from_str(&dltutor::lesson::schema::find(name).unwrap().text()).unwrap();
        let faults = faults(&schema, &schema, &json(&file), "");
        assert!(faults.is_empty(), "{}: {faults:#?}", file.display());
    }
}

#[test]
fn an_editor_marks_what_the_program_would_refuse() {
    let schema: Value =
        serde_json::from_str(&dltutor::lesson::schema::find("lesson").unwrap().text()).unwrap();
    let right = json(&root().join("tests/packs/parts/deep/lesson.json"));
    let wrong: &[(&str, Value)] = &[
        ("/steps/0/flow/0", serde_json::json!({"reed": "intro"})),
        ("/steps/0/flow", serde_json::json!("page")),
        ("/steps/0/questions/0/answer", serde_json::json!({"some": {"choises": []}})),
        ("/minutes", serde_json::json!(-3)),
        ("/version", serde_json::json!("1")),
        ("/steps/0/claims", serde_json::json!([{"id": "x", "run": "y"}])),
    ];
    for (place, value) in wrong {
        let mut lesson = right.clone();
        if let Some(there) = lesson.pointer_mut(place) {
            *there = value.clone();
        } else {
            lesson["steps"][0]["claims"] = value.clone();
        }
        assert!(!faults(&schema, &schema, &lesson, "").is_empty(), "{place}");
        assert!(serde_json::from_value::<dltutor::lesson::model::Lesson>(lesson).is_err(), "{place}");
    }
}

/// What of a value does not fit a schema: as much of JSON Schema as ours use.
fn faults(root: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    if let Some(name) = schema["$ref"].as_str() {
        let target = root.pointer(name.trim_start_matches('#')).unwrap_or_else(|| panic!("no {name}"));
        return faults(root, target, value, at);
    }
    let mut found = Vec::new();
    for choice in ["anyOf", "oneOf"].iter().filter_map(|word| schema[*word].as_array()) {
        let fits = choice.iter().filter(|one| faults(root, one, value, at).is_empty()).count();
        found.extend((fits == 0).then(|| format!("{at}: none of the choices")));
    }
    let is_type = |name: &str| match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        other => panic!("an unknown type {other}"),
    };
    let fits = match &schema["type"] {
        Value::String(name) => is_type(name),
        Value::Array(names) => names.iter().filter_map(Value::as_str).any(is_type),
        _ => true,
    };
    found.extend((!fits).then(|| format!("{at}: not {}", schema["type"])));
    let is_low = |low: f64| value.as_f64().is_some_and(|value| value < low);
    found.extend(schema["minimum"].as_f64().filter(|low| is_low(*low)).map(|_| format!("{at}: too low")));
    found.extend(schema.get("const").filter(|only| *only != value).map(|only| format!("{at}: not {only}")));
    let named = schema["enum"].as_array().is_none_or(|names| names.contains(value));
    found.extend((!named).then(|| format!("{at}: not one of the names")));
    found.extend(members(root, schema, value, at));
    for (place, item) in value.as_array().into_iter().flatten().enumerate() {
        if schema["items"].is_object() {
            found.extend(faults(root, &schema["items"], item, &format!("{at}/{place}")));
        }
    }
    found
}

fn members(root: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let Some(object) = value.as_object() else { return Vec::new() };
    let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let missing = required.filter(|name| !object.contains_key(*name));
    let mut found: Vec<String> = missing.map(|name| format!("{at}: no {name}")).collect();
    for (name, member) in object {
        let at = format!("{at}/{name}");
        match (&schema["properties"][name], &schema["additionalProperties"]) {
            (Value::Null, Value::Bool(false)) => found.push(format!("{at}: unknown")),
            (Value::Null, other @ Value::Object(_)) => found.extend(faults(root, other, member, &at)),
            (Value::Null, _) => {}
            (known, _) => found.extend(faults(root, known, member, &at)),
        }
    }
    found
}
