//! What an experiment returns.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::experiment::{Context, Experiment, Settings};
use crate::plot::Figure;

/// A measure that an experiment declares: every report of it holds one of that name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureInfo {
    /// Its name within the experiment: `ratio`.
    pub name: String,
    /// The unit, such as `%`; empty where there is none.
    pub unit: &'static str,
    /// One line: what it is.
    pub about: String,
}

impl MeasureInfo {
    /// A measure without a unit.
    pub fn new(name: impl Into<String>, about: impl Into<String>) -> Self {
        Self { name: name.into(), unit: "", about: about.into() }
    }

    /// Whether it is an accuracy, a share from 0 to 1, and not the difference of two.
    pub fn is_accuracy(&self) -> bool {
        let tells = |word: &str| self.about.contains(word);
        let is_other = ["less", "gap", "gain", "how many", "rate at", "epoch"].iter().any(|word| tells(word));
        self.unit.is_empty() && !is_other && (self.name.contains("accuracy") || tells("accuracy"))
    }

    /// The same measure with a unit.
    #[must_use]
    pub fn unit(mut self, unit: &'static str) -> Self {
        self.unit = unit;
        self
    }

    /// Whether the measure is read from a clock: such a one differs from run to run and from machine
    /// to machine, so no claim may rest on its exact value.
    pub fn is_clock(&self) -> bool {
        matches!(self.unit, "ns" | "µs" | "ms" | "s" | "% of the time")
    }
}

/// A measured number; not finite when the run diverged.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// Its name, one of those declared.
    pub name: String,
    /// The number.
    pub value: f64,
    /// The unit; empty where there is none.
    pub unit: &'static str,
}

/// The result of one run.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The experiment.
    pub experiment: &'static str,
    /// The settings it ran with, all of them.
    pub settings: Settings,
    /// The seed it ran with.
    pub seed: u64,
    /// What was measured.
    pub measures: Vec<Measure>,
    /// What was drawn from it.
    pub figures: Vec<Figure>,
    /// What was run, in a sentence or two, where the settings alone do not say it: shown where no lesson does.
    pub subject: String,
    /// What a reader should know before the figures: what a file holds, what was left out.
    pub notes: Vec<String>,
    /// More data for JSON, by name: `runs` of a comparison.
    pub data: BTreeMap<&'static str, serde_json::Value>,
}

impl Report {
    /// An empty report of a run of `experiment`.
    pub fn new(experiment: &dyn Experiment, settings: &Settings, context: &Context) -> Self {
        Self {
            experiment: experiment.name(),
            settings: settings.clone(),
            seed: context.seed,
            measures: Vec::new(),
            figures: Vec::new(),
            subject: String::new(),
            notes: Vec::new(),
            data: BTreeMap::new(),
        }
    }

    /// Adds a measure without a unit.
    pub fn add(&mut self, name: impl Into<String>, value: f64) {
        self.add_in(name, value, "");
    }

    /// Adds a measure with its unit.
    pub fn add_in(&mut self, name: impl Into<String>, value: f64, unit: &'static str) {
        self.measures.push(Measure { name: name.into(), value, unit });
    }

    /// The value of a measure.
    pub fn measure(&self, name: &str) -> Option<f64> {
        self.measures.iter().find(|measure| measure.name == name).map(|measure| measure.value)
    }

    /// The report as JSON, version 1: `format`, `version`, `experiment`, `seed`, `parameters`,
    /// `measures` (`name`, `value`, `unit`), `figures`, `subject`, `notes`, and the experiment's own data; one that
    /// classifies says in `data` what: `name`, `file`, `rows`, `train`, `test`, `features`, `classes`.
    ///
    /// JSON has no infinity and no NaN: a measure that is not finite has the value `null` and a
    /// member `not_finite` that says which it was; within figures such numbers are `null`.
    pub fn to_json(&self) -> serde_json::Value {
        let mut json = serde_json::json!({
            "format": "dltutor-report",
            "version": 1,
            "experiment": self.experiment,
            "seed": self.seed,
            "parameters": self.settings,
            "measures": self.measures,
            "figures": self.figures,
            "subject": self.subject,
            "notes": self.notes,
        });
        for (name, value) in &self.data {
            json[*name] = value.clone();
        }
        json
    }
}

impl Serialize for Measure {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("name", &self.name)?;
        map.serialize_entry("value", &self.value)?;
        map.serialize_entry("unit", &self.unit)?;
        if !self.value.is_finite() {
            map.serialize_entry("not_finite", &self.value.to_string())?;
        }
        map.end()
    }
}
