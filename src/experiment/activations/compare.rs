//! All activations on one task: at one learning rate, each at its own best, and by depth.

use std::ops::Range;

use crate::experiment::contest::{self, Family, Parts, Setup, Standings, key, parts};
use crate::experiment::examples::Examples;
use crate::experiment::training::{Plan, each_job};
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::{Hidden, Network, activation};
use crate::plot::{Axis, Figure, Lines, Series};
use crate::text::number;

use super::cost;

/// `compare-activations`.
pub(super) struct CompareActivations;

/// The depths of the sweep by depth.
const DEPTHS: [usize; 4] = [1, 2, 4, 8];
/// How many numbers an activation's cost is measured on, and how often.
const COST: (usize, usize) = (4096, 50);

impl Experiment for CompareActivations {
    fn name(&self) -> &'static str {
        "compare-activations"
    }

    fn about(&self) -> &'static str {
        "test accuracy by activation: at one learning rate, each at its own best, and by depth"
    }

    fn parameters(&self) -> Vec<Parameter> {
        family().parameters()
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let mut measures = family().measures();
        for name in names() {
            let of =
                |what: &str, about: &str| MeasureInfo::new(key(name, what), format!("{about}, of {name}"));
            measures
                .push(of("ratio", "the first layer's gradient over the last hidden one's, before training"));
            measures.push(of(
                "deep_accuracy",
                "the test accuracy with 8 hidden layers at the shared learning rate",
            ));
            if name != "maxout" {
                measures.push(of(
                    "dead",
                    "the share of hidden units with no slope for any example, at the best rate",
                ));
                measures.push(of("ns", "time per element, forwards").unit("ns"));
            }
        }
        measures
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let examples = Examples::chosen(settings)?;
        let (family, parts) = (family(), parts(&examples, settings, context));
        let make = |name: &str, rate: f64, depth: usize| {
            family.setup.plan_of(settings, &examples, name, depth, rate)
        };
        let depth = settings.integer("depth");
        let standings = family.hold(settings, &parts, context, |name, rate| make(name, rate, depth))?;
        let details = details(&standings, &parts[0], context, |name, rate| make(name, rate, depth))?;
        let depths = by_depth(&standings, &parts, context, make)?;
        let mut report = Report::new(self, settings, context);
        family.introduce(&mut report, &examples, &parts[0], &standings, "");
        standings.add(&mut report);
        for (details, curve) in details.iter().zip(&depths) {
            details.add(&mut report);
            report.add(
                key(&details.name, "deep_accuracy"),
                curve.points.last().map_or(f64::NAN, |point| point[1]),
            );
        }
        let column = |text: fn(&Details) -> String| details.iter().map(text).collect();
        let more = vec![
            ("dead", column(|it| it.dead.map_or("–".to_owned(), |share| number::percent(share, 2)))),
            ("gradient", column(|it| number::plain(it.ratio, 2))),
            ("ns", column(|it| it.nanoseconds.map_or("–".to_owned(), |time| number::plain(time, 2)))),
        ];
        report.figures =
            vec![standings.curves(), standings.table(more), depth_figure(depths, family.shared(settings))];
        Ok(report)
    }
}

/// Every activation, maxout included.
fn names() -> Vec<&'static str> {
    let mut names = activation::names();
    names.push("maxout");
    names
}

fn family() -> Family {
    Family {
        member: ["activation", "activations"],
        names: names(),
        task: "digits",
        learning_rate: 0.1,
        grid: &[0.03, 0.1, 0.3, 1.0, 3.0],
        setup: Setup { activation: None, depth: Some([0, 2]), ..Setup::SMALL },
    }
}

/// What else is told of an activation.
struct Details {
    name: String,
    /// The first layer's gradient over that of the last hidden layer, before training.
    ratio: f64,
    /// The share of hidden units without slope for any training example.
    dead: Option<f64>,
    nanoseconds: Option<f64>,
}

impl Details {
    fn add(&self, report: &mut Report) {
        report.add(key(&self.name, "ratio"), self.ratio);
        self.dead.iter().for_each(|&dead| report.add(key(&self.name, "dead"), dead));
        self.nanoseconds.iter().for_each(|&time| report.add_in(key(&self.name, "ns"), time, "ns"));
    }
}

