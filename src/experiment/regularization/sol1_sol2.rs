//! One line on two scales: what it says, what it costs, and how it unlearns a wrong label.

use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::math;
use crate::plot::{Axis, Figure, Lines, Mark, Series, Table};
use crate::text::number;

/// `sol1-sol2`.
pub(super) struct Sol1Sol2;

/// The sum x₁ + x₂ at the point (1, 1); at (−1, −1) it is the negative.
const REACH: f64 = 2.0;

/// A loss of one point with label 0: its name, and its slope with respect to the score, by the output.
type Cost = (&'static str, fn(f64) -> f64);

const COSTS: [Cost; 2] = [("squared", |p| p * p * (1.0 - p)), ("ce", |p| p)];

impl Experiment for Sol1Sol2 {
    fn name(&self) -> &'static str {
        "sol1-sol2"
    }

    fn about(&self) -> &'static str {
        "σ(x₁+x₂) and σ(k·(x₁+x₂)): the same line, another loss, and another way back from a wrong label"
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::real("scale", 0.1, 50.0, 10.0, "k: what both weights of the second solution are"),
            Parameter::real("learning_rate", 0.0, 100.0, 0.5, "the learning rate when unlearning"),
            Parameter::integer("steps", 1, 100_000, 10_000, "the most steps of unlearning").unit("steps"),
            Parameter::real("lambda", 0.0, 1.0, 0.01, "what a squared weight costs"),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let of = |(name, words): (&str, &str)| {
            let measure = |what: &str, about: &str| {
                MeasureInfo::new(format!("{name}_{what}"), format!("{about}, {words}"))
            };
            vec![
                measure("right", "the output at (1, 1), which should be 1"),
                measure("left", "the output at (−1, −1), which should be 0"),
                measure("missing", "how much (1, 1) lacks of 1"),
                measure("loss", "the mean cross-entropy of the two points"),
                measure("slope", "the slope of σ at (1, 1) with respect to the score"),
                measure("wrong_loss", "the cross-entropy of (1, 1) if its label says 0"),
                measure(
                    "squared_pull",
                    "the slope of its squared error with respect to the score, if its label says 0",
                ),
                measure(
                    "ce_pull",
                    "the slope of its cross-entropy with respect to the score, if its label says 0",
                ),
                measure(
                    "squared_steps",
                    "steps until it is taken for a 0 under squared error; infinite if too many",
                ),
                measure(
                    "ce_steps",
                    "steps until it is taken for a 0 under cross-entropy; infinite if too many",
                ),
            ]
        };
        let solutions = [("one", "weights 1"), ("two", "weights k")];
        let mut measures: Vec<MeasureInfo> = solutions.into_iter().flat_map(of).collect();
        measures
            .push(MeasureInfo::new("best_scale", "the k with the lowest loss once weights cost λ·(k² + k²)"));
        measures
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        context.check()?;
        let real = |name| settings.real(name).unwrap_or(0.0);
        let (rate, steps, lambda) = (real("learning_rate"), settings.integer("steps"), real("lambda"));
        let scales = [("one", 1.0), ("two", real("scale"))];
        let mut report = Report::new(self, settings, context);
        let mut lines = Vec::new();
        for (name, scale) in scales {
            add(&mut report, name, scale);
            for (cost, slope) in COSTS {
                let outputs = unlearn(scale, slope, rate, steps);
                let arrived = outputs.iter().position(|&output| output < 0.5);
                report.add(format!("{name}_{cost}_steps"), arrived.map_or(f64::INFINITY, |step| step as f64));
                let label = if cost == "ce" { "cross-entropy" } else { "squared error" };
                let point = |(step, &output): (usize, &f64)| [step as f64, output];
                let drawn = outputs.iter().take(60).enumerate().map(point).collect();
                lines.push(Series::new(format!("weights {scale}, {label}"), drawn));
            }
        }
        report.add("best_scale", best_scale(lambda));
        report.figures = vec![curves(scales), table(scales), way_back(lines), charged(lambda)];
        Ok(report)
    }
}

/// −ln σ(s), without overflow.
fn loss(score: f64) -> f64 {
    math::ln_1p(math::exp(-score.abs())) + (-score).max(0.0)
}

fn add(report: &mut Report, name: &str, scale: f64) {
    let score = scale * REACH;
    let right = math::sigmoid(score);
    report.add(format!("{name}_right"), right);
    report.add(format!("{name}_left"), math::sigmoid(-score));
    report.add(format!("{name}_missing"), math::sigmoid(-score));
    report.add(format!("{name}_loss"), loss(score));
    report.add(format!("{name}_slope"), right * math::sigmoid(-score));
    report.add(format!("{name}_wrong_loss"), loss(-score));
    report.add(format!("{name}_squared_pull"), right * right * math::sigmoid(-score));
    report.add(format!("{name}_ce_pull"), right);
}

