//! Gradient descent on the wines as they were measured, and on a common scale.

use super::bowl::{Bowl, Descent, FORETOLD};
use crate::data::embedded;
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::plot::{Axis, Contour, Figure, Mark, Table, Trajectory};
use crate::text::number;

/// `two-words`.
pub(super) struct TwoWords;

/// What is done to the measurements first.
const SCALES: [&str; 3] = ["raw", "centred", "standardised"];

/// How many samples a contour plot has across and up.
const SAMPLES: [usize; 2] = [96, 64];

impl Experiment for TwoWords {
    fn name(&self) -> &'static str {
        "two-words"
    }

    fn about(&self) -> &'static str {
        "gradient descent on two measurements of wines, as they are and on a common scale"
    }

    fn parameters(&self) -> Vec<Parameter> {
        let names = || measurements().into_iter().map(|(name, _)| name).collect();
        vec![
            Parameter::choice("x", names(), "color_intensity", "the first measurement"),
            Parameter::choice("y", names(), "magnesium", "the second; both foretell the alcohol"),
            Parameter::integer("steps", 1, 2_000_000, 500_000, "the most steps taken").unit("steps"),
            Parameter::real(
                "near",
                0.0001,
                0.5,
                0.01,
                "the share of the first excess loss that counts as arrived",
            ),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let of = |scale: &&str| {
            [
                MeasureInfo::new(
                    format!("{scale}_steps"),
                    format!("steps it takes, {scale}; infinite if too many"),
                )
                .unit("steps"),
                MeasureInfo::new(format!("{scale}_kappa"), format!("largest by smallest curvature, {scale}")),
                MeasureInfo::new(
                    format!("{scale}_limit"),
                    format!("the learning rate that is too large, {scale}"),
                ),
            ]
        };
        let mut measures: Vec<MeasureInfo> = SCALES.iter().flat_map(of).collect();
        let about = |scale| format!("largest by smallest curvature of all twelve measurements, {scale}");
        measures.extend(
            ["centred", "standardised"]
                .map(|scale| MeasureInfo::new(format!("all_{scale}_kappa"), about(scale))),
        );
        measures.push(MeasureInfo::new(
            "loss_gap",
            "the largest difference of the lowest losses of the three scales",
        ));
        measures
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let columns = columns(settings)?;
        let (steps, near) = (settings.integer("steps"), settings.real("near").unwrap_or(0.01));
        let mut report = Report::new(self, settings, context);
        let mut descents = Vec::new();
        for (done, scale) in SCALES.into_iter().enumerate() {
            let bowl = Bowl::of(scale, &columns);
            let descent = bowl.descend(steps, near, context)?;
            report.add_in(format!("{scale}_steps"), descent.arrived, "steps");
            report.add(format!("{scale}_kappa"), bowl.kappa());
            report.add(format!("{scale}_limit"), bowl.limit());
            descents.push((scale, bowl, descent));
            context.progress(done + 1, SCALES.len())?;
        }
        let all: Vec<usize> = measurements().into_iter().map(|(_, column)| column).collect();
        for scale in ["centred", "standardised"] {
            report.add(format!("all_{scale}_kappa"), Bowl::of(scale, &all).kappa());
        }
        let lowest = || descents.iter().map(|(_, bowl, _)| bowl.lowest());
        report.add("loss_gap", lowest().fold(f64::MIN, f64::max) - lowest().fold(f64::MAX, f64::min));
        let drawn =
            descents.iter().skip(1).map(|(scale, bowl, descent)| drawn(bowl, scale, settings, descent));
        report.figures = drawn.collect();
        report.figures.push(table(&descents));
        Ok(report)
    }
}

/// Every measurement but the alcohol: its name and its column.
fn measurements() -> Vec<(&'static str, usize)> {
    let names = &embedded::wine().feature_names;
    names
        .iter()
        .enumerate()
        .filter(|(column, _)| *column != FORETOLD)
        .map(|(column, name)| (name.as_str(), column))
        .collect()
}

