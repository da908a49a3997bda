//! Where a network of two inputs and two classes changes its mind.

use ndarray::Array2;

use crate::data::Split;
use crate::experiment::ExperimentError;
use crate::nn::Network;
use crate::plot::{Axis, Contour};

/// How many samples a picture of a boundary has across and up.
const SAMPLES: [usize; 2] = [64, 48];

/// The difference of the two classes' scores over the plane, its zero line being the boundary.
pub(super) fn boundary(
    network: &mut Network,
    split: &Split,
    title: String,
) -> Result<Contour, ExperimentError> {
    let range = |feature: usize| {
        let column = split.train.features.column(feature);
        let (low, high) = column.fold((f64::MAX, f64::MIN), |(low, high), &x| (x.min(low), x.max(high)));
        (low - 0.1 * (high - low), high + 0.1 * (high - low))
    };
    let ([left, right], [bottom, top]) = ([range(0).0, range(0).1], [range(1).0, range(1).1]);
    let place = |low: f64, high: f64, index: usize, count: usize| {
        low + (high - low) * index as f64 / (count - 1) as f64
    };
    let points = Array2::from_shape_fn((SAMPLES[0] * SAMPLES[1], 2), |(index, feature)| {
        let (across, up) = (index % SAMPLES[0], index / SAMPLES[0]);
        if feature == 0 { place(left, right, across, SAMPLES[0]) } else { place(bottom, top, up, SAMPLES[1]) }
    });
    let scores = network.forward(points.view())?;
    let differences: Vec<f64> = scores.rows().into_iter().map(|row| row[1] - row[0]).collect();
    Ok(Contour {
        title,
        x: Axis::linear("x").from_to(left, right),
        y: Axis::linear("y").from_to(bottom, top),
        values: differences.chunks(SAMPLES[0]).map(<[f64]>::to_vec).collect(),
        levels: vec![0.0],
        trajectories: Vec::new(),
        marks: Vec::new(),
    })
}
