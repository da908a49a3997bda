//! What runs of lessons measured, remembered from one check to the next: the same program, settings
//! and seed give the same bits, so there is nothing to find out twice.
//!
//! The memory is a file in the learner's cache. It holds for the very program that wrote it, told by a
//! checksum of its executable, and for no other; losing it costs time alone.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::experiment::{Experiment, Measure, Report, Settings};
use crate::lesson::lint::lab::{Drawn, Trial};
use crate::progress::checksum::checksum;

/// The most runs remembered; beyond that it starts afresh.
const MOST: usize = 5000;

/// Runs by their name in the lab.
#[derive(Debug, Default)]
pub struct Memory {
    kept: Kept,
    has_news: bool,
}

/// The file.
#[derive(Debug, Default, Deserialize, Serialize)]
struct Kept {
    /// The checksum of the program that made these runs.
    program: u64,
    runs: BTreeMap<String, Remembered>,
}

/// What is remembered of a run.
#[derive(Debug, Deserialize, Serialize)]
struct Remembered {
    /// Each measure with the bits of its value, as not all values have a JSON number.
    measures: Vec<(String, u64)>,
    /// What was drawn.
    figures: Vec<Drawn>,
}

impl Memory {
    /// The memory in a file; an empty one where there is none, or one of another program.
    pub fn open(file: &Path) -> Self {
        let Some(program) = program() else { return Self::default() };
        let text = std::fs::read(file).unwrap_or_default();
        let kept = serde_json::from_slice(&text).ok().filter(|kept: &Kept| kept.program == program);
        Self { kept: kept.unwrap_or(Kept { program, runs: BTreeMap::new() }), has_news: false }
    }

    /// Writes what is new to the file, whole or not at all; does nothing where that cannot be done.
    pub fn save(&self, file: &Path) {
        if !self.has_news || self.kept.program == 0 {
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

    /// What a run measured, if it was made before.
    pub fn recall(
        &self,
        name: &str,
        (experiment, settings, seed): &(&'static dyn Experiment, Settings, u64),
    ) -> Option<Trial> {
        let remembered = self.kept.runs.get(name)?;
        let units: BTreeMap<String, &'static str> =
            experiment.measures().into_iter().map(|info| (info.name, info.unit)).collect();
        let measure = |(name, bits): &(String, u64)| {
            let unit = units.get(name).copied()?;
            Some(Measure { name: name.clone(), value: f64::from_bits(*bits), unit })
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
        let bits = |measure: &Measure| (measure.name.clone(), measure.value.to_bits());
        let measures = trial.report.measures.iter().map(bits).collect();
        self.kept.runs.insert(name.to_owned(), Remembered { measures, figures: trial.figures.clone() });
        self.has_news = true;
    }
}

/// The checksum of this program's executable.
fn program() -> Option<u64> {
    let bytes = std::fs::read(std::env::current_exe().ok()?).ok()?;
    Some(checksum(&bytes))
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
        let mut memory = Memory::open(&file);
        memory.keep("neuron 3", &trial);
        memory.save(&file);
        let back = Memory::open(&file).recall("neuron 3", &(experiment, settings.clone(), 3)).unwrap();
        let bits =
            |trial: &Trial| trial.report.measures.iter().map(|it| it.value.to_bits()).collect::<Vec<_>>();
        assert_eq!((bits(&back), &back.figures), (bits(&trial), &trial.figures));
        assert_eq!(back.report.measures[1], trial.report.measures[1]);
        assert!(Memory::open(&file).recall("neuron 4", &(experiment, settings, 4)).is_none());
    }

    #[test]
    fn the_memory_of_another_program_or_a_broken_one_is_empty() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("lint.json");
        for text in ["", "{", r#"{"program":1,"runs":{"x":{"measures":[],"figures":[]}}}"#] {
            std::fs::write(&file, text).unwrap();
            assert!(Memory::open(&file).kept.runs.is_empty(), "{text}");
        }
    }
}
