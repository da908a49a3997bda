//! Losses on one task: at one learning rate, and each at its own best.

use super::contenders;
use crate::experiment::contest::{Family, Setup, key, parts};
use crate::experiment::examples::Examples;
use crate::experiment::training::Plan;
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::Network;
use crate::text::number;

/// `compare-losses`.
pub(super) struct CompareLosses;

impl Experiment for CompareLosses {
    fn name(&self) -> &'static str {
        "compare-losses"
    }

    fn about(&self) -> &'static str {
        "test accuracy by the loss that training lowers: at one learning rate, and each at its own best"
    }

    fn parameters(&self) -> Vec<Parameter> {
        family().parameters()
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let mut measures = family().measures();
        for name in contenders::names() {
            let about = format!("the gradient of the last layer's weights before training, under {name}");
            measures.push(MeasureInfo::new(key(name, "gradient"), about));
        }
        measures
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let examples = Examples::chosen(settings)?;
        let (family, parts) = (family(), parts(&examples, settings, context));
        let make = |name: &str, rate: f64| plan(&family, settings, &examples, name, rate);
        let standings = family.hold(settings, &parts, context, make)?;
        let mut report = Report::new(self, settings, context);
        family.introduce(&mut report, &examples, &parts[0], &standings, "");
        standings.add(&mut report);
        let mut gradients = Vec::new();
        for member in &standings.members {
            let plan = make(&member.name, 0.0)?;
            let mut network = Network::new(&plan.design, context.seed)?;
            plan.gradients(&mut network, &parts[0].learned)?;
            let gradient = network.weight_gradient_norm(network.depth() - 1);
            report.add(key(&member.name, "gradient"), gradient);
            gradients.push(number::plain(gradient, 2));
        }
        report.figures = vec![standings.curves(), standings.table(vec![("first ‖∂L/∂W‖", gradients)])];
        Ok(report)
    }
}

fn family() -> Family {
    Family {
        member: ["loss", "losses"],
        names: contenders::names(),
        task: "digits",
        learning_rate: 0.1,
        grid: &[0.03, 0.1, 0.3, 1.0, 3.0, 10.0],
        setup: Setup::SMALL,
    }
}

fn plan(
    family: &Family,
    settings: &Settings,
    examples: &Examples,
    name: &str,
    rate: f64,
) -> Result<Plan, ExperimentError> {
    let mut plan = family.setup.plan(settings, examples, rate)?;
    plan.design.loss = contenders::find(name)?;
    Ok(plan)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(set: &[&str], seed: u64) -> Report {
        let settings = Settings::parse(&CompareLosses.parameters(), set).unwrap();
        CompareLosses.run(&settings, &Context::silent(seed)).unwrap()
    }

    #[test]
    fn one_rate_flatters_some_losses_and_nll_is_cross_entropy() {
        for seed in 0..3 {
            let report = run(&[], seed);
            let measure = |name: &str| report.measure(name).unwrap();
            assert!((measure("nll_gradient") - measure("cross_entropy_gradient")).abs() < 1e-9);
            assert!(measure("mse_sigmoid_shared_accuracy") < 0.5, "{:?}", report.measures);
            assert!(measure("mse_sigmoid_best_accuracy") > 0.85, "{:?}", report.measures);
            assert!(measure("best_gap") < 0.5 * measure("shared_gap"), "{:?}", report.measures);
        }
    }

    #[test]
    fn every_loss_trains_on_every_small_task() {
        for task in ["moons", "iris"] {
            let report = run(&[&format!("on={task}"), "epochs=20"], 1);
            for name in contenders::names() {
                assert!(report.measure(&key(name, "best_accuracy")).unwrap() > 0.7, "{task} {name}");
            }
        }
    }
}
