//! How the members of a contest did.

use super::entrant::Outcome;
use super::pairs::Pairs;
use super::spread::Spread;
use crate::experiment::Report;
use crate::plot::{Axis, Bars, Figure, Lines, Mark, Series, Table};
use crate::text::list::{count, join};

/// Two accuracies that are so close count as one: a point.
const CLOSE: f64 = 0.01;

/// The name of a member's measure: `leaky_relu_best_accuracy`.
pub(in crate::experiment) fn key(name: &str, measure: &str) -> String {
    format!("{}_{measure}", name.replace('-', "_"))
}

/// How one member did.
#[cfg_attr(test, derive(Clone))]
pub(in crate::experiment) struct Standing {
    /// Its name.
    pub(in crate::experiment) name: String,
    /// What it was tried at.
    pub(in crate::experiment) tried: Vec<f64>,
    /// What came of it, by try and seed.
    pub(super) outcomes: Vec<Vec<Outcome>>,
}

impl Standing {
    /// Which of its tries gets most of the examples held out right; of equals the middle one.
    fn choice(&self) -> usize {
        let held_out = |outcomes: &Vec<Outcome>| {
            Spread::of(&outcomes.iter().map(|outcome| outcome.held_out).collect::<Vec<_>>()).mean
        };
        let means: Vec<f64> = self.outcomes.iter().map(held_out).collect();
        let most = means.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let equals: Vec<usize> = (0..means.len()).filter(|&at| means[at] == most).collect();
        equals.get(equals.len().saturating_sub(1) / 2).copied().unwrap_or(0)
    }

    /// What it chose.
    pub(in crate::experiment) fn chosen(&self) -> f64 {
        self.tried[self.choice()]
    }

    /// How far right it is with its choice on the examples held out, over seeds.
    pub(in crate::experiment) fn held_out(&self) -> Spread {
        Spread::of(&self.at_choice().iter().map(|outcome| outcome.held_out).collect::<Vec<_>>())
    }

    /// Its networks at its choice, one a seed.
    pub(in crate::experiment) fn at_choice(&self) -> &[Outcome] {
        &self.outcomes[self.choice()]
    }

    /// The test accuracies at its choice, by seed.
    pub(in crate::experiment) fn tests(&self) -> Vec<f64> {
        tests(self.at_choice())
    }

    /// Their mean and ends.
    pub(in crate::experiment) fn best(&self) -> Spread {
        Spread::of(&self.tests())
    }

    /// The test accuracies by seed at one of the tries; none where it was not tried.
    pub(in crate::experiment) fn tests_at(&self, tried: f64) -> Option<Vec<f64>> {
        let at = self.tried.iter().position(|known| *known == tried)?;
        Some(tests(&self.outcomes[at]))
    }

    /// The mean and ends of the test accuracy at one of the tries.
    pub(in crate::experiment) fn at(&self, tried: f64) -> Option<Spread> {
        self.tests_at(tried).map(|tests| Spread::of(&tests))
    }

    /// How many of its tries come within a point of its choice, by mean test accuracy.
    pub(in crate::experiment) fn width(&self) -> usize {
        let enough = self.best().mean - CLOSE;
        self.outcomes.iter().filter(|outcomes| Spread::of(&tests(outcomes)).mean >= enough).count()
    }

    /// How many networks it got.
    pub(in crate::experiment) fn runs(&self) -> usize {
        self.outcomes.iter().map(Vec::len).sum()
    }
}

fn tests(outcomes: &[Outcome]) -> Vec<f64> {
    outcomes.iter().map(|outcome| outcome.test).collect()
}

/// How all members did.
pub(in crate::experiment) struct Standings {
    /// What a member is called.
    pub(super) member: &'static str,
    /// The learning rate they share, if that is what they are tried at.
    pub(in crate::experiment) shared: Option<f64>,
    /// The members, in the order of their registry.
    pub(in crate::experiment) members: Vec<Standing>,
}

impl Standings {
    /// The accuracy of a member at the learning rate that all share.
    pub(in crate::experiment) fn at_shared(&self, member: &Standing) -> Spread {
        self.shared.and_then(|rate| member.at(rate)).unwrap_or(Spread::of(&[f64::NAN]))
    }

    /// The member of that name, if it competes.
    pub(in crate::experiment) fn find(&self, name: &str) -> Option<&Standing> {
        self.members.iter().find(|member| member.name == name)
    }

    /// The member that gets most of the examples held out right at its choice; the first of equals.
    pub(in crate::experiment) fn first(&self) -> Option<&Standing> {
        let members = self.members.iter();
        members.reduce(|best, next| if next.held_out().mean > best.held_out().mean { next } else { best })
    }

