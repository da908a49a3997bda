//! Likelihood of a coin's bias, and why its negative logarithm is used.

use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::math;
use crate::plot::{Axis, Figure, Lines, Mark, Series};

/// `likelihood`.
pub(super) struct Likelihood;

/// θ = 1/1000 … 999/1000.
const STEPS: usize = 1000;

impl Experiment for Likelihood {
    fn name(&self) -> &'static str {
        "likelihood"
    }

    fn about(&self) -> &'static str {
        "how likely each bias of a coin makes the tosses seen, and the negative logarithm of that"
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::integer("heads", 0, 1000, 7, "how often heads came up").unit("tosses"),
            Parameter::integer("tosses", 1, 1000, 10, "how often the coin was tossed").unit("tosses"),
            Parameter::integer("repeats", 1, 100_000, 1000, "how many such records the large sample has"),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        vec![
            MeasureInfo::new("likeliest", "the bias with the highest likelihood"),
            MeasureInfo::new("lowest_nll_at", "the bias with the lowest negative log likelihood"),
            MeasureInfo::new("highest_likelihood", "the likelihood there"),
            MeasureInfo::new("lowest_nll", "the negative log likelihood there"),
            MeasureInfo::new("fair_likelihood", "the likelihood of a fair coin"),
            MeasureInfo::new("fair_nll", "the negative log likelihood of a fair coin"),
            MeasureInfo::new("large_likelihood", "the likelihood of the large sample at the likeliest bias"),
            MeasureInfo::new("large_nll", "the negative log likelihood of the large sample there"),
        ]
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        context.check()?;
        let (heads, tosses) = (settings.integer("heads"), settings.integer("tosses"));
        if heads > tosses {
            return Err(ExperimentError::Unfit(format!("{heads} heads in {tosses} tosses cannot be")));
        }
        let (heads, tails) = (heads as u64, (tosses - heads) as u64);
        let places = || (1..STEPS).map(|step| step as f64 / STEPS as f64);
        let likelihoods: Vec<[f64; 2]> =
            places().map(|theta| [theta, likelihood(theta, heads, tails)]).collect();
        let nlls: Vec<[f64; 2]> = places().map(|theta| [theta, nll(theta, heads, tails)]).collect();
        let top = likelihoods.iter().fold([0.0, -1.0], |top, at| if at[1] > top[1] { *at } else { top });
        let low = nlls.iter().fold([0.0, f64::INFINITY], |low, at| if at[1] < low[1] { *at } else { low });
        let repeats = settings.integer("repeats") as u64;
        let mut report = Report::new(self, settings, context);
        report.add("likeliest", top[0]);
        report.add("lowest_nll_at", low[0]);
        report.add("highest_likelihood", top[1]);
        report.add("lowest_nll", low[1]);
        report.add("fair_likelihood", likelihood(0.5, heads, tails));
        report.add("fair_nll", nll(0.5, heads, tails));
        report.add("large_likelihood", likelihood(low[0], heads * repeats, tails * repeats));
        report.add("large_nll", nll(low[0], heads * repeats, tails * repeats));
        report.figures = vec![
            figure("Likelihood of each bias", "likelihood", likelihoods, top[0]),
            figure("Negative log likelihood of each bias", "negative log likelihood", nlls, low[0]),
        ];
        Ok(report)
    }
}

/// θʰ·(1 − θ)ᵗ, the probability of these tosses in their order.
fn likelihood(theta: f64, heads: u64, tails: u64) -> f64 {
    math::power(theta, heads) * math::power(1.0 - theta, tails)
}

/// −h·ln θ − t·ln(1 − θ).
fn nll(theta: f64, heads: u64, tails: u64) -> f64 {
    -(heads as f64 * math::ln(theta)) - tails as f64 * math::ln(1.0 - theta)
}

fn figure(title: &str, name: &str, points: Vec<[f64; 2]>, at: f64) -> Figure {
    Figure::Lines(Lines {
        title: title.to_owned(),
        x: Axis::linear("probability of heads").from_to(0.0, 1.0),
        y: Axis::linear(name),
        series: vec![Series::new(name, points)],
        marks: vec![Mark::Vertical { name: "best".to_owned(), x: at }],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_curves_choose_the_share_of_heads() {
        for (heads, tosses) in [(7, 10), (1, 4), (13, 20)] {
            let set = [format!("heads={heads}"), format!("tosses={tosses}")];
            let settings = Settings::parse(&Likelihood.parameters(), &set).unwrap();
            let report = Likelihood.run(&settings, &Context::silent(0)).unwrap();
            let share = f64::from(heads) / f64::from(tosses);
            assert_eq!(report.measure("likeliest"), Some(share));
            assert_eq!(report.measure("lowest_nll_at"), Some(share));
            assert_eq!(report.measure("large_likelihood"), Some(0.0));
            assert!(report.measure("large_nll").unwrap().is_finite());
        }
    }
}
