//! Sum or mean over a batch: what it changes is the step.

use ndarray::Array2;

use crate::data::{DataSet, task};
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::op::Reduction;
use crate::nn::{Tape, Updater, Var, loss, math};
use crate::plot::{Axis, Figure, Lines, Series};

/// `reduction`.
pub(super) struct Reductions;

const SIZES: [usize; 9] = [1, 2, 4, 8, 16, 32, 64, 128, 256];

impl Experiment for Reductions {
    fn name(&self) -> &'static str {
        "reduction"
    }

    fn about(&self) -> &'static str {
        "the gradient of a summed and of a mean loss, by batch size, and what one learning rate does to both"
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::integer("batch", 1, 1000, 256, "digits in the batch").unit("examples"),
            Parameter::integer("steps", 1, 500, 50, "steps on that batch").unit("steps"),
            Parameter::real("learning_rate", 0.0, 10.0, 0.1, "the learning rate of both"),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        vec![
            MeasureInfo::new("mean_gradient", "the norm of the gradient of the mean"),
            MeasureInfo::new("sum_gradient", "the norm of the gradient of the sum"),
            MeasureInfo::new("ratio", "the second divided by the first: the batch size"),
            MeasureInfo::new("start_loss", "the mean loss before training"),
            MeasureInfo::new("mean_loss", "the mean loss after training on the mean"),
            MeasureInfo::new("sum_loss", "the mean loss after training on the sum at the same rate"),
            MeasureInfo::new("matched_loss", "the mean loss after training on the sum at rate ÷ batch size"),
        ]
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let digits = task::digits(context.seed).train;
        let first = |count: usize| digits.select(&(0..count).collect::<Vec<_>>());
        let (mut mean_line, mut sum_line) = (Vec::new(), Vec::new());
        for size in SIZES {
            context.check()?;
            let batch = first(size);
            mean_line.push([size as f64, Regression::new(&batch, Reduction::Mean)?.gradient()?]);
            sum_line.push([size as f64, Regression::new(&batch, Reduction::Sum)?.gradient()?]);
        }
        let batch = first(settings.integer("batch"));
        let rate = settings.real("learning_rate").unwrap_or(0.1);
        let train = |reduction, rate| losses(&batch, reduction, rate, settings, context);
        let mean = train(Reduction::Mean, rate)?;
        let sum = train(Reduction::Sum, rate)?;
        let matched = train(Reduction::Sum, rate / batch.len() as f64)?;
        let last = |line: &[[f64; 2]]| line[line.len() - 1][1];
        let gradients =
            [Reduction::Mean, Reduction::Sum].map(|reduction| Regression::new(&batch, reduction)?.gradient());
        let [mean_gradient, sum_gradient] = gradients;
        let (mean_gradient, sum_gradient) = (mean_gradient?, sum_gradient?);
        let mut report = Report::new(self, settings, context);
        report.add("mean_gradient", mean_gradient);
        report.add("sum_gradient", sum_gradient);
        report.add("ratio", sum_gradient / mean_gradient);
        report.add("start_loss", mean[0][1]);
        report.add("mean_loss", last(&mean));
        report.add("sum_loss", last(&sum));
        report.add("matched_loss", last(&matched));
        report.figures = vec![gradients_figure(mean_line, sum_line), losses_figure(mean, sum, matched)];
        Ok(report)
    }
}

/// Softmax regression on a batch: scores = X·Wᵀ + b from zero weights.
struct Regression {
    tape: Tape,
    weights: Var,
    loss: Var,
}

impl Regression {
    fn new(batch: &DataSet, reduction: Reduction) -> Result<Self, ExperimentError> {
        let mut tape = Tape::new();
        let x = tape.input(batch.features.view())?;
        let labels = Array2::from_shape_fn((batch.len(), 1), |(row, _)| batch.labels[row] as f64);
        let target = tape.input(labels.view())?;
        let (inputs, classes) = (batch.features.ncols(), batch.classes());
        let weights = tape.parameter(Array2::zeros((classes, inputs)).view())?;
        let bias = tape.parameter(Array2::zeros((1, classes)).view())?;
        let scores = tape.linear(x, weights, bias)?;
        let loss = loss::find("cross-entropy")?.record(&mut tape, scores, target, reduction)?;
        Ok(Self { tape, weights, loss })
    }

    /// ‖∂L/∂W‖.
    fn gradient(mut self) -> Result<f64, ExperimentError> {
        self.tape.backward(self.loss)?;
        Ok(self.tape.gradient(self.weights).as_slice().map_or(f64::NAN, math::norm))
    }
}

/// `[step, mean loss]` before each step and after the last.
fn losses(
    batch: &DataSet,
    reduction: Reduction,
    rate: f64,
    settings: &Settings,
    context: &Context,
) -> Result<Vec<[f64; 2]>, ExperimentError> {
    let mut model = Regression::new(batch, reduction)?;
    let mut updater = Updater::named("sgd")?.with("learning_rate", rate)?;
    let count = if reduction == Reduction::Sum { batch.len() as f64 } else { 1.0 };
    let mut line = vec![[0.0, model.tape.scalar(model.loss) / count]];
    for step in 1..=settings.integer("steps") {
        context.check()?;
        model.tape.backward(model.loss)?;
        updater.step_all(model.tape.parameters_and_gradients())?;
        model.tape.forward()?;
        line.push([step as f64, model.tape.scalar(model.loss) / count]);
    }
    Ok(line)
}

fn gradients_figure(mean: Vec<[f64; 2]>, sum: Vec<[f64; 2]>) -> Figure {
    Figure::Lines(Lines {
        title: "The gradient by batch size".to_owned(),
        x: Axis::log("batch size"),
        y: Axis::log("‖∂L/∂W‖"),
        series: vec![Series::new("mean", mean), Series::new("sum", sum)],
        marks: Vec::new(),
    })
}

fn losses_figure(mean: Vec<[f64; 2]>, sum: Vec<[f64; 2]>, matched: Vec<[f64; 2]>) -> Figure {
    Figure::Lines(Lines {
        title: "Training on the mean and on the sum".to_owned(),
        x: Axis::linear("step"),
        y: Axis::log("mean loss"),
        series: vec![
            Series::new("mean", mean),
            Series::new("sum", sum),
            Series::new("sum, rate ÷ batch", matched),
        ],
        marks: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_is_the_batch_size_times_the_mean() {
        for (seed, batch) in [(1, 256), (2, 64), (3, 7)] {
            let settings = Settings::parse(&Reductions.parameters(), &[format!("batch={batch}")]).unwrap();
            let report = Reductions.run(&settings, &Context::silent(seed)).unwrap();
            let measure = |name: &str| report.measure(name).unwrap();
            assert!((measure("ratio") / f64::from(batch) - 1.0).abs() < 1e-12);
            assert!((measure("matched_loss") / measure("mean_loss") - 1.0).abs() < 1e-9);
            assert!(measure("mean_loss") < measure("start_loss"));
        }
    }
}
