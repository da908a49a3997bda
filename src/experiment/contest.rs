//! A contest: the members of a family on one task, at one shared learning rate and each at its own best.
//!
//! The comparisons of activations, losses, regularizers, normalizers, initializers and, on a task, of optimizers are
//! contests: they say how a member is trained at a learning rate, and the rest is here. All members get the same
//! data, the same seeds and the same number of runs.

use crate::data::Split;
use crate::experiment::examples::{self, Examples};
use crate::experiment::training::{Plan, each_job_drawn, mean};
use crate::experiment::{Context, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::plot::{Axis, Figure, Lines, Mark, Series, Table};
use crate::text::number;

/// A family of members that compete.
pub(super) struct Family {
    /// What a member is called: `activation`.
    pub(super) member: &'static str,
    /// All members by name.
    pub(super) names: Vec<&'static str>,
    /// Those that compete unless others are asked for.
    pub(super) usual: Vec<&'static str>,
    /// The task, unless another is asked for.
    pub(super) task: &'static str,
    /// The learning rate they share.
    pub(super) learning_rate: f64,
    /// The learning rates from which each takes its best.
    pub(super) grid: &'static [f64],
}

impl Family {
    /// What every contest lets a learner choose: task, members, rates and seeds.
    pub(super) fn parameters(&self) -> Vec<Parameter> {
        let mut parameters = examples::parameters(self.task);
        parameters.extend([
            Parameter::subset("only", self.names.clone(), self.usual.clone(), "the members that compete"),
            Parameter::real("learning_rate", 0.0, 10.0, self.learning_rate, "the learning rate they share"),
            Parameter::choice(
                "tuning",
                vec!["grid", "none"],
                "grid",
                "whether each also gets its own best rate",
            ),
            Parameter::integer("seeds", 1, 20, 1, "how many networks each accuracy is the mean of"),
        ]);
        parameters
    }

    /// The measures of the standings of the usual members.
    pub(super) fn measures(&self) -> Vec<MeasureInfo> {
        let of = |name: &&'static str| {
            [
                ("shared_accuracy", "the test accuracy at the shared learning rate"),
                ("best_accuracy", "the test accuracy at the best learning rate"),
                ("best_learning_rate", "the best learning rate of the grid"),
                ("best_low", "the lowest test accuracy of a seed at the best learning rate"),
                ("best_high", "the highest test accuracy of a seed at the best learning rate"),
            ]
            .map(|(measure, about)| MeasureInfo::new(key(name, measure), format!("{about}, of {name}")))
        };
        let mut measures: Vec<MeasureInfo> = self.usual.iter().flat_map(of).collect();
        measures.extend([
            MeasureInfo::new("shared_gap", "best less worst accuracy at the shared learning rate"),
            MeasureInfo::new("best_gap", "best less worst accuracy, each at its best learning rate"),
            MeasureInfo::new("runs_each", "how many networks were trained for each member").unit("runs"),
        ]);
        measures
    }

    /// Trains every member asked for at every rate and seed, by the plan that `plan` makes of its name.
    pub(super) fn hold(
        &self,
        settings: &Settings,
        splits: &[Split],
        context: &Context,
        plan: impl Fn(&str, f64, &Split) -> Result<Plan, ExperimentError>,
    ) -> Result<Standings, ExperimentError> {
        self.hold_among(settings, settings.names("only"), |_| splits, context, plan)
    }

    /// As [`hold`](Self::hold) among any members, each on examples of its own: one split for each seed.
    pub(super) fn hold_among<'a>(
        &self,
        settings: &Settings,
        members: &[String],
        splits: impl Fn(&str) -> &'a [Split],
        context: &Context,
        plan: impl Fn(&str, f64, &Split) -> Result<Plan, ExperimentError>,
    ) -> Result<Standings, ExperimentError> {
        let shared = settings.real("learning_rate").unwrap_or(self.learning_rate);
        let mut rates = if settings.name("tuning") == "grid" { self.grid.to_vec() } else { Vec::new() };
        if !rates.contains(&shared) {
            rates.push(shared);
        }
        rates.sort_unstable_by(f64::total_cmp);
        let mut jobs = Vec::new();
        for name in members {
            for &rate in &rates {
                for (run, split) in splits(name).iter().enumerate() {
                    jobs.push((plan(name, rate, split)?, split, run));
                }
            }
        }
        let stand = |accuracies: Vec<f64>| {
            let mut groups = accuracies.chunks(settings.integer("seeds")).map(<[f64]>::to_vec);
            let members = members.iter().map(|name| Standing {
                name: name.clone(),
                accuracies: groups.by_ref().take(rates.len()).collect(),
            });
            Standings { member: self.member, shared, rates: rates.clone(), members: members.collect() }
        };
        let work = |(plan, split, run): &(Plan, &Split, usize)| {
            plan.accuracy(split, context.seed.wrapping_add(*run as u64), context)
        };
        let accuracies = each_job_drawn(&jobs, 0, context, work, |results| {
            stand(results.iter().map(|accuracy| accuracy.unwrap_or(f64::NAN)).collect()).curves()
        })?;
        Ok(stand(accuracies))
    }
}

