//! The chain rule through one neuron per layer, written out as a product.

use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::{activation, math};
use crate::plot::{Axis, Figure, Lines, Mark, Series, Table};
use crate::text::number;

/// `vanishing-gradient-chain`.
pub(super) struct VanishingGradientChain;

impl Experiment for VanishingGradientChain {
    fn name(&self) -> &'static str {
        "vanishing-gradient-chain"
    }

    fn about(&self) -> &'static str {
        "one neuron per layer: the gradient as a product of weight times slope"
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::choice("activation", activation::names(), "sigmoid", "the activation of every neuron"),
            Parameter::integer("depth", 2, 50, 10, "how many neurons in a row").unit("layers"),
            Parameter::real("weight", -20.0, 20.0, 1.0, "the weight of every neuron"),
            Parameter::real("bias", -20.0, 20.0, 0.0, "the bias of every neuron"),
            Parameter::real("input", -20.0, 20.0, 1.0, "the input of the first neuron"),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        vec![
            MeasureInfo::new("output", "the output of the last neuron"),
            MeasureInfo::new("product", "the product of weight times slope, from layer 2 to the last"),
            MeasureInfo::new(
                "bound",
                "the most that product could be: (steepest slope × |weight|) per layer",
            ),
            MeasureInfo::new("factor", "what each layer multiplies by, on geometric average"),
            MeasureInfo::new("largest_slope", "the largest slope met on the way"),
            MeasureInfo::new("smallest_slope", "the smallest slope met on the way"),
            MeasureInfo::new("first_gradient", "∂output/∂weight of the first neuron"),
            MeasureInfo::new("last_gradient", "∂output/∂weight of the last neuron"),
            MeasureInfo::new("ratio", "the first divided by the last"),
            MeasureInfo::new("checked_gradient", "the first gradient again, by a finite difference"),
        ]
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        context.check()?;
        let chain = Chain::new(settings)?;
        let gradients = chain.gradients();
        let product = chain.product_after(0);
        let factors: Vec<f64> = chain.slopes.iter().skip(1).map(|slope| chain.weight * slope).collect();
        let mut report = Report::new(self, settings, context);
        report.add("output", chain.values[chain.values.len() - 1]);
        report.add("product", product);
        report.add("bound", math::power(chain.steepest() * chain.weight.abs(), factors.len() as u64));
        report.add("factor", math::exp(math::ln(product.abs()) / factors.len() as f64));
        report.add("largest_slope", chain.slopes.iter().copied().fold(f64::MIN, f64::max));
        report.add("smallest_slope", chain.slopes.iter().copied().fold(f64::MAX, f64::min));
        report.add("first_gradient", gradients[0]);
        report.add("last_gradient", gradients[gradients.len() - 1]);
        report.add("ratio", gradients[0] / gradients[gradients.len() - 1]);
        report.add("checked_gradient", checked(settings, chain.weight)?);
        report.figures = vec![table(&chain, &gradients), lines(settings.name("activation"), &gradients)];
        Ok(report)
    }
}

/// Neurons in a row: aₖ = f(w·aₖ₋₁ + b), all with the same weight and bias.
struct Chain {
    function: activation::AnyActivation,
    weight: f64,
    input: f64,
    /// a₁ … aₙ.
    values: Vec<f64>,
    /// f′ at each neuron.
    slopes: Vec<f64>,
}

impl Chain {
    fn new(settings: &Settings) -> Result<Self, ExperimentError> {
        let weight = settings.real("weight").unwrap_or(1.0);
        Self::with_first_weight(settings, weight)
    }

    /// The chain whose first neuron has another weight than the others.
    fn with_first_weight(settings: &Settings, first: f64) -> Result<Self, ExperimentError> {
        let real = |name| settings.real(name).unwrap_or(0.0);
        let function = activation::find(settings.name("activation"))?;
        let (mut values, mut slopes) = (Vec::new(), Vec::new());
        let mut value = real("input");
        for layer in 0..settings.integer("depth") {
            let sum = if layer == 0 { first } else { real("weight") } * value + real("bias");
            value = function.f(sum);
            values.push(value);
            slopes.push(function.df(sum, value));
        }
        Ok(Self { function, weight: real("weight"), input: real("input"), values, slopes })
    }

