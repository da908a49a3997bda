//! Every network that dropout on the inputs trains, averaged in full.

use ndarray::{Array2, ArrayView1, s};

use crate::data::{DataSet, Split, task};
use crate::experiment::training::Plan;
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::{Design, Network, Updater, math};
use crate::plot::{Axis, Bars, Figure, Histogram};

/// `ensemble`.
pub(super) struct Ensemble;

impl Experiment for Ensemble {
    fn name(&self) -> &'static str {
        "ensemble"
    }

    fn about(&self) -> &'static str {
        "all masks of a dropout network on wines: their averages beside the one network with all inputs"
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::integer("inputs", 1, 12, 10, "measurements used, in the order of the file")
                .unit("inputs"),
            Parameter::real("drop", 0.0, 0.95, 0.5, "the probability to drop an input"),
            Parameter::integer("hidden", 0, 64, 0, "ReLU units between; 0 for softmax regression")
                .unit("units"),
            Parameter::integer("epochs", 1, 500, 60, "passes over the training examples").unit("epochs"),
            Parameter::real("learning_rate", 0.0, 10.0, 0.1, "the learning rate"),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        vec![
            MeasureInfo::new("masks", "how many networks there are"),
            MeasureInfo::new(
                "geometric_gap",
                "largest difference of a probability: geometric mean, renormalised, and the network with all inputs",
            ),
            MeasureInfo::new(
                "arithmetic_gap",
                "largest difference of a probability: arithmetic mean and that network",
            ),
            MeasureInfo::new(
                "geometric_typical",
                "mean difference of a probability: geometric mean and that network",
            ),
            MeasureInfo::new(
                "arithmetic_typical",
                "mean difference of a probability: arithmetic mean and that network",
            ),
            MeasureInfo::new("member_accuracy", "the mean test accuracy of one network of them"),
            MeasureInfo::new("arithmetic_accuracy", "the test accuracy of the arithmetic mean"),
            MeasureInfo::new("geometric_accuracy", "the test accuracy of the geometric mean"),
            MeasureInfo::new("whole_accuracy", "the test accuracy of the network with all inputs"),
        ]
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let inputs = settings.integer("inputs");
        let drop = settings.real("drop").unwrap_or(0.5);
        let split = wine(inputs, context.seed)?;
        let mut network = train(settings, &split, context)?;
        let test = &split.test;
        let mut average = Average::new(test);
        for mask in 0..1usize << inputs {
            if mask % 64 == 0 {
                context.progress(mask, 1 << inputs)?;
            }
            let dropped = inputs - mask.count_ones() as usize;
            let share =
                math::power(drop, dropped as u64) * math::power(1.0 - drop, u64::from(mask.count_ones()));
            if share > 0.0 {
                average.add(&log_probabilities(&mut network, &masked(test, mask, drop))?, share, test);
            }
        }
        let whole = log_probabilities(&mut network, &test.features)?.mapv(math::exp);
        let mut report = Report::new(self, settings, context);
        let geometric = average.geometric();
        report.add("masks", (1usize << inputs) as f64);
        report.add("geometric_gap", gap(&geometric, &whole));
        report.add("arithmetic_gap", gap(&average.arithmetic, &whole));
        report.add("geometric_typical", typical(&geometric, &whole));
        report.add("arithmetic_typical", typical(&average.arithmetic, &whole));
        report.add("member_accuracy", average.member());
        report.add("arithmetic_accuracy", accuracy(&average.arithmetic, &test.labels));
        report.add("geometric_accuracy", accuracy(&geometric, &test.labels));
        report.add("whole_accuracy", accuracy(&whole, &test.labels));
        report.figures = figures(&average, &geometric, &whole, test);
        Ok(report)
    }
}

/// The wines with their first measurements only.
fn wine(inputs: usize, seed: u64) -> Result<Split, ExperimentError> {
    let wine = task::find("wine").ok_or_else(|| ExperimentError::Unfit("no task wine".to_owned()))?;
    let mut split = wine.load(seed);
    for part in [&mut split.train, &mut split.test] {
        part.features = part.features.slice(s![.., ..inputs]).to_owned();
        part.feature_names.truncate(inputs);
    }
    Ok(split)
}

fn train(settings: &Settings, split: &Split, context: &Context) -> Result<Network, ExperimentError> {
    let (inputs, hidden, classes) =
        (settings.integer("inputs"), settings.integer("hidden"), split.train.classes());
    let sizes = if hidden == 0 { vec![inputs, classes] } else { vec![inputs, hidden, classes] };
    let mut design = Design::new(&sizes, "relu")?;
    design.input_dropout = settings.real("drop").unwrap_or(0.5);
    let updater =
        Updater::named("sgd")?.with("learning_rate", settings.real("learning_rate").unwrap_or(0.1))?;
    let plan = Plan { design, updater, epochs: settings.integer("epochs"), batch_size: 32 };
    Ok(plan.train(&split.train, context.seed, context, |_, _| {})?.0)
}

