//! All activations side by side, each at its own best learning rate, and what is left of the argument of cost.

use super::share::{self, Cost};
use crate::data::Split;
use crate::experiment::contest::{Setup, seeds};
use crate::experiment::examples::{self, Examples};
use crate::experiment::training::{Plan, each_job_drawn, mean};
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::{Hidden, Network, activation};
use crate::plot::{Axis, Bars, Figure, Table};
use crate::text::number;

/// `why-relu-stays`.
pub(super) struct WhyReluStays;

/// The learning rates from which each activation takes its better: lower ones are slow for all in so few epochs,
/// and higher ones make most diverge.
const GRID: [f64; 2] = [0.5, 1.0];
/// A unit whose slope stays below this for every training example hardly learns.
const ASLEEP: f64 = 1e-3;

/// The network and how long it is trained.
const SETUP: Setup = Setup { activation: None, depth: Some([1, 3]), epochs: 10, ..Setup::SMALL };

/// What one trained network showed.
#[derive(Clone, Copy)]
struct Outcome {
    accuracy: f64,
    /// The share of hidden units whose slope is below [`ASLEEP`] for every training example.
    dead: f64,
    /// The first layer's gradient divided by the last hidden layer's, before training.
    ratio: f64,
}

/// One activation at its best rate.
struct Row {
    name: &'static str,
    rate: f64,
    outcomes: Vec<Outcome>,
}

impl Row {
    fn mean(&self, of: fn(&Outcome) -> f64) -> f64 {
        mean(&self.outcomes.iter().map(of).collect::<Vec<_>>())
    }

    /// The standard deviation of the accuracy over the networks.
    fn spread(&self) -> f64 {
        let centre = self.mean(|outcome| outcome.accuracy);
        let squares = self.outcomes.iter().map(|outcome| (outcome.accuracy - centre).powi(2));
        mean(&squares.collect::<Vec<_>>()).sqrt()
    }
}

impl Experiment for WhyReluStays {
    fn name(&self) -> &'static str {
        "why-relu-stays"
    }

    fn about(&self) -> &'static str {
        "every activation at its best learning rate: accuracy, dead units, gradient, cost, and its share of a step"
    }

    fn parameters(&self) -> Vec<Parameter> {
        let mut parameters = vec![
            Parameter::subset("only", names(), names(), "the activations"),
            Parameter::integer("seeds", 1, 20, 2, "how many networks each number is the mean of"),
            Parameter::integer("rounds", 1, 1000, 20, "how often each time is taken; the shortest counts"),
        ];
        parameters.extend(SETUP.parameters());
        parameters.extend(examples::parameters("digits"));
        parameters
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let mut measures: Vec<MeasureInfo> = names().into_iter().flat_map(declared).collect();
        measures.push(MeasureInfo::new("best_gain", "the best accuracy less ReLU's"));
        measures.push(MeasureInfo::new("ahead", "how many activations beat ReLU by a point or more"));
        measures.push(MeasureInfo::new("behind", "how many are a point or more behind ReLU"));
        measures.extend(share::measures());
        measures
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let examples = Examples::chosen(settings)?;
        let splits: Vec<Split> = seeds(settings, context).map(|seed| examples.split(seed)).collect();
        let (seeds, names) = (splits.len(), chosen(settings));
        let mut jobs = Vec::new();
        for name in &names {
            for rate in GRID {
                let plan = SETUP.plan_of(settings, &examples, name, settings.integer("depth"), rate)?;
                jobs.extend((0..seeds).map(|run| (plan.clone(), run)));
            }
        }
        let work = |(plan, run): &(Plan, usize)| {
            train(plan, &splits[*run], context.seed.wrapping_add(*run as u64), context)
        };
        let per_name = GRID.len() * seeds;
        let outcomes = each_job_drawn(&jobs, 0, context, work, |results| {
            let done: Vec<Outcome> = results.iter().map_while(|outcome| *outcome).collect();
            let whole = done.len() / per_name;
            bars(&names[..whole.max(1)], &rows(&names, &done[..whole * per_name], seeds))
        })?;
        let rows = rows(&names, &outcomes, seeds);
        let costs = share::costs(settings.integer("rounds"), context)?;
        let mut report = Report::new(self, settings, context);
        examples.describe(&mut report);
        add(&mut report, &rows, &costs);
        report.figures = vec![bars(&names, &rows), table(&rows, &costs)];
        share::describe(&mut report, &names, settings.integer("rounds"), context)?;
        Ok(report)
    }
}

