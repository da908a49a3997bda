//! What a batch costs and what it is worth: the noise of its gradient, and five epochs by batch size.

use std::time::Instant;

use ndarray::Axis as Dimension;

use crate::data::{DataSet, Split, task};
use crate::experiment::training::{Plan, mean};
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::random::Generator;
use crate::nn::{Design, Network, Updater, math};
use crate::plot::{Axis, Figure, Lines, Series, Table};
use crate::text::number;

/// `sgd-minibatch`.
pub(super) struct Minibatch;

/// The batch sizes trained with, of 1000 examples.
const SIZES: [usize; 5] = [1000, 250, 32, 8, 1];
/// The batch sizes whose noise is measured, and how many batches of each.
const NOISY: [usize; 9] = [1, 2, 4, 8, 16, 32, 64, 128, 256];

impl Experiment for Minibatch {
    fn name(&self) -> &'static str {
        "sgd-minibatch"
    }

    fn about(&self) -> &'static str {
        "digits by batch size: the noise of a gradient, and accuracy by epochs and by time"
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::real("learning_rate", 1e-4, 1.0, 0.1, "the learning rate of all"),
            Parameter::integer("epochs", 1, 50, 5, "passes over the training examples").unit("epochs"),
            Parameter::integer("width", 1, 128, 32, "hidden units").unit("units"),
            Parameter::integer(
                "batches",
                10,
                1000,
                100,
                "how many batches of each size the noise is measured on",
            ),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let mut measures = Vec::new();
        for size in SIZES {
            let of = |what: &str, about: &str| {
                MeasureInfo::new(format!("{what}_{size}"), format!("{about} with batches of {size}"))
            };
            measures.push(of("accuracy", "the test accuracy after the last epoch"));
            measures.push(of("steps", "how many steps it took").unit("steps"));
            measures.push(of("time", "how long training took").unit("ms"));
        }
        measures.push(MeasureInfo::new(
            "noise_1",
            "the noise of one example's gradient, over the size of the true one",
        ));
        measures.push(MeasureInfo::new("noise_slope", "the slope of ln noise over ln batch size"));
        measures
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        context.progress(0, SIZES.len() + 1)?;
        let split = task::digits(context.seed);
        let noise = noise(settings, &split.train, context)?;
        let mut report = Report::new(self, settings, context);
        let mut courses = Vec::new();
        for (done, size) in SIZES.into_iter().enumerate() {
            context.progress(done + 1, SIZES.len() + 1)?;
            courses.push(Course::quickest(&plan(settings, size)?, &split, context)?);
            context.frame(1, done + 1, SIZES.len(), || by_epoch(&courses));
        }
        for course in &courses {
            let size = course.size;
            report.add(format!("accuracy_{size}"), course.last().1);
            report.add_in(format!("steps_{size}"), course.steps as f64, "steps");
            report.add_in(format!("time_{size}"), course.last().0, "ms");
        }
        report.add("noise_1", noise[0][1]);
        report.add("noise_slope", log_slope(&noise));
        report.figures = vec![noise_figure(noise), by_epoch(&courses), by_time(&courses), table(&courses)];
        Ok(report)
    }
}

fn plan(settings: &Settings, batch_size: usize) -> Result<Plan, ExperimentError> {
    let rate = settings.real("learning_rate").unwrap_or(0.1);
    Ok(Plan {
        design: Design::new(&[64, settings.integer("width"), 10], "relu")?,
        updater: Updater::named("sgd")?.with("learning_rate", rate)?,
        epochs: settings.integer("epochs"),
        batch_size,
    })
}

/// How far the gradient of a batch is from that of all examples, over the size of the latter, by batch size; batches
/// are drawn with replacement, before training.
fn noise(settings: &Settings, data: &DataSet, context: &Context) -> Result<Vec<[f64; 2]>, ExperimentError> {
    let mut network = Network::new(&plan(settings, 1)?.design, context.seed)?;
    network.gradients(data.features.view(), &data.labels)?;
    let whole = flat(&mut network);
    let mut generator = Generator::seeded(context.seed).fork("noise");
    let mut points = Vec::new();
    for size in NOISY {
        context.check()?;
        let mut squares = Vec::new();
        for _ in 0..settings.integer("batches") {
            let rows: Vec<usize> = (0..size).map(|_| generator.below(data.len())).collect();
            let labels: Vec<usize> = rows.iter().map(|&row| data.labels[row]).collect();
            network.gradients(data.features.select(Dimension(0), &rows).view(), &labels)?;
            let off: Vec<f64> = flat(&mut network).iter().zip(&whole).map(|(one, all)| one - all).collect();
            squares.push(math::norm(&off) * math::norm(&off));
        }
        points.push([size as f64, mean(&squares).sqrt() / math::norm(&whole)]);
    }
    Ok(points)
}

/// Every gradient of a network in one vector.
fn flat(network: &mut Network) -> Vec<f64> {
    network.parameters_and_gradients().flat_map(|(_, slopes)| slopes.to_vec()).collect()
}

