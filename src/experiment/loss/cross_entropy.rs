//! Cross-entropy as the expected code length, split into entropy and divergence.

use ndarray::Array1;

use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::math;
use crate::plot::{Axis, Figure, Lines, Mark, Series, Table};

/// `cross-entropy`.
pub(super) struct CrossEntropy;

impl Experiment for CrossEntropy {
    fn name(&self) -> &'static str {
        "cross-entropy"
    }

    fn about(&self) -> &'static str {
        "cross-entropy of two distributions over three classes: entropy plus divergence"
    }

    fn parameters(&self) -> Vec<Parameter> {
        let share = |name, default, help| Parameter::real(name, 0.0, 1.0, default, help);
        vec![
            share("p1", 0.7, "the first true probability"),
            share("p2", 0.2, "the second true probability; the third is what is left"),
            share("q1", 0.5, "the first predicted probability"),
            share("q2", 0.3, "the second predicted probability; the third is what is left"),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        vec![
            MeasureInfo::new("cross_entropy", "−Σ p·ln q").unit("nats"),
            MeasureInfo::new("entropy", "−Σ p·ln p").unit("nats"),
            MeasureInfo::new("divergence", "Σ p·ln(p/q), the Kullback-Leibler divergence").unit("nats"),
            MeasureInfo::new("split_error", "how far entropy plus divergence is from cross-entropy")
                .unit("nats"),
            MeasureInfo::new("one_hot", "the cross-entropy when the first class is certain: −ln q1")
                .unit("nats"),
            MeasureInfo::new("lowest_at", "the q1 with the lowest cross-entropy, the rest shared as in p"),
        ]
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        context.check()?;
        let (p, q) = (distribution(settings, "p1", "p2")?, distribution(settings, "q1", "q2")?);
        let (cross, entropy) = (cross_entropy(p, q), cross_entropy(p, p));
        let divergence: f64 =
            p.iter().zip(q).filter(|(p, _)| **p > 0.0).map(|(p, q)| p * math::ln(p / q)).sum();
        let curve = sweep(p);
        let lowest =
            curve.iter().fold([0.0, f64::INFINITY], |low, at| if at[1] < low[1] { *at } else { low });
        let mut report = Report::new(self, settings, context);
        report.add_in("cross_entropy", cross, "nats");
        report.add_in("entropy", entropy, "nats");
        report.add_in("divergence", divergence, "nats");
        let error = if cross.is_finite() { (cross - entropy - divergence).abs() } else { 0.0 };
        report.add_in("split_error", error, "nats");
        report.add_in("one_hot", cross_entropy([1.0, 0.0, 0.0], q), "nats");
        report.add("lowest_at", lowest[0]);
        report.figures = vec![figure(curve, p[0], q[0]), table(p, q, [cross, entropy, divergence])];
        Ok(report)
    }
}

fn distribution(settings: &Settings, first: &str, second: &str) -> Result<[f64; 3], ExperimentError> {
    let [one, two] = [first, second].map(|name| settings.real(name).unwrap_or(0.0));
    if one + two > 1.0 + 1e-12 {
        return Err(ExperimentError::Unfit(format!(
            "{first} and {second} are {} together, more than 1",
            one + two
        )));
    }
    Ok([one, two, (1.0 - one - two).max(0.0)])
}

/// −Σ p·ln q, where a class that never happens costs nothing.
fn cross_entropy(p: [f64; 3], q: [f64; 3]) -> f64 {
    p.iter().zip(q).filter(|(p, _)| **p > 0.0).map(|(p, q)| -p * math::ln(q)).sum()
}

/// The cross-entropy for each q1, what is left being shared between the others as in p.
fn sweep(p: [f64; 3]) -> Vec<[f64; 2]> {
    let rest = p[1] + p[2];
    let share = if rest > 0.0 { p[1] / rest } else { 0.5 };
    let places = Array1::linspace(0.01, 0.99, 99);
    places.iter().map(|&q| [q, cross_entropy(p, [q, (1.0 - q) * share, (1.0 - q) * (1.0 - share)])]).collect()
}

fn figure(curve: Vec<[f64; 2]>, p: f64, q: f64) -> Figure {
    let mark = |name: &str, x: f64| Mark::Vertical { name: name.to_owned(), x };
    Figure::Lines(Lines {
        title: "Cross-entropy for each predicted q1".to_owned(),
        x: Axis::linear("q1").from_to(0.0, 1.0),
        y: Axis { unit: "nats".to_owned(), ..Axis::linear("cross-entropy") },
        series: vec![Series::new("cross-entropy", curve)],
        marks: vec![mark("p1", p), mark("q1", q)],
    })
}

fn table(p: [f64; 3], q: [f64; 3], [cross, entropy, divergence]: [f64; 3]) -> Figure {
    let row = |class: usize| {
        let cost = if p[class] > 0.0 { -p[class] * math::ln(q[class]) } else { 0.0 };
        vec![
            (class + 1).to_string(),
            format!("{:.3}", p[class]),
            format!("{:.3}", q[class]),
            format!("{cost:.4}"),
        ]
    };
    Figure::Table(Table {
        title: "Cross-entropy, class by class".to_owned(),
        columns: ["class", "p", "q", "−p·ln q"].map(str::to_owned).to_vec(),
        rows: (0..3).map(row).collect(),
        caption: format!("{cross:.4} = {entropy:.4} of entropy + {divergence:.4} of divergence."),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cross_entropy_is_entropy_plus_divergence_and_lowest_at_p() {
        let settings = Settings::defaults(&CrossEntropy.parameters());
        let report = CrossEntropy.run(&settings, &Context::silent(0)).unwrap();
        for (name, expected) in [("cross_entropy", 0.8869), ("entropy", 0.8018), ("divergence", 0.0851)] {
            let measured = report.measure(name).unwrap();
            assert!((measured - expected).abs() < 6e-5, "{name}: {measured}");
        }
        assert!(report.measure("split_error").unwrap() < 1e-15);
        assert!((report.measure("lowest_at").unwrap() - 0.7).abs() < 1e-9);
        assert!((report.measure("one_hot").unwrap() - 2f64.ln()).abs() < 1e-15);
    }

    #[test]
    fn what_never_happens_costs_nothing_and_what_was_ruled_out_costs_everything() {
        assert_eq!(cross_entropy([1.0, 0.0, 0.0], [1.0, 0.0, 0.0]), 0.0);
        assert_eq!(cross_entropy([0.5, 0.5, 0.0], [1.0, 0.0, 0.0]), f64::INFINITY);
    }
}
