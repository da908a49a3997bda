//! Regularizers on one task, each at a strength chosen on examples held out of the training part.

use serde_json::json;

use super::noisy_digits::spoiled;
use super::regularizer::{EARLY_STOPPING, REGULARIZERS, Regularizer};
use super::trial::{HELD_OUT, Job, Trial};
use crate::experiment::contest::{Spread, key};
use crate::experiment::examples::{self, Examples};
use crate::experiment::training::{Plan, each_job_drawn, mean};
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::{Design, Updater};
use crate::plot::{Axis, Bars, Figure, Table};
use crate::text::number;

/// `compare-regularizers`.
pub(super) struct CompareRegularizers;

impl Experiment for CompareRegularizers {
    fn name(&self) -> &'static str {
        "compare-regularizers"
    }

    fn about(&self) -> &'static str {
        "test accuracy by regularizer, each at a strength chosen on held-out training examples"
    }

    fn parameters(&self) -> Vec<Parameter> {
        let names: Vec<&'static str> = REGULARIZERS.iter().map(|regularizer| regularizer.name).collect();
        let mut parameters = examples::parameters("digits");
        parameters.extend([
            Parameter::subset("only", names.clone(), names, "the regularizers"),
            Parameter::integer("examples", 10, 100_000, 300, "at most this many to learn from")
                .unit("examples"),
            Parameter::real("noise", 0.0, 1.0, 0.3, "the share of training labels that is made wrong"),
            Parameter::choice("optimizer", vec!["sgd", "momentum", "adam"], "momentum", "the optimizer"),
            Parameter::real("learning_rate", 0.0, 10.0, 0.02, "the learning rate"),
            Parameter::integer("depth", 0, 10, 2, "how many hidden layers").unit("layers"),
            Parameter::integer("width", 1, 256, 64, "units of each hidden layer").unit("units"),
            Parameter::integer("epochs", 1, 500, 60, "passes over the training examples").unit("epochs"),
            Parameter::integer("batch_size", 1, 1000, 32, "examples per step").unit("examples"),
            Parameter::integer("seeds", 1, 20, 1, "over how many seeds everything is repeated"),
        ]);
        let own = REGULARIZERS.iter().filter(|regularizer| !regularizer.strength.is_empty());
        parameters.extend(own.map(|own| {
            Parameter::optional(own.strength, 0.0, if own.name == "dropout" { 0.95 } else { 10.0 }, own.help)
        }));
        parameters
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let of = |regularizer: &Regularizer| {
            let name = regularizer.name;
            let measure =
                |what: &str, about: &str| MeasureInfo::new(key(name, what), format!("{about}, {name}"));
            [
                measure("accuracy", "the mean test accuracy"),
                measure("lowest", "the lowest test accuracy of a seed"),
                measure("highest", "the highest test accuracy of a seed"),
                measure("train_accuracy", "the mean share of training labels it gives"),
                measure("strength", "the mean strength it was given; epochs for early stopping"),
                measure("runs", "networks trained for a seed, tuning included"),
            ]
        };
        REGULARIZERS.iter().flat_map(of).collect()
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let examples = Examples::chosen(settings)?;
        let members: Vec<&Regularizer> = REGULARIZERS
            .iter()
            .filter(|regularizer| settings.names("only").iter().any(|name| name == regularizer.name))
            .collect();
        let seeds = settings.integer("seeds");
        let mut jobs = Vec::new();
        for member in &members {
            let plan = plan(settings, &examples)?;
            jobs.extend((0..seeds as u64).map(|run| Job {
                member,
                plan: plan.clone(),
                seed: context.seed.wrapping_add(run),
            }));
        }
        let (few, noise) = (settings.integer("examples"), settings.real("noise").unwrap_or(0.0));
        let work = |job: &Job<'_>| {
            job.tuned(&spoiled(examples.split(job.seed), few, noise, job.seed).split, settings, context)
        };
        let trials = each_job_drawn(&jobs, 0, context, work, |results| {
            let accuracies = |chunk: &[Option<Trial>]| {
                mean(
                    &chunk.iter().map(|trial| trial.map_or(f64::NAN, |trial| trial.test)).collect::<Vec<_>>(),
                )
            };
            bars(members.iter().map(|member| member.name).zip(results.chunks(seeds).map(accuracies)))
        })?;
        let rows: Vec<Row<'_>> =
            members.iter().zip(trials.chunks(seeds)).map(|(member, trials)| Row { member, trials }).collect();
        let mut report = Report::new(self, settings, context);
        examples.describe(&mut report);
        rows.iter().for_each(|row| row.add(&mut report));
        report.data.insert("runs", rows.iter().map(Row::to_json).collect());
        report.notes.push(notice());
        report.figures =
            vec![bars(rows.iter().map(|row| (row.member.name, row.mean(|trial| trial.test)))), table(&rows)];
        Ok(report)
    }
}

fn notice() -> String {
    format!(
        "Each strength was chosen by its accuracy on one in {HELD_OUT} of the training examples, wrong labels included; \
         then a network learned from all of them. The test part was looked at once for each."
    )
}

