//! The work in candle.

use candle_core::{DType, Device, Result, Tensor, Var};
use candle_nn::{AdamW, Linear, Module, Optimizer, ParamsAdamW, SGD, loss};
use dltutor_peers::serve::{Framework, Run, serve, wants_double, whole};
use dltutor_peers::start::Start;
use dltutor_peers::work::{Net, Work};

#[derive(Clone, Copy)]
struct Candle {
    dtype: DType,
}

enum Rule {
    Sgd(SGD),
    Adam(AdamW),
}

struct Training {
    layers: Vec<Linear>,
    activation: fn(&Tensor) -> Result<Tensor>,
    rule: Rule,
    x: Tensor,
    labels: Tensor,
}

impl Candle {
    fn tensor(self, numbers: &[f64], shape: impl Into<candle_core::Shape>) -> Result<Tensor> {
        Tensor::from_slice(numbers, shape, &Device::Cpu)?.to_dtype(self.dtype)
    }

    fn training(self, net: &Net, start: &Start) -> Result<Training> {
        let (mut layers, mut vars) = (Vec::new(), Vec::new());
        for (pair, (weights, bias)) in net.sizes.windows(2).zip(&start.layers) {
            let weights = Var::from_tensor(&self.tensor(weights, (pair[1], pair[0]))?)?;
            let bias = Var::from_tensor(&self.tensor(bias, pair[1])?)?;
            layers.push(Linear::new(weights.as_tensor().clone(), Some(bias.as_tensor().clone())));
            vars.extend([weights, bias]);
        }
        // Candle's Adam is AdamW without decay.
        let adam = ParamsAdamW { lr: net.learning_rate(), weight_decay: 0.0, ..ParamsAdamW::default() };
        let rule = match net.rule.as_str() {
            "sgd" => Rule::Sgd(SGD::new(vars, net.learning_rate())?),
            _ => Rule::Adam(AdamW::new(vars, adam)?),
        };
        let labels: Vec<u32> = start.labels.iter().map(|&label| label as u32).collect();
        let labels = Tensor::from_slice(&labels, net.batch, &Device::Cpu)?;
        let x = self.tensor(&start.x, (net.batch, net.sizes[0]))?;
        Ok(Training { layers, activation: activation(&net.activation), rule, x, labels })
    }
}

fn activation(name: &str) -> fn(&Tensor) -> Result<Tensor> {
    match name {
        "tanh" => Tensor::tanh,
        "sigmoid" => candle_nn::ops::sigmoid,
        _ => Tensor::relu,
    }
}

impl Training {
    fn step(&mut self) -> Result<Tensor> {
        let mut y = self.x.clone();
        let last = self.layers.len() - 1;
        for (index, layer) in self.layers.iter().enumerate() {
            y = layer.forward(&y)?;
            if index < last {
                y = (self.activation)(&y)?;
            }
        }
        let loss = loss::cross_entropy(&y, &self.labels)?;
        match &mut self.rule {
            Rule::Sgd(rule) => rule.backward_step(&loss)?,
            Rule::Adam(rule) => rule.backward_step(&loss)?,
        }
        Ok(loss)
    }
}

fn scalar(tensor: &Tensor) -> Result<f64> {
    tensor.to_dtype(DType::F64)?.to_scalar()
}

/// Repeats what gives a tensor; the first number of the last one.
fn repeated(mut work: impl FnMut() -> Result<Tensor> + 'static) -> Run {
    Box::new(move |times| {
        let last = (0..times).map(|_| work()).last();
        let number = last.map(|tensor| tensor.and_then(|tensor| scalar(&tensor.flatten_all()?.get(0)?)));
        number.and_then(Result::ok).unwrap_or(f64::NAN)
    })
}

impl Framework for Candle {
    fn train(&self, net: &Net, start: &Start) -> Option<Run> {
        let mut training = self.training(net, start).ok()?;
        Some(repeated(move || training.step()))
    }

    fn matmul(&self, [m, k, n]: [usize; 3], a: &[f64], b: &[f64]) -> Option<Run> {
        let (a, b) = (self.tensor(a, (m, k)).ok()?, self.tensor(b, (k, n)).ok()?);
        Some(repeated(move || a.matmul(&b)))
    }

    fn activation(&self, name: &str, x: &[f64]) -> Option<Run> {
        let (f, x) = (activation(name), self.tensor(x, x.len()).ok()?);
        Some(repeated(move || f(&x)))
    }

    fn other(&self, work: &Work) -> Option<Run> {
        match work {
            Work::Whole(net, steps) => whole(*self, net, *steps),
            _ => None,
        }
    }
}

fn main() {
    serve(&Candle { dtype: if wants_double() { DType::F64 } else { DType::F32 } });
}
