//! Momentum that goes round for ever, on a convex function (Lessard, Recht and Packard 2016, section 4.6).

use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::Updater;
use crate::plot::{Axis, Figure, Lines, Mark, Series};

/// `momentum-cycle`.
pub(super) struct Cycle;

/// How many of the last places make the cycle.
const LAST: usize = 30;

/// f′(x): 25 outside, 1 in the middle. f is convex, its slope continuous, and its only minimum is at 0.
fn slope(x: f64) -> f64 {
    match x {
        x if x < 1.0 => 25.0 * x,
        x if x < 2.0 => x + 24.0,
        x => 25.0 * x - 24.0,
    }
}

/// f(x), from f(0) = 0.
fn value(x: f64) -> f64 {
    match x {
        x if x < 1.0 => 12.5 * x * x,
        x if x < 2.0 => 0.5 * x * x + 24.0 * x - 12.0,
        x => 12.5 * x * x - 24.0 * x + 36.0,
    }
}

impl Experiment for Cycle {
    fn name(&self) -> &'static str {
        "momentum-cycle"
    }

    fn about(&self) -> &'static str {
        "a valley with one bottom that momentum, tuned as in the book, never finds"
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::real("learning_rate", 0.0, 1.0, 1.0 / 9.0, "momentum's learning rate"),
            Parameter::real("momentum", 0.0, 0.999, 4.0 / 9.0, "momentum's β"),
            Parameter::real("start", -10.0, 10.0, 3.3, "where all three start"),
            Parameter::integer("steps", LAST as i64, 2000, 200, "how many steps each takes"),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let measure = |name: &str, about: &str| MeasureInfo::new(name, about);
        vec![
            measure("low", "the lowest of momentum's last 30 places"),
            measure("middle", "the place it has between the lowest and the highest"),
            measure("high", "the highest of momentum's last 30 places"),
            measure("repeats", "how far it is from where it was three steps before"),
            measure("momentum_distance", "how far from the bottom momentum ends"),
            measure("sgd_distance", "how far from the bottom gradient descent ends"),
            measure("nag_distance", "how far from the bottom NAG ends"),
        ]
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        context.check()?;
        let rate = settings.real("learning_rate").unwrap_or(1.0 / 9.0);
        let beta = settings.real("momentum").unwrap_or(4.0 / 9.0);
        let momentum = Updater::named("momentum")?.with("learning_rate", rate)?.with("momentum", beta)?;
        // Gradient descent and NAG as their textbooks tune them for curvatures from 1 to 25.
        let sgd = Updater::named("sgd")?.with("learning_rate", 2.0 / 26.0)?;
        let nag = Updater::named("nag")?.with("learning_rate", 1.0 / 25.0)?.with("momentum", 2.0 / 3.0)?;
        let path = |updater| path(updater, settings);
        let paths = [("momentum", path(momentum)?), ("sgd", path(sgd)?), ("nag", path(nag)?)];
        let mut report = Report::new(self, settings, context);
        add(&mut report, &paths);
        report.figures = vec![by_step(&paths), on_the_slope(&paths[0].1)];
        Ok(report)
    }
}

fn path(mut updater: Updater, settings: &Settings) -> Result<Vec<f64>, ExperimentError> {
    let mut point = [settings.real("start").unwrap_or(3.3)];
    let mut path = vec![point[0]];
    for _ in 0..settings.integer("steps") {
        let slopes = [slope(point[0])];
        updater.step(&mut point, &slopes)?;
        path.push(point[0]);
    }
    Ok(path)
}

fn add(report: &mut Report, paths: &[(&str, Vec<f64>); 3]) {
    let momentum = &paths[0].1;
    let mut last = momentum[momentum.len() - LAST..].to_vec();
    let back = (momentum[momentum.len() - 1] - momentum[momentum.len() - 4]).abs();
    last.sort_by(f64::total_cmp);
    report.add("low", last[0]);
    report.add("middle", last[LAST / 2]);
    report.add("high", last[LAST - 1]);
    report.add("repeats", back);
    for (name, path) in paths {
        report.add(format!("{name}_distance"), path.last().map_or(f64::NAN, |x| x.abs()));
    }
}

fn by_step(paths: &[(&str, Vec<f64>); 3]) -> Figure {
    let line = |(name, path): &(&str, Vec<f64>)| {
        Series::new(
            *name,
            path.iter().take(2 * LAST).enumerate().map(|(step, &x)| [step as f64, x]).collect(),
        )
    };
    Figure::Lines(Lines {
        title: "Where each is, by step".to_owned(),
        x: Axis::linear("step"),
        y: Axis::linear("w"),
        series: paths.iter().map(line).collect(),
        marks: vec![Mark::Horizontal { name: "bottom".to_owned(), y: 0.0 }],
    })
}

/// The valley, and the places momentum comes back to.
fn on_the_slope(momentum: &[f64]) -> Figure {
    let valley = (0..=100).map(|index| -2.5 + 0.05 * f64::from(index)).map(|x| [x, value(x)]).collect();
    let round = momentum[momentum.len() - 4..].iter().filter(|x| x.abs() <= 2.5).map(|&x| [x, value(x)]);
    let mut series = vec![Series::new("the valley", valley)];
    let round: Vec<[f64; 2]> = round.collect();
    if !round.is_empty() {
        series.push(Series::new("momentum's way round", round));
    }
    Figure::Lines(Lines {
        title: "A valley with one bottom, and a way round it".to_owned(),
        x: Axis::linear("w"),
        y: Axis::linear("loss"),
        series,
        marks: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(set: &[&str]) -> Report {
        let settings = Settings::parse(&Cycle.parameters(), set).unwrap();
        Cycle.run(&settings, &Context::silent(1)).unwrap()
    }

    #[test]
    fn the_slope_is_that_of_the_function_and_joined() {
        for x in [-1.0, 0.5, 1.5, 3.0] {
            let measured = (value(x + 1e-6) - value(x - 1e-6)) / 2e-6;
            assert!((measured - slope(x)).abs() < 1e-6, "{x}");
        }
        for edge in [1.0, 2.0] {
            assert!(
                (slope(edge - 1e-9) - slope(edge)).abs() < 1e-6
                    && (value(edge - 1e-9) - value(edge)).abs() < 1e-6
            );
        }
    }

    #[test]
    fn momentum_goes_round_and_the_others_arrive() {
        let report = run(&[]);
        let measure = |name: &str| report.measure(name).unwrap();
        let round = ["low", "middle", "high"].map(measure);
        let expected = [-1.802, 0.647, 2.116];
        assert!(round.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-3), "{round:?}");
        assert!(
            measure("repeats") < 1e-6 && measure("sgd_distance") < 1e-6 && measure("nag_distance") < 1e-6
        );
        assert!(run(&["start=0.5"]).measure("momentum_distance").unwrap() < 1e-6);
    }
}
