//! For which learning rates and β momentum and NAG shrink a weight, and for which they diverge.

use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::Updater;
use crate::plot::{Axis, Colors, Field, Figure, Mark, Series};

/// `nag-stability`.
pub(super) struct Stability;

/// How many learning rates and β the diagram has.
const SAMPLES: [usize; 2] = [80, 40];
/// r·λ and β up to here.
const HIGHEST: [f64; 2] = [4.0, 0.99];
/// Steps after which a weight that shrinks is smaller than at the start.
const STEPS: usize = 500;
/// What becomes of a weight, by the colour it gets.
const FATES: [&str; 3] = ["both arrive", "only momentum", "neither"];

impl Experiment for Stability {
    fn name(&self) -> &'static str {
        "nag-stability"
    }

    fn about(&self) -> &'static str {
        "the learning rates and β at which momentum and NAG arrive, as a map, with yours on it"
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::real("learning_rate", 0.0, 4.0, 0.7, "your learning rate"),
            Parameter::real("momentum", 0.0, HIGHEST[1], 0.9, "your β"),
            Parameter::real("curvature", 0.01, 100.0, 2.0, "the sharpest curvature; the ravine has 2"),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let measure = |name: &str, about: &str| MeasureInfo::new(name, about);
        vec![
            measure("momentum_limit", "the largest r·λ at which momentum arrives, with your β"),
            measure("nag_limit", "the largest r·λ at which NAG arrives, with your β"),
            measure("momentum_arrives", "1 if momentum arrives at your setting, else 0"),
            measure("nag_arrives", "1 if NAG arrives at your setting, else 0"),
            measure("momentum_share", "the share of the map in which momentum arrives"),
            measure("nag_share", "the share of the map in which NAG arrives"),
        ]
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let beta = settings.real("momentum").unwrap_or(0.9);
        let curvature = settings.real("curvature").unwrap_or(2.0);
        let product = settings.real("learning_rate").unwrap_or(0.7) * curvature;
        let products: Vec<f64> =
            (0..SAMPLES[0]).map(|at| HIGHEST[0] * (at as f64 + 0.5) / SAMPLES[0] as f64).collect();
        let (mut map, mut counts) = (Vec::new(), [0, 0]);
        for row in 0..SAMPLES[1] {
            context.progress(row, SAMPLES[1])?;
            let beta = HIGHEST[1] * (row as f64 + 0.5) / SAMPLES[1] as f64;
            let fates = [shrinks("momentum", beta, &products)?, shrinks("nag", beta, &products)?];
            for (count, fates) in counts.iter_mut().zip(&fates) {
                *count += fates.iter().filter(|&&arrives| arrives).count();
            }
            map.push(fates[0].iter().zip(&fates[1]).map(|(&one, &other)| fate(one, other)).collect());
        }
        let mut report = Report::new(self, settings, context);
        let all = (SAMPLES[0] * SAMPLES[1]) as f64;
        for (name, count) in ["momentum", "nag"].into_iter().zip(counts) {
            report.add(format!("{name}_limit"), limit(name, beta)?);
            let arrives = shrinks(name, beta, &[product])?[0];
            report.add(format!("{name}_arrives"), f64::from(u8::from(arrives)));
            report.add(format!("{name}_share"), count as f64 / all);
        }
        report.figures = vec![diagram(map, [product.min(HIGHEST[0]), beta])];
        Ok(report)
    }
}

/// Momentum arrives wherever NAG does.
fn fate(momentum: bool, nag: bool) -> f64 {
    match (momentum, nag) {
        (true, true) => 0.0,
        (true, false) => 1.0,
        (false, _) => 2.0,
    }
}

/// Whether a weight that starts at 1 shrinks, for each product r·λ: many weights, each with its own curvature, take
/// their steps together.
fn shrinks(name: &str, beta: f64, products: &[f64]) -> Result<Vec<bool>, ExperimentError> {
    shrinks_within(STEPS, name, beta, products)
}

