//! No penalty, L2 and L1 on a regression of which few inputs count.

use super::sparse::{Fit, Sparse, TRUE, Truth, error, weights, zeros};
use crate::experiment::training::{each_job_drawn, mean};
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::Penalty;
use crate::plot::{Axis, Bars, Figure, Lines, Mark, Series};
use crate::text::number;

/// `l1-l2`.
pub(super) struct L1L2;

/// The λ of the path.
const GRID: [f64; 10] = [0.001, 0.003, 0.01, 0.03, 0.1, 0.2, 0.3, 0.6, 1.0, 3.0];

/// Bars drawn: the weights that count, and as many others as fit.
const SHOWN: usize = 11;

const NAMES: [&str; 2] = ["l1", "l2"];

impl Experiment for L1L2 {
    fn name(&self) -> &'static str {
        "l1-l2"
    }

    fn about(&self) -> &'static str {
        "more inputs than examples: weights and test error without penalty, with L2, with L1"
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::integer("examples", 5, 500, 60, "examples to learn from").unit("examples"),
            Parameter::integer("inputs", 5, 300, 100, "inputs").unit("inputs"),
            Parameter::choice(
                "truth",
                vec!["few", "all"],
                "few",
                "whether the first five inputs count, or all a little",
            ),
            Parameter::integer("steps", 10, 20_000, 600, "steps of gradient descent on all examples")
                .unit("steps"),
            Parameter::real("learning_rate", 0.0, 1.0, 0.08, "the learning rate"),
            Parameter::optional(
                "lambda",
                0.0,
                100.0,
                "λ of the bars; the best by validation when none is given",
            ),
            Parameter::integer("seeds", 1, 20, 1, "how many data sets the errors are the mean of"),
        ]
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let mut measures =
            vec![MeasureInfo::new("none_test_error", "mean squared error on new examples without penalty")];
        for name in NAMES {
            let measure = |what: &str, about: &str| {
                MeasureInfo::new(format!("{name}_{what}"), format!("{about} {name}"))
            };
            measures.push(measure("test_error", "mean squared error on new examples with"));
            measures.push(measure("lambda", "λ, chosen by other new examples, of"));
            measures.push(measure("zeros", "weights that should be 0 and are exactly that, with"));
            measures.push(measure("found", "weights that count and are not 0, with"));
            measures.push(measure("stray", "the largest weight that should be 0, with"));
            measures.push(measure("first", "the first weight, truly 3 if few count, with"));
        }
        measures.push(MeasureInfo::new("none_stray", "the largest weight that should be 0, without penalty"));
        measures.push(MeasureInfo::new(
            "none_train_error",
            "mean squared error on the examples learned from, without penalty",
        ));
        measures
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let seeds = settings.integer("seeds");
        let penalties = penalties(settings);
        let jobs: Vec<(u64, usize)> =
            (0..seeds as u64).flat_map(|run| (0..penalties.len()).map(move |place| (run, place))).collect();
        let truth = if settings.name("truth") == "all" { Truth::All } else { Truth::Few };
        let (examples, inputs) = (settings.integer("examples"), settings.integer("inputs"));
        let sets: Vec<Sparse> = (0..seeds as u64)
            .map(|run| Sparse::drawn(examples, inputs, truth, context.seed.wrapping_add(run)))
            .collect();
        let work = |&(run, place): &(u64, usize)| {
            Fitted::of(&sets[run as usize], penalties[place], settings, context)
        };
        let fits = each_job_drawn(&jobs, 5, context, work, |results| path_so_far(&penalties, results))?;
        let mut report = Report::new(self, settings, context);
        let runs: Vec<&[Fitted]> = fits.chunks(penalties.len()).collect();
        let chosen: Vec<Chosen> = runs.iter().map(|fits| Chosen::of(&penalties, fits, settings)).collect();
        add(&mut report, &penalties, &chosen);
        report.figures = figures(&penalties, &fits, &chosen[0]);
        Ok(report)
    }
}

/// No penalty, then L1 and L2 at each λ, the wanted one among them.
fn penalties(settings: &Settings) -> Vec<Penalty> {
    let mut lambdas = GRID.to_vec();
    lambdas.extend(settings.real("lambda").filter(|lambda| !GRID.contains(lambda)));
    lambdas.sort_by(f64::total_cmp);
    let l1 = lambdas.iter().map(|&lambda| Penalty::L1Proximal { lambda });
    let l2 = lambdas.iter().map(|&lambda| Penalty::L2 { lambda });
    std::iter::once(Penalty::None).chain(l1).chain(l2).collect()
}

