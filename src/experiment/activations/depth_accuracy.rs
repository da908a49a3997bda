//! What depth does to test accuracy, by activation.

use crate::data::Split;
use crate::experiment::examples::{self, Examples};
use crate::experiment::training::{Plan, each_job_drawn, mean};
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::{Design, Updater, activation, optim};
use crate::plot::{Axis, Figure, Lines, Mark, Series, Table};
use crate::text::number;

/// `depth-accuracy`.
pub(super) struct DepthAccuracy;

const SHOWN: [&str; 3] = ["sigmoid", "tanh", "relu"];
const DEPTHS: [&str; 7] = ["1", "2", "3", "4", "6", "8", "10"];
const FIRST_DEPTHS: [&str; 3] = ["1", "3", "6"];

impl Experiment for DepthAccuracy {
    fn name(&self) -> &'static str {
        "depth-accuracy"
    }

    fn about(&self) -> &'static str {
        "test accuracy after equal training, by depth and activation"
    }

    fn parameters(&self) -> Vec<Parameter> {
        let mut parameters = vec![
            Parameter::subset("activation", activation::names(), SHOWN.to_vec(), "the activations"),
            Parameter::subset("depth", DEPTHS.to_vec(), FIRST_DEPTHS.to_vec(), "how many hidden layers")
                .unit("layers"),
            Parameter::integer("width", 1, 128, 32, "units of each hidden layer").unit("units"),
            Parameter::integer("epochs", 0, 100, 15, "passes over the training examples").unit("epochs"),
            Parameter::integer("batch_size", 1, 1000, 32, "examples per step").unit("examples"),
            Parameter::choice("optimizer", optim::names(), "sgd", "the optimizer"),
            Parameter::real("learning_rate", 0.0, 10.0, 0.1, "the learning rate"),
            Parameter::real("gain", 0.0, 20.0, 1.0, "what the spread of the first weights is multiplied by"),
            Parameter::integer("seeds", 1, 20, 2, "how many networks the accuracy is the mean of"),
        ];
        parameters.extend(examples::parameters("digits"));
        parameters
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let mut measures = Vec::new();
        for name in SHOWN {
            for depth in FIRST_DEPTHS {
                let about = format!("the test accuracy of {name} with {depth} hidden layers");
                measures.push(MeasureInfo::new(measure(name, depth), about));
            }
        }
        measures.push(MeasureInfo::new("chance", "the accuracy of always naming the most frequent class"));
        measures
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let examples = Examples::chosen(settings)?;
        let (names, depths) = (settings.names("activation"), settings.names("depth"));
        let seeds = settings.integer("seeds");
        let mut jobs = Vec::new();
        for name in names {
            for depth in depths {
                let plan = plan(settings, name, depth, &examples)?;
                jobs.extend((0..seeds as u64).map(|run| (plan.clone(), context.seed.wrapping_add(run))));
            }
        }
        let chance = chance(&examples.split(context.seed));
        let work = |(plan, seed): &(Plan, u64)| plan.accuracy(&examples.split(*seed), *seed, context);
        let accuracies = each_job_drawn(&jobs, 0, context, work, |results| {
            let so_far: Vec<f64> = results.iter().map(|accuracy| accuracy.unwrap_or(f64::NAN)).collect();
            lines(depths, &rows(names, depths, &so_far, seeds), chance)
        })?;
        let rows = rows(names, depths, &accuracies, seeds);
        let mut report = Report::new(self, settings, context);
        examples.describe(&mut report);
        for (name, accuracies) in &rows {
            for (depth, &accuracy) in depths.iter().zip(accuracies) {
                report.add(measure(name, depth), accuracy);
            }
        }
        report.add("chance", chance);
        report.figures = vec![lines(depths, &rows, chance), table(depths, &rows, chance)];
        Ok(report)
    }
}

/// Each activation's mean accuracy by depth.
type Row = (String, Vec<f64>);

/// The accuracies, one a network in the order of names, depths and seeds, as means.
fn rows(names: &[String], depths: &[String], accuracies: &[f64], seeds: usize) -> Vec<Row> {
    let mut means = accuracies.chunks(seeds).map(mean);
    names.iter().map(|name| (name.clone(), means.by_ref().take(depths.len()).collect())).collect()
}

