//! A regression with many inputs of which few count, and its fit under a penalty.

use ndarray::{Array1, Array2};

use crate::experiment::{Context, ExperimentError};
use crate::nn::random::Generator;
use crate::nn::{Design, Network, Penalty, Updater, loss};

/// The weights of the inputs that count; all others are 0.
pub(super) const TRUE: [f64; 5] = [3.0, -2.0, 1.5, -1.0, 0.75];

/// The deviation of the noise on the targets.
const NOISE: f64 = 0.3;

/// How many examples choose λ, and as many others judge the choice.
const JUDGES: usize = 1000;

/// What the weights are in truth.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Truth {
    /// The first five are [`TRUE`], all others 0.
    Few,
    /// All count a little: normal, with the same sum of squares on average.
    All,
}

/// The examples of one seed: normal inputs `[examples, inputs]` and targets.
pub(super) struct Sparse {
    /// The weights that made the targets.
    pub(super) truth: Vec<f64>,
    pub(super) train: (Array2<f64>, Array2<f64>),
    pub(super) validation: (Array2<f64>, Array2<f64>),
    pub(super) test: (Array2<f64>, Array2<f64>),
}

/// How a fit is made.
#[derive(Clone, Copy)]
pub(super) struct Fit {
    pub(super) penalty: Penalty,
    pub(super) learning_rate: f64,
    pub(super) steps: usize,
}

impl Sparse {
    pub(super) fn drawn(examples: usize, inputs: usize, truth: Truth, seed: u64) -> Self {
        let generator = Generator::seeded(seed);
        let truth = true_weights(inputs, truth, &generator);
        let part = |name: &str, count: usize| {
            let mut generator = generator.fork(name);
            let x = Array2::from_shape_simple_fn((count, inputs), || generator.normal());
            let mut noise = generator.fork("noise");
            let target = |row: ndarray::ArrayView1<'_, f64>| {
                row.iter().zip(&truth).map(|(x, weight)| x * weight).sum::<f64>() + NOISE * noise.normal()
            };
            let y: Array1<f64> = x.rows().into_iter().map(target).collect();
            (x, y.insert_axis(ndarray::Axis(1)))
        };
        let (train, validation, test) =
            (part("train", examples), part("validation", JUDGES), part("test", JUDGES));
        Self { truth, train, validation, test }
    }

    /// A linear unit trained from weights 0 on all examples at once; `each` sees it after every step. None
    /// when it diverged.
    pub(super) fn fit(
        &self,
        fit: Fit,
        context: &Context,
        mut each: impl FnMut(&Network, usize),
    ) -> Result<Option<Network>, ExperimentError> {
        let (x, y) = &self.train;
        let mut design = Design::new(&[x.ncols(), 1], "identity")?;
        design.loss = loss::find("mse")?;
        design.penalty = fit.penalty;
        let mut network = Network::new(&design, 0)?;
        network.set_layer(0, Array2::zeros((1, x.ncols())).view(), Array2::zeros((1, 1)).view())?;
        let mut updater = Updater::named("sgd")?.with("learning_rate", fit.learning_rate)?;
        for step in 1..=fit.steps {
            if step % 64 == 0 {
                context.check()?;
            }
            if !network.train_step(x.view(), y.view(), &mut updater)?.is_finite() {
                return Ok(None);
            }
            each(&network, step);
        }
        Ok(Some(network))
    }
}

fn true_weights(inputs: usize, truth: Truth, generator: &Generator) -> Vec<f64> {
    let mut weights = vec![0.0; inputs];
    weights[..TRUE.len()].copy_from_slice(&TRUE);
    if truth == Truth::All {
        let squares: f64 = TRUE.iter().map(|weight| weight * weight).sum();
        let deviation = (squares / inputs as f64).sqrt();
        let mut generator = generator.fork("truth");
        weights.fill_with(|| deviation * generator.normal());
    }
    weights
}

/// The mean squared error of a fit on some examples, without its penalty; infinite for one that diverged.
pub(super) fn error(
    network: &mut Option<Network>,
    (x, y): &(Array2<f64>, Array2<f64>),
) -> Result<f64, ExperimentError> {
    let Some(network) = network else { return Ok(f64::INFINITY) };
    let difference = &network.forward(x.view())? - y;
    Ok(difference.iter().map(|difference| difference * difference).sum::<f64>() / y.len() as f64)
}

/// The weights of a fit; NaN for one that diverged.
pub(super) fn weights(network: Option<&Network>, inputs: usize) -> Vec<f64> {
    network.map_or_else(|| vec![f64::NAN; inputs], |network| network.weights(0).iter().copied().collect())
}

/// How many weights that should be 0 are exactly that.
pub(super) fn zeros(weights: &[f64], truth: &[f64]) -> usize {
    weights.iter().zip(truth).filter(|(weight, real)| **real == 0.0 && **weight == 0.0).count()
}
