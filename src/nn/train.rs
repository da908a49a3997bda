//! Around the training loop: mini-batches, a split of the data, a common scale, and the loop itself.

use ndarray::{Array1, Array2, ArrayView2, Axis};

use super::error::Error;
use super::network::{Network, Target};
use super::optim::Updater;
use super::random::Generator;

/// The rows of a data set in batches, in a new random order every epoch.
#[derive(Clone, Debug)]
pub struct Batches {
    order: Vec<usize>,
    size: usize,
    generator: Generator,
}

impl Batches {
    /// Batches of `size` of `examples` rows, in the order that `seed` gives; the last one may be smaller.
    ///
    /// # Errors
    /// [`Error::EmptyBatch`] if either is 0.
    pub fn new(examples: usize, size: usize, seed: u64) -> Result<Self, Error> {
        if examples == 0 || size == 0 {
            return Err(Error::EmptyBatch { operation: "batches" });
        }
        Ok(Self { order: (0..examples).collect(), size, generator: Generator::seeded(seed) })
    }

    /// The batches of the next epoch: slices of row numbers.
    pub fn epoch(&mut self) -> impl ExactSizeIterator<Item = &[usize]> {
        self.generator.shuffle(&mut self.order);
        self.order.chunks(self.size)
    }
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All steps were taken.
    Finished,
    /// The loss stopped being finite at this step (the first is 1); no step was taken from there.
    Diverged {
        /// The step.
        step: usize,
    },
}

impl std::fmt::Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Finished => write!(f, "finished"),
            Self::Diverged { step } => write!(f, "diverged at step {step}"),
        }
    }
}

/// What a training run left behind.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// The loss before each step.
    pub losses: Vec<f64>,
    /// How it ended.
    pub outcome: Outcome,
}

/// Trains on `x` and `target` for `epochs` passes; `each` is called after every step with its loss and may stop
/// the run early by returning false.
///
/// # Errors
/// As [`Network::train_rows`]. A loss that stops being finite is an [`Outcome`].
pub fn fit<'a>(
    network: &mut Network,
    x: ArrayView2<f64>,
    target: impl Into<Target<'a>>,
    updater: &mut Updater,
    batches: &mut Batches,
    epochs: usize,
    mut each: impl FnMut(&mut Network, f64) -> bool,
) -> Result<History, Error> {
    let target = target.into();
    let mut history = History { losses: Vec::new(), outcome: Outcome::Finished };
    for _ in 0..epochs {
        for rows in batches.epoch() {
            let loss = network.train_rows(x, target, rows, updater)?;
            history.losses.push(loss);
            if !loss.is_finite() {
                history.outcome = Outcome::Diverged { step: history.losses.len() };
            }
            if !loss.is_finite() || !each(network, loss) {
                return Ok(history);
            }
        }
    }
    Ok(history)
}

/// The rows of a data set in two groups, in random order: `(train, test)`, with `train` rows in the first.
pub fn split(examples: usize, train: usize, seed: u64) -> (Vec<usize>, Vec<usize>) {
    let mut order = Generator::seeded(seed).permutation(examples);
    let test = order.split_off(train.min(examples));
    (order, test)
}

/// Mean and deviation of each column, measured on one data set and applied to others.
#[derive(Clone, Debug, PartialEq)]
pub struct Standardizer {
    /// The mean of each column.
    pub mean: Array1<f64>,
    /// The standard deviation of each column; 1 for a constant one.
    pub deviation: Array1<f64>,
}

impl Standardizer {
    /// Measures the columns of `x` (the deviation divides by the number of rows).
    ///
    /// # Errors
    /// [`Error::EmptyBatch`] without rows.
    pub fn measured(x: ArrayView2<f64>) -> Result<Self, Error> {
        let mean = x.mean_axis(Axis(0)).ok_or(Error::EmptyBatch { operation: "standardize" })?;
        let mut deviation = Array1::zeros(x.ncols());
        for row in x.rows() {
            deviation.zip_mut_with(&(&row - &mean), |sum: &mut f64, d: &f64| *sum += d * d);
        }
        let count = x.nrows() as f64;
        deviation.zip_mut_with(&mean, |sum: &mut f64, mean: &f64| {
            // The mean of equal numbers may be a rounding away from them: that is no spread.
            let rounding = f64::EPSILON * count * mean.abs();
            *sum = if *sum > count * rounding * rounding { (*sum / count).sqrt() } else { 1.0 };
        });
        Ok(Self { mean, deviation })
    }

    /// `x` with each column at mean 0 and deviation 1 by this measure.
    pub fn apply(&self, x: ArrayView2<f64>) -> Array2<f64> {
        (&x - &self.mean) / &self.deviation
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;
    use crate::Design;

    #[test]
    fn an_epoch_visits_every_row_once_in_a_new_order() {
        let mut batches = Batches::new(10, 4, 1).unwrap();
        let first: Vec<usize> = batches.epoch().flatten().copied().collect();
        assert_eq!(batches.epoch().map(<[usize]>::len).collect::<Vec<_>>(), [4, 4, 2]);
        let mut sorted = first.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, (0..10).collect::<Vec<_>>());
        assert_ne!(first, sorted);
        assert!(Batches::new(10, 0, 1).is_err() && Batches::new(0, 4, 1).is_err());
    }

    #[test]
    fn a_run_that_explodes_is_a_result() {
        let mut design = Design::new(&[1, 1], "identity").unwrap();
        design.loss = crate::loss::find("mse").unwrap();
        let mut network = Network::new(&design, 1).unwrap();
        let mut sgd = Updater::named("sgd").unwrap().with("learning_rate", 1e3).unwrap();
        let (x, y) = (array![[1.0], [2.0]], array![[3.0], [-1.0]]);
        let mut batches = Batches::new(2, 2, 0).unwrap();
        let history =
            fit(&mut network, x.view(), y.view(), &mut sgd, &mut batches, 1000, |_, _| true).unwrap();
        let Outcome::Diverged { step } = history.outcome else { panic!("{:?}", history.outcome) };
        assert_eq!(step, history.losses.len());
        assert!(history.outcome.to_string().starts_with("diverged at step "));
    }

    #[test]
    fn standardised_columns_have_mean_zero_and_deviation_one() {
        let x = array![[1.0, 5.0, 2.0], [3.0, 5.0, 8.0]];
        let scaled = Standardizer::measured(x.view()).unwrap().apply(x.view());
        assert_eq!(scaled, array![[-1.0, 0.0, -1.0], [1.0, 0.0, 1.0]]);
    }

    #[test]
    fn a_constant_column_is_only_centred_however_its_mean_rounds() {
        for constant in [0.7, 1e-9, -3e8, 0.0] {
            let x = Array2::from_elem((797, 1), constant);
            let scaled = Standardizer::measured(x.view()).unwrap();
            assert_eq!(scaled.deviation[0], 1.0, "{constant}");
        }
        let narrow = Standardizer::measured(array![[1e6], [1e6 + 1e-3]].view()).unwrap();
        assert!((narrow.deviation[0] - 5e-4).abs() < 1e-9, "{}", narrow.deviation);
    }

    #[test]
    fn a_split_holds_every_row_once() {
        let (train, test) = split(10, 7, 3);
        let mut all: Vec<_> = train.iter().chain(&test).copied().collect();
        all.sort_unstable();
        assert_eq!((train.len(), all), (7, (0..10).collect()));
    }
}
