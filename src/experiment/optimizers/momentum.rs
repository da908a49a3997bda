//! What a velocity is good for: steps saved in a narrow valley, and how a swing dies away.

use super::valley::{Valley, arrival};
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::{Updater, math};
use crate::plot::{Axis, Figure, Lines, Series, Table};
use crate::text::number;

/// `momentum`.
pub(super) struct Momentum;

const CONDITIONS: [f64; 3] = [10.0, 100.0, 1000.0];
const TARGET: f64 = 1e-6;
/// How many steps a swing is measured over, and how many of them are drawn.
const SWING: (usize, usize) = (400, 80);

type Tuned = fn(Valley) -> Result<Updater, ExperimentError>;

/// Who is compared, each tuned for the valley.
const METHODS: [(&str, &str, Tuned); 3] = [
    ("sgd", "gradient descent", Valley::gradient_descent),
    ("momentum", "momentum", Valley::momentum),
    ("nag", "NAG", Valley::nag),
];

impl Experiment for Momentum {
    fn name(&self) -> &'static str {
        "momentum"
    }

    fn about(&self) -> &'static str {
        "steps saved by momentum in narrow valleys, and how fast its swing dies away"
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::real(
                "learning_rate",
                0.0,
                10.0,
                0.1,
                "the rate of the swing, in a valley of curvature 1",
            ),
            Parameter::real("momentum", 0.0, 0.999, 0.9, "β of the swing"),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let mut measures = Vec::new();
        for (key, name, _) in METHODS {
            for condition in CONDITIONS {
                let about = format!("the steps of {name} to a millionth of the distance at κ = {condition}");
                measures.push(MeasureInfo::new(format!("{key}_{condition}"), about).unit("steps"));
            }
        }
        measures.extend([
            MeasureInfo::new("factor", "what a step multiplies the swing by, on average"),
            MeasureInfo::new("root", "√β"),
            MeasureInfo::new("swings", "how often the swing changes sides in the steps measured"),
            MeasureInfo::new(
                "overshoot",
                "how far beyond the bottom it first goes, of the distance at the start",
            ),
        ]);
        measures
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let mut report = Report::new(self, settings, context);
        let mut rows = Vec::new();
        for (done, (key, name, tuned)) in METHODS.into_iter().enumerate() {
            context.progress(done, METHODS.len())?;
            let mut row = vec![name.to_owned()];
            for condition in CONDITIONS {
                let valley = Valley { condition };
                let steps = arrival(&valley.distances(tuned(valley)?, TARGET)?, TARGET);
                report.add_in(format!("{key}_{condition}"), steps, "steps");
                row.push(number::grouped(&steps.to_string()));
            }
            rows.push(row);
        }
        let beta = settings.real("momentum").unwrap_or(0.9);
        let rate = settings.real("learning_rate").unwrap_or(0.1);
        let places = swing(rate, beta)?;
        report.add("factor", factor(&places));
        report.add("root", beta.sqrt());
        report.add("swings", swings(&places));
        report.add("overshoot", -places.iter().copied().fold(0.0, f64::min));
        report.figures = vec![swing_figure(&places, rate, beta), table(rows)];
        Ok(report)
    }
}

/// The places of a weight that starts at 1 in a valley of curvature 1.
fn swing(rate: f64, beta: f64) -> Result<Vec<f64>, ExperimentError> {
    let mut updater = Updater::named("momentum")?.with("learning_rate", rate)?.with("momentum", beta)?;
    let mut point = [1.0];
    let mut places = vec![1.0];
    for _ in 0..SWING.0 {
        let slope = point;
        updater.step(&mut point, &slope)?;
        places.push(point[0]);
        // A swing passes through 0: it is over where two places in a row are there.
        let size = places[places.len() - 2].abs().max(point[0].abs());
        if !(1e-12..1e9).contains(&size) {
            break;
        }
    }
    Ok(places)
}