    fn is_tuned(&self) -> bool {
        self.members.iter().any(|member| member.tried.len() > 1)
    }

    fn seeds(&self) -> usize {
        self.members.first().and_then(|member| member.outcomes.first()).map_or(0, Vec::len)
    }

    /// How many networks were trained.
    pub(in crate::experiment) fn networks(&self) -> usize {
        self.members.iter().map(Standing::runs).sum()
    }

    /// Adds the measures that [`Family::measures`](super::Family::measures) declares.
    pub(in crate::experiment) fn add(&self, report: &mut Report) {
        for member in &self.members {
            let best = member.best();
            report.add(key(&member.name, "shared_accuracy"), self.at_shared(member).mean);
            report.add(key(&member.name, "best_accuracy"), best.mean);
            report.add(key(&member.name, "best_learning_rate"), member.chosen());
            report.add(key(&member.name, "best_low"), best.low);
            report.add(key(&member.name, "best_high"), best.high);
            report.add_in(key(&member.name, "width"), member.width() as f64, "rates");
        }
        let gap = |values: Vec<f64>| {
            values.iter().copied().fold(f64::MIN, f64::max) - values.iter().copied().fold(f64::MAX, f64::min)
        };
        let shared = self.members.iter().map(|member| self.at_shared(member).mean);
        report.add("shared_gap", gap(shared.collect()));
        report.add("best_gap", gap(self.members.iter().map(|member| member.best().mean).collect()));
        report.add_in("runs_each", self.members.first().map_or(0, Standing::runs) as f64, "runs");
    }

    /// The test accuracy over the learning rate, a line a member, with a band where there are several seeds.
    pub(in crate::experiment) fn curves(&self) -> Figure {
        let line = |member: &Standing| {
            let spreads: Vec<Spread> =
                member.outcomes.iter().map(|outcomes| Spread::of(&tests(outcomes))).collect();
            let mut series = Series::new(
                member.name.clone(),
                member.tried.iter().zip(&spreads).map(|(&rate, spread)| [rate, spread.mean]).collect(),
            );
            if self.seeds() > 1 {
                series.band = spreads.iter().map(|spread| [spread.low, spread.high]).collect();
            }
            series
        };
        let shared = |x: f64| Mark::Vertical { name: "shared".to_owned(), x };
        Figure::Lines(Lines {
            title: "Test accuracy by learning rate".to_owned(),
            x: Axis::log("learning rate"),
            y: Axis::linear("accuracy").from_to(0.0, 1.0),
            series: self.members.iter().map(line).collect(),
            marks: self.shared.map(shared).into_iter().collect(),
        })
    }

    /// The test accuracy of each at its choice, as bars.
    pub(in crate::experiment) fn bars(&self) -> Figure {
        Figure::Bars(Bars {
            title: format!("Test accuracy by {}", self.member),
            y: Axis::linear("accuracy").from_to(0.0, 1.0),
            bars: self.members.iter().map(|member| (member.name.clone(), member.best().mean)).collect(),
        })
    }

    /// The accuracies at the shared rate and, where rates were tuned, at the chosen one with that rate and how
    /// many are as good; then columns of the family's own: a head, and a text for each member.
    pub(in crate::experiment) fn table(&self, more: Vec<(&str, Vec<String>)>) -> Figure {
        let column =
            |text: &dyn Fn(&Standing) -> String| -> Vec<String> { self.members.iter().map(text).collect() };
        let shared = self.shared.map_or(String::new(), |rate| format!("at {rate}"));
        let mut columns = vec![
            (self.member.to_owned(), column(&|member| member.name.clone())),
            (shared, column(&|member| self.at_shared(member).shown())),
        ];
        if self.is_tuned() {
            let good = |member: &Standing| format!("{} of {}", member.width(), member.tried.len());
            columns.push(("its best".to_owned(), column(&|member| member.best().shown())));
            columns.push(("at rate".to_owned(), column(&|member| member.chosen().to_string())));
            columns.push(("good rates".to_owned(), column(&good)));
        }
        columns.extend(more.into_iter().map(|(head, texts)| (head.to_owned(), texts)));
        let row = |place: usize| columns.iter().map(|(_, texts)| texts[place].clone()).collect();
        Figure::Table(Table {
            title: format!("Test accuracy by {}", self.member),
            rows: (0..self.members.len()).map(row).collect(),
            caption: self.caption(),
            columns: columns.iter().map(|(head, _)| head.clone()).collect(),
        })
    }

