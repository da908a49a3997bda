//! One Maxout unit learns a shape: the largest of a few straight lines (Goodfellow 2013).

use std::ops::Range;

use ndarray::Array2;

use crate::experiment::training::each_job;
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::random::Generator;
use crate::nn::{Error, Tape, Updater, Var, math};
use crate::plot::{Axis, Figure, Lines, Series, Table};
use crate::text::number;

/// `maxout`.
pub(super) struct Maxout;

/// A curve to learn: its name in measures, what it is called on screen, and the function.
struct Curve {
    name: &'static str,
    formula: &'static str,
    at: fn(f64) -> f64,
}

const CURVES: [Curve; 3] = [
    Curve { name: "abs", formula: "|x|", at: f64::abs },
    Curve { name: "square", formula: "x²", at: |x| x * x },
    Curve { name: "sine", formula: "sin 2x", at: |x| math::sin(2.0 * x) },
];

/// Where the curves are learned.
const RANGE: (f64, f64) = (-2.0, 2.0);
/// On how many points, evenly apart.
const POINTS: usize = 161;
/// The pieces of the table.
const PIECES: [usize; 3] = [2, 4, 8];
/// How far below the curve pieces are drawn.
const BELOW: f64 = 2.0;
/// Where a line is interrupted.
const GAP: [f64; 2] = [f64::NAN; 2];
/// How many frames a moving figure has.
const FRAMES: usize = 60;

/// What is to be fitted, and with what.
#[derive(Clone, Copy)]
struct Job {
    curve: usize,
    pieces: usize,
    /// 1 for one unit, 2 for the difference of two.
    units: usize,
}

/// The lines of the units after training, and how far their largest is off.
struct Fit {
    /// `[slope, height at 0]` of each piece of each unit.
    lines: Vec<Vec<[f64; 2]>>,
    /// The mean squared error.
    error: f64,
}

impl Experiment for Maxout {
    fn name(&self) -> &'static str {
        "maxout"
    }

    fn about(&self) -> &'static str {
        "one Maxout unit fits a curve by the largest of a few lines, and the difference of two units by any shape"
    }

    fn parameters(&self) -> Vec<Parameter> {
        let names = CURVES.iter().map(|curve| curve.name).collect();
        vec![
            Parameter::choice("curve", names, "square", "the curve that the unit in the first figure learns"),
            Parameter::integer("pieces", 1, 16, 4, "its pieces").unit("pieces"),
            Parameter::integer("steps", 1, 20_000, 3000, "training steps, each on all points").unit("steps"),
            Parameter::real("learning_rate", 0.0, 1.0, 0.05, "the learning rate, with a momentum of 0.9"),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let mut measures = vec![
            MeasureInfo::new("error", "the mean squared error of the unit in the first figure"),
            MeasureInfo::new("used", "how many of its pieces are the largest somewhere").unit("pieces"),
        ];
        for curve in &CURVES {
            let of = |pieces| {
                let about =
                    format!("the mean squared error of one unit of {pieces} pieces on {}", curve.formula);
                MeasureInfo::new(format!("{}_{pieces}", curve.name), about)
            };
            measures.extend(PIECES.map(of));
        }
        let about = "the mean squared error on sin 2x of one unit of 8 pieces less another";
        measures.push(MeasureInfo::new("sine_difference", about));
        measures
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let curve = CURVES.iter().position(|curve| curve.name == settings.name("curve")).unwrap_or(0);
        let shown = Job { curve, pieces: settings.integer("pieces"), units: 1 };
        let first = fit(settings, shown, context, true)?;
        let mut jobs: Vec<Job> = (0..CURVES.len())
            .flat_map(|curve| PIECES.map(|pieces| Job { curve, pieces, units: 1 }))
            .collect();
        jobs.push(Job { curve: 2, pieces: 8, units: 2 });
        let fits = each_job(&jobs, context, |&job| fit(settings, job, context, false))?;
        let mut report = Report::new(self, settings, context);
        report.add("error", first.error);
        report.add_in("used", used(&first.lines[0]) as f64, "pieces");
        for (job, fit) in jobs.iter().zip(&fits) {
            let pieces = job.pieces.to_string();
            let end = if job.units == 1 { pieces.as_str() } else { "difference" };
            report.add(format!("{}_{end}", CURVES[job.curve].name), fit.error);
        }
        report.figures = vec![
            drawing(shown, &first.lines),
            bowls(&fits),
            waves(&fits[8].lines, &fits[9].lines),
            wave_errors(&fits),
        ];
        Ok(report)
    }
}

