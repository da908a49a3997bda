//! Units that no input wakes up: how many die, and what prevents it.

use ndarray::ArrayView1;

use crate::data::{Split, embedded, task};
use crate::experiment::training::{Plan, each_job, mean};
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::train;
use crate::nn::{Design, Network, Updater};
use crate::plot::{Axis, Figure, Layer, Lines, Network as Net, Series, Table};
use crate::text::number;

/// `dying-relu`.
pub(super) struct DyingRelu;

type Case = (&'static str, &'static str, &'static str, Inputs, &'static str);

/// The cases: name for measures, what it is, activation, inputs, the parameter that gives the learning rate.
const CASES: [Case; 6] = [
    ("low", "raw pixels, low rate", "relu", Inputs::Raw, "low"),
    ("middle", "raw pixels, middle rate", "relu", Inputs::Raw, "middle"),
    ("high", "raw pixels, high rate", "relu", Inputs::Raw, "high"),
    ("scaled", "pixels ÷ 16, high rate", "relu", Inputs::Scaled, "high"),
    ("leaky", "Leaky ReLU, raw, high rate", "leaky-relu", Inputs::Raw, "high"),
    ("tanh", "tanh, raw, high rate", "tanh", Inputs::Raw, "high"),
];

/// How the digits are given.
#[derive(Clone, Copy, PartialEq)]
enum Inputs {
    /// Pixels from 0 to 16.
    Raw,
    /// Divided by 16, the training mean subtracted.
    Scaled,
}

/// What one training run showed.
struct Outcome {
    accuracy: f64,
    /// Before training and after each epoch: for each hidden layer the share of training examples that
    /// each unit answers to.
    activity: Vec<Vec<Vec<f64>>>,
    diverged: bool,
}

impl Outcome {
    /// The share of dead hidden units at each of those moments.
    fn dead(&self) -> impl Iterator<Item = f64> {
        self.activity.iter().map(|layers| {
            let units = layers.iter().map(Vec::len).sum::<usize>();
            let dead = layers.iter().flatten().filter(|&&share| share == 0.0).count();
            dead as f64 / units as f64
        })
    }
}

impl Experiment for DyingRelu {
    fn name(&self) -> &'static str {
        "dying-relu"
    }

    fn about(&self) -> &'static str {
        "ReLU units that die while a network trains on raw pixels, by learning rate"
    }

    fn parameters(&self) -> Vec<Parameter> {
        let rate = |name, default, help| Parameter::real(name, 0.0, 10.0, default, help);
        vec![
            rate("low", 0.03, "the low learning rate"),
            rate("middle", 0.07, "the middle learning rate"),
            rate("high", 0.1, "the high learning rate"),
            Parameter::integer("width", 1, 128, 64, "units of each of the two hidden layers").unit("units"),
            Parameter::integer("epochs", 1, 50, 10, "passes over the training examples").unit("epochs"),
            Parameter::integer("seeds", 1, 20, 2, "how many networks each number is the mean of"),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let of = |&(name, what, ..): &(&str, &str, &str, Inputs, &str)| {
            let measure = |end: &str, about: &str| {
                MeasureInfo::new(format!("{name}_{end}"), format!("{about}: {what}"))
            };
            [
                measure("dead", "the share of hidden units that no training example activates"),
                measure("accuracy", "the test accuracy"),
                measure("diverged", "the share of runs whose loss stopped being finite"),
            ]
        };
        CASES.iter().flat_map(of).collect()
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let seeds = settings.integer("seeds");
        let jobs: Vec<(usize, u64)> =
            (0..CASES.len()).flat_map(|case| (0..seeds as u64).map(move |run| (case, run))).collect();
        let outcomes = each_job(&jobs, context, |&(case, run)| {
            train_case(settings, case, context.seed.wrapping_add(run), context)
        })?;
        let mut report = Report::new(self, settings, context);
        let (mut rows, mut lines) = (Vec::new(), Vec::new());
        for (case, outcomes) in CASES.iter().zip(outcomes.chunks(seeds)) {
            rows.push(add(&mut report, case, outcomes));
            if case.2 == "relu" {
                let points = outcomes[0].dead().enumerate().map(|(epoch, dead)| [epoch as f64, dead]);
                lines.push(Series::new(case.1, points.collect()));
            }
        }
        let drawn: Vec<(&str, &Outcome)> = CASES
            .iter()
            .zip(outcomes.chunks(seeds))
            .filter_map(|(case, outcomes)| {
                Some((UNITS.iter().find(|shown| shown.0 == case.0)?.1, &outcomes[0]))
            })
            .collect();
        let epochs = settings.integer("epochs");
        for epoch in 0..=epochs {
            context.check()?;
            context.frame(2, epoch, epochs, || units(&drawn, epoch, epochs));
        }
        report.figures = vec![figure(lines), table(rows), units(&drawn, epochs, epochs)];
        Ok(report)
    }
}

/// The cases whose units are drawn, and what they are called there.
const UNITS: [(&str, &str); 2] = [("high", "raw"), ("scaled", "÷ 16")];

