//! Where a penalty's level line touches that of the loss: a diamond's corner, a circle's side.

use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::math;
use crate::nn::random::Generator;
use crate::plot::{Axis, Contour, Figure, Lines, Mark, Series, Trajectory};

/// `l1-geometry`.
pub(super) struct L1Geometry;

/// How many samples a contour plot has across and up.
const SAMPLES: [usize; 2] = [96, 64];
/// The reach of the drawn weights.
const REACH: f64 = 2.5;
/// λ of the sweep.
const SWEEP: usize = 40;
/// Random bowls in the count.
const BOWLS: usize = 2000;

impl Experiment for L1Geometry {
    fn name(&self) -> &'static str {
        "l1-geometry"
    }

    fn about(&self) -> &'static str {
        "two weights: where the diamond of L1 and the circle of L2 touch the level lines of the loss"
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::real("lambda", 0.0, 20.0, 2.0, "λ: the weight of the penalty"),
            Parameter::real("best1", -2.0, 2.0, 1.6, "the first weight that is best without penalty"),
            Parameter::real("best2", -2.0, 2.0, 0.6, "the second weight that is best without penalty"),
            Parameter::real("tilt", -0.9, 0.9, 0.4, "how the two inputs are related: the tilt of the valley"),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let mut measures = Vec::new();
        for (name, words) in [("l1", "L1"), ("l2", "L2")] {
            for weight in ["w1", "w2"] {
                measures.push(MeasureInfo::new(format!("{name}_{weight}"), format!("{weight} with {words}")));
            }
            measures.push(MeasureInfo::new(
                format!("{name}_on_axis"),
                format!("share of random bowls whose touch point under {words} lies on an axis"),
            ));
        }
        measures
            .push(MeasureInfo::new("w2_gone_at", "the least λ of the sweep at which L1 makes w2 exactly 0"));
        measures.push(MeasureInfo::new("all_gone_at", "the λ from which L1 makes both weights 0"));
        measures
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        context.check()?;
        let real = |name| settings.real(name).unwrap_or(0.0);
        let bowl = Bowl { best: [real("best1"), real("best2")], tilt: real("tilt") };
        let lambda = real("lambda");
        sweep(&bowl, context)?;
        let mut report = Report::new(self, settings, context);
        let shares = on_axis(context.seed);
        for (name, [w1, w2], share) in
            [("l1", bowl.l1(lambda), shares[0]), ("l2", bowl.l2(lambda), shares[1])]
        {
            report.add(format!("{name}_w1"), w1);
            report.add(format!("{name}_w2"), w2);
            report.add(format!("{name}_on_axis"), share);
        }
        let gone = bowl.lambdas().find(|&lambda| bowl.l1(lambda)[1] == 0.0);
        report.add("w2_gone_at", gone.unwrap_or(f64::INFINITY));
        report.add("all_gone_at", bowl.last_lambda());
        report.figures = vec![
            Figure::Contour(touch(&bowl, lambda, Shape::Diamond)),
            Figure::Contour(touch(&bowl, lambda, Shape::Circle)),
            paths(&bowl),
        ];
        Ok(report)
    }
}

/// The loss (w − best)ᵀ·[1 tilt; tilt 1]·(w − best).
#[derive(Clone, Copy)]
struct Bowl {
    best: [f64; 2],
    tilt: f64,
}

impl Bowl {
    fn value(&self, w: [f64; 2]) -> f64 {
        let [a, b] = [w[0] - self.best[0], w[1] - self.best[1]];
        a * a + 2.0 * self.tilt * a * b + b * b
    }

    /// The lowest place of loss + λ·(|w₁| + |w₂|): one weight at a time, each exactly, until nothing moves.
    fn l1(&self, lambda: f64) -> [f64; 2] {
        let mut w = self.best;
        for _ in 0..2000 {
            let before = w;
            for (own, other) in [(0, 1), (1, 0)] {
                let free = self.best[own] - self.tilt * (w[other] - self.best[other]);
                w[own] = (free.abs() - lambda / 2.0).max(0.0).copysign(free);
            }
            if w == before {
                break;
            }
        }
        w.map(|weight| weight + 0.0)
    }

