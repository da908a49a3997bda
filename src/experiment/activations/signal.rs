//! One batch through a deep network: what arrives at each layer, forwards and backwards.

use crate::data::{DataSet, task};
use crate::experiment::{ExperimentError, Parameter, Settings};
use crate::nn::{Design, Network, activation, init, math};

/// The depth, width, batch, initialization and gain of a network that is looked at but not trained.
pub(super) fn parameters() -> Vec<Parameter> {
    let mut inits = vec!["suited"];
    inits.extend(init::registry().iter().map(|init| init.name()));
    vec![
        Parameter::integer("depth", 1, 50, 10, "how many hidden layers").unit("layers"),
        Parameter::integer("width", 1, 128, 32, "units of each hidden layer").unit("units"),
        Parameter::integer("batch", 1, 512, 256, "digits in the one batch").unit("examples"),
        Parameter::choice("init", inits, "suited", "how weights start; suited: He or Xavier, by activation"),
        Parameter::real("gain", 0.0, 100.0, 1.0, "what the spread of the first weights is multiplied by"),
    ]
}

/// The names of all activations, and those chosen at first.
pub(super) fn chosen(default: &[&'static str]) -> Parameter {
    Parameter::subset(
        "activation",
        activation::names(),
        default.to_vec(),
        "the activations, the first one the subject",
    )
}

/// What one batch showed of each hidden layer, from the first to the last.
pub(super) struct Signal {
    pub(super) activation: String,
    /// ‖∂L/∂W‖.
    pub(super) gradients: Vec<f64>,
    /// The mean of what the layer passes on.
    pub(super) means: Vec<f64>,
    /// The standard deviation of what the layer passes on.
    pub(super) deviations: Vec<f64>,
    /// The mean of the activation's derivative.
    pub(super) slopes: Vec<f64>,
}

/// The one batch: the first of the shuffled training digits.
pub(super) fn batch(settings: &Settings, seed: u64) -> DataSet {
    let digits = task::digits(seed).train;
    let rows: Vec<usize> = (0..settings.integer("batch").min(digits.len())).collect();
    digits.select(&rows)
}

/// Sends the batch through a new network of this activation and its gradient back.
pub(super) fn measure(
    settings: &Settings,
    name: &str,
    batch: &DataSet,
    seed: u64,
) -> Result<Signal, ExperimentError> {
    let depth = settings.integer("depth");
    let mut sizes = vec![batch.features.ncols()];
    sizes.resize(1 + depth, settings.integer("width"));
    sizes.push(batch.classes());
    let mut design = Design::new(&sizes, name)?;
    design.gain = settings.real("gain").unwrap_or(1.0);
    if settings.name("init") != "suited" {
        design.init = init::find(settings.name("init"))?;
    }
    let mut network = Network::new(&design, seed)?;
    network.gradients(batch.features.view(), &batch.labels)?;
    look(&network, name, depth)
}

/// What each of the first `depth` layers passed on last, and its last gradient.
pub(super) fn look(network: &Network, name: &str, depth: usize) -> Result<Signal, ExperimentError> {
    let function = activation::find(name)?;
    let (mut means, mut deviations, mut slopes) = (Vec::new(), Vec::new(), Vec::new());
    for layer in 0..depth {
        let (before, after) = (network.pre_activations(layer), network.activations(layer));
        let count = after.len() as f64;
        let mean = after.sum() / count;
        means.push(mean);
        deviations.push((after.mapv(|value| (value - mean) * (value - mean)).sum() / count).sqrt());
        slopes.push(before.iter().zip(after).map(|(&x, &y)| function.df(x, y)).sum::<f64>() / count);
    }
    let gradients = (0..depth).map(|layer| network.weight_gradient_norm(layer)).collect();
    Ok(Signal { activation: name.to_owned(), gradients, means, deviations, slopes })
}

impl Signal {
    /// The first layer's gradient divided by the last hidden layer's.
    pub(super) fn ratio(&self) -> f64 {
        self.gradients[0] / self.gradients[self.gradients.len() - 1]
    }

    /// What each layer multiplies the gradient by on its way back, on geometric average.
    pub(super) fn factor(&self) -> f64 {
        let layers = self.gradients.len() - 1;
        if layers == 0 { 1.0 } else { math::exp(math::ln(self.ratio()) / layers as f64) }
    }

    /// What each layer multiplies the standard deviation by, on geometric average.
    pub(super) fn spread_factor(&self) -> f64 {
        let layers = self.deviations.len() - 1;
        if layers == 0 { 1.0 } else { math::exp(math::ln(self.spread_kept()) / layers as f64) }
    }

    /// The standard deviation of what the last hidden layer passes on, divided by the first's.
    pub(super) fn spread_kept(&self) -> f64 {
        self.deviations[self.deviations.len() - 1] / self.deviations[0]
    }

    /// `[layer, value]` from layer 1 on.
    pub(super) fn points(values: &[f64]) -> Vec<[f64; 2]> {
        values.iter().enumerate().map(|(layer, &value)| [layer as f64 + 1.0, value]).collect()
    }
}
