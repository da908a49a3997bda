//! Why a placeholder has no number where it stands, and where it would have one.

use crate::experiment::find;
use crate::lesson::lint::holes::{Known, Place};
use crate::lesson::lint::prose::section_of;
use crate::lesson::lint::subject::{instead, place_of};
use crate::lesson::model::{Answer, Part, Question, Step};
use crate::lesson::pointer::locate;

/// Why a name stands for nothing in some words, and what to write instead.
pub fn why(place: &Place<'_>, name: &str, known: &Known) -> (String, String) {
    let told = if name == "answer" { answer(place) } else { measured(place, name) };
    told.unwrap_or_else(|| {
        let is_name = |c: char| c.is_alphanumeric() || ".-_ ".contains(c);
        if !name.starts_with(char::is_alphabetic) || !name.chars().all(is_name) {
            let fix = format!("braces that should be shown are doubled: {{{{{name}}}}}");
            return (format!("`{name}` is no name"), fix);
        }
        let otherwise =
            "name a run of this step that is made before these words, and one of its measures: {run.measure}";
        let fix = instead(name, known.keys().map(String::as_str), otherwise);
        (format!("there is no number `{name}`"), fix)
    })
}

/// `{answer}`: the key of a number, once it is known.
fn answer(place: &Place<'_>) -> Option<(String, String)> {
    let question = place.question?;
    if !matches!(question.answer, Answer::Number(_)) {
        let fix = "say the right choice in words; it is named before them anyway";
        return Some(("`{answer}` is the key of a number".to_owned(), fix.to_owned()));
    }
    let run = question.run.as_ref()?;
    Some((format!("the answer is known only when `{run}` has run"), AFTERWARDS.to_owned()))
}

/// Where the words of a question may say what its run measured.
const AFTERWARDS: &str = "say it in the feedback, or under `#### why`";

/// A measure that exists, of a run that is made later, elsewhere or never.
fn measured(place: &Place<'_>, name: &str) -> Option<(String, String)> {
    let (run, measure) = name.split_once('.')?;
    let Some(step) = owner(place, run) else {
        let other = place.subject.steps().iter().find(|step| measures(step, run, measure))?;
        let why = format!("`{run}` is a run of the step `{}`", other.id);
        return Some((why, "only runs of the step itself can be named: give it that run, too".to_owned()));
    };
    if !measures(step, run, measure) {
        return None;
    }
    let made = step.flow.iter().position(|part| matches!(part, Part::Run(name) if name == run));
    if let Some(question) = place.question {
        if question.run.as_deref() == Some(run) {
            return Some((format!("it is known only when `{run}` has run"), AFTERWARDS.to_owned()));
        }
        if made < asked(step, question) {
            let why = format!("a quiz asks this without `{run}`");
            return Some((why, format!("give the question \"run\": \"{run}\"; or leave the number out")));
        }
    }
    Some(match made {
        Some(at) => {
            let path = format!("steps/{}/flow/{at}", place_of(place.subject.steps(), step));
            let before = &place.subject.source[..locate(&place.subject.source, &path).start];
            let line = before.matches('\n').count() + 1;
            let why = format!("`{run}` runs only later, at line {line} of {}", place.subject.file);
            (why, "say it after that, or put the run before".to_owned())
        }
        None => (
            format!("`{run}` is never run"),
            format!("put {{\"run\": \"{run}\"}} into the step's flow before these words"),
        ),
    })
}

/// Where the flow asks a question.
fn asked(step: &Step, question: &Question) -> Option<usize> {
    step.flow.iter().position(|part| section_of(part) == Some(&question.id))
}

/// The step itself where it has a run of that name.
fn owner<'a>(place: &Place<'a>, run: &str) -> Option<&'a Step> {
    place.step.runs.contains_key(run).then_some(place.step)
}

fn measures(step: &Step, run: &str, measure: &str) -> bool {
    let experiment = step.runs.get(run).and_then(|run| find(&run.experiment));
    experiment.is_some_and(|experiment| experiment.measures().iter().any(|info| info.name == measure))
}
