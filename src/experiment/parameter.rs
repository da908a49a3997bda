//! The parameters an experiment declares, and the values they take.

use serde::Serialize;

/// One parameter: everything help, validation and completion need.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name as typed: `learning_rate`.
    pub name: &'static str,
    /// Its type, range and default.
    pub kind: Kind,
    /// The unit, such as `layers`; empty where there is none.
    pub unit: &'static str,
    /// One line of help.
    pub help: &'static str,
}

/// The type, range and default of a parameter.
#[derive(Clone, Debug)]
pub enum Kind {
    /// A whole number from `low` to `high`.
    Integer {
        /// The lowest value allowed.
        low: i64,
        /// The highest value allowed.
        high: i64,
        /// The value when none is given.
        default: i64,
    },
    /// A real number from `low` to `high`.
    Real {
        /// The lowest value allowed.
        low: f64,
        /// The highest value allowed.
        high: f64,
        /// The value when none is given; absent when the experiment then chooses.
        default: Option<f64>,
    },
    /// One of several names.
    Choice {
        /// The names.
        options: Vec<&'static str>,
        /// The name when none is given.
        default: &'static str,
    },
    /// Some of several names, in the order of `options`.
    Subset {
        /// The names.
        options: Vec<&'static str>,
        /// The names when none is given.
        default: Vec<&'static str>,
    },
    /// A point `x,y`, each from `low` to `high`; absent when none is given.
    Point {
        /// The lowest coordinate allowed.
        low: f64,
        /// The highest coordinate allowed.
        high: f64,
    },
    /// A classification task by name, or the CSV file of one.
    Task {
        /// The names of the built-in tasks.
        options: Vec<&'static str>,
        /// The task when none is given.
        default: &'static str,
    },
    /// Any text; absent when none is given.
    Text,
}

/// The value of a parameter.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// No value: the experiment chooses.
    Absent,
    /// A whole number.
    Integer(i64),
    /// A real number.
    Real(f64),
    /// One name, or a text.
    Name(String),
    /// Several names.
    Names(Vec<String>),
    /// A point.
    Point([f64; 2]),
}

impl Parameter {
    /// A whole number from `low` to `high`.
    pub fn integer(name: &'static str, low: i64, high: i64, default: i64, help: &'static str) -> Self {
        Self { name, kind: Kind::Integer { low, high, default }, unit: "", help }
    }

    /// A real number from `low` to `high`.
    pub fn real(name: &'static str, low: f64, high: f64, default: f64, help: &'static str) -> Self {
        Self { name, kind: Kind::Real { low, high, default: Some(default) }, unit: "", help }
    }

    /// A real number from `low` to `high` that the experiment chooses when none is given.
    pub fn optional(name: &'static str, low: f64, high: f64, help: &'static str) -> Self {
        Self { name, kind: Kind::Real { low, high, default: None }, unit: "", help }
    }

    /// One of `options`.
    pub fn choice(
        name: &'static str,
        options: Vec<&'static str>,
        default: &'static str,
        help: &'static str,
    ) -> Self {
        Self { name, kind: Kind::Choice { options, default }, unit: "", help }
    }

    /// Some of `options`.
    pub fn subset(
        name: &'static str,
        options: Vec<&'static str>,
        default: Vec<&'static str>,
        help: &'static str,
    ) -> Self {
        Self { name, kind: Kind::Subset { options, default }, unit: "", help }
    }

    /// A point, each coordinate from `low` to `high`.
    pub fn point(name: &'static str, low: f64, high: f64, help: &'static str) -> Self {
        Self { name, kind: Kind::Point { low, high }, unit: "", help }
    }

    /// One of the tasks `options`, or a CSV file.
    pub fn task(
        name: &'static str,
        options: Vec<&'static str>,
        default: &'static str,
        help: &'static str,
    ) -> Self {
        Self { name, kind: Kind::Task { options, default }, unit: "", help }
    }

    /// Any text.
    pub fn text(name: &'static str, help: &'static str) -> Self {
        Self { name, kind: Kind::Text, unit: "", help }
    }

    /// The same parameter with a unit.
    #[must_use]
    pub fn unit(mut self, unit: &'static str) -> Self {
        self.unit = unit;
        self
    }

    /// The value when none is given.
    pub fn default_value(&self) -> Value {
        match &self.kind {
            Kind::Integer { default, .. } => Value::Integer(*default),
            Kind::Real { default, .. } => default.map_or(Value::Absent, Value::Real),
            Kind::Choice { default, .. } | Kind::Task { default, .. } => Value::Name((*default).to_owned()),
            Kind::Subset { default, .. } => {
                Value::Names(default.iter().map(|&name| name.to_owned()).collect())
            }
            Kind::Point { .. } | Kind::Text => Value::Absent,
        }
    }

    /// What may be typed for it, in words: `a whole number from 1 to 30`.
    pub fn domain(&self) -> String {
        match &self.kind {
            Kind::Integer { low, high, .. } => format!("a whole number from {low} to {high}"),
            Kind::Real { low, high, .. } => format!("a number from {low} to {high}"),
            Kind::Choice { options, .. } => format!("one of {}", options.join(", ")),
            Kind::Subset { options, .. } => format!("some of {}, separated by commas", options.join(", ")),
            Kind::Point { low, high } => format!("a point x,y, each from {low} to {high}"),
            Kind::Task { options, .. } => format!("one of {}, or a file such as my.csv", options.join(", ")),
            Kind::Text => "a text without control characters".to_owned(),
        }
    }
}
