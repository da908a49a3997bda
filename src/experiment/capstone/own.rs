//! One recipe on noisy digits, over several seeds, beside reference recipes.

use std::sync::Mutex;
use std::sync::PoisonError;

use crate::experiment::training::each_job;
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};

use super::figures::{self, Curves};
use super::gain::difference;
use super::recipe::{self, Recipe};
use super::trained::{Group, looks, train};

/// `capstone`.
pub(super) struct Capstone;

impl Experiment for Capstone {
    fn name(&self) -> &'static str {
        "capstone"
    }

    fn about(&self) -> &'static str {
        "a recipe of your own on noisy digits, over five seeds, beside reference recipes"
    }

    fn parameters(&self) -> Vec<Parameter> {
        let mut parameters = recipe::parameters(5);
        let help = "what it is compared with";
        parameters.push(Parameter::choice("beside", vec!["all", "reference", "nothing"], "all", help));
        parameters
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let own = [
            ("accuracy", "the mean test accuracy of the recipe"),
            ("lowest", "the test accuracy of its worst seed"),
            ("highest", "the test accuracy of its best seed"),
            ("wrong_learned", "the share of wrong labels that it learns by heart"),
            ("diverged", "how many of its networks diverged"),
        ];
        let mut measures: Vec<MeasureInfo> = own.map(|(name, about)| MeasureInfo::new(name, about)).into();
        for (name, _) in Recipe::references(1) {
            let about = |what: &str| format!("{what} of the {name} recipe");
            measures.push(MeasureInfo::new(format!("{name}_accuracy"), about("the mean test accuracy")));
            measures.push(MeasureInfo::new(
                format!("{name}_wrong_learned"),
                about("the share of wrong labels learned by heart"),
            ));
        }
        measures.push(MeasureInfo::new("behind", "the reference's accuracy less the recipe's"));
        measures
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let own = Recipe::from(settings);
        let mut references = Vec::from(Recipe::references(own.epochs));
        references.retain(|(name, _)| ["all", name].contains(&settings.name("beside")));
        let named: Vec<(&str, &Recipe)> = std::iter::once(("yours", &own))
            .chain(references.iter().map(|(name, recipe)| (*name, recipe)))
            .collect();
        let seeds = settings.integer("seeds");
        let jobs: Vec<(usize, u64)> = (0..named.len())
            .flat_map(|place| (0..seeds as u64).map(move |run| (place, context.seed.wrapping_add(run))))
            .collect();
        let curves = Mutex::new(Curves::new(named.iter().map(|(name, _)| *name), own.epochs));
        let trained = each_job(&jobs, context, |&(place, seed)| {
            let mut look = 0;
            train(named[place].1, seed, context, |accuracy| {
                let mut curves = curves.lock().unwrap_or_else(PoisonError::into_inner);
                curves.add(place, look, accuracy);
                look += 1;
                let (done, total) = (curves.added(), jobs.len() * looks(own.epochs).len());
                context.frame(0, done, total, || curves.figure());
            })
        })?;
        let groups: Vec<(&str, Group<'_>)> =
            named.iter().zip(trained.chunks(seeds)).map(|((name, _), group)| (*name, Group(group))).collect();
        let mut report = Report::new(self, settings, context);
        add(&mut report, &groups);
        report.figures = vec![figures::curves(&groups, own.epochs), figures::table(&groups)];
        Ok(report)
    }
}

fn add(report: &mut Report, groups: &[(&str, Group<'_>)]) {
    let (_, own) = &groups[0];
    let [lowest, highest] = own.ends();
    report.add("accuracy", own.accuracy());
    report.add("lowest", lowest);
    report.add("highest", highest);
    report.add("wrong_learned", own.wrong_learned());
    report.add("diverged", own.diverged());
    for (name, group) in &groups[1..] {
        report.add(format!("{name}_accuracy"), group.accuracy());
        report.add(format!("{name}_wrong_learned"), group.wrong_learned());
    }
    if let Some((_, reference)) = groups[1..].last() {
        report.add("behind", difference(own.accuracy(), reference.accuracy()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(set: &[&str], seed: u64) -> Report {
        let settings = Settings::parse(&Capstone.parameters(), set).unwrap();
        Capstone.run(&settings, &Context::silent(seed)).unwrap()
    }

    #[test]
    fn the_reference_is_ahead_of_the_others_and_learns_fewest_wrong_labels() {
        for seed in [1, 2] {
            let report = run(&[], seed);
            let measure = |name: &str| report.measure(name).unwrap();
            assert!(
                measure("reference_accuracy") > measure("fitted_accuracy") + 0.03,
                "{:?}",
                report.measures
            );
            assert!(measure("fitted_accuracy") > measure("naive_accuracy") + 0.1, "{:?}", report.measures);
            assert!(measure("reference_wrong_learned") < 0.5 * measure("fitted_wrong_learned"));
        }
    }

    #[test]
    fn a_recipe_that_diverges_is_a_result() {
        let report = run(&["optimizer=sgd", "learning_rate=10", "epochs=2", "seeds=1", "depth=6"], 1);
        assert!(report.measure("accuracy").unwrap() < 0.3);
    }
}
