//! Thousands of starts on a double well: who ends in which valley, and how often a start changes sides.

use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::random::Generator;
use crate::nn::{Updater, math};
use crate::plot::{Axis, Colors, Field, Figure, Mark, Table};
use crate::text::number;

/// `local-minima`.
pub(super) struct LocalMinima;

/// Starts are drawn evenly from here to there.
const STARTS: (f64, f64) = (-2.0, 2.0);
/// How many starts and learning rates the map has, and from which rate to which.
const SAMPLES: [usize; 2] = [80, 40];
const RATES: (f64, f64) = (0.003, 0.3);
const FATES: [&str; 3] = ["deep valley", "higher valley", "neither"];

/// f′(x) of (x² − 1)² + 0.3x.
fn slope(x: f64) -> f64 {
    4.0 * x * (x * x - 1.0) + 0.3
}

/// Where the hill between the valleys is highest: f′ = 0 between 0 and 0.5, halved in on.
fn hill() -> f64 {
    let (mut low, mut high) = (0.0, 0.5);
    for _ in 0..60 {
        let middle = (low + high) / 2.0;
        if slope(middle) > 0.0 { low = middle } else { high = middle }
    }
    low
}

impl Experiment for LocalMinima {
    fn name(&self) -> &'static str {
        "local-minima"
    }

    fn about(&self) -> &'static str {
        "4000 starts on a double well: which valley each ends in, and a map of it by learning rate"
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::choice("optimizer", vec!["sgd", "momentum", "nag", "adam"], "sgd", "who walks"),
            Parameter::real("learning_rate", 1e-4, 1.0, 0.1, "the learning rate of the starts"),
            Parameter::real("momentum", 0.0, 0.99, 0.9, "β of momentum and NAG"),
            Parameter::integer("starts", 10, 20_000, 4000, "how many starts"),
            Parameter::integer("steps", 10, 5000, 1000, "how many steps each takes").unit("steps"),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let measure = |name: &str, about: &str| MeasureInfo::new(name, about);
        vec![
            measure(
                "leave_higher",
                "the share of the starts beside the higher valley that end in the deep one",
            ),
            measure(
                "leave_deep",
                "the share of the starts beside the deep valley that end in the higher one",
            ),
            measure("end_deep", "the share of all starts that end in the deep valley"),
            measure("start_deep", "the share of all starts on the side of the deep valley"),
            measure("neither", "the share that ends in neither: it still moves, or diverged"),
        ]
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let rate = settings.real("learning_rate").unwrap_or(0.1);
        let mut generator = Generator::seeded(context.seed).fork("starts");
        let starts: Vec<f64> =
            (0..settings.integer("starts")).map(|_| generator.uniform(STARTS.0, STARTS.1)).collect();
        context.progress(0, SAMPLES[1] + 1)?;
        let fates = fates(settings, rate, &starts)?;
        let columns: Vec<f64> = (0..SAMPLES[0]).map(|at| place(STARTS, at, SAMPLES[0])).collect();
        let mut map = Vec::new();
        for row in 0..SAMPLES[1] {
            context.progress(row + 1, SAMPLES[1] + 1)?;
            let rate = math::exp(place((math::ln(RATES.0), math::ln(RATES.1)), row, SAMPLES[1]));
            map.push(self::fates(settings, rate, &columns)?);
        }
        let mut report = Report::new(self, settings, context);
        let counts = Counts::of(&starts, &fates);
        counts.add(&mut report);
        report.figures = vec![diagram(map, settings.name("optimizer"), rate), counts.table()];
        Ok(report)
    }
}

/// The middle of one of `count` equal parts of a range.
fn place((low, high): (f64, f64), at: usize, count: usize) -> f64 {
    low + (high - low) * (at as f64 + 0.5) / count as f64
}

