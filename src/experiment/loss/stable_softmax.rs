//! Why softmax takes the maximum away first: exponentials overflow.

use ndarray::array;

use super::animals::softmax;
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::{Tape, math};
use crate::plot::{Figure, Table};
use crate::text::number;

/// `stable-softmax`.
pub(super) struct StableSoftmax;

impl Experiment for StableSoftmax {
    fn name(&self) -> &'static str {
        "stable-softmax"
    }

    fn about(&self) -> &'static str {
        "softmax as written against softmax with the maximum taken away, on large scores"
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![Parameter::real("size", 0.0, 1e6, 1000.0, "the scores are size, 0 and −size")]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let mut measures = Vec::new();
        for index in 1..=3 {
            measures.push(MeasureInfo::new(
                format!("naive{index}"),
                format!("probability {index} as the formula is written"),
            ));
            measures.push(MeasureInfo::new(
                format!("naive_log{index}"),
                format!("the logarithm of naive{index}"),
            ));
            measures.push(MeasureInfo::new(
                format!("stable{index}"),
                format!("probability {index} with the maximum taken away"),
            ));
            measures.push(MeasureInfo::new(
                format!("stable_log{index}"),
                format!("log-softmax {index} in one piece"),
            ));
        }
        measures.push(MeasureInfo::new(
            "overflow",
            "the first whole number whose exponential is infinite in 64 bits",
        ));
        measures.push(MeasureInfo::new("overflow32", "the same in 32 bits"));
        measures
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        context.check()?;
        let size = settings.real("size").unwrap_or(1000.0);
        let scores = array![[size, 0.0, -size]];
        let powers: Vec<f64> = scores.iter().map(|&score| math::exp(score)).collect();
        let sum: f64 = powers.iter().sum();
        let stable = softmax(scores.view())?;
        let mut tape = Tape::new();
        let input = tape.input(scores.view())?;
        let logs = tape.log_softmax(input)?;
        let logs = tape.value(logs);
        let mut report = Report::new(self, settings, context);
        let mut rows = Vec::new();
        for index in 0..3 {
            let naive = powers[index] / sum;
            let numbers = [naive, math::ln(naive), stable[[0, index]], logs[[0, index]]];
            let names = ["naive", "naive_log", "stable", "stable_log"];
            for (name, value) in names.iter().zip(numbers) {
                report.add(format!("{name}{}", index + 1), value);
            }
            let shown = numbers.map(|value| number::significant(value, 6));
            rows.push(std::iter::once(number::significant(scores[[0, index]], 6)).chain(shown).collect());
        }
        report.add("overflow", first_overflow(f64::MAX));
        report.add("overflow32", first_overflow(f64::from(f32::MAX)));
        report.figures.push(Figure::Table(Table {
            title: "Softmax of large scores".to_owned(),
            columns: ["score", "as written", "its log", "maximum away", "log-softmax"]
                .map(str::to_owned)
                .to_vec(),
            rows,
            caption: format!("In 64 bits, exp overflows at {}.", first_overflow(f64::MAX)),
        }));
        Ok(report)
    }
}

/// The first whole number whose exponential is above `largest`.
fn first_overflow(largest: f64) -> f64 {
    (0..1000).map(f64::from).find(|&x| math::exp(x) > largest).unwrap_or(f64::INFINITY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_formula_as_written_breaks_and_the_stable_one_is_exact() {
        let settings = Settings::defaults(&StableSoftmax.parameters());
        let report = StableSoftmax.run(&settings, &Context::silent(0)).unwrap();
        let measure = |name: &str| report.measure(name).unwrap();
        assert!(measure("naive1").is_nan() && measure("naive_log3") == f64::NEG_INFINITY);
        assert_eq!(["stable_log1", "stable_log2", "stable_log3"].map(measure), [0.0, -1000.0, -2000.0]);
        assert_eq!((measure("overflow"), measure("overflow32")), (710.0, 89.0));
    }
}