/// The examples split anew by each seed.
pub(super) fn splits(examples: &Examples, settings: &Settings, context: &Context) -> Vec<Split> {
    (0..settings.integer("seeds") as u64).map(|run| examples.split(context.seed.wrapping_add(run))).collect()
}

/// The name of a member's measure: `leaky_relu_best_accuracy`.
pub(super) fn key(name: &str, measure: &str) -> String {
    format!("{}_{measure}", name.replace('-', "_"))
}

/// How all members did.
pub(super) struct Standings {
    member: &'static str,
    /// The learning rate they share.
    pub(super) shared: f64,
    rates: Vec<f64>,
    /// The members, in the order of their registry.
    pub(super) members: Vec<Standing>,
}

/// How one member did.
pub(super) struct Standing {
    /// Its name.
    pub(super) name: String,
    /// The test accuracies, by rate and seed.
    accuracies: Vec<Vec<f64>>,
}

/// A mean over seeds, and the lowest and highest of them.
#[derive(Clone, Copy)]
pub(super) struct Spread {
    /// The mean.
    pub(super) mean: f64,
    /// The lowest.
    pub(super) low: f64,
    /// The highest.
    pub(super) high: f64,
}

impl Spread {
    /// Over some values.
    pub(super) fn of(values: &[f64]) -> Self {
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        Self { mean: mean(values), low, high: values.iter().copied().fold(f64::NEG_INFINITY, f64::max) }
    }

    /// `92.6 %`, or `91.0 % … 93.1 %` of several seeds.
    pub(super) fn range(self) -> String {
        if self.low == self.high {
            return number::percent(self.mean, 3);
        }
        format!("{} … {}", number::percent(self.low, 3), number::percent(self.high, 3))
    }
}

impl Standings {
    /// The accuracy at the learning rate they share.
    pub(super) fn at_shared(&self, member: &Standing) -> Spread {
        self.spread(member, self.shared)
    }

    fn spread(&self, member: &Standing, rate: f64) -> Spread {
        let at = self.rates.iter().position(|known| *known == rate).unwrap_or(0);
        Spread::of(&member.accuracies[at])
    }

    /// How a member did at one of the rates; none at others.
    pub(super) fn at(&self, member: &Standing, rate: f64) -> Option<Spread> {
        let at = self.rates.iter().position(|known| *known == rate)?;
        Some(Spread::of(&member.accuracies[at]))
    }

