//! Batch normalization whose work is undone again: drift put back after it (Santurkar 2018, figure 2).

use super::digits;
use super::inputs::Inputs;
use crate::data::task;
use crate::experiment::training::{each_job, mean};
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::{Normalization, activation};
use crate::plot::{Axis, Figure, Lines, Series, Table};
use crate::text::number;

/// `noisy-batch-norm`.
pub(super) struct NoisyBatchNorm;

/// What is compared: name in measures, in words, the normalization.
const CASES: [(&str, &str, Normalization); 3] = [
    ("plain", "without", Normalization::None),
    ("normal", "batch norm", Normalization::Batch),
    ("noisy", "batch norm, then drift", Normalization::BatchThenDrift),
];

impl Experiment for NoisyBatchNorm {
    fn name(&self) -> &'static str {
        "noisy-batch-norm"
    }

    fn about(&self) -> &'static str {
        "training with drift put back after batch normalization: does it still help?"
    }

    fn parameters(&self) -> Vec<Parameter> {
        let mut parameters = vec![
            Parameter::choice("activation", activation::names(), "sigmoid", "the activation"),
            Parameter::real("learning_rate", 0.0, 30.0, 0.3, "the learning rate"),
        ];
        parameters.extend(digits::parameters(10));
        parameters.push(Parameter::integer(
            "seeds",
            1,
            20,
            1,
            "how many networks each number is the mean of",
        ));
        parameters
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let of = |&(case, what, _): &(&str, &str, Normalization)| {
            let measure = |end: &str, about: &str| {
                MeasureInfo::new(format!("{case}_{end}"), format!("{about}: {what}"))
            };
            [
                measure("loss", "the training loss at the end"),
                measure("in_training", "the mean loss of the last epoch's batches, drift and all"),
                measure("accuracy", "the test accuracy at the end"),
                measure(
                    "jump",
                    "how far the mean of a unit's inputs moves from step to step, in deviations, last hidden layer",
                ),
            ]
        };
        CASES.iter().flat_map(of).collect()
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let seeds = settings.integer("seeds");
        let jobs: Vec<(Normalization, u64)> =
            CASES.iter().flat_map(|&(.., case)| (0..seeds as u64).map(move |run| (case, run))).collect();
        let outcomes = each_job(&jobs, context, |&(case, run)| {
            outcome(settings, case, context.seed.wrapping_add(run), context)
        })?;
        let mut report = Report::new(self, settings, context);
        let rows: Vec<Row> = CASES.iter().zip(outcomes.chunks(seeds)).map(Row::of).collect();
        for ((case, ..), row) in CASES.iter().zip(&rows) {
            report.add(format!("{case}_loss"), *row.losses.last().unwrap_or(&f64::NAN));
            report.add(format!("{case}_in_training"), row.in_training);
            report.add(format!("{case}_accuracy"), row.accuracy);
            report.add(format!("{case}_jump"), row.jump);
        }
        report.figures = vec![lines(settings, &rows), table(&rows)];
        Ok(report)
    }
}

/// One trained network.
struct Outcome {
    losses: Vec<f64>,
    in_training: f64,
    accuracy: f64,
    jump: f64,
}

fn outcome(
    settings: &Settings,
    normalization: Normalization,
    seed: u64,
    context: &Context,
) -> Result<Outcome, ExperimentError> {
    let rate = settings.real("learning_rate").unwrap_or(0.3);
    let plan = digits::plan(settings, settings.name("activation"), normalization, rate)?;
    let split = task::digits(seed);
    let last = settings.integer("depth") - 1;
    let mut inputs = Inputs::watch(&plan, last, &split.train, seed, context, |_, _| {})?;
    let accuracy = inputs.network.accuracy(split.test.features.view(), &split.test.labels)?;
    let (jump, in_training) = (inputs.jump(), inputs.in_training);
    Ok(Outcome { losses: inputs.losses, in_training, accuracy, jump })
}

/// One case: means over the seeds.
struct Row {
    what: &'static str,
    losses: Vec<f64>,
    in_training: f64,
    accuracy: f64,
    jump: f64,
}

impl Row {
    fn of((case, outcomes): (&(&'static str, &'static str, Normalization), &[Outcome])) -> Self {
        let of = |value: &dyn Fn(&Outcome) -> f64| mean(&outcomes.iter().map(value).collect::<Vec<_>>());
        let epochs = outcomes.iter().map(|outcome| outcome.losses.len()).min().unwrap_or(0);
        Self {
            what: case.1,
            losses: (0..epochs).map(|epoch| of(&|outcome| outcome.losses[epoch])).collect(),
            in_training: of(&|outcome| outcome.in_training),
            accuracy: of(&|outcome| outcome.accuracy),
            jump: of(&|outcome| outcome.jump),
        }
    }
}

fn lines(settings: &Settings, rows: &[Row]) -> Figure {
    let line = |row: &Row| {
        let points = row.losses.iter().enumerate().map(|(epoch, &loss)| [epoch as f64, loss]);
        Series::new(row.what, points.collect())
    };
    Figure::Lines(Lines {
        title: format!(
            "Training loss, {} hidden layers of {}",
            settings.integer("depth"),
            settings.name("activation")
        ),
        x: Axis::linear("epoch"),
        y: Axis::log("loss"),
        series: rows.iter().map(line).collect(),
        marks: Vec::new(),
    })
}

fn table(rows: &[Row]) -> Figure {
    let row = |row: &Row| {
        vec![
            row.what.to_owned(),
            number::significant(row.jump, 2),
            number::significant(row.in_training, 2),
            number::significant(*row.losses.last().unwrap_or(&f64::NAN), 2),
            number::share(row.accuracy),
        ]
    };
    Figure::Table(Table {
        title: "The inputs of the last hidden layer, and what was learned".to_owned(),
        columns: ["", "moved a step", "in training", "loss", "test accuracy"].map(str::to_owned).to_vec(),
        rows: rows.iter().map(row).collect(),
        caption: "Moved a step: how far a unit's mean input jumps, in deviations of its inputs. In training: the mean loss of the \
                  last epoch's batches, drift and all.".to_owned(),
    })
}
