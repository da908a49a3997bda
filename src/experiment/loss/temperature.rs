//! Dividing the scores by a temperature: how peaked the probabilities are.

use ndarray::array;

use super::animals::softmax;
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::math;
use crate::plot::{Axis, Bars, Figure, Lines, Mark, Series};

/// `temperature`.
pub(super) struct Temperature;

impl Experiment for Temperature {
    fn name(&self) -> &'static str {
        "temperature"
    }

    fn about(&self) -> &'static str {
        "softmax of three scores from temperature 0.1 to 100, and its entropy"
    }

    fn parameters(&self) -> Vec<Parameter> {
        let score = |name, default| Parameter::real(name, -50.0, 50.0, default, "a score");
        vec![
            score("score1", 5.0),
            score("score2", 4.0),
            score("score3", 2.0),
            Parameter::real("temperature", 0.01, 1000.0, 1.0, "what the scores are divided by"),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        vec![
            MeasureInfo::new("p1", "the probability of the first class at the temperature"),
            MeasureInfo::new("p2", "the probability of the second class at the temperature"),
            MeasureInfo::new("p3", "the probability of the third class at the temperature"),
            MeasureInfo::new("entropy", "the entropy at the temperature").unit("nats"),
            MeasureInfo::new("cold_entropy", "the entropy at temperature 0.1").unit("nats"),
            MeasureInfo::new("hot_entropy", "the entropy at temperature 100").unit("nats"),
            MeasureInfo::new("largest_entropy", "the entropy of three equal probabilities, ln 3")
                .unit("nats"),
        ]
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        context.check()?;
        let temperature = settings.real("temperature").unwrap_or(1.0);
        let now = at(settings, temperature)?;
        let mut report = Report::new(self, settings, context);
        for (index, p) in now.iter().enumerate() {
            report.add(format!("p{}", index + 1), *p);
        }
        report.add_in("entropy", entropy(&now), "nats");
        report.add_in("cold_entropy", entropy(&at(settings, 0.1)?), "nats");
        report.add_in("hot_entropy", entropy(&at(settings, 100.0)?), "nats");
        report.add_in("largest_entropy", math::ln(3.0), "nats");
        report.figures = vec![curve(settings, temperature)?, bars(temperature, &now)];
        Ok(report)
    }
}

/// The probabilities at a temperature.
fn at(settings: &Settings, temperature: f64) -> Result<[f64; 3], ExperimentError> {
    let score = |name| settings.real(name).unwrap_or(0.0) / temperature;
    let p = softmax(array![[score("score1"), score("score2"), score("score3")]].view())?;
    Ok([p[[0, 0]], p[[0, 1]], p[[0, 2]]])
}

/// −Σ p ln p, where 0 · ln 0 is 0.
fn entropy(p: &[f64]) -> f64 {
    p.iter().filter(|&&p| p > 0.0).map(|&p| -p * math::ln(p)).sum()
}

fn curve(settings: &Settings, temperature: f64) -> Result<Figure, ExperimentError> {
    let mut points = Vec::new();
    for step in 0..=60 {
        let hot = 0.1 * math::exp(math::ln(1000.0) * f64::from(step) / 60.0);
        points.push([hot, entropy(&at(settings, hot)?)]);
    }
    Ok(Figure::Lines(Lines {
        title: "Entropy by temperature".to_owned(),
        x: Axis::log("temperature"),
        y: Axis { unit: "nats".to_owned(), ..Axis::linear("entropy") },
        series: vec![Series::new("entropy", points)],
        marks: vec![
            Mark::Horizontal { name: "ln 3".to_owned(), y: math::ln(3.0) },
            Mark::Vertical { name: "here".to_owned(), x: temperature },
        ],
    }))
}

fn bars(temperature: f64, p: &[f64; 3]) -> Figure {
    Figure::Bars(Bars {
        title: format!("Probabilities at temperature {temperature}"),
        y: Axis::linear("probability").from_to(0.0, 1.0),
        bars: p.iter().enumerate().map(|(index, &p)| (format!("class {}", index + 1), p)).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cold_is_certain_and_hot_is_even() {
        let settings = Settings::defaults(&Temperature.parameters());
        let report = Temperature.run(&settings, &Context::silent(0)).unwrap();
        let measure = |name: &str| report.measure(name).unwrap();
        assert!((measure("cold_entropy") - 5e-4).abs() < 5e-5, "{}", measure("cold_entropy"));
        assert!((measure("hot_entropy") - measure("largest_entropy")).abs() < 1e-3);
        assert!(measure("cold_entropy") < measure("entropy") && measure("entropy") < measure("hot_entropy"));
    }
}
