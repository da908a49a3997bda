//! Optimizers race on a surface or a task: all at one learning rate, then each at its own best.

use crate::data::task;
use crate::experiment::contest;
use crate::experiment::examples;
use crate::experiment::{
    Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings, surface,
};
use crate::nn::{Updater, optim};

use super::{on_surface, on_task};

/// The two ways to choose a learning rate.
pub(super) const TABLES: [(&str, &str); 2] =
    [("shared", "at the shared learning rate"), ("best", "at its own best one")];

/// Hyperparameters that a setting changes in every optimizer that has them.
pub(super) const HYPERPARAMETERS: [&str; 8] =
    ["momentum", "dampening", "alpha", "beta1", "beta2", "epsilon", "weight_decay", "bias_correction"];

/// `compare-optimizers`.
pub(super) struct CompareOptimizers;

impl Experiment for CompareOptimizers {
    fn name(&self) -> &'static str {
        "compare-optimizers"
    }

    fn about(&self) -> &'static str {
        "optimizers race on a surface or a task: at one learning rate, then each at its own best"
    }

    fn parameters(&self) -> Vec<Parameter> {
        let names = optim::names();
        let mut parameters =
            examples::parameters_of("on", [surface::names(), task::names()].concat(), "ravine");
        parameters.extend([
            Parameter::subset("only", names.clone(), names, "the optimizers"),
            Parameter::optional(
                "learning_rate",
                0.0,
                100.0,
                "the learning rate they share; 0.01 on a surface and 0.001 on a task if absent",
            ),
            contest::tuning(),
            Parameter::integer("seeds", 1, 100, 1, "how many starts, or networks"),
        ]);
        parameters.extend(on_surface::parameters());
        parameters.extend(on_task::parameters());
        parameters
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        on_surface::measures()
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let report = Report::new(self, settings, context);
        match surface::find(settings.name("on")) {
            Some(surface) => on_surface::race(report, surface, context),
            None => on_task::contest(report, context),
        }
    }
}

pub(super) fn hyperparameter(name: &'static str) -> Parameter {
    let high = match name {
        "weight_decay" => 10.0,
        "dampening" | "bias_correction" => 1.0,
        _ => 0.999_999,
    };
    Parameter::optional(name, 0.0, high, "for the optimizers that have it")
}

/// An optimizer at a learning rate, with the hyperparameters that the settings change.
pub(super) fn updater(
    settings: &Settings,
    optimizer: &str,
    learning_rate: f64,
) -> Result<Updater, ExperimentError> {
    let mut updater = Updater::named(optimizer)?.with("learning_rate", learning_rate)?;
    for name in HYPERPARAMETERS {
        let known = updater.rule().hyperparameters.iter().any(|known| known.name == name);
        if let (true, Some(value)) = (known, settings.real(name)) {
            updater.set(name, value)?;
        }
    }
    Ok(updater)
}

