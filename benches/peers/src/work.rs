//! Pieces of work, and how they are written on one line.

use std::fmt;
use std::str::FromStr;

/// A multilayer perceptron in training: ReLU or another activation between layers, cross-entropy at the end.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Net {
    /// Inputs, units of each hidden layer, classes.
    pub sizes: Vec<usize>,
    /// Examples in a batch.
    pub batch: usize,
    /// `sgd` or `adam`.
    pub rule: String,
    /// `relu` or `tanh`.
    pub activation: String,
}

impl Net {
    /// The learning rate: low, so that no run overfits to losses where numbers become denormal.
    pub fn learning_rate(&self) -> f64 {
        if self.rule == "sgd" { 0.01 } else { 1e-4 }
    }

    /// Multiply-adds of a step: forward, gradient of the weights, and of the input of every layer but the first.
    pub fn multiply_adds(&self) -> usize {
        let products = self.products();
        products.iter().map(|[m, k, n]| m * k * n).sum()
    }

    /// The matrix products of a step, as [rows, depth, columns].
    pub fn products(&self) -> Vec<[usize; 3]> {
        let layers = self.sizes.windows(2).enumerate();
        let of_layer = |(index, pair): (usize, &[usize])| {
            let (inputs, outputs, batch) = (pair[0], pair[1], self.batch);
            let forward = [[batch, inputs, outputs], [outputs, batch, inputs]];
            let input_gradient = (index > 0).then_some([batch, outputs, inputs]);
            forward.into_iter().chain(input_gradient)
        };
        layers.flat_map(of_layer).collect()
    }
}

/// A piece of work that can be timed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Work {
    /// One training step.
    Train(Net),
    /// Building the network and training it for some steps.
    Whole(Net, usize),
    /// The matrix products of a training step and nothing else.
    Products(Net),
    /// One product of [m, k] and [k, n].
    Matmul([usize; 3]),
    /// An activation of some numbers.
    Activation(String, usize),
    /// Optimizers on surfaces; `how` tells where gradients come from.
    Race(String),
    /// The most multiply-adds that a core does.
    Peak,
}

impl fmt::Display for Net {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sizes: Vec<_> = self.sizes.iter().map(usize::to_string).collect();
        write!(f, "{} {} {} {}", sizes.join("-"), self.batch, self.rule, self.activation)
    }
}

impl fmt::Display for Work {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Train(net) => write!(f, "train {net}"),
            Self::Whole(net, steps) => write!(f, "whole {net} {steps}"),
            Self::Products(net) => write!(f, "products {net}"),
            Self::Matmul([m, k, n]) => write!(f, "matmul {m} {k} {n}"),
            Self::Activation(name, count) => write!(f, "activation {name} {count}"),
            Self::Race(how) => write!(f, "race {how}"),
            Self::Peak => f.write_str("peak"),
        }
    }
}

impl FromStr for Work {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let unknown = || format!("no such work: {text}");
        match words.as_slice() {
            ["train", net @ ..] => Ok(Self::Train(parse_net(net)?)),
            ["whole", net @ .., steps] => Ok(Self::Whole(parse_net(net)?, number(steps)?)),
            ["products", net @ ..] => Ok(Self::Products(parse_net(net)?)),
            ["matmul", m, k, n] => Ok(Self::Matmul([number(m)?, number(k)?, number(n)?])),
            ["activation", name, count] => Ok(Self::Activation(name.to_string(), number(count)?)),
            ["race", how] => Ok(Self::Race(how.to_string())),
            ["peak"] => Ok(Self::Peak),
            _ => Err(unknown()),
        }
    }
}

fn parse_net(words: &[&str]) -> Result<Net, String> {
    let [sizes, batch, rule, activation] = words else { return Err(format!("no such network: {words:?}")) };
    let sizes: Result<Vec<_>, _> = sizes.split('-').map(number).collect();
    let (rule, activation) = (rule.to_string(), activation.to_string());
    Ok(Net { sizes: sizes?, batch: number(batch)?, rule, activation })
}

fn number(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| format!("not a whole number: {text}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_read_as_it_is_written() {
        for text in [
            "train 2-16-16-2 32 sgd relu",
            "whole 64-128-10 64 adam tanh 100",
            "products 64-10 8 sgd relu",
            "matmul 32 64 128",
            "activation tanh 4096",
            "race autograd",
            "peak",
        ] {
            assert_eq!(text.parse::<Work>().unwrap().to_string(), text);
        }
        assert!("train 2-x 32 sgd relu".parse::<Work>().is_err());
        assert!("swim".parse::<Work>().is_err());
    }

    #[test]
    fn the_first_layer_needs_no_gradient_of_its_input() {
        let Ok(Work::Train(net)) = "train 64-128-10 2 sgd relu".parse() else { panic!() };
        assert_eq!(net.multiply_adds(), 2 * (2 * 64 * 128 + 3 * 128 * 10));
    }
}
