//! A contest: the members of a family on one task, under the same conditions, each at its own best.
//!
//! The comparisons of activations, losses, regularizers, normalizers, initializers and, on a task, of optimizers are
//! contests: they say how a member is trained at a learning rate or a strength, and the rest is here. All members
//! get the same examples and the same seeds. What a member is tried at is chosen by examples held out of the
//! training part, and the test part judges it ([`Parts`]).

mod entrant;
mod pairs;
mod parts;
mod setup;
mod spread;
mod standings;

pub(super) use entrant::{Entrant, Outcome};
pub(super) use pairs::Pairs;
pub(super) use parts::{Parts, parts, seeds};
pub(super) use setup::Setup;
pub(super) use spread::Spread;
pub(super) use standings::{Standing, Standings, key};

use crate::experiment::examples::{self, Examples};
use crate::experiment::training::{Plan, each_job_drawn};
use crate::experiment::{Context, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::plot::Figure;
use crate::text::list::count;

/// A family of members that compete.
pub(super) struct Family {
    /// What a member is called, and several: `activation`, `activations`.
    pub(super) member: [&'static str; 2],
    /// All members by name; all compete unless others are asked for.
    pub(super) names: Vec<&'static str>,
    /// The task, unless another is asked for.
    pub(super) task: &'static str,
    /// The learning rate they share.
    pub(super) learning_rate: f64,
    /// The learning rates from which each takes its best.
    pub(super) grid: &'static [f64],
    /// The network and how long it is trained.
    pub(super) setup: Setup,
}

impl Family {
    /// What every contest lets a learner choose: task, members, seeds, rates and the network.
    pub(super) fn parameters(&self) -> Vec<Parameter> {
        let mut parameters = examples::parameters(self.task);
        parameters.extend(self.members_and_seeds());
        parameters.extend(rates(self.learning_rate));
        parameters.extend(self.setup.parameters());
        parameters
    }

    /// The parameters `only` and `seeds`.
    pub(super) fn members_and_seeds(&self) -> [Parameter; 2] {
        let (names, seeds) = (self.names.clone(), "how many networks each accuracy is the mean of");
        [
            Parameter::subset("only", names.clone(), names, "the members that compete"),
            Parameter::integer("seeds", 1, 20, 1, seeds),
        ]
    }

    /// The measures of the standings of all members.
    pub(super) fn measures(&self) -> Vec<MeasureInfo> {
        let of = |name: &&'static str| {
            [
                ("shared_accuracy", "", "the test accuracy at the shared learning rate"),
                ("best_accuracy", "", "the test accuracy at its own best learning rate"),
                ("best_learning_rate", "", "the learning rate that gets most of the examples held out right"),
                ("best_low", "", "the lowest test accuracy of a seed at the best learning rate"),
                ("best_high", "", "the highest test accuracy of a seed at the best learning rate"),
                ("width", "rates", "how many learning rates come within a point of the best one's accuracy"),
            ]
            .map(|(measure, unit, about)| {
                MeasureInfo::new(key(name, measure), format!("{about}, of {name}")).unit(unit)
            })
        };
        let mut measures: Vec<MeasureInfo> = self.names.iter().flat_map(of).collect();
        measures.extend([
            MeasureInfo::new("shared_gap", "best less worst accuracy at the shared learning rate"),
            MeasureInfo::new("best_gap", "best less worst accuracy, each at its best learning rate"),
            MeasureInfo::new("runs_each", "how many networks were trained for each member").unit("runs"),
        ]);
        measures
    }

    /// The learning rate that all share.
    pub(super) fn shared(&self, settings: &Settings) -> f64 {
        settings.real("learning_rate").unwrap_or(self.learning_rate)
    }

    /// Trains every member asked for at every rate and seed, by the plan that `plan` makes of its name.
    pub(super) fn hold(
        &self,
        settings: &Settings,
        parts: &[Parts],
        context: &Context,
        plan: impl Fn(&str, f64) -> Result<Plan, ExperimentError>,
    ) -> Result<Standings, ExperimentError> {
        self.hold_among(settings, settings.names("only"), |_| parts, context, plan)
    }

    /// As [`hold`](Self::hold) among any members, each on examples of its own: one set of parts for each seed.
    pub(super) fn hold_among<'a>(
        &self,
        settings: &Settings,
        members: &[String],
        parts: impl Fn(&str) -> &'a [Parts],
        context: &Context,
        plan: impl Fn(&str, f64) -> Result<Plan, ExperimentError>,
    ) -> Result<Standings, ExperimentError> {
        let shared = self.shared(settings);
        let mut rates = if settings.name("tuning") == "grid" { self.grid.to_vec() } else { Vec::new() };
        if !rates.contains(&shared) {
            rates.push(shared);
        }
        rates.sort_unstable_by(f64::total_cmp);
        let enter = |name: &String| {
            let tries = rates.iter().map(|&rate| Ok((rate, plan(name, rate)?)));
            let tries = tries.collect::<Result<_, ExperimentError>>()?;
            Ok(Entrant { name: name.clone(), tries, stops_early: false })
        };
        let entrants = members.iter().map(enter).collect::<Result<Vec<_>, ExperimentError>>()?;
        self.judge(&entrants, parts, Some(shared), context, Standings::curves)
    }

    /// Trains every entrant at everything it may choose from, with every seed; `draw` makes the frames.
    pub(super) fn judge<'a>(
        &self,
        entrants: &[Entrant],
        parts: impl Fn(&str) -> &'a [Parts],
        shared: Option<f64>,
        context: &Context,
        draw: impl Fn(&Standings) -> Figure + Sync,
    ) -> Result<Standings, ExperimentError> {
        let mut jobs = Vec::new();
        for entrant in entrants {
            for (_, plan) in &entrant.tries {
                let parts = parts(&entrant.name).iter().enumerate();
                jobs.extend(parts.map(|(run, parts)| (plan, entrant.stops_early, parts, run)));
            }
        }
        let seeds = entrants.first().map_or(0, |entrant| parts(&entrant.name).len());
        let stand = |results: &[Option<Outcome>]| {
            let mut results = results.iter().map(|outcome| outcome.unwrap_or(Outcome::TO_COME));
            let mut stand = |entrant: &Entrant| {
                let outcomes = entrant.tries.iter().map(|_| results.by_ref().take(seeds).collect());
                Standing {
                    name: entrant.name.clone(),
                    outcomes: outcomes.collect(),
                    tried: entrant.tries.iter().map(|(tried, _)| *tried).collect(),
                }
            };
            Standings { member: self.member[0], shared, members: entrants.iter().map(&mut stand).collect() }
        };
        let outcomes = each_job_drawn(
            &jobs,
            0,
            context,
            |(plan, stops, parts, run)| {
                Outcome::of(plan, *stops, parts, context.seed.wrapping_add(*run as u64), context)
            },
            |results| draw(&stand(results)),
        )?;
        Ok(stand(&outcomes.into_iter().map(Some).collect::<Vec<_>>()))
    }

    /// Begins a report with what is raced, and with what is to be known of the examples.
    ///
    /// `more` stands after the examples to learn from, as a relative clause.
    pub(super) fn introduce(
        &self,
        report: &mut Report,
        examples: &Examples,
        parts: &Parts,
        standings: &Standings,
        more: &str,
    ) {
        report.subject = self.subject(&report.settings, examples, parts, standings, more);
        examples.describe(report);
    }

    /// What is raced, in words: members, examples, network, rates and how many networks that takes.
    fn subject(
        &self,
        settings: &Settings,
        examples: &Examples,
        parts: &Parts,
        standings: &Standings,
        more: &str,
    ) -> String {
        let [one, many] = self.member;
        let members = count(standings.members.len(), one, many);
        let (learned, held_out) = (parts.learned.len(), parts.held_out.len());
        let tried = match (standings.shared, standings.members.iter().map(|member| member.tried.len()).max())
        {
            (Some(rate), Some(1)) => format!("All at learning rate {rate}"),
            (Some(rate), Some(rates)) => {
                format!(
                    "All at learning rate {rate} (`shared`), then each at the one of {rates} that gets most of those held out right"
                )
            }
            _ => "Each at the strength that gets most of those held out right".to_owned(),
        };
        format!(
            "{members} on {}: {} to learn from{more}, {held_out} held out, {} to test on; {}. {tried}: {}. `--set` \
             changes any of it.",
            examples.name(),
            count(learned, "example", "examples"),
            parts.test.len(),
            self.setup.words(settings),
            count(standings.networks(), "network", "networks"),
        )
    }
}