fn columns(settings: &Settings) -> Result<Vec<usize>, ExperimentError> {
    let column = |parameter| {
        let name = settings.name(parameter);
        measurements().into_iter().find(|(known, _)| *known == name).map_or(FORETOLD, |(_, column)| column)
    };
    let pair = vec![column("x"), column("y")];
    if pair[0] == pair[1] {
        let advice = "x and y are the same measurement: choose another one with y=, such as y=proline";
        return Err(ExperimentError::Unfit(advice.to_owned()));
    }
    Ok(pair)
}

/// The loss over the two weights, the bias at its best, on equal scales across and up.
fn drawn(bowl: &Bowl, scale: &str, settings: &Settings, descent: &Descent) -> Figure {
    let reach = bowl.best[..2].iter().fold(0.0, |reach: f64, w| reach.max(w.abs())) * 1.6;
    let place = |index: usize, count: usize| reach * (2.0 * index as f64 / (count - 1) as f64 - 1.0);
    let row = |up: usize| {
        let across = |across| [place(across, SAMPLES[0]), place(up, SAMPLES[1]), bowl.best[2]];
        (0..SAMPLES[0]).map(|index| bowl.value(&across(index))).collect()
    };
    let axis =
        |name: &str| Axis::linear(format!("weight of {}", name.replace('_', " "))).from_to(-reach, reach);
    Figure::Contour(Contour {
        title: format!("Loss by the two weights, {scale}"),
        x: axis(settings.name("x")),
        y: axis(settings.name("y")),
        values: (0..SAMPLES[1]).map(row).collect(),
        levels: Vec::new(),
        trajectories: vec![Trajectory { name: "gradient descent".to_owned(), path: descent.path.clone() }],
        marks: vec![Mark::Point { name: "minimum".to_owned(), at: [bowl.best[0], bowl.best[1]] }],
    })
}

fn table(descents: &[(&str, Bowl, Descent)]) -> Figure {
    let row = |(scale, bowl, descent): &(&str, Bowl, Descent)| {
        let steps =
            if descent.arrived.is_finite() { number::prose(descent.arrived) } else { "not yet".to_owned() };
        vec![(*scale).to_owned(), number::plain(bowl.kappa(), 3), number::plain(bowl.limit(), 3), steps]
    };
    Figure::Table(Table {
        title: "Predicting the alcohol of 178 wines".to_owned(),
        columns: ["measurements", "κ", "too large from", "steps"].map(str::to_owned).to_vec(),
        rows: descents.iter().map(row).collect(),
        caption: "Each at its own best learning rate.".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(texts: &[&str]) -> Report {
        let settings = Settings::parse(&TwoWords.parameters(), texts).unwrap();
        TwoWords.run(&settings, &Context::silent(1)).unwrap()
    }

    #[test]
    fn a_common_scale_takes_a_handful_of_steps_to_the_same_loss() {
        let report = run(&[]);
        let measure = |name: &str| report.measure(name).unwrap();
        assert!(measure("standardised_steps") < 10.0, "{:?}", report.measures);
        assert!(measure("centred_steps") > 5.0 * measure("standardised_steps"), "{:?}", report.measures);
        assert!(measure("loss_gap") < 1e-9, "{:?}", report.measures);
    }

    #[test]
    fn the_lowest_place_is_flat() {
        for scale in SCALES {
            let bowl = Bowl::of(scale, &[9, 4]);
            let slope = bowl.slope(&bowl.best);
            assert!(slope.iter().all(|slope| slope.abs() < 1e-7), "{scale}: {slope:?}");
        }
    }

    #[test]
    fn the_same_measurement_twice_is_refused() {
        let settings = Settings::parse(&TwoWords.parameters(), &["x=hue", "y=hue"]).unwrap();
        let error = TwoWords.run(&settings, &Context::silent(1)).unwrap_err().to_string();
        assert!(error.contains("y=proline"), "{error}");
    }
}
