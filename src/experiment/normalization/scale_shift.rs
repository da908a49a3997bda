//! What γ and β give back: the inputs of the activations with both frozen and with both learned.

use ndarray::ArrayView1;

use super::digits;
use crate::data::{Split, task};
use crate::experiment::training::each_job;
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::{Network, Normalization, activation};
use crate::plot::{Axis, Figure, Histogram, Scatter, Series, Table};
use crate::text::number;

/// `scale-shift`.
pub(super) struct ScaleShift;

/// The cases: name in measures, in words, the normalization.
const CASES: [(&str, &str, Normalization); 3] = [
    ("plain", "no normalization", Normalization::None),
    ("frozen", "γ = 1, β = 0", Normalization::BatchFrozen),
    ("free", "γ, β learned", Normalization::Batch),
];

/// One trained network.
struct Outcome {
    loss: f64,
    accuracy: f64,
    /// For each hidden unit the share of training examples with a negative sum.
    negative: Vec<f64>,
    /// For each hidden layer γ and β of each unit.
    learned: Vec<Vec<[f64; 2]>>,
}

impl Experiment for ScaleShift {
    fn name(&self) -> &'static str {
        "scale-shift"
    }

    fn about(&self) -> &'static str {
        "batch normalization with γ and β frozen and learned: negative inputs, loss, accuracy"
    }

    fn parameters(&self) -> Vec<Parameter> {
        let mut parameters = vec![
            Parameter::choice("activation", activation::names(), "relu", "the activation"),
            Parameter::real("learning_rate", 0.0, 30.0, 0.3, "the learning rate"),
        ];
        parameters.extend(digits::parameters(10));
        parameters
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let mut measures = Vec::new();
        for (case, what, _) in CASES {
            let mut measure = |end: &str, about: &str| {
                measures.push(MeasureInfo::new(format!("{case}_{end}"), format!("{about}: {what}")));
            };
            measure("negative", "the share of inputs of hidden activations that are negative");
            measure("negative_low", "that share at the unit with the fewest");
            measure("negative_high", "that share at the unit with the most");
            measure("loss", "the training loss at the end");
            measure("accuracy", "the test accuracy at the end");
        }
        for (name, symbol) in [("gamma", "γ"), ("beta", "β")] {
            measures.push(MeasureInfo::new(format!("{name}_low"), format!("the smallest learned {symbol}")));
            measures.push(MeasureInfo::new(format!("{name}_high"), format!("the largest learned {symbol}")));
        }
        measures
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let split = task::digits(context.seed);
        let outcomes = each_job(&CASES, context, |&(.., case)| outcome(settings, case, &split, context))?;
        let mut report = Report::new(self, settings, context);
        for ((case, ..), outcome) in CASES.iter().zip(&outcomes) {
            add(&mut report, case, outcome);
        }
        let free = &outcomes[2];
        for (place, name) in ["gamma", "beta"].into_iter().enumerate() {
            let (low, high) = ends(free.learned.iter().flatten().map(|unit| unit[place]));
            report.add(format!("{name}_low"), low);
            report.add(format!("{name}_high"), high);
        }
        report.figures = vec![shares(&outcomes), scatter(free), table(&outcomes)];
        Ok(report)
    }
}

fn outcome(
    settings: &Settings,
    normalization: Normalization,
    split: &Split,
    context: &Context,
) -> Result<Outcome, ExperimentError> {
    let rate = settings.real("learning_rate").unwrap_or(0.3);
    let plan = digits::plan(settings, settings.name("activation"), normalization, rate)?;
    let (mut network, _) = plan.train(&split.train, context.seed, context, |_, _| {})?;
    let accuracy = network.accuracy(split.test.features.view(), &split.test.labels)?;
    let loss = network.loss(split.train.features.view(), &split.train.labels)?;
    let hidden = 0..network.depth() - 1;
    let negative =
        |sums: ArrayView1<'_, f64>| sums.iter().filter(|&&sum| sum < 0.0).count() as f64 / sums.len() as f64;
    let layer = |layer| network.pre_activations(layer).columns().into_iter().map(negative).collect();
    let negative = hidden.clone().flat_map::<Vec<f64>, _>(layer).collect();
    let learned = hidden.filter_map(|layer| units(&network, layer)).collect();
    Ok(Outcome { loss, accuracy, negative, learned })
}

