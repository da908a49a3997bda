//! The regularizers that are compared, each with the strengths it is tried at.

use crate::experiment::training::Plan;
use crate::nn::Penalty;

/// A way to keep a network from learning its examples by heart.
pub(super) struct Regularizer {
    pub(super) name: &'static str,
    /// What its strength is called; the parameter that fixes it. Empty where there is nothing to choose.
    pub(super) strength: &'static str,
    pub(super) help: &'static str,
    /// How its strength is written: λ for a penalty, p for a probability.
    pub(super) symbol: &'static str,
    /// The strengths from which the best is taken.
    pub(super) grid: &'static [f64],
    /// Puts it into a plan.
    pub(super) apply: fn(&mut Plan, f64),
}

/// How many epochs are trained is the strength of this one: found in one run, by watching the examples held out.
pub(super) const EARLY_STOPPING: &str = "early-stopping";

/// Every regularizer, `none` first.
pub(super) static REGULARIZERS: [Regularizer; 6] = [
    Regularizer { name: "none", strength: "", help: "", symbol: "", grid: &[0.0], apply: |_, _| {} },
    Regularizer {
        name: "l1",
        strength: "l1",
        help: "λ of λ·Σ|w|; chosen from a grid when none is given",
        symbol: "λ",
        grid: &[0.01, 0.03, 0.06],
        apply: |plan, lambda| plan.design.penalty = Penalty::L1Proximal { lambda },
    },
    Regularizer {
        name: "l2",
        strength: "l2",
        help: "λ of λ·Σw²; chosen from a grid when none is given",
        symbol: "λ",
        grid: &[0.003, 0.01, 0.03],
        apply: |plan, lambda| plan.design.penalty = Penalty::L2 { lambda },
    },
    Regularizer {
        name: "dropout",
        strength: "dropout",
        help: "the probability to drop a hidden unit, and half as much an input; from a grid when none is given",
        symbol: "p",
        grid: &[0.25, 0.5, 0.7],
        apply: |plan, drop| (plan.design.dropout, plan.design.input_dropout) = (drop, drop / 2.0),
    },
    Regularizer {
        name: "weight-decay",
        strength: "weight_decay",
        help: "λ of w ← w·(1 − ηλ), beside the step; chosen from a grid when none is given",
        symbol: "λ",
        grid: &[0.06, 0.2, 0.6],
        apply: |plan, lambda| plan.design.penalty = Penalty::Decay { lambda },
    },
    Regularizer { name: EARLY_STOPPING, strength: "", help: "", symbol: "", grid: &[0.0], apply: |_, _| {} },
];