fn plan(settings: &Settings, examples: &Examples) -> Result<Plan, ExperimentError> {
    let mut sizes = vec![examples.features()];
    sizes.resize(1 + settings.integer("depth"), settings.integer("width"));
    sizes.push(examples.classes());
    let updater = Updater::named(settings.name("optimizer"))?
        .with("learning_rate", settings.real("learning_rate").unwrap_or(0.02))?;
    let (epochs, batch_size) = (settings.integer("epochs"), settings.integer("batch_size"));
    Ok(Plan { design: Design::new(&sizes, "relu")?, updater, epochs, batch_size })
}

/// One regularizer over all seeds.
struct Row<'a> {
    member: &'a Regularizer,
    trials: &'a [Trial],
}

impl Row<'_> {
    fn mean(&self, value: impl Fn(&Trial) -> f64) -> f64 {
        mean(&self.trials.iter().map(value).collect::<Vec<f64>>())
    }

    fn tests(&self) -> Spread {
        Spread::of(&self.trials.iter().map(|trial| trial.test).collect::<Vec<f64>>())
    }

    fn add(&self, report: &mut Report) {
        let tests = self.tests();
        let mut add = |what: &str, value: f64| report.add(key(self.member.name, what), value);
        add("accuracy", tests.mean);
        add("lowest", tests.low);
        add("highest", tests.high);
        add("train_accuracy", self.mean(|trial| trial.train));
        add("strength", self.mean(|trial| trial.strength));
        add("runs", self.mean(|trial| trial.runs as f64));
    }

    fn to_json(&self) -> serde_json::Value {
        let trial = |trial: &Trial| json!({"seed": trial.seed, "strength": trial.strength, "runs": trial.runs, "train_accuracy": trial.train, "test_accuracy": trial.test});
        json!({"regularizer": self.member.name, "grid": self.member.grid, "trials": self.trials.iter().map(trial).collect::<Vec<_>>()})
    }

    fn cells(&self) -> Vec<String> {
        let percent = |share| number::percent(share, 3);
        let tests = self.tests();
        let test = percent(tests.mean);
        let range = if self.trials.len() > 1 {
            format!("{}–{}", percent(tests.low), percent(tests.high))
        } else {
            "–".to_owned()
        };
        let strength = self.mean(|trial| trial.strength);
        let strength = match self.member.name {
            "none" => "–".to_owned(),
            EARLY_STOPPING => format!("{} epochs", number::plain(strength, 3)),
            _ => number::plain(strength, 3),
        };
        let runs = self.mean(|trial| trial.runs as f64);
        vec![
            self.member.name.to_owned(),
            strength,
            test,
            range,
            percent(self.mean(|trial| trial.train)),
            runs.to_string(),
        ]
    }
}

fn bars<'a>(accuracies: impl Iterator<Item = (&'a str, f64)>) -> Figure {
    Figure::Bars(Bars {
        title: "Test accuracy by regularizer".to_owned(),
        y: Axis::linear("accuracy").from_to(0.0, 1.0),
        bars: accuracies.map(|(name, accuracy)| (name.to_owned(), accuracy)).collect(),
    })
}

fn table(rows: &[Row<'_>]) -> Figure {
    let seeds = rows.first().map_or(0, |row| row.trials.len());
    let best = rows
        .iter()
        .map(|row| (row.mean(|trial| trial.test), row.member.name))
        .fold((f64::NEG_INFINITY, ""), |best, row| if row.0 > best.0 { row } else { best });
    Figure::Table(Table {
        title: format!("Regularizers over {seeds} {}", if seeds == 1 { "seed" } else { "seeds" }),
        columns: ["regularizer", "strength", "test", "range", "training", "runs"].map(str::to_owned).to_vec(),
        rows: rows.iter().map(Row::cells).collect(),
        caption: format!("The highest test accuracy: {}.", best.1),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(texts: &[&str]) -> Report {
        let settings = Settings::parse(&CompareRegularizers.parameters(), texts).unwrap();
        CompareRegularizers.run(&settings, &Context::silent(1)).unwrap()
    }

    #[test]
    fn with_wrong_labels_most_of_them_help() {
        let report = run(&[]);
        let measure = |name: &str| report.measure(name).unwrap();
        let better = ["l1", "l2", "dropout", "weight_decay", "early_stopping"]
            .map(|name| measure(&format!("{name}_accuracy")) > measure("none_accuracy") + 0.03);
        assert!(better.iter().filter(|better| **better).count() >= 4, "{:?}", report.measures);
        assert_eq!(
            (measure("none_runs"), measure("l2_runs"), measure("early_stopping_runs")),
            (1.0, 4.0, 2.0)
        );
    }

    #[test]
    fn one_strength_is_not_tuned_and_a_subset_is_all_that_runs() {
        let report = run(&["only=none,l2", "l2=0.02", "epochs=3", "seeds=2", "on=iris", "examples=50"]);
        assert_eq!((report.measure("l2_strength"), report.measure("l2_runs")), (Some(0.02), Some(1.0)));
        assert_eq!(report.measure("l1_accuracy"), None);
        assert_eq!(report.data["runs"].as_array().unwrap()[1]["trials"].as_array().unwrap().len(), 2);
    }
}
