//! What runs of lessons measured, remembered from one check to the next: the same experiments, settings
//! and seed give the same bits, so there is nothing to find out twice.
//!
//! The memory is a file in the learner's cache. It holds for experiments made of the very code that wrote it,
//! told by a checksum that the build takes, and for no others; losing it costs time alone. The runs of the
//! course itself come with the program, in `measured.json`: a test makes them all again and compares the bits.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::experiment::{Experiment, Measure, Report, Settings};
use crate::lesson::lint::lab::{Drawn, Trial};
use crate::lesson::source::Source;

/// The file of the course's own runs.
pub const MEASURED: &str = "measured.json";

/// The most runs remembered; beyond that it starts afresh.
const MOST: usize = 5000;

/// The checksum of all that experiments are made of.
const CODE: &str = env!("DLTUTOR_EXPERIMENTS");

/// Runs by their name in the lab.
#[derive(Debug, Default)]
pub struct Memory {
    /// Those of the course, which come with the program.
    shipped: BTreeMap<String, Remembered>,
    kept: Kept,
    has_news: bool,
}

/// The file.
#[derive(Debug, Default, Deserialize, Serialize)]
struct Kept {
    /// The checksum of the experiments that made these runs.
    code: String,
    runs: BTreeMap<String, Remembered>,
}

/// What is remembered of a run.
#[derive(Debug, Deserialize, Serialize)]
struct Remembered {
    /// Each measure with its value as text that reads back to the same bits: not all values have a JSON number.
    measures: Vec<(String, String)>,
    /// What was drawn.
    figures: Vec<Drawn>,
}

impl Kept {
    /// What a file holds; nothing where it is of other experiments, or cannot be read.
    fn read(text: &[u8]) -> Self {
        let kept = serde_json::from_slice(text).ok().filter(|kept: &Self| kept.code == CODE);
        kept.unwrap_or_else(|| Self { code: CODE.to_owned(), runs: BTreeMap::new() })
    }
}

impl Memory {
    /// The memory in a file on top of the course's own; without a file that one alone.
    pub fn open(file: Option<&Path>) -> Self {
        let shipped = Source::Embedded.read(MEASURED).unwrap_or_default();
        let text = file.and_then(|file| std::fs::read(file).ok()).unwrap_or_default();
        Self::of(shipped.as_bytes(), &text)
    }

    fn of(shipped: &[u8], kept: &[u8]) -> Self {
        Self { shipped: Kept::read(shipped).runs, kept: Kept::read(kept), has_news: false }
    }

    /// Writes what is new to the file, whole or not at all; does nothing where that cannot be done.
    pub fn save(&self, file: &Path) {
        if !self.has_news {
            return;
        }
        let Some(folder) = file.parent() else { return };
        let _ = std::fs::create_dir_all(folder);
        let Ok(mut new) = tempfile::NamedTempFile::new_in(folder) else { return };
        let written = serde_json::to_vec(&self.kept).map(|bytes| new.write_all(&bytes));
        if matches!(written, Ok(Ok(()))) {
            let _ = new.persist(file);
        }
    }

    /// The text of [`MEASURED`] for these runs, one a line.
    pub fn to_text(&self) -> String {
        let runs = self.kept.runs.iter();
        let line = |(name, run)| format!("    {}: {}", serde_json::json!(name), serde_json::json!(run));
        let lines: Vec<String> = runs.map(line).collect();
        format!("{{\n  \"code\": \"{CODE}\",\n  \"runs\": {{\n{}\n  }}\n}}\n", lines.join(",\n"))
    }

    /// What a run measured, if it was made before.
    pub fn recall(
        &self,
        name: &str,
        (experiment, settings, seed): &(&'static dyn Experiment, Settings, u64),
    ) -> Option<Trial> {
        let remembered = self.kept.runs.get(name).or_else(|| self.shipped.get(name))?;
        let units: BTreeMap<String, &'static str> =
            experiment.measures().into_iter().map(|info| (info.name, info.unit)).collect();
        let measure = |(name, value): &(String, String)| {
            let unit = units.get(name).copied()?;
            Some(Measure { name: name.clone(), value: value.parse().ok()?, unit })
        };
        let measures = remembered.measures.iter().map(measure).collect::<Option<Vec<_>>>()?;
        let report = Report {
            experiment: experiment.name(),
            settings: settings.clone(),
            seed: *seed,
            measures,
            figures: Vec::new(),
            subject: String::new(),
            notes: Vec::new(),
            data: BTreeMap::new(),
        };
        Some(Trial { report, figures: remembered.figures.clone() })
    }

    /// Remembers a run.
    pub fn keep(&mut self, name: &str, trial: &Trial) {
        if self.kept.runs.len() >= MOST {
            self.kept.runs.clear();
        }
        let value = |measure: &Measure| (measure.name.clone(), measure.value.to_string());
        let measures = trial.report.measures.iter().map(value).collect();
        self.kept.runs.insert(name.to_owned(), Remembered { measures, figures: trial.figures.clone() });
        self.has_news = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::find;

    #[test]
    fn what_was_measured_comes_back_bit_for_bit() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a/lint.json");
        let experiment = find("neuron").unwrap();
        let settings = Settings::defaults(&experiment.parameters());
        let mut report = experiment.run(&settings, &crate::experiment::Context::silent(3)).unwrap();
        report.measures[0].value = f64::NAN;
        report.figures.clear();
        let figures = vec![Drawn { rows: 4, axes: vec!["x".into()], series: Vec::new() }];
        let trial = Trial { report, figures };
        let mut memory = Memory::open(Some(&file));
        memory.keep("neuron 3", &trial);
        memory.save(&file);
        let back = Memory::open(Some(&file)).recall("neuron 3", &(experiment, settings.clone(), 3)).unwrap();
        let bits =
            |trial: &Trial| trial.report.measures.iter().map(|it| it.value.to_bits()).collect::<Vec<_>>();
        assert_eq!((bits(&back), &back.figures), (bits(&trial), &trial.figures));
        assert_eq!(back.report.measures[1], trial.report.measures[1]);
        assert!(Memory::open(Some(&file)).recall("neuron 4", &(experiment, settings, 4)).is_none());
    }

    #[test]
    fn what_comes_with_the_program_is_recalled_and_not_kept_again() {
        let experiment = find("neuron").unwrap();
        let settings = Settings::defaults(&experiment.parameters());
        let report = experiment.run(&settings, &crate::experiment::Context::silent(3)).unwrap();
        let mut maker = Memory::default();
        maker.keep("neuron 3", &Trial { report, figures: Vec::new() });
        let memory = Memory::of(maker.to_text().as_bytes(), b"");
        assert!(memory.recall("neuron 3", &(experiment, settings.clone(), 3)).is_some());
        assert!(memory.kept.runs.is_empty() && !memory.has_news);
        let other = maker.to_text().replace(CODE, "other");
        assert!(Memory::of(other.as_bytes(), b"").recall("neuron 3", &(experiment, settings, 3)).is_none());
    }

    #[test]
    fn the_memory_of_other_experiments_or_a_broken_one_is_empty() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("lint.json");
        for text in ["", "{", r#"{"code":"1","runs":{"x":{"measures":[],"figures":[]}}}"#] {
            std::fs::write(&file, text).unwrap();
            assert!(Memory::open(Some(&file)).kept.runs.is_empty(), "{text}");
        }
    }
}
