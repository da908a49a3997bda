//! How often a small network ends in a bad local minimum, by its width.

use ndarray::{Array2, array};

use crate::experiment::training::each_job;
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::{Design, Network, Updater, loss, math};
use crate::plot::{Axis, Bars, Figure, Scatter, Series};

/// `wide-nets`.
pub(super) struct WideNets;

/// The widths that are tried.
const WIDTHS: [usize; 6] = [2, 3, 4, 6, 8, 16];
/// A loss above this after training is stuck: one wrong answer of four costs at least a sixteenth.
const STUCK: f64 = 0.02;

impl Experiment for WideNets {
    fn name(&self) -> &'static str {
        "wide-nets"
    }

    fn about(&self) -> &'static str {
        "exclusive or with 2 to 16 hidden units: how many networks get stuck, and on what slope"
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::choice(
                "activation",
                vec!["relu", "leaky-relu", "tanh", "sigmoid"],
                "relu",
                "of the hidden units",
            ),
            Parameter::integer("networks", 2, 500, 60, "how many networks of each width"),
            Parameter::integer("steps", 10, 20_000, 1500, "how many steps each takes, on all four examples")
                .unit("steps"),
            Parameter::real("learning_rate", 1e-4, 2.0, 0.1, "the learning rate"),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let mut measures: Vec<MeasureInfo> = WIDTHS
            .iter()
            .map(|width| {
                MeasureInfo::new(
                    format!("stuck_{width}"),
                    format!("the share of networks with {width} hidden units that get stuck"),
                )
            })
            .collect();
        measures.push(MeasureInfo::new(
            "median_slope",
            "the middle size of the gradient of those that are stuck; 0 if none is",
        ));
        measures
            .push(MeasureInfo::new("stuck_loss", "the middle loss of those that are stuck; 0 if none is"));
        measures
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let networks = settings.integer("networks");
        let jobs: Vec<(usize, u64)> = WIDTHS
            .iter()
            .flat_map(|&width| (0..networks as u64).map(move |run| (width, run)))
            .map(|(width, run)| (width, context.seed.wrapping_mul(1000).wrapping_add(run)))
            .collect();
        let ends = each_job(&jobs, context, |&(width, seed)| train(settings, width, seed, context))?;
        let mut report = Report::new(self, settings, context);
        let by_width: Vec<&[End]> = ends.chunks(networks).collect();
        let share = |ends: &[End]| ends.iter().filter(|end| end.is_stuck()).count() as f64 / networks as f64;
        let shares: Vec<f64> = by_width.iter().map(|ends| share(ends)).collect();
        for (width, share) in WIDTHS.iter().zip(&shares) {
            report.add(format!("stuck_{width}"), *share);
        }
        let stuck =
            |what: fn(&End) -> f64| median(ends.iter().filter(|end| end.is_stuck()).map(what).collect());
        report.add("median_slope", stuck(|end| end.slope));
        report.add("stuck_loss", stuck(|end| end.loss));
        report.figures = vec![losses(&by_width), bars(&shares)];
        Ok(report)
    }
}

/// Where a training run ended.
struct End {
    loss: f64,
    /// The size of the gradient there.
    slope: f64,
}

impl End {
    fn is_stuck(&self) -> bool {
        self.loss > STUCK || self.loss.is_nan()
    }
}

fn train(settings: &Settings, width: usize, seed: u64, context: &Context) -> Result<End, ExperimentError> {
    let (x, target) = exclusive_or();
    let mut design = Design::new(&[2, width, 1], settings.name("activation"))?;
    design.loss = loss::find("mse")?;
    let mut network = Network::new(&design, seed)?;
    let rate = settings.real("learning_rate").unwrap_or(0.1);
    let mut updater = Updater::named("sgd")?.with("learning_rate", rate)?;
    for step in 0..settings.integer("steps") {
        if step % 500 == 0 {
            context.check()?;
        }
        network.train_step(x.view(), target.view(), &mut updater)?;
    }
    let loss = network.gradients(x.view(), target.view())?;
    let squares = |(_, slopes): (&mut [f64], &[f64])| math::norm(slopes) * math::norm(slopes);
    let slope = network.parameters_and_gradients().map(squares).sum::<f64>().sqrt();
    Ok(End { loss, slope })
}

/// The four corners of a square, and 1 where exactly one coordinate is positive.
fn exclusive_or() -> (Array2<f64>, Array2<f64>) {
    (array![[-1., -1.], [-1., 1.], [1., -1.], [1., 1.]], array![[0.], [1.], [1.], [0.]])
}

/// The middle one; 0 of none.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

/// A dot for each network; those of one width stand side by side.
fn losses(by_width: &[&[End]]) -> Figure {
    let mut groups = vec![Series::new("solved", Vec::new()), Series::new("stuck", Vec::new())];
    for (place, ends) in by_width.iter().enumerate() {
        for (index, end) in ends.iter().enumerate() {
            let x = place as f64 + 0.7 * (index as f64 / ends.len() as f64 - 0.5);
            groups[usize::from(end.is_stuck())].points.push([x, end.loss]);
        }
    }
    groups.retain(|group| !group.points.is_empty());
    Figure::Scatter(Scatter {
        title: "Loss after training, by hidden units".to_owned(),
        x: Axis::linear("hidden units")
            .ticked((0..).map(f64::from).zip(WIDTHS.map(|width| width.to_string()))),
        y: Axis::linear("loss"),
        groups,
        ..Scatter::default()
    })
}

fn bars(shares: &[f64]) -> Figure {
    Figure::Bars(Bars {
        title: "Networks that get stuck, by hidden units".to_owned(),
        y: Axis { unit: "%".to_owned(), ..Axis::linear("stuck") }.from_to(0.0, 100.0),
        bars: WIDTHS
            .iter()
            .zip(shares)
            .map(|(width, share)| (format!("{width} units"), 100.0 * share))
            .collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_networks_hardly_ever_get_stuck_and_those_that_do_stand_on_flat_ground() {
        let settings = Settings::parse(&WideNets.parameters(), &["networks=30"]).unwrap();
        for seed in 0..3 {
            let report = WideNets.run(&settings, &Context::silent(seed)).unwrap();
            let measure = |name: &str| report.measure(name).unwrap();
            assert!(measure("stuck_2") > 0.4, "{:?}", report.measures);
            assert!(measure("stuck_4") < 0.6 * measure("stuck_2"), "{:?}", report.measures);
            assert!(measure("stuck_16") < 0.05, "{:?}", report.measures);
            assert!(measure("median_slope") < 1e-6, "{:?}", report.measures);
        }
    }
}
