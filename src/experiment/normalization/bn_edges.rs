//! The edges of batch normalization: tiny batches, the bias before it, and the scale of the weights.

use ndarray::{Array2, s};

use super::digits;
use crate::data::{Split, task};
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::layer::{BatchNorm, Layer, ScaleShift};
use crate::nn::random::Generator;
use crate::nn::{Error, Network, Normalization, Tape, activation};
use crate::plot::{Axis, Figure, Lines, Series, Table};
use crate::text::number;

/// `bn-edges`.
pub(super) struct BnEdges;

/// How many units of the small batch are shown.
const SHOWN: usize = 5;
/// The factors over which the loss is drawn.
const FACTORS: [f64; 9] = [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0];

impl Experiment for BnEdges {
    fn name(&self) -> &'static str {
        "bn-edges"
    }

    fn about(&self) -> &'static str {
        "batch normalization on two examples and on one, a bias before it, and weights made larger"
    }

    fn parameters(&self) -> Vec<Parameter> {
        let mut parameters = vec![
            Parameter::integer("small", 1, 1000, 2, "examples of the small batch").unit("examples"),
            Parameter::real("factor", 0.01, 1000.0, 10.0, "what the hidden weights are multiplied by"),
            Parameter::choice("activation", activation::names(), "relu", "the activation"),
            Parameter::integer("batch_size", 2, 1000, 50, "examples of the ordinary batch").unit("examples"),
        ];
        parameters.extend(digits::sizes());
        parameters
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let mut measures = vec![
            MeasureInfo::new("small_low", "the smallest distance from 0 after normalizing the small batch"),
            MeasureInfo::new("small_high", "the largest distance from 0 after normalizing the small batch"),
            MeasureInfo::new("refused", "1 if the small batch was refused, else 0"),
        ];
        for (case, what) in [("normal", "with batch norm"), ("plain", "without")] {
            let mut measure = |end: &str, about: &str| {
                measures.push(MeasureInfo::new(format!("{case}_{end}"), format!("{about}, {what}")));
            };
            measure("bias_gradient", "the largest gradient of a hidden bias");
            measure("weight_gradient", "the norm of the first layer's weight gradient");
            measure("loss", "the loss on the ordinary batch");
            measure("scaled_loss", "the loss after the hidden weights were multiplied");
            measure("gradient_ratio", "the first layer's gradient before, divided by that after");
        }
        measures
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let split = task::digits(context.seed);
        let mut report = Report::new(self, settings, context);
        let small = Small::normalize(settings, context.seed)?;
        report.add("small_low", small.distances().fold(f64::NAN, f64::min));
        report.add("small_high", small.distances().fold(f64::NAN, f64::max));
        report.add("refused", f64::from(u8::from(small.refusal.is_some())));
        let networks = [("normal", Normalization::Batch), ("plain", Normalization::None)];
        let mut probes = Vec::new();
        for (case, normalization) in networks {
            context.check()?;
            let probe = Probe::of(settings, normalization, &split, context.seed)?;
            probe.add(&mut report, case);
            probes.push(probe);
        }
        report.figures =
            vec![small.table(), biases(&probes), scales(settings, &probes), table(settings, &probes)];
        Ok(report)
    }
}

/// A small batch before and after its normalization.
struct Small {
    before: Array2<f64>,
    after: Option<Array2<f64>>,
    /// What was said instead of normalizing it.
    refusal: Option<Error>,
}

impl Small {
    fn normalize(settings: &Settings, seed: u64) -> Result<Self, ExperimentError> {
        let mut generator = Generator::seeded(seed).fork("small batch");
        let shape = (settings.integer("small"), SHOWN);
        let before = Array2::from_shape_simple_fn(shape, || 3.0 + 2.0 * generator.normal());
        let mut tape = Tape::new();
        let x = tape.input(before.view())?;
        let layer = BatchNorm { scale_shift: ScaleShift::Frozen };
        Ok(match layer.record(&mut tape, x, &mut generator) {
            Ok(recorded) => {
                Self { after: Some(tape.value(recorded.output).to_owned()), refusal: None, before }
            }
            Err(refusal) => Self { before, after: None, refusal: Some(refusal) },
        })
    }

