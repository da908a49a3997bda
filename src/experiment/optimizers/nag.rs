//! One step of momentum and of NAG from the same place with the same velocity, and what follows from it.

use crate::experiment::surface::{self, Surface};
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::Updater;
use crate::plot::{Axis, Contour, Figure, Lines, Mark, Series, Trajectory};

/// `nag`.
pub(super) struct Nag;

/// How many steps the swing is followed.
const STEPS: usize = 80;
/// How many samples the level lines have across and up.
const SAMPLES: [usize; 2] = [72, 48];

impl Experiment for Nag {
    fn name(&self) -> &'static str {
        "nag"
    }

    fn about(&self) -> &'static str {
        "where momentum and NAG take their slope at one step, and how far each overshoots"
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::real("learning_rate", 1e-4, 0.6, 0.05, "the learning rate, in the ravine"),
            Parameter::real("momentum", 0.0, 0.99, 0.9, "β"),
            Parameter::integer("step", 1, 60, 5, "the step that is drawn"),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let measure = |name: &str, about: &str| MeasureInfo::new(name, about);
        vec![
            measure(
                "momentum_overshoot",
                "how far momentum first goes beyond the floor, of its distance at the start",
            ),
            measure("nag_overshoot", "how far NAG first goes beyond the floor"),
            measure("here_slope", "the slope across the ravine where the weight is"),
            measure("ahead_slope", "that slope where the velocity leads"),
            measure("momentum_lands", "y after momentum's step from there"),
            measure("nag_lands", "y after NAG's step from the same place"),
        ]
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        context.check()?;
        let ravine = surface::find("ravine")
            .ok_or_else(|| ExperimentError::Unfit("the ravine is missing".to_owned()))?;
        let rate = settings.real("learning_rate").unwrap_or(0.05);
        let beta = settings.real("momentum").unwrap_or(0.9);
        let paths = [path("momentum", ravine, rate, beta)?, path("nag", ravine, rate, beta)?];
        let step = Step::after(settings.integer("step"), ravine, rate, beta);
        let mut report = Report::new(self, settings, context);
        for (name, path) in ["momentum", "nag"].into_iter().zip(&paths) {
            let lowest = path.iter().map(|point| point[1]).fold(0.0, f64::min);
            report.add(format!("{name}_overshoot"), -lowest / ravine.start()[1]);
        }
        report.add("here_slope", step.slopes[0][1]);
        report.add("ahead_slope", step.slopes[1][1]);
        report.add("momentum_lands", step.lands(0)[1]);
        report.add("nag_lands", step.lands(1)[1]);
        report.figures = vec![step.figure(ravine, settings.integer("step")), swings(&paths)];
        Ok(report)
    }
}

fn path(name: &str, surface: &dyn Surface, rate: f64, beta: f64) -> Result<Vec<[f64; 2]>, ExperimentError> {
    let mut updater = Updater::named(name)?.with("learning_rate", rate)?.with("momentum", beta)?;
    let mut point = surface.start();
    let mut path = vec![point];
    for _ in 0..STEPS {
        let slopes = surface.gradient(point);
        updater.step(&mut point, &slopes)?;
        path.push(point);
    }
    Ok(path)
}

/// A place with a velocity, and the two slopes one may follow from there.
struct Step {
    here: [f64; 2],
    /// Where the velocity alone would lead: w − r·β·v.
    ahead: [f64; 2],
    /// The slopes at both.
    slopes: [[f64; 2]; 2],
    rate: f64,
}

impl Step {
    /// Where momentum is before step `number`, the first being 1.
    fn after(number: usize, surface: &dyn Surface, rate: f64, beta: f64) -> Self {
        let (mut here, mut velocity) = (surface.start(), [0.0; 2]);
        for _ in 1..number {
            let slopes = surface.gradient(here);
            for axis in [0, 1] {
                velocity[axis] = beta * velocity[axis] + slopes[axis];
                here[axis] -= rate * velocity[axis];
            }
        }
        let ahead = [0, 1].map(|axis| here[axis] - rate * beta * velocity[axis]);
        Self { here, ahead, slopes: [surface.gradient(here), surface.gradient(ahead)], rate }
    }