/// Whether each optimizer is also to be tuned.
pub(super) fn is_tuned(settings: &Settings) -> bool {
    settings.name("tuning") == "grid"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::Figure;

    fn run(set: &[&str], seed: u64) -> Report {
        let settings = Settings::parse(&CompareOptimizers.parameters(), set).unwrap();
        CompareOptimizers.run(&settings, &Context::silent(seed)).unwrap()
    }

    #[test]
    fn at_its_own_best_rate_every_optimizer_arrives_in_the_ravine() {
        for seed in 0..10 {
            let report = run(&["seeds=3"], seed);
            assert_eq!(report.measure("best_arrived"), Some(8.0));
            assert!(report.measure("shared_arrived").unwrap() <= 4.0, "seed {seed}");
            for name in optim::names() {
                let steps = |table: &str| report.measure(&format!("{name}_{table}_steps")).unwrap();
                assert!(steps("best") <= steps("shared"), "{name}, seed {seed}");
            }
        }
    }

    #[test]
    fn one_learning_rate_that_suits_some_makes_others_diverge() {
        let report = run(&["on=rosenbrock"], 1);
        assert_eq!(report.measure("sgd_shared_final_loss"), Some(f64::INFINITY));
        assert_eq!(report.measure("adam_shared_diverged"), Some(0.0));
        assert!(report.measure("sgd_best_final_loss").unwrap() < 1.0);
    }

    #[test]
    fn on_a_surface_too_the_habit_is_told_from_its_rate() {
        let table = |set: &[&str]| match run(set, 1).figures.pop() {
            Some(Figure::Table(table)) => table,
            _ => panic!("no table"),
        };
        let verdict = table(&[]);
        assert_eq!(verdict.title, "Always Adam at 0.001?");
        assert_eq!(verdict.rows[0], ["the habit", "adam at 0.001", "not yet"]);
        assert_eq!(verdict.rows[1], ["tuned", "adam at 1", "73"]);
        assert_eq!(verdict.rows[2], ["the fastest", "adagrad at 10", "5"]);
        let rules = |set: &[&str], ruling: &str| {
            let caption = table(set).caption;
            assert!(caption.ends_with(ruling), "{caption}");
        };
        rules(&[], " Only another rate lets Adam arrive; adagrad is 15 times as fast as that.");
        rules(&["only=adam"], " Only another rate lets Adam arrive; no optimizer is faster.");
        let long = ["only=sgd,adam", "steps=20000"];
        rules(&long, " Another rate makes Adam 12 times as fast; sgd is 12 times as fast as that.");
        rules(&["steps=2"], " Adam arrives at no rate that was tried; no optimizer is faster.");
        assert!(table(&["only=sgd"]).title.starts_with("On ravine"));
        assert!(table(&["only=adam", "tuning=none"]).title.starts_with("On ravine"));
    }

    #[test]
    fn one_value_needs_no_grid() {
        let report = run(&["tuning=none", "only=adam,sgd"], 1);
        assert_eq!(report.data["runs"].as_array().unwrap().len(), 2);
        assert_eq!(report.measure("adam_best_steps"), None);
        assert_eq!(report.measure("runs_each"), Some(1.0));
        assert_eq!(run(&["only=sgd", "seeds=2"], 1).measure("runs_each"), Some(32.0));
    }

    #[test]
    fn on_noise_a_shorter_step_ends_lower() {
        for seed in 0..10 {
            let end = |rate: &str| {
                run(&["on=noisy-ravine", "only=sgd", "tuning=none", "steps=5000", rate], seed)
                    .measure("sgd_shared_final_loss")
                    .unwrap()
            };
            assert!(end("learning_rate=0.05") < 0.3 * end("learning_rate=0.5"), "seed {seed}");
        }
    }

    #[test]
    fn on_a_task_they_train_networks() {
        let report = run(&["on=iris", "only=sgd,adam", "epochs=20", "seeds=2"], 1);
        let measure = |name: &str| report.measure(name).unwrap();
        assert!(measure("adam_best_accuracy") > 0.85 && measure("sgd_best_accuracy") > 0.85);
        assert_eq!(measure("runs_each"), 18.0);
        assert_eq!(measure("habit_accuracy"), measure("adam_shared_accuracy"));
        assert_eq!(run(&["on=moons", "only=sgd", "epochs=2"], 1).measure("habit_loses"), None);
    }

    #[test]
    fn settings_choose_the_optimizers_the_rate_and_the_start() {
        let report = run(&["only=adam,sgd", "learning_rate=0.1", "steps=3", "start=1,1", "beta1=0"], 1);
        let runs = report.data["runs"].as_array().unwrap();
        let table = |index: usize| (runs[index]["optimizer"].as_str(), runs[index]["table"].as_str());
        assert_eq!(runs.len(), 4);
        assert_eq!(table(0), (Some("sgd"), Some("shared")));
        assert_eq!(table(3), (Some("adam"), Some("best")));
        assert_eq!(runs[0]["path"].as_array().unwrap().len(), 4);
        assert_eq!(runs[0]["path"][1], serde_json::json!([1.0 - 0.1 * 0.1, 1.0 - 0.1 * 2.0]));
        assert_eq!(report.measure("nag_shared_steps"), None);
    }
}
