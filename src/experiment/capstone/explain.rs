//! The largest loss of a recipe in words: which choice, why, and what to read again.

use crate::text::number;

use super::ablation::Swap;
use super::gain::Gain;
use super::recipe::Recipe;

/// The largest loss in a few sentences; a loss is one only where luck does not explain it.
pub(super) fn explained(swaps: &[Swap], behind: Gain, own: &Recipe, reference: &Recipe) -> String {
    if swaps.is_empty() {
        return "Your recipe is the reference recipe: there is nothing to swap.".to_owned();
    }
    let told = swaps.iter().filter(|swap| swap.gain.is_told());
    if let Some(swap) = told.max_by(|a, b| a.gain.mean.total_cmp(&b.gain.mean)) {
        let head = format!(
            "Largest loss: {}. With {} instead of {} your recipe gains {} points.",
            swap.choice.name,
            swap.choice.shown(reference),
            swap.choice.shown(own),
            points(swap.gain)
        );
        return with_reason(head, swap, own, reference);
    }
    if !behind.is_told() {
        return format!(
            "No choice costs you more than luck does, and nor do all of them together. {}",
            more(behind)
        );
    }
    let costs = swaps.iter().filter_map(|swap| Some((swap, swap.cost.filter(|cost| cost.is_told())?)));
    match costs.max_by(|a, b| a.1.mean.total_cmp(&b.1.mean)) {
        Some((swap, cost)) => {
            let head = format!(
                "No single swap helps your recipe for sure, and all of them together gain {} points: its choices \
                 hang together. In the reference recipe the choice of yours that costs most is {}: {} points.",
                points(behind),
                swap.choice.name,
                points(cost)
            );
            with_reason(head, swap, own, reference)
        }
        None => format!(
            "All choices together cost {} points, none of them by itself more than luck does. {}",
            points(behind),
            more(behind)
        ),
    }
}

/// How to tell more from luck.
fn more(gain: Gain) -> String {
    let networks = crate::text::list::count(gain.networks, "network", "networks");
    format!("That is what {networks} of each can tell; more seeds tell more.")
}

/// Whether no swap by itself is worth a word, and all of them together are.
pub(super) fn hang_together(swaps: &[Swap], behind: Gain) -> bool {
    behind.is_told() && swaps.iter().all(|swap| !swap.gain.is_told())
}

fn with_reason(head: String, swap: &Swap, own: &Recipe, reference: &Recipe) -> String {
    let reason = swap.choice.reason(own, reference);
    format!("{head} {} Look again: dltutor lesson {} --step {}", reason.why, reason.chapter, reason.step)
}

fn points(gain: Gain) -> String {
    number::significant(100.0 * gain.mean, 2)
}

#[cfg(test)]
mod tests {
    use super::super::choice::CHOICES;
    use super::*;

    /// The words for two swaps of the naive recipe with these gains and costs, where luck moves means by this.
    fn told(gains: [f64; 2], costs: [f64; 2], behind: f64, luck: f64) -> String {
        let (own, reference) = (Recipe::naive(5), Recipe::reference(5));
        let gain = |mean| Gain { mean, luck: Some(luck), networks: 3 };
        let swap = |place: usize| Swap {
            choice: &CHOICES[place],
            gain: gain(gains[place]),
            cost: Some(gain(costs[place])),
        };
        explained(&[swap(0), swap(1)], gain(behind), &own, &reference)
    }

    #[test]
    fn a_gain_is_named_before_a_cost_and_luck_is_called_luck() {
        let largest = told([0.2, 0.3], [0.5, 0.0], 0.4, 0.01);
        assert!(largest.starts_with("Largest loss: init. With suited instead of normal"), "{largest}");
        let together = told([-0.1, 0.002], [0.05, 0.03], 0.04, 0.01);
        assert!(
            together.contains("the choice of yours that costs most is activation: 5 points."),
            "{together}"
        );
        assert!(together.ends_with("dltutor lesson activations --step vanishing-gradient"), "{together}");
        assert!(
            told([0.0, 0.004], [0.0, 0.0], 0.003, 0.01).starts_with("No choice costs you more than luck")
        );
        assert!(told([0.008, 0.008], [0.0, 0.0], 0.03, 0.02).contains("none of them by itself"));
        let lucky = told([0.011, 0.0], [0.0, 0.0], 0.012, 0.02);
        assert!(lucky.contains("luck") && lucky.contains("3 networks of each"), "{lucky}");
    }
}