/// The parameters `learning_rate`, the one that all share, and `tuning`.
pub(super) fn rates(shared: f64) -> [Parameter; 2] {
    [Parameter::real("learning_rate", 0.0, 10.0, shared, "the learning rate they share"), tuning()]
}

/// The parameter `tuning`.
pub(super) fn tuning() -> Parameter {
    let help = "whether each also gets its own best rate";
    Parameter::choice("tuning", vec!["grid", "none"], "grid", help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::find;

    #[test]
    fn every_comparison_says_first_what_it_races() {
        let subject = |name: &str, set: &[&str]| {
            let experiment = find(name).unwrap();
            let quick: Vec<&str> = set
                .iter()
                .copied()
                .filter(|text| experiment.parameters().iter().any(|it| text.starts_with(it.name)))
                .collect();
            let settings = Settings::parse(&experiment.parameters(), &quick).unwrap();
            experiment.run(&settings, &Context::silent(1)).unwrap().subject
        };
        for family in ["activations", "losses", "normalizers", "initializers", "regularizers", "optimizers"] {
            let text = subject(&format!("compare-{family}"), &["on=iris", "epochs=2", "tuning=none"]);
            assert!(text.contains(" on iris: 80 examples to learn from"), "{family}: {text}");
            assert!(text.contains("20 held out, 50 to test on") && text.contains("2 epochs"), "{text}");
        }
        let text = subject("compare-regularizers", &["only=none,l2", "noise=0.2", "epochs=3", "on=wine"]);
        assert_eq!(
            text,
            "2 regularizers on wine: 95 examples to learn from, 20 % of them with a wrong label, 23 held out, 60 to \
             test on; 2 hidden layers of 64 relu units, 3 epochs of momentum in batches of 32. Each at the strength \
             that gets most of those held out right: 4 networks. `--set` changes any of it."
        );
    }
}