/// The test examples as a network of the ensemble sees them: what its mask keeps is divided by the
/// probability to keep, as while training.
fn masked(test: &DataSet, mask: usize, drop: f64) -> Array2<f64> {
    let mut x = test.features.clone();
    for (input, mut column) in x.columns_mut().into_iter().enumerate() {
        let factor = if mask >> input & 1 == 1 { 1.0 / (1.0 - drop) } else { 0.0 };
        column.mapv_inplace(|value| value * factor);
    }
    x
}

/// ln of the probabilities, `[examples, classes]`.
fn log_probabilities(network: &mut Network, x: &Array2<f64>) -> Result<Array2<f64>, ExperimentError> {
    Ok(log_softmax(network.forward(x.view())?.to_owned()))
}

fn log_softmax(mut scores: Array2<f64>) -> Array2<f64> {
    for mut row in scores.rows_mut() {
        let largest = row.fold(f64::NEG_INFINITY, |m, &score| m.max(score));
        let sum: f64 = row.iter().map(|score| math::exp(score - largest)).sum();
        let shift = largest + math::ln(sum);
        row.mapv_inplace(|score| score - shift);
    }
    scores
}

/// Averages over masks, each with its probability.
struct Average {
    arithmetic: Array2<f64>,
    logarithms: Array2<f64>,
    /// Each network's test accuracy and its probability.
    accuracies: Vec<(f64, f64)>,
}

impl Average {
    fn new(test: &DataSet) -> Self {
        let empty = || Array2::zeros((test.len(), test.classes()));
        Self { arithmetic: empty(), logarithms: empty(), accuracies: Vec::new() }
    }

    fn add(&mut self, logarithms: &Array2<f64>, share: f64, test: &DataSet) {
        self.arithmetic.zip_mut_with(logarithms, |sum, log| *sum += share * math::exp(*log));
        self.logarithms.zip_mut_with(logarithms, |sum, log| *sum += share * log);
        self.accuracies.push((accuracy(logarithms, &test.labels), share));
    }

    /// The mean test accuracy of one network.
    fn member(&self) -> f64 {
        self.accuracies.iter().map(|(accuracy, share)| accuracy * share).sum()
    }

    /// exp of the mean logarithm, made to add up to 1.
    fn geometric(&self) -> Array2<f64> {
        log_softmax(self.logarithms.clone()).mapv(math::exp)
    }
}

/// The largest difference.
fn gap(one: &Array2<f64>, other: &Array2<f64>) -> f64 {
    one.iter().zip(other).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}

/// The mean difference.
fn typical(one: &Array2<f64>, other: &Array2<f64>) -> f64 {
    one.iter().zip(other).map(|(a, b)| (a - b).abs()).sum::<f64>() / one.len() as f64
}

fn accuracy(probabilities: &Array2<f64>, labels: &[usize]) -> f64 {
    let highest = |row: ArrayView1<'_, f64>| {
        (1..row.len()).fold(0, |best, next| if row[next] > row[best] { next } else { best })
    };
    let right = probabilities.rows().into_iter().zip(labels).filter(|(row, label)| highest(*row) == **label);
    right.count() as f64 / labels.len() as f64
}

fn figures(average: &Average, geometric: &Array2<f64>, whole: &Array2<f64>, test: &DataSet) -> Vec<Figure> {
    let members: Vec<f64> = average.accuracies.iter().map(|(accuracy, _)| *accuracy).collect();
    let bars = [
        ("one network, on average", average.member()),
        ("arithmetic mean of all", accuracy(&average.arithmetic, &test.labels)),
        ("geometric mean of all", accuracy(geometric, &test.labels)),
        ("the one with all inputs", accuracy(whole, &test.labels)),
    ];
    vec![
        Figure::Histogram(Histogram::of(
            "Test accuracy of each of the networks",
            Axis::linear("accuracy").from_to(0.0, 1.0),
            &[("networks", &members)],
            40,
        )),
        Figure::Bars(Bars {
            title: "Test accuracy, together and alone".to_owned(),
            y: Axis::linear("accuracy").from_to(0.0, 1.0),
            bars: bars.map(|(name, value)| (name.to_owned(), value)).to_vec(),
        }),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(texts: &[&str], seed: u64) -> Report {
        let settings = Settings::parse(&Ensemble.parameters(), texts).unwrap();
        Ensemble.run(&settings, &Context::silent(seed)).unwrap()
    }

    #[test]
    fn the_geometric_mean_is_the_network_with_all_inputs() {
        for (seed, drop) in [(1, "drop=0.5"), (2, "drop=0.2")] {
            let report = run(&[drop], seed);
            let measure = |name: &str| report.measure(name).unwrap();
            assert!(measure("geometric_gap") < 1e-13, "{:?}", report.measures);
            assert!(measure("arithmetic_gap") > 0.01, "{:?}", report.measures);
        }
    }

    #[test]
    fn with_a_hidden_layer_it_is_not() {
        let report = run(&["hidden=16"], 1);
        assert!(report.measure("geometric_gap").unwrap() > 1e-3, "{:?}", report.measures);
    }
}
