//! A task made so that adaptive optimizers learn it and generalise worse (Wilson 2017, section 3).

use ndarray::{Array1, Array2};

use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::random::Generator;
use crate::nn::{Updater, times};
use crate::plot::{Axis, Bars, Figure, Table};
use crate::text::number;

/// `wilson`.
pub(super) struct Wilson;

/// Each optimizer with the learning rate that brings its training error to 0.
const RACERS: [(&str, f64); 6] =
    [("sgd", 0.3), ("momentum", 0.03), ("nag", 0.03), ("adagrad", 0.1), ("rmsprop", 0.003), ("adam", 0.01)];
/// How many new examples an accuracy is measured on.
const TESTED: usize = 1000;

impl Experiment for Wilson {
    fn name(&self) -> &'static str {
        "wilson"
    }

    fn about(&self) -> &'static str {
        "a linear task with one honest feature and many that occur once: who finds the honest one"
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::integer("examples", 4, 400, 60, "how many examples to learn from").unit("examples"),
            Parameter::real("positive", 0.5, 1.0, 0.7, "the share of the class +1"),
            Parameter::integer("steps", 1, 20_000, 3000, "training steps, each on all examples")
                .unit("steps"),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let of = |(name, _): (&str, f64)| {
            [
                MeasureInfo::new(format!("{name}_train"), format!("the training accuracy of {name}")),
                MeasureInfo::new(format!("{name}_test"), format!("the test accuracy of {name}")),
                MeasureInfo::new(
                    format!("{name}_honest"),
                    format!("the weight {name} gives the honest feature, over that of the two constant ones"),
                ),
            ]
        };
        let always = MeasureInfo::new("always_positive", "the test accuracy of always answering +1");
        RACERS.into_iter().flat_map(of).chain([always]).collect()
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let mut generator = Generator::seeded(context.seed).fork("wilson");
        let positive = settings.real("positive").unwrap_or(0.7);
        let mut labels = |count: usize| -> Vec<f64> {
            (0..count).map(|_| if generator.chance(positive) { 1.0 } else { -1.0 }).collect()
        };
        let (train, test) = (labels(settings.integer("examples")), labels(TESTED));
        let x = features(&train);
        let mut report = Report::new(self, settings, context);
        let (mut bars, mut rows) = (Vec::new(), Vec::new());
        for (done, (name, rate)) in RACERS.into_iter().enumerate() {
            context.progress(done, RACERS.len())?;
            let weights = learn(settings, &x, &train, name, rate, context)?;
            let scores = times(&x, &weights);
            let seen = right(scores.iter().copied().zip(train.iter().copied()));
            let common = weights[1] + weights[2];
            // A new example has features that never occurred: their weights are still 0.
            let new = right(test.iter().map(|&label| (weights[0] * label + common, label)));
            report.add(format!("{name}_train"), seen);
            report.add(format!("{name}_test"), new);
            report.add(format!("{name}_honest"), weights[0] / common);
            bars.push((name.to_owned(), new));
            rows.push(vec![name.to_owned(), number::share(seen), number::share(new)]);
        }
        report.add("always_positive", right(test.iter().map(|&label| (1.0, label))));
        report.figures = vec![figure(bars), table(rows)];
        Ok(report)
    }
}

/// `[examples, 3 + 5·examples]`: the label itself, two ones, then five places for each example alone, of which a
/// positive one fills one and a negative one five.
fn features(labels: &[f64]) -> Array2<f64> {
    Array2::from_shape_fn((labels.len(), 3 + 5 * labels.len()), |(example, feature)| match feature {
        0 => labels[example],
        1 | 2 => 1.0,
        own => {
            let (owner, place) = ((own - 3) / 5, (own - 3) % 5);
            let filled = owner == example && (place == 0 || labels[example] < 0.0);
            f64::from(u8::from(filled))
        }
    })
}

/// The weights after descending half the mean squared error from 0 on.
fn learn(
    settings: &Settings,
    x: &Array2<f64>,
    labels: &[f64],
    name: &str,
    rate: f64,
    context: &Context,
) -> Result<Array1<f64>, ExperimentError> {
    let mut updater = Updater::named(name)?.with("learning_rate", rate)?;
    let target = Array1::from(labels.to_vec());
    let transposed = x.t().as_standard_layout().into_owned();
    let mut weights = vec![0.0; x.ncols()];
    for step in 0..settings.integer("steps") {
        if step.is_multiple_of(100) {
            context.check()?;
        }
        let miss = (times(x, &Array1::from(weights.clone())) - &target) / labels.len() as f64;
        let gradient = times(&transposed, &miss);
        updater.step(&mut weights, &gradient.to_vec())?;
    }
    Ok(Array1::from(weights))
}

/// The share of scores on the side of their label.
fn right(pairs: impl Iterator<Item = (f64, f64)>) -> f64 {
    let (mut right, mut all) = (0, 0);
    for (score, label) in pairs {
        all += 1;
        right += u32::from(score * label > 0.0);
    }
    f64::from(right) / f64::from(all)
}

fn figure(bars: Vec<(String, f64)>) -> Figure {
    let y = Axis::linear("test accuracy").from_to(0.0, 1.0);
    Figure::Bars(Bars { title: "New examples, after all learned the old ones".to_owned(), y, bars })
}

fn table(rows: Vec<Vec<String>>) -> Figure {
    Figure::Table(Table {
        title: "The same data, learned to the last example".to_owned(),
        columns: ["optimizer", "training", "test"].map(str::to_owned).to_vec(),
        rows,
        caption: "Dividing by the gradient's size makes features that occurred once as important as the honest one."
            .to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_learn_it_and_only_the_plain_ones_generalise() {
        for seed in 0..3 {
            let report =
                Wilson.run(&Settings::defaults(&Wilson.parameters()), &Context::silent(seed)).unwrap();
            let measure = |name: &str| report.measure(name).unwrap();
            for (name, _) in RACERS {
                assert_eq!(measure(&format!("{name}_train")), 1.0, "{name}, seed {seed}");
            }
            for name in ["sgd", "momentum", "nag"] {
                assert_eq!(measure(&format!("{name}_test")), 1.0, "{name}, seed {seed}");
            }
            for name in ["adagrad", "rmsprop", "adam"] {
                assert_eq!(
                    measure(&format!("{name}_test")),
                    measure("always_positive"),
                    "{name}, seed {seed}"
                );
            }
        }
    }
}
