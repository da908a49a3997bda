//! What goes into a hidden layer's activations, step by step through training.

use crate::data::DataSet;
use crate::experiment::training::{Plan, mean};
use crate::experiment::{Context, ExperimentError};
use crate::nn::Network;

/// A layer's inputs over one training run.
pub(super) struct Inputs {
    /// Each step's batch, the first one with the network as it began.
    pub(super) steps: Vec<Moment>,
    /// The network after the last step.
    pub(super) network: Network,
    /// The training loss after each epoch, as when predicting; the first before training.
    pub(super) losses: Vec<f64>,
    /// The mean loss of the batches of the last epoch, as in training.
    pub(super) in_training: f64,
}

/// A layer's inputs on one batch.
pub(super) struct Moment {
    /// The mean of each unit's inputs over the batch.
    pub(super) means: Vec<f64>,
    /// Their standard deviation.
    pub(super) deviations: Vec<f64>,
    /// All inputs of the layer, in ascending order.
    pub(super) sorted: Vec<f64>,
}

impl Moment {
    fn of(network: &Network, layer: usize) -> Self {
        let inputs = network.pre_activations(layer);
        let rows = inputs.nrows() as f64;
        let columns = || inputs.columns().into_iter();
        let means: Vec<f64> = columns().map(|column| column.sum() / rows).collect();
        let squares = |(column, mean): (ndarray::ArrayView1<'_, f64>, &f64)| {
            (column.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / rows).sqrt()
        };
        let deviations = columns().zip(&means).map(squares).collect();
        let mut sorted: Vec<f64> = inputs.iter().copied().collect();
        sorted.sort_by(f64::total_cmp);
        Self { means, deviations, sorted }
    }

    /// The value that a share of the inputs lies below.
    pub(super) fn quantile(&self, share: f64) -> f64 {
        self.sorted[(share * (self.sorted.len() - 1) as f64).round() as usize]
    }
}

impl Inputs {
    /// Trains a network on `data` and looks at the inputs of a hidden layer, the first being 0, at every step.
    pub(super) fn watch(
        plan: &Plan,
        layer: usize,
        data: &DataSet,
        seed: u64,
        context: &Context,
        mut each: impl FnMut(&Moment, usize),
    ) -> Result<Self, ExperimentError> {
        let mut network = Network::new(&plan.design, seed)?;
        let per_epoch = data.len().div_ceil(plan.batch_size);
        let (mut steps, mut losses) = (Vec::new(), vec![network.loss(data.features.view(), &data.labels)?]);
        let history = plan.step_by_step(&mut network, data, seed, context, |network, step| {
            let moment = Moment::of(network, layer);
            each(&moment, step);
            steps.push(moment);
            if step % per_epoch == 0 {
                losses.push(network.loss(data.features.view(), &data.labels).unwrap_or(f64::NAN));
            }
        })?;
        let last = &history.losses[history.losses.len().saturating_sub(per_epoch)..];
        Ok(Self { steps, network, losses, in_training: mean(last) })
    }

    /// How far the mean of a unit's inputs moves from one step to the next, in deviations of those inputs:
    /// the mean over units and steps.
    pub(super) fn jump(&self) -> f64 {
        let pairs = self.steps.windows(2);
        pairs.map(|pair| moved(&pair[0], &pair[1])).sum::<f64>() / (self.steps.len() - 1).max(1) as f64
    }

    /// How far the mean of a unit's inputs lies at the end from where it began, in deviations it had then:
    /// the mean over units.
    pub(super) fn shift(&self) -> f64 {
        match (self.steps.first(), self.steps.last()) {
            (Some(first), Some(last)) => moved(first, last),
            _ => f64::NAN,
        }
    }
}

fn moved(from: &Moment, to: &Moment) -> f64 {
    let units = from.means.iter().zip(&from.deviations).zip(&to.means);
    units.map(|((from, deviation), to)| (to - from).abs() / deviation).sum::<f64>() / from.means.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(means: &[f64], deviation: f64) -> Moment {
        Moment {
            means: means.to_vec(),
            deviations: vec![deviation; means.len()],
            sorted: (0..=100).map(f64::from).collect(),
        }
    }

    #[test]
    fn a_shift_is_counted_in_deviations_of_where_it_began() {
        assert_eq!(moved(&moment(&[0.0, 1.0], 2.0), &moment(&[4.0, 1.0], 9.0)), 1.0);
        assert_eq!(moment(&[0.0], 1.0).quantile(0.15), 15.0);
    }
}