/// The name of a penalty and its λ.
fn named(penalty: Penalty) -> (&'static str, f64) {
    match penalty {
        Penalty::L1Proximal { lambda } => ("l1", lambda),
        Penalty::L2 { lambda } => ("l2", lambda),
        _ => ("none", 0.0),
    }
}

/// What a fit came to.
#[derive(Clone)]
struct Fitted {
    weights: Vec<f64>,
    truth: Vec<f64>,
    train: f64,
    validation: f64,
    test: f64,
}

impl Fitted {
    fn of(
        set: &Sparse,
        penalty: Penalty,
        settings: &Settings,
        context: &Context,
    ) -> Result<Self, ExperimentError> {
        let learning_rate = settings.real("learning_rate").unwrap_or(0.08);
        let fit = Fit { penalty, learning_rate, steps: settings.integer("steps") };
        let mut network = set.fit(fit, context, |_, _| {})?;
        Ok(Self {
            weights: weights(network.as_ref(), settings.integer("inputs")),
            truth: set.truth.clone(),
            train: error(&mut network, &set.train)?,
            validation: error(&mut network, &set.validation)?,
            test: error(&mut network, &set.test)?,
        })
    }

    /// The largest weight that should be 0.
    fn stray(&self) -> f64 {
        let pairs = self.weights.iter().zip(&self.truth).filter(|(_, real)| **real == 0.0);
        pairs.fold(0.0, |largest: f64, (weight, _)| largest.max(weight.abs()))
    }

    /// How many weights that count are not 0.
    fn found(&self) -> f64 {
        let pairs = self.weights.iter().zip(&self.truth);
        pairs.filter(|(weight, real)| **real != 0.0 && **weight != 0.0).count() as f64
    }
}

/// The fits of one data set: without penalty, and of L1 and L2 the λ that was asked for or is best by validation.
struct Chosen {
    none: Fitted,
    best: [(f64, Fitted); 2],
}

impl Chosen {
    fn of(penalties: &[Penalty], fits: &[Fitted], settings: &Settings) -> Self {
        let wanted = settings.real("lambda");
        let best = NAMES.map(|name| {
            let own = penalties.iter().zip(fits).filter(|(penalty, _)| named(**penalty).0 == name);
            let own = own.map(|(penalty, fitted)| (named(*penalty).1, fitted.clone()));
            let better = |best: Option<(f64, Fitted)>, next: (f64, Fitted)| match (best, wanted) {
                (_, Some(wanted)) if next.0 == wanted => Some(next),
                (Some(best), Some(wanted)) if best.0 == wanted => Some(best),
                (Some(best), _) if best.1.validation <= next.1.validation => Some(best),
                _ => Some(next),
            };
            own.fold(None, better).unwrap_or_else(|| (0.0, fits[0].clone()))
        });
        Self { none: fits[0].clone(), best }
    }
}

fn add(report: &mut Report, penalties: &[Penalty], chosen: &[Chosen]) {
    debug_assert_eq!(named(penalties[0]).0, "none");
    let over = |value: &dyn Fn(&Chosen) -> f64| mean(&chosen.iter().map(value).collect::<Vec<f64>>());
    report.add("none_test_error", over(&|chosen| chosen.none.test));
    for (place, name) in NAMES.into_iter().enumerate() {
        report.add(format!("{name}_test_error"), over(&|chosen| chosen.best[place].1.test));
        report.add(format!("{name}_lambda"), over(&|chosen| chosen.best[place].0));
        report.add(
            format!("{name}_zeros"),
            over(&|chosen| zeros(&chosen.best[place].1.weights, &chosen.best[place].1.truth) as f64),
        );
        report.add(format!("{name}_found"), over(&|chosen| chosen.best[place].1.found()));
        report.add(format!("{name}_stray"), over(&|chosen| chosen.best[place].1.stray()));
        report.add(format!("{name}_first"), over(&|chosen| chosen.best[place].1.weights[0]));
    }
    report.add("none_stray", over(&|chosen| chosen.none.stray()));
    report.add("none_train_error", over(&|chosen| chosen.none.train));
}

/// Bars of each fit of the first data set, the path of L1's weights, and the errors over λ.
fn figures(penalties: &[Penalty], fits: &[Fitted], chosen: &Chosen) -> Vec<Figure> {
    let first = &fits[..penalties.len()];
    let [(l1, l1_fit), (l2, l2_fit)] = &chosen.best;
    vec![
        bars("Weights without penalty".to_owned(), &chosen.none),
        bars(format!("Weights with L2, λ = {l2}"), l2_fit),
        bars(format!("Weights with L1, λ = {l1}"), l1_fit),
        path("l1", penalties, first),
        path("l2", penalties, first),
        errors(penalties, first),
    ]
}

