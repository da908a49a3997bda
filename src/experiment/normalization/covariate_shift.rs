//! How the inputs of a hidden layer move while the layers below it learn.

use super::digits;
use super::inputs::{Inputs, Moment};
use crate::data::task;
use crate::experiment::training::each_job;
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::{Normalization, activation};
use crate::plot::{Axis, Distributions, Figure, Histogram, Lines, Series, Table};
use crate::text::number;

/// `covariate-shift`.
pub(super) struct CovariateShift;

/// What is compared: name in measures, in words, the normalization.
const CASES: [(&str, &str, Normalization); 2] =
    [("plain", "without", Normalization::None), ("normal", "batch norm", Normalization::Batch)];

impl Experiment for CovariateShift {
    fn name(&self) -> &'static str {
        "covariate-shift"
    }

    fn about(&self) -> &'static str {
        "how the inputs of a hidden layer move during training, with and without batch normalization"
    }

    fn parameters(&self) -> Vec<Parameter> {
        let mut parameters = vec![
            Parameter::choice("activation", activation::names(), "tanh", "the activation"),
            Parameter::real("learning_rate", 0.0, 30.0, 0.3, "the learning rate"),
            Parameter::integer("layer", 1, 10, 3, "the hidden layer whose inputs are watched"),
        ];
        parameters.extend(digits::parameters(10));
        parameters
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let of = |&(case, what, _): &(&str, &str, Normalization)| {
            let measure =
                |end: &str, about: &str| MeasureInfo::new(format!("{case}_{end}"), format!("{about} {what}"));
            [
                measure("shift", "how far a unit's mean input lies from where it began, in deviations,"),
                measure("jump", "how far it moves from one step to the next, in deviations,"),
                measure("width_first", "the deviation of a unit's inputs in the first step"),
                measure("width_last", "the deviation of a unit's inputs in the last step"),
                measure("loss", "the training loss at the end"),
            ]
        };
        CASES.iter().flat_map(of).collect()
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let layer = settings.integer("layer");
        if layer > settings.integer("depth") {
            let text = format!("layer={layer} is beyond the hidden layers: raise depth, or choose another");
            return Err(ExperimentError::Unfit(text));
        }
        let runs = each_job(&CASES, context, |&(.., case)| watch(settings, case, layer - 1, context))?;
        let mut report = Report::new(self, settings, context);
        for ((case, ..), run) in CASES.iter().zip(&runs) {
            add(&mut report, case, run);
        }
        let steps = runs[0].steps.len().min(runs[1].steps.len());
        for step in (0..steps).step_by(1 + steps / 60) {
            context.check()?;
            context.frame(0, step, steps, || now(&runs, step));
        }
        report.figures = vec![bounds(settings, &runs), spread(&runs[0]), table(&runs)];
        Ok(report)
    }
}

fn watch(
    settings: &Settings,
    normalization: Normalization,
    layer: usize,
    context: &Context,
) -> Result<Inputs, ExperimentError> {
    let rate = settings.real("learning_rate").unwrap_or(0.3);
    let plan = digits::plan(settings, settings.name("activation"), normalization, rate)?;
    let split = task::digits(context.seed);
    Inputs::watch(&plan, layer, &split.train, context.seed, context, |_, _| {})
}

fn add(report: &mut Report, case: &str, run: &Inputs) {
    report.add(format!("{case}_shift"), run.shift());
    report.add(format!("{case}_jump"), run.jump());
    report.add(format!("{case}_width_first"), run.steps.first().map_or(f64::NAN, width));
    report.add(format!("{case}_width_last"), run.steps.last().map_or(f64::NAN, width));
    report.add(format!("{case}_loss"), *run.losses.last().unwrap_or(&f64::NAN));
}

/// The mean deviation of a unit's inputs.
fn width(moment: &Moment) -> f64 {
    moment.deviations.iter().sum::<f64>() / moment.deviations.len() as f64
}

/// A layer's inputs at one step, in both networks.
fn now(runs: &[Inputs], step: usize) -> Figure {
    let groups: Vec<(&str, &[f64])> = CASES
        .iter()
        .zip(runs)
        .map(|((_, what, _), run)| (*what, run.steps[step].sorted.as_slice()))
        .collect();
    let x = Axis::linear("input of an activation").from_to(-6.0, 6.0);
    Figure::Histogram(Histogram::of(format!("The layer's inputs at step {}", step + 1), x, &groups, 48))
}

/// Between what two lines 70 % of the inputs lie, over training (Ioffe and Szegedy 2015, figure 1).
fn bounds(settings: &Settings, runs: &[Inputs]) -> Figure {
    let line = |what: &str, run: &Inputs, share: f64| {
        let every = 1 + run.steps.len() / 100;
        let moments = run.steps.iter().enumerate().step_by(every);
        let points = moments.map(|(step, moment)| [step as f64, moment.quantile(share)]).collect();
        Series::new(format!("{what}, {:.0} %", 100.0 * share), points)
    };
    let lines = |((_, what, _), run): (&(&str, &str, Normalization), &Inputs)| {
        [0.85, 0.15].map(|share| line(what, run, share))
    };
    Figure::Lines(Lines {
        title: format!(
            "Layer {}: the line below which 15 % and 85 % of the inputs lie",
            settings.integer("layer")
        ),
        x: Axis::linear("step"),
        y: Axis::linear("input of an activation"),
        series: CASES.iter().zip(runs).flat_map(lines).collect(),
        marks: Vec::new(),
    })
}

/// Without normalization: how the inputs spread, step by step.
fn spread(run: &Inputs) -> Figure {
    let every = 1 + run.steps.len() / 100;
    let moments = run.steps.iter().enumerate().step_by(every);
    let moments: Vec<(f64, &[f64])> =
        moments.map(|(step, moment)| (step as f64, moment.sorted.as_slice())).collect();
    Figure::Distributions(Distributions::of(
        "The layer's inputs without normalization",
        Axis::linear("step"),
        Axis::linear("input of an activation").from_to(-2.5, 2.5),
        &moments,
        20,
    ))
}

fn table(runs: &[Inputs]) -> Figure {
    let shown = |value: f64| number::significant(value, 2);
    let row = |((_, what, _), run): (&(&str, &str, Normalization), &Inputs)| {
        let width = |moment: Option<&Moment>| shown(moment.map_or(f64::NAN, width));
        vec![
            (*what).to_owned(),
            format!("{} → {}", width(run.steps.first()), width(run.steps.last())),
            shown(run.shift()),
            shown(run.jump()),
            shown(*run.losses.last().unwrap_or(&f64::NAN)),
        ]
    };
    Figure::Table(Table {
        title: "Inputs of one hidden layer, from the first step to the last".to_owned(),
        columns: ["", "deviation", "mean moved by", "per step", "loss"].map(str::to_owned).to_vec(),
        rows: CASES.iter().zip(runs).map(row).collect(),
        caption: "How far a unit's mean moved, in deviations of its inputs.".to_owned(),
    })
}
