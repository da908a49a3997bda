//! Forward, loss, backward, update, again: a small network learns the two moons.

use std::cell::RefCell;

use crate::experiment::boundary::{boundary, can_be_drawn};
use crate::experiment::examples::{self, Examples};
use crate::experiment::training::Plan;
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::{Design, Network, Updater, activation, optim};
use crate::plot::{Axis, Figure, Lines, Series};
use crate::text::number;

/// `update-loop`.
pub(super) struct UpdateLoop;

impl Experiment for UpdateLoop {
    fn name(&self) -> &'static str {
        "update-loop"
    }

    fn about(&self) -> &'static str {
        "a small network learns to separate two half moons, its boundary redrawn as it learns"
    }

    fn parameters(&self) -> Vec<Parameter> {
        let mut parameters = examples::parameters_of("task", vec!["moons", "xor", "spiral"], "moons");
        parameters.extend([
            Parameter::choice(
                "activation",
                activation::names(),
                "tanh",
                "the activation of the hidden layers",
            ),
            Parameter::integer("depth", 0, 4, 2, "how many hidden layers").unit("layers"),
            Parameter::integer("width", 1, 64, 16, "units of each hidden layer").unit("units"),
            Parameter::integer("epochs", 1, 500, 60, "passes over the training examples").unit("epochs"),
            Parameter::integer("batch_size", 1, 200, 20, "examples per step").unit("examples"),
            Parameter::choice("optimizer", optim::names(), "sgd", "the optimizer"),
            Parameter::real("learning_rate", 0.0, 10.0, 0.3, "the learning rate"),
        ]);
        parameters
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        vec![
            MeasureInfo::new("first_loss", "the loss on the first batch"),
            MeasureInfo::new("last_loss", "the mean loss over the last epoch"),
            MeasureInfo::new("steps", "how many updates were made").unit("steps"),
            MeasureInfo::new("parameters", "how many numbers are learned"),
            MeasureInfo::new("accuracy_before", "test accuracy before the first update"),
            MeasureInfo::new("accuracy", "test accuracy after the last update"),
            MeasureInfo::new("epochs_needed", "epochs until 95 % of the test examples were right")
                .unit("epochs"),
        ]
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let examples = Examples::chosen(settings)?;
        let split = examples.split(context.seed);
        let plan = plan(settings, &examples)?;
        let mut report = Report::new(self, settings, context);
        examples.describe(&mut report);
        let drawn = can_be_drawn(examples.features(), &mut report);
        let right = |network: &mut Network| {
            network.accuracy(split.test.features.view(), &split.test.labels).unwrap_or(f64::NAN)
        };
        let mut network = Network::new(&plan.design, context.seed)?;
        let mut accuracies = vec![[0.0, right(&mut network)]];
        let history = plan.go_on(&mut network, &split.train, context.seed, context, |network, epoch| {
            let accuracy = right(network);
            accuracies.push([epoch as f64, accuracy]);
            let network = RefCell::new(network);
            if !drawn {
                return;
            }
            context.frame(2, epoch, plan.epochs, || {
                let title =
                    format!("The boundary after {epoch} epochs, {} right", number::percent(accuracy, 3));
                Figure::Field(boundary(&mut network.borrow_mut(), &split, title).unwrap_or_default())
            });
        })?;
        let per_epoch = split.train.len().div_ceil(plan.batch_size);
        report.add("parameters", network.parameter_count() as f64);
        add(&mut report, &history.losses, per_epoch, &accuracies);
        let accuracy = number::percent(accuracies[accuracies.len() - 1][1], 3);
        let title = format!("The boundary on {} at the end, {accuracy} right", examples.name());
        report.figures = vec![losses(&history.losses, per_epoch), progress(accuracies)];
        if drawn {
            report.figures.push(Figure::Field(boundary(&mut network, &split, title)?));
        }
        Ok(report)
    }
}

/// The measures of a training: its losses step by step, and the accuracies epoch by epoch.
fn add(report: &mut Report, losses: &[f64], per_epoch: usize, accuracies: &[[f64; 2]]) {
    let last = &losses[losses.len().saturating_sub(per_epoch)..];
    report.add("first_loss", losses[0]);
    report.add("last_loss", last.iter().sum::<f64>() / last.len() as f64);
    report.add_in("steps", losses.len() as f64, "steps");
    report.add("accuracy_before", accuracies[0][1]);
    report.add("accuracy", accuracies[accuracies.len() - 1][1]);
    let needed = accuracies.iter().find(|point| point[1] >= 0.95).map_or(f64::INFINITY, |point| point[0]);
    report.add_in("epochs_needed", needed, "epochs");
}

/// The network for these examples and how it learns.
fn plan(settings: &Settings, examples: &Examples) -> Result<Plan, ExperimentError> {
    let mut sizes = vec![examples.features()];
    sizes.resize(1 + settings.integer("depth"), settings.integer("width"));
    sizes.push(examples.classes());
    let updater = Updater::named(settings.name("optimizer"))?
        .with("learning_rate", settings.real("learning_rate").unwrap_or(0.3))?;
    let (epochs, batch_size) = (settings.integer("epochs"), settings.integer("batch_size"));
    Ok(Plan { design: Design::new(&sizes, settings.name("activation"))?, updater, epochs, batch_size })
}

/// The mean loss of each epoch.
fn losses(losses: &[f64], per_epoch: usize) -> Figure {
    let mean = |(epoch, losses): (usize, &[f64])| {
        [epoch as f64 + 1.0, losses.iter().sum::<f64>() / losses.len() as f64]
    };
    let points = losses.chunks(per_epoch).enumerate().map(mean).collect();
    Figure::Lines(Lines {
        title: "The loss, epoch by epoch".to_owned(),
        x: Axis::linear("epoch"),
        y: Axis::log("loss"),
        series: vec![Series::new("training loss", points)],
        marks: Vec::new(),
    })
}

fn progress(points: Vec<[f64; 2]>) -> Figure {
    Figure::Lines(Lines {
        title: "The share it gets right".to_owned(),
        x: Axis::linear("epoch"),
        y: Axis::linear("test accuracy").from_to(0.0, 1.0),
        series: vec![Series::new("accuracy", points)],
        marks: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_moons_are_learned() {
        for seed in 0..5 {
            let settings = Settings::defaults(&UpdateLoop.parameters());
            let report = UpdateLoop.run(&settings, &Context::silent(seed)).unwrap();
            let measure = |name: &str| report.measure(name).unwrap();
            assert!(measure("accuracy") > 0.95, "seed {seed}: {}", measure("accuracy"));
            assert!(measure("last_loss") < 0.3 * measure("first_loss"), "seed {seed}");
            assert_eq!(measure("steps"), 600.0);
        }
    }
}
