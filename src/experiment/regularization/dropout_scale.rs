//! What a unit adds up while inputs are dropped, and when all are there.

use ndarray::Array2;

use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::random::Generator;
use crate::nn::{Mode, Tape};
use crate::plot::{Axis, Bars, Figure, Histogram};

/// `dropout-scale`.
pub(super) struct DropoutScale;

/// Draws of a mask.
const DRAWS: usize = 4000;

impl Experiment for DropoutScale {
    fn name(&self) -> &'static str {
        "dropout-scale"
    }

    fn about(&self) -> &'static str {
        "the sum of many inputs with some dropped, with all, and rescaled: at prediction or while training"
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::integer("inputs", 1, 1000, 100, "inputs, each 1, each with weight 1").unit("inputs"),
            Parameter::real("drop", 0.0, 0.99, 0.3, "the probability to drop an input while training"),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        vec![
            MeasureInfo::new("training", "the mean sum while training"),
            MeasureInfo::new("training_deviation", "the standard deviation of that sum"),
            MeasureInfo::new("predicting", "the sum when predicting, with nothing rescaled"),
            MeasureInfo::new("too_large", "how many times as large that is as the training mean"),
            MeasureInfo::new("predicting_scaled", "the sum when predicting, times the probability to keep"),
            MeasureInfo::new("inverted_training", "the mean sum while training, survivors divided by it"),
            MeasureInfo::new("inverted_deviation", "the standard deviation of that sum"),
            MeasureInfo::new("inverted_predicting", "the sum when predicting then, with nothing to do"),
        ]
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let (inputs, drop) = (settings.integer("inputs"), settings.real("drop").unwrap_or(0.3));
        let keep = 1.0 - drop;
        let mut tape = Tape::new();
        let x = tape.input(Array2::ones((DRAWS, inputs)).view())?;
        let dropped = tape.dropout(x, drop, Generator::seeded(context.seed).fork("masks").bits())?;
        let mut sums = |mode: Mode| -> Result<Vec<f64>, ExperimentError> {
            tape.set_mode(mode);
            tape.forward()?;
            Ok(tape.value(dropped).rows().into_iter().map(|row| row.sum()).collect())
        };
        let inverted = sums(Mode::Training)?;
        context.check()?;
        let all = sums(Mode::Evaluation)?[0];
        // The paper's form does not rescale survivors.
        let plain: Vec<f64> = inverted.iter().map(|sum| sum * keep).collect();
        let mut report = Report::new(self, settings, context);
        let ([mean, deviation], [inverted_mean, inverted_deviation]) = (spread(&plain), spread(&inverted));
        report.add("training", mean);
        report.add("training_deviation", deviation);
        report.add("predicting", all);
        report.add("too_large", all / mean);
        report.add("predicting_scaled", all * keep);
        report.add("inverted_training", inverted_mean);
        report.add("inverted_deviation", inverted_deviation);
        report.add("inverted_predicting", all);
        let x = Axis::linear("sum");
        report.figures = vec![
            Figure::Histogram(Histogram::of(
                format!("The sum over {DRAWS} masks"),
                x,
                &[("while training", &plain), ("while training, inverted", &inverted)],
                40,
            )),
            bars(mean, all, keep, inverted_mean),
        ];
        Ok(report)
    }
}

/// Mean and standard deviation.
fn spread(values: &[f64]) -> [f64; 2] {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let variance = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / count;
    [mean, variance.sqrt()]
}

fn bars(training: f64, all: f64, keep: f64, inverted: f64) -> Figure {
    let bars = [
        ("training", training),
        ("predicting, as it is", all),
        ("predicting, times keep", all * keep),
        ("training, inverted", inverted),
        ("predicting, inverted", all),
    ];
    Figure::Bars(Bars {
        title: "The sum the next layer sees".to_owned(),
        y: Axis::linear("sum"),
        bars: bars.map(|(name, value)| (name.to_owned(), value)).to_vec(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_agree_in_expectation() {
        for (seed, drop) in [(1, 0.3), (2, 0.5), (3, 0.9)] {
            let settings = Settings::parse(&DropoutScale.parameters(), &[format!("drop={drop}")]).unwrap();
            let report = DropoutScale.run(&settings, &Context::silent(seed)).unwrap();
            let measure = |name: &str| report.measure(name).unwrap();
            // Four standard errors of the mean over the masks.
            let error = 4.0 * measure("training_deviation") / (DRAWS as f64).sqrt();
            assert!((measure("training") - measure("predicting_scaled")).abs() < error, "{drop}");
            assert!(
                (measure("inverted_training") - measure("inverted_predicting")).abs() < error / (1.0 - drop)
            );
            let expected = (100.0 * drop * (1.0 - drop)).sqrt();
            assert!((measure("training_deviation") / expected - 1.0).abs() < 0.05, "{drop}");
        }
    }
}
