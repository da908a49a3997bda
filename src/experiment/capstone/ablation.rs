//! One choice at a time swapped between a recipe and the reference: what each is worth.

use crate::experiment::training::{each_job, each_job_drawn, mean};
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::plot::Figure;

use super::choice::{CHOICES, Choice};
use super::explain::{explained, hang_together};
use super::figures;
use super::gain::Gain;
use super::recipe::{self, Recipe};
use super::trained::accuracy;

/// `capstone-ablation`.
pub(super) struct Ablation;

/// What one choice is worth.
pub(super) struct Swap {
    pub(super) choice: &'static Choice,
    /// What one's own recipe gains by that.
    pub(super) gain: Gain,
    /// What the reference loses with one's own choice, where that was measured.
    pub(super) cost: Option<Gain>,
}

impl Experiment for Ablation {
    fn name(&self) -> &'static str {
        "capstone-ablation"
    }

    fn about(&self) -> &'static str {
        "one choice at a time swapped between a recipe and the reference: what each is worth"
    }

    fn parameters(&self) -> Vec<Parameter> {
        recipe::parameters(3)
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let mut measures = vec![
            MeasureInfo::new("accuracy", "the mean test accuracy of the recipe"),
            MeasureInfo::new("reference_accuracy", "the mean test accuracy of the reference recipe"),
            MeasureInfo::new("behind", "the reference's accuracy less the recipe's"),
        ];
        for choice in CHOICES {
            let gain = format!("what the recipe gains with the reference's {}", choice.name);
            measures.push(MeasureInfo::new(choice.measure(), gain));
        }
        measures.push(MeasureInfo::new("largest_gain", "the largest gain, 0 if no swap helps"));
        measures.push(MeasureInfo::new("sum_of_gains", "all gains added up"));
        measures
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let own = Recipe::from(settings);
        let reference = Recipe::reference(own.epochs);
        let differing: Vec<&'static Choice> =
            CHOICES.iter().filter(|choice| choice.differs(&own, &reference)).collect();
        let swapped = |from: &Recipe, to: &Recipe| -> Vec<Recipe> {
            differing.iter().map(|choice| choice.swapped(from, to)).collect()
        };
        let mut recipes = vec![own.clone(), reference.clone()];
        recipes.extend(swapped(&own, &reference));
        let accuracies = trained(&recipes, &differing, settings, context)?;
        let mut swaps: Vec<Swap> = differing
            .iter()
            .zip(&accuracies[2..])
            .map(|(choice, swapped)| Swap { choice, gain: Gain::of(&accuracies[0], swapped), cost: None })
            .collect();
        let behind = Gain::of(&accuracies[0], &accuracies[1]);
        if hang_together(&swaps, behind) {
            let costs = trained(&swapped(&reference, &own), &differing, settings, context)?;
            for (swap, swapped) in swaps.iter_mut().zip(costs) {
                swap.cost = Some(Gain::of(&swapped, &accuracies[1]));
            }
        }
        let means: Vec<f64> = accuracies.iter().map(|networks| mean(networks)).collect();
        let mut report = Report::new(self, settings, context);
        add(&mut report, &means, behind, &swaps);
        report.notes = vec![explained(&swaps, behind, &own, &reference)];
        let bars = bars(&differing, &means);
        report.figures = vec![figures::swaps(&swaps, &own, &reference, [means[0], means[1]]), bars];
        Ok(report)
    }
}

/// The accuracies of each recipe's networks, one for each seed.
fn trained(
    recipes: &[Recipe],
    differing: &[&Choice],
    settings: &Settings,
    context: &Context,
) -> Result<Vec<Vec<f64>>, ExperimentError> {
    let seeds = settings.integer("seeds");
    let jobs: Vec<(&Recipe, u64)> = recipes
        .iter()
        .flat_map(|recipe| (0..seeds as u64).map(move |run| (recipe, context.seed.wrapping_add(run))))
        .collect();
    let work = |(recipe, seed): &(&Recipe, u64)| accuracy(recipe, *seed, context);
    let accuracies = if recipes.len() == differing.len() + 2 {
        each_job_drawn(&jobs, 1, context, work, |done| so_far(differing, done, seeds))?
    } else {
        each_job(&jobs, context, work)?
    };
    Ok(accuracies.chunks(seeds).map(<[f64]>::to_vec).collect())
}

/// The accuracies of the recipes whose networks are there so far.
fn so_far(differing: &[&Choice], done: &[Option<f64>], seeds: usize) -> Figure {
    let mean_so_far = |group: &[Option<f64>]| {
        let there: Vec<f64> = group.iter().flatten().copied().collect();
        if there.is_empty() { 0.0 } else { mean(&there) }
    };
    bars(differing, &done.chunks(seeds).map(mean_so_far).collect::<Vec<_>>())
}

/// One's own recipe, with each choice swapped, and the reference.
fn bars(differing: &[&Choice], accuracies: &[f64]) -> Figure {
    let swapped = differing.iter().map(|choice| choice.name).zip(&accuracies[2..]);
    let ends = [("yours", &accuracies[0]), ("reference", &accuracies[1])];
    let all = ends.into_iter().take(1).chain(swapped).chain(ends.into_iter().skip(1));
    figures::bars(all.map(|(name, accuracy)| (name.to_owned(), *accuracy)).collect())
}

fn add(report: &mut Report, accuracies: &[f64], behind: Gain, swaps: &[Swap]) {
    report.add("accuracy", accuracies[0]);
    report.add("reference_accuracy", accuracies[1]);
    report.add("behind", behind.mean);
    for choice in CHOICES {
        let found = swaps.iter().find(|swap| swap.choice.name == choice.name);
        report.add(choice.measure(), found.map_or(0.0, |swap| swap.gain.mean));
    }
    report.add("largest_gain", swaps.iter().map(|swap| swap.gain.mean).fold(0.0, f64::max));
    report.add("sum_of_gains", swaps.iter().map(|swap| swap.gain.mean).sum());
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: [&str; 4] = ["learning_rate=0.003", "schedule=cosine", "width=96", "dropout=0.4"];

    fn run(set: &[&str]) -> Report {
        let settings = Settings::parse(&Ablation.parameters(), &[&GOOD, set].concat()).unwrap();
        Ablation.run(&settings, &Context::silent(1)).unwrap()
    }

    #[test]
    fn a_single_fault_is_named_and_its_price_is_all_that_is_missing() {
        for (fault, name) in [("dropout=0", "dropout"), ("learning_rate=1", "learning_rate")] {
            let report = run(&["seeds=2", fault]);
            let measure = |name: &str| report.measure(name).unwrap();
            let gain = measure(&format!("gain_{name}"));
            assert!(gain > 0.02 && measure("largest_gain") == gain, "{:?}", report.measures);
            assert_eq!(gain, measure("behind"), "the swapped recipe is the reference");
            assert!(report.notes[0].contains("dltutor lesson "), "{:?}", report.notes);
        }
    }

    #[test]
    fn the_reference_itself_has_nothing_to_swap() {
        let report = run(&["seeds=1", "epochs=2"]);
        assert_eq!((report.measure("largest_gain"), report.measure("behind")), (Some(0.0), Some(0.0)));
        assert!(report.notes[0].contains("nothing to swap"));
    }
}
