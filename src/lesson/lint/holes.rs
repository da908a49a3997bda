//! Placeholders in words: each stands for a number drawn, computed, or measured by then.

use std::collections::BTreeSet;

use crate::experiment::find;
use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::fill::{FORMS, Filled, fill_blocks};
use crate::lesson::lint::Subject;
use crate::lesson::lint::formulas::is_measured;
use crate::lesson::lint::subject::instead;
use crate::lesson::markdown::Block;
use crate::lesson::model::{Answer, Part, Question, Step};

/// Checks the placeholders of what is read, of questions and of explorations.
pub fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for step in subject.steps() {
        faults.extend(read_parts(subject, step));
        faults.extend(of_explorations(subject, step));
        faults.extend(step.questions.iter().flat_map(|question| of_question(subject, step, question)));
    }
    faults
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

/// The measures of the runs made before a part of the flow.
fn measured_before(step: &Step, place: usize) -> BTreeSet<String> {
    let run = |part: &'_ Part| if let Part::Run(run) = part { Some(run.clone()) } else { None };
    let done: Vec<String> = step.flow[..place].iter().filter_map(run).collect();
    measures(step, done.iter().map(String::as_str))
}

/// What is read may name what was measured before it.
fn read_parts(subject: &Subject<'_>, step: &Step) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for (place, part) in step.flow.iter().enumerate() {
        let (Part::Read(name) | Part::Checkpoint(name)) = part else { continue };
        let Some(section) = subject.chapter.words.section(&step.id, name) else { continue };
        faults.extend(hole(subject, step, &section.blocks, &measured_before(step, place)));
    }
    faults
}

/// The first placeholder of some words that stands for none of the names known, or is in no known form.
fn hole(
    subject: &Subject<'_>,
    step: &Step,
    blocks: &[Block],
    known: &BTreeSet<String>,
) -> Option<Diagnostic> {
    let is_known = |name: &str| {
        known.contains(name) || name.split_once('.').is_some_and(|(run, _)| !is_measured(step, run))
    };
    let values = |name: &str| is_known(name).then_some(Filled { value: 0.5, unit: "" });
    let (at, error) = fill_blocks(blocks, &values).err()?;
    let (name, form) = error.0.split_once(':').unwrap_or((&error.0, ""));
    let fix = if is_known(name.trim()) {
        instead(form.trim(), FORMS.iter().map(|(form, _)| *form), "choose a form")
    } else {
        let otherwise = "name a run of the step that comes before, and one of its measures: {run.measure}";
        instead(name.trim(), known.iter().map(String::as_str), otherwise)
    };
    let hole = format!("{{{}}}", error.0);
    Some(subject.text_fault(Code::UnknownName, at, &hole, format!("{}: {error}", step.id), &fix))
}

/// The placeholders of a question's words: numbers drawn and computed everywhere; what was measured
/// where its run has been made by then.
pub fn of_question(subject: &Subject<'_>, step: &Step, question: &Question) -> Vec<Diagnostic> {
    let Some(section) = subject.chapter.words.section(&step.id, &question.id) else { return Vec::new() };
    let asks = |part: &Part| matches!(part, Part::Ask(name) | Part::Predict(name) if *name == question.id);
    let place = step.flow.iter().position(asks).unwrap_or(0);
    let mut known: BTreeSet<String> = question.draw.keys().chain(question.lets.keys()).cloned().collect();
    known.extend(matches!(question.answer, Answer::Number(_)).then(|| "answer".to_owned()));
    let own = measures(step, question.run.as_deref().into_iter());
    let is_prediction =
        step.flow.iter().any(|part| matches!(part, Part::Predict(name) if *name == question.id));
    let mut asked = known.clone();
    if !is_prediction {
        asked.extend(own.iter().cloned());
    }
    let mut told: BTreeSet<String> = known.union(&own).cloned().collect();
    told.extend(measured_before(step, place));
    let hints = section.hints();
    let said = section.items().into_iter().chain(section.items_of("slips")).map(|item| item.feedback);
    let asks = std::iter::once(section.prompt()).chain(hints.iter().map(Vec::as_slice));
    let first = asks.filter_map(|blocks| hole(subject, step, blocks, &asked));
    let said: Vec<Vec<Block>> = said.chain([section.why().to_vec()]).collect();
    first.chain(said.iter().filter_map(|blocks| hole(subject, step, blocks, &told))).collect()
}

/// The placeholders of an exploration's words: what was measured before it, and its own run.
fn of_explorations(subject: &Subject<'_>, step: &Step) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for exploration in &step.explorations {
        let Some(section) = subject.chapter.words.section(&step.id, &exploration.id) else { continue };
        let plays = |part: &Part| matches!(part, Part::Explore(name) if *name == exploration.id);
        let place = step.flow.iter().position(plays).unwrap_or(0);
        let mut known = measured_before(step, place);
        known.extend(measures(step, std::iter::once(exploration.run.as_str())));
        let all = section.hints().into_iter().chain([section.blocks.clone(), section.why().to_vec()]);
        faults.extend(all.filter_map(|blocks| hole(subject, step, &blocks, &known)));
    }
    faults
}
