//! Units that lean on each other: what is left when half of them are taken away, and what they look at.

use ndarray::{Array2, ArrayView1, Axis as Along};

use super::noisy_digits::NoisyDigits;
use super::recipe;
use crate::data::DataSet;
use crate::experiment::training::{Plan, each_job, mean};
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::Network;
use crate::nn::random::Generator;
use crate::plot::{Axis, Colors, Figure, Lines, Picture, Pictures, Series};

/// `co-adaptation`.
pub(super) struct CoAdaptation;

const DIGITS: NoisyDigits = NoisyDigits { examples: 1000, noise: 0.0 };

/// Names for measures, and words.
const FORMS: [(&str, &str); 2] = [("plain", "without dropout"), ("dropout", "with dropout")];

/// Pictures drawn of each network.
const SHOWN: usize = 8;

/// The side of a picture, in pixels.
const SIDE: usize = 8;

/// Shares of the units taken away, in tenths.
const TENTHS: std::ops::RangeInclusive<usize> = 0..=9;

/// Random choices of the units taken away.
const DRAWS: u64 = 5;

impl Experiment for CoAdaptation {
    fn name(&self) -> &'static str {
        "co-adaptation"
    }

    fn about(&self) -> &'static str {
        "first-layer weights as pictures, and accuracy when units are taken away, with and without dropout"
    }

    fn parameters(&self) -> Vec<Parameter> {
        let mut parameters: Vec<Parameter> = DIGITS.parameters().into_iter().collect();
        parameters.extend([
            Parameter::integer("width", 10, 256, 64, "units of each of the two hidden layers").unit("units"),
            Parameter::integer("epochs", 1, 200, 30, "passes over the training examples").unit("epochs"),
            Parameter::real("learning_rate", 0.0, 10.0, 0.02, "the learning rate of momentum"),
            Parameter::real("drop", 0.0, 0.95, 0.5, "the probability to drop a hidden unit"),
            Parameter::real("input_drop", 0.0, 0.95, 0.2, "the probability to drop an input"),
        ]);
        parameters
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let of = |(name, words): &(&str, &str)| {
            let measure = |what: &str, about: &str| {
                MeasureInfo::new(format!("{name}_{what}"), format!("{about}, {words}"))
            };
            [
                measure("accuracy", "test accuracy with all units"),
                measure("half", "test accuracy with half of each hidden layer taken away"),
                measure(
                    "likeness",
                    "how alike a unit's weights of neighbouring pixels are, 1 for equal ones",
                ),
                measure("active", "the share of first-layer units that an input switches on"),
                measure("twins", "the mean correlation between two first-layer units' outputs, signs aside"),
            ]
        };
        FORMS.iter().flat_map(of).collect()
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let split = NoisyDigits::from(settings).load(context.seed).split;
        let results = each_job(&FORMS, context, |(name, _)| {
            let mut plan = recipe::plan(settings)?;
            if *name == "dropout" {
                plan.design.dropout = settings.real("drop").unwrap_or(0.5);
                plan.design.input_dropout = settings.real("input_drop").unwrap_or(0.2);
            }
            Seen::of(&plan, &split.train, &split.test, context)
        })?;
        let mut report = Report::new(self, settings, context);
        for ((name, _), seen) in FORMS.iter().zip(&results) {
            report.add(format!("{name}_accuracy"), seen.left[0]);
            report.add(format!("{name}_half"), seen.left[5]);
            report.add(format!("{name}_likeness"), seen.likeness);
            report.add(format!("{name}_active"), seen.active);
            report.add(format!("{name}_twins"), seen.twins);
        }
        report.figures = FORMS.iter().zip(&results).map(|((_, words), seen)| seen.pictures(words)).collect();
        report.figures.push(left(&results));
        Ok(report)
    }
}

/// What is to be seen in a trained network.
struct Seen {
    /// The first layer's weights, `[units, pixels]`.
    weights: Array2<f64>,
    /// Test accuracy with 0, 1, … 9 tenths of each hidden layer taken away.
    left: Vec<f64>,
    likeness: f64,
    active: f64,
    twins: f64,
}

impl Seen {
    fn of(plan: &Plan, train: &DataSet, test: &DataSet, context: &Context) -> Result<Self, ExperimentError> {
        let (mut network, _) = plan.train(train, context.seed, context, |_, _| {})?;
        network.forward(test.features.view())?;
        let outputs = network.activations(0).to_owned();
        let weights = network.weights(0).to_owned();
        let mut left = Vec::new();
        for tenths in TENTHS {
            context.check()?;
            left.push(accuracy_without(&mut network, test, tenths, context.seed)?);
        }
        let active = outputs.iter().filter(|output| **output > 0.0).count() as f64 / outputs.len() as f64;
        let likeness = mean(&weights.rows().into_iter().map(likeness).collect::<Vec<f64>>());
        Ok(Self { likeness, active, twins: twins(&outputs), weights, left })
    }