    fn distances(&self) -> impl Iterator<Item = f64> {
        self.after.iter().flatten().map(|x| x.abs())
    }

    fn table(&self) -> Figure {
        let shown = |numbers: &Array2<f64>, unit: usize| -> String {
            let few = numbers.slice(s![..numbers.nrows().min(4), unit]);
            let mut shown: Vec<String> = few.iter().map(|&x| format!("{x:.3}").replace('-', "−")).collect();
            if few.len() < numbers.nrows() {
                shown.push("…".to_owned());
            }
            shown.join("  ")
        };
        let row = |unit: usize| {
            let after = self.after.as_ref().map_or("–".to_owned(), |after| shown(after, unit));
            vec![format!("unit {}", unit + 1), shown(&self.before, unit), after]
        };
        let examples = self.before.nrows();
        Figure::Table(Table {
            title: format!("A batch of {examples}"),
            columns: ["", "before", "after"].map(str::to_owned).to_vec(),
            rows: (0..SHOWN).map(row).collect(),
            caption: self.refusal.as_ref().map_or(String::new(), |refusal| format!("Refused: {refusal}.")),
        })
    }
}

/// What one untrained network says about its biases and about the scale of its weights.
struct Probe {
    /// For each hidden layer the norm of the weights' gradient and the largest gradient of a bias.
    gradients: Vec<[f64; 2]>,
    /// The loss and the norm of the first layer's gradient at each of [`FACTORS`].
    by_factor: Vec<[f64; 2]>,
    /// The same with the weights as they are, and multiplied.
    ends: [[f64; 2]; 2],
}

impl Probe {
    fn of(
        settings: &Settings,
        normalization: Normalization,
        split: &Split,
        seed: u64,
    ) -> Result<Self, ExperimentError> {
        let design = digits::design(settings, settings.name("activation"), normalization)?;
        let rows = settings.integer("batch_size").min(split.train.len());
        let (x, labels) = (split.train.features.slice(s![..rows, ..]), &split.train.labels[..rows]);
        let at = |factor: f64| -> Result<(f64, Network), ExperimentError> {
            let mut network = Network::new(&design, seed)?;
            multiply(&mut network, factor)?;
            Ok((network.gradients(x, labels)?, network))
        };
        let first = |(loss, network): (f64, Network)| [loss, network.weight_gradient_norm(0)];
        let (loss, network) = at(1.0)?;
        let largest = |gradients: ndarray::ArrayView2<'_, f64>| {
            gradients.iter().fold(0.0, |largest: f64, gradient| largest.max(gradient.abs()))
        };
        let layer = |layer| [network.weight_gradient_norm(layer), largest(network.bias_gradient(layer))];
        let gradients = (0..network.depth() - 1).map(layer).collect();
        let by_factor = FACTORS.iter().map(|&factor| Ok(first(at(factor)?)));
        Ok(Self {
            gradients,
            by_factor: by_factor.collect::<Result<_, ExperimentError>>()?,
            ends: [first((loss, network)), first(at(settings.real("factor").unwrap_or(10.0))?)],
        })
    }

    fn add(&self, report: &mut Report, case: &str) {
        let bias = self.gradients.iter().fold(0.0, |largest: f64, layer| largest.max(layer[1]));
        let [before, after] = self.ends;
        report.add(format!("{case}_bias_gradient"), bias);
        report.add(format!("{case}_weight_gradient"), before[1]);
        report.add(format!("{case}_loss"), before[0]);
        report.add(format!("{case}_scaled_loss"), after[0]);
        report.add(format!("{case}_gradient_ratio"), before[1] / after[1]);
    }
}

