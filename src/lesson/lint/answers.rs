//! Answers: what a key is made of, what a guess is drawn over, and numbers that are drawn and used.

use std::collections::BTreeSet;

use crate::experiment::find;
use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::lint::formulas::measured_names;
use crate::lesson::lint::lab::{Drawn, Job};
use crate::lesson::lint::subject::instead;
use crate::lesson::lint::{Subject, draws, kinds};
use crate::lesson::model::{Answer, Question, Step};
use crate::quiz::formula::Expression;

/// Checks the answers of every question.
pub fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let questions =
        subject.steps().iter().flat_map(|step| step.questions.iter().map(move |question| (step, question)));
    questions.flat_map(|(step, question)| of_question(subject, step, question)).collect()
}

/// What is wrong with the answer of a question.
pub fn of_question(subject: &Subject<'_>, step: &Step, question: &Question) -> Vec<Diagnostic> {
    if !step.has_alone(&question.id) {
        return Vec::new();
    }
    let checks = [typed_result, drawn_over, percent, same_place, same_slip];
    let mut faults: Vec<Diagnostic> =
        checks.iter().filter_map(|check| check(subject, step, question)).collect();
    faults.extend(kinds::fault(subject, step, question));
    faults.extend(draws::of_question(subject, step, question));
    faults
}

/// A question and its step.
pub(super) type Of<'a> = (&'a Step, &'a Question);

fn fault(subject: &Subject<'_>, of: Of<'_>, code: Code, path: &str, message: &str, fix: &str) -> Diagnostic {
    subject.question_fault(code, of, path, message, fix)
}

/// The names that a formula uses, in plain spelling; none where it cannot be read.
pub(super) fn names(formula: &str) -> BTreeSet<String> {
    formula.parse::<Expression>().map(|parsed| parsed.names()).unwrap_or_default().into_iter().collect()
}

/// All formulas of a question.
fn formulas(question: &Question) -> Vec<&str> {
    let lets = question.lets.values().map(String::as_str);
    lets.chain(question.answer.behaviour().formulas()).collect()
}

/// A key with a run that is a bare number, or choices and places that name nothing: a result typed stays when
/// the experiment changes.
fn typed_result(subject: &Subject<'_>, step: &Step, question: &Question) -> Option<Diagnostic> {
    if question.run.is_none() {
        return undrawn(subject, step, question);
    }
    let run = question.run.as_ref().filter(|run| step.runs.contains_key(*run))?;
    let names_nothing = || formulas(question).iter().all(|formula| names(formula).is_empty());
    let place = match &question.answer {
        Answer::Number(number) if number.key.trim().parse::<f64>().is_ok() => "answer/number/key",
        Answer::One(_) if names_nothing() => "answer/one/choices/0",
        Answer::Some(_) if names_nothing() => "answer/some/choices/0",
        Answer::Order(_) if names_nothing() => "answer/order/items/0",
        _ => return None,
    };
    let message = format!("its key is typed, and not what `{run}` measures");
    let few: Vec<String> = measured_names(step, run).into_iter().take(8).collect();
    let fix = format!("name a measure in it: {}; or leave \"run\" out", few.join(", "));
    Some(fault(subject, (step, question), Code::TypedNumber, place, &message, &fix))
}

/// A bare number as the key of a question that draws its numbers: it is right for one draw at most.
fn undrawn(subject: &Subject<'_>, step: &Step, question: &Question) -> Option<Diagnostic> {
    let Answer::Number(number) = &question.answer else { return None };
    number.key.trim().parse::<f64>().ok().filter(|_| !question.draw.is_empty())?;
    let drawn: Vec<String> = question.draw.keys().map(|name| format!("`{name}`")).collect();
    let message = format!("its key is typed, and does not follow {}", drawn.join(" and "));
    let fix = "compute it from the numbers drawn, as in \"2*n + 1\"; or draw none";
    Some(fault(subject, (step, question), Code::TypedNumber, "answer/number/key", &message, fix))
}

/// An axis or a series to draw the guess over that the run does not show.
fn drawn_over(subject: &Subject<'_>, step: &Step, question: &Question) -> Option<Diagnostic> {
    type Names = fn(&Drawn) -> &[String];
    let (of, path, what, names): (_, _, _, Names) = match &question.answer {
        Answer::Number(number) => (number.of.as_ref()?, "answer/number/of", "axis", |it| &it.axes),
        Answer::Curve(curve) => (curve.of.as_ref()?, "answer/curve/of", "series", |it| &it.series),
        _ => return None,
    };
    let run = step.runs.get(question.run.as_ref()?)?;
    let trial = subject.lab.trial(&Job { run, more: Vec::new(), seed: 0 }).ok()?;
    let known: BTreeSet<&str> =
        trial.shown(run).flat_map(|it| names(it).iter().map(String::as_str)).collect();
    if known.contains(of.as_str()) {
        return None;
    }
    let message = format!("no figure that its run shows has the {what} `{of}`");
    let fix = instead(of, known.into_iter(), "leave it out: there is nothing to draw a guess over");
    Some(fault(subject, (step, question), Code::UnknownName, path, &message, &fix))
}

/// A share as the key of a number that is typed in percent.
fn percent(subject: &Subject<'_>, step: &Step, question: &Question) -> Option<Diagnostic> {
    let Answer::Number(number) = &question.answer else { return None };
    let run = step.runs.get(question.run.as_ref().filter(|_| number.unit == "%")?)?;
    let key = number.key.trim();
    let info = find(&run.experiment)?.measures().into_iter().find(|info| info.name == key)?;
    let trial = subject.lab.trial(&Job { run, more: Vec::new(), seed: 0 }).ok()?;
    let value = trial.report.measures.iter().find(|measure| measure.name == key)?.value;
    let is_share = info.unit.is_empty() && (0.0..=1.0).contains(&value);
    let message = format!("its key, `{key}`, is a share from 0 to 1, and typed in %");
    let fix = format!("write 100*{key}; or 1*{key}, if it is in percent already");
    is_share.then(|| fault(subject, (step, question), Code::Key, "answer/number/key", &message, &fix))
}

/// Two items of an order with one key.
fn same_place(subject: &Subject<'_>, step: &Step, question: &Question) -> Option<Diagnostic> {
    let Answer::Order(order) = &question.answer else { return None };
    let keys: Vec<&str> = order.items.iter().map(|item| item.key.trim()).collect();
    let again = (1..keys.len()).find(|at| keys[..*at].contains(&keys[*at]))?;
    let first = keys.iter().position(|key| *key == keys[again])?;
    let message = format!("`{}` and `{}` have the same key", order.items[first].id, order.items[again].id);
    let path = format!("answer/order/items/{again}/key");
    Some(fault(subject, (step, question), Code::Key, &path, &message, "give each its own"))
}

/// Two slips of a number with one value: only the first would be told.
fn same_slip(subject: &Subject<'_>, step: &Step, question: &Question) -> Option<Diagnostic> {
    let Answer::Number(number) = &question.answer else { return None };
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let values: Vec<String> = number.slips.iter().map(|slip| squeezed(&slip.value)).collect();
    let again = (1..values.len()).find(|at| values[..*at].contains(&values[*at]))?;
    let first = values.iter().position(|value| *value == values[again])?;
    let message = format!(
        "the slips `{}` and `{}` have the same value",
        number.slips[first].id, number.slips[again].id
    );
    let path = format!("answer/number/slips/{again}/value");
    Some(fault(subject, (step, question), Code::Key, &path, &message, "only the first is told: join the two"))
}
