//! One number says how wrong a model is: its only weight is moved by hand.

use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::plot::{Axis, Figure, Lines, Mark, Series, Table};
use crate::text::number;

/// `loss-number`.
pub(super) struct LossNumber;

/// Examples of roughly y = 2x.
const EXAMPLES: [[f64; 2]; 4] = [[1.0, 2.5], [2.0, 3.5], [3.0, 6.5], [4.0, 7.5]];

impl Experiment for LossNumber {
    fn name(&self) -> &'static str {
        "loss-number"
    }

    fn about(&self) -> &'static str {
        "a model with one weight: move the weight, watch the loss"
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::real("weight", -10.0, 10.0, 1.0, "the weight w of the model w·x"),
            Parameter::real("move", -5.0, 5.0, 0.5, "how far the weight is moved by hand"),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        vec![
            MeasureInfo::new("loss", "the mean squared error at the weight"),
            MeasureInfo::new("moved_weight", "the weight after the move"),
            MeasureInfo::new("moved_loss", "the loss after the move"),
            MeasureInfo::new("opposite_loss", "the loss after the opposite move"),
            MeasureInfo::new("best_weight", "the weight with the lowest loss"),
            MeasureInfo::new("best_loss", "the lowest loss any weight reaches"),
            MeasureInfo::new("first_error", "prediction minus target of the first example"),
            MeasureInfo::new("last_error", "prediction minus target of the last example"),
        ]
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        context.check()?;
        let weight = settings.real("weight").unwrap_or(1.0);
        let shift = settings.real("move").unwrap_or(0.5);
        let best = best_weight();
        let mut report = Report::new(self, settings, context);
        report.add("loss", loss(weight));
        report.add("moved_weight", weight + shift);
        report.add("moved_loss", loss(weight + shift));
        report.add("opposite_loss", loss(weight - shift));
        report.add("best_weight", best);
        report.add("best_loss", loss(best));
        report.add("first_error", error(weight, EXAMPLES[0]));
        report.add("last_error", error(weight, EXAMPLES[3]));
        report.figures = vec![table(weight), curve(weight, weight + shift, best)];
        Ok(report)
    }
}

/// w·x − y.
fn error(weight: f64, [x, y]: [f64; 2]) -> f64 {
    weight * x - y
}

/// The mean of (w·x − y)² over the examples.
fn loss(weight: f64) -> f64 {
    EXAMPLES.iter().map(|&example| error(weight, example).powi(2)).sum::<f64>() / EXAMPLES.len() as f64
}

/// Where the loss is lowest: Σxy / Σx².
fn best_weight() -> f64 {
    let products: f64 = EXAMPLES.iter().map(|[x, y]| x * y).sum();
    let squares: f64 = EXAMPLES.iter().map(|[x, _]| x * x).sum();
    products / squares
}

fn table(weight: f64) -> Figure {
    let show = |value: f64| number::plain(value, 4);
    let row = |&[x, y]: &[f64; 2]| {
        let off = error(weight, [x, y]);
        [x, weight * x, y, off, off * off].map(show).to_vec()
    };
    Figure::Table(Table {
        title: format!("Predictions at w = {}", number::significant(weight, 4)),
        columns: ["x", "prediction w·x", "target", "error", "error²"].map(str::to_owned).to_vec(),
        rows: EXAMPLES.iter().map(row).collect(),
        caption: format!(
            "The mean of the last column is the loss: {}.",
            number::significant(loss(weight), 4)
        ),
    })
}

fn curve(weight: f64, moved: f64, best: f64) -> Figure {
    let reach = (weight - best).abs().max((moved - best).abs()).max(1.0) * 1.2;
    let place = |step: i32| best + reach * f64::from(step) / 60.0;
    let points = (-60..=60).map(|step| [place(step), loss(place(step))]).collect();
    let mark = |name: &str, weight: f64| Mark::Point { name: name.to_owned(), at: [weight, loss(weight)] };
    Figure::Lines(Lines {
        title: "The loss for each weight".to_owned(),
        x: Axis::linear("weight w"),
        y: Axis::linear("loss"),
        series: vec![Series::new("loss", points)],
        marks: vec![mark("here", weight), mark("moved", moved), mark("lowest", best)],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_weight_has_a_lower_loss_than_the_best() {
        let best = best_weight();
        assert!((-200..200).all(|step| loss(best + f64::from(step) * 0.05) >= loss(best)));
        assert!(loss(best) > 0.0);
        let settings = Settings::defaults(&LossNumber.parameters());
        let report = LossNumber.run(&settings, &Context::silent(0)).unwrap();
        assert!(report.measure("moved_loss") < report.measure("loss"));
        assert!(report.measure("opposite_loss") > report.measure("loss"));
    }
}