/// Adds the measures of a case and returns its row of the table.
fn add(report: &mut Report, case: &Case, outcomes: &[Outcome]) -> Vec<String> {
    let (name, what, ..) = case;
    let of = |value: fn(&Outcome) -> f64| mean(&outcomes.iter().map(value).collect::<Vec<_>>());
    let dead = of(|outcome| outcome.dead().last().unwrap_or(f64::NAN));
    let accuracy = of(|outcome| outcome.accuracy);
    let diverged = of(|outcome| f64::from(u8::from(outcome.diverged)));
    report.add(format!("{name}_dead"), dead);
    report.add(format!("{name}_accuracy"), accuracy);
    report.add(format!("{name}_diverged"), diverged);
    let shown = [dead, accuracy, diverged].map(|share| number::percent(share, 2));
    std::iter::once((*what).to_owned()).chain(shown).collect()
}

/// The hidden units of the first network of each case after an epoch, or when it stopped before.
fn units(cases: &[(&str, &Outcome)], epoch: usize, epochs: usize) -> Figure {
    let layers = |(name, outcome): &(&str, &Outcome)| -> Vec<Layer> {
        let at = epoch.min(outcome.activity.len() - 1);
        let layer = |(index, units): (usize, &Vec<f64>)| Layer {
            name: format!("{name}, layer {}", index + 1),
            units: units.clone(),
        };
        outcome.activity[at].iter().enumerate().map(layer).collect()
    };
    Figure::Network(Net {
        title: format!("Hidden ReLU units at the high rate after {epoch} of {epochs} epochs"),
        layers: cases.iter().flat_map(layers).collect(),
    })
}

fn digits(inputs: Inputs, seed: u64) -> Split {
    if inputs == Inputs::Scaled {
        return task::digits(seed);
    }
    let set = embedded::digits();
    let (train, test) = train::split(set.len(), 1000, seed);
    Split { train: set.select(&train), test: set.select(&test) }
}

fn train_case(
    settings: &Settings,
    case: usize,
    seed: u64,
    context: &Context,
) -> Result<Outcome, ExperimentError> {
    let (_, _, activation, inputs, rate) = CASES[case];
    let (split, width) = (digits(inputs, seed), settings.integer("width"));
    let updater = Updater::named("sgd")?.with("learning_rate", settings.real(rate).unwrap_or(0.1))?;
    let design = Design::new(&[64, width, width, 10], activation)?;
    let plan = Plan { design, updater, epochs: settings.integer("epochs"), batch_size: 32 };
    let mut network = Network::new(&plan.design, seed)?;
    let mut activity = vec![active_shares(&mut network, &split)?];
    let history = plan.go_on(&mut network, &split.train, seed, context, |network, _| {
        activity.extend(active_shares(network, &split));
    })?;
    let accuracy = network.accuracy(split.test.features.view(), &split.test.labels)?;
    let diverged = history.outcome != train::Outcome::Finished;
    Ok(Outcome { accuracy, activity, diverged })
}

/// For each hidden layer the share of training examples whose sum is not negative at each unit. Units of
/// tanh or Leaky ReLU that are always negative count as dead too, although they still have a gradient.
fn active_shares(network: &mut Network, split: &Split) -> Result<Vec<Vec<f64>>, ExperimentError> {
    network.forward(split.train.features.view())?;
    let share = |sums: ArrayView1<'_, f64>| {
        let silent = sums.iter().filter(|&&sum| sum <= 0.0).count();
        (sums.len() - silent) as f64 / sums.len() as f64
    };
    let layer = |layer| network.pre_activations(layer).columns().into_iter().map(share).collect();
    Ok((0..network.depth() - 1).map(layer).collect())
}

fn figure(series: Vec<Series>) -> Figure {
    Figure::Lines(Lines {
        title: "Units that no training example activates".to_owned(),
        x: Axis::linear("epoch"),
        y: Axis::linear("share of hidden units").from_to(0.0, 1.0),
        series,
        marks: Vec::new(),
    })
}

fn table(rows: Vec<Vec<String>>) -> Figure {
    Figure::Table(Table {
        title: "After training".to_owned(),
        columns: ["", "never active", "test accuracy", "diverged"].map(str::to_owned).to_vec(),
        rows,
        caption: "A unit that is never active gets no gradient under ReLU.".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_higher_rate_on_raw_pixels_kills_more_units_and_scaling_saves_them() {
        for seed in [1, 11] {
            let settings = Settings::parse(&DyingRelu.parameters(), &["seeds=3"]).unwrap();
            let report = DyingRelu.run(&settings, &Context::silent(seed)).unwrap();
            let measure = |name: &str| report.measure(name).unwrap();
            assert!(measure("low_dead") < measure("high_dead"), "seed {seed}");
            assert!(measure("high_dead") > 0.3, "seed {seed}: {}", measure("high_dead"));
            assert!(measure("scaled_dead") < 0.2, "seed {seed}: {}", measure("scaled_dead"));
            assert!(measure("scaled_accuracy") > 0.9 && measure("tanh_accuracy") > 0.9, "seed {seed}");
            assert!(measure("high_accuracy") < 0.8, "seed {seed}: {}", measure("high_accuracy"));
            assert!(measure("low_accuracy") > 0.85, "seed {seed}: {}", measure("low_accuracy"));
        }
    }
}
