//! The optimizers on the digits: at one learning rate rankings mean little (Choi 2019, Schmidt 2021).

use crate::data::Split;
use crate::experiment::contest::{Family, key, splits};
use crate::experiment::examples::Examples;
use crate::experiment::training::Plan;
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::{Design, Updater, activation, optim};

/// `fair-race`.
pub(super) struct FairRace;

impl Experiment for FairRace {
    fn name(&self) -> &'static str {
        "fair-race"
    }

    fn about(&self) -> &'static str {
        "test accuracy by optimizer: all at one learning rate, then each at its own best of nine"
    }

    fn parameters(&self) -> Vec<Parameter> {
        let mut parameters = family().parameters();
        parameters.extend([
            Parameter::choice(
                "activation",
                activation::names(),
                "relu",
                "the activation of the hidden layers",
            ),
            Parameter::integer("depth", 0, 10, 1, "how many hidden layers").unit("layers"),
            Parameter::integer("width", 1, 128, 32, "units of each hidden layer").unit("units"),
            Parameter::integer("epochs", 1, 100, 5, "passes over the training examples").unit("epochs"),
            Parameter::integer("batch_size", 1, 1000, 32, "examples per step").unit("examples"),
        ]);
        parameters
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let mut measures = family().measures();
        measures.push(MeasureInfo::new(
            "adaptive_lead",
            "best accuracy of Adam less that of sgd, each at its best rate",
        ));
        measures
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let examples = Examples::chosen(settings)?;
        let splits = splits(&examples, settings, context);
        let standings = family()
            .hold(settings, &splits, context, |name, rate, split| plan(settings, name, rate, split))?;
        let mut report = Report::new(self, settings, context);
        examples.describe(&mut report);
        standings.add(&mut report);
        let best = |name: &str| report.measure(&key(name, "best_accuracy"));
        if let (Some(adam), Some(sgd)) = (best("adam"), best("sgd")) {
            report.add("adaptive_lead", adam - sgd);
        }
        report.figures = vec![standings.curves(), standings.table(Vec::new())];
        Ok(report)
    }
}

fn family() -> Family {
    Family {
        member: "optimizer",
        names: optim::names(),
        usual: optim::names(),
        task: "digits",
        learning_rate: 1e-3,
        grid: &[1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1.0],
    }
}

fn plan(settings: &Settings, name: &str, rate: f64, split: &Split) -> Result<Plan, ExperimentError> {
    let mut sizes = vec![split.train.features.ncols()];
    sizes.resize(1 + settings.integer("depth"), settings.integer("width"));
    sizes.push(split.train.classes());
    let design = Design::new(&sizes, settings.name("activation"))?;
    let updater = Updater::named(name)?.with("learning_rate", rate)?;
    let (epochs, batch_size) = (settings.integer("epochs"), settings.integer("batch_size"));
    Ok(Plan { design, updater, epochs, batch_size })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_rate_misleads_and_each_at_its_best_they_are_close() {
        for seed in 0..3 {
            let report =
                FairRace.run(&Settings::defaults(&FairRace.parameters()), &Context::silent(seed)).unwrap();
            let measure = |name: &str| report.measure(name).unwrap();
            assert!(measure("sgd_shared_accuracy") < 0.4, "{:?}", report.measures);
            assert!(measure("rmsprop_shared_accuracy") > 0.8, "{:?}", report.measures);
            assert!(measure("best_gap") < 0.04 && measure("shared_gap") > 0.5, "{:?}", report.measures);
            assert_eq!(measure("runs_each"), 9.0);
        }
    }
}
