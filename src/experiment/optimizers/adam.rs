//! Adam's first steps, with and without the correction of its averages for their start at 0 (Kingma and Ba 2014).

use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::Updater;
use crate::plot::{Axis, Figure, Lines, Mark, Series};

/// `adam`.
pub(super) struct Adam;

/// What counts as settled: a tenth above the step it should be.
const SETTLED: f64 = 1.1;

impl Experiment for Adam {
    fn name(&self) -> &'static str {
        "adam"
    }

    fn about(&self) -> &'static str {
        "Adam's steps under a constant gradient, with bias correction and without"
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::real("gradient", 1e-6, 1e6, 1.0, "the gradient, always the same"),
            Parameter::real("beta1", 0.0, 0.9999, 0.9, "how much of the old average gradient is kept"),
            Parameter::real("beta2", 0.0, 0.99999, 0.999, "how much of the old average of squares is kept"),
            Parameter::integer("steps", 1, 20_000, 3000, "how many steps").unit("steps"),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        vec![
            MeasureInfo::new("corrected_first", "the first step with the correction, in learning rates"),
            MeasureInfo::new("first", "the first step without it, in learning rates"),
            MeasureInfo::new("largest", "the largest step without it, in learning rates"),
            MeasureInfo::new("largest_at", "when that is").unit("steps"),
            MeasureInfo::new("settled_at", "from when on it is within a tenth of one learning rate")
                .unit("steps"),
        ]
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        context.check()?;
        let (with, without) = (steps(settings, 1.0)?, steps(settings, 0.0)?);
        let largest = without.iter().copied().fold(0.0, f64::max);
        let at = without.iter().position(|&step| step == largest).unwrap_or(0);
        let settled = without.iter().rposition(|step| (step - 1.0).abs() > SETTLED - 1.0);
        let settled = settled
            .map_or(1.0, |last| if last + 1 < without.len() { (last + 2) as f64 } else { f64::INFINITY });
        let mut report = Report::new(self, settings, context);
        report.add("corrected_first", with[0]);
        report.add("first", without[0]);
        report.add("largest", largest);
        report.add_in("largest_at", (at + 1) as f64, "steps");
        report.add_in("settled_at", settled, "steps");
        report.figures = vec![figure(&with, &without)];
        Ok(report)
    }
}

/// The length of each step in learning rates.
fn steps(settings: &Settings, correction: f64) -> Result<Vec<f64>, ExperimentError> {
    let mut updater =
        Updater::named("adam")?.with("learning_rate", 1.0)?.with("bias_correction", correction)?;
    for name in ["beta1", "beta2"] {
        updater.set(name, settings.real(name).unwrap_or(0.9))?;
    }
    let gradient = settings.real("gradient").unwrap_or(1.0);
    (0..settings.integer("steps"))
        .map(|_| {
            let mut weight = [0.0];
            updater.step(&mut weight, &[gradient])?;
            Ok(-weight[0])
        })
        .collect()
}

fn figure(with: &[f64], without: &[f64]) -> Figure {
    let line = |name: &str, steps: &[f64]| {
        let points = (1..).zip(steps).map(|(step, &length)| [f64::from(step), length]);
        Series::new(name, points.collect())
    };
    Figure::Lines(Lines {
        title: "Adam's steps while the gradient stays the same".to_owned(),
        x: Axis::log("step"),
        y: Axis::linear("length in learning rates"),
        series: vec![line("corrected", with), line("not corrected", without)],
        marks: vec![Mark::Horizontal { name: "one rate".to_owned(), y: 1.0 }],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(set: &[&str]) -> Report {
        let settings = Settings::parse(&Adam.parameters(), set).unwrap();
        Adam.run(&settings, &Context::silent(0)).unwrap()
    }

    #[test]
    fn without_correction_the_early_steps_are_too_large() {
        let report = run(&[]);
        let measure = |name: &str| report.measure(name).unwrap();
        assert!((measure("corrected_first") - 1.0).abs() < 1e-6);
        assert!((measure("first") - 10.0f64.sqrt()).abs() < 1e-4, "{}", measure("first"));
        assert!(
            (measure("largest") - 6.57).abs() < 0.01 && measure("largest_at") == 12.0,
            "{:?}",
            report.measures
        );
        assert_eq!(measure("settled_at"), 1751.0);
    }

    #[test]
    fn the_size_of_the_gradient_does_not_matter() {
        let first = |set: &str| run(&[set]).measure("corrected_first").unwrap();
        assert!((first("gradient=1000") - first("gradient=0.001")).abs() < 1e-4);
    }
}
