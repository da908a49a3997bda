//! Scores become probabilities that sum to 1.

use super::animals::{CLASSES, PICTURES, scores, softmax};
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::plot::{Figure, Table};
use crate::text::number;

/// `softmax`.
pub(super) struct Softmax;

impl Experiment for Softmax {
    fn name(&self) -> &'static str {
        "softmax"
    }

    fn about(&self) -> &'static str {
        "the scores of three pictures as probabilities"
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::real("factor", -20.0, 20.0, 1.0, "what every score is multiplied by"),
            Parameter::real("shift", -1000.0, 1000.0, 0.0, "what is added to every score"),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let mut measures = Vec::new();
        for picture in PICTURES {
            for class in CLASSES {
                let about = format!("the probability that the picture of a {picture} shows a {class}");
                measures.push(MeasureInfo::new(format!("{picture}_as_{class}"), about));
            }
        }
        measures.push(MeasureInfo::new("sum_error", "how far the sum of a row is from 1, at most"));
        measures.push(MeasureInfo::new("shift_error", "how much 100 added to every score changes, at most"));
        measures
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        context.check()?;
        let real = |name| settings.real(name).unwrap_or(0.0);
        let scores = scores().mapv(|score| score * real("factor") + real("shift"));
        let probabilities = softmax(scores.view())?;
        let shifted = softmax((&scores + 100.0).view())?;
        let mut report = Report::new(self, settings, context);
        let mut rows = Vec::new();
        for (row, picture) in PICTURES.iter().enumerate() {
            for (column, class) in CLASSES.iter().enumerate() {
                report.add(format!("{picture}_as_{class}"), probabilities[[row, column]]);
            }
            let cell = |column: usize| {
                let score = number::plain(scores[[row, column]], 4);
                format!("{score} → {:.3}", probabilities[[row, column]])
            };
            rows.push(vec![(*picture).to_owned(), cell(0), cell(1), cell(2)]);
        }
        let largest =
            |values: &mut dyn Iterator<Item = f64>| values.fold(0.0, |most: f64, x| most.max(x.abs()));
        report.add("sum_error", largest(&mut probabilities.rows().into_iter().map(|row| row.sum() - 1.0)));
        report.add("shift_error", largest(&mut (&probabilities - &shifted).into_iter()));
        report.figures.push(Figure::Table(Table {
            title: "Scores become probabilities".to_owned(),
            columns: ["picture of a", "as cat", "as dog", "as horse"].map(str::to_owned).to_vec(),
            rows,
            caption: "Each row of probabilities sums to 1.".to_owned(),
        }));
        Ok(report)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_pictures_have_their_published_probabilities() {
        let settings = Settings::defaults(&Softmax.parameters());
        let report = Softmax.run(&settings, &Context::silent(0)).unwrap();
        let rows = [[0.705, 0.259, 0.035], [0.018, 0.002, 0.980], [0.488, 0.488, 0.024]];
        for (picture, row) in PICTURES.iter().zip(rows) {
            for (class, expected) in CLASSES.iter().zip(row) {
                let measured = report.measure(&format!("{picture}_as_{class}")).unwrap();
                assert!((measured - expected).abs() < 6e-4, "{picture} as {class}: {measured}");
            }
        }
        assert!(report.measure("sum_error").unwrap() < 1e-15);
        assert!(report.measure("shift_error").unwrap() < 1e-12);
    }
}
