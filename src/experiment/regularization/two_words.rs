//! Gradient descent on the wines as they were measured, and on a common scale.

use ndarray::{Array1, Array2, Axis as Along};

use super::symmetric::eigenvalues;
use crate::data::embedded;
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::train::Standardizer;
use crate::plot::{Axis, Contour, Figure, Mark, Table, Trajectory};
use crate::text::number;

/// `two-words`.
pub(super) struct TwoWords;

/// What is done to the measurements first.
const SCALES: [&str; 3] = ["raw", "centred", "standardised"];

/// What is foretold from the others.
const FORETOLD: usize = 0;

/// How many samples a contour plot has across and up.
const SAMPLES: [usize; 2] = [96, 64];

/// Places of a path that are drawn.
const DRAWN: usize = 400;

impl Experiment for TwoWords {
    fn name(&self) -> &'static str {
        "two-words"
    }

    fn about(&self) -> &'static str {
        "gradient descent on two measurements of wines, as they are and on a common scale"
    }

    fn parameters(&self) -> Vec<Parameter> {
        let names = || measurements().into_iter().map(|(name, _)| name).collect();
        vec![
            Parameter::choice("x", names(), "color_intensity", "the first measurement"),
            Parameter::choice("y", names(), "magnesium", "the second; both foretell the alcohol"),
            Parameter::integer("steps", 1, 2_000_000, 500_000, "the most steps taken").unit("steps"),
            Parameter::real(
                "near",
                0.0001,
                0.5,
                0.01,
                "the share of the first excess loss that counts as arrived",
            ),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let of = |scale: &&str| {
            [
                MeasureInfo::new(
                    format!("{scale}_steps"),
                    format!("steps it takes, {scale}; infinite if too many"),
                )
                .unit("steps"),
                MeasureInfo::new(format!("{scale}_kappa"), format!("largest by smallest curvature, {scale}")),
                MeasureInfo::new(
                    format!("{scale}_limit"),
                    format!("the learning rate that is too large, {scale}"),
                ),
            ]
        };
        let mut measures: Vec<MeasureInfo> = SCALES.iter().flat_map(of).collect();
        let about = |scale| format!("largest by smallest curvature of all twelve measurements, {scale}");
        measures.extend(
            ["centred", "standardised"]
                .map(|scale| MeasureInfo::new(format!("all_{scale}_kappa"), about(scale))),
        );
        measures.push(MeasureInfo::new(
            "loss_gap",
            "the largest difference of the lowest losses of the three scales",
        ));
        measures
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let columns = columns(settings)?;
        let (steps, near) = (settings.integer("steps"), settings.real("near").unwrap_or(0.01));
        let mut report = Report::new(self, settings, context);
        let mut descents = Vec::new();
        for (done, scale) in SCALES.into_iter().enumerate() {
            let bowl = Bowl::of(scale, &columns);
            let descent = bowl.descend(steps, near, context)?;
            report.add_in(format!("{scale}_steps"), descent.arrived, "steps");
            report.add(format!("{scale}_kappa"), bowl.kappa());
            report.add(format!("{scale}_limit"), bowl.limit());
            descents.push((scale, bowl, descent));
            context.progress(done + 1, SCALES.len())?;
        }
        let all: Vec<usize> = measurements().into_iter().map(|(_, column)| column).collect();
        for scale in ["centred", "standardised"] {
            report.add(format!("all_{scale}_kappa"), Bowl::of(scale, &all).kappa());
        }
        let lowest = || descents.iter().map(|(_, bowl, _)| bowl.lowest());
        report.add("loss_gap", lowest().fold(f64::MIN, f64::max) - lowest().fold(f64::MAX, f64::min));
        let drawn =
            descents.iter().skip(1).map(|(scale, bowl, descent)| bowl.drawn(scale, settings, descent));
        report.figures = drawn.collect();
        report.figures.push(table(&descents));
        Ok(report)
    }
}

/// Every measurement but the alcohol: its name and its column.
fn measurements() -> Vec<(&'static str, usize)> {
    let names = &embedded::wine().feature_names;
    names
        .iter()
        .enumerate()
        .filter(|(column, _)| *column != FORETOLD)
        .map(|(column, name)| (name.as_str(), column))
        .collect()
}