/// Where each start ends, as an index into [`FATES`]: many weights that take their steps together.
fn fates(settings: &Settings, rate: f64, starts: &[f64]) -> Result<Vec<f64>, ExperimentError> {
    let name = settings.name("optimizer");
    let mut updater = Updater::named(name)?.with("learning_rate", rate)?;
    if updater.rule().hyperparameters.iter().any(|known| known.name == "momentum") {
        updater.set("momentum", settings.real("momentum").unwrap_or(0.9))?;
    }
    let mut places = starts.to_vec();
    let mut slopes = vec![0.0; places.len()];
    for _ in 0..settings.integer("steps") {
        slopes.iter_mut().zip(&places).for_each(|(slope_at, &x)| *slope_at = slope(x));
        updater.step(&mut places, &slopes)?;
    }
    let hill = hill();
    let fate = |&x: &f64| match x {
        x if !x.is_finite() || slope(x).abs() > 0.1 => 2.0,
        x if x > hill => 1.0,
        _ => 0.0,
    };
    Ok(places.iter().map(fate).collect())
}

/// How many starts of each side end where.
struct Counts {
    /// By side of the start, then by fate.
    counts: [[usize; 3]; 2],
}

impl Counts {
    fn of(starts: &[f64], fates: &[f64]) -> Self {
        let hill = hill();
        let mut counts = [[0; 3]; 2];
        for (&start, &fate) in starts.iter().zip(fates) {
            counts[usize::from(start > hill)][fate as usize] += 1;
        }
        Self { counts }
    }

    fn add(&self, report: &mut Report) {
        let [deep, higher] = self.counts;
        let side = |counts: [usize; 3]| counts.iter().sum::<usize>().max(1) as f64;
        let all = (deep.iter().sum::<usize>() + higher.iter().sum::<usize>()) as f64;
        report.add("leave_higher", higher[0] as f64 / side(higher));
        report.add("leave_deep", deep[1] as f64 / side(deep));
        report.add("end_deep", (deep[0] + higher[0]) as f64 / all);
        report.add("start_deep", deep.iter().sum::<usize>() as f64 / all);
        report.add("neither", (deep[2] + higher[2]) as f64 / all);
    }

    fn table(&self) -> Figure {
        let row = |(name, counts): (&str, [usize; 3])| {
            let all = counts.iter().sum::<usize>();
            let share = |count: usize| number::percent(count as f64 / all.max(1) as f64, 3);
            vec![
                name.to_owned(),
                number::grouped(&all.to_string()),
                share(counts[0]),
                share(counts[1]),
                share(counts[2]),
            ]
        };
        Figure::Table(Table {
            title: "Where the starts end".to_owned(),
            columns: ["start beside", "starts", "deep valley", "higher valley", "neither"]
                .map(str::to_owned)
                .to_vec(),
            rows: ["the deep valley", "the higher valley"].into_iter().zip(self.counts).map(row).collect(),
            caption: String::new(),
        })
    }
}

fn diagram(values: Vec<Vec<f64>>, optimizer: &str, rate: f64) -> Figure {
    Figure::Field(Field {
        title: format!("Where {optimizer} ends, by start and learning rate"),
        x: Axis::linear("start").from_to(STARTS.0, STARTS.1),
        y: Axis::log("learning rate").from_to(RATES.0, RATES.1),
        colors: Colors::Classes(FATES.map(str::to_owned).to_vec()),
        values,
        marks: vec![
            Mark::Vertical { name: "hill".to_owned(), x: hill() },
            Mark::Horizontal { name: "yours".to_owned(), y: rate },
        ],
        ..Field::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(set: &[&str], seed: u64) -> [f64; 2] {
        let settings = Settings::parse(&LocalMinima.parameters(), set).unwrap();
        let report = LocalMinima.run(&settings, &Context::silent(seed)).unwrap();
        ["leave_higher", "leave_deep"].map(|name| report.measure(name).unwrap())
    }

    #[test]
    fn the_hill_is_flat_on_top() {
        assert!(slope(hill()).abs() < 1e-12 && slope(hill() - 0.1) > 0.0 && slope(hill() + 0.1) < 0.0);
    }

    #[test]
    fn long_steps_leave_both_valleys_and_short_ones_none() {
        for seed in 0..3 {
            let [higher, deep] = run(&[], seed);
            assert!((0.06..0.12).contains(&higher) && (0.03..0.06).contains(&deep), "{higher} {deep}");
            assert_eq!(run(&["learning_rate=0.01", "steps=2000"], seed)[0], 0.0);
            let [higher, deep] = run(&["optimizer=momentum", "learning_rate=0.01"], seed);
            assert!((0.17..0.25).contains(&higher) && (0.09..0.14).contains(&deep), "{higher} {deep}");
        }
    }
}