    /// The learning rate with the highest mean accuracy, and that; the smaller rate wins a tie.
    pub(super) fn best(&self, member: &Standing) -> (f64, Spread) {
        let all = self.rates.iter().zip(&member.accuracies).map(|(&rate, values)| (rate, Spread::of(values)));
        let better =
            |best: (f64, Spread), next: (f64, Spread)| if next.1.mean > best.1.mean { next } else { best };
        all.reduce(better).unwrap_or((self.shared, Spread { mean: f64::NAN, low: f64::NAN, high: f64::NAN }))
    }

    /// Adds the measures that [`Family::measures`] declares.
    pub(super) fn add(&self, report: &mut Report) {
        for member in &self.members {
            let (rate, best) = self.best(member);
            report.add(key(&member.name, "shared_accuracy"), self.at_shared(member).mean);
            report.add(key(&member.name, "best_accuracy"), best.mean);
            report.add(key(&member.name, "best_learning_rate"), rate);
            report.add(key(&member.name, "best_low"), best.low);
            report.add(key(&member.name, "best_high"), best.high);
        }
        let gap = |values: Vec<f64>| {
            values.iter().copied().fold(f64::MIN, f64::max) - values.iter().copied().fold(f64::MAX, f64::min)
        };
        let shared = self.members.iter().map(|member| self.at_shared(member).mean);
        report.add("shared_gap", gap(shared.collect()));
        report.add("best_gap", gap(self.members.iter().map(|member| self.best(member).1.mean).collect()));
        report.add_in("runs_each", self.runs_each() as f64, "runs");
    }

    fn runs_each(&self) -> usize {
        self.members.first().map_or(0, |member| member.accuracies.iter().map(Vec::len).sum())
    }

    /// The accuracy over the learning rate, a line a member, with a band where there are several seeds.
    pub(super) fn curves(&self) -> Figure {
        let line = |member: &Standing| {
            let spreads: Vec<Spread> = member.accuracies.iter().map(|values| Spread::of(values)).collect();
            let mut series = Series::new(
                member.name.clone(),
                self.rates.iter().zip(&spreads).map(|(&rate, spread)| [rate, spread.mean]).collect(),
            );
            if member.accuracies.iter().any(|values| values.len() > 1) {
                series.band = spreads.iter().map(|spread| [spread.low, spread.high]).collect();
            }
            series
        };
        Figure::Lines(Lines {
            title: "Test accuracy by learning rate".to_owned(),
            x: Axis::log("learning rate"),
            y: Axis::linear("accuracy").from_to(0.0, 1.0),
            series: self.members.iter().map(line).collect(),
            marks: vec![Mark::Vertical { name: "shared".to_owned(), x: self.shared }],
        })
    }

    /// The accuracies at the shared rate and at the best, with more columns of the family's own: a head, and a
    /// text for each member.
    pub(super) fn table(&self, more: Vec<(&str, Vec<String>)>) -> Figure {
        let row = |(place, member): (usize, &Standing)| {
            let (rate, best) = self.best(member);
            let shared = self.at_shared(member);
            let own = [member.name.clone(), shared.range(), best.range(), rate.to_string()];
            own.into_iter().chain(more.iter().map(|(_, texts)| texts[place].clone())).collect()
        };
        let heads = [
            self.member.to_owned(),
            format!("at {}", self.shared),
            "at its best".to_owned(),
            "best rate".to_owned(),
        ];
        Figure::Table(Table {
            title: format!("Test accuracy by {}", self.member),
            columns: heads.into_iter().chain(more.iter().map(|(head, _)| (*head).to_owned())).collect(),
            rows: self.members.iter().enumerate().map(row).collect(),
            caption: self.effort(),
        })
    }

    /// What each was given, in a sentence.
    pub(super) fn effort(&self) -> String {
        let runs = self.runs_each();
        match self.rates.len() {
            1 => format!(
                "One learning rate for all, {runs} trained for each: change it, and the order may change."
            ),
            rates => format!(
                "Each got {runs} runs: {rates} learning rates, the best by test accuracy, which flatters all a little."
            ),
        }
    }
}
