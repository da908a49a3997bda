//! The checked values of an experiment's parameters for one run.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::experiment::{Kind, Parameter, Value};
use crate::text::sanitize::sanitize;
use crate::text::suggest::{did_you_mean, suggestion};

/// The values of all parameters, each in its range.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Settings {
    values: BTreeMap<&'static str, Value>,
}

/// A setting that cannot be taken; the text says what to type instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// No parameter of that name.
    #[error("no parameter `{name}`{hint} There are: {known}")]
    Unknown {
        /// The name as typed.
        name: String,
        /// `; did you mean …?` or a full stop.
        hint: String,
        /// The names there are.
        known: String,
    },
    /// The value is not of the parameter's type or out of its range.
    #[error("`{name}` cannot be `{value}`: it takes {domain}{hint}")]
    Value {
        /// The parameter.
        name: &'static str,
        /// The value as typed.
        value: String,
        /// What it takes.
        domain: String,
        /// `; did you mean …?` or empty.
        hint: String,
    },
    /// Not of the form `name=value`.
    #[error("`{0}` is not of the form name=value, such as learning_rate=0.1")]
    Form(String),
}

impl Settings {
    /// Every parameter at its default.
    pub fn defaults(parameters: &[Parameter]) -> Self {
        let values = parameters.iter().map(|parameter| (parameter.name, parameter.default_value())).collect();
        Self { values }
    }

    /// The defaults, changed by `name=value` texts from left to right.
    ///
    /// # Errors
    /// The first text that is malformed, names no parameter or is out of range.
    pub fn parse(parameters: &[Parameter], texts: &[impl AsRef<str>]) -> Result<Self, SettingsError> {
        let mut settings = Self::defaults(parameters);
        for text in texts {
            settings.set(parameters, text.as_ref())?;
        }
        Ok(settings)
    }

    /// As [`Settings::parse`], for texts that came with a lesson: they may not name files.
    ///
    /// # Errors
    /// As [`Settings::parse`]; a file is refused like a misspelled task.
    pub fn parse_authored(
        parameters: &[Parameter],
        texts: &[impl AsRef<str>],
    ) -> Result<Self, SettingsError> {
        let built_in = |parameter: &Parameter| match &parameter.kind {
            Kind::Task { options, default } => {
                Parameter::choice(parameter.name, options.clone(), default, parameter.help)
            }
            _ => parameter.clone(),
        };
        Self::parse(&parameters.iter().map(built_in).collect::<Vec<_>>(), texts)
    }

    /// Changes one setting by its `name=value` text.
    ///
    /// # Errors
    /// As [`Settings::parse`]; the settings are then unchanged.
    pub fn set(&mut self, parameters: &[Parameter], text: &str) -> Result<(), SettingsError> {
        let (name, value) = text.split_once('=').ok_or_else(|| SettingsError::Form(text.to_owned()))?;
        let name = name.trim().replace('-', "_");
        let Some(parameter) = parameters.iter().find(|parameter| parameter.name == name) else {
            return Err(unknown(parameters, &name));
        };
        let value = read(parameter, value.trim())?;
        self.values.insert(parameter.name, value);
        Ok(())
    }

    /// Whether the parameter is declared and was given a value.
    pub fn has(&self, name: &str) -> bool {
        self.values.get(name).is_some_and(|value| *value != Value::Absent)
    }

    /// A whole number.
    ///
    /// # Panics
    /// When the experiment declared no such parameter: a bug in the experiment.
    pub fn integer(&self, name: &str) -> usize {
        match self.get(name) {
            Value::Integer(value) => usize::try_from(*value).unwrap_or(0),
            other => panic!("parameter {name} is {other:?}, not a whole number"),
        }
    }

    /// A real number, if it has a value.
    ///
    /// # Panics
    /// When the experiment declared no such parameter: a bug in the experiment.
    pub fn real(&self, name: &str) -> Option<f64> {
        match self.get(name) {
            Value::Real(value) => Some(*value),
            Value::Absent => None,
            other => panic!("parameter {name} is {other:?}, not a real number"),
        }
    }

