//! Values of several kinds: a part of a flow, an answer, a number drawn. Each is an object whose one member names
//! its kind, or a word alone.

use serde_json::{Map, Value};

use super::{Walk, fix, resolved};
use crate::lesson::pointer::locate;
use crate::text::suggest::did_you_mean;

/// Of how many members of an object that should have one it is asked where they stand.
const MEMBERS: usize = 8;

impl<'a> Walk<'a> {
    pub(super) fn kinds(&mut self, kinds: &'a [Value], value: &Value) {
        let kinds = Kinds::of(kinds);
        match value {
            Value::Object(members) => self.kind_of(&kinds, members),
            Value::String(word) if kinds.words.contains(&word.as_str()) => {}
            Value::String(word) => {
                let message = format!("{} is no word alone here: `{word}`", self.place());
                let fix = match kinds.named.iter().find(|(name, _)| name == word) {
                    Some((name, _)) => format!("write {{\"{name}\": \"…\"}}"),
                    None => kinds.with(word),
                };
                self.push(self.span(), message, fix);
            }
            _ => {
                let is = fix::found(value);
                let fix = if self.is_drawn() { fix::DRAWN.to_owned() } else { kinds.listed() };
                let message = format!("{} is an object that names its kind; here stands {is}", self.place());
                self.push(self.span(), message, fix);
            }
        }
    }

    fn kind_of(&mut self, kinds: &Kinds<'a>, members: &Map<String, Value>) {
        let known =
            |name: &str| kinds.named.iter().find(|(kind, _)| *kind == name).map(|(_, schema)| *schema);
        if members.is_empty() {
            self.push(self.span(), format!("{} is empty", self.place()), kinds.listed());
            return;
        }
        let (first, rest) = {
            let mut names: Vec<&String> = members.keys().take(MEMBERS).collect();
            names.sort_by_key(|name| self.start_of(name));
            let at = names.iter().position(|name| known(name).is_some());
            let first = at.map(|at| names.remove(at));
            (first, names)
        };
        if let Some((name, schema)) = first.and_then(|name| Some((name, known(name)?))) {
            self.within(name, |walk| walk.value(schema, &members[name]));
            for other in rest {
                let (message, fix) = self.beside(kinds, name, other);
                self.within(other, |walk| walk.at_name(message, fix));
            }
            return;
        }
        if let Some(word) = members.keys().find(|name| kinds.words.contains(&name.as_str())) {
            self.push(self.span(), format!("`{word}` stands alone"), format!("write \"{word}\""));
            return;
        }
        for name in rest {
            let fix = self.of_no_kind(kinds, name);
            self.within(name, |walk| walk.at_name(format!("`{name}` is none of the kinds there are"), fix));
        }
    }

    fn start_of(&self, member: &str) -> usize {
        locate(self.text, &format!("{}/{member}", self.path.join("/"))).start
    }

    /// A member beside the one that names the kind.
    fn beside(&self, kinds: &Kinds<'_>, kind: &str, other: &str) -> (String, String) {
        if kinds.named.iter().any(|(name, _)| *name == other) {
            let message = format!("`{other}` stands in one object with `{kind}`");
            let fix = if self.is_item() {
                format!("an object each: {{\"{kind}\": …}}, {{\"{other}\": …}}")
            } else {
                "one of the two".to_owned()
            };
            return (message, fix);
        }
        (format!("nothing stands beside `{kind}`"), fix::elsewhere(self.root, other, &[kind]))
    }

    /// What mends a member that is no kind: one that looks like it, or the kind that has such a member.
    fn of_no_kind(&self, kinds: &Kinds<'_>, name: &str) -> String {
        let names: Vec<&str> = kinds.named.iter().map(|(kind, _)| *kind).collect();
        if let Some(near) = did_you_mean(name, &names) {
            return format!("did you mean `{near}`?");
        }
        let has = |schema: &Value| resolved(self.root, schema)["properties"][name].is_object();
        let mut holders = kinds.named.iter().filter(|(_, schema)| has(schema)).map(|(kind, _)| *kind);
        // A key of its own have numbers and formulas: the first is the more frequent.
        match holders.next() {
            Some(kind) => format!("name the kind first: {{\"{kind}\": {{\"{name}\": …}}}}"),
            None => kinds.listed(),
        }
    }
}

/// The kinds that a value may have.
struct Kinds<'a> {
    /// Those that are the one member of an object, with the schema of its value.
    named: Vec<(&'a str, &'a Value)>,
    /// Those that are a word.
    words: Vec<&'a str>,
}

impl<'a> Kinds<'a> {
    fn of(schemas: &'a [Value]) -> Self {
        let members = schemas.iter().filter_map(|schema| schema["properties"].as_object());
        let named = members.flatten().map(|(name, schema)| (name.as_str(), schema)).collect();
        let consts = schemas.iter().filter_map(|schema| schema["const"].as_str());
        let enums = schemas.iter().filter_map(|schema| schema["enum"].as_array()).flatten();
        Self { named, words: consts.chain(enums.filter_map(Value::as_str)).collect() }
    }

    fn listed(&self) -> String {
        let all = self.named.iter().map(|(name, _)| *name).chain(self.words.iter().copied());
        format!("one of {}", all.collect::<Vec<_>>().join(", "))
    }

    /// A word as the value of the first kind that takes one.
    fn with(&self, word: &str) -> String {
        match self.named.iter().find(|(_, schema)| schema["type"] == "string") {
            Some((name, _)) => format!("write {{\"{name}\": \"{word}\"}}; or {}", self.listed()),
            None => self.listed(),
        }
    }
}