/// Every activation that bends, and Maxout with two pieces.
fn names() -> Vec<&'static str> {
    let mut names: Vec<&'static str> =
        activation::names().into_iter().filter(|name| *name != "identity").collect();
    names.push("maxout");
    names
}

fn chosen(settings: &Settings) -> Vec<&'static str> {
    let asked = settings.names("only");
    names().into_iter().filter(|name| asked.iter().any(|other| other == name)).collect()
}

fn declared(name: &'static str) -> [MeasureInfo; 5] {
    let measure = |what: &str, about: &str| {
        MeasureInfo::new(format!("{}_{what}", name.replace('-', "_")), format!("{about} of {name}"))
    };
    [
        measure("accuracy", "the test accuracy at the best learning rate"),
        measure("spread", "the standard deviation of that accuracy over networks"),
        measure("rate", "the best learning rate"),
        measure("dead", "the share of hidden units without a slope for any training example"),
        measure("ratio", "the first layer's gradient divided by the last hidden layer's before training"),
    ]
}

fn train(plan: &Plan, split: &Split, seed: u64, context: &Context) -> Result<Outcome, ExperimentError> {
    let mut network = Network::new(&plan.design, seed)?;
    network.gradients(split.train.features.view(), &split.train.labels)?;
    let ratio = network.weight_gradient_norm(0) / network.weight_gradient_norm(network.depth() - 2);
    plan.go_on(&mut network, &split.train, seed, context, |_, _| {})?;
    let accuracy = network.accuracy(split.test.features.view(), &split.test.labels)?;
    network.forward(split.train.features.view())?;
    Ok(Outcome { accuracy, dead: asleep(&network, &plan.design.hidden), ratio })
}

/// The share of hidden units whose slope is below [`ASLEEP`] for every example seen last. A Maxout unit always
/// has a piece that wins, whose slope is 1.
fn asleep(network: &Network, hidden: &Hidden) -> f64 {
    let Hidden::Activation(function) = hidden else { return 0.0 };
    let (mut units, mut dead) = (0.0, 0.0);
    for layer in 0..network.depth() - 1 {
        let (before, after) = (network.pre_activations(layer), network.activations(layer));
        for (x, y) in before.columns().into_iter().zip(after.columns()) {
            let still = x.iter().zip(y).all(|(&x, &y)| function.df(x, y).abs() < ASLEEP);
            units += 1.0;
            dead += f64::from(u8::from(still));
        }
    }
    dead / units
}

