//! RMSProp forgets old gradients, so its learning rate recovers where Adagrad's only falls (Hinton 2012).

use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::Updater;
use crate::plot::{Axis, Figure, Lines, Mark, Series};

/// `rmsprop`.
pub(super) struct RmsProp;

const RACERS: [&str; 2] = ["adagrad", "rmsprop"];

impl Experiment for RmsProp {
    fn name(&self) -> &'static str {
        "rmsprop"
    }

    fn about(&self) -> &'static str {
        "the step of Adagrad and of RMSProp when a large gradient becomes a small one"
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::real("alpha", 0.0, 0.9999, 0.99, "how much of the old average RMSProp keeps"),
            Parameter::real("large", 0.0, 1e6, 1.0, "the gradient at first"),
            Parameter::real("small", 1e-6, 1e6, 0.01, "the gradient after the change"),
            Parameter::integer("change", 1, 10_000, 300, "the step after which it changes").unit("steps"),
            Parameter::integer("steps", 2, 20_000, 2000, "how many steps there are").unit("steps"),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let of = |name: &str| {
            [
                ("first", "the first step, in learning rates"),
                ("before", "the last step before the gradient changes, in learning rates"),
                ("after", "the first step after it, in learning rates"),
                ("end", "the last step of all, in learning rates"),
            ]
            .map(|(measure, about)| {
                MeasureInfo::new(format!("{name}_{measure}"), format!("{about}, of {name}"))
            })
        };
        let mut measures: Vec<MeasureInfo> = RACERS.into_iter().flat_map(of).collect();
        let about = "after how many small gradients RMSProp's step is back to half of what it was";
        measures.push(MeasureInfo::new("recovery", about).unit("steps"));
        measures
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let (change, total) = (settings.integer("change"), settings.integer("steps"));
        if change >= total {
            return Err(ExperimentError::Unfit(format!(
                "the gradient changes after step {change} of {total}; take change below steps"
            )));
        }
        let mut report = Report::new(self, settings, context);
        let mut series = Vec::new();
        for name in RACERS {
            context.check()?;
            let steps = steps(settings, name)?;
            for (measure, at) in [("first", 0), ("before", change - 1), ("after", change), ("end", total - 1)]
            {
                report.add(format!("{name}_{measure}"), steps[at]);
            }
            if name == "rmsprop" {
                let back = steps[change..].iter().position(|&step| step > 0.5 * steps[change - 1]);
                report.add_in("recovery", back.map_or(f64::INFINITY, |at| at as f64), "steps");
            }
            let points = (1..).zip(&steps).map(|(step, &length)| [f64::from(step), length]);
            series.push(Series::new(name, points.collect()));
        }
        report.figures = vec![figure(series, change)];
        Ok(report)
    }
}

/// The length of each step in learning rates.
fn steps(settings: &Settings, name: &str) -> Result<Vec<f64>, ExperimentError> {
    let mut updater = Updater::named(name)?.with("learning_rate", 1.0)?;
    if name == "rmsprop" {
        updater.set("alpha", settings.real("alpha").unwrap_or(0.99))?;
    }
    let gradient = |step: usize| {
        let name = if step < settings.integer("change") { "large" } else { "small" };
        settings.real(name).unwrap_or(1.0)
    };
    (0..settings.integer("steps"))
        .map(|step| {
            let mut weight = [0.0];
            updater.step(&mut weight, &[gradient(step)])?;
            Ok(-weight[0])
        })
        .collect()
}

fn figure(series: Vec<Series>, change: usize) -> Figure {
    Figure::Lines(Lines {
        title: "A large gradient becomes a small one: the length of each step".to_owned(),
        x: Axis::linear("step"),
        y: Axis::log("length in learning rates"),
        series,
        marks: vec![Mark::Vertical { name: "change".to_owned(), x: change as f64 }],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_rmsprop_recovers_and_its_first_step_is_ten_rates() {
        let report = RmsProp.run(&Settings::defaults(&RmsProp.parameters()), &Context::silent(0)).unwrap();
        let measure = |name: &str| report.measure(name).unwrap();
        assert!((measure("rmsprop_first") - 10.0).abs() < 1e-6, "{}", measure("rmsprop_first"));
        assert!((measure("adagrad_first") - 1.0).abs() < 1e-9);
        assert!((measure("rmsprop_end") - 1.0).abs() < 0.01, "{}", measure("rmsprop_end"));
        assert!(measure("adagrad_end") < 1e-3, "{}", measure("adagrad_end"));
        assert!((300.0..1000.0).contains(&measure("recovery")), "{}", measure("recovery"));
        let refused = Settings::parse(&RmsProp.parameters(), &["change=2000"]).unwrap();
        assert!(RmsProp.run(&refused, &Context::silent(0)).is_err());
    }
}
