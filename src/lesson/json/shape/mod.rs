//! A JSON value held to the schema of its type: what is missing, not known, or of another kind, each at its
//! place and with what belongs there.

mod fix;
mod kinds;

use std::ops::Range;

use serde_json::{Map, Value};

use crate::lesson::json::Told;
use crate::lesson::pointer::{locate, name_of};
use crate::text::suggest::did_you_mean;

pub(super) use fix::example;

/// Every place of a text whose value has another shape than its schema, in the order of the text.
pub(super) fn told(text: &str, schema: &Value, value: &Value) -> Vec<Told> {
    let mut walk = Walk { text, root: schema, path: Vec::new(), found: Vec::new() };
    walk.value(schema, value);
    walk.found.sort_by_key(|(span, ..)| span.start);
    walk.found
}

/// The most places that are told: to find each, the text is read up to it.
const MOST: usize = 50;

/// A walk through a value and its schema side by side.
struct Walk<'a> {
    text: &'a str,
    root: &'a Value,
    /// The members and items on the way here.
    path: Vec<String>,
    found: Vec<Told>,
}

impl<'a> Walk<'a> {
    fn value(&mut self, schema: &'a Value, value: &Value) {
        if self.found.len() >= MOST || value.is_null() && may_be_null(schema) {
            return;
        }
        let schema = resolved(self.root, schema);
        if let Some(kinds) = schema["oneOf"].as_array() {
            self.kinds(kinds, value);
            return;
        }
        match (kind(schema), value) {
            ("object", Value::Object(members)) if schema["properties"].is_object() => {
                self.members(schema, members);
            }
            ("object", Value::Object(members)) => {
                for (name, value) in members {
                    self.within(name, |walk| walk.value(&schema["additionalProperties"], value));
                }
            }
            ("array", Value::Array(items)) => self.items(schema, items),
            ("integer", Value::Number(number)) => {
                let least = schema["minimum"].as_i64().unwrap_or(i64::MIN);
                let is_large = number.as_u64().is_some_and(|it| it > i64::MAX.unsigned_abs());
                if !is_large && number.as_i64().is_none_or(|it| it < least) {
                    self.wrong(schema, value);
                }
            }
            ("string", Value::String(_)) | ("boolean", Value::Bool(_)) | ("number", Value::Number(_)) => {}
            _ => self.wrong(schema, value),
        }
    }

    /// The members of an object: each known, and none missing but where another may have been meant for it.
    fn members(&mut self, schema: &'a Value, members: &Map<String, Value>) {
        let known: Vec<&str> = schema["properties"]
            .as_object()
            .into_iter()
            .flat_map(|all| all.keys().map(String::as_str))
            .collect();
        let mut meant = Vec::new();
        for (name, value) in members {
            if self.found.len() >= MOST {
                return;
            }
            if known.contains(&name.as_str()) {
                self.within(name, |walk| walk.value(&schema["properties"][name], value));
                continue;
            }
            let absent: Vec<&str> = known.iter().filter(|it| !members.contains_key(**it)).copied().collect();
            let near = did_you_mean(name, &absent);
            meant.extend(near);
            let fix = near.map_or_else(
                || fix::elsewhere(self.root, name, &known),
                |near| format!("did you mean `{near}`?"),
            );
            self.within(name, |walk| walk.at_name(format!("no member `{name}` is known here"), fix));
        }
        let needed = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
        for name in needed.filter(|name| !members.contains_key(*name) && !meant.contains(name)) {
            let fix =
                format!("add \"{name}\": {} before this", fix::value(self.root, &schema["properties"][name]));
            let end = self.span().end;
            self.found.push((end.saturating_sub(1)..end, format!("`{name}` is missing"), fix));
        }
    }

    fn items(&mut self, schema: &'a Value, items: &[Value]) {
        let most = schema["maxItems"]
            .as_u64()
            .map_or(usize::MAX, |most| usize::try_from(most).unwrap_or(usize::MAX));
        let least = schema["minItems"].as_u64().map_or(0, |least| usize::try_from(least).unwrap_or(0));
        if !(least..=most).contains(&items.len()) {
            let message = format!("{} takes {most} numbers; these are {}", self.place(), items.len());
            self.push(self.span(), message, fix::drawn(items));
            return;
        }
        for (place, item) in items.iter().enumerate() {
            self.within(&place.to_string(), |walk| walk.value(&schema["items"], item));
        }
    }

    /// A value of another kind than belongs there.
    fn wrong(&mut self, schema: &'a Value, value: &Value) {
        let takes = if self.is_item() { "is" } else { "takes" };
        let (what, is) = (fix::expected(schema), fix::found(value));
        let message = format!("{} {takes} {what}; here stands {is}", self.place());
        let fix = fix::of(self.root, schema, value, self.member(), self.is_drawn());
        self.push(self.span(), message, fix);
    }

    fn within(&mut self, part: &str, look: impl FnOnce(&mut Self)) {
        self.path.push(part.to_owned());
        look(self);
        self.path.pop();
    }

    fn span(&self) -> Range<usize> {
        locate(self.text, &self.path.join("/"))
    }

    fn at_name(&mut self, message: String, fix: String) {
        self.push(name_of(self.text, &self.path.join("/")), message, fix);
    }

    fn push(&mut self, span: Range<usize>, message: String, fix: String) {
        self.found.push((span, message, fix));
    }

    /// The name of the member here, or of the one that holds the item here.
    fn member(&self) -> &str {
        self.path.iter().rev().find(|part| !is_number(part)).map_or("", String::as_str)
    }

    fn is_item(&self) -> bool {
        self.path.last().is_none_or(|part| is_number(part))
    }

    /// Whether it says how a number is drawn.
    fn is_drawn(&self) -> bool {
        self.path.iter().rev().take(4).any(|part| part == "draw")
    }

    fn place(&self) -> String {
        match (self.path.is_empty(), self.is_item()) {
            (true, _) => "the file".to_owned(),
            (_, true) => format!("an item of `{}`", self.member()),
            _ => format!("`{}`", self.member()),
        }
    }
}

fn is_number(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
}

/// The schema that a reference, or a choice between it and nothing, stands for.
fn resolved<'a>(root: &'a Value, schema: &'a Value) -> &'a Value {
    let mut schema = schema;
    // A reference leads to a definition, which is none itself: a few steps are enough for any.
    for _ in 0..8 {
        if let Some(name) = schema["$ref"].as_str() {
            schema = &root["$defs"][name.trim_start_matches("#/$defs/")];
        } else if let Some(first) = schema["anyOf"].get(0) {
            schema = first;
        }
    }
    schema
}

/// Whether null may stand there, for a member that is left out.
fn may_be_null(schema: &Value) -> bool {
    let is_null = |kind: &Value| kind == "null" || kind["type"] == "null";
    ["type", "anyOf"]
        .iter()
        .any(|list| schema[list].as_array().is_some_and(|kinds| kinds.iter().any(is_null)))
}

/// The kind of value that a schema describes.
fn kind(schema: &Value) -> &str {
    let kind = &schema["type"];
    kind.as_str().or_else(|| kind[0].as_str()).unwrap_or_default()
}
