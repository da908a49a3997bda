//! Training and test examples from different distributions, and what normalising can repair.

use ndarray::{Array2, ArrayView2};

use crate::data::{embedded, task};
use crate::experiment::training::Plan;
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::train::Standardizer;
use crate::nn::{Design, Network, Updater};
use crate::plot::{Axis, Bars, Figure, Histogram, Table};
use crate::text::number;

/// `test-shift`.
pub(super) struct TestShift;

/// How the test images change: name, in words.
const CHANGES: [(&str, &str); 4] = [
    ("same", "as in training"),
    ("dark", "darker"),
    ("grey", "on a grey ground"),
    ("moved", "one pixel to the right"),
];

/// The length of a row of pixels.
const SIDE: usize = 8;

impl Experiment for TestShift {
    fn name(&self) -> &'static str {
        "test-shift"
    }

    fn about(&self) -> &'static str {
        "digits learned on one kind of image and tested on another: accuracy, and what normalising repairs"
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::real("dark", 0.0, 1.0, 0.3, "what the pixels of the darker images are multiplied by"),
            Parameter::real("grey", 0.0, 2.0, 0.7, "what is added to every pixel on a grey ground"),
            Parameter::integer("width", 1, 128, 50, "units of each of the two hidden layers").unit("units"),
            Parameter::real("learning_rate", 0.0, 30.0, 0.1, "the learning rate"),
            Parameter::integer("epochs", 1, 100, 10, "passes over the training examples").unit("epochs"),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let of = |&(name, what): &(&str, &str)| {
            [
                MeasureInfo::new(format!("{name}_accuracy"), format!("the test accuracy on images {what}")),
                MeasureInfo::new(
                    format!("{name}_repaired"),
                    format!("the same after each pixel got the training images' mean and deviation: {what}"),
                ),
            ]
        };
        CHANGES.iter().flat_map(of).collect()
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let split = task::digits(context.seed);
        let width = settings.integer("width");
        let plan = Plan {
            design: Design::new(&[64, width, width, 10], "relu")?,
            updater: Updater::named("sgd")?
                .with("learning_rate", settings.real("learning_rate").unwrap_or(0.1))?,
            epochs: settings.integer("epochs"),
            batch_size: 32,
        };
        let (mut network, _) = plan.train(&split.train, context.seed, context, |_, _| {})?;
        let train = split.train.features.view();
        let mut report = Report::new(self, settings, context);
        let mut rows = Vec::new();
        for (name, what) in CHANGES {
            let images = changed(name, settings, split.test.features.view(), context.seed);
            let labels = &split.test.labels;
            let accuracy = network.accuracy(images.view(), labels)?;
            let repaired = repaired(&mut network, train, &images, labels)?;
            report.add(format!("{name}_accuracy"), accuracy);
            report.add(format!("{name}_repaired"), repaired);
            rows.push((what, accuracy, repaired));
        }
        let grey = changed("grey", settings, split.test.features.view(), context.seed);
        report.figures = vec![bars(&rows), pixels(train, &grey), table(&rows)];
        Ok(report)
    }
}

/// The images, which have the training mean subtracted, after a change to what they were before that.
fn changed(name: &str, settings: &Settings, images: ArrayView2<f64>, seed: u64) -> Array2<f64> {
    let dark = settings.real("dark").unwrap_or(0.3);
    // The mean that was subtracted, which the change does not know of.
    let mean = subtracted(seed);
    let raw = &images + &mean;
    let after =
        match name {
            "dark" => raw * dark,
            "grey" => raw + settings.real("grey").unwrap_or(0.7),
            "moved" => Array2::from_shape_fn(raw.dim(), |(image, pixel)| {
                if pixel % SIDE == 0 { 0.0 } else { raw[[image, pixel - 1]] }
            }),
            _ => raw,
        };
    after - &mean
}

/// The training mean of each pixel, from 0 to 1.
fn subtracted(seed: u64) -> ndarray::Array1<f64> {
    let set = embedded::digits();
    let (train, _) = crate::nn::train::split(set.len(), 1000, seed);
    set.select(&train).mean() / 16.0
}

/// The accuracy after each pixel of the images was given the mean and deviation it has in training.
fn repaired(
    network: &mut Network,
    train: ArrayView2<f64>,
    images: &Array2<f64>,
    labels: &[usize],
) -> Result<f64, ExperimentError> {
    let (here, there) = (Standardizer::measured(images.view())?, Standardizer::measured(train)?);
    let images = here.apply(images.view()) * &there.deviation + &there.mean;
    Ok(network.accuracy(images.view(), labels)?)
}

type Row = (&'static str, f64, f64);

fn bars(rows: &[Row]) -> Figure {
    Figure::Bars(Bars {
        title: "Accuracy of one network by kind of test image".to_owned(),
        y: Axis::linear("accuracy").from_to(0.0, 1.0),
        bars: rows.iter().map(|(what, accuracy, _)| ((*what).to_owned(), *accuracy)).collect(),
    })
}

fn pixels(train: ArrayView2<f64>, grey: &Array2<f64>) -> Figure {
    let (train, grey) = (train.iter().copied().collect::<Vec<_>>(), grey.iter().copied().collect::<Vec<_>>());
    let groups: [(&str, &[f64]); 2] = [("training", &train), ("test, on a grey ground", &grey)];
    Figure::Histogram(Histogram::of("Inputs of the network", Axis::linear("input"), &groups, 50))
}

fn table(rows: &[Row]) -> Figure {
    let row = |(what, accuracy, repaired): &Row| {
        vec![(*what).to_owned(), number::share(*accuracy), number::share(*repaired)]
    };
    Figure::Table(Table {
        title: "One network, four kinds of test images".to_owned(),
        columns: ["images", "as they are", "pixels normalised again"].map(str::to_owned).to_vec(),
        rows: rows.iter().map(row).collect(),
        caption: "Again: each pixel gets the mean and deviation that it had in training.".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_images_cost_accuracy_and_normalising_repairs_what_only_scales() {
        for seed in 1..4 {
            let settings = Settings::defaults(&TestShift.parameters());
            let report = TestShift.run(&settings, &Context::silent(seed)).unwrap();
            let measure = |name: &str| report.measure(name).unwrap();
            assert!(measure("same_accuracy") > 0.9, "seed {seed}: {:?}", report.measures);
            for name in ["dark", "grey"] {
                assert!(measure(&format!("{name}_repaired")) > 0.9, "seed {seed}: {:?}", report.measures);
            }
            assert!(measure("moved_accuracy") < 0.8, "seed {seed}: {:?}", report.measures);
        }
    }

    #[test]
    fn a_moved_image_is_the_image_one_pixel_to_the_right() {
        let settings = Settings::defaults(&TestShift.parameters());
        let split = task::digits(5);
        let mean = subtracted(5);
        let moved = changed("moved", &settings, split.test.features.view(), 5) + &mean;
        let raw = &split.test.features + &mean;
        assert!((moved[[7, 19]] - raw[[7, 18]]).abs() < 1e-12 && moved[[7, 16]].abs() < 1e-12);
        assert!(raw.iter().all(|pixel| (-1e-12..=1.0 + 1e-12).contains(pixel)));
        let same = changed("same", &settings, split.test.features.view(), 5);
        assert!((same - &split.test.features).iter().all(|d| d.abs() < 1e-12));
    }
}
