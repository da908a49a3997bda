//! How far a step may go, and what a flat direction costs.

use super::valley::{Valley, arrival, is_lost};
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::Updater;
use crate::plot::{Axis, Figure, Lines, Mark, Series, Table};
use crate::text::number;

/// `gradient-descent`.
pub(super) struct GradientDescent;

/// The condition numbers beside the learner's own.
const CONDITIONS: [f64; 3] = [10.0, 100.0, 1000.0];
/// What counts as arrived: this share of the distance at the start.
const TARGET: f64 = 1e-6;

impl Experiment for GradientDescent {
    fn name(&self) -> &'static str {
        "gradient-descent"
    }

    fn about(&self) -> &'static str {
        "the steps it takes in valleys of several shapes, and the rate at which it diverges"
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::real("condition", 1.01, 2000.0, 100.0, "how many times as steep across as along"),
            Parameter::optional("learning_rate", 0.0, 10.0, "the learning rate; the best one if absent"),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let measure = |name: &str, about: &str| MeasureInfo::new(name, about);
        let steps = |kappa: &f64| {
            let about = format!("the steps to a millionth of the distance at κ = {kappa} and its best rate");
            MeasureInfo::new(format!("steps_{kappa}"), about).unit("steps")
        };
        let mut measures: Vec<MeasureInfo> = CONDITIONS.iter().map(steps).collect();
        measures.extend([
            measure("steps", "the steps at the learner's κ and rate").unit("steps"),
            measure("diverged", "1 if that run diverged, else 0"),
            measure("learning_rate", "the rate it ran at"),
            measure("limit", "2/λ of the steepest direction"),
            measure("along", "what a step multiplies the flat direction by"),
            measure("across", "what a step multiplies the steep direction by"),
        ]);
        measures
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let valley = Valley { condition: settings.real("condition").unwrap_or(100.0) };
        let best = valley.gradient_descent()?.hyperparameters().learning_rate;
        let rate = settings.real("learning_rate").unwrap_or(best);
        let mut report = Report::new(self, settings, context);
        let mut rows = Vec::new();
        let mut series = Vec::new();
        for (done, condition) in CONDITIONS.into_iter().enumerate() {
            context.progress(done, CONDITIONS.len() + 1)?;
            let valley = Valley { condition };
            let tuned = valley.gradient_descent()?;
            let rate = tuned.hyperparameters().learning_rate;
            let distances = valley.distances(tuned, TARGET)?;
            let steps = arrival(&distances, TARGET);
            report.add_in(format!("steps_{condition}"), steps, "steps");
            rows.push(row(condition, rate, steps));
            series.push(line(format!("κ = {condition}"), &distances));
        }
        let distances = valley.distances(Updater::named("sgd")?.with("learning_rate", rate)?, TARGET)?;
        let steps = arrival(&distances, TARGET);
        rows.push(row(valley.condition, rate, steps));
        series.push(line(format!("yours: κ = {}", valley.condition), &distances));
        let [flat, steep] = valley.curvatures();
        report.add_in("steps", steps, "steps");
        report.add("diverged", f64::from(u8::from(is_lost(&distances))));
        report.add("learning_rate", rate);
        report.add("limit", 2.0 / steep);
        report.add("along", 1.0 - rate * flat);
        report.add("across", 1.0 - rate * steep);
        report.figures = vec![distances_figure(series), factors(valley, rate), table(rows)];
        Ok(report)
    }
}

/// The distance from the second step on: a logarithm has no place for step 0.
fn line(name: String, distances: &[f64]) -> Series {
    let points = distances.iter().enumerate().skip(1).map(|(step, &distance)| [step as f64, distance]);
    Series::new(name, points.collect())
}

fn distances_figure(series: Vec<Series>) -> Figure {
    Figure::Lines(Lines {
        title: "Distance from the bottom, by step".to_owned(),
        x: Axis::log("step"),
        y: Axis::log("distance").from_to(1e-7, 10.0),
        series,
        marks: vec![Mark::Horizontal { name: "arrived".to_owned(), y: TARGET }],
    })
}

/// What a step leaves of each direction, over the learning rate.
fn factors(valley: Valley, rate: f64) -> Figure {
    let [flat, steep] = valley.curvatures();
    let high = (1.1 * 2.0 / steep).max(rate);
    let left = |curvature: f64| {
        (0..=120)
            .map(|index| high * f64::from(index) / 120.0)
            .map(|r| [r, (1.0 - r * curvature).abs()])
            .collect()
    };
    Figure::Lines(Lines {
        title: format!("What one step leaves, curvatures {} and {steep}", number::plain(flat, 3)),
        x: Axis::linear("learning rate"),
        y: Axis::linear("|1 − r·λ|"),
        series: vec![
            Series::new("along, the flat one", left(flat)),
            Series::new("across, the steep one", left(steep)),
        ],
        marks: vec![
            Mark::Vertical { name: "yours".to_owned(), x: rate },
            Mark::Horizontal { name: "above: diverges".to_owned(), y: 1.0 },
        ],
    })
}

fn row(condition: f64, rate: f64, steps: f64) -> Vec<String> {
    let steps = if steps.is_finite() { number::grouped(&format!("{steps}")) } else { "never".to_owned() };
    vec![condition.to_string(), number::plain(rate, 4), steps]
}

fn table(rows: Vec<Vec<String>>) -> Figure {
    Figure::Table(Table {
        title: "Steps to a millionth of the distance".to_owned(),
        columns: ["κ", "learning rate", "steps"].map(str::to_owned).to_vec(),
        rows,
        caption: "The last row is yours; the others are at their best rate.".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(set: &[&str]) -> Report {
        let settings = Settings::parse(&GradientDescent.parameters(), set).unwrap();
        GradientDescent.run(&settings, &Context::silent(1)).unwrap()
    }

    #[test]
    fn ten_times_the_condition_takes_ten_times_the_steps() {
        let report = run(&[]);
        let measure = |name: &str| report.measure(name).unwrap();
        assert_eq!([measure("steps_10"), measure("steps_100"), measure("steps_1000")], [69.0, 691.0, 6908.0]);
        assert_eq!(measure("steps"), 691.0);
        assert!((measure("along") + measure("across")).abs() < 1e-12);
    }

    #[test]
    fn the_limit_is_two_over_the_steepest_curvature() {
        assert_eq!(run(&["learning_rate=1.99"]).measure("diverged"), Some(0.0));
        assert_eq!(run(&["learning_rate=2.01"]).measure("diverged"), Some(1.0));
    }
}
