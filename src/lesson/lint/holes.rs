//! Placeholders in words: each stands for a number drawn, computed, or measured by then.

use std::collections::BTreeMap;

use crate::experiment::find;
use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::fill::{FORMS, Filled, Hole, fill_blocks, holes};
use crate::lesson::lint::formulas::{is_measured, named};
use crate::lesson::lint::lab::Job;
use crate::lesson::lint::subject::{has_known_runs, instead};
use crate::lesson::lint::{Subject, braces, markup, unfilled};
use crate::lesson::markdown::{Block, BlockKind, each_text};
use crate::lesson::model::{Answer, Part, Question, Step};

/// The forms that suit a share alone.
const OF_SHARES: [&str; 2] = ["percent", "points"];

/// The names that some words may fill in, each with its unit.
pub type Known = BTreeMap<String, &'static str>;

/// Words under check: where they stand, and in which question if in one.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// The chapter.
    pub subject: &'a Subject<'a>,
    /// The step.
    pub step: &'a Step,
    /// The question that the words belong to.
    pub question: Option<&'a Question>,
}

/// Checks the placeholders of what is read, of questions and of explorations.
pub fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for step in subject.steps() {
        // What is measured when is not known where the flow names a run that is none.
        if has_known_runs(step) {
            faults.extend(read_parts(subject, step));
        }
        faults.extend(of_explorations(subject, step));
        faults.extend(step.questions.iter().flat_map(|question| of_question(subject, step, question)));
    }
    faults
}

/// The measures that a step's words may name once these runs are made.
fn measures<'a>(step: &Step, runs: impl Iterator<Item = &'a str>) -> Known {
    let mut names = Known::new();
    for run in runs {
        let experiment = step.runs.get(run).and_then(|run| find(&run.experiment));
        for measure in experiment.map(|experiment| experiment.measures()).unwrap_or_default() {
            names.insert(format!("{run}.{}", measure.name), measure.unit);
        }
    }
    names
}

/// The measures of the runs made before a part of the flow.
fn measured_before(step: &Step, place: usize) -> Known {
    let run = |part: &'_ Part| if let Part::Run(run) = part { Some(run.clone()) } else { None };
    let done: Vec<String> = step.flow[..place].iter().filter_map(run).collect();
    measures(step, done.iter().map(String::as_str))
}

/// What is read may name what was measured before it.
fn read_parts(subject: &Subject<'_>, step: &Step) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let words = Place { subject, step, question: None };
    for (place, part) in step.flow.iter().enumerate() {
        let (Part::Read(name) | Part::Checkpoint(name)) = part else { continue };
        // What is asked or explored is not read, which is said of the flow.
        if step.question(name).is_some() || step.exploration(name).is_some() {
            continue;
        }
        let Some(section) = subject.chapter.words.section(&step.id, name) else { continue };
        faults.extend(words.hole(&section.blocks, &measured_before(step, place)));
    }
    faults
}

impl Place<'_> {
    /// The first placeholder of some words that stands for none of the names known, or is in no form that
    /// suits it.
    fn hole(&self, blocks: &[Block], known: &Known) -> Option<Diagnostic> {
        // The braces of LaTeX are told as such.
        let mut is_latex = false;
        each_text(blocks, &mut |_, spans| {
            is_latex |= spans.iter().any(|span| markup::has_command(&span.text))
        });
        if is_latex {
            return None;
        }
        if let Some(fault) = braces::fault(self.subject, self.step, blocks) {
            return Some(fault);
        }
        let is_known = |name: &str| {
            known.contains_key(name)
                || name.split_once('.').is_some_and(|(run, _)| !is_measured(self.step, run))
        };
        let values = |name: &str| is_known(name).then_some(Filled { value: 0.5, unit: "" });
        let Err((at, error)) = fill_blocks(blocks, &values) else { return self.unsuited(blocks, known) };
        let (name, form) = error.0.split_once(':').unwrap_or((&error.0, ""));
        let (name, form) = (name.trim(), form.trim());
        let (why, fix) = if is_known(name) {
            let forms = FORMS.iter().map(|(form, _)| *form);
            (format!("there is no form `{form}`"), instead(form, forms, "choose a form"))
        } else {
            unfilled::why(self, name, known)
        };
        let hole = format!("{{{}}}", error.0);
        let message = format!("{}: `{hole}` cannot be filled in: {why}", self.step.id);
        Some(self.subject.text_fault(Code::UnknownName, at, &hole, message, &fix))
    }

    /// The first placeholder that shows a number with a unit as a share, or before a unit that it brings along.
    fn unsuited(&self, blocks: &[Block], known: &Known) -> Option<Diagnostic> {
        let mut found = None;
        each_text(blocks, &mut |at, spans| {
            for hole in spans.iter().flat_map(|span| holes(&span.text)) {
                let unit = known.get(hole.name).copied().unwrap_or_default();
                let wrong = || ill_suited(&hole, unit).or_else(|| self.no_share(&hole, unit));
                found = found.take().or_else(|| Some((at, hole, wrong()?)));
            }
        });
        let (at, Hole { name, form, .. }, (why, fix)) = found?;
        let text = if form.is_empty() { format!("{{{name}}}") } else { format!("{{{name}:{form}}}") };
        let message = format!("{}: {why}", self.step.id);
        Some(self.subject.text_fault(Code::UnknownName, at, &text, message, &fix))
    }
}

