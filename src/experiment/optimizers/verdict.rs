//! "Always Adam at 0.001?": what that habit gives away on a task, and whether the rate or the optimizer gives it.

use crate::experiment::contest::{Pairs, Parts, Spread, Standings};
use crate::experiment::training::{Plan, each_job};
use crate::experiment::{Context, ExperimentError, MeasureInfo, Report};
use crate::plot::{Figure, Table};
use crate::text::number::{percent, points};

/// The learning rate that many use for everything, with Adam: its default in Kingma and Ba 2015, section 2.
pub(super) const HABIT: f64 = 1e-3;
/// What is hardly worth another choice: a point.
const LITTLE: f64 = 0.01;
/// How many times as long the habit is trained once more.
const LONGER: usize = 10;
/// Beyond so many epochs the habit has had its time, and is not trained for longer.
const LONG: usize = 20;

/// One way to train the network: what it is called, and its test accuracies by seed.
struct Way {
    what: String,
    how: String,
    tests: Vec<f64>,
}

impl Way {
    fn mean(&self) -> f64 {
        Spread::of(&self.tests).mean
    }
}

/// The habit beside what tuning finds; the networks of a seed share examples and start.
pub(super) struct Verdict {
    habit: Way,
    /// Adam at the rate it chooses.
    tuned: Way,
    /// The optimizer that gets most of the examples held out right.
    best: Way,
    /// The habit with more epochs.
    longer: Option<Way>,
}

/// What a verdict measures.
pub(super) fn measures() -> Vec<MeasureInfo> {
    [
        ("habit_accuracy", "", "the test accuracy of Adam at 0.001"),
        ("habit_loses", "", "the accuracy of the best found less that of Adam at 0.001"),
        ("habit_rate_gain", "", "the part of it that Adam gains at its own best rate"),
        ("habit_optimizer_gain", "", "the part of it that the best optimizer gains over Adam at its best"),
        ("habit_longer_accuracy", "", "the test accuracy of Adam at 0.001 with ten times the epochs"),
        ("habit_beaten", "seeds", "at how many seeds the best found is ahead of Adam at 0.001"),
    ]
    .map(|(name, unit, about)| MeasureInfo::new(name, about).unit(unit))
    .into()
}

impl Verdict {
    /// None where Adam did not compete at [`HABIT`], or rates were not tuned.
    pub(super) fn of(standings: &Standings) -> Option<Self> {
        let adam = standings.find("adam")?;
        let habit = adam.tests_at(HABIT)?;
        if adam.tried.len() < 2 {
            return None;
        }
        let best = standings.first()?;
        let way = |what: &str, name: &str, rate: f64, tests: Vec<f64>| Way {
            what: what.to_owned(),
            how: format!("{name} at {rate}"),
            tests,
        };
        Some(Self {
            habit: way("the habit", "adam", HABIT, habit),
            tuned: way("tuned", "adam", adam.chosen(), adam.tests()),
            best: way("best found", &best.name, best.chosen(), best.tests()),
            longer: None,
        })
    }

    /// Trains the habit for ten times as long, unless it was trained long enough.
    pub(super) fn train_longer(
        &mut self,
        mut plan: Plan,
        parts: &[Parts],
        context: &Context,
    ) -> Result<(), ExperimentError> {
        if plan.epochs > LONG {
            return Ok(());
        }
        plan.epochs *= LONGER;
        let seeds: Vec<usize> = (0..parts.len()).collect();
        let tests = each_job(&seeds, context, |&run| {
            parts[run].accuracy(&plan, context.seed.wrapping_add(run as u64), context)
        })?;
        let what = format!("{} epochs", plan.epochs);
        self.longer = Some(Way { what, how: self.habit.how.clone(), tests });
        Ok(())
    }

    /// What Adam gains by its rate, and what another optimizer gains beyond that.
    fn gains(&self) -> [f64; 2] {
        [self.tuned.mean() - self.habit.mean(), self.best.mean() - self.tuned.mean()]
    }

    /// How much accuracy the habit gives away.
    fn loses(&self) -> f64 {
        self.best.mean() - self.habit.mean()
    }