fn columns(settings: &Settings) -> Result<Vec<usize>, ExperimentError> {
    let column = |parameter| {
        let name = settings.name(parameter);
        measurements().into_iter().find(|(known, _)| *known == name).map_or(FORETOLD, |(_, column)| column)
    };
    let pair = vec![column("x"), column("y")];
    if pair[0] == pair[1] {
        let advice = "x and y are the same measurement: choose another one with y=, such as y=proline";
        return Err(ExperimentError::Unfit(advice.to_owned()));
    }
    Ok(pair)
}

/// A quadratic loss, the mean of (w·x + b − alcohol)² over the wines, as a function of w and b.
struct Bowl {
    /// Half its curvature: the mean of z·zᵀ, where z is x with a 1 for the bias.
    moments: Array2<f64>,
    /// The mean of z·alcohol.
    pull: Array1<f64>,
    /// The mean of alcohol², which is the loss where all weights are 0.
    start: f64,
    best: Vec<f64>,
}

/// What a descent left behind.
struct Descent {
    arrived: f64,
    /// The weights, without the bias, now and then.
    path: Vec<[f64; 2]>,
}

impl Bowl {
    fn of(scale: &str, columns: &[usize]) -> Self {
        let wine = embedded::wine();
        let features = wine.features.select(Along(1), columns);
        let alcohol = wine.features.column(FORETOLD);
        let alcohol = &alcohol - alcohol.sum() / alcohol.len() as f64;
        let measured = Standardizer::measured(features.view());
        let scaled = match (scale, measured) {
            ("centred", Ok(measured)) => &features - &measured.mean,
            ("standardised", Ok(measured)) => measured.apply(features.view()),
            _ => features,
        };
        let size = columns.len() + 1;
        let z = |wine: usize, place: usize| if place + 1 == size { 1.0 } else { scaled[[wine, place]] };
        let count = alcohol.len();
        let mean = |value: &dyn Fn(usize) -> f64| (0..count).map(value).sum::<f64>() / count as f64;
        let moments = Array2::from_shape_fn((size, size), |(a, b)| mean(&|wine| z(wine, a) * z(wine, b)));
        let pull = Array1::from_shape_fn(size, |a| mean(&|wine| z(wine, a) * alcohol[wine]));
        let best = solve(&moments, &pull);
        Self { moments, pull, start: mean(&|wine| alcohol[wine] * alcohol[wine]), best }
    }

    /// Lowest and highest curvature: twice the eigenvalues of the moments.
    fn curvatures(&self) -> (f64, f64) {
        let values = eigenvalues(&self.moments);
        (2.0 * values[0], 2.0 * values[values.len() - 1])
    }

    fn kappa(&self) -> f64 {
        let (low, high) = self.curvatures();
        high / low
    }

    /// The learning rate beyond which gradient descent diverges.
    fn limit(&self) -> f64 {
        2.0 / self.curvatures().1
    }

    fn value(&self, weights: &[f64]) -> f64 {
        let slope = self.slope(weights);
        // wᵀMw − 2wᵀp + s, with the slope 2(Mw − p).
        let fold =
            weights.iter().zip(slope).zip(&self.pull).map(|((w, slope), pull)| w * (slope / 2.0 - pull));
        self.start + fold.sum::<f64>()
    }

    fn slope(&self, weights: &[f64]) -> Vec<f64> {
        let row = |(row, pull): (ndarray::ArrayView1<'_, f64>, &f64)| {
            2.0 * (row.iter().zip(weights).map(|(m, w)| m * w).sum::<f64>() - pull)
        };
        self.moments.rows().into_iter().zip(&self.pull).map(row).collect()
    }

    fn lowest(&self) -> f64 {
        self.value(&self.best)
    }

    /// Steps from 0 at the best learning rate, 2/(lowest + highest curvature), until what is left of the
    /// first excess over the lowest loss is the share `near`.
    fn descend(&self, steps: usize, near: f64, context: &Context) -> Result<Descent, ExperimentError> {
        let (low, high) = self.curvatures();
        let rate = 2.0 / (low + high);
        let target = self.lowest() + near * (self.start - self.lowest());
        let mut weights = vec![0.0; self.best.len()];
        let mut descent = Descent { arrived: f64::INFINITY, path: vec![[0.0; 2]] };
        for step in 1..=steps {
            let slope = self.slope(&weights);
            weights.iter_mut().zip(slope).for_each(|(weight, slope)| *weight -= rate * slope);
            if step < DRAWN {
                descent.path.push([weights[0], weights[1]]);
            }
            if step % 4096 == 0 {
                context.check()?;
            }
            if self.value(&weights) <= target {
                descent.arrived = step as f64;
                break;
            }
        }
        descent.path.push([weights[0], weights[1]]);
        Ok(descent)
    }

