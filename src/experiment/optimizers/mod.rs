//! The experiments about optimizers.

mod adagrad;
mod adam;
mod adam_worst;
mod adamw;
mod compare;
mod cycle;
mod entry;
mod fair_race;
mod figures;
mod forms;
mod gradient_descent;
mod local_minima;
mod minibatch;
mod momentum;
mod nag;
mod noise_floor;
mod on_surface;
mod on_task;
mod race;
mod rmsprop;
mod stability;
mod stream;
mod valley;
mod verdict;
mod wide_nets;
mod wilson;

use crate::experiment::Experiment;

/// In the order they are taught.
pub(super) const EXPERIMENTS: &[&dyn Experiment] = &[
    &gradient_descent::GradientDescent,
    &minibatch::Minibatch,
    &noise_floor::NoiseFloor,
    &local_minima::LocalMinima,
    &wide_nets::WideNets,
    &momentum::Momentum,
    &cycle::Cycle,
    &nag::Nag,
    &stability::Stability,
    &forms::Forms,
    &adagrad::Adagrad,
    &rmsprop::RmsProp,
    &adam::Adam,
    &adam_worst::AdamWorst,
    &adamw::AdamW,
    &fair_race::FairRace,
    &wilson::Wilson,
    &compare::CompareOptimizers,
];
