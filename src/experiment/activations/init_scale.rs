//! What the first weights' spread does to the signal, layer by layer.

use ndarray::Array2;

use super::signal::{self, Signal};
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::random::Generator;
use crate::nn::{Design, Network, activation, init};
use crate::plot::{Axis, Figure, Lines, Series, Table};
use crate::text::number;

/// `init-scale`.
pub(super) struct InitScale;

impl Experiment for InitScale {
    fn name(&self) -> &'static str {
        "init-scale"
    }

    fn about(&self) -> &'static str {
        "the size of the signal at each layer of a deep network, by initialization"
    }

    fn parameters(&self) -> Vec<Parameter> {
        let names = names();
        vec![
            Parameter::choice("activation", activation::names(), "relu", "the activation of every layer"),
            Parameter::subset("init", names.clone(), names, "the initializations"),
            Parameter::integer("depth", 2, 50, 20, "how many hidden layers").unit("layers"),
            Parameter::integer("width", 1, 128, 64, "inputs, and units of each layer").unit("units"),
            Parameter::integer("batch", 2, 512, 256, "normal inputs in the batch").unit("examples"),
            Parameter::real("gain", 0.0, 100.0, 1.0, "what the spread of the first weights is multiplied by"),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let of = |name: &&str| {
            let measure = |what: &str, about: &str| {
                MeasureInfo::new(format!("{name}_{what}"), format!("{about}, with {name}"))
            };
            [
                measure("first", "the standard deviation of what the first layer passes on"),
                measure("last", "the standard deviation of what the last layer passes on"),
                measure("factor", "what each layer multiplies the deviation by"),
            ]
        };
        names().iter().flat_map(of).collect()
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let mut report = Report::new(self, settings, context);
        let (mut lines, mut rows) = (Vec::new(), Vec::new());
        for name in settings.names("init") {
            context.check()?;
            let signal = measure(settings, name, context.seed)?;
            let [first, last] = [signal.deviations[0], signal.deviations[signal.deviations.len() - 1]];
            let factor = signal.spread_factor();
            report.add(format!("{name}_first"), first);
            report.add(format!("{name}_last"), last);
            report.add(format!("{name}_factor"), factor);
            let shown = [first, last, factor].map(|value| number::plain(value, 3));
            rows.push(std::iter::once(name.clone()).chain(shown).collect());
            lines.push(Series::new(name.clone(), Signal::points(&signal.deviations)));
        }
        report.figures = vec![figure(settings, lines), table(settings, rows)];
        Ok(report)
    }
}

fn names() -> Vec<&'static str> {
    init::registry().iter().map(|init| init.name()).collect()
}

fn measure(settings: &Settings, name: &str, seed: u64) -> Result<Signal, ExperimentError> {
    let (depth, width) = (settings.integer("depth"), settings.integer("width"));
    let mut sizes = vec![width; depth + 1];
    sizes.push(10);
    let mut design = Design::new(&sizes, settings.name("activation"))?;
    design.init = init::find(name)?;
    design.gain = settings.real("gain").unwrap_or(1.0);
    let mut network = Network::new(&design, seed)?;
    let mut generator = Generator::seeded(seed).fork("inputs");
    let inputs = Array2::from_shape_simple_fn((settings.integer("batch"), width), || generator.normal());
    network.forward(inputs.view())?;
    signal::look(&network, settings.name("activation"), depth)
}

fn figure(settings: &Settings, series: Vec<Series>) -> Figure {
    Figure::Lines(Lines {
        title: format!(
            "The signal through {} layers of {} {} units",
            settings.integer("depth"),
            settings.integer("width"),
            settings.name("activation")
        ),
        x: Axis::linear("layer"),
        y: Axis::log("standard deviation"),
        series,
        marks: Vec::new(),
    })
}

fn table(settings: &Settings, rows: Vec<Vec<String>>) -> Figure {
    Figure::Table(Table {
        title: "The deviation of what layers pass on".to_owned(),
        columns: ["init", "first layer", "last layer", "each layer ×"].map(str::to_owned).to_vec(),
        rows,
        caption: format!("Weights were drawn with gain {}.", settings.real("gain").unwrap_or(1.0)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn he_keeps_the_signal_and_xavier_loses_it_under_relu() {
        for seed in 0..5 {
            let settings = Settings::defaults(&InitScale.parameters());
            let report = InitScale.run(&settings, &Context::silent(seed)).unwrap();
            let measure = |name: &str| report.measure(name).unwrap();
            assert!((0.2..2.5).contains(&measure("he_last")), "seed {seed}: {}", measure("he_last"));
            assert!(measure("xavier_last") < 0.01, "seed {seed}: {}", measure("xavier_last"));
            assert!(measure("normal_last") > 1e6, "seed {seed}");
        }
    }

    #[test]
    fn xavier_keeps_it_under_tanh() {
        let settings = Settings::parse(&InitScale.parameters(), &["activation=tanh"]).unwrap();
        let report = InitScale.run(&settings, &Context::silent(1)).unwrap();
        assert!(report.measure("xavier_last").unwrap() > 0.1);
    }
}
