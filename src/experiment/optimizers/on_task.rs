//! The contest on a task: networks are trained, and judged by examples they have not seen.

use super::compare::{HYPERPARAMETERS, hyperparameter, updater};
use super::verdict::{self, HABIT, Verdict};
use crate::experiment::contest::{Family, Setup, key, parts};
use crate::experiment::examples::Examples;
use crate::experiment::{Context, ExperimentError, MeasureInfo, Parameter, Report};
use crate::nn::optim;

/// The optimizers as a family, by default on the digits.
pub(super) fn family() -> Family {
    Family {
        member: ["optimizer", "optimizers"],
        names: optim::names(),
        task: "digits",
        learning_rate: HABIT,
        grid: &[1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1.0],
        setup: Setup { optimizer: None, ..Setup::SMALL },
    }
}

/// The settings of the network, its training and the optimizers.
pub(super) fn parameters() -> Vec<Parameter> {
    let mut parameters = family().setup.parameters();
    parameters.extend(HYPERPARAMETERS.into_iter().map(hyperparameter));
    parameters
}

/// All the settings of the contest where there is no surface to choose.
pub(super) fn parameters_alone() -> Vec<Parameter> {
    let mut parameters = family().parameters();
    parameters.extend(HYPERPARAMETERS.into_iter().map(hyperparameter));
    parameters
}

/// What the contest measures with default settings.
pub(super) fn measures() -> Vec<MeasureInfo> {
    let mut measures = family().measures();
    let lead = "best accuracy of Adam less that of sgd, each at its best rate";
    measures.push(MeasureInfo::new("adaptive_lead", lead));
    measures.extend(verdict::measures());
    measures
}

/// Trains a network with every optimizer asked for, at every rate; then Adam at its usual rate for longer.
pub(super) fn contest(mut report: Report, context: &Context) -> Result<Report, ExperimentError> {
    let (settings, family) = (report.settings.clone(), family());
    let examples = Examples::chosen(&settings)?;
    let parts = parts(&examples, &settings, context);
    let plan = |name: &str, rate: f64| {
        let mut plan = family.setup.plan(&settings, &examples, rate)?;
        plan.updater = updater(&settings, name, rate)?;
        Ok(plan)
    };
    let standings = family.hold(&settings, &parts, context, plan)?;
    family.introduce(&mut report, &examples, &parts[0], &standings, "");
    standings.add(&mut report);
    let best = |name: &str| report.measure(&key(name, "best_accuracy"));
    if let (Some(adam), Some(sgd)) = (best("adam"), best("sgd")) {
        report.add("adaptive_lead", adam - sgd);
    }
    report.figures = vec![standings.curves(), standings.table(Vec::new())];
    if let Some(mut verdict) = Verdict::of(&standings) {
        verdict.train_longer(plan("adam", HABIT)?, &parts, context)?;
        verdict.add(&mut report);
        report.figures.push(verdict.table());
    }
    Ok(report)
}
