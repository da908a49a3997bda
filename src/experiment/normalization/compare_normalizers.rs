//! Ways to normalise, on one task: not at all, the inputs, the hidden layers by batch or by example, inputs and layers.

use crate::data::Split;
use crate::experiment::contest::Family;
use crate::experiment::examples::Examples;
use crate::experiment::training::Plan;
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::{Design, Normalization, Updater, activation, optim};

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
        let mut parameters = family().parameters();
        parameters.extend([
            Parameter::choice("activation", activation::names(), "relu", "the activation"),
            Parameter::choice("optimizer", optim::names(), "sgd", "the optimizer"),
            Parameter::integer("depth", 1, 10, 3, "how many hidden layers").unit("layers"),
            Parameter::integer("width", 1, 128, 50, "units of each hidden layer").unit("units"),
            Parameter::integer("epochs", 1, 100, 5, "passes over the training examples").unit("epochs"),
            Parameter::integer("batch_size", 2, 1000, 50, "examples per step").unit("examples"),
        ]);
        parameters
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        family().measures()
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let examples = Examples::chosen(settings)?;
        let seeds = (0..settings.integer("seeds") as u64).map(|run| context.seed.wrapping_add(run));
        let raw: Vec<Split> = seeds.map(|seed| examples.unscaled(seed)).collect();
        let standardised: Vec<Split> = raw.iter().cloned().map(Split::standardised).collect();
        let splits =
            |name: &str| -> &[Split] { if way(name).1 == Inputs::Raw { &raw } else { &standardised } };
        let make = |name: &str, rate: f64, split: &Split| plan(settings, way(name).2, rate, split);
        let standings = family().hold_among(settings, settings.names("only"), splits, context, make)?;
        let mut report = Report::new(self, settings, context);
        examples.describe(&mut report);
        report.notes.extend(whole_note(&raw[0], settings.integer("batch_size")));
        standings.add(&mut report);
        report.figures = vec![standings.curves(), standings.table(Vec::new())];
        Ok(report)
    }
}

fn family() -> Family {
    let names = WAYS.map(|way| way.0).to_vec();
    Family {
        member: "normalizer",
        usual: names.clone(),
        names,
        task: "digits",
        learning_rate: 0.1,
        grid: &[0.01, 0.03, 0.1, 0.3, 1.0, 3.0],
    }
}

fn way(name: &str) -> &'static (&'static str, Inputs, Normalization) {
    WAYS.iter().find(|way| way.0 == name).unwrap_or(&WAYS[0])
}

fn plan(
    settings: &Settings,
    normalization: Normalization,
    rate: f64,
    split: &Split,
) -> Result<Plan, ExperimentError> {
    let mut sizes = vec![split.train.features.ncols()];
    sizes.resize(1 + settings.integer("depth"), settings.integer("width"));
    sizes.push(split.train.classes());
    let mut design = Design::new(&sizes, settings.name("activation"))?;
    design.normalization = normalization;
    let updater = Updater::named(settings.name("optimizer"))?.with("learning_rate", rate)?;
    let batch_size = whole_batches(split.train.len(), settings.integer("batch_size"));
    Ok(Plan { design, updater, epochs: settings.integer("epochs"), batch_size })
}

/// The batch size asked for, or the next that leaves no batch of one: that has no variance to normalise by.
fn whole_batches(examples: usize, wanted: usize) -> usize {
    (wanted..=wanted + examples).find(|size| examples % size != 1).unwrap_or(wanted)
}

/// Says that the batch size is another than the one asked for.
fn whole_note(split: &Split, wanted: usize) -> Option<String> {
    let size = whole_batches(split.train.len(), wanted);
    let examples = split.train.len();
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
        let report = run(&["only=batch-norm", "tuning=none", "epochs=1", "batch_size=37"], 1);
        assert_eq!(report.measure("none_best_accuracy"), None);
        assert_eq!(report.measure("runs_each"), Some(1.0));
        assert_eq!(report.measure("batch_norm_best_learning_rate"), Some(0.1));
        assert!(report.notes[0].starts_with("Batches of 38 instead of 37"), "{:?}", report.notes);
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
