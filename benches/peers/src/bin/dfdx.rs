//! The work in dfdx, whose networks have their sizes in their types: only those that `train` lists exist.

use dfdx::optim::{Adam, AdamConfig, Optimizer, Sgd, SgdConfig};
use dfdx::prelude::*;
use dltutor_peers::serve::{Framework, Run, serve, wants_double, whole};
use dltutor_peers::start::{Start, cast};
use dltutor_peers::work::{Net, Work};

/// Fills the tensors of a model, in their order, from the common start.
struct Fill<'a, E>(std::slice::Iter<'a, Vec<E>>);

impl<E: Dtype> TensorVisitor<E, Cpu> for Fill<'_, E>
where
    Cpu: Device<E>,
{
    type Viewer = ViewTensorMut;
    type Err = CpuError;
    type E2 = E;
    type D2 = Cpu;

    fn visit<S: Shape>(
        &mut self,
        _options: TensorOptions<S, E, Cpu>,
        tensor: &mut Tensor<S, E, Cpu>,
    ) -> Result<Option<Tensor<S, E, Cpu>>, CpuError> {
        if let Some(numbers) = self.0.next() {
            tensor.copy_from(numbers);
        }
        Ok(None)
    }
}

/// The numbers of `labels` as rows with a 1 at the class.
fn one_hot(labels: &[usize], classes: usize) -> Vec<f64> {
    labels
        .iter()
        .flat_map(|&label| (0..classes).map(move |class| f64::from(u8::from(class == label))))
        .collect()
}

/// A run that trains `$model` on numbers of type `$number`.
macro_rules! training {
    ($number:ty, $model:ty, $inputs:literal, $classes:literal, $net:expr, $start:expr) => {{
        type Model = <$model as BuildOnDevice<Cpu, $number>>::Built;
        let (device, net, start): (Cpu, &Net, &Start) = (Cpu::default(), $net, $start);
        let convert = |number: f64| number as $number;
        let mut model: Model = device.build_module::<$model, $number>();
        let layers = start.layers.iter().flat_map(|(weights, bias)| [weights, bias]);
        let layers: Vec<_> = layers.map(|numbers| cast(numbers, convert)).collect();
        let mut fill = Fill(layers.iter());
        Model::iter_tensors(&mut RecursiveWalker { m: &mut model, f: &mut fill }).ok()?;
        let x = device.tensor_from_vec(cast(&start.x, convert), (net.batch, Const::<$inputs>));
        let classes = cast(&one_hot(&start.labels, $classes), convert);
        let classes = device.tensor_from_vec(classes, (net.batch, Const::<$classes>));
        let mut gradients = Some(model.alloc_grads());
        let rate = net.learning_rate();
        let mut sgd = Sgd::new(&model, SgdConfig { lr: rate, ..Default::default() });
        let mut adam = Adam::new(&model, AdamConfig { lr: rate, ..Default::default() });
        let plain = net.rule == "sgd";
        let mut step = move || {
            let scores = model.forward_mut(x.trace(gradients.take()?));
            let loss = cross_entropy_with_logits_loss(scores, classes.clone());
            let last = loss.array();
            let mut computed = loss.backward();
            if plain {
                sgd.update(&mut model, &computed).ok()?;
            } else {
                adam.update(&mut model, &computed).ok()?;
            }
            model.zero_grads(&mut computed);
            gradients = Some(computed);
            Some(f64::from(last))
        };
        let run: Run = Box::new(move |times| (0..times).map(|_| step()).last().flatten().unwrap_or(f64::NAN));
        Some(run)
    }};
}

type Tiny = ((Linear<2, 16>, ReLU), (Linear<16, 16>, ReLU), Linear<16, 2>);
type Wide = ((Linear<64, 128>, ReLU), Linear<128, 10>);
type Wider = ((Linear<64, 256>, ReLU), (Linear<256, 256>, ReLU), Linear<256, 10>);
type Deep = (Repeated<(Linear<32, 32>, ReLU), 30>, Linear<32, 32>);
type Even = ((Linear<64, 64>, ReLU), (Linear<64, 64>, ReLU), Linear<64, 10>);
type EvenTanh = ((Linear<64, 64>, Tanh), (Linear<64, 64>, Tanh), Linear<64, 10>);

/// The framework for one type of number.
macro_rules! framework {
    ($name:ident, $number:ty) => {
        #[derive(Clone, Copy)]
        struct $name;

        impl Framework for $name {
            fn train(&self, net: &Net, start: &Start) -> Option<Run> {
                let sizes = net.sizes.as_slice();
                match (sizes, net.activation.as_str()) {
                    ([2, 16, 16, 2], "relu") => training!($number, Tiny, 2, 2, net, start),
                    ([64, 128, 10], "relu") => training!($number, Wide, 64, 10, net, start),
                    ([64, 256, 256, 10], "relu") => training!($number, Wider, 64, 10, net, start),
                    ([64, 64, 64, 10], "relu") => training!($number, Even, 64, 10, net, start),
                    ([64, 64, 64, 10], "tanh") => training!($number, EvenTanh, 64, 10, net, start),
                    (_, "relu") if sizes == [32; 32] => training!($number, Deep, 32, 32, net, start),
                    _ => None,
                }
            }

            fn matmul(&self, [m, k, n]: [usize; 3], a: &[f64], b: &[f64]) -> Option<Run> {
                let (device, convert) = (Cpu::default(), |number| number as $number);
                let a = device.tensor_from_vec(cast(a, convert), (m, k));
                let b = device.tensor_from_vec(cast(b, convert), (k, n));
                Some(Box::new(move |times| {
                    let last = (0..times).map(|_| a.clone().matmul(b.clone())).last();
                    last.map_or(f64::NAN, |product| f64::from(product[[0, 0]]))
                }))
            }

            fn activation(&self, name: &str, x: &[f64]) -> Option<Run> {
                let f = match name {
                    "tanh" => |x: Tensor<(usize,), $number, Cpu>| x.tanh(),
                    "sigmoid" => |x: Tensor<(usize,), $number, Cpu>| x.sigmoid(),
                    _ => |x: Tensor<(usize,), $number, Cpu>| x.relu(),
                };
                let x = Cpu::default().tensor_from_vec(cast(x, |number| number as $number), (x.len(),));
                Some(Box::new(move |times| {
                    let last = (0..times).map(|_| f(x.clone())).last();
                    last.map_or(f64::NAN, |y| f64::from(y[[0]]))
                }))
            }

            fn other(&self, work: &Work) -> Option<Run> {
                match work {
                    Work::Whole(net, steps) => whole(*self, net, *steps),
                    _ => None,
                }
            }
        }
    };
}

framework!(Single, f32);
framework!(Double, f64);

fn main() {
    if wants_double() { serve(&Double) } else { serve(&Single) }
}
