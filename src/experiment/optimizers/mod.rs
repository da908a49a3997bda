//! The experiments about optimizers.

mod adagrad;
mod adam;
mod adam_worst;
mod adamw;
mod compare;
mod entry;
mod fair_race;
mod figures;
mod race;
mod rmsprop;
mod stream;
mod wilson;

use crate::experiment::Experiment;

/// In the order they are taught.
pub(super) const EXPERIMENTS: &[&dyn Experiment] = &[
    &adagrad::Adagrad,
    &rmsprop::RmsProp,
    &adam::Adam,
    &adam_worst::AdamWorst,
    &adamw::AdamW,
    &fair_race::FairRace,
    &wilson::Wilson,
    &compare::CompareOptimizers,
];