    /// The loss over the two weights, the bias at its best, on equal scales across and up.
    fn drawn(&self, scale: &str, settings: &Settings, descent: &Descent) -> Figure {
        let reach = self.best[..2].iter().fold(0.0, |reach: f64, w| reach.max(w.abs())) * 1.6;
        let place = |index: usize, count: usize| reach * (2.0 * index as f64 / (count - 1) as f64 - 1.0);
        let row = |up: usize| {
            let across = |across| [place(across, SAMPLES[0]), place(up, SAMPLES[1]), self.best[2]];
            (0..SAMPLES[0]).map(|index| self.value(&across(index))).collect()
        };
        let axis =
            |name: &str| Axis::linear(format!("weight of {}", name.replace('_', " "))).from_to(-reach, reach);
        Figure::Contour(Contour {
            title: format!("Loss by the two weights, {scale}"),
            x: axis(settings.name("x")),
            y: axis(settings.name("y")),
            values: (0..SAMPLES[1]).map(row).collect(),
            levels: Vec::new(),
            trajectories: vec![Trajectory {
                name: "gradient descent".to_owned(),
                path: descent.path.clone(),
            }],
            marks: vec![Mark::Point { name: "minimum".to_owned(), at: [self.best[0], self.best[1]] }],
        })
    }
}

/// x with A·x = b, for a symmetric positive A, by elimination.
fn solve(a: &Array2<f64>, b: &Array1<f64>) -> Vec<f64> {
    let (mut a, mut b, n) = (a.clone(), b.to_vec(), b.len());
    for pivot in 0..n {
        for row in pivot + 1..n {
            let factor = a[[row, pivot]] / a[[pivot, pivot]];
            for column in pivot..n {
                a[[row, column]] -= factor * a[[pivot, column]];
            }
            b[row] -= factor * b[pivot];
        }
    }
    for row in (0..n).rev() {
        let rest: f64 = (row + 1..n).map(|column| a[[row, column]] * b[column]).sum();
        b[row] = (b[row] - rest) / a[[row, row]];
    }
    b
}

fn table(descents: &[(&str, Bowl, Descent)]) -> Figure {
    let row = |(scale, bowl, descent): &(&str, Bowl, Descent)| {
        let steps =
            if descent.arrived.is_finite() { number::prose(descent.arrived) } else { "not yet".to_owned() };
        vec![(*scale).to_owned(), number::plain(bowl.kappa(), 3), number::plain(bowl.limit(), 3), steps]
    };
    Figure::Table(Table {
        title: "Foretelling the alcohol of 178 wines".to_owned(),
        columns: ["measurements", "κ", "too large from", "steps"].map(str::to_owned).to_vec(),
        rows: descents.iter().map(row).collect(),
        caption: "Each at its own best learning rate.".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(texts: &[&str]) -> Report {
        let settings = Settings::parse(&TwoWords.parameters(), texts).unwrap();
        TwoWords.run(&settings, &Context::silent(1)).unwrap()
    }

    #[test]
    fn a_common_scale_takes_a_handful_of_steps_to_the_same_loss() {
        let report = run(&[]);
        let measure = |name: &str| report.measure(name).unwrap();
        assert!(measure("standardised_steps") < 10.0, "{:?}", report.measures);
        assert!(measure("centred_steps") > 5.0 * measure("standardised_steps"), "{:?}", report.measures);
        assert!(measure("loss_gap") < 1e-9, "{:?}", report.measures);
    }

    #[test]
    fn the_lowest_place_is_flat() {
        for scale in SCALES {
            let bowl = Bowl::of(scale, &[9, 4]);
            let slope = bowl.slope(&bowl.best);
            assert!(slope.iter().all(|slope| slope.abs() < 1e-7), "{scale}: {slope:?}");
        }
    }

    #[test]
    fn the_same_measurement_twice_is_refused() {
        let settings = Settings::parse(&TwoWords.parameters(), &["x=hue", "y=hue"]).unwrap();
        let error = TwoWords.run(&settings, &Context::silent(1)).unwrap_err().to_string();
        assert!(error.contains("y=proline"), "{error}");
    }
}