    /// Where the step ends: with the slope from here (0, momentum) or from ahead (1, NAG).
    fn lands(&self, whose: usize) -> [f64; 2] {
        [0, 1].map(|axis| self.ahead[axis] - self.rate * self.slopes[whose][axis])
    }

    fn figure(&self, surface: &dyn Surface, number: usize) -> Figure {
        let points = [self.here, self.ahead, self.lands(0), self.lands(1)];
        let ranges = [0, 1].map(|axis| around(points.map(|point| point[axis])));
        let place = |axis: usize, index: usize| {
            let (low, high) = ranges[axis];
            low + (high - low) * index as f64 / (SAMPLES[axis] - 1) as f64
        };
        let row = |up: usize| {
            (0..SAMPLES[0]).map(|across| surface.value([place(0, across), place(1, up)])).collect()
        };
        let arrow = |name: &str, from: [f64; 2], to: [f64; 2]| Trajectory {
            name: name.to_owned(),
            path: vec![from, to],
        };
        let mark = |name: &str, at: [f64; 2]| Mark::Point { name: name.to_owned(), at };
        Figure::Contour(Contour {
            title: format!("Step {number} in the ravine: one velocity, two slopes"),
            x: Axis::linear("x").from_to(ranges[0].0, ranges[0].1),
            y: Axis::linear("y").from_to(ranges[1].0, ranges[1].1),
            values: (0..SAMPLES[1]).map(row).collect(),
            levels: Vec::new(),
            trajectories: vec![
                arrow("velocity", self.here, self.ahead),
                arrow("momentum's slope", self.ahead, self.lands(0)),
                arrow("NAG's slope", self.ahead, self.lands(1)),
            ],
            marks: vec![mark("here", self.here), mark("ahead", self.ahead)],
        })
    }
}

/// A range around some numbers, with a quarter more on both sides.
fn around(values: [f64; 4]) -> (f64, f64) {
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let margin = (0.25 * (high - low)).max(1e-9);
    (low - margin, high + margin)
}

fn swings(paths: &[Vec<[f64; 2]>; 2]) -> Figure {
    let line = |(name, path): (&str, &Vec<[f64; 2]>)| {
        Series::new(name, path.iter().enumerate().map(|(step, point)| [step as f64, point[1]]).collect())
    };
    Figure::Lines(Lines {
        title: "The swing across the ravine".to_owned(),
        x: Axis::linear("step"),
        y: Axis::linear("y"),
        series: ["momentum", "nag"].into_iter().zip(paths).map(line).collect(),
        marks: vec![Mark::Horizontal { name: "floor".to_owned(), y: 0.0 }],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(set: &[&str]) -> Report {
        let settings = Settings::parse(&Nag.parameters(), set).unwrap();
        Nag.run(&settings, &Context::silent(1)).unwrap()
    }

    #[test]
    fn nag_overshoots_less() {
        let report = run(&[]);
        let measure = |name: &str| report.measure(name).unwrap();
        assert!((measure("momentum_overshoot") - 0.6037).abs() < 1e-3, "{:?}", report.measures);
        assert!((measure("nag_overshoot") - 0.3940).abs() < 1e-3, "{:?}", report.measures);
    }

    #[test]
    fn the_step_drawn_is_the_optimizers() {
        let ravine = surface::find("ravine").unwrap();
        let path = path("momentum", ravine, 0.05, 0.9).unwrap();
        let step = Step::after(5, ravine, 0.05, 0.9);
        assert!((step.here[1] - path[4][1]).abs() < 1e-12 && (step.lands(0)[1] - path[5][1]).abs() < 1e-12);
        // Across the floor the slope ahead is smaller than here, or of the other sign.
        assert!(step.slopes[1][1] < step.slopes[0][1]);
    }
}
