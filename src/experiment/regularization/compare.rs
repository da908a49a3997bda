//! Regularizers on one task, each at a strength chosen on examples held out of the training part.

use serde_json::json;

use super::noisy_digits::spoiled;
use super::regularizer::{EARLY_STOPPING, REGULARIZERS, Regularizer};
use crate::experiment::contest::{
    Entrant, Family, Outcome, Parts, Setup, Spread, Standing, Standings, key, seeds,
};
use crate::experiment::examples::{self, Examples};
use crate::experiment::training::mean;
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::plot::{Figure, Table};
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
        let family = family();
        let mut parameters = examples::parameters(family.task);
        parameters.extend(family.members_and_seeds());
        parameters.extend([
            Parameter::integer(
                "examples",
                10,
                100_000,
                300,
                "at most this many to learn from, a fifth of them held out",
            )
            .unit("examples"),
            Parameter::real("noise", 0.0, 1.0, 0.3, "the share of training labels that is made wrong"),
            Parameter::real("learning_rate", 0.0, 10.0, family.learning_rate, "the learning rate"),
        ]);
        parameters.extend(family.setup.parameters());
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
                measure("wrong_learned", "the share of wrong labels that it learns by heart"),
                measure("strength", "the strength it chose; for early stopping the mean of the epochs"),
                measure("runs", "networks trained for a seed, those of the choice included"),
            ]
        };
        REGULARIZERS.iter().flat_map(of).collect()
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let (family, examples) = (family(), Examples::chosen(settings)?);
        let (few, noise) = (settings.integer("examples"), settings.real("noise").unwrap_or(0.0));
        let drawn = seeds(settings, context).map(|seed| spoiled(examples.split(seed), few, noise, seed));
        let parts: Vec<Parts> = drawn.map(|drawn| Parts::spoiled(drawn.split, &drawn.wrong)).collect();
        let entrants = entrants(&family, settings, &examples)?;
        let standings = family.judge(&entrants, |_| &parts, None, context, Standings::bars)?;
        let rows: Vec<Row<'_>> = standings.members.iter().filter_map(Row::of).collect();
        let spoilt = format!(", {} of them with a wrong label", number::percent(noise, 2));
        let mut report = Report::new(self, settings, context);
        family.introduce(&mut report, &examples, &parts[0], &standings, &spoilt);
        rows.iter().for_each(|row| row.add(&mut report));
        report.data.insert("runs", rows.iter().map(|row| row.to_json(context.seed)).collect());
        report.figures = vec![standings.bars(), table(&rows, &standings)];
        Ok(report)
    }
}

fn family() -> Family {
    Family {
        member: ["regularizer", "regularizers"],
        names: REGULARIZERS.iter().map(|regularizer| regularizer.name).collect(),
        task: "digits",
        learning_rate: 0.02,
        grid: &[],
        setup: Setup {
            optimizer: Some("momentum"),
            depth: Some([0, 2]),
            width: 64,
            epochs: 60,
            ..Setup::SMALL
        },
    }
}

fn entrants(
    family: &Family,
    settings: &Settings,
    examples: &Examples,
) -> Result<Vec<Entrant>, ExperimentError> {
    let bare = family.setup.plan(settings, examples, family.shared(settings))?;
    let enter = |member: &Regularizer| {
        let fixed = if member.strength.is_empty() { None } else { settings.real(member.strength) };
        let strengths = fixed.map_or_else(|| member.grid.to_vec(), |strength| vec![strength]);
        let at = |strength| {
            let mut plan = bare.clone();
            (member.apply)(&mut plan, strength);
            (strength, plan)
        };
        Entrant {
            name: member.name.to_owned(),
            tries: strengths.into_iter().map(at).collect(),
            stops_early: member.name == EARLY_STOPPING,
        }
    };
    let is_asked = |member: &&Regularizer| settings.names("only").iter().any(|name| name == member.name);
    Ok(REGULARIZERS.iter().filter(is_asked).map(enter).collect())
}

/// One regularizer over all seeds, at the strength it chose.
struct Row<'a> {
    member: &'static Regularizer,
    standing: &'a Standing,
}

impl<'a> Row<'a> {
    fn of(standing: &'a Standing) -> Option<Self> {
        let member = REGULARIZERS.iter().find(|member| member.name == standing.name)?;
        Some(Self { member, standing })
    }

    /// The epochs after which each seed stopped.
    fn epochs(&self) -> Vec<f64> {
        self.standing.at_choice().iter().map(|outcome| outcome.epochs as f64).collect()
    }

    fn strength(&self) -> f64 {
        if self.member.name == EARLY_STOPPING { mean(&self.epochs()) } else { self.standing.chosen() }
    }

    fn wrong_learned(&self) -> f64 {
        mean(&self.standing.at_choice().iter().map(|outcome| outcome.wrong).collect::<Vec<_>>())
    }

    fn runs(&self) -> f64 {
        self.standing.tried.len() as f64
    }

    fn add(&self, report: &mut Report) {
        let best = self.standing.best();
        let mut add = |what: &str, value: f64| report.add(key(self.member.name, what), value);
        add("accuracy", best.mean);
        add("lowest", best.low);
        add("highest", best.high);
        add("wrong_learned", self.wrong_learned());
        add("strength", self.strength());
        add("runs", self.runs());
    }

    fn to_json(&self, first: u64) -> serde_json::Value {
        let outcomes = self.standing.at_choice().iter().zip(self.standing.tests());
        let trial = |(run, (outcome, test)): (u64, (&Outcome, f64))| json!({"seed": first.wrapping_add(run), "epochs": outcome.epochs, "wrong_learned": outcome.wrong, "test_accuracy": test});
        json!({
            "regularizer": self.member.name,
            "grid": self.standing.tried,
            "strength": self.strength(),
            "trials": (0..).zip(outcomes).map(trial).collect::<Vec<_>>(),
        })
    }

    fn cells(&self) -> Vec<String> {
        let strength = match self.member.name {
            EARLY_STOPPING => {
                let Spread { low, high, .. } = Spread::of(&self.epochs());
                if low == high { format!("{low} epochs") } else { format!("{low}–{high} epochs") }
            }
            _ if self.member.symbol.is_empty() => "–".to_owned(),
            _ => format!("{} = {}", self.member.symbol, self.strength()),
        };
        let by_heart = self.wrong_learned();
        vec![
            self.member.name.to_owned(),
            strength,
            self.standing.best().shown(),
            if by_heart.is_nan() { "–".to_owned() } else { number::percent(by_heart, 2) },
            self.runs().to_string(),
        ]
    }
}

fn table(rows: &[Row<'_>], standings: &Standings) -> Figure {
    let columns = ["regularizer", "strength", "test accuracy", "by heart", "networks"];
    Figure::Table(Table {
        title: "Regularizers, each at the strength it chose".to_owned(),
        columns: columns.map(str::to_owned).to_vec(),
        rows: rows.iter().map(Row::cells).collect(),
        caption: format!(
            "By heart: the share of the wrong labels that it gives back. Networks: trained for a seed. {}",
            standings.leaders()
        ),
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
            (1.0, 3.0, 1.0)
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
