//! Placeholders in words and names in formulas: each stands for a measure that its experiment declares.

use std::collections::BTreeSet;

use crate::experiment::find;
use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::fill::{Filled, fill_blocks};
use crate::lesson::lint::Subject;
use crate::lesson::model::{Part, Step};
use crate::quiz::formula::Expression;
use crate::quiz::formula::name::plain;

/// Checks the placeholders of what is read, and the conditions of claims.
pub fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    subject
        .steps()
        .iter()
        .flat_map(|step| [read_parts(subject, step), claims(subject, step)].concat())
        .collect()
}

/// The measures that a step's words may name once these runs are made.
fn measures<'a>(step: &Step, runs: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for run in runs {
        let experiment = step.runs.get(run).and_then(|run| find(&run.experiment));
        for measure in experiment.map(|experiment| experiment.measures()).unwrap_or_default() {
            names.insert(format!("{run}.{}", measure.name));
        }
    }
    names
}

/// What is read may name what was measured before it.
fn read_parts(subject: &Subject<'_>, step: &Step) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for (place, part) in step.flow.iter().enumerate() {
        let Part::Read(name) = part else { continue };
        let Some(section) = subject.chapter.words.section(&step.id, name) else { continue };
        let done = step.flow[..place]
            .iter()
            .filter_map(|part| if let Part::Run(run) = part { Some(run.as_str()) } else { None });
        let known = measures(step, done);
        let values = |name: &str| known.contains(name).then_some(Filled { value: 0.5, unit: "" });
        if let Err((at, error)) = fill_blocks(&section.blocks, &values) {
            let fix = "name a run of the step that comes before, and one of its measures: {run.measure}";
            faults.push(subject.word_fault(Code::UnknownName, at, format!("{}: {error}", step.id), fix));
        }
    }
    faults
}

/// The measures of a run in the plain spelling of formulas.
fn measured_names(step: &Step, run: &str) -> BTreeSet<String> {
    let experiment = step.runs.get(run).and_then(|run| find(&run.experiment));
    let measures = experiment.map(|experiment| experiment.measures()).unwrap_or_default();
    measures.iter().map(|measure| plain(&measure.name)).collect()
}

fn claims(subject: &Subject<'_>, step: &Step) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for claim in &step.claims {
        let known = measured_names(step, &claim.run);
        let mut wrong = |message: String| {
            faults.push(subject.fault(
                Code::Formula,
                step,
                &claim.id,
                format!("claim `{}`: {message}", claim.id),
                "name measures of its run",
            ));
        };
        match claim.holds.parse::<Expression>() {
            Err(error) => wrong(error.explain(&claim.holds)),
            Ok(condition) => {
                let unknown = condition.names().into_iter().find(|name| !known.contains(name));
                if let Some(name) = unknown {
                    wrong(format!("`{}` measures no `{name}`", claim.run));
                }
            }
        }
    }
    faults
}
