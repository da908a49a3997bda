//! What batch normalization makes of numbers: mean 0 and variance 1, and no fixed range.

use ndarray::Array2;

use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::layer::{BatchNorm, Layer, ScaleShift};
use crate::nn::random::Generator;
use crate::nn::{Error, Tape, math};
use crate::plot::{Axis, Figure, Histogram, Table};
use crate::text::number;

/// `batch-norm-range`.
pub(super) struct NormalRange;

const SHAPES: [&str; 4] = ["normal", "uniform", "skewed", "outlier"];

impl Experiment for NormalRange {
    fn name(&self) -> &'static str {
        "batch-norm-range"
    }

    fn about(&self) -> &'static str {
        "numbers before and after batch normalization: what share lies outside −1 … 1, and how far"
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::choice("shape", SHAPES.to_vec(), "normal", "how the numbers before are distributed"),
            Parameter::integer("batch_size", 2, 1000, 32, "examples of each batch").unit("examples"),
            Parameter::integer("units", 1, 2000, 500, "units, each normalised by itself").unit("units"),
            Parameter::real("mean", -100.0, 100.0, 3.0, "the mean before"),
            Parameter::real("deviation", 0.1, 100.0, 2.0, "the standard deviation before"),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        vec![
            MeasureInfo::new("before_mean", "the mean of all numbers before"),
            MeasureInfo::new("before_deviation", "their standard deviation before"),
            MeasureInfo::new("mean", "the mean of all numbers after"),
            MeasureInfo::new("variance", "their variance after"),
            MeasureInfo::new("outside", "the share of numbers outside −1 … 1 after"),
            MeasureInfo::new("largest", "the largest distance from 0 after"),
            MeasureInfo::new("bound", "the largest distance possible: √(examples − 1)"),
        ]
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        context.check()?;
        let before = numbers(settings, &mut Generator::seeded(context.seed).fork("numbers"));
        let after = normalized(&before)?;
        let mut report = Report::new(self, settings, context);
        let (mean, variance) = moments(&before);
        report.add("before_mean", mean);
        report.add("before_deviation", variance.sqrt());
        let (mean, variance) = moments(&after);
        report.add("mean", mean);
        report.add("variance", variance);
        let outside = after.iter().filter(|x| x.abs() > 1.0).count() as f64 / after.len() as f64;
        report.add("outside", outside);
        report.add("largest", after.iter().fold(0.0, |largest: f64, x| largest.max(x.abs())));
        report.add("bound", (settings.integer("batch_size") as f64 - 1.0).sqrt());
        report.figures = vec![histogram(&before, &after), table(&report)];
        Ok(report)
    }
}

/// The numbers before, `[examples, units]`, with the mean and deviation asked for.
fn numbers(settings: &Settings, generator: &mut Generator) -> Array2<f64> {
    let (mean, deviation) = (settings.real("mean").unwrap_or(3.0), settings.real("deviation").unwrap_or(2.0));
    let examples = settings.integer("batch_size");
    let mut draw = |row: usize| match settings.name("shape") {
        // Variance (b − a)²/12.
        "uniform" => generator.uniform(-1.0, 1.0) * 3.0f64.sqrt(),
        // The exponential distribution has mean 1 and variance 1.
        "skewed" => -math::ln(1.0 - generator.unit()) - 1.0,
        "outlier" if row == 0 => (examples as f64 - 1.0).sqrt(),
        "outlier" => -1.0 / (examples as f64 - 1.0).sqrt(),
        _ => generator.normal(),
    };
    Array2::from_shape_fn((examples, settings.integer("units")), |(row, _)| mean + deviation * draw(row))
}

fn normalized(before: &Array2<f64>) -> Result<Array2<f64>, Error> {
    let mut tape = Tape::new();
    let x = tape.input(before.view())?;
    let layer = BatchNorm { scale_shift: ScaleShift::Frozen };
    let y = layer.record(&mut tape, x, &mut Generator::seeded(0))?.output;
    Ok(tape.value(y).to_owned())
}

/// Mean and variance of all numbers.
fn moments(x: &Array2<f64>) -> (f64, f64) {
    let count = x.len() as f64;
    let mean = x.sum() / count;
    (mean, x.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / count)
}

fn histogram(before: &Array2<f64>, after: &Array2<f64>) -> Figure {
    let (before, after) =
        (before.iter().copied().collect::<Vec<_>>(), after.iter().copied().collect::<Vec<_>>());
    Figure::Histogram(Histogram::of(
        "Before and after",
        Axis::linear("value"),
        &[("before", &before), ("after", &after)],
        60,
    ))
}

fn table(report: &Report) -> Figure {
    let shown = |name: &str| number::significant(report.measure(name).unwrap_or(f64::NAN), 3);
    let share = number::percent(report.measure("outside").unwrap_or(f64::NAN), 3);
    let row = |name: &str, value: String| vec![name.to_owned(), value];
    Figure::Table(Table {
        title: "After batch normalization".to_owned(),
        columns: ["".to_owned(), "measured".to_owned()].to_vec(),
        rows: vec![
            row("variance", shown("variance")),
            row("outside −1 … 1", share),
            row("largest distance from 0", shown("largest")),
            row("largest possible, √(m − 1)", shown("bound")),
        ],
        caption: "The variance is 1; a range is not promised.".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(set: &[&str], seed: u64) -> Report {
        let settings = Settings::parse(&NormalRange.parameters(), set).unwrap();
        NormalRange.run(&settings, &Context::silent(seed)).unwrap()
    }

    #[test]
    fn no_number_passes_the_bound_and_an_outlier_reaches_it() {
        for size in ["2", "5", "32", "300"] {
            for shape in SHAPES {
                let report =
                    run(&[&format!("batch_size={size}"), &format!("shape={shape}"), "deviation=50"], 3);
                let measure = |name: &str| report.measure(name).unwrap();
                assert!(measure("largest") <= measure("bound") * (1.0 + 1e-12), "{size} {shape}");
                if shape == "outlier" {
                    assert!(measure("largest") > measure("bound") * (1.0 - 1e-6), "{size}");
                }
                assert!(measure("mean").abs() < 1e-9, "{size} {shape}");
            }
        }
    }

    #[test]
    fn about_a_third_of_normal_numbers_lies_outside_one() {
        // Beyond one deviation lies 31.7 % of a normal distribution, of 16 000 numbers give or take 0.4 %.
        let outside = run(&["batch_size=1000", "units=100"], 1).measure("outside").unwrap();
        assert!((outside - 0.3173).abs() < 0.006, "{outside}");
    }
}
