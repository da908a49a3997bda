//! The optimizers on the digits: at one learning rate rankings mean little (Choi 2019, Schmidt 2021).

use super::on_task;
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};

/// `fair-race`: `compare-optimizers` on a task, under the name of the step it serves.
pub(super) struct FairRace;

impl Experiment for FairRace {
    fn name(&self) -> &'static str {
        "fair-race"
    }

    fn about(&self) -> &'static str {
        "test accuracy by optimizer: all at one learning rate, then each at its own best of nine"
    }

    fn parameters(&self) -> Vec<Parameter> {
        on_task::parameters_alone()
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        on_task::measures()
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        on_task::contest(Report::new(self, settings, context), context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(set: &[&str], seed: u64) -> Report {
        let settings = Settings::parse(&FairRace.parameters(), set).unwrap();
        FairRace.run(&settings, &Context::silent(seed)).unwrap()
    }

    #[test]
    fn one_rate_misleads_and_each_at_its_best_they_are_close() {
        for seed in 0..3 {
            let report = run(&[], seed);
            let measure = |name: &str| report.measure(name).unwrap();
            assert!(measure("sgd_shared_accuracy") < 0.4, "{:?}", report.measures);
            assert!(measure("rmsprop_shared_accuracy") > 0.8, "{:?}", report.measures);
            assert!(measure("best_gap") < 0.06 && measure("shared_gap") > 0.5, "{:?}", report.measures);
            assert_eq!(measure("runs_each"), 9.0);
        }
    }

    #[test]
    fn what_the_habit_lacks_is_the_rate_and_time_makes_up_for_it() {
        let report = run(&["only=rmsprop,adam", "seeds=5"], 1);
        let measure = |name: &str| report.measure(name).unwrap();
        let (rate, optimizer) = (measure("habit_rate_gain"), measure("habit_optimizer_gain"));
        assert!(rate > 0.1 && optimizer.abs() < 0.02, "{:?}", report.measures);
        assert!((rate + optimizer - measure("habit_loses")).abs() < 1e-12);
        assert_eq!(measure("habit_beaten"), 5.0);
        assert!(measure("habit_longer_accuracy") > measure("habit_accuracy") + 0.1);
        let caption = format!("{:?}", report.figures[2]);
        assert!(caption.contains("points (ahead at 5 of 5 seeds), by the optimizer"), "{caption}");
    }

    #[test]
    fn where_the_habit_is_less_than_a_point_behind_it_may_stay() {
        let report = run(&["only=adam", "seeds=5", "epochs=60"], 1);
        assert!(report.measure("habit_loses").unwrap() < 0.01, "{:?}", report.measures);
        assert_eq!(report.measure("habit_longer_accuracy"), None);
        let caption = format!("{:?}", report.figures[2]);
        assert!(caption.contains("the habit does well here.\""), "{caption}");
        assert!(!caption.contains("best found"), "{caption}");
    }

    #[test]
    fn one_seed_rules_nothing_and_one_rate_asks_for_no_verdict() {
        let caption = format!("{:?}", run(&["only=adam"], 1).figures);
        assert!(caption.contains("Whether either is luck, seeds=5 shows."), "{caption}");
        assert!(caption.contains("and no other optimizer is chosen over Adam."), "{caption}");
        let report = run(&["only=sgd,adam", "tuning=none", "epochs=1"], 1);
        assert_eq!((report.figures.len(), report.measure("habit_loses")), (2, None));
        let table = format!("{:?}", report.figures[1]);
        assert!(!table.contains("its best") && !table.contains("good rates"), "{table}");
    }
}
