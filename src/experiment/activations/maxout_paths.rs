//! Which way each example takes through a layer: winner patterns of Maxout against on and off in ReLU
//! (Wang and JaJa 2013), at equal numbers of parameters.

use std::collections::BTreeSet;

use ndarray::Array2;

use crate::data::{DataSet, Split, task};
use crate::experiment::training::{Plan, each_job, mean};
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::{Design, Hidden, Network, Updater};
use crate::plot::{Axis, Colors, Figure, Picture, Pictures, Table};
use crate::text::number;

/// `maxout-paths`.
pub(super) struct MaxoutPaths;

const KINDS: [(&str, &str); 2] = [("maxout", "Maxout"), ("relu", "ReLU")];

/// What is measured of each network: name, what it is, and how the table calls it.
const MEASURES: [(&str, &str, &str); 8] = [
    ("parameters", "how many weights and biases it has", "weights and biases"),
    ("patterns", "the share of test examples whose path no earlier one took", "new paths"),
    (
        "same",
        "the share of units with the same winner for two examples of one class",
        "same winner, same class",
    ),
    (
        "other",
        "the share of units with the same winner for examples of two classes",
        "same winner, other class",
    ),
    (
        "open",
        "the share of the hidden layer's weights that one example's gradient reaches",
        "weights reached",
    ),
    ("unused", "the share of pieces (or units) that no training example ever takes", "never taken"),
    ("train", "the accuracy on the training examples", "training accuracy"),
    ("test", "the accuracy on the test examples", "test accuracy"),
];

/// What one trained network showed, in the order of [`MEASURES`], and how alike the classes are.
struct Outcome {
    values: Vec<f64>,
    /// The share of units in the same state, by pair of classes.
    alike: Array2<f64>,
}

impl Experiment for MaxoutPaths {
    fn name(&self) -> &'static str {
        "maxout-paths"
    }

    fn about(&self) -> &'static str {
        "the paths that examples take through a Maxout and a ReLU layer of as many parameters, and who overfits"
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::integer("width", 1, 128, 24, "Maxout units; ReLU gets as many parameters")
                .unit("units"),
            Parameter::integer("pieces", 2, 8, 2, "pieces of each Maxout unit").unit("pieces"),
            Parameter::integer("examples", 50, 1000, 300, "digits to learn from").unit("examples"),
            Parameter::integer("epochs", 1, 100, 30, "passes over them").unit("epochs"),
            Parameter::real("learning_rate", 0.0, 10.0, 0.1, "the learning rate"),
            Parameter::integer("seeds", 1, 20, 3, "how many networks each number is the mean of"),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let of = |(name, shown): (&str, &str)| {
            MEASURES.map(|(measure, about, _)| {
                MeasureInfo::new(format!("{name}_{measure}"), format!("{about}, for {shown}"))
            })
        };
        let gap = |(name, shown): (&str, &str)| {
            let about = format!("training accuracy less test accuracy, for {shown}");
            MeasureInfo::new(format!("{name}_gap"), about)
        };
        KINDS.into_iter().flat_map(of).chain(KINDS.map(gap)).collect()
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let seeds = settings.integer("seeds");
        let jobs: Vec<(usize, u64)> =
            (0..KINDS.len()).flat_map(|kind| (0..seeds as u64).map(move |run| (kind, run))).collect();
        let outcomes = each_job(&jobs, context, |&(kind, run)| {
            train(settings, KINDS[kind].0, context.seed.wrapping_add(run), context)
        })?;
        let mut report = Report::new(self, settings, context);
        let (mut columns, mut pictures) = (Vec::new(), Vec::new());
        for ((name, shown), outcomes) in KINDS.into_iter().zip(outcomes.chunks(seeds)) {
            let value =
                |at: usize| mean(&outcomes.iter().map(|outcome| outcome.values[at]).collect::<Vec<_>>());
            let values: Vec<f64> = (0..MEASURES.len()).map(value).collect();
            for ((measure, ..), value) in MEASURES.iter().zip(&values) {
                report.add(format!("{name}_{measure}"), *value);
            }
            report.add(format!("{name}_gap"), values[6] - values[7]);
            columns.push(values);
            let rows = outcomes[0].alike.rows().into_iter().map(|row| row.to_vec()).collect();
            pictures.push(Picture { name: shown.to_owned(), rows });
        }
        report.figures = vec![table(&columns), likeness(pictures)];
        Ok(report)
    }
}

fn train(settings: &Settings, kind: &str, seed: u64, context: &Context) -> Result<Outcome, ExperimentError> {
    let split = few(task::digits(seed), settings.integer("examples"));
    let (width, pieces) = (settings.integer("width"), settings.integer("pieces"));
    let mut design = Design::new(&[64, width, 10], "maxout")?;
    design.hidden = Hidden::Maxout { pieces };
    if kind == "relu" {
        design = Design::new(&[64, as_large(width, pieces), 10], "relu")?;
    }
    let updater =
        Updater::named("sgd")?.with("learning_rate", settings.real("learning_rate").unwrap_or(0.1))?;
    let plan = Plan { design, updater, epochs: settings.integer("epochs"), batch_size: 32 };
    let (mut network, _) = plan.train(&split.train, seed, context, |_, _| {})?;
    let pieces = if kind == "relu" { 1 } else { pieces };
    let (seen, new) = (states(&network, &split.train, pieces), states(&network, &split.test, pieces));
    let alike = likeness_of(&new, &split.test.labels);
    let (same, other) = averages(&alike);
    let accuracy = |network: &mut Network, set: &DataSet| network.accuracy(set.features.view(), &set.labels);
    let values = vec![
        network.parameter_count() as f64,
        new.rows().into_iter().map(|row| row.to_vec()).collect::<BTreeSet<_>>().len() as f64
            / new.nrows() as f64,
        same,
        other,
        open(&new, pieces),
        unused(&seen, pieces),
        accuracy(&mut network, &split.train)?,
        accuracy(&mut network, &split.test)?,
    ];
    Ok(Outcome { values, alike })
}