/// Learns one curve by gradient descent with momentum on all points at once; offers frames if it is watched.
fn fit(settings: &Settings, job: Job, context: &Context, drawn: bool) -> Result<Fit, ExperimentError> {
    let mut generator = Generator::seeded(context.seed).fork(&format!("{}-{}", job.pieces, job.units));
    let x = Array2::from_shape_fn((POINTS, 1), |(point, _)| place(point));
    let y = x.mapv(CURVES[job.curve].at);
    let mut tape = Tape::new();
    let (input, target) = (tape.input(x.view())?, tape.input(y.view())?);
    let units: Vec<Unit> = (0..job.units)
        .map(|_| Unit::record(&mut tape, input, job.pieces, &mut generator))
        .collect::<Result<_, _>>()?;
    let output = match units[..] {
        [ref first, ref second] => tape.subtract(first.output, second.output)?,
        _ => units[0].output,
    };
    let loss = tape.mean_squared_error(output, target)?;
    let rate = settings.real("learning_rate").unwrap_or(0.05);
    let mut updater = Updater::named("momentum")?.with("learning_rate", rate)?;
    let lines = |tape: &Tape| units.iter().map(|unit| unit.lines(tape)).collect::<Vec<_>>();
    let steps = settings.integer("steps");
    for step in 0..steps {
        if step.is_multiple_of(50) {
            context.check()?;
        }
        if drawn && step.is_multiple_of(steps.div_ceil(FRAMES)) {
            context.frame(0, step, steps, || drawing(job, &lines(&tape)));
        }
        tape.backward(loss)?;
        updater.step_all(tape.parameters_and_gradients())?;
        tape.forward()?;
    }
    Ok(Fit { lines: lines(&tape), error: tape.scalar(loss) })
}

/// A Maxout unit on a tape.
struct Unit {
    weights: Var,
    bias: Var,
    output: Var,
}

impl Unit {
    /// A unit whose pieces touch a flat parabola at places spread over the range, so that each is the largest
    /// somewhere: a piece that never is gets no gradient.
    fn record(tape: &mut Tape, x: Var, pieces: usize, generator: &mut Generator) -> Result<Self, Error> {
        let apart = (RANGE.1 - RANGE.0) / pieces as f64;
        let touches: Vec<f64> = (0..pieces)
            .map(|piece| RANGE.0 + apart * (piece as f64 + 0.5) + 0.2 * apart * generator.normal())
            .collect();
        let weights = Array2::from_shape_fn((pieces, 1), |(piece, _)| 0.5 * touches[piece]);
        let bias = Array2::from_shape_fn((1, pieces), |(_, piece)| -0.25 * touches[piece] * touches[piece]);
        let (weights, bias) = (tape.parameter(weights.view())?, tape.parameter(bias.view())?);
        let all = tape.linear(x, weights, bias)?;
        Ok(Self { weights, bias, output: tape.largest_piece(all, pieces)? })
    }

    fn lines(&self, tape: &Tape) -> Vec<[f64; 2]> {
        let (weights, bias) = (tape.value(self.weights), tape.value(self.bias));
        weights.iter().zip(&bias).map(|(&slope, &height)| [slope, height]).collect()
    }
}

fn place(point: usize) -> f64 {
    RANGE.0 + (RANGE.1 - RANGE.0) * point as f64 / (POINTS - 1) as f64
}

/// The piece that is the largest at `x`, and its height there.
fn largest(lines: &[[f64; 2]], x: f64) -> (usize, f64) {
    let heights = lines.iter().map(|[slope, height]| slope.mul_add(x, *height));
    heights.enumerate().fold((0, f64::NEG_INFINITY), |best, next| if next.1 > best.1 { next } else { best })
}

/// How many of the pieces are the largest somewhere.
fn used(lines: &[[f64; 2]]) -> usize {
    let wins = |piece: &usize| (0..POINTS).any(|point| largest(lines, place(point)).0 == *piece);
    (0..lines.len()).filter(wins).count()
}

fn sampled(at: impl Fn(f64) -> f64) -> Vec<[f64; 2]> {
    (0..POINTS).map(|point| [place(point), at(place(point))]).collect()
}

/// The curve, the pieces where they are the largest, and where another is larger.
fn drawing(job: Job, units: &[Vec<[f64; 2]>]) -> Figure {
    let curve = &CURVES[job.curve];
    let title = format!("One unit of {} pieces learns {}", job.pieces, curve.formula);
    let series = vec![
        Series::new(curve.formula, sampled(curve.at)),
        Series::new("Maxout", winners(&units[0])),
        Series::new("pieces that lose", losers(&units[0], curve)),
    ];
    plot(title, series)
}

