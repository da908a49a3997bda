//! What an activation costs, and its share of a training step: layers of width n do 2·n operations a value, and an
//! activation always the same few, so its share falls as layers grow (Amdahl 1967).

use std::hint::black_box;
use std::time::Instant;

use ndarray::Array2;

use crate::experiment::{Context, ExperimentError, MeasureInfo, Report};
use crate::nn::random::Generator;
use crate::nn::{Design, Network, Updater, activation};
use crate::plot::{Axis, Figure, Lines, Series};

/// The widths at which the share is measured.
const WIDTHS: [usize; 4] = [8, 32, 128, 512];
/// The activations whose share is measured: the cheapest, two that need an exponential, and the dearest.
const SHARED: [&str; 4] = ["relu", "tanh", "elu", "gelu"];
/// Examples in a batch, and classes.
const BATCH: usize = 32;
const CLASSES: usize = 10;
/// The hidden layers, all of one width.
const LAYERS: usize = 2;

/// The time of an activation.
pub(super) struct Cost {
    pub(super) name: &'static str,
    /// A value, forwards and back.
    pub(super) nanoseconds: f64,
}

impl Cost {
    /// `leaky_relu_ns`.
    pub(super) fn measure(&self) -> String {
        format!("{}_ns", self.name.replace('-', "_"))
    }
}

/// The measures that [`costs`] and [`describe`] add.
pub(super) fn measures() -> Vec<MeasureInfo> {
    let mut measures = Vec::new();
    for name in bending() {
        let about = format!("time of {name} a value, forwards and back");
        measures.push(MeasureInfo::new(Cost { name, nanoseconds: 0.0 }.measure(), about).unit("ns"));
    }
    for name in SHARED {
        for width in WIDTHS {
            let about = format!("the share of a training step that {name} takes in layers of {width} units");
            measures.push(MeasureInfo::new(measure(name, width), about).unit("% of the time"));
        }
    }
    measures
}

/// `tanh_share_128`.
fn measure(name: &str, width: usize) -> String {
    format!("{}_share_{width}", name.replace('-', "_"))
}

fn bending() -> impl Iterator<Item = &'static str> {
    activation::names().into_iter().filter(|name| *name != "identity")
}

/// The cost of each activation on 4096 values.
pub(super) fn costs(rounds: usize, context: &Context) -> Result<Vec<Cost>, ExperimentError> {
    let cost = |name| Ok(Cost { name, nanoseconds: 1e9 * seconds(name, 4096, rounds, context)? / 4096.0 });
    bending().map(cost).collect()
}

/// The shortest time that an activation takes forwards and back on so many values.
fn seconds(name: &str, values: usize, rounds: usize, context: &Context) -> Result<f64, ExperimentError> {
    let function = activation::find(name)?;
    let mut generator = Generator::seeded(context.seed).fork("values");
    let x: Vec<f64> = (0..values).map(|_| generator.normal()).collect();
    let (mut y, mut dx) = (vec![0.0; values], vec![0.0; values]);
    shortest(rounds, context, || {
        function.forward(black_box(&x), black_box(&mut y));
        function.backward(black_box(&x), black_box(&y), black_box(&x), black_box(&mut dx));
        Ok(())
    })
}

/// The shortest time of a training step of two layers of that width.
fn step(name: &str, width: usize, rounds: usize, context: &Context) -> Result<f64, ExperimentError> {
    let mut sizes = vec![width; 1 + LAYERS];
    sizes.push(CLASSES);
    let mut network = Network::new(&Design::new(&sizes, name)?, context.seed)?;
    let mut updater = Updater::named("sgd")?.with("learning_rate", 0.01)?;
    let mut generator = Generator::seeded(context.seed).fork("batch");
    let x = Array2::from_shape_simple_fn((BATCH, width), || generator.normal());
    let labels: Vec<usize> = (0..BATCH).map(|example| example % CLASSES).collect();
    // The first step allocates; it does not count. Long steps need fewer readings.
    let rounds = (rounds * 64 / width).max(3);
    network.train_step(x.view(), &labels, &mut updater)?;
    shortest(rounds, context, || Ok(network.train_step(x.view(), &labels, &mut updater).map(|_| ())?))
}

fn shortest(
    rounds: usize,
    context: &Context,
    mut work: impl FnMut() -> Result<(), ExperimentError>,
) -> Result<f64, ExperimentError> {
    let mut shortest = f64::INFINITY;
    for _ in 0..rounds {
        context.check()?;
        let start = Instant::now();
        work()?;
        shortest = shortest.min(start.elapsed().as_secs_f64());
    }
    Ok(shortest)
}

/// Measures the share of each activation by width and adds it to the report, with a figure.
pub(super) fn describe(
    report: &mut Report,
    names: &[&'static str],
    rounds: usize,
    context: &Context,
) -> Result<(), ExperimentError> {
    let mut series = Vec::new();
    for name in SHARED.into_iter().filter(|name| names.contains(name)) {
        let mut points = Vec::new();
        for width in WIDTHS {
            let own = LAYERS as f64 * seconds(name, BATCH * width, rounds, context)?;
            let share = 100.0 * own / step(name, width, rounds, context)?;
            report.add_in(measure(name, width), share, "% of the time");
            points.push([width as f64, share]);
        }
        series.push(Series::new(name, points));
    }
    if !series.is_empty() {
        let y = Axis { unit: "%".to_owned(), ..Axis::linear("share of a step") };
        report.figures.push(Figure::Lines(Lines {
            title: "What the activation takes of a training step".to_owned(),
            x: Axis::log("units in a layer"),
            y,
            series,
            marks: Vec::new(),
        }));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_layers_leave_the_activation_a_small_share() {
        let share = |width| {
            let own = seconds("tanh", BATCH * width, 200, &Context::silent(1)).unwrap();
            own / step("tanh", width, 200, &Context::silent(1)).unwrap()
        };
        assert!(share(256) < 0.5 * share(16), "{} {}", share(16), share(256));
    }
}