    /// The chosen name.
    ///
    /// # Panics
    /// When the experiment declared no such parameter: a bug in the experiment.
    pub fn name(&self, name: &str) -> &str {
        match self.get(name) {
            Value::Name(value) => value,
            other => panic!("parameter {name} is {other:?}, not a name"),
        }
    }

    /// A text, if there is one.
    ///
    /// # Panics
    /// When the experiment declared no such parameter: a bug in the experiment.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.get(name) {
            Value::Name(value) => Some(value),
            Value::Absent => None,
            other => panic!("parameter {name} is {other:?}, not a text"),
        }
    }

    /// The chosen names.
    ///
    /// # Panics
    /// When the experiment declared no such parameter: a bug in the experiment.
    pub fn names(&self, name: &str) -> &[String] {
        match self.get(name) {
            Value::Names(values) => values,
            other => panic!("parameter {name} is {other:?}, not a list of names"),
        }
    }

    /// A point, if it has a value.
    ///
    /// # Panics
    /// When the experiment declared no such parameter: a bug in the experiment.
    pub fn point(&self, name: &str) -> Option<[f64; 2]> {
        match self.get(name) {
            Value::Point(value) => Some(*value),
            Value::Absent => None,
            other => panic!("parameter {name} is {other:?}, not a point"),
        }
    }

    /// The settings as `name=value` texts that [`Settings::parse`] reads back.
    pub fn texts(&self) -> Vec<String> {
        self.values.iter().filter_map(|(name, value)| Some(format!("{name}={}", show(value)?))).collect()
    }

    /// The settings that differ from `other`, as `name=value` texts.
    pub fn changes_from(&self, other: &Self) -> Vec<String> {
        let changed = |(name, value): &(&&'static str, &Value)| other.values.get(**name) != Some(*value);
        self.values
            .iter()
            .filter(changed)
            .filter_map(|(name, value)| Some(format!("{name}={}", show(value)?)))
            .collect()
    }

    fn get(&self, name: &str) -> &Value {
        self.values.get(name).unwrap_or_else(|| panic!("no parameter {name} was declared"))
    }
}

fn show(value: &Value) -> Option<String> {
    match value {
        Value::Absent => None,
        Value::Integer(value) => Some(value.to_string()),
        Value::Real(value) => Some(value.to_string()),
        Value::Name(value) => Some(value.clone()),
        Value::Names(values) => Some(values.join(",")),
        Value::Point([x, y]) => Some(format!("{x},{y}")),
    }
}

fn unknown(parameters: &[Parameter], name: &str) -> SettingsError {
    let names: Vec<&str> = parameters.iter().map(|parameter| parameter.name).collect();
    let hint = suggestion(name, &names);
    SettingsError::Unknown { name: sanitize(name).into_owned(), hint, known: names.join(", ") }
}

fn read(parameter: &Parameter, text: &str) -> Result<Value, SettingsError> {
    let refuse = |hint: String| SettingsError::Value {
        name: parameter.name,
        value: sanitize(text).into_owned(),
        domain: parameter.domain(),
        hint,
    };
    match &parameter.kind {
        Kind::Integer { low, high, .. } => {
            let value = text.parse().ok().filter(|value| (low..=high).contains(&value));
            value.map(Value::Integer).ok_or_else(|| refuse(String::new()))
        }
        Kind::Real { low, high, .. } => {
            read_real(text, *low, *high).map(Value::Real).ok_or_else(|| refuse(String::new()))
        }
        Kind::Choice { options, .. } => read_name(text, options).map(Value::Name).map_err(refuse),
        Kind::Subset { options, .. } => read_names(text, options).map(Value::Names).map_err(refuse),
        Kind::Point { low, high } => {
            read_point(text, *low, *high).map(Value::Point).ok_or_else(|| refuse(String::new()))
        }
        Kind::Task { options, .. } => read_task(text, options).map(Value::Name).map_err(refuse),
        Kind::Text if text.is_empty() || text.contains(char::is_control) => Err(refuse(String::new())),
        Kind::Text => Ok(Value::Name(text.to_owned())),
    }
}

fn read_real(text: &str, low: f64, high: f64) -> Option<f64> {
    text.parse().ok().filter(|value: &f64| (low..=high).contains(value))
}

