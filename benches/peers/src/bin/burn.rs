//! The work in burn, on its CPU backend (flex).

use burn::module::{Module, Param};
use burn::nn::Linear;
use burn::nn::loss::{CrossEntropyLoss, CrossEntropyLossConfig};
use burn::optim::{AdamConfig, GradientsParams, ModuleOptimizer, SgdConfig};
use burn::tensor::{Device, FloatDType, Int, Tensor, TensorData, activation};
use dltutor_peers::serve::{Framework, Run, serve, wants_double, whole};
use dltutor_peers::start::Start;
use dltutor_peers::work::{Net, Work};

#[derive(Clone, Copy)]
struct Burn;

#[derive(Module, Debug)]
struct Model {
    layers: Vec<Linear>,
}

struct Training {
    /// Burn's optimizers take a model and give it back.
    model: Option<Model>,
    rule: ModuleOptimizer,
    learning_rate: f64,
    loss: CrossEntropyLoss,
    tanh: bool,
    x: Tensor<2>,
    labels: Tensor<1, Int>,
}

fn tensor<const D: usize>(numbers: &[f64], shape: [usize; D], device: &Device) -> Tensor<D> {
    Tensor::from_data(TensorData::new(numbers.to_vec(), shape), device)
}

/// Burn keeps weights as [in, out].
fn linear(pair: &[usize], weights: &[f64], bias: &[f64], device: &Device) -> Linear {
    let (inputs, outputs) = (pair[0], pair[1]);
    let at = |index| weights[(index % outputs) * inputs + index / outputs];
    let transposed: Vec<f64> = (0..weights.len()).map(at).collect();
    Linear {
        weight: Param::from_tensor(tensor(&transposed, [inputs, outputs], device)),
        bias: Some(Param::from_tensor(tensor(bias, [outputs], device))),
    }
}

impl Training {
    fn new(net: &Net, start: &Start) -> Self {
        let device = Device::flex().autodiff();
        let layers = net.sizes.windows(2).zip(&start.layers);
        let layers = layers.map(|(pair, (weights, bias))| linear(pair, weights, bias, &device)).collect();
        let rule = match net.rule.as_str() {
            "sgd" => SgdConfig::new().init(),
            _ => AdamConfig::new().with_epsilon(1e-8).init(),
        };
        let labels: Vec<i64> = start.labels.iter().map(|&label| label as i64).collect();
        Self {
            model: Some(Model { layers }),
            rule,
            learning_rate: net.learning_rate(),
            loss: CrossEntropyLossConfig::new().init(&device),
            tanh: net.activation == "tanh",
            x: tensor(&start.x, [net.batch, net.sizes[0]], &device),
            labels: Tensor::from_data(TensorData::new(labels, [net.batch]), &device),
        }
    }

    fn step(&mut self) -> Option<Tensor<1>> {
        let model = self.model.take()?;
        let (mut y, last) = (self.x.clone(), model.layers.len() - 1);
        for (index, layer) in model.layers.iter().enumerate() {
            y = layer.forward(y);
            if index < last {
                y = if self.tanh { activation::tanh(y) } else { activation::relu(y) };
            }
        }
        let loss = self.loss.forward(y, self.labels.clone());
        let gradients = GradientsParams::from_grads(loss.backward(), &model);
        self.model = Some(self.rule.step(self.learning_rate, model, gradients));
        Some(loss)
    }
}

/// Repeats what gives a tensor; the first number of the last one.
fn repeated<const D: usize>(mut work: impl FnMut() -> Option<Tensor<D>> + 'static) -> Run {
    Box::new(move |times| {
        let last = (0..times).map(|_| work()).last().flatten();
        let numbers = last.and_then(|tensor| tensor.into_data().convert::<f64>().try_to_vec::<f64>().ok());
        numbers.map_or(f64::NAN, |numbers| numbers[0])
    })
}

impl Framework for Burn {
    fn train(&self, net: &Net, start: &Start) -> Option<Run> {
        let mut training = Training::new(net, start);
        Some(repeated(move || training.step()))
    }

    fn matmul(&self, [m, k, n]: [usize; 3], a: &[f64], b: &[f64]) -> Option<Run> {
        let device = Device::flex();
        let (a, b) = (tensor(a, [m, k], &device), tensor(b, [k, n], &device));
        Some(repeated(move || Some(a.clone().matmul(b.clone()))))
    }

    fn activation(&self, name: &str, x: &[f64]) -> Option<Run> {
        let x = tensor(x, [x.len()], &Device::flex());
        let f = match name {
            "tanh" => activation::tanh::<1>,
            "sigmoid" => activation::sigmoid::<1>,
            _ => activation::relu::<1>,
        };
        Some(repeated(move || Some(f(x.clone()))))
    }

    fn other(&self, work: &Work) -> Option<Run> {
        match work {
            Work::Whole(net, steps) => whole(*self, net, *steps),
            _ => None,
        }
    }
}

fn main() {
    let float = if wants_double() { FloatDType::F64 } else { FloatDType::F32 };
    for mut device in [Device::flex(), Device::flex().autodiff()] {
        // The second of them may share the settings of the first.
        let _ = device.configure(float);
    }
    serve(&Burn);
}