    fn caption(&self) -> String {
        let leaders = self.leaders();
        if self.is_tuned() {
            return format!("Good rates: within a point of its best. {leaders}");
        }
        format!("One learning rate for all: change it, and the order may change. {leaders}")
    }

    /// Who is ahead of all others seed by seed, or that it is too close to call, in a sentence.
    pub(in crate::experiment) fn leaders(&self) -> String {
        let seeds = self.seeds();
        let better =
            |best: &'_ Standing, next: &'_ Standing| next.best().mean.total_cmp(&best.best().mean).is_gt();
        let members = self.members.iter();
        let Some(top) = members.reduce(|best, next| if better(best, next) { next } else { best }) else {
            return String::new();
        };
        if self.members.len() < 2 {
            return String::new();
        }
        if seeds < Pairs::ENOUGH {
            let seeds = count(seeds, "seed names", "seeds name");
            return format!("{seeds} no winner: try seeds={}.", Pairs::ENOUGH);
        }
        let is_close = |member: &&Standing| {
            member.name != top.name && !Pairs::of(&top.tests(), &member.tests()).is_decided()
        };
        let close: Vec<&str> =
            self.members.iter().filter(is_close).map(|member| member.name.as_str()).collect();
        if close.is_empty() {
            return format!("{} is ahead of every other, seed by seed.", top.name);
        }
        format!("Too close to call: {}.", join(&[&[top.name.as_str()], &close[..]].concat()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A member with the shares held out and of the test, by try and seed.
    fn member(name: &str, shares: &[&[[f64; 2]]]) -> Standing {
        let outcome = |&[held_out, test]: &[f64; 2]| Outcome { held_out, test, wrong: f64::NAN, epochs: 1 };
        Standing {
            name: name.to_owned(),
            tried: (1..=shares.len()).map(|tried| tried as f64).collect(),
            outcomes: shares.iter().map(|seeds| seeds.iter().map(outcome).collect()).collect(),
        }
    }

    fn standings(members: Vec<Standing>) -> Standings {
        Standings { member: "member", shared: Some(1.0), members }
    }

    #[test]
    fn who_chooses_by_examples_held_out_does_not_see_the_test() {
        let tempted = member("a", &[&[[0.8, 0.7]], &[[0.9, 0.75]], &[[0.7, 0.99]]]);
        assert_eq!((tempted.chosen(), tempted.best().mean), (2.0, 0.75));
        let even = member("b", &[&[[0.8, 0.7]], &[[0.8, 0.71]], &[[0.8, 0.705]], &[[0.1, 0.1]]]);
        assert_eq!((even.chosen(), even.width()), (2.0, 3));
        let diverged = member("c", &[&[[f64::NAN, 0.1]], &[[0.2, 0.1]]]);
        assert_eq!(diverged.chosen(), 2.0);
        let field = standings(vec![tempted, even]);
        assert_eq!(field.first().map(|member| member.name.as_str()), Some("a"));
        assert_eq!(field.networks(), 7);
    }

    #[test]
    fn a_winner_is_named_only_where_the_seeds_agree() {
        let seeds = |tests: [f64; 5]| tests.map(|test| [0.5, test]);
        let (high, low) = (seeds([0.9, 0.8, 0.7, 0.9, 0.8]), seeds([0.89, 0.79, 0.69, 0.89, 0.79]));
        let mixed = seeds([0.91, 0.79, 0.69, 0.89, 0.79]);
        let leaders = |members: [(&str, &[[f64; 2]]); 2]| {
            standings(members.map(|(name, seeds)| member(name, &[seeds])).to_vec()).leaders()
        };
        assert_eq!(leaders([("a", &high), ("b", &low)]), "a is ahead of every other, seed by seed.");
        assert_eq!(leaders([("a", &high), ("b", &mixed)]), "Too close to call: a and b.");
        assert_eq!(leaders([("a", &high[..1]), ("b", &low[..1])]), "1 seed names no winner: try seeds=5.");
    }

    #[test]
    fn without_tuning_there_is_no_column_of_it() {
        let columns = |tries: &[&[[f64; 2]]]| match standings(vec![member("a", tries)]).table(Vec::new()) {
            Figure::Table(table) => table.columns,
            _ => Vec::new(),
        };
        assert_eq!(columns(&[&[[0.5, 0.5]]]), ["member", "at 1"]);
        assert_eq!(
            columns(&[&[[0.5, 0.5]], &[[0.6, 0.6]]]),
            ["member", "at 1", "its best", "at rate", "good rates"]
        );
    }
}
