//! The choices of a recipe: how each is swapped, and why it may cost accuracy.

use super::recipe::Recipe;

/// One choice of a recipe.
pub(super) struct Choice {
    /// As a reader calls it: `learning rate`.
    pub(super) name: &'static str,
    differs: fn(&Recipe, &Recipe) -> bool,
    take: fn(&mut Recipe, &Recipe),
    show: fn(&Recipe) -> String,
    reason: fn(&Recipe, &Recipe) -> Reason,
}

/// Why a choice costs accuracy, and the step of the course that tells more.
pub(super) struct Reason {
    pub(super) why: &'static str,
    pub(super) chapter: &'static str,
    pub(super) step: &'static str,
}

impl Choice {
    /// `gain_learning_rate`.
    pub(super) fn measure(&self) -> String {
        format!("gain_{}", self.name.replace(' ', "_"))
    }

    /// Whether two recipes differ in it.
    pub(super) fn differs(&self, own: &Recipe, reference: &Recipe) -> bool {
        (self.differs)(own, reference)
    }

    /// A recipe with this choice of another's.
    pub(super) fn swapped(&self, own: &Recipe, reference: &Recipe) -> Recipe {
        let mut recipe = own.clone();
        (self.take)(&mut recipe, reference);
        recipe
    }

    /// What a recipe chose.
    pub(super) fn shown(&self, recipe: &Recipe) -> String {
        (self.show)(recipe)
    }

    /// Why the one chosen may be worse.
    pub(super) fn reason(&self, own: &Recipe, reference: &Recipe) -> Reason {
        (self.reason)(own, reference)
    }
}

/// Every choice. A learning rate belongs to its optimizer: where the optimizers differ both are swapped
/// together, and the rate alone only where they are the same.
pub(super) const CHOICES: &[Choice] = &[
    Choice {
        name: "activation",
        differs: |own, reference| own.activation != reference.activation,
        take: |recipe, from| recipe.activation.clone_from(&from.activation),
        show: |recipe| recipe.activation.clone(),
        reason: activation,
    },
    Choice {
        name: "init",
        differs: |own, reference| own.init != reference.init,
        take: |recipe, from| recipe.init.clone_from(&from.init),
        show: |recipe| recipe.init.clone(),
        reason: |_, _| Reason {
            why: "Weights that start too large or too small blow the signal up or let it die, layer by layer.",
            chapter: "activations",
            step: "init-scale",
        },
    },
    Choice {
        name: "optimizer",
        differs: |own, reference| own.optimizer != reference.optimizer,
        take: |recipe, from| {
            recipe.optimizer.clone_from(&from.optimizer);
            recipe.learning_rate = from.learning_rate;
        },
        show: |recipe| format!("{} at {}", recipe.optimizer, recipe.learning_rate),
        reason: |_, _| Reason {
            why: "Each has a learning rate of its own, and one of them gets further in these epochs.",
            chapter: "optimizers",
            step: "fair-race",
        },
    },
    Choice {
        name: "learning rate",
        differs: |own, reference| {
            own.optimizer == reference.optimizer && own.learning_rate != reference.learning_rate
        },
        take: |recipe, from| recipe.learning_rate = from.learning_rate,
        show: |recipe| recipe.learning_rate.to_string(),
        reason: learning_rate,
    },
    Choice {
        name: "schedule",
        differs: |own, reference| own.schedule != reference.schedule,
        take: |recipe, from| recipe.schedule.clone_from(&from.schedule),
        show: |recipe| recipe.schedule.clone(),
        reason: |_, _| Reason {
            why: "With small steps at the end the noise of the batches averages out.",
            chapter: "optimizers",
            step: "gradient-descent",
        },
    },
    Choice {
        name: "dropout",
        differs: |own, reference| own.dropout != reference.dropout,
        take: |recipe, from| recipe.dropout = from.dropout,
        show: |recipe| recipe.dropout.to_string(),
        reason: dropout,
    },
    Choice {
        name: "l2",
        differs: |own, reference| own.l2 != reference.l2,
        take: |recipe, from| recipe.l2 = from.l2,
        show: |recipe| recipe.l2.to_string(),
        reason: |own, reference| Reason {
            why: if own.l2 > reference.l2 {
                "So strong a penalty keeps the weights too small to tell the digits apart."
            } else {
                "Without a penalty the weights grow until they fit the wrong labels as well."
            },
            chapter: "regularization",
            step: "l1-l2",
        },
    },
    Choice {
        name: "normalization",
        differs: |own, reference| own.normalization != reference.normalization,
        take: |recipe, from| recipe.normalization.clone_from(&from.normalization),
        show: |recipe| recipe.normalization.clone(),
        reason: normalization,
    },
    Choice {
        name: "depth",
        differs: |own, reference| own.depth != reference.depth,
        take: |recipe, from| recipe.depth = from.depth,
        show: |recipe| recipe.depth.to_string(),
        reason: |_, _| Reason {
            why: "Every further layer is one more that the gradient must come through.",
            chapter: "activations",
            step: "vanishing-gradient",
        },
    },
    Choice {
        name: "width",
        differs: |own, reference| own.width != reference.width,
        take: |recipe, from| recipe.width = from.width,
        show: |recipe| recipe.width.to_string(),
        reason: |own, _| Reason {
            why: if own.dropout > 0.0 {
                "Dropout leaves only a part of the units on: what is left of few is too few."
            } else {
                "More units have more ways to tell the digits apart, and more to learn lies with."
            },
            chapter: "regularization",
            step: "dropout",
        },
    },
];