/// `sigmoid_depth_6`.
fn measure(name: &str, depth: &str) -> String {
    format!("{}_depth_{depth}", name.replace('-', "_"))
}

fn plan(settings: &Settings, name: &str, depth: &str, examples: &Examples) -> Result<Plan, ExperimentError> {
    let hidden = depth.parse().unwrap_or(1);
    let mut sizes = vec![examples.features()];
    sizes.resize(1 + hidden, settings.integer("width"));
    sizes.push(examples.classes());
    let mut design = Design::new(&sizes, name)?;
    design.gain = settings.real("gain").unwrap_or(1.0);
    let updater = Updater::named(settings.name("optimizer"))?
        .with("learning_rate", settings.real("learning_rate").unwrap_or(0.1))?;
    let (epochs, batch_size) = (settings.integer("epochs"), settings.integer("batch_size"));
    Ok(Plan { design, updater, epochs, batch_size })
}

/// The share of the most frequent class of the training part in the test part.
fn chance(split: &Split) -> f64 {
    let count = |labels: &[usize], class| labels.iter().filter(|&&label| label == class).count();
    let classes = 0..split.train.classes();
    let most = classes.max_by_key(|&class| count(&split.train.labels, class)).unwrap_or(0);
    count(&split.test.labels, most) as f64 / split.test.len() as f64
}

fn lines(depths: &[String], rows: &[Row], chance: f64) -> Figure {
    let line = |(name, accuracies): &Row| {
        let place = |depth: &String| depth.parse().unwrap_or(f64::NAN);
        let points = depths.iter().zip(accuracies).map(|(depth, &accuracy)| [place(depth), accuracy]);
        Series::new(name.clone(), points.collect())
    };
    Figure::Lines(Lines {
        title: "Test accuracy by depth".to_owned(),
        x: Axis::linear("hidden layers"),
        y: Axis::linear("accuracy").from_to(0.0, 1.0),
        series: rows.iter().map(line).collect(),
        marks: vec![Mark::Horizontal { name: "chance".to_owned(), y: chance }],
    })
}

fn table(depths: &[String], rows: &[Row], chance: f64) -> Figure {
    let head = |depth: &String| if depth == "1" { "1 layer".to_owned() } else { format!("{depth} layers") };
    let row = |(name, accuracies): &Row| {
        let shown = accuracies.iter().map(|accuracy| format!("{accuracy:.3}"));
        std::iter::once(name.clone()).chain(shown).collect()
    };
    Figure::Table(Table {
        title: "Test accuracy by depth".to_owned(),
        columns: std::iter::once("activation".to_owned()).chain(depths.iter().map(head)).collect(),
        rows: rows.iter().map(row).collect(),
        caption: format!("Naming always the same class gives {}.", number::significant(chance, 2)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(set: &[&str], seed: u64) -> Report {
        let settings = Settings::parse(&DepthAccuracy.parameters(), set).unwrap();
        DepthAccuracy.run(&settings, &Context::silent(seed)).unwrap()
    }

    #[test]
    fn deep_sigmoid_networks_learn_nothing_and_the_others_do() {
        for seed in [1, 2, 3] {
            let report = run(&["seeds=1", "depth=1,6"], seed);
            let measure = |name: &str| report.measure(name).unwrap();
            assert!(measure("sigmoid_depth_1") > 0.75, "seed {seed}");
            assert!(measure("sigmoid_depth_6") < 0.2, "seed {seed}");
            assert!(measure("tanh_depth_6") > 0.9 && measure("relu_depth_6") > 0.9, "seed {seed}");
        }
    }

    #[test]
    fn a_wider_start_or_adam_lifts_the_deep_sigmoid_network() {
        for set in [["gain=4", "optimizer=sgd"], ["learning_rate=0.003", "optimizer=adam"]] {
            let report = run(&[set[0], set[1], "activation=sigmoid", "depth=6", "seeds=3"], 1);
            assert!(report.measure("sigmoid_depth_6").unwrap() > 0.25, "{set:?}: {:?}", report.measures);
        }
    }
}