impl Place<'_> {
    /// A share shown as a whole number, or a number without unit that is no share shown as one.
    fn no_share(&self, hole: &Hole<'_>, unit: &str) -> Option<(String, String)> {
        let Hole { name, form, .. } = hole;
        let (run, measure) = name.split_once('.').filter(|_| unit.is_empty())?;
        let run = self.step.runs.get(run)?;
        let form = form.trim_end_matches(":bare");
        let is_share = form == "whole"
            && find(&run.experiment)?.measures().iter().any(|it| it.name == measure && it.is_accuracy());
        if is_share {
            let why = format!("`{name}` is a share from 0 to 1, and would be shown as 0 or 1");
            return Some((why, format!("write {{{name}:percent}}")));
        }
        if !OF_SHARES.contains(&form) {
            return None;
        }
        let trial = self.subject.lab.trial(&Job { run, more: Vec::new(), seed: 0 }).ok()?;
        let value = trial.report.measures.iter().find(|it| it.name == measure)?.value;
        // What is a few times as large may be said in percent; what counts may not.
        let is_count = value > 2.0 && value.fract() == 0.0;
        let why = format!("`{name}` is {value}, and no share: `:{form}` would show {} %", value * 100.0);
        is_count.then(|| (why, format!("write {{{name}}}")))
    }
}

/// Why a number with a unit does not suit its form or what follows it, and what to write instead.
fn ill_suited(hole: &Hole<'_>, unit: &str) -> Option<(String, String)> {
    let Hole { name, form, after } = hole;
    if !unit.is_empty() && OF_SHARES.contains(form) {
        let why = format!("`{name}` is measured in {unit}: `:{form}` is for a share");
        return Some((why, format!("write {{{name}}}, or another of its measures")));
    }
    let brings = match *form {
        "percent" => "%",
        form if form.ends_with("bare") => return None,
        _ => unit,
    };
    let rest = after.trim_start().strip_prefix(brings).filter(|_| !brings.is_empty())?;
    let is_again = !rest.starts_with(char::is_alphanumeric);
    let why = format!("`{name}` brings its unit along: it would be \"{brings} {brings}\"");
    is_again.then(|| (why, format!("delete the second \"{brings}\", or write the number alone: `:bare`")))
}

/// The placeholders of a question's words: numbers drawn and computed everywhere; what was measured
/// in what is said to the answer.
pub fn of_question(subject: &Subject<'_>, step: &Step, question: &Question) -> Vec<Diagnostic> {
    let Some(section) = subject.chapter.words.section(&step.id, &question.id) else { return Vec::new() };
    // That its run is not there, or a name of its own cannot be used, is said of the question.
    let is_lost = question.run.as_ref().is_some_and(|run| !step.runs.contains_key(run));
    if is_lost || !step.has_alone(&question.id) || !named(subject, step, question).is_empty() {
        return Vec::new();
    }
    let asks = |part: &Part| matches!(part, Part::Ask(name) | Part::Predict(name) if *name == question.id);
    let place = step.flow.iter().position(asks).unwrap_or(0);
    let drawn = question.draw.keys().chain(question.lets.keys());
    let mut asked: Known = drawn.map(|name| (name.clone(), "")).collect();
    let own = measures(step, question.run.as_deref().into_iter());
    let mut told: Known = own.iter().chain(&asked).map(|(name, unit)| (name.clone(), *unit)).collect();
    told.extend(measured_before(step, place));
    let answer = matches!(question.answer, Answer::Number(_)).then(|| ("answer".to_owned(), ""));
    told.extend(answer.clone());
    // The question is asked before its run is made.
    if question.run.is_none() {
        asked.extend(answer);
    }
    let hints = section.hints();
    let items = section.items();
    let choices = items.iter().map(|item| vec![as_paragraph(item.at, &item.text)]);
    let asks: Vec<Vec<Block>> =
        std::iter::once(section.prompt().to_vec()).chain(choices).chain(hints).collect();
    let said = items.iter().cloned().chain(section.items_of("slips")).map(|item| item.feedback);
    let said: Vec<Vec<Block>> = said.chain([section.why().to_vec()]).collect();
    let words = Place { subject, step, question: Some(question) };
    let first = asks.iter().filter_map(|blocks| words.hole(blocks, &asked));
    first.chain(said.iter().filter_map(|blocks| words.hole(blocks, &told))).collect()
}

fn as_paragraph(at: usize, text: &[crate::text::Span]) -> Block {
    Block { at, kind: BlockKind::Paragraph(text.to_vec()) }
}

/// The placeholders of an exploration's words: what was measured before it, and its own run.
fn of_explorations(subject: &Subject<'_>, step: &Step) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let words = Place { subject, step, question: None };
    for exploration in &step.explorations {
        // That its run is not there is said of the exploration.
        let section = subject.chapter.words.section(&step.id, &exploration.id);
        let Some(section) = section.filter(|_| step.runs.contains_key(&exploration.run)) else { continue };
        let plays = |part: &Part| matches!(part, Part::Explore(name) if *name == exploration.id);
        let place = step.flow.iter().position(plays).unwrap_or(0);
        let mut known = measured_before(step, place);
        known.extend(measures(step, std::iter::once(exploration.run.as_str())));
        let all = section.hints().into_iter().chain([section.blocks.clone(), section.why().to_vec()]);
        faults.extend(all.filter_map(|blocks| words.hole(&blocks, &known)));
    }
    faults
}
