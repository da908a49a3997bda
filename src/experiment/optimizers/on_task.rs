//! The contest on a task: networks are trained, and judged by examples they have not seen.

use super::compare::{is_tuned, updater};
use crate::data::Split;
use crate::experiment::contest::{Family, Spread, Standings, splits};
use crate::experiment::examples::Examples;
use crate::experiment::training::Plan;
use crate::experiment::{Context, ExperimentError, Parameter, Report, Settings};
use crate::nn::{Design, optim};
use crate::plot::{Figure, Table};
use crate::text::number;

/// The learning rate that many use for everything, with Adam.
const HABIT: f64 = 1e-3;

/// What only a task has: the network, and how long it is trained.
pub(super) fn parameters() -> Vec<Parameter> {
    vec![
        Parameter::integer("depth", 0, 10, 1, "task: how many hidden layers").unit("layers"),
        Parameter::integer("width", 1, 128, 32, "task: units of each hidden layer").unit("units"),
        Parameter::integer("epochs", 1, 200, 5, "task: passes over the training examples").unit("epochs"),
        Parameter::integer("batch_size", 1, 1000, 32, "task: examples per step").unit("examples"),
    ]
}

fn family() -> Family {
    Family {
        member: "optimizer",
        names: optim::names(),
        usual: optim::names(),
        task: "digits",
        learning_rate: HABIT,
        grid: &[1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0],
    }
}

/// Trains a network with every optimizer asked for, at every rate.
pub(super) fn contest(mut report: Report, context: &Context) -> Result<Report, ExperimentError> {
    let settings = report.settings.clone();
    let examples = Examples::chosen(&settings)?;
    let splits = splits(&examples, &settings, context);
    let standings =
        family().hold(&settings, &splits, context, |name, rate, split| plan(&settings, name, rate, split))?;
    examples.describe(&mut report);
    standings.add(&mut report);
    report.figures = vec![standings.curves(), standings.table(Vec::new())];
    let adam = standings.members.iter().find(|member| member.name == "adam");
    if let Some(habit) = adam.and_then(|adam| standings.at(adam, HABIT))
        && is_tuned(&settings)
    {
        let verdict = Verdict::of(&standings, habit);
        report.add("habit_accuracy", habit.mean);
        report.add("habit_loses", verdict.loses());
        report.figures.push(verdict.table());
    }
    Ok(report)
}

fn plan(settings: &Settings, name: &str, rate: f64, split: &Split) -> Result<Plan, ExperimentError> {
    let mut sizes = vec![split.train.features.ncols()];
    sizes.resize(1 + settings.integer("depth"), settings.integer("width"));
    sizes.push(split.train.classes());
    let (epochs, batch_size) = (settings.integer("epochs"), settings.integer("batch_size"));
    let design = Design::new(&sizes, "relu")?;
    Ok(Plan { design, updater: updater(settings, name, rate)?, epochs, batch_size })
}

/// What the habit of Adam at 0.001 costs, beside what tuning finds.
struct Verdict {
    habit: Spread,
    /// The best of all: its name, rate and accuracy.
    best: (String, f64, Spread),
}

impl Verdict {
    fn of(standings: &Standings, habit: Spread) -> Self {
        let all = standings.members.iter().map(|member| {
            let (rate, spread) = standings.best(member);
            (member.name.clone(), rate, spread)
        });
        let start = ("adam".to_owned(), HABIT, habit);
        let best = all.fold(start, |best, next| if next.2.mean > best.2.mean { next } else { best });
        Self { habit, best }
    }

    /// How much accuracy the habit gives away.
    fn loses(&self) -> f64 {
        self.best.2.mean - self.habit.mean
    }

    fn table(&self) -> Figure {
        let row = |what: &str, name: &str, rate: f64, spread: Spread| {
            vec![what.to_owned(), name.to_owned(), rate.to_string(), spread.range()]
        };
        let (name, rate, best) = &self.best;
        let loses = number::plain(100.0 * self.loses(), 2);
        let caption = if self.loses() <= 0.0 {
            "The habit is as good as anything that was tried here.".to_owned()
        } else if best.low > self.habit.high {
            format!(
                "The habit gives away {loses} points here, at every seed; a longer training may change that."
            )
        } else {
            format!(
                "The habit gives away {loses} points on average, less than the seeds differ: no case against it."
            )
        };
        Figure::Table(Table {
            title: "Always Adam at 0.001?".to_owned(),
            columns: ["", "optimizer", "learning rate", "test accuracy"].map(str::to_owned).to_vec(),
            rows: vec![
                row("the habit", "adam", HABIT, self.habit),
                row("the best found", name, *rate, *best),
            ],
            caption,
        })
    }
}
