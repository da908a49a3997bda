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
    /// Some of several names, in the order of `options`; all of them when none is given.
    Subset {
        /// The names.
        options: Vec<&'static str>,
    },
    /// A point `x,y`, each from `low` to `high`; absent when none is given.
    Point {
        /// The lowest coordinate allowed.
        low: f64,
        /// The highest coordinate allowed.
        high: f64,
    },
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
    /// One name.
    Name(String),
    /// Several names.
    Names(Vec<String>),
    /// A point.
    Point([f64; 2]),
}

impl Parameter {
    /// The value when none is given.
    pub fn default_value(&self) -> Value {
        match &self.kind {
            Kind::Integer { default, .. } => Value::Integer(*default),
            Kind::Real { default, .. } => default.map_or(Value::Absent, Value::Real),
            Kind::Choice { default, .. } => Value::Name((*default).to_owned()),
            Kind::Subset { options } => Value::Names(options.iter().map(|&name| name.to_owned()).collect()),
            Kind::Point { .. } => Value::Absent,
        }
    }

    /// What may be typed for it, in words: `a whole number from 1 to 30`.
    pub fn domain(&self) -> String {
        match &self.kind {
            Kind::Integer { low, high, .. } => format!("a whole number from {low} to {high}"),
            Kind::Real { low, high, .. } => format!("a number from {low} to {high}"),
            Kind::Choice { options, .. } => format!("one of {}", options.join(", ")),
            Kind::Subset { options } => format!("some of {}, separated by commas", options.join(", ")),
            Kind::Point { low, high } => format!("a point x,y, each from {low} to {high}"),
        }
    }
}
