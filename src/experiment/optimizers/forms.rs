//! The same rule written in two ways: where both walk the same path, and where they part.

use crate::experiment::surface::{self, Surface};
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::{Updater, math};
use crate::plot::{Axis, Figure, Lines, Mark, Series};

/// `update-forms`.
pub(super) struct Forms;

impl Experiment for Forms {
    fn name(&self) -> &'static str {
        "update-forms"
    }

    fn about(&self) -> &'static str {
        "momentum and NAG, each written in two ways, on the ravine: how far apart they get"
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::real("learning_rate", 1e-6, 0.5, 0.05, "the learning rate"),
            Parameter::real("momentum", 0.0, 0.99, 0.9, "β"),
            Parameter::real(
                "drop",
                1.0,
                1000.0,
                1.0,
                "what the learning rate is divided by after half of the steps",
            ),
            Parameter::integer("steps", 4, 2000, 100, "how many steps"),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        vec![
            MeasureInfo::new("momentum_apart", "the largest distance between the two ways to write momentum"),
            MeasureInfo::new("nag_apart", "the largest distance between the two ways to write NAG"),
        ]
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        context.check()?;
        let ravine = surface::find("ravine")
            .ok_or_else(|| ExperimentError::Unfit("the ravine is missing".to_owned()))?;
        let plan = Plan::of(settings, ravine);
        let momentum = [plan.library("momentum")?, plan.rate_inside()];
        let nag = [plan.library("nag")?, plan.looking_ahead()];
        let mut report = Report::new(self, settings, context);
        report.add("momentum_apart", apart(&momentum));
        report.add("nag_apart", apart(&nag));
        report.figures = vec![
            figure("Momentum, written in two ways", &momentum, plan.steps),
            figure("NAG, written in two ways", &nag, plan.steps),
        ];
        Ok(report)
    }
}

struct Plan<'a> {
    surface: &'a dyn Surface,
    rate: f64,
    beta: f64,
    drop: f64,
    steps: usize,
}

type Path = Vec<[f64; 2]>;

impl<'a> Plan<'a> {
    fn of(settings: &Settings, surface: &'a dyn Surface) -> Self {
        Self {
            surface,
            rate: settings.real("learning_rate").unwrap_or(0.05),
            beta: settings.real("momentum").unwrap_or(0.9),
            drop: settings.real("drop").unwrap_or(1.0),
            steps: settings.integer("steps"),
        }
    }

    fn rate(&self, step: usize) -> f64 {
        if step >= self.steps / 2 { self.rate / self.drop } else { self.rate }
    }

    /// As the optimizer of that name has it: v ← βv + g, w ← w − r·v, and NAG in the form of PyTorch.
    fn library(&self, name: &str) -> Result<Path, ExperimentError> {
        let mut updater = Updater::named(name)?.with("momentum", self.beta)?;
        let mut point = self.surface.start();
        let mut path = vec![point];
        for step in 0..self.steps {
            updater.set("learning_rate", self.rate(step))?;
            let slopes = self.surface.gradient(point);
            updater.step(&mut point, &slopes)?;
            path.push(point);
        }
        Ok(path)
    }

    /// v ← βv − r·g, w ← w + v: the rate is inside the velocity.
    fn rate_inside(&self) -> Path {
        let (mut w, mut v) = (self.surface.start(), [0.0; 2]);
        let mut path = vec![w];
        for step in 0..self.steps {
            let slopes = self.surface.gradient(w);
            for axis in [0, 1] {
                v[axis] = self.beta * v[axis] - self.rate(step) * slopes[axis];
                w[axis] += v[axis];
            }
            path.push(w);
        }
        path
    }

    /// v ← βv + slope at (w − r·β·v), w ← w − r·v; the path is that of the points looked at.
    fn looking_ahead(&self) -> Path {
        let (mut w, mut v) = (self.surface.start(), [0.0; 2]);
        let mut path = Vec::new();
        for step in 0..=self.steps {
            let ahead = [0, 1].map(|axis| w[axis] - self.rate(step) * self.beta * v[axis]);
            path.push(ahead);
            let slopes = self.surface.gradient(ahead);
            for axis in [0, 1] {
                v[axis] = self.beta * v[axis] + slopes[axis];
                w[axis] -= self.rate(step) * v[axis];
            }
        }
        path
    }
}

fn apart([one, other]: &[Path; 2]) -> f64 {
    let distance = |(a, b): (&[f64; 2], &[f64; 2])| math::norm(&[a[0] - b[0], a[1] - b[1]]);
    one.iter().zip(other).map(distance).fold(0.0, f64::max)
}

fn figure(title: &str, [one, other]: &[Path; 2], steps: usize) -> Figure {
    let line = |name: &str, path: &Path| {
        Series::new(name, path.iter().enumerate().map(|(step, point)| [step as f64, point[0]]).collect())
    };
    Figure::Lines(Lines {
        title: title.to_owned(),
        x: Axis::linear("step"),
        y: Axis::linear("x"),
        series: vec![line("as here", one), line("the other way", other)],
        marks: vec![Mark::Vertical { name: "the rate drops".to_owned(), x: (steps / 2) as f64 }],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(set: &[&str]) -> Report {
        let settings = Settings::parse(&Forms.parameters(), set).unwrap();
        Forms.run(&settings, &Context::silent(1)).unwrap()
    }

    #[test]
    fn at_a_constant_rate_both_ways_are_one() {
        let report = run(&[]);
        assert!(report.measure("momentum_apart").unwrap() < 1e-12);
        assert!(report.measure("nag_apart").unwrap() < 1e-12);
    }

    #[test]
    fn a_rate_that_drops_parts_them() {
        let report = run(&["drop=10"]);
        assert!(report.measure("momentum_apart").unwrap() > 0.1, "{:?}", report.measures);
        assert!(report.measure("nag_apart").unwrap() > 0.01, "{:?}", report.measures);
    }
}