fn shrinks_within(
    steps: usize,
    name: &str,
    beta: f64,
    products: &[f64],
) -> Result<Vec<bool>, ExperimentError> {
    let mut updater = Updater::named(name)?.with("learning_rate", 1.0)?.with("momentum", beta)?;
    let mut weights = vec![1.0; products.len()];
    let mut largest = vec![0.0_f64; products.len()];
    for step in 0..steps {
        let slopes: Vec<f64> =
            weights.iter().zip(products).map(|(weight, product)| weight * product).collect();
        updater.step(&mut weights, &slopes)?;
        // A swing passes through 0: judge it by the largest of its last places.
        if step + 20 >= steps {
            for (largest, weight) in largest.iter_mut().zip(&weights) {
                *largest = if weight.is_nan() { f64::INFINITY } else { largest.max(weight.abs()) };
            }
        }
    }
    Ok(largest.into_iter().map(|last| last < 1.0).collect())
}

/// The largest r·λ at which a weight shrinks, halved in on.
fn limit(name: &str, beta: f64) -> Result<f64, ExperimentError> {
    let (mut low, mut high) = (0.1, HIGHEST[0]);
    for _ in 0..20 {
        let middle = (low + high) / 2.0;
        if shrinks_within(8 * STEPS, name, beta, &[middle])?[0] { low = middle } else { high = middle }
    }
    Ok(low)
}

/// The limit of r·λ that theory gives, for momentum and for NAG: the map must end there.
fn limits(name: &str, limit: impl Fn(f64) -> f64) -> Series {
    let betas = (0..=50).map(|at| HIGHEST[1] * f64::from(at) / 50.0);
    Series::new(name, betas.map(|beta| [limit(beta), beta]).collect())
}

fn diagram(values: Vec<Vec<f64>>, yours: [f64; 2]) -> Figure {
    Figure::Field(Field {
        title: "Who arrives, by learning rate and β".to_owned(),
        x: Axis::linear("learning rate × curvature").from_to(0.0, HIGHEST[0]),
        y: Axis::linear("β").from_to(0.0, HIGHEST[1]),
        colors: Colors::Classes(FATES.map(str::to_owned).to_vec()),
        values,
        curves: vec![
            limits("2 + 2β", |beta| 2.0 + 2.0 * beta),
            limits("(2 + 2β)/(1 + 2β)", |beta| (2.0 + 2.0 * beta) / (1.0 + 2.0 * beta)),
        ],
        marks: vec![Mark::Point { name: "yours".to_owned(), at: yours }],
        ..Field::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limits_are_those_of_theory() {
        for beta in [0.0, 0.5, 0.9] {
            let momentum = limit("momentum", beta).unwrap();
            let nag = limit("nag", beta).unwrap();
            assert!((momentum - (2.0 + 2.0 * beta)).abs() < 0.02, "{beta}: {momentum}");
            assert!((nag - (2.0 + 2.0 * beta) / (1.0 + 2.0 * beta)).abs() < 0.02, "{beta}: {nag}");
        }
    }

    #[test]
    fn the_map_changes_at_the_lines_of_theory() {
        let settings = Settings::defaults(&Stability.parameters());
        let report = Stability.run(&settings, &Context::silent(1)).unwrap();
        let Figure::Field(map) = &report.figures[0] else { panic!("no map") };
        let across = HIGHEST[0] / SAMPLES[0] as f64;
        for (curve, fate) in map.curves.iter().zip([2.0, 1.0]) {
            for &[product, beta] in &curve.points {
                let row = ((beta / HIGHEST[1] * SAMPLES[1] as f64) as usize).min(SAMPLES[1] - 1);
                let from = map.values[row].iter().position(|&value| value >= fate).unwrap_or(SAMPLES[0]);
                assert!((from as f64 * across - product).abs() < 0.1, "{}: {product}, {beta}", curve.name);
            }
        }
    }

    #[test]
    fn momentum_arrives_wherever_nag_does() {
        let products: Vec<f64> = (1..80).map(|at| f64::from(at) * 0.05).collect();
        for beta in [0.1, 0.5, 0.9, 0.95] {
            let [momentum, nag] = ["momentum", "nag"].map(|name| shrinks(name, beta, &products).unwrap());
            assert!(nag.iter().zip(&momentum).all(|(nag, momentum)| *momentum || !*nag), "{beta}");
        }
    }
}