/// Multiplies the weights of every hidden layer.
fn multiply(network: &mut Network, factor: f64) -> Result<(), Error> {
    for layer in 0..network.depth() - 1 {
        let (weights, bias) = (&network.weights(layer) * factor, network.bias(layer).to_owned());
        network.set_layer(layer, weights.view(), bias.view())?;
    }
    Ok(())
}

fn biases(probes: &[Probe]) -> Figure {
    let row = |layer: usize| {
        let [weights, bias] = probes[0].gradients[layer];
        let shown = [weights, bias, probes[1].gradients[layer][1]].map(|x| number::significant(x, 2));
        std::iter::once(format!("hidden {}", layer + 1)).chain(shown).collect()
    };
    Figure::Table(Table {
        title: "Gradients on one batch".to_owned(),
        columns: ["layer", "weights", "largest bias", "largest bias without"].map(str::to_owned).to_vec(),
        rows: (0..probes[0].gradients.len()).map(row).collect(),
        caption: "With batch norm what is left of the bias's gradient is rounding.".to_owned(),
    })
}

fn scales(settings: &Settings, probes: &[Probe]) -> Figure {
    let line = |(name, probe): (&str, &Probe)| {
        let points = FACTORS.iter().zip(&probe.by_factor).map(|(&factor, [_, gradient])| [factor, *gradient]);
        Series::new(name, points.collect())
    };
    Figure::Lines(Lines {
        title: format!("The first layer's gradient, {}", settings.name("activation")),
        x: Axis::log("hidden weights multiplied by"),
        y: Axis::log("norm of the gradient"),
        series: ["with batch norm", "without"].into_iter().zip(probes).map(line).collect(),
        marks: Vec::new(),
    })
}

fn table(settings: &Settings, probes: &[Probe]) -> Figure {
    let factor = settings.real("factor").unwrap_or(10.0);
    let row = |(name, probe): (&str, &Probe)| {
        let [before, after] = probe.ends;
        let shown = |x: f64| number::significant(x, 4);
        vec![name.to_owned(), shown(before[0]), shown(after[0]), number::significant(after[1] / before[1], 3)]
    };
    Figure::Table(Table {
        title: format!("Hidden weights times {factor}"),
        columns: ["", "loss before", "loss after", "gradient times"].map(str::to_owned).to_vec(),
        rows: ["with batch norm", "without"].into_iter().zip(probes).map(row).collect(),
        caption: String::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(set: &[&str], seed: u64) -> Report {
        let settings = Settings::parse(&BnEdges.parameters(), set).unwrap();
        BnEdges.run(&settings, &Context::silent(seed)).unwrap()
    }

    #[test]
    fn two_examples_become_plus_and_minus_one_and_one_is_refused() {
        for seed in 1..6 {
            let report = run(&[], seed);
            let measure = |name: &str| report.measure(name).unwrap();
            assert!(measure("small_low") > 0.9 && measure("small_high") <= 1.0, "{:?}", report.measures);
            assert_eq!(measure("refused"), 0.0);
        }
        let one = run(&["small=1"], 1);
        assert_eq!(one.measure("refused"), Some(1.0));
        assert!(one.measure("small_high").unwrap().is_nan());
    }

    #[test]
    fn larger_weights_leave_the_loss_and_divide_the_gradient() {
        for (factor, seed) in [("10", 1), ("3", 2), ("100", 3)] {
            let report = run(&[&format!("factor={factor}")], seed);
            let measure = |name: &str| report.measure(name).unwrap();
            let wanted: f64 = factor.parse().unwrap();
            assert!((measure("normal_gradient_ratio") / wanted - 1.0).abs() < 0.02, "{:?}", report.measures);
            assert!((measure("normal_scaled_loss") / measure("normal_loss") - 1.0).abs() < 1e-3);
            assert!(measure("plain_scaled_loss") > 2.0 * measure("plain_loss"));
            assert!(measure("normal_bias_gradient") < 1e-14 && measure("plain_bias_gradient") > 1e-4);
        }
    }
}