/// Each piece where another is larger, down to a little below the curve.
fn losers(lines: &[[f64; 2]], curve: &Curve) -> Vec<[f64; 2]> {
    let floor = sampled(curve.at).iter().map(|point| point[1]).fold(f64::INFINITY, f64::min) - BELOW;
    let mut points = Vec::new();
    for (piece, &[slope, height]) in lines.iter().enumerate() {
        for point in sampled(|x| slope.mul_add(x, height)) {
            let is_shown = point[1] >= floor && largest(lines, point[0]).0 != piece;
            points.push(if is_shown { point } else { GAP });
        }
        points.push(GAP);
    }
    points.dedup_by(|next, last| next[0].is_nan() && last[0].is_nan());
    points
}

/// Each piece where it is the largest.
fn winners(lines: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let own = |range: Range<usize>, piece: usize| {
        sampled(|x| lines[piece][0].mul_add(x, lines[piece][1]))
            .into_iter()
            .skip(range.start)
            .take(range.len())
    };
    let (mut pieces, mut start) = (Vec::new(), 0);
    for end in 1..=POINTS {
        let winner = largest(lines, place(start)).0;
        if end == POINTS || largest(lines, place(end)).0 != winner {
            pieces.extend(own(start..end, winner));
            pieces.push(GAP);
            start = end;
        }
    }
    pieces
}

/// sin 2x, the best that one unit did, and the difference of two.
fn waves(one: &[Vec<[f64; 2]>], two: &[Vec<[f64; 2]>]) -> Figure {
    let height = |lines: &[[f64; 2]], x| largest(lines, x).1;
    let series = vec![
        Series::new(CURVES[2].formula, sampled(CURVES[2].at)),
        Series::new("one unit", sampled(|x| height(&one[0], x))),
        Series::new("one less another", sampled(|x| height(&two[0], x) - height(&two[1], x))),
    ];
    plot("A wave: one unit of 8 pieces, and the difference of two".to_owned(), series)
}

fn plot(title: String, series: Vec<Series>) -> Figure {
    let x = Axis::linear("x").from_to(RANGE.0, RANGE.1);
    Figure::Lines(Lines { title, x, y: Axis::linear("y"), series, marks: Vec::new() })
}

/// The errors on the curves that bend one way.
fn bowls(fits: &[Fit]) -> Figure {
    let row = |(curve, fits): (&Curve, &[Fit])| row(curve.formula, fits);
    let rows = CURVES[..2].iter().zip(fits.chunks(PIECES.len())).map(row).collect();
    table("one unit", rows, "More pieces follow a curve that bends one way ever more closely.")
}

/// The errors on the wave.
fn wave_errors(fits: &[Fit]) -> Figure {
    let mut difference = vec!["one unit less another".to_owned(), String::new(), String::new()];
    difference.extend(fits.last().map(shown));
    let rows = vec![row("one unit", &fits[6..9]), difference];
    table("a wave, sin 2x", rows, "More pieces do not help one unit; a second unit does.")
}

fn shown(fit: &Fit) -> String {
    number::plain(fit.error, 2)
}

fn row(name: &str, fits: &[Fit]) -> Vec<String> {
    std::iter::once(name.to_owned()).chain(fits.iter().map(shown)).collect()
}

fn table(what: &str, rows: Vec<Vec<String>>, caption: &str) -> Figure {
    let columns = std::iter::once(String::new()).chain(PIECES.map(|pieces| format!("{pieces} pieces")));
    Figure::Table(Table {
        title: format!("Mean squared error by pieces, {what}"),
        columns: columns.collect(),
        rows,
        caption: caption.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_lose_only_where_another_is_larger() {
        let lines = [[-1.0, 0.0], [1.0, 0.0]];
        let points = losers(&lines, &CURVES[0]);
        let shown = points.iter().filter(|point| !point[0].is_nan());
        assert!(shown.clone().count() > 10);
        assert!(
            shown.clone().all(|point| point[1] <= 0.0 && point[1] >= -BELOW && point[1] == -point[0].abs())
        );
        assert!(winners(&lines).iter().all(|point| point[0].is_nan() || point[1] == point[0].abs()));
    }

    #[test]
    fn pieces_fit_what_bends_one_way_and_two_units_fit_a_wave() {
        for seed in 0..3 {
            let report =
                Maxout.run(&Settings::defaults(&Maxout.parameters()), &Context::silent(seed)).unwrap();
            let measure = |name: &str| report.measure(name).unwrap();
            assert!(measure("abs_2") < 1e-20, "seed {seed}: {}", measure("abs_2"));
            // The best line over a stretch of length h misses x² by h⁴/180 on average, squared.
            assert!((measure("square_2") * 180.0 / 16.0 - 1.0).abs() < 0.1, "{}", measure("square_2"));
            assert!(measure("square_4") < 0.25 * measure("square_2"), "{:?}", report.measures);
            assert!(measure("square_8") < 0.5 * measure("square_4"), "{:?}", report.measures);
            assert!(measure("sine_8") > 0.25 && measure("sine_difference") < 0.03, "{:?}", report.measures);
        }
    }
}
