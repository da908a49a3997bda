//! A line on which Adam walks to the worst end (Reddi, Kale and Kumar 2018, theorem 1).

use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::Updater;
use crate::plot::{Axis, Figure, Lines, Mark, Series};

/// `adam-worst`.
pub(super) struct AdamWorst;

const RACERS: [&str; 3] = ["adam", "amsgrad", "sgd"];
/// How many places of a path are drawn.
const DRAWN: usize = 500;

impl Experiment for AdamWorst {
    fn name(&self) -> &'static str {
        "adam-worst"
    }

    fn about(&self) -> &'static str {
        "slopes that point right twice and left once, but harder: where Adam, AMSGrad and sgd end between −1 and 1"
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::real("large", 2.0, 100.0, 3.0, "the slope of every third step; the two others are −1"),
            Parameter::real("learning_rate", 0.0, 1.0, 0.1, "the learning rate at first; it falls with 1/√t"),
            Parameter::integer("steps", 10, 100_000, 10_000, "how many steps").unit("steps"),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let of = |name: &str| {
            MeasureInfo::new(format!("{name}_end"), format!("where {name} ends; −1 is best, 1 worst"))
        };
        RACERS.map(of).to_vec()
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let mut report = Report::new(self, settings, context);
        let mut series = Vec::new();
        for name in RACERS {
            context.check()?;
            let path = walk(settings, name)?;
            report.add(format!("{name}_end"), path[path.len() - 1]);
            let every = path.len().div_ceil(DRAWN);
            let points = path.iter().enumerate().step_by(every).map(|(step, &x)| [step as f64, x]);
            series.push(Series::new(name, points.collect()));
        }
        report.figures = vec![figure(series)];
        Ok(report)
    }
}

/// The places from the start at 0 on. With slope `large` every third step, β₂ = 1/(1 + large²): Adam's divisor has
/// forgotten the large slope when the small ones come.
fn walk(settings: &Settings, name: &str) -> Result<Vec<f64>, ExperimentError> {
    let large = settings.real("large").unwrap_or(3.0);
    let mut updater = Updater::named(name)?;
    if name != "sgd" {
        updater.set("beta1", 0.0)?;
        updater.set("beta2", 1.0 / (1.0 + large * large))?;
        updater.set("bias_correction", 0.0)?;
    }
    let (mut x, mut path) = ([0.0], vec![0.0]);
    for step in 1..=settings.integer("steps") {
        updater.set("learning_rate", settings.real("learning_rate").unwrap_or(0.1) / (step as f64).sqrt())?;
        let slope = if step % 3 == 1 { large } else { -1.0 };
        updater.step(&mut x, &[slope])?;
        x[0] = x[0].clamp(-1.0, 1.0);
        path.push(x[0]);
    }
    Ok(path)
}

fn figure(series: Vec<Series>) -> Figure {
    Figure::Lines(Lines {
        title: "Which end each walks to".to_owned(),
        x: Axis::linear("step"),
        y: Axis::linear("place").from_to(-1.0, 1.0),
        series,
        marks: vec![
            Mark::Horizontal { name: "worst".to_owned(), y: 1.0 },
            Mark::Horizontal { name: "best".to_owned(), y: -1.0 },
        ],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adam_ends_at_the_worst_place_and_the_others_near_the_best() {
        let report =
            AdamWorst.run(&Settings::defaults(&AdamWorst.parameters()), &Context::silent(0)).unwrap();
        let end = |name: &str| report.measure(&format!("{name}_end")).unwrap();
        assert!(end("adam") > 0.99, "{}", end("adam"));
        assert!(end("amsgrad") < -0.99 && end("sgd") < -0.99, "{} {}", end("amsgrad"), end("sgd"));
    }
}