    /// Adds what [`measures`] declares.
    pub(super) fn add(&self, report: &mut Report) {
        let [rate, optimizer] = self.gains();
        report.add("habit_accuracy", self.habit.mean());
        report.add("habit_loses", self.loses());
        report.add("habit_rate_gain", rate);
        report.add("habit_optimizer_gain", optimizer);
        if let Some(longer) = &self.longer {
            report.add("habit_longer_accuracy", longer.mean());
        }
        let beaten = Pairs::of(&self.best.tests, &self.habit.tests);
        report.add_in("habit_beaten", beaten.ahead as f64, "seeds");
    }

    /// The ways side by side, what each gains on the habit, and what follows.
    pub(super) fn table(&self) -> Figure {
        let row = |way: &Way| {
            let pairs = Pairs::of(&way.tests, &self.habit.tests);
            let gain = points(way.mean() - self.habit.mean());
            let gain = if pairs.seeds > 1 { format!("{gain}, at {}", pairs.shown()) } else { gain };
            vec![way.what.clone(), way.how.clone(), Spread::of(&way.tests).shown(), gain]
        };
        let mut rows = vec![row(&self.habit), row(&self.tuned)];
        if self.best.how != self.tuned.how {
            rows.push(row(&self.best));
        }
        rows[0][3] = "–".to_owned();
        rows.extend(self.longer.as_ref().map(row));
        Figure::Table(Table {
            title: "Always Adam at 0.001?".to_owned(),
            columns: ["", "trained by", "test accuracy", "points gained"].map(str::to_owned).to_vec(),
            rows,
            caption: self.caption(),
        })
    }

    /// What the rate gives, what the optimizer gives, how sure that is, and what follows.
    fn caption(&self) -> String {
        let [rate, optimizer] = self.gains().map(points);
        let part = |gain: String, pairs: Pairs| match (pairs.seeds, pairs.is_decided()) {
            (1, _) => format!("{gain} points"),
            (_, true) => format!("{gain} points (ahead at {})", pairs.shown()),
            (_, false) => format!("{gain} points (ahead at {}, maybe luck)", pairs.shown()),
        };
        let [over_habit, over_tuned] = self.leads();
        let time = self.longer.as_ref().map_or(String::new(), |longer| self.time(longer));
        let optimizer = if self.best.how == self.tuned.how {
            "and no other optimizer is chosen over Adam".to_owned()
        } else {
            format!("by the optimizer {}", part(optimizer, over_tuned))
        };
        format!("By the rate {}, {optimizer}. {}{time}", part(rate, over_habit), self.ruling())
    }

    /// Tuned against the habit, and the best found against tuned.
    fn leads(&self) -> [Pairs; 2] {
        [Pairs::of(&self.tuned.tests, &self.habit.tests), Pairs::of(&self.best.tests, &self.tuned.tests)]
    }

    /// Whether there is a case against the habit's rate, and one against its optimizer.
    fn ruling(&self) -> String {
        let [rate, optimizer] = self.leads().map(Pairs::is_decided);
        let whole = Pairs::of(&self.best.tests, &self.habit.tests);
        if whole.seeds < Pairs::ENOUGH {
            return format!("Whether either is luck, seeds={} shows.", Pairs::ENOUGH);
        }
        if self.loses() < LITTLE {
            return "Less than a point in all: the habit does well here.".to_owned();
        }
        match (rate, optimizer) {
            (true, true) => "So take another rate, and another optimizer.".to_owned(),
            (true, false) => "So keep Adam if you like, at another rate.".to_owned(),
            _ if whole.is_decided() => {
                format!("Both together are ahead at {}: the habit is not the best here.", whole.shown())
            }
            _ => "So there is no case against the habit here.".to_owned(),
        }
    }

    /// What more time does for the habit.
    fn time(&self, longer: &Way) -> String {
        let (there, best) = (longer.mean(), self.best.mean());
        let shown = percent(there, 3);
        if self.habit.mean() >= best - LITTLE {
            String::new()
        } else if there >= best - LITTLE {
            format!(" With ten times the epochs it gets there too ({shown}): its steps are short, not wrong.")
        } else {
            format!(" Ten times the epochs do not make up for it ({shown}).")
        }
    }
}