fn bars(title: String, fitted: &Fitted) -> Figure {
    let bar = |(index, &weight): (usize, &f64)| {
        let real = number::significant(fitted.truth[index], 2);
        (format!("w{} (truly {real})", index + 1), weight)
    };
    let reach = 3.0;
    Figure::Bars(Bars {
        title,
        y: Axis::linear("weight").from_to(-reach, reach),
        bars: fitted.weights.iter().take(SHOWN).enumerate().map(bar).collect(),
    })
}

/// The five weights and the largest other one, over λ.
fn path(name: &str, penalties: &[Penalty], fits: &[Fitted]) -> Figure {
    let own = || penalties.iter().zip(fits).filter(|(penalty, _)| named(**penalty).0 == name);
    let line = |title: String, value: &dyn Fn(&Fitted) -> f64| {
        Series::new(title, own().map(|(penalty, fitted)| [named(*penalty).1, value(fitted)]).collect())
    };
    let mut series: Vec<Series> = (0..TRUE.len())
        .map(|index| line(format!("w{}", index + 1), &|fitted: &Fitted| fitted.weights[index]))
        .collect();
    series.push(line("largest of the others".to_owned(), &Fitted::stray));
    Figure::Lines(Lines {
        title: format!("Weights by λ, {}", name.to_uppercase()),
        x: Axis::log("λ"),
        y: Axis::linear("weight"),
        series,
        marks: vec![Mark::Horizontal { name: String::new(), y: 0.0 }],
    })
}

fn errors(penalties: &[Penalty], fits: &[Fitted]) -> Figure {
    let points = penalties.iter().zip(fits).map(|(penalty, fitted)| (named(*penalty), fitted.test));
    error_lines(points.collect())
}

fn path_so_far(penalties: &[Penalty], results: &[Option<Fitted>]) -> Figure {
    let first = penalties.iter().zip(results);
    error_lines(
        first.filter_map(|(penalty, result)| Some((named(*penalty), result.as_ref()?.test))).collect(),
    )
}

fn error_lines(points: Vec<((&'static str, f64), f64)>) -> Figure {
    let line = |name: &'static str| {
        let own = points.iter().filter(|((own, _), _)| *own == name);
        Series::new(name.to_uppercase(), own.map(|((_, lambda), error)| [*lambda, *error]).collect())
    };
    let none = points.iter().find(|((name, _), _)| *name == "none");
    let mark = none.map(|(_, error)| Mark::Horizontal { name: "no penalty".to_owned(), y: *error });
    Figure::Lines(Lines {
        title: "Error on new examples by λ".to_owned(),
        x: Axis::log("λ"),
        y: Axis::log("mean squared error"),
        series: NAMES.map(line).to_vec(),
        marks: mark.into_iter().collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(texts: &[&str], seed: u64) -> Report {
        let settings = Settings::parse(&L1L2.parameters(), texts).unwrap();
        L1L2.run(&settings, &Context::silent(seed)).unwrap()
    }

    #[test]
    fn only_l1_finds_the_inputs_that_count() {
        for seed in 1..4 {
            let report = run(&[], seed);
            let measure = |name: &str| report.measure(name).unwrap();
            assert!(measure("none_train_error") < 1e-6, "{:?}", report.measures);
            assert!(measure("l1_test_error") < 0.1 * measure("l2_test_error"), "{:?}", report.measures);
            assert!(measure("l1_zeros") > 60.0 && measure("l2_zeros") == 0.0, "{:?}", report.measures);
        }
    }

    #[test]
    fn where_all_inputs_count_l1_has_no_lead() {
        let report = run(&["truth=all", "seeds=3"], 1);
        let measure = |name: &str| report.measure(name).unwrap();
        assert!(measure("l1_test_error") > 0.95 * measure("l2_test_error"), "{:?}", report.measures);
        assert_eq!(measure("l1_zeros"), 0.0);
    }

    #[test]
    fn a_lambda_that_is_given_is_the_one_shown() {
        let report = run(&["lambda=0.5", "steps=50"], 1);
        assert_eq!((report.measure("l1_lambda"), report.measure("l2_lambda")), (Some(0.5), Some(0.5)));
    }
}