fn read_point(text: &str, low: f64, high: f64) -> Option<[f64; 2]> {
    let (x, y) = text.split_once(',')?;
    Some([read_real(x.trim(), low, high)?, read_real(y.trim(), low, high)?])
}

fn read_name(text: &str, options: &[&'static str]) -> Result<String, String> {
    if options.contains(&text) {
        return Ok(text.to_owned());
    }
    Err(did_you_mean(text, options).map_or_else(String::new, |near| format!("; did you mean `{near}`?")))
}

/// The name of a task, or what can only be a file: it has a dot or a separator of folders in it.
fn read_task(text: &str, options: &[&'static str]) -> Result<String, String> {
    let is_file = text.contains(['.', '/', std::path::MAIN_SEPARATOR]);
    if is_file && !text.contains(char::is_control) { Ok(text.to_owned()) } else { read_name(text, options) }
}

fn read_names(text: &str, options: &[&'static str]) -> Result<Vec<String>, String> {
    let mut chosen = Vec::new();
    for name in text.split(',') {
        chosen.push(read_name(name.trim(), options)?);
    }
    Ok(options
        .iter()
        .filter(|option| chosen.iter().any(|name| name == *option))
        .map(|&name| name.to_owned())
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameters() -> Vec<Parameter> {
        vec![
            Parameter::integer("depth", 1, 30, 10, "").unit("layers"),
            Parameter::optional("learning_rate", 0.0, 10.0, ""),
            Parameter::subset("only", vec!["sgd", "adam"], vec!["sgd", "adam"], ""),
            Parameter::point("start", -10.0, 10.0, ""),
        ]
    }

    #[test]
    fn values_are_read_and_written_back() {
        let texts = ["depth=20", "learning_rate=1e-3", "only=adam,sgd", "start=-9,2"];
        let settings = Settings::parse(&parameters(), &texts).unwrap();
        assert_eq!(settings.integer("depth"), 20);
        assert_eq!(settings.real("learning_rate"), Some(0.001));
        assert_eq!(settings.names("only"), ["sgd", "adam"]);
        assert_eq!(settings.point("start"), Some([-9.0, 2.0]));
        assert_eq!(Settings::parse(&parameters(), &settings.texts()).unwrap(), settings);
    }

    #[test]
    fn a_misspelled_name_gets_a_suggestion() {
        let error = Settings::parse(&parameters(), &["learning_rat=1"]).unwrap_err().to_string();
        let start = "no parameter `learning_rat`; did you mean `learning_rate`? There are: depth, ";
        assert!(error.starts_with(start), "{error}");
        let error = Settings::parse(&parameters(), &["zebra=1"]).unwrap_err().to_string();
        assert!(error.starts_with("no parameter `zebra`. There are: depth, "), "{error}");
    }

    #[test]
    fn a_task_may_be_a_file_unless_a_lesson_says_so() {
        let parameters =
            [Parameter::task("on", vec!["moons", "iris"], "iris", ""), Parameter::text("label", "")];
        let settings = Settings::parse(&parameters, &["on=my data/a=b.csv", "label=kind of x"]).unwrap();
        assert_eq!(settings.name("on"), "my data/a=b.csv");
        assert_eq!(settings.text("label"), Some("kind of x"));
        assert_eq!(Settings::parse(&parameters, &settings.texts()).as_ref(), Ok(&settings));
        assert_eq!(Settings::defaults(&parameters).text("label"), None);
        let error = Settings::parse(&parameters, &["on=mons"]).unwrap_err().to_string();
        assert!(error.contains("or a file such as my.csv; did you mean `moons`?"), "{error}");
        assert!(Settings::parse(&parameters, &["label="]).is_err());
        assert!(Settings::parse_authored(&parameters, &["on=moons"]).is_ok());
        assert!(Settings::parse_authored(&parameters, &["on=/etc/passwd"]).is_err());
    }

    #[test]
    fn a_value_out_of_range_names_the_range() {
        for text in [
            "depth=31",
            "depth=ten",
            "learning_rate=nan",
            "learning_rate=-1",
            "start=1",
            "start=1,99",
            "only=adm",
        ] {
            let error = Settings::parse(&parameters(), &[text]).unwrap_err();
            assert!(matches!(error, SettingsError::Value { .. }), "{text}: {error}");
        }
    }
}
