//! What the words advise to type, as in `e depth=20`: the run on the screen has to take it.

use crate::experiment::{Experiment, Settings, find};
use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::lint::Subject;
use crate::lesson::lint::prose::section_of;
use crate::lesson::lint::subject::has_known_runs;
use crate::lesson::markdown::each_text;
use crate::lesson::model::{Part, Run, Step};
use crate::text::Role;

/// Tries everything that some words advise to try.
pub fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    subject.steps().iter().flat_map(|step| step_faults(subject, step)).collect()
}

fn step_faults(subject: &Subject<'_>, step: &Step) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let is_told = !has_known_runs(step) || step.runs.values().any(is_refused);
    for (place, part) in step.flow.iter().enumerate().filter(|_| !is_told) {
        let section = section_of(part).and_then(|name| subject.chapter.words.section(&step.id, name));
        let Some(section) = section else { continue };
        let runs = within_reach(step, place);
        // A step whose runs are never made has a fault of its own.
        if runs.is_empty() && !step.runs.is_empty() {
            continue;
        }
        let is_open = matches!(part, Part::Explore(_));
        let blocks = section.blocks.iter().chain(section.parts.values().flatten());
        for (at, typed) in advised(blocks, is_open) {
            if let Some(why) = refusal(&runs, &typed) {
                let message = format!("{}: `{typed}` cannot be tried here: {why}", step.id);
                let fix = "advise settings that the run before takes; `dltutor run NAME --help` lists them";
                faults.push(subject.text_fault(Code::Setting, at, &typed, message, fix));
            }
        }
    }
    faults
}

/// Whether the experiment does not take the settings of a run itself, which is said of the run.
fn is_refused(run: &Run) -> bool {
    let parse =
        |experiment: &dyn Experiment| Settings::parse_authored(&experiment.parameters(), &run.set).is_err();
    find(&run.experiment).is_some_and(parse)
}

/// The run a learner would change at a part: the last before it, or one that the same page still makes.
fn within_reach(step: &Step, place: usize) -> Vec<&Run> {
    let run = |part: &Part| match part {
        Part::Run(name) => step.runs.get(name),
        Part::Explore(name) => step.exploration(name).and_then(|it| step.runs.get(&it.run)),
        _ => None,
    };
    let last = step.flow[..place].iter().rev().find_map(run);
    let coming = step.flow[place..].iter().take_while(|part| **part != Part::Page).filter_map(run);
    last.into_iter().chain(coming).collect()
}

/// The code in some words that begins with `e ` and names settings, with its place; in an exploration they are typed
/// alone.
fn advised<'a>(
    blocks: impl IntoIterator<Item = &'a crate::lesson::markdown::Block>,
    is_open: bool,
) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    each_text(blocks, &mut |at, spans| {
        let codes = spans.iter().filter(|span| span.role == Role::Code).map(|span| span.text.trim());
        let is_advice = |text: &&str| {
            let alone = text.split_whitespace().all(is_setting);
            let settings =
                text.strip_prefix("e ").or(Some(*text).filter(|_| is_open && alone)).unwrap_or_default();
            settings.contains('=') && !settings.contains(['…', '{'])
        };
        found.extend(codes.filter(is_advice).map(|text| (at, text.to_owned())));
    });
    found
}

/// Whether a word looks like `name=value`, and not like a formula.
fn is_setting(word: &str) -> bool {
    let is_name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    word.split_once('=')
        .is_some_and(|(name, value)| is_name(name) && !value.is_empty() && !value.starts_with('='))
}

/// Why none of the runs takes what would be typed; nothing where one does.
fn refusal(runs: &[&Run], typed: &str) -> Option<String> {
    let settings: Vec<&str> = typed.split_whitespace().filter(|word| word.contains('=')).collect();
    let mut why = "nothing has run before it on this page or an earlier one".to_owned();
    for run in runs {
        // That an experiment is missing is said of the run.
        let experiment = find(&run.experiment)?;
        let all: Vec<&str> = run.set.iter().map(String::as_str).chain(settings.iter().copied()).collect();
        match Settings::parse(&experiment.parameters(), &all) {
            Ok(_) => return None,
            Err(error) => why = error.to_string(),
        }
    }
    Some(why)
}