    /// The units with the largest weights.
    fn pictures(&self, words: &str) -> Figure {
        let size = |row: usize| self.weights.row(row).iter().map(|weight| weight * weight).sum::<f64>();
        let mut rows: Vec<usize> = (0..self.weights.nrows()).collect();
        rows.sort_by(|&left, &right| size(right).total_cmp(&size(left)));
        rows.truncate(SHOWN);
        let picture = |&row: &usize| {
            let pixels = self.weights.row(row).to_vec();
            let reach = pixels.iter().fold(1e-12, |reach: f64, weight| reach.max(weight.abs()));
            let scaled: Vec<f64> = pixels.iter().map(|weight| weight / reach).collect();
            Picture {
                name: format!("unit {}", row + 1),
                rows: scaled.chunks(SIDE).map(<[f64]>::to_vec).collect(),
            }
        };
        Figure::Pictures(Pictures {
            title: format!("First-layer weights {words}, divided by each unit's largest"),
            value: Axis::linear("weight").from_to(-1.0, 1.0),
            colors: Colors::Diverging,
            pictures: rows.iter().map(picture).collect(),
        })
    }
}

/// The test accuracy when some tenths of the units of each hidden layer are silenced and the others' outputs
/// scaled up to make good for them; a mean over random choices. The network is left as it was.
fn accuracy_without(
    network: &mut Network,
    test: &DataSet,
    tenths: usize,
    seed: u64,
) -> Result<f64, ExperimentError> {
    let before: Vec<(Array2<f64>, Array2<f64>)> = (0..network.depth())
        .map(|layer| (network.weights(layer).to_owned(), network.bias(layer).to_owned()))
        .collect();
    let mut accuracies = Vec::new();
    for draw in 0..if tenths == 0 { 1 } else { DRAWS } {
        let mut generator = Generator::seeded(seed).fork(&format!("away {draw}"));
        for (layer, (weights, bias)) in before.iter().enumerate().skip(1) {
            let mut weights = weights.clone();
            let units = weights.ncols();
            let gone = units * tenths / 10;
            for (place, unit) in generator.permutation(units).into_iter().enumerate() {
                let factor = if place < gone { 0.0 } else { units as f64 / (units - gone) as f64 };
                weights.column_mut(unit).mapv_inplace(|weight| weight * factor);
            }
            network.set_layer(layer, weights.view(), bias.view())?;
        }
        accuracies.push(network.accuracy(test.features.view(), &test.labels)?);
    }
    for (layer, (weights, bias)) in before.iter().enumerate() {
        network.set_layer(layer, weights.view(), bias.view())?;
    }
    Ok(mean(&accuracies))
}

/// Σ over neighbouring pixels of the product of their weights, by what it would be were they equal.
fn likeness(weights: ArrayView1<'_, f64>) -> f64 {
    let at = |row: usize, column: usize| weights[row * SIDE + column];
    let (mut product, mut square) = (0.0, 0.0);
    for row in 0..SIDE {
        for column in 0..SIDE {
            let neighbours = [(row + 1, column), (row, column + 1)];
            for (below, right) in neighbours.into_iter().filter(|&(row, column)| row < SIDE && column < SIDE)
            {
                let (one, other) = (at(row, column), at(below, right));
                product += one * other;
                square += (one * one + other * other) / 2.0;
            }
        }
    }
    if square > 0.0 { product / square } else { 0.0 }
}

/// The mean of |correlation| over all pairs of columns that vary.
fn twins(outputs: &Array2<f64>) -> f64 {
    let count = outputs.nrows() as f64;
    let columns: Vec<Vec<f64>> = outputs
        .axis_iter(Along(1))
        .filter_map(|column| {
            let middle = column.sum() / count;
            let centred: Vec<f64> = column.iter().map(|output| output - middle).collect();
            let norm = crate::nn::math::norm(&centred);
            (norm > 1e-12).then(|| centred.iter().map(|output| output / norm).collect())
        })
        .collect();
    let mut correlations = Vec::new();
    for (index, one) in columns.iter().enumerate() {
        for other in &columns[index + 1..] {
            correlations.push(one.iter().zip(other).map(|(a, b)| a * b).sum::<f64>().abs());
        }
    }
    mean(&correlations)
}

fn left(results: &[Seen]) -> Figure {
    let line = |((_, words), seen): (&(&str, &str), &Seen)| {
        let point = |(tenths, &accuracy): (usize, &f64)| [tenths as f64 * 10.0, accuracy];
        Series::new(*words, seen.left.iter().enumerate().map(point).collect())
    };
    Figure::Lines(Lines {
        title: "Test accuracy with units taken away".to_owned(),
        x: Axis { unit: "%".to_owned(), ..Axis::linear("taken away of each hidden layer") },
        y: Axis::linear("accuracy").from_to(0.0, 1.0),
        series: FORMS.iter().zip(results).map(line).collect(),
        marks: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_trained_with_dropout_can_do_without_each_other() {
        for seed in 1..3 {
            let settings = Settings::defaults(&CoAdaptation.parameters());
            let report = CoAdaptation.run(&settings, &Context::silent(seed)).unwrap();
            let measure = |name: &str| report.measure(name).unwrap();
            let lost = |name: &str| measure(&format!("{name}_accuracy")) - measure(&format!("{name}_half"));
            assert!(lost("dropout") < 0.7 * lost("plain"), "{:?}", report.measures);
        }
    }

    #[test]
    fn equal_neighbours_are_wholly_alike_and_a_chessboard_is_the_opposite() {
        let even = ndarray::Array1::from_elem(SIDE * SIDE, 2.0);
        let chess = ndarray::Array1::from_shape_fn(SIDE * SIDE, |i| {
            if (i / SIDE + i % SIDE).is_multiple_of(2) { 1.0 } else { -1.0 }
        });
        assert_eq!((likeness(even.view()), likeness(chess.view())), (1.0, -1.0));
    }
}
