//! One neuron, product by product, and a layer of them as `X·Wᵀ + b`.

use ndarray::Array2;

use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::{Tape, activation};
use crate::plot::{Figure, Table};
use crate::text::number;

/// `neuron`.
pub(super) struct Neuron;

/// The inputs and the weights of the neuron unless told otherwise.
const INPUTS: [(&str, f64); 3] = [("x1", 1.0), ("x2", -2.0), ("x3", 0.5)];
const WEIGHTS: [(&str, f64); 3] = [("w1", 0.5), ("w2", 0.25), ("w3", -1.0)];

impl Experiment for Neuron {
    fn name(&self) -> &'static str {
        "neuron"
    }

    fn about(&self) -> &'static str {
        "a unit of three inputs (a neuron), every product shown, and a layer of such units"
    }

    fn parameters(&self) -> Vec<Parameter> {
        let number = |name, default, help| Parameter::real(name, -100.0, 100.0, default, help);
        let mut parameters = INPUTS.map(|(name, default)| number(name, default, "an input")).to_vec();
        parameters.extend(WEIGHTS.map(|(name, default)| number(name, default, "the weight of that input")));
        parameters.push(number("bias", 1.5, "what is added to the weighted sum"));
        let mut activations = vec!["identity"];
        activations.extend(activation::names());
        parameters.push(Parameter::choice("activation", activations, "relu", "what the sum goes through"));
        parameters
            .push(Parameter::integer("examples", 1, 8, 2, "rows that the layer is given").unit("examples"));
        parameters.push(Parameter::integer("units", 1, 8, 4, "units of the layer").unit("units"));
        parameters
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        vec![
            MeasureInfo::new("product1", "first input times first weight"),
            MeasureInfo::new("product2", "second input times second weight"),
            MeasureInfo::new("product3", "third input times third weight"),
            MeasureInfo::new("weighted_sum", "the three products added up"),
            MeasureInfo::new("sum", "the weighted sum plus the bias"),
            MeasureInfo::new("output", "the activation of the sum"),
            MeasureInfo::new("layer_weights", "weights of the layer"),
            MeasureInfo::new("layer_parameters", "weights and biases of the layer"),
            MeasureInfo::new("layer_outputs", "numbers the layer gives: rows times units"),
            MeasureInfo::new("layer_first", "the first unit's sum on the first row, taken from the layer"),
        ]
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        context.check()?;
        let real = |name| settings.real(name).unwrap_or(0.0);
        let (inputs, weights) = (INPUTS.map(|(name, _)| real(name)), WEIGHTS.map(|(name, _)| real(name)));
        let products = [0, 1, 2].map(|index| inputs[index] * weights[index]);
        let weighted = products[0] + products[1] + products[2];
        let sum = weighted + real("bias");
        let output = activation::find(settings.name("activation"))?.f(sum);
        let mut report = Report::new(self, settings, context);
        for (index, product) in products.iter().enumerate() {
            report.add(format!("product{}", index + 1), *product);
        }
        report.add("weighted_sum", weighted);
        report.add("sum", sum);
        report.add("output", output);
        report.figures.push(products_table(
            inputs,
            weights,
            real("bias"),
            settings.name("activation"),
            output,
        ));
        layer(&mut report, settings, inputs, weights)?;
        Ok(report)
    }
}

fn products_table(inputs: [f64; 3], weights: [f64; 3], bias: f64, activation: &str, output: f64) -> Figure {
    let show = |value: f64| number::plain(value, 4);
    let mut rows: Vec<Vec<String>> = (0..3)
        .map(|index| {
            let product = inputs[index] * weights[index];
            let name = format!("x{0}·w{0}", index + 1);
            vec![name, show(inputs[index]), show(weights[index]), show(product)]
        })
        .collect();
    let empty = String::new;
    rows.push(vec!["bias".to_owned(), empty(), empty(), show(bias)]);
    let sum = inputs.iter().zip(weights).map(|(x, w)| x * w).sum::<f64>() + bias;
    rows.push(vec!["sum".to_owned(), empty(), empty(), show(sum)]);
    Figure::Table(Table {
        title: "One unit, product by product".to_owned(),
        columns: ["", "input", "weight", "product"].map(str::to_owned).to_vec(),
        rows,
        caption: format!("{activation} of the sum is {}.", number::significant(output, 4)),
    })
}

/// A layer whose first neuron and first row are those above; the others count on from them.
fn layer(
    report: &mut Report,
    settings: &Settings,
    inputs: [f64; 3],
    weights: [f64; 3],
) -> Result<(), ExperimentError> {
    let (examples, units) = (settings.integer("examples"), settings.integer("units"));
    let x = Array2::from_shape_fn((examples, 3), |(row, column)| inputs[column] + row as f64);
    let w = Array2::from_shape_fn((units, 3), |(unit, column)| weights[column] - 0.5 * unit as f64);
    let b = Array2::from_elem((1, units), settings.real("bias").unwrap_or(0.0));
    let mut tape = Tape::new();
    let vars = [tape.input(x.view())?, tape.parameter(w.view())?, tape.parameter(b.view())?];
    let sums = tape.linear(vars[0], vars[1], vars[2])?;
    let sums = tape.value(sums);
    report.add("layer_weights", w.len() as f64);
    report.add("layer_parameters", (w.len() + b.len()) as f64);
    report.add("layer_outputs", sums.len() as f64);
    report.add("layer_first", sums[[0, 0]]);
    let shape = |name: &str, what: &str, rows: usize, columns: usize| {
        vec![name.to_owned(), what.to_owned(), format!("{rows} × {columns}")]
    };
    let rows = vec![
        shape("X", "examples, one a row", x.nrows(), x.ncols()),
        shape("W", "weights, one unit a row", w.nrows(), w.ncols()),
        shape("b", "a bias for each unit", b.nrows(), b.ncols()),
        shape("X·Wᵀ + b", "sums, one example a row", sums.nrows(), sums.ncols()),
    ];
    report.figures.push(Figure::Table(Table {
        title: "A layer is many units at once".to_owned(),
        columns: ["", "holds", "shape"].map(str::to_owned).to_vec(),
        rows,
        caption: format!("{units} units on {examples} examples give {} sums.", sums.len()),
    }));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_layer_holds_the_neuron() {
        let settings = Settings::parse(&Neuron.parameters(), &["x1=2", "w3=0.75", "examples=3"]).unwrap();
        let report = Neuron.run(&settings, &Context::silent(0)).unwrap();
        let measure = |name: &str| report.measure(name).unwrap();
        assert_eq!(measure("sum"), 2.0 * 0.5 - 2.0 * 0.25 + 0.5 * 0.75 + 1.5);
        assert_eq!(measure("layer_first"), measure("sum"));
        assert_eq!((measure("layer_weights"), measure("layer_outputs")), (12.0, 12.0));
    }
}
