//! The gradient by backpropagation, against finite differences of many sizes.

use ndarray::Array2;

use crate::data::{DataSet, task};
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::{Design, Network, activation};
use crate::plot::{Axis, Figure, Lines, Series, Table};
use crate::text::number;

/// `gradient`.
pub(super) struct Gradient;

/// 10⁻¹ … 10⁻¹².
const SIZES: [f64; 12] = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12];

impl Experiment for Gradient {
    fn name(&self) -> &'static str {
        "gradient"
    }

    fn about(&self) -> &'static str {
        "backpropagation against finite differences of step 0.1 down to 1e-12"
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::choice(
                "activation",
                activation::names(),
                "tanh",
                "the activation of the hidden layer",
            ),
            Parameter::integer("width", 1, 32, 8, "units of the hidden layer").unit("units"),
            Parameter::integer("batch", 1, 200, 32, "examples the loss is taken over").unit("examples"),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        vec![
            MeasureInfo::new("weights", "how many weights have a gradient here"),
            MeasureInfo::new("passes", "forward passes that central differences need for all of them"),
            MeasureInfo::new("central_error", "error of central differences at h = 1e-5"),
            MeasureInfo::new("forward_error", "error of forward differences at h = 1e-5"),
            MeasureInfo::new("coarse_error", "error of central differences at h = 0.1"),
            MeasureInfo::new("tiny_error", "error of central differences at h = 1e-12"),
            MeasureInfo::new("best_error", "the lowest error of central differences"),
            MeasureInfo::new("best_h", "the h that has it"),
            MeasureInfo::new("forward_best_error", "the lowest error of forward differences"),
            MeasureInfo::new("forward_best_h", "the h that has it, for forward differences"),
        ]
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let mut check = Check::new(settings, context.seed)?;
        let (mut central, mut forward) = (Vec::new(), Vec::new());
        for h in SIZES {
            context.check()?;
            let [two_sided, one_sided] = check.errors(h)?;
            central.push([h, two_sided]);
            forward.push([h, one_sided]);
        }
        let mut report = Report::new(self, settings, context);
        report.add("weights", check.exact.len() as f64);
        report.add("passes", 2.0 * check.exact.len() as f64);
        report.add("central_error", central[4][1]);
        report.add("forward_error", forward[4][1]);
        report.add("coarse_error", central[0][1]);
        report.add("tiny_error", central[11][1]);
        for (prefix, curve) in [("", &central), ("forward_", &forward)] {
            let best =
                curve.iter().fold([0.0, f64::INFINITY], |best, at| if at[1] < best[1] { *at } else { best });
            report.add(format!("{prefix}best_error"), best[1]);
            report.add(format!("{prefix}best_h"), best[0]);
        }
        report.figures = vec![table(&central, &forward), lines(central, forward)];
        Ok(report)
    }
}

/// A small network with its exact gradient of the first layer's weights.
struct Check {
    network: Network,
    batch: DataSet,
    weights: Array2<f64>,
    bias: Array2<f64>,
    exact: Array2<f64>,
    loss: f64,
}

impl Check {
    fn new(settings: &Settings, seed: u64) -> Result<Self, ExperimentError> {
        let moons = task::find("moons").ok_or_else(|| ExperimentError::Unfit("no moons".to_owned()))?;
        let rows: Vec<usize> = (0..settings.integer("batch")).collect();
        let batch = moons.load(seed).train.select(&rows);
        let sizes = [2, settings.integer("width"), 2];
        let mut network = Network::new(&Design::new(&sizes, settings.name("activation"))?, seed)?;
        let loss = network.gradients(batch.features.view(), &batch.labels)?;
        let exact = network.weight_gradient(0).to_owned();
        let (weights, bias) = (network.weights(0).to_owned(), network.bias(0).to_owned());
        Ok(Self { network, batch, weights, bias, exact, loss })
    }

    /// The largest error of a central and of a forward difference of size `h`, relative to the largest
    /// element of the gradient.
    fn errors(&mut self, h: f64) -> Result<[f64; 2], ExperimentError> {
        let largest = self.exact.fold(0.0, |largest: f64, slope| largest.max(slope.abs()));
        let mut errors = [0.0f64; 2];
        for index in 0..self.exact.len() {
            let place = (index / self.exact.ncols(), index % self.exact.ncols());
            let (above, below) = (self.loss_at(place, h)?, self.loss_at(place, -h)?);
            let estimates = [(above - below) / (2.0 * h), (above - self.loss) / h];
            for (error, estimate) in errors.iter_mut().zip(estimates) {
                *error = error.max((estimate - self.exact[place]).abs() / largest);
            }
        }
        Ok(errors)
    }

    /// The loss with one weight moved.
    fn loss_at(&mut self, place: (usize, usize), shift: f64) -> Result<f64, ExperimentError> {
        let mut weights = self.weights.clone();
        weights[place] += shift;
        self.network.set_layer(0, weights.view(), self.bias.view())?;
        Ok(self.network.loss(self.batch.features.view(), &self.batch.labels)?)
    }
}

fn table(central: &[[f64; 2]], forward: &[[f64; 2]]) -> Figure {
    let show = |value: f64| number::scientific(value, 2);
    let rows = central.iter().zip(forward).map(|(two, one)| [two[0], one[1], two[1]].map(show).to_vec());
    Figure::Table(Table {
        title: "How far finite differences are from backpropagation".to_owned(),
        columns: ["h", "forward difference", "central difference"].map(str::to_owned).to_vec(),
        rows: rows.collect(),
        caption: "A smaller h helps at first; then rounding takes over.".to_owned(),
    })
}

fn lines(central: Vec<[f64; 2]>, forward: Vec<[f64; 2]>) -> Figure {
    Figure::Lines(Lines {
        title: "Error of finite differences".to_owned(),
        x: Axis::log("h"),
        y: Axis::log("relative error"),
        series: vec![Series::new("central", central), Series::new("forward", forward)],
        marks: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn central_differences_agree_best_at_a_middling_size() {
        for seed in 0..5 {
            let settings = Settings::defaults(&Gradient.parameters());
            let report = Gradient.run(&settings, &Context::silent(seed)).unwrap();
            let measure = |name: &str| report.measure(name).unwrap();
            assert!(measure("central_error") < 1e-8, "seed {seed}: {}", measure("central_error"));
            assert!(measure("forward_error") > 100.0 * measure("central_error"), "seed {seed}");
            assert!(measure("tiny_error") > 1000.0 * measure("central_error"), "seed {seed}");
            assert!(measure("coarse_error") > 1000.0 * measure("central_error"), "seed {seed}");
            assert!((1e-7..1e-3).contains(&measure("best_h")), "seed {seed}");
        }
    }
}
