//! What dropout and L2 do for a network that learns few, partly mislabelled digits.

use super::noisy_digits::{Drawn, NoisyDigits};
use super::recipe;
use crate::experiment::training::{Plan, each_job_drawn, mean};
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::Penalty;
use crate::plot::{Axis, Bars, Figure};

/// `dropout`.
pub(super) struct Dropout;

const DIGITS: NoisyDigits = NoisyDigits { examples: 300, noise: 0.3 };

/// A name for measures, and words.
type Form = (&'static str, &'static str);

/// A form, its mean test accuracy, and the mean share of wrong labels it gives.
type Mean = (Form, [f64; 2]);

const FORMS: [Form; 4] = [
    ("none", "plain"),
    ("hidden", "dropping hidden units"),
    ("both", "dropping inputs too"),
    ("l2", "L2 instead"),
];

impl Experiment for Dropout {
    fn name(&self) -> &'static str {
        "dropout"
    }

    fn about(&self) -> &'static str {
        "test accuracy after learning few, partly mislabelled digits: plain, with dropout, with L2"
    }

    fn parameters(&self) -> Vec<Parameter> {
        let names = || FORMS.iter().map(|(name, _)| *name).collect();
        let own = [
            Parameter::subset("only", names(), names(), "the networks that are trained"),
            Parameter::real("drop", 0.0, 0.95, 0.5, "the probability to drop a hidden unit"),
            Parameter::real("input_drop", 0.0, 0.95, 0.2, "the probability to drop an input"),
            Parameter::real("lambda", 0.0, 1.0, 0.01, "λ of L2; its gradient is 2λw"),
            Parameter::integer("seeds", 1, 20, 1, "how many networks each accuracy is the mean of"),
        ];
        DIGITS.parameters().into_iter().chain(recipe::parameters()).chain(own).collect()
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let of = |(name, words): &Form| {
            let measure = |what: &str, about: &str| {
                MeasureInfo::new(format!("{name}_{what}"), format!("{about}: {words}"))
            };
            [
                measure("accuracy", "the test accuracy at the end"),
                measure("memorised", "the share of wrong labels it gives at the end; 0 without any"),
            ]
        };
        let mut measures: Vec<MeasureInfo> = FORMS.iter().flat_map(of).collect();
        measures.push(MeasureInfo::new("gain", "test accuracy with hidden units dropped, less that without"));
        measures.push(MeasureInfo::new(
            "gain_both",
            "test accuracy with inputs dropped as well, less that without",
        ));
        measures
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let seeds = settings.integer("seeds") as u64;
        let digits = NoisyDigits::from(settings);
        let drawn: Vec<Drawn> = (0..seeds).map(|run| digits.load(context.seed.wrapping_add(run))).collect();
        let forms: Vec<Form> = FORMS
            .into_iter()
            .filter(|(name, _)| settings.names("only").iter().any(|only| only == name))
            .collect();
        let mut jobs = Vec::new();
        for (name, _) in &forms {
            let plan = plan(settings, name)?;
            jobs.extend((0..seeds).map(|run| (plan.clone(), run)));
        }
        let work = |(plan, run): &(Plan, u64)| {
            score(plan, &drawn[*run as usize], context.seed.wrapping_add(*run), context)
        };
        let scores = each_job_drawn(&jobs, 0, context, work, |results| {
            let so_far: Vec<[f64; 2]> = results.iter().map(|score| score.unwrap_or([f64::NAN; 2])).collect();
            bars(&means(&forms, &so_far, seeds))
        })?;
        let means = means(&forms, &scores, seeds);
        let mut report = Report::new(self, settings, context);
        add(&mut report, &means);
        report.figures = vec![bars(&means)];
        Ok(report)
    }
}

/// The mean accuracies and the gains over the plain network.
fn add(report: &mut Report, means: &[Mean]) {
    for ((name, _), [accuracy, memorised]) in means {
        report.add(format!("{name}_accuracy"), *accuracy);
        report.add(format!("{name}_memorised"), *memorised);
    }
    let accuracy =
        |wanted: &str| means.iter().find(|((name, _), _)| *name == wanted).map(|(_, mean)| mean[0]);
    for (gain, name) in [("gain", "hidden"), ("gain_both", "both")] {
        if let (Some(with), Some(without)) = (accuracy(name), accuracy("none")) {
            report.add(gain, with - without);
        }
    }
}

fn plan(settings: &Settings, form: &str) -> Result<Plan, ExperimentError> {
    let real = |name| settings.real(name).unwrap_or(0.0);
    let mut plan = recipe::plan(settings)?;
    match form {
        "hidden" => plan.design.dropout = real("drop"),
        "both" => (plan.design.dropout, plan.design.input_dropout) = (real("drop"), real("input_drop")),
        "l2" => plan.design.penalty = Penalty::L2 { lambda: real("lambda") },
        _ => {}
    }
    Ok(plan)
}

/// Test accuracy, and the share of wrong labels that the network gives.
fn score(plan: &Plan, drawn: &Drawn, seed: u64, context: &Context) -> Result<[f64; 2], ExperimentError> {
    let (mut network, _) = plan.train(&drawn.split.train, seed, context, |_, _| {})?;
    let wrong = drawn.split.train.select(&drawn.wrong);
    let memorised =
        if wrong.is_empty() { 0.0 } else { network.accuracy(wrong.features.view(), &wrong.labels)? };
    Ok([network.accuracy(drawn.split.test.features.view(), &drawn.split.test.labels)?, memorised])
}

/// The means over the seeds, one for each form.
fn means(forms: &[Form], scores: &[[f64; 2]], seeds: u64) -> Vec<Mean> {
    let over = |chunk: &[[f64; 2]], place: usize| {
        mean(&chunk.iter().map(|score| score[place]).collect::<Vec<f64>>())
    };
    let chunks = scores.chunks(seeds as usize).map(|chunk| [over(chunk, 0), over(chunk, 1)]);
    forms.iter().copied().zip(chunks).collect()
}

fn bars(means: &[Mean]) -> Figure {
    Figure::Bars(Bars {
        title: "Accuracy on clean test digits".to_owned(),
        y: Axis::linear("accuracy").from_to(0.0, 1.0),
        bars: means.iter().map(|((_, words), [accuracy, _])| ((*words).to_owned(), *accuracy)).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dropout_and_l2_help_where_labels_are_wrong() {
        for seed in 1..3 {
            let settings = Settings::defaults(&Dropout.parameters());
            let report = Dropout.run(&settings, &Context::silent(seed)).unwrap();
            let measure = |name: &str| report.measure(name).unwrap();
            assert!(measure("gain_both") > 0.04, "{:?}", report.measures);
            assert!(measure("l2_accuracy") > measure("none_accuracy") + 0.04, "{:?}", report.measures);
            assert!(
                measure("none_memorised") > 0.9 && measure("both_memorised") < 0.5,
                "{:?}",
                report.measures
            );
        }
    }
}