    /// The product of w·f′ over the layers after `layer`.
    fn product_after(&self, layer: usize) -> f64 {
        self.slopes[layer + 1..].iter().map(|slope| self.weight * slope).product()
    }

    /// ∂aₙ/∂wₖ = aₖ₋₁ · f′ₖ · ∏ᵢ₍ᵢ﹥ₖ₎ w·f′ᵢ for each neuron k.
    fn gradients(&self) -> Vec<f64> {
        let before = |layer: usize| if layer == 0 { self.input } else { self.values[layer - 1] };
        (0..self.slopes.len())
            .map(|layer| before(layer) * self.slopes[layer] * self.product_after(layer))
            .collect()
    }

    /// The largest slope the activation has anywhere between −10 and 10.
    fn steepest(&self) -> f64 {
        let slope = |step: i32| {
            let x = f64::from(step) / 100.0;
            self.function.df(x, self.function.f(x))
        };
        (-1000..=1000).map(slope).fold(0.0, f64::max)
    }
}

/// The first gradient as a central difference of the output.
fn checked(settings: &Settings, weight: f64) -> Result<f64, ExperimentError> {
    let h = 1e-5;
    let output = |weight: f64| -> Result<f64, ExperimentError> {
        let chain = Chain::with_first_weight(settings, weight)?;
        Ok(chain.values[chain.values.len() - 1])
    };
    Ok((output(weight + h)? - output(weight - h)?) / (2.0 * h))
}

fn table(chain: &Chain, gradients: &[f64]) -> Figure {
    let show = |value: f64| number::plain(value, 3);
    let row = |layer: usize| {
        let factor = chain.weight * chain.slopes[layer];
        let texts = [chain.values[layer], chain.slopes[layer], factor, gradients[layer]].map(show);
        std::iter::once((layer + 1).to_string()).chain(texts).collect()
    };
    let rows = (0..gradients.len()).map(row).collect();
    let product = show(chain.product_after(0));
    Figure::Table(Table {
        title: "The chain, layer by layer".to_owned(),
        columns: ["layer", "output a", "slope f′", "w·f′", "∂output/∂w"].map(str::to_owned).to_vec(),
        rows,
        caption: format!("From layer 2 on, the factors w·f′ multiply to {product}."),
    })
}

fn lines(name: &str, gradients: &[f64]) -> Figure {
    let point = |(layer, gradient): (usize, &f64)| [layer as f64 + 1.0, gradient.abs()];
    Figure::Lines(Lines {
        title: format!("The gradient of each weight in a chain of {} {name} neurons", gradients.len()),
        x: Axis::linear("layer"),
        y: Axis::log("|∂output/∂w|"),
        series: vec![Series::new(name, gradients.iter().enumerate().map(point).collect())],
        marks: Vec::<Mark>::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(set: &[&str]) -> Report {
        let settings = Settings::parse(&VanishingGradientChain.parameters(), set).unwrap();
        VanishingGradientChain.run(&settings, &Context::silent(0)).unwrap()
    }

    #[test]
    fn the_product_is_the_gradient_whatever_the_activation() {
        for name in activation::names() {
            let report = run(&[&format!("activation={name}"), "weight=0.9", "bias=0.2", "depth=6"]);
            let [exact, checked] =
                ["first_gradient", "checked_gradient"].map(|name| report.measure(name).unwrap());
            assert!((exact - checked).abs() < 1e-9, "{name}: {exact} {checked}");
        }
    }

    #[test]
    fn the_chain_shrinks_below_its_bound() {
        for depth in [2, 5, 10, 30] {
            let report = run(&[&format!("depth={depth}")]);
            let measure = |name: &str| report.measure(name).unwrap();
            assert!(measure("product") <= measure("bound"));
            assert!(measure("bound") <= 0.25f64.powi(depth - 1) * (1.0 + 1e-12));
        }
    }

    #[test]
    fn a_large_weight_outdoes_a_small_slope() {
        // At bias −w/2 the sigmoid of a chain sits at its steepest: each factor is then w / 4.
        let report = run(&["weight=8", "bias=-4", "input=0.5"]);
        assert!(report.measure("factor").unwrap() > 1.9, "{:?}", report.measure("factor"));
    }
}