/// Gradients before training and dead units after it, at each one's best rate, and what each costs.
fn details(
    standings: &Standings,
    parts: &Parts,
    context: &Context,
    make: impl Fn(&str, f64) -> Result<Plan, ExperimentError> + Sync,
) -> Result<Vec<Details>, ExperimentError> {
    let costs = cost::costs(COST.0, COST.1, context)?;
    let jobs: Vec<(String, f64)> =
        standings.members.iter().map(|member| (member.name.clone(), member.chosen())).collect();
    each_job(&jobs, context, |(name, rate)| {
        let plan = make(name, *rate)?;
        let mut network = Network::new(&plan.design, context.seed)?;
        let hidden = 0..network.depth() - 1;
        network.gradients(parts.learned.features.view(), &parts.learned.labels)?;
        let norm = |layer: usize| network.weight_gradient_norm(layer);
        let ratio = norm(0) / norm(hidden.end.saturating_sub(1));
        plan.go_on(&mut network, &parts.learned, context.seed, context, |_, _| {})?;
        network.forward(parts.learned.features.view())?;
        let dead = match &plan.design.hidden {
            Hidden::Activation(function) if !hidden.is_empty() => Some(dead(&network, hidden, function)),
            _ => None,
        };
        let nanoseconds = costs.iter().find(|(known, _)| known == name).map(|(_, time)| *time);
        Ok(Details { name: name.clone(), ratio, dead, nanoseconds })
    })
}

/// The share of units whose activation has no slope for any example of the last forward pass.
fn dead(network: &Network, layers: Range<usize>, function: &activation::AnyActivation) -> f64 {
    let (mut dead, mut units) = (0, 0);
    for layer in layers {
        let sums = network.pre_activations(layer);
        units += sums.ncols();
        let flat = |sum: &f64| function.df(*sum, function.f(*sum)).abs() < 1e-9;
        dead += sums.columns().into_iter().filter(|column| column.iter().all(flat)).count();
    }
    dead as f64 / units as f64
}

/// Each activation's accuracy by depth, at the learning rate they share.
fn by_depth(
    standings: &Standings,
    parts: &[Parts],
    context: &Context,
    make: impl Fn(&str, f64, usize) -> Result<Plan, ExperimentError>,
) -> Result<Vec<Series>, ExperimentError> {
    let mut jobs = Vec::new();
    for member in &standings.members {
        for depth in DEPTHS {
            let plan = make(&member.name, standings.shared.unwrap_or_default(), depth)?;
            jobs.extend((0..parts.len()).map(|run| (plan.clone(), run)));
        }
    }
    let accuracies = each_job(&jobs, context, |(plan, run)| {
        parts[*run].accuracy(plan, context.seed.wrapping_add(*run as u64), context)
    })?;
    let mut spreads = accuracies.chunks(parts.len()).map(contest::Spread::of);
    let line = |member: &contest::Standing| {
        let points = DEPTHS.iter().zip(spreads.by_ref()).map(|(&depth, spread)| [depth as f64, spread.mean]);
        Series::new(member.name.clone(), points.collect())
    };
    Ok(standings.members.iter().map(line).collect())
}

fn depth_figure(series: Vec<Series>, rate: f64) -> Figure {
    Figure::Lines(Lines {
        title: format!("Test accuracy by depth, all at learning rate {rate}"),
        x: Axis { unit: "layers".to_owned(), ..Axis::linear("hidden") },
        y: Axis::linear("accuracy").from_to(0.0, 1.0),
        series,
        marks: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(set: &[&str], seed: u64) -> Report {
        let settings = Settings::parse(&CompareActivations.parameters(), set).unwrap();
        CompareActivations.run(&settings, &Context::silent(seed)).unwrap()
    }

    #[test]
    fn a_fair_rate_for_each_closes_most_of_the_gap() {
        for seed in 1..4 {
            let report = run(&[], seed);
            let measure = |name: &str| report.measure(name).unwrap();
            assert!(measure("best_gap") < 0.5 * measure("shared_gap"), "seed {seed}: {:?}", report.measures);
            assert!(measure("relu_best_accuracy") > 0.9, "seed {seed}");
            assert!(measure("sigmoid_ratio") < 1.0 && measure("relu_ratio") > 0.3, "{:?}", report.measures);
            assert!(
                measure("sigmoid_deep_accuracy") < 0.5 && measure("tanh_deep_accuracy") > 0.7,
                "seed {seed}"
            );
            assert_eq!(measure("tanh_dead"), 0.0);
            assert_eq!(measure("runs_each"), 5.0);
        }
    }

    #[test]
    fn seeds_spread_and_one_rate_needs_no_grid() {
        let report = run(&["only=relu,tanh", "seeds=3", "tuning=none", "epochs=2"], 1);
        let measure = |name: &str| report.measure(name).unwrap();
        assert_eq!(measure("runs_each"), 3.0);
        assert_eq!(measure("relu_best_accuracy"), measure("relu_shared_accuracy"));
        assert!(measure("relu_best_low") < measure("relu_best_accuracy"));
        assert!(measure("relu_best_high") > measure("relu_best_accuracy"));
    }
}