/// Each activation at the rate where its mean accuracy is highest; the smaller rate wins a tie.
fn rows(names: &[&'static str], outcomes: &[Outcome], seeds: usize) -> Vec<Row> {
    let at_rates = |(name, outcomes): (&&'static str, &[Outcome])| {
        let rows = GRID.iter().zip(outcomes.chunks(seeds));
        let rows = rows.map(|(&rate, outcomes)| Row { name, rate, outcomes: outcomes.to_vec() });
        rows.reduce(|best, next| {
            let accuracy = |row: &Row| row.mean(|outcome| outcome.accuracy);
            if accuracy(&next) > accuracy(&best) { next } else { best }
        })
    };
    names.iter().zip(outcomes.chunks(seeds * GRID.len())).filter_map(at_rates).collect()
}

fn add(report: &mut Report, rows: &[Row], costs: &[Cost]) {
    let accuracy = |row: &Row| row.mean(|outcome| outcome.accuracy);
    for row in rows {
        let name = row.name.replace('-', "_");
        report.add(format!("{name}_accuracy"), accuracy(row));
        report.add(format!("{name}_spread"), row.spread());
        report.add(format!("{name}_rate"), row.rate);
        report.add(format!("{name}_dead"), row.mean(|outcome| outcome.dead));
        report.add(format!("{name}_ratio"), row.mean(|outcome| outcome.ratio));
    }
    let relu = rows.iter().find(|row| row.name == "relu").map_or(f64::NAN, accuracy);
    let gains = || rows.iter().map(|row| accuracy(row) - relu);
    report.add("best_gain", gains().fold(f64::NAN, f64::max));
    report.add("ahead", gains().filter(|gain| *gain >= 0.01).count() as f64);
    report.add("behind", gains().filter(|gain| *gain <= -0.01).count() as f64);
    for cost in costs {
        report.add_in(cost.measure(), cost.nanoseconds, "ns");
    }
}

fn bars(names: &[&'static str], rows: &[Row]) -> Figure {
    let bar = |name: &&str| {
        let row = rows.iter().find(|row| row.name == *name);
        ((*name).to_owned(), row.map_or(f64::NAN, |row| row.mean(|outcome| outcome.accuracy)))
    };
    Figure::Bars(Bars {
        title: "Test accuracy, each at its better learning rate".to_owned(),
        y: Axis::linear("accuracy").from_to(0.0, 1.0),
        bars: names.iter().map(bar).collect(),
    })
}

fn table(rows: &[Row], costs: &[Cost]) -> Figure {
    let row = |row: &Row| {
        let accuracy = number::share(row.mean(|outcome| outcome.accuracy));
        let cost = costs.iter().find(|cost| cost.name == row.name);
        vec![
            row.name.to_owned(),
            format!("{accuracy} ± {:.1}", 100.0 * row.spread()),
            row.rate.to_string(),
            number::percent(row.mean(|outcome| outcome.dead), 2),
            number::significant(row.mean(|outcome| outcome.ratio), 2),
            cost.map_or_else(|| "2 × weights".to_owned(), |cost| number::significant(cost.nanoseconds, 2)),
            hyperparameter(row.name).to_owned(),
        ]
    };
    let columns = ["activation", "test accuracy", "rate", "dead", "gradient", "cost, ns", "to choose"];
    Figure::Table(Table {
        title: "Every activation at its best learning rate".to_owned(),
        columns: columns.map(str::to_owned).to_vec(),
        rows: rows.iter().map(row).collect(),
        caption:
            "Gradient: the first layer's divided by the last's, before training. Cost: forwards and back."
                .to_owned(),
    })
}

/// What its user has to choose.
fn hyperparameter(name: &str) -> &'static str {
    if name == "maxout" {
        return "pieces";
    }
    let parameter = activation::find(name).ok().and_then(|function| function.parameter());
    parameter.map_or("–", |parameter| if parameter.name == "alpha" { "α" } else { "slope" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::Design;

    #[test]
    fn nobody_is_far_ahead_of_relu_and_deep_sigmoid_is_far_behind() {
        for seed in 1..3 {
            let settings = Settings::parse(&WhyReluStays.parameters(), &["rounds=1"]).unwrap();
            let report = WhyReluStays.run(&settings, &Context::silent(seed)).unwrap();
            let measure = |name: &str| report.measure(name).unwrap();
            assert!(measure("relu_accuracy") > 0.93, "seed {seed}: {:?}", report.measures);
            assert!(measure("best_gain") < 0.04 && measure("best_gain") >= 0.0, "seed {seed}");
            assert!(measure("sigmoid_accuracy") < measure("relu_accuracy") - 0.3, "seed {seed}");
            assert_eq!(measure("maxout_dead"), 0.0);
        }
    }

    #[test]
    fn a_unit_without_a_slope_is_counted() {
        let mut network = Network::new(&Design::new(&[1, 2, 2], "relu").unwrap(), 1).unwrap();
        let weights = ndarray::array![[1.0], [-1.0]];
        network.set_layer(0, weights.view(), ndarray::array![[0.0, 0.0]].view()).unwrap();
        network.forward(ndarray::array![[1.0], [2.0]].view()).unwrap();
        let hidden = |name: &str| Design::new(&[1, 1], name).unwrap().hidden;
        assert_eq!(asleep(&network, &hidden("relu")), 0.5);
        assert_eq!(asleep(&network, &hidden("leaky-relu")), 0.0);
        assert_eq!(asleep(&network, &hidden("maxout")), 0.0);
    }
}