/// How often the places change sides; one exactly at the bottom is on neither.
fn swings(places: &[f64]) -> f64 {
    let sides: Vec<f64> = places.iter().filter(|place| **place != 0.0).map(|place| place.signum()).collect();
    sides.windows(2).filter(|pair| pair[0] != pair[1]).count() as f64
}

/// By what a step multiplies the highest points of a swing, or the distance itself where nothing swings; 0 where it
/// is at the bottom at once.
fn factor(places: &[f64]) -> f64 {
    let size = |step: usize| places[step].abs();
    let is_peak = |step: &usize| size(*step) > size(*step - 1) && size(*step) >= size(*step + 1);
    let mut peaks: Vec<usize> = (1..places.len().saturating_sub(1)).filter(is_peak).collect();
    if peaks.len() < 2 {
        peaks = (places.len() / 2..places.len()).collect();
    }
    match peaks[..] {
        [.., last] if size(last) == 0.0 => 0.0,
        [first, .., last] => math::exp(math::ln(size(last) / size(first)) / (last - first) as f64),
        _ => f64::NAN,
    }
}

fn swing_figure(places: &[f64], rate: f64, beta: f64) -> Figure {
    let shown = || places.iter().enumerate().take(SWING.1);
    let envelope = |sign: f64| {
        shown().map(|(step, _)| [step as f64, sign * math::power(beta.sqrt(), step as u64)]).collect()
    };
    Figure::Lines(Lines {
        title: format!("A swing: learning rate {rate}, β = {beta}"),
        x: Axis::linear("step"),
        y: Axis::linear("w"),
        series: vec![
            Series::new("momentum", shown().map(|(step, &place)| [step as f64, place]).collect()),
            Series::new("√β to the power of the step", envelope(1.0)),
            Series::new("the same below 0", envelope(-1.0)),
        ],
        marks: Vec::new(),
    })
}

fn table(rows: Vec<Vec<String>>) -> Figure {
    let columns = ["", "κ = 10", "κ = 100", "κ = 1000"];
    Figure::Table(Table {
        title: "Steps to a millionth of the distance, each tuned for its valley".to_owned(),
        columns: columns.map(str::to_owned).to_vec(),
        rows,
        caption: "With a velocity, ten times the κ takes about three times the steps.".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(set: &[&str]) -> Report {
        let settings = Settings::parse(&Momentum.parameters(), set).unwrap();
        Momentum.run(&settings, &Context::silent(1)).unwrap()
    }

    #[test]
    fn a_swing_dies_away_by_the_root_of_beta() {
        for set in [["momentum=0.9", "learning_rate=0.1"], ["momentum=0.8", "learning_rate=0.5"]] {
            let report = run(&set);
            let (factor, root) = (report.measure("factor").unwrap(), report.measure("root").unwrap());
            assert!((factor / root - 1.0).abs() < 0.01, "{factor} {root}");
        }
        // Few swings, and one that passes exactly through 0.
        for set in [["momentum=0.5", "learning_rate=0.1"], ["momentum=0.5", "learning_rate=0.5"]] {
            let report = run(&set);
            let (factor, root) = (report.measure("factor").unwrap(), report.measure("root").unwrap());
            assert!((factor / root - 1.0).abs() < 0.03, "{factor} {root}");
            assert!(report.measure("swings").unwrap() > 1.0);
        }
        assert_eq!(run(&["momentum=0", "learning_rate=1"]).measure("factor"), Some(0.0));
        // Without momentum the factor is that of gradient descent, 1 − r.
        assert!((run(&["momentum=0"]).measure("factor").unwrap() - 0.9).abs() < 1e-9);
    }

    #[test]
    fn the_steps_grow_with_the_root_of_the_condition() {
        let report = run(&[]);
        let steps = |name: &str| CONDITIONS.map(|kappa| report.measure(&format!("{name}_{kappa}")).unwrap());
        assert_eq!(steps("momentum"), [27.0, 95.0, 321.0]);
        assert_eq!(steps("nag"), [43.0, 157.0, 518.0]);
        assert!((report.measure("overshoot").unwrap() - 0.6037).abs() < 1e-3);
    }
}
