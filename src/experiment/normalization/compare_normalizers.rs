//! Ways to normalise, on one task: not at all, the inputs, the hidden layers by batch or by example, inputs and layers.

use crate::data::Split;
use crate::experiment::contest::{Family, Parts, Setup, seeds};
use crate::experiment::examples::Examples;
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::Normalization;

/// `compare-normalizers`.
pub(super) struct CompareNormalizers;

/// The numbers as they are, or each feature at mean 0 and deviation 1.
#[derive(Clone, Copy, PartialEq)]
enum Inputs {
    Raw,
    Standardised,
}

/// The ways: as typed, their inputs and their hidden layers.
const WAYS: [(&str, Inputs, Normalization); 5] = [
    ("none", Inputs::Raw, Normalization::None),
    ("inputs", Inputs::Standardised, Normalization::None),
    ("batch-norm", Inputs::Raw, Normalization::Batch),
    ("layer-norm", Inputs::Raw, Normalization::Layer),
    ("both", Inputs::Standardised, Normalization::Batch),
];

impl Experiment for CompareNormalizers {
    fn name(&self) -> &'static str {
        "compare-normalizers"
    }

    fn about(&self) -> &'static str {
        "test accuracy by what is normalised: at one learning rate, then each at its own best"
    }

    fn parameters(&self) -> Vec<Parameter> {
        family().parameters()
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        family().measures()
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let examples = Examples::chosen(settings)?;
        let family = family();
        let raw: Vec<Split> = seeds(settings, context).map(|seed| examples.unscaled(seed)).collect();
        let standardised: Vec<Parts> = raw.iter().cloned().map(Split::standardised).map(Parts::of).collect();
        let raw: Vec<Parts> = raw.into_iter().map(Parts::of).collect();
        let parts =
            |name: &str| -> &[Parts] { if way(name).1 == Inputs::Raw { &raw } else { &standardised } };
        let batch_size = whole_batches(raw[0].learned.len(), settings.integer("batch_size"));
        let make = |name: &str, rate: f64| {
            let mut plan = family.setup.plan(settings, &examples, rate)?;
            plan.design.normalization = way(name).2;
            plan.batch_size = batch_size;
            Ok(plan)
        };
        let standings = family.hold_among(settings, settings.names("only"), parts, context, make)?;
        let mut report = Report::new(self, settings, context);
        family.introduce(&mut report, &examples, &raw[0], &standings, "");
        report.subject.push_str(both(settings));
        report.notes.extend(whole_note(&raw[0], settings.integer("batch_size")));
        standings.add(&mut report);
        report.figures = vec![standings.curves(), standings.table(Vec::new())];
        Ok(report)
    }
}

fn family() -> Family {
    let names = WAYS.map(|way| way.0).to_vec();
    Family {
        member: ["normalizer", "normalizers"],
        names,
        task: "digits",
        learning_rate: 0.1,
        grid: &[0.01, 0.03, 0.1, 0.3, 1.0, 3.0],
        // A batch of one has no variance to normalise by.
        setup: Setup { depth: Some([1, 3]), width: 50, batch_size: [2, 50], ..Setup::SMALL },
    }
}

fn way(name: &str) -> &'static (&'static str, Inputs, Normalization) {
    WAYS.iter().find(|way| way.0 == name).unwrap_or(&WAYS[0])
}

/// What the name means that does not say it itself.
fn both(settings: &Settings) -> &'static str {
    let is_there = settings.names("only").iter().any(|name| name == "both");
    if is_there { " both: inputs standardised, and batch norm in the hidden layers." } else { "" }
}

/// The batch size asked for, or the next that leaves no batch of one: that has no variance to normalise by.
fn whole_batches(examples: usize, wanted: usize) -> usize {
    (wanted..=wanted + examples).find(|size| examples % size != 1).unwrap_or(wanted)
}

/// Says that the batch size is another than the one asked for.
fn whole_note(parts: &Parts, wanted: usize) -> Option<String> {
    let size = whole_batches(parts.learned.len(), wanted);
    let examples = parts.learned.len();
    (size != wanted).then(|| {
        format!(
            "Batches of {size} instead of {wanted}: {examples} examples would leave one alone, which has no variance."
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(set: &[&str], seed: u64) -> Report {
        let settings = Settings::parse(&CompareNormalizers.parameters(), set).unwrap();
        CompareNormalizers.run(&settings, &Context::silent(seed)).unwrap()
    }

    #[test]
    fn raw_wine_needs_its_inputs_standardised() {
        for seed in 1..4 {
            let report = run(&["on=wine", "seeds=2", "epochs=20"], seed);
            let measure = |name: &str| report.measure(name).unwrap();
            assert!(measure("inputs_best_accuracy") > 0.9, "seed {seed}: {:?}", report.measures);
            assert!(measure("none_best_accuracy") < 0.8, "seed {seed}: {:?}", report.measures);
            assert!(measure("batch_norm_best_accuracy") > measure("none_best_accuracy"), "seed {seed}");
            assert_eq!(measure("runs_each"), 12.0);
        }
    }

    #[test]
    fn a_subset_at_one_rate_reports_only_that_and_names_another_batch_size() {
        let report = run(&["only=batch-norm", "tuning=none", "epochs=1", "batch_size=47"], 1);
        assert_eq!(report.measure("none_best_accuracy"), None);
        assert_eq!(report.measure("runs_each"), Some(1.0));
        assert_eq!(report.measure("batch_norm_best_learning_rate"), Some(0.1));
        assert!(report.notes[0].starts_with("Batches of 48 instead of 47"), "{:?}", report.notes);
    }

    #[test]
    fn no_batch_is_left_with_one_example() {
        assert_eq!(whole_batches(800, 50), 50);
        assert_eq!(whole_batches(101, 50), 51);
        for (examples, wanted) in (2..60).flat_map(|n| (2..20).map(move |size| (n, size))) {
            assert_ne!(examples % whole_batches(examples, wanted), 1, "{examples} {wanted}");
        }
    }
}