    /// The lowest place of loss + λ·(w₁² + w₂²): (A + λ)·w = A·best.
    fn l2(&self, lambda: f64) -> [f64; 2] {
        let ([a, b], t) = (self.best, self.tilt);
        let (right, diagonal) = ([a + t * b, t * a + b], 1.0 + lambda);
        let determinant = diagonal * diagonal - t * t;
        [
            (diagonal * right[0] - t * right[1]) / determinant,
            (diagonal * right[1] - t * right[0]) / determinant,
        ]
    }

    /// The λ from which both weights are 0: the largest slope of the loss there.
    fn last_lambda(&self) -> f64 {
        let ([a, b], t) = (self.best, self.tilt);
        2.0 * (a + t * b).abs().max((t * a + b).abs())
    }

    /// From 0 to a little beyond the λ that makes both weights 0.
    fn lambdas(&self) -> impl Iterator<Item = f64> {
        let last = self.last_lambda() * 1.1;
        (0..=SWEEP).map(move |step| last * step as f64 / SWEEP as f64)
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Shape {
    Diamond,
    Circle,
}

impl Shape {
    fn name(self) -> &'static str {
        match self {
            Self::Diamond => "L1",
            Self::Circle => "L2",
        }
    }

    fn solution(self, bowl: &Bowl, lambda: f64) -> [f64; 2] {
        match self {
            Self::Diamond => bowl.l1(lambda),
            Self::Circle => bowl.l2(lambda),
        }
    }

    /// The places with the same penalty as `w`, all around, from `w` on.
    fn around(self, w: [f64; 2]) -> Vec<[f64; 2]> {
        match self {
            Self::Diamond => {
                let r = w[0].abs() + w[1].abs();
                let corners = [[r, 0.0], [0.0, r], [-r, 0.0], [0.0, -r], [r, 0.0]];
                let side = |pair: &[[f64; 2]]| {
                    let (from, to) = (pair[0], pair[1]);
                    (0..20).map(move |step| {
                        let share = f64::from(step) / 20.0;
                        [0, 1].map(|place| from[place] + share * (to[place] - from[place]))
                    })
                };
                let mut path: Vec<[f64; 2]> = corners.windows(2).flat_map(side).collect();
                path.push(corners[0]);
                path
            }
            Self::Circle => {
                let r = math::norm(&w);
                let turn = |step: i32| f64::from(step) / 80.0 * std::f64::consts::TAU;
                (0..=80).map(|step| [r * math::cos(turn(step)), r * math::sin(turn(step))]).collect()
            }
        }
    }
}

/// Frames of both touch points as λ grows.
fn sweep(bowl: &Bowl, context: &Context) -> Result<(), ExperimentError> {
    if !context.is_watched() {
        return Ok(());
    }
    for (turn, shape) in [Shape::Diamond, Shape::Circle].into_iter().enumerate() {
        for (step, lambda) in bowl.lambdas().enumerate() {
            context.check()?;
            let done = turn * (SWEEP + 1) + step + 1;
            context.frame(turn, done, 2 * (SWEEP + 1), || Figure::Contour(touch(bowl, lambda, shape)));
        }
    }
    Ok(())
}

/// The level line of the penalty through its solution, over the level lines of the loss, one of them through
/// it as well.
fn touch(bowl: &Bowl, lambda: f64, shape: Shape) -> Contour {
    let at = shape.solution(bowl, lambda);
    let place = |index: usize, count: usize| REACH * (2.0 * index as f64 / (count - 1) as f64 - 1.0);
    let row = |up: usize| {
        let across = |across| bowl.value([place(across, SAMPLES[0]), place(up, SAMPLES[1])]);
        (0..SAMPLES[0]).map(across).collect()
    };
    let touching = bowl.value(at);
    let levels = [0.1, 0.35, 1.0, 2.2].map(|factor| factor * touching.max(0.2)).to_vec();
    let axis = |name: &str| Axis::linear(name).from_to(-REACH, REACH);
    Contour {
        title: format!(
            "{} at λ = {}: where its line touches the loss's",
            shape.name(),
            (lambda * 100.0).round() / 100.0
        ),
        x: axis("w₁"),
        y: axis("w₂"),
        values: (0..SAMPLES[1]).map(row).collect(),
        levels,
        trajectories: vec![Trajectory { name: "equal penalty".to_owned(), path: shape.around(at) }],
        marks: vec![
            Mark::Point { name: "touch".to_owned(), at },
            Mark::Point { name: "best without".to_owned(), at: bowl.best },
        ],
    }
}

fn paths(bowl: &Bowl) -> Figure {
    let line = |shape: Shape, weight: usize| {
        let points = bowl.lambdas().map(|lambda| [lambda, shape.solution(bowl, lambda)[weight]]);
        Series::new(format!("w{} with {}", weight + 1, shape.name()), points.collect())
    };
    Figure::Lines(Lines {
        title: "The two weights by λ".to_owned(),
        x: Axis::linear("λ"),
        y: Axis::linear("weight"),
        series: vec![
            line(Shape::Diamond, 0),
            line(Shape::Diamond, 1),
            line(Shape::Circle, 0),
            line(Shape::Circle, 1),
        ],
        marks: Vec::new(),
    })
}

/// Shares of random bowls whose solution lies on an axis, for L1 and L2, where λ is half of what makes
/// every weight 0.
fn on_axis(seed: u64) -> [f64; 2] {
    let mut generator = Generator::seeded(seed).fork("bowls");
    let mut counts = [0.0; 2];
    for _ in 0..BOWLS {
        let best = [generator.normal(), generator.normal()];
        let bowl = Bowl { best, tilt: generator.uniform(-0.8, 0.8) };
        let lambda = bowl.last_lambda() / 2.0;
        for (count, w) in counts.iter_mut().zip([bowl.l1(lambda), bowl.l2(lambda)]) {
            *count += f64::from(u8::from(w[0] == 0.0 || w[1] == 0.0));
        }
    }
    counts.map(|count| count / BOWLS as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_place_near_a_solution_is_lower() {
        let bowl = Bowl { best: [1.6, 0.6], tilt: 0.4 };
        for lambda in [0.0, 0.3, 1.5, 3.0] {
            let (l1, l2) = (bowl.l1(lambda), bowl.l2(lambda));
            let first = |w: [f64; 2]| bowl.value(w) + lambda * (w[0].abs() + w[1].abs());
            let second = |w: [f64; 2]| bowl.value(w) + lambda * (w[0] * w[0] + w[1] * w[1]);
            for step in [[1e-3, 0.0], [-1e-3, 0.0], [0.0, 1e-3], [0.0, -1e-3], [1e-3, -1e-3]] {
                let moved = |w: [f64; 2]| [w[0] + step[0], w[1] + step[1]];
                assert!(first(moved(l1)) >= first(l1) && second(moved(l2)) >= second(l2), "λ {lambda}");
            }
        }
        assert_eq!(bowl.l1(bowl.last_lambda()), [0.0, 0.0]);
        assert_ne!(bowl.l1(bowl.last_lambda() * 0.99), [0.0, 0.0]);
    }

    #[test]
    fn the_diamond_is_touched_at_a_corner_and_the_circle_is_not() {
        let settings = Settings::defaults(&L1Geometry.parameters());
        let report = L1Geometry.run(&settings, &Context::silent(1)).unwrap();
        let measure = |name: &str| report.measure(name).unwrap();
        assert_eq!(measure("l1_w2"), 0.0);
        assert!(measure("l2_w2") > 0.1 && measure("l1_w1") > 0.1, "{:?}", report.measures);
        assert!(measure("l1_on_axis") > 0.3 && measure("l2_on_axis") == 0.0, "{:?}", report.measures);
    }
}