/// The output at (1, 1) before each step and after the last, once both points are labelled 0, until it is
/// below a half: gradient descent on both weights and a bias, on the mean over the two points.
fn unlearn(scale: f64, slope: fn(f64) -> f64, rate: f64, steps: usize) -> Vec<f64> {
    let (mut weight, mut bias) = (scale, 0.0);
    let mut outputs = Vec::new();
    for step in 0..=steps {
        let [right, left] = [REACH, -REACH].map(|sum| math::sigmoid(weight * sum + bias));
        outputs.push(right);
        if right < 0.5 || step == steps {
            break;
        }
        let (right, left) = (slope(right), slope(left));
        weight -= rate * (right - left) / 2.0;
        bias -= rate * (right + left) / 2.0;
    }
    outputs
}

/// What both points cost on average with weights k, and the weights themselves.
fn charged_loss(k: f64, lambda: f64) -> f64 {
    loss(k * REACH) + 2.0 * lambda * k * k
}

/// Where the slope −2σ(−2k) + 4λk is 0; without a charge nowhere.
fn best_scale(lambda: f64) -> f64 {
    if lambda == 0.0 {
        return f64::INFINITY;
    }
    let (mut low, mut high) = (0.0, 1.0 / lambda);
    for _ in 0..200 {
        let middle = (low + high) / 2.0;
        let slope = 4.0 * lambda * middle - REACH * math::sigmoid(-REACH * middle);
        if slope < 0.0 { low = middle } else { high = middle }
    }
    low
}

fn curves(scales: [(&str, f64); 2]) -> Figure {
    let curve = |(_, scale): (&str, f64)| {
        let point = |step: i32| {
            let sum = f64::from(step) / 100.0;
            [sum, math::sigmoid(scale * sum)]
        };
        Series::new(format!("weights {scale}"), (-300..=300).map(point).collect())
    };
    Figure::Lines(Lines {
        title: "The output along the sum of the two inputs".to_owned(),
        x: Axis::linear("x₁ + x₂"),
        y: Axis::linear("output").from_to(0.0, 1.0),
        series: scales.map(curve).to_vec(),
        marks: [("(−1, −1)", -REACH), ("(1, 1)", REACH)]
            .map(|(name, x)| Mark::Vertical { name: name.to_owned(), x })
            .to_vec(),
    })
}

fn table(scales: [(&str, f64); 2]) -> Figure {
    let row = |(_, scale): (&str, f64)| {
        let score = scale * REACH;
        let shown = |value: f64| number::plain(value, 3);
        vec![
            format!("{scale}"),
            shown(math::sigmoid(score)),
            shown(math::sigmoid(-score)),
            shown(loss(score)),
            shown(math::sigmoid(score) * math::sigmoid(-score)),
            shown(loss(-score)),
        ]
    };
    let columns = ["weights", "at (1, 1)", "at (−1, −1)", "loss", "slope of σ", "loss if mislabelled"];
    Figure::Table(Table {
        title: "The same line, two scales".to_owned(),
        columns: columns.map(str::to_owned).to_vec(),
        rows: scales.map(row).to_vec(),
        caption: "The points (1, 1) with label 1 and (−1, −1) with label 0.".to_owned(),
    })
}

fn way_back(series: Vec<Series>) -> Figure {
    Figure::Lines(Lines {
        title: "The output at (1, 1) once its label says 0".to_owned(),
        x: Axis::linear("step"),
        y: Axis::linear("output").from_to(0.0, 1.0),
        series,
        marks: Vec::new(),
    })
}

fn charged(lambda: f64) -> Figure {
    let curve = |name: &str, lambda: f64| {
        let point = |step: i32| {
            let k = f64::from(step) / 60.0;
            [k, charged_loss(k, lambda)]
        };
        Series::new(name, (0..=240).map(point).collect())
    };
    Figure::Lines(Lines {
        title: "The loss by k, and with a price on the weights".to_owned(),
        x: Axis::linear("k"),
        y: Axis::linear("loss"),
        series: vec![curve("loss", 0.0), curve("loss + λ·2k²", lambda)],
        marks: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(texts: &[&str]) -> Report {
        let settings = Settings::parse(&Sol1Sol2.parameters(), texts).unwrap();
        Sol1Sol2.run(&settings, &Context::silent(1)).unwrap()
    }

    #[test]
    fn the_two_solutions_are_those_of_the_review() {
        let report = run(&[]);
        let measure = |name: &str| report.measure(name).unwrap();
        assert!((measure("one_right") - 0.8808).abs() < 1e-4 && (measure("one_left") - 0.1192).abs() < 1e-4);
        assert!((measure("two_missing") - 2.06e-9).abs() < 1e-11, "{}", measure("two_missing"));
        assert!(measure("two_loss") < 1e-8 && measure("two_slope") < 1e-8);
        assert_eq!(measure("two_squared_steps"), f64::INFINITY);
        assert!(measure("two_ce_steps") > 3.0 * measure("one_ce_steps"));
    }

    #[test]
    fn the_best_scale_is_flat_and_grows_without_a_charge() {
        let k = best_scale(0.01);
        let slope = (charged_loss(k + 1e-6, 0.01) - charged_loss(k - 1e-6, 0.01)) / 2e-6;
        assert!(slope.abs() < 1e-8, "{k}: {slope}");
        assert_eq!(best_scale(0.0), f64::INFINITY);
        assert!(charged_loss(20.0, 0.0) < charged_loss(10.0, 0.0));
    }
}
