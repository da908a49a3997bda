//! What belongs where a value of another shape stands, in words and as an example.

use serde_json::Value;

use super::{is_number, kind, resolved};

/// How a number is drawn.
pub(super) const DRAWN: &str = r#"as in {"whole": [3, 9]} or {"one_of": [0.2, 0.5]}"#;

/// The members whose texts are formulas.
const FORMULAS: [&str; 6] = ["key", "right", "value", "goal", "holds", "values"];

/// The members whose texts are settings.
const SETTINGS: [&str; 2] = ["set", "solution"];

/// What a schema describes, in words.
pub(super) fn expected(schema: &Value) -> &'static str {
    match kind(schema) {
        "string" => "a text in quotes",
        "boolean" => "true or false",
        "integer" => "a whole number",
        "number" => "a number",
        "array" => "a list, […]",
        _ => "an object, {…}",
    }
}

/// What a value is, in words.
pub(super) fn found(value: &Value) -> String {
    match value {
        Value::Null | Value::Bool(_) => value.to_string(),
        Value::Number(number) => format!("the number {number}"),
        Value::String(_) => "a text".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

/// What to write instead of a value of another kind.
pub(super) fn of(root: &Value, schema: &Value, value: &Value, member: &str, is_drawn: bool) -> String {
    if is_drawn {
        return DRAWN.to_owned();
    }
    match (kind(schema), value) {
        ("string", _) => of_text(value, member),
        ("array", _) => of_list(root, schema, value, member),
        ("boolean", Value::String(text)) if ["true", "false"].contains(&text.to_lowercase().trim()) => {
            format!("write it without quotes: {}", text.to_lowercase().trim())
        }
        ("boolean", _) => "write true or false, without quotes".to_owned(),
        ("integer", Value::Number(_)) if schema["minimum"].is_number() => {
            format!("write a whole number from {} on", schema["minimum"])
        }
        ("integer", Value::String(text)) if is_number(text.trim()) => {
            format!("write it without quotes: {}", text.trim())
        }
        ("integer", _) => "write a whole number, such as 3".to_owned(),
        ("number", Value::String(text)) => of_number(text.trim()),
        ("number", _) => "write a number, such as 0.05".to_owned(),
        (_, Value::String(text)) => example_with(root, schema, Some(text)),
        _ => example_with(root, schema, None),
    }
}

fn of_text(value: &Value, member: &str) -> String {
    let what = if FORMULAS.contains(&member) { ", as a formula" } else { "" };
    match value {
        Value::Bool(_) | Value::Number(_) => format!("write it in quotes{what}: \"{value}\""),
        Value::Array(items) if items.len() == 1 && items[0].is_string() => {
            format!("write it without brackets: {}", items[0])
        }
        _ => format!("write one text in quotes{what}"),
    }
}

/// What a text that stands for a number means: a share in percent, a decimal comma.
fn of_number(text: &str) -> String {
    let (digits, share) = text.strip_suffix('%').map_or((text, 1.0), |digits| (digits.trim(), 100.0));
    match digits.replace(',', ".").parse::<f64>() {
        Ok(value) if value.is_finite() => format!("write {}", value / share),
        _ => "write a number, such as 0.05".to_owned(),
    }
}

fn of_list(root: &Value, schema: &Value, value: &Value, member: &str) -> String {
    let inner = match value {
        Value::Object(members) if SETTINGS.contains(&member) => {
            let setting = |(name, value): (&String, &Value)| {
                let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                Value::from(format!("{name}={value}")).to_string()
            };
            members.iter().take(8).map(setting).collect::<Vec<_>>().join(", ")
        }
        Value::Object(_) | Value::Array(_) | Value::Null => "…".to_owned(),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            let items = resolved(root, &schema["items"]);
            match kind(items) {
                "object" => example_with(root, items, value.as_str()).replace("write ", ""),
                _ => value.to_string(),
            }
        }
    };
    format!("put it in brackets: [{inner}]")
}

/// What to write instead of more or fewer numbers than a pair.
pub(super) fn drawn(items: &[Value]) -> String {
    let all: Vec<String> = items.iter().take(8).map(Value::to_string).collect();
    let list = if all.is_empty() { "…".to_owned() } else { all.join(", ") };
    format!("the first and the last, as in {{\"whole\": [3, 9]}}; or {{\"one_of\": [{list}]}}")
}

/// An object of a schema, to write.
fn example_with(root: &Value, schema: &Value, text: Option<&str>) -> String {
    format!("write {}", object(root, schema, text))
}

/// A file of a schema, with the members it must have.
pub(in crate::lesson::json) fn example(root: &Value) -> String {
    object(root, root, None)
}

/// An object with the members that it must have, or its lists where none is needed; a text is the first of them.
fn object(root: &Value, schema: &Value, text: Option<&str>) -> String {
    let Some(properties) = schema["properties"].as_object() else { return "{\"name\": …}".to_owned() };
    let needed: Vec<&str> =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let lists = || properties.iter().filter(|(_, it)| it["type"] == "array").map(|(name, _)| name.as_str());
    let names: Vec<&str> = if needed.is_empty() { lists().collect() } else { needed };
    let member = |(place, name): (usize, &&str)| {
        let value = match text.filter(|_| place == 0) {
            Some(text) => Value::from(text).to_string(),
            None => value(root, &properties[*name]),
        };
        format!("\"{name}\": {value}")
    };
    format!("{{{}}}", names.iter().enumerate().map(member).collect::<Vec<_>>().join(", "))
}

/// The outline of a value of a schema.
pub(super) fn value(root: &Value, schema: &Value) -> String {
    let schema = resolved(root, schema);
    match kind(schema) {
        "string" => "\"…\"",
        "array" => "[…]",
        "boolean" => "true",
        "integer" | "number" => "1",
        _ => "{…}",
    }
    .to_owned()
}

/// Where a member belongs that is not known where it stands; else which there are.
pub(super) fn elsewhere(root: &Value, name: &str, known: &[&str]) -> String {
    let definitions = root["$defs"].as_object().into_iter().flatten();
    let holders = definitions.filter(|(_, schema)| schema["properties"][name].is_object());
    let holders: Vec<String> =
        holders.map(|(holder, _)| format!("`{}`", holder.to_lowercase())).take(4).collect();
    if !holders.is_empty() {
        return format!("it belongs to {}", holders.join(" or "));
    }
    let known: Vec<&str> = known.iter().filter(|name| !name.starts_with('$')).copied().collect();
    format!("delete it; there are: {}", known.join(", "))
}