/// The same task with only the first `examples` to learn from.
fn few(split: Split, examples: usize) -> Split {
    let first: Vec<usize> = (0..examples.min(split.train.len())).collect();
    Split { train: split.train.select(&first), test: split.test }
}

/// The ReLU units that have about as many parameters as a layer of Maxout, from 64 inputs to 10 classes.
fn as_large(width: usize, pieces: usize) -> usize {
    let parameters = pieces * width * 65 + width * 10;
    (parameters + 37) / 75
}

/// The state of each unit for each example, `[examples, units]`: the piece that won, or 1 for on and 0 for off.
fn states(network: &Network, set: &DataSet, pieces: usize) -> Array2<u8> {
    let sums = set.features.dot(&network.weights(0).t()) + network.bias(0);
    let units = sums.ncols() / pieces;
    Array2::from_shape_fn((set.len(), units), |(example, unit)| {
        let sum = |piece: usize| sums[[example, piece * units + unit]];
        if pieces == 1 {
            return u8::from(sum(0) > 0.0);
        }
        (1..pieces).fold(0, |best, next| if sum(next) > sum(best) { next } else { best }) as u8
    })
}

/// The share of units in the same state, over all pairs of different examples of two classes.
fn likeness_of(states: &Array2<u8>, labels: &[usize]) -> Array2<f64> {
    let units = states.ncols() as f64;
    let (mut sums, mut counts) = (Array2::<f64>::zeros((10, 10)), Array2::<f64>::zeros((10, 10)));
    for (first, a) in states.rows().into_iter().enumerate() {
        for (second, b) in states.rows().into_iter().enumerate().skip(first + 1) {
            let alike = a.iter().zip(b).filter(|(a, b)| a == b).count() as f64 / units;
            for pair in [[labels[first], labels[second]], [labels[second], labels[first]]] {
                sums[pair] += alike;
                counts[pair] += 1.0;
            }
        }
    }
    sums / counts
}

/// The mean over pairs within a class, and over pairs of two classes.
fn averages(alike: &Array2<f64>) -> (f64, f64) {
    let of = |within: bool| {
        let values = alike.indexed_iter().filter(|((a, b), _)| (a == b) == within).map(|(_, &value)| value);
        mean(&values.filter(|value| value.is_finite()).collect::<Vec<_>>())
    };
    (of(true), of(false))
}

/// The share of the hidden weights that the gradient of one example reaches.
fn open(states: &Array2<u8>, pieces: usize) -> f64 {
    if pieces > 1 {
        return 1.0 / pieces as f64;
    }
    states.iter().filter(|&&state| state == 1).count() as f64 / states.len() as f64
}

/// The share of pieces, or of units, that no example takes.
fn unused(states: &Array2<u8>, pieces: usize) -> f64 {
    let options = if pieces == 1 { 1..2 } else { 0..pieces as u8 };
    let all = states.ncols() * options.len();
    let idle = states
        .columns()
        .into_iter()
        .flat_map(|column| options.clone().map(move |state| column.iter().all(|&taken| taken != state)))
        .filter(|&idle| idle)
        .count();
    idle as f64 / all as f64
}

fn table(columns: &[Vec<f64>]) -> Figure {
    let shown =
        |row: usize, value: f64| if row == 0 { number::prose(value) } else { number::percent(value, 3) };
    let row = |(row, (_, _, name)): (usize, &(&str, &str, &str))| {
        std::iter::once((*name).to_owned())
            .chain(columns.iter().map(|values| shown(row, values[row])))
            .collect()
    };
    Figure::Table(Table {
        title: "Paths through a layer of as many parameters".to_owned(),
        columns: ["", "Maxout", "ReLU"].map(str::to_owned).to_vec(),
        rows: MEASURES.iter().enumerate().map(row).collect(),
        caption: "A path is who wins at each unit: a piece, or with ReLU on or off.".to_owned(),
    })
}

fn likeness(pictures: Vec<Picture>) -> Figure {
    Figure::Pictures(Pictures {
        title: "Units with the same winner, by pair of classes (0 to 9)".to_owned(),
        value: Axis::linear("share of units"),
        colors: Colors::Sequential,
        pictures,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_of_a_class_take_similar_paths_in_both() {
        for seed in 0..2 {
            let settings = Settings::defaults(&MaxoutPaths.parameters());
            let report = MaxoutPaths.run(&settings, &Context::silent(seed)).unwrap();
            let measure = |name: &str| report.measure(name).unwrap();
            for (name, _) in KINDS {
                assert!(
                    measure(&format!("{name}_same")) > measure(&format!("{name}_other")) + 0.05,
                    "{name}"
                );
                assert!(measure(&format!("{name}_test")) > 0.85, "{:?}", report.measures);
            }
            let [maxout, relu] = ["maxout_parameters", "relu_parameters"].map(measure);
            assert!((maxout / relu - 1.0).abs() < 0.02, "{maxout} {relu}");
            assert_eq!(measure("maxout_open"), 0.5);
        }
    }

    #[test]
    fn a_piece_that_no_example_takes_is_counted() {
        let states = ndarray::array![[0u8, 2], [0, 1], [1, 1]];
        assert_eq!(unused(&states, 3), 2.0 / 6.0);
        assert_eq!(unused(&ndarray::array![[0u8, 1], [0, 0]], 1), 0.5);
        assert_eq!(open(&ndarray::array![[0u8, 1], [0, 0]], 1), 0.25);
    }
}