/// The slope of the straight line through the logarithms (least squares).
fn log_slope(points: &[[f64; 2]]) -> f64 {
    let logs: Vec<[f64; 2]> = points.iter().map(|point| point.map(math::ln)).collect();
    let middle = [0, 1].map(|axis| mean(&logs.iter().map(|point| point[axis]).collect::<Vec<_>>()));
    let sum = |f: fn(f64, f64) -> f64| {
        logs.iter().map(|point| f(point[0] - middle[0], point[1] - middle[1])).sum::<f64>()
    };
    sum(|x, y| x * y) / sum(|x, _| x * x)
}

/// How training with one batch size went.
struct Course {
    size: usize,
    steps: usize,
    /// Before training and after each epoch: milliseconds of training so far, and test accuracy.
    moments: Vec<(f64, f64)>,
}

/// How often each is timed; the shortest counts. The first time warms up.
const TIMES: usize = 3;

impl Course {
    /// Trains the same network [`TIMES`] times, and keeps the quickest.
    fn quickest(plan: &Plan, split: &Split, context: &Context) -> Result<Self, ExperimentError> {
        let mut quickest = Self::run(plan, split, context)?;
        for _ in 1..TIMES {
            let next = Self::run(plan, split, context)?;
            if next.last().0 < quickest.last().0 {
                quickest = next;
            }
        }
        Ok(quickest)
    }

    fn run(plan: &Plan, split: &Split, context: &Context) -> Result<Self, ExperimentError> {
        let test = |network: &mut Network| network.accuracy(split.test.features.view(), &split.test.labels);
        let mut network = Network::new(&plan.design, context.seed)?;
        let mut moments = vec![(0.0, test(&mut network)?)];
        // The time of testing is not that of training.
        let (mut spent, mut since) = (0.0, Instant::now());
        let history = plan.go_on(&mut network, &split.train, context.seed, context, |network, _| {
            spent += 1e3 * since.elapsed().as_secs_f64();
            moments.push((spent, test(network).unwrap_or(f64::NAN)));
            since = Instant::now();
        })?;
        Ok(Self { size: plan.batch_size, steps: history.losses.len(), moments })
    }

    fn last(&self) -> (f64, f64) {
        self.moments.last().copied().unwrap_or((f64::NAN, f64::NAN))
    }
}

fn noise_figure(points: Vec<[f64; 2]>) -> Figure {
    Figure::Lines(Lines {
        title: "Noise of a gradient, over its size, by batch size".to_owned(),
        x: Axis::log("batch size"),
        y: Axis::log("noise"),
        series: vec![Series::new("noise", points)],
        marks: Vec::new(),
    })
}

fn curves(title: &str, x: Axis, courses: &[Course], at: fn(usize, f64) -> f64) -> Figure {
    let line = |course: &Course| {
        let points =
            course.moments.iter().enumerate().map(|(epoch, &(time, accuracy))| [at(epoch, time), accuracy]);
        Series::new(format!("batch {}", course.size), points.collect())
    };
    Figure::Lines(Lines {
        title: title.to_owned(),
        x,
        y: Axis::linear("accuracy").from_to(0.0, 1.0),
        series: courses.iter().map(line).collect(),
        marks: Vec::new(),
    })
}

fn by_epoch(courses: &[Course]) -> Figure {
    curves("Test accuracy by epoch", Axis::linear("epoch"), courses, |epoch, _| epoch as f64)
}

fn by_time(courses: &[Course]) -> Figure {
    let time = Axis { unit: "ms".to_owned(), ..Axis::linear("training") };
    curves("Test accuracy by time", time, courses, |_, time| time)
}

fn table(courses: &[Course]) -> Figure {
    let row = |course: &Course| {
        let (time, accuracy) = course.last();
        let steps = number::grouped(&course.steps.to_string());
        vec![course.size.to_string(), steps, number::plain(time, 2), number::share(accuracy)]
    };
    Figure::Table(Table {
        title: "The same epochs, by batch size".to_owned(),
        columns: ["batch", "steps", "ms", "accuracy"].map(str::to_owned).to_vec(),
        rows: courses.iter().map(row).collect(),
        caption: "Equal epochs are neither equal steps nor equal time.".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_falls_with_the_root_and_small_batches_learn_more_an_epoch() {
        let settings = Settings::defaults(&Minibatch.parameters());
        for seed in 0..3 {
            let report = Minibatch.run(&settings, &Context::silent(seed)).unwrap();
            let measure = |name: &str| report.measure(name).unwrap();
            assert!((measure("noise_slope") + 0.5).abs() < 0.05, "{:?}", report.measures);
            let accuracies = SIZES.map(|size| measure(&format!("accuracy_{size}")));
            assert!(accuracies[..3].windows(2).all(|pair| pair[0] < pair[1]), "{accuracies:?}");
            assert!(accuracies[4] > 0.9, "{accuracies:?}");
            assert_eq!(measure("steps_1"), 5000.0);
        }
    }
}
