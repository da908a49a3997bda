//! The experiments about training techniques: scales, penalties, dropout, batch normalization.

mod bowl;
mod co_adaptation;
mod compare;
mod dropout;
mod dropout_scale;
mod ensemble;
mod l1_geometry;
mod l1_l2;
mod l1_zeros;
pub(super) mod noisy_digits;
mod overfitting;
mod recipe;
mod regularizer;
mod sol1_sol2;
mod sparse;
mod symmetric;
mod two_words;

use crate::experiment::Experiment;

/// In the order they are taught.
pub(super) const EXPERIMENTS: &[&dyn Experiment] = &[
    &two_words::TwoWords,
    &overfitting::Overfitting,
    &sol1_sol2::Sol1Sol2,
    &l1_l2::L1L2,
    &l1_geometry::L1Geometry,
    &l1_zeros::L1Zeros,
    &dropout_scale::DropoutScale,
    &dropout::Dropout,
    &co_adaptation::CoAdaptation,
    &ensemble::Ensemble,
    &compare::CompareRegularizers,
];
