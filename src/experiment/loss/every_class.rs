//! Two ways to sum: the right class alone, or every class.

use ndarray::{Array2, array};

use super::animals::{CLASSES, LABELS, PICTURES, losses, scores, softmax};
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::plot::{Figure, Table};
use crate::text::number;

/// `every-class`.
pub(super) struct EveryClass;

impl Experiment for EveryClass {
    fn name(&self) -> &'static str {
        "every-class"
    }

    fn about(&self) -> &'static str {
        "−ln p of the right class against the sum that also counts −ln(1 − p) of the others"
    }

    fn parameters(&self) -> Vec<Parameter> {
        let score =
            |name, default| Parameter::real(name, -50.0, 50.0, default, "a score of the single example");
        vec![score("score1", 2.0), score("score2", 1.0), score("score3", 0.1)]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let mut measures: Vec<MeasureInfo> = PICTURES
            .iter()
            .flat_map(|picture| {
                [
                    MeasureInfo::new(
                        format!("{picture}_right"),
                        format!("−ln p of the right class of the {picture}"),
                    ),
                    MeasureInfo::new(
                        format!("{picture}_every"),
                        format!("the sum over every class for the {picture}"),
                    ),
                ]
            })
            .collect();
        measures
            .push(MeasureInfo::new("right", "−ln p of the right class of the single example, as PyTorch"));
        measures.push(MeasureInfo::new("every", "the sum over every class of the single example"));
        for index in 1..=3 {
            measures.push(MeasureInfo::new(
                format!("p{index}"),
                format!("probability {index} of the single example"),
            ));
            let about = format!("∂/∂ score {index} of −ln p of the right class");
            measures.push(MeasureInfo::new(format!("right_gradient{index}"), about));
            measures.push(MeasureInfo::new(
                format!("every_gradient{index}"),
                format!("∂/∂ score {index} of the sum over every class"),
            ));
        }
        measures
            .push(MeasureInfo::new("gradient_error", "how far the first gradient is from p − y, at most"));
        measures
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        context.check()?;
        let mut report = Report::new(self, settings, context);
        let (right, _) = losses("cross-entropy", scores().view(), &LABELS)?;
        let (every, _) = losses("every-class", scores().view(), &LABELS)?;
        let mut rows = Vec::new();
        for (row, picture) in PICTURES.iter().enumerate() {
            report.add(format!("{picture}_right"), right[row]);
            report.add(format!("{picture}_every"), every[row]);
            rows.push(vec![
                (*picture).to_owned(),
                format!("{:.4}", right[row]),
                format!("{:.4}", every[row]),
            ]);
        }
        report.figures.push(Figure::Table(Table {
            title: "The loss of each picture, summed two ways".to_owned(),
            columns: ["picture of a", "right class alone", "every class"].map(str::to_owned).to_vec(),
            rows,
            caption: "PyTorch's cross-entropy is the first column.".to_owned(),
        }));
        single(&mut report, settings)?;
        Ok(report)
    }
}

/// One example whose first class is right: both losses and their gradients.
fn single(report: &mut Report, settings: &Settings) -> Result<(), ExperimentError> {
    let score = |name| settings.real(name).unwrap_or(0.0);
    let scores: Array2<f64> = array![[score("score1"), score("score2"), score("score3")]];
    let p = softmax(scores.view())?;
    let (right, right_gradient) = losses("cross-entropy", scores.view(), &[0])?;
    let (every, every_gradient) = losses("every-class", scores.view(), &[0])?;
    report.add("right", right[0]);
    report.add("every", every[0]);
    let (mut rows, mut error) = (Vec::new(), 0.0f64);
    for index in 0..3 {
        let gradients = [right_gradient[[0, index]], every_gradient[[0, index]]];
        let wanted = if index == 0 { 1.0 } else { 0.0 };
        error = error.max((gradients[0] - (p[[0, index]] - wanted)).abs());
        report.add(format!("p{}", index + 1), p[[0, index]]);
        report.add(format!("right_gradient{}", index + 1), gradients[0]);
        report.add(format!("every_gradient{}", index + 1), gradients[1]);
        let numbers = [scores[[0, index]], p[[0, index]], gradients[0], gradients[1]];
        let shown = numbers.map(|value| number::plain(value, 4));
        rows.push(std::iter::once(CLASSES[index].to_owned()).chain(shown).collect());
    }
    report.add("gradient_error", error);
    report.figures.push(Figure::Table(Table {
        title: "Every score gets a gradient either way".to_owned(),
        columns: ["class", "score", "p", "gradient, right class", "gradient, every class"]
            .map(str::to_owned)
            .to_vec(),
        rows,
        caption: format!("The losses are {:.5} and {:.5}.", right[0], every[0]),
    }));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_ways_differ_and_the_first_has_the_gradient_p_minus_y() {
        let settings = Settings::defaults(&EveryClass.parameters());
        let report = EveryClass.run(&settings, &Context::silent(0)).unwrap();
        let expected = [
            ("cat_every", 0.685, 6e-4),
            ("horse_every", 0.0411, 6e-5),
            ("dog_every", 1.411, 6e-4),
            ("right", 0.41703, 6e-6),
            ("every", 0.79844, 6e-6),
        ];
        for (name, expected, by) in expected {
            let measured = report.measure(name).unwrap();
            assert!((measured - expected).abs() < by, "{name}: {measured}");
        }
        assert!(report.measure("gradient_error").unwrap() < 1e-15);
    }
}
