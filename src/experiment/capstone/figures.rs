//! What the capstone draws.

use crate::plot::{Axis, Bars, Figure, Lines, Series, Table};
use crate::text::number;

use super::ablation::Swap;
use super::gain::Gain;
use super::recipe::Recipe;
use super::trained::{Group, looks};

/// Test accuracies by epoch while recipes are trained: a mean over the seeds that came so far.
pub(super) struct Curves {
    names: Vec<String>,
    epochs: usize,
    /// For each recipe and look: the sum, and of how many.
    sums: Vec<Vec<(f64, f64)>>,
    added: usize,
}

impl Curves {
    /// Nothing so far.
    pub(super) fn new<'a>(names: impl Iterator<Item = &'a str>, epochs: usize) -> Self {
        let names: Vec<String> = names.map(str::to_owned).collect();
        let sums = vec![vec![(0.0, 0.0); looks(epochs).len()]; names.len()];
        Self { names, epochs, sums, added: 0 }
    }

    /// A network of a recipe has this accuracy at a look, counted from 0.
    pub(super) fn add(&mut self, recipe: usize, look: usize, accuracy: f64) {
        let (sum, count) = &mut self.sums[recipe][look];
        *sum += accuracy;
        *count += 1.0;
        self.added += 1;
    }

    /// How many accuracies came.
    pub(super) fn added(&self) -> usize {
        self.added
    }

    /// The means so far.
    pub(super) fn figure(&self) -> Figure {
        let series = self.names.iter().zip(&self.sums).map(|(name, sums)| {
            let means = sums.iter().map(|(sum, count)| sum / count);
            Series::new(name.clone(), by_epoch(means, self.epochs))
        });
        lines(series.collect())
    }
}

/// Each recipe's mean test accuracy by epoch, the first with the band of its seeds.
pub(super) fn curves(groups: &[(&str, Group<'_>)], epochs: usize) -> Figure {
    let series = groups.iter().enumerate().map(|(place, (name, group))| {
        let at = |look: usize| group.0.iter().map(move |trained| trained.curve[look]);
        let count = looks(epochs).len();
        let means = (0..count).map(|look| at(look).sum::<f64>() / group.0.len() as f64);
        let mut series = Series::new((*name).to_owned(), by_epoch(means, epochs));
        if place == 0 {
            let ends = (0..count).map(|look| [at(look).fold(1.0, f64::min), at(look).fold(0.0, f64::max)]);
            series.band = ends.collect();
        }
        series
    });
    lines(series.collect())
}

fn by_epoch(values: impl Iterator<Item = f64>, epochs: usize) -> Vec<[f64; 2]> {
    looks(epochs).into_iter().zip(values).map(|(epoch, value)| [epoch as f64, value]).collect()
}

fn lines(series: Vec<Series>) -> Figure {
    Figure::Lines(Lines {
        title: "Test accuracy, mean over the seeds".to_owned(),
        x: Axis::linear("epoch"),
        y: Axis::linear("accuracy").from_to(0.0, 1.0),
        series,
        marks: Vec::new(),
    })
}

/// The recipes in figures.
pub(super) fn table(groups: &[(&str, Group<'_>)]) -> Figure {
    let row = |(name, group): &(&str, Group<'_>)| {
        let [lowest, highest] = group.ends();
        let seeds = format!("{} to {}", number::share(lowest), number::share(highest));
        vec![(*name).to_owned(), number::share(group.accuracy()), seeds, number::share(group.wrong_learned())]
    };
    Figure::Table(Table {
        title: "Your recipe and others".to_owned(),
        columns: ["recipe", "test accuracy", "seeds", "wrong labels learned"].map(str::to_owned).to_vec(),
        rows: groups.iter().map(row).collect(),
        caption: "Same digits, lies and starts for all. The test labels are right.".to_owned(),
    })
}

/// What each choice is worth, the largest gain first; `ends` are the accuracies of both recipes.
pub(super) fn swaps(swaps: &[Swap], own: &Recipe, reference: &Recipe, ends: [f64; 2]) -> Figure {
    let row = |swap: &&Swap| {
        let (from, to) = (swap.choice.shown(own), swap.choice.shown(reference));
        let cost = swap.cost.map_or_else(|| "–".to_owned(), with_luck);
        vec![swap.choice.name.to_owned(), from, to, with_luck(swap.gain), cost]
    };
    let mut sorted: Vec<&Swap> = swaps.iter().collect();
    sorted.sort_by(|a, b| b.gain.mean.total_cmp(&a.gain.mean));
    let luck = swaps.iter().any(|swap| swap.gain.luck.is_some());
    let luck = if luck { " After ±: how far luck may move it." } else { "" };
    let [own, reference] = ends.map(number::share);
    Figure::Table(Table {
        title: "One choice swapped at a time, in points of accuracy".to_owned(),
        columns: ["choice", "yours", "reference", "you gain", "it loses"].map(str::to_owned).to_vec(),
        rows: sorted.iter().map(row).collect(),
        caption: format!("Yours reaches {own}, the reference {reference}.{luck}"),
    })
}

/// A gain in points, and how far luck may move it where that is known.
fn with_luck(gain: Gain) -> String {
    match gain.luck {
        Some(luck) => format!("{:+.1} ± {:.1}", 100.0 * gain.mean, 100.0 * luck).replace('-', "−"),
        None => number::points(gain.mean),
    }
}

/// The accuracy of each recipe, by name.
pub(super) fn bars(accuracies: Vec<(String, f64)>) -> Figure {
    Figure::Bars(Bars {
        title: "Test accuracy with one choice swapped".to_owned(),
        y: Axis::linear("accuracy").from_to(0.0, 1.0),
        bars: accuracies,
    })
}