/// γ and β of each unit of a layer.
fn units(network: &Network, layer: usize) -> Option<Vec<[f64; 2]>> {
    let [gamma, beta] = network.scale_shift(layer)?;
    Some(gamma.iter().zip(beta).map(|(&gamma, &beta)| [gamma, beta]).collect())
}

fn add(report: &mut Report, case: &str, outcome: &Outcome) {
    let (low, high) = ends(outcome.negative.iter().copied());
    let mean = outcome.negative.iter().sum::<f64>() / outcome.negative.len() as f64;
    report.add(format!("{case}_negative"), mean);
    report.add(format!("{case}_negative_low"), low);
    report.add(format!("{case}_negative_high"), high);
    report.add(format!("{case}_loss"), outcome.loss);
    report.add(format!("{case}_accuracy"), outcome.accuracy);
}

/// The lowest and the highest.
fn ends(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)))
}

/// Without normalization, and with γ and β frozen.
fn shares(outcomes: &[Outcome]) -> Figure {
    let groups: Vec<(&str, &[f64])> = CASES
        .iter()
        .zip(outcomes)
        .take(2)
        .map(|((_, what, _), outcome)| (*what, outcome.negative.as_slice()))
        .collect();
    let mut histogram = Histogram::of(
        "Hidden units by their share of negative inputs",
        Axis::linear("share of negative inputs").from_to(0.0, 1.0),
        &groups,
        25,
    );
    histogram.y = Axis::linear("units");
    Figure::Histogram(histogram)
}

fn scatter(free: &Outcome) -> Figure {
    let group =
        |(index, units): (usize, &Vec<[f64; 2]>)| Series::new(format!("layer {}", index + 1), units.clone());
    Figure::Scatter(Scatter {
        title: "What each hidden unit learned; all began at γ = 1, β = 0".to_owned(),
        x: Axis::linear("γ"),
        y: Axis::linear("β"),
        groups: free.learned.iter().enumerate().map(group).collect(),
        curves: Vec::new(),
        marks: Vec::new(),
    })
}

fn table(outcomes: &[Outcome]) -> Figure {
    let row = |((_, what, _), outcome): (&(&str, &str, Normalization), &Outcome)| {
        let (low, high) = ends(outcome.negative.iter().copied());
        let percent = |share| number::percent(share, 2);
        vec![
            (*what).to_owned(),
            format!("{} to {}", percent(low), percent(high)),
            number::significant(outcome.loss, 3),
            number::share(outcome.accuracy),
        ]
    };
    Figure::Table(Table {
        title: "After training".to_owned(),
        columns: ["", "negative, by unit", "training loss", "test accuracy"].map(str::to_owned).to_vec(),
        rows: CASES.iter().zip(outcomes).map(row).collect(),
        caption: "The same first weights and batches in all three.".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(set: &[&str], seed: u64) -> Report {
        let settings = Settings::parse(&ScaleShift.parameters(), set).unwrap();
        ScaleShift.run(&settings, &Context::silent(seed)).unwrap()
    }

    #[test]
    fn units_of_relu_stay_near_half_and_without_normalization_they_do_not() {
        for seed in 1..4 {
            let report = run(&[], seed);
            let measure = |name: &str| report.measure(name).unwrap();
            for case in ["frozen", "free"] {
                let share = measure(&format!("{case}_negative"));
                assert!((0.4..0.65).contains(&share), "seed {seed}: {:?}", report.measures);
            }
            let spread = |case: &str| {
                measure(&format!("{case}_negative_high")) - measure(&format!("{case}_negative_low"))
            };
            assert!(spread("plain") > 2.0 * spread("frozen"), "seed {seed}: {:?}", report.measures);
            assert!(measure("gamma_low") < 1.0 && measure("gamma_high") > 1.0, "seed {seed}");
        }
    }

    #[test]
    fn sigmoid_makes_use_of_a_larger_scale() {
        let report = run(&["activation=sigmoid", "learning_rate=1"], 1);
        let measure = |name: &str| report.measure(name).unwrap();
        assert!(measure("free_loss") < measure("frozen_loss"), "{:?}", report.measures);
        assert!(measure("gamma_high") > 1.4, "{:?}", report.measures);
    }
}
