//! The largest loss of a recipe in words: which choice, why, and what to read again.

use crate::text::number;

use super::ablation::Swap;
use super::recipe::Recipe;

/// Less than this is not told from luck over five seeds.
const POINT: f64 = 0.01;

/// The largest loss in a few sentences.
pub(super) fn explained(swaps: &[Swap], behind: f64, own: &Recipe, reference: &Recipe) -> String {
    if swaps.is_empty() {
        return "Your recipe is the reference recipe: there is nothing to swap.".to_owned();
    }
    let by = |worth: fn(&Swap) -> f64| swaps.iter().max_by(|a, b| worth(a).total_cmp(&worth(b)));
    if let Some(swap) = by(|swap| swap.gain).filter(|swap| swap.gain >= POINT) {
        let head = format!(
            "Largest loss: {}. With {} instead of {} your recipe gains {} points.",
            swap.choice.name,
            swap.choice.shown(reference),
            swap.choice.shown(own),
            points(swap.gain)
        );
        return with_reason(head, swap, own, reference);
    }
    if behind < POINT {
        return "No choice costs you a point, and nor do all of them: more cannot be told from luck."
            .to_owned();
    }
    match by(|swap| swap.cost.unwrap_or(0.0)).and_then(|swap| Some((swap, swap.cost?))) {
        Some((swap, cost)) if cost >= POINT => {
            let head = format!(
                "No single swap helps your recipe, and all of them together gain {} points: its choices hang \
                 together. Put into the reference, yours that costs most is {}: {} points.",
                points(behind),
                swap.choice.name,
                points(cost)
            );
            with_reason(head, swap, own, reference)
        }
        _ => format!(
            "No single choice costs a point, all of them together {} points: small losses that add up.",
            points(behind)
        ),
    }
}

/// Whether no swap by itself is worth a point, and all of them together are.
pub(super) fn hang_together(swaps: &[Swap], behind: f64) -> bool {
    behind >= POINT && swaps.iter().all(|swap| swap.gain < POINT)
}

fn with_reason(head: String, swap: &Swap, own: &Recipe, reference: &Recipe) -> String {
    let reason = swap.choice.reason(own, reference);
    format!("{head} {} Look again: dltutor lesson {} --step {}", reason.why, reason.chapter, reason.step)
}

fn points(share: f64) -> String {
    number::significant(100.0 * share, 2)
}

#[cfg(test)]
mod tests {
    use super::super::choice::CHOICES;
    use super::*;

    /// The words for two swaps of the naive recipe with these gains and costs.
    fn told(gains: [f64; 2], costs: [f64; 2], behind: f64) -> String {
        let (own, reference) = (Recipe::naive(5), Recipe::reference(5));
        let swap =
            |place: usize| Swap { choice: &CHOICES[place], gain: gains[place], cost: Some(costs[place]) };
        explained(&[swap(0), swap(1)], behind, &own, &reference)
    }

    #[test]
    fn a_gain_is_named_before_a_cost_and_luck_is_called_luck() {
        assert!(
            told([0.2, 0.3], [0.5, 0.0], 0.4)
                .starts_with("Largest loss: init. With suited instead of normal")
        );
        let together = told([-0.1, 0.002], [0.05, 0.03], 0.04);
        assert!(together.contains("yours that costs most is activation: 5 points."), "{together}");
        assert!(together.ends_with("dltutor lesson activations --step vanishing-gradient"), "{together}");
        assert!(told([0.0, 0.004], [0.0, 0.0], 0.003).contains("luck"));
        assert!(told([0.008, 0.008], [0.0, 0.0], 0.03).contains("add up"));
    }
}
