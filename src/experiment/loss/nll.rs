//! −ln p of the right class, picture by picture.

use ndarray::Array2;

use super::animals::{LABELS, PICTURES, losses, scores, softmax};
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::math;
use crate::plot::{Axis, Figure, Lines, Mark, Series, Table};

/// `nll`.
pub(super) struct Nll;

impl Experiment for Nll {
    fn name(&self) -> &'static str {
        "nll"
    }

    fn about(&self) -> &'static str {
        "the negative log likelihood of three pictures, their sum and their mean"
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::real("factor", -20.0, 20.0, 1.0, "what every score is multiplied by"),
            Parameter::integer("classes", 2, 1000, 10, "classes of an untrained network").unit("classes"),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let mut measures: Vec<MeasureInfo> = PICTURES
            .iter()
            .flat_map(|picture| {
                [
                    MeasureInfo::new(
                        format!("{picture}_p"),
                        format!("the probability of the right class of the {picture}"),
                    ),
                    MeasureInfo::new(format!("{picture}_loss"), format!("−ln of that, for the {picture}")),
                ]
            })
            .collect();
        measures.push(MeasureInfo::new("sum", "the three losses added up"));
        measures.push(MeasureInfo::new("mean", "their mean"));
        measures.push(MeasureInfo::new("untrained", "the loss when every class has the same score"));
        measures
            .push(MeasureInfo::new("sure_and_wrong", "the loss when the right class has probability 0.001"));
        measures
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        context.check()?;
        let scores = scores() * settings.real("factor").unwrap_or(1.0);
        let probabilities = softmax(scores.view())?;
        let (each, _) = losses("cross-entropy", scores.view(), &LABELS)?;
        let zeros = Array2::zeros((1, settings.integer("classes")));
        let mut report = Report::new(self, settings, context);
        let (mut rows, mut marks) = (Vec::new(), Vec::new());
        for (row, picture) in PICTURES.iter().enumerate() {
            let p = probabilities[[row, LABELS[row]]];
            report.add(format!("{picture}_p"), p);
            report.add(format!("{picture}_loss"), each[row]);
            rows.push(vec![(*picture).to_owned(), format!("{p:.4}"), format!("{:.4}", each[row])]);
            marks.push(Mark::Point { name: (*picture).to_owned(), at: [p, each[row]] });
        }
        let sum: f64 = each.iter().sum();
        report.add("sum", sum);
        report.add("mean", sum / 3.0);
        report.add("untrained", losses("cross-entropy", zeros.view(), &[0])?.0[0]);
        report.add("sure_and_wrong", -math::ln(0.001));
        report.figures = vec![curve(marks), table(rows, sum)];
        Ok(report)
    }
}

fn curve(marks: Vec<Mark>) -> Figure {
    let points = (1..=200).map(|step| f64::from(step) / 200.0).map(|p| [p, -math::ln(p)]).collect();
    Figure::Lines(Lines {
        title: "−ln p: large when confidently wrong".to_owned(),
        x: Axis::linear("probability of the right class").from_to(0.0, 1.0),
        y: Axis::linear("loss"),
        series: vec![Series::new("−ln p", points)],
        marks,
    })
}

fn table(rows: Vec<Vec<String>>, sum: f64) -> Figure {
    Figure::Table(Table {
        title: "Negative log likelihood by picture".to_owned(),
        columns: ["picture of a", "p of its class", "−ln p"].map(str::to_owned).to_vec(),
        rows,
        caption: format!("The sum is {sum:.4}, the mean {:.4}.", sum / 3.0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_pictures_have_their_published_losses() {
        let settings = Settings::defaults(&Nll.parameters());
        let report = Nll.run(&settings, &Context::silent(0)).unwrap();
        let near = |name: &str, expected: f64, by: f64| {
            let measured = report.measure(name).unwrap();
            assert!((measured - expected).abs() < by, "{name}: {measured}");
        };
        near("cat_loss", 0.349, 6e-4);
        near("horse_loss", 0.0206, 6e-5);
        near("dog_loss", 0.718, 6e-4);
        near("sum", 1.0873, 6e-5);
        near("mean", 0.3624, 6e-5);
        near("untrained", 10f64.ln(), 1e-12);
    }
}