fn activation(own: &Recipe, _: &Recipe) -> Reason {
    let (why, step) = match own.activation.as_str() {
        "identity" => ("Without an activation the layers are one: straight borders only.", "linear-collapse"),
        "sigmoid" | "tanh" => (
            "Its slope shrinks the gradient once per layer, so the first layers hardly learn.",
            "vanishing-gradient",
        ),
        _ => ("It is a relative of ReLU: what it gains or loses depends on the task.", "leaky-elu"),
    };
    Reason { why, chapter: "activations", step }
}

fn learning_rate(own: &Recipe, reference: &Recipe) -> Reason {
    let why = if own.learning_rate > reference.learning_rate {
        "Steps that long jump over the valley instead of going down into it."
    } else {
        "With steps that short the budget of epochs ends before the valley is reached."
    };
    Reason { why, chapter: "optimizers", step: "gradient-descent" }
}

fn dropout(own: &Recipe, reference: &Recipe) -> Reason {
    let why = if own.dropout > reference.dropout {
        "With so many units dropped the rest cannot learn the digits within the budget."
    } else {
        "A network that fits needs something to keep it from learning the wrong labels by heart."
    };
    Reason { why, chapter: "regularization", step: "dropout" }
}

fn normalization(own: &Recipe, _: &Recipe) -> Reason {
    let why = if own.normalization == "batch" {
        "It fits faster, the wrong labels too: here fitting is not what is lacking."
    } else {
        "Layers whose inputs keep one scale learn at larger rates."
    };
    Reason { why, chapter: "regularization", step: "batch-norm" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_leads_to_a_step_of_the_course() {
        let (naive, reference) = (Recipe::naive(5), Recipe::reference(5));
        let linear = Recipe { activation: "identity".to_owned(), ..naive.clone() };
        let gelu = Recipe { activation: "gelu".to_owned(), learning_rate: 1.0, l2: 0.1, ..naive.clone() };
        for own in [naive, linear, gelu] {
            for choice in CHOICES {
                let Reason { chapter, step, .. } = choice.reason(&own, &reference);
                let file = format!("{}/lessons/{chapter}/lesson.json", env!("CARGO_MANIFEST_DIR"));
                let lesson = std::fs::read_to_string(file).unwrap();
                assert!(lesson.contains(&format!("      \"id\": \"{step}\",\n")), "{chapter}/{step}");
            }
        }
    }

    #[test]
    fn a_swap_takes_one_choice_and_leaves_the_others() {
        let (own, reference) = (Recipe::naive(5), Recipe::reference(5));
        for choice in CHOICES.iter().filter(|choice| choice.differs(&own, &reference)) {
            let swapped = choice.swapped(&own, &reference);
            assert!(!choice.differs(&swapped, &reference), "{}", choice.name);
            let left = CHOICES.iter().filter(|other| other.differs(&own, &swapped)).count();
            assert_eq!(left, 1, "{}", choice.name);
        }
        let mut all = own;
        CHOICES.iter().for_each(|choice| all = choice.swapped(&all, &reference));
        assert_eq!(all, reference);
    }
}
