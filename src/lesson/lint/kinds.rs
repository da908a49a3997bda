//! Each kind of answer in its own terms: tolerances that let something pass and not everything, lines and items that
//! are there, ranges that are not empty. What needs a number drawn or a run made is tried with the grader.

use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::lint::Subject;
use crate::lesson::lint::subject::instead;
use crate::lesson::model::{Answer, Question, Step};
use crate::lesson::question::{Bug, Curve, Formula, Number};

/// How many choices, items or lines can be shown.
const SHOWN: std::ops::RangeInclusive<usize> = 2..=26;

/// The largest factor that is still a guess.
const WIDEST: f64 = 100.0;

/// A place within an answer, what is wrong there, and what mends it.
type Told = (String, String, String);

/// The first thing that is wrong with an answer by itself.
pub fn fault(subject: &Subject<'_>, step: &Step, question: &Question) -> Option<Diagnostic> {
    let (path, message, fix) = match &question.answer {
        Answer::One(one) => count("one/choices", "choices", one.choices.len()),
        Answer::Some(some) => count("some/choices", "choices", some.choices.len()),
        Answer::Order(order) => count("order/items", "items", order.items.len()),
        Answer::Number(number) => tolerance(number),
        Answer::Curve(curve) => of_curve(curve),
        Answer::Formula(formula) => of_formula(formula),
        Answer::Bug(bug) => of_bug(bug),
    }?;
    Some(subject.question_fault(Code::Key, (step, question), &format!("answer/{path}"), &message, &fix))
}

fn told(path: impl Into<String>, message: String, fix: impl Into<String>) -> Option<Told> {
    Some((path.into(), message, fix.into()))
}

fn count(path: &str, what: &str, count: usize) -> Option<Told> {
    let message = format!("it has {count} {what}: {} to {} can be shown", SHOWN.start(), SHOWN.end());
    if SHOWN.contains(&count) { None } else { told(path, message, "name two at least") }
}

fn tolerance(number: &Number) -> Option<Told> {
    const SHARE: &str = "a share of the key: 0.05 is 5 %";
    if let Some(factor) = number.factor {
        if let Some(told) = of_factor("number/factor", factor) {
            return Some(told);
        }
        if number.absolute != 0.0 || number.relative != Number::RELATIVE {
            let other = if number.absolute == 0.0 { "relative" } else { "absolute" };
            let message = format!("`factor` and `{other}` both say how far off is still right");
            return told(format!("number/{other}"), message, "give one of the two");
        }
        return None;
    }
    for (member, value, fix) in [
        ("relative", number.relative, SHARE),
        ("absolute", number.absolute, "as many as the answer may be off"),
    ] {
        if value.is_nan() || value < 0.0 {
            let message = format!("`{member}` is {value}: it takes 0 or more");
            return told(format!("number/{member}"), message, fix);
        }
    }
    let message = format!("`relative` is {}: 0 would be right, too", number.relative);
    if number.relative >= 1.0 { told("number/relative", message, SHARE) } else { None }
}

fn of_factor(path: &str, factor: f64) -> Option<Told> {
    let message = format!("a `factor` of {factor}: it takes more than 1, and up to {WIDEST}");
    let is_usable = factor > 1.0 && factor <= WIDEST;
    if is_usable {
        None
    } else {
        told(path, message, "3 lets pass a third of the key to three times the key")
    }
}

fn of_curve(curve: &Curve) -> Option<Told> {
    if curve.points.len() < 2 {
        return told(
            "curve/points",
            "a curve needs two points at least".to_owned(),
            "add one, from left to right",
        );
    }
    let is_back = |pair: &[crate::lesson::question::Point]| pair[1].at <= pair[0].at;
    if let Some(place) = curve.points.windows(2).position(is_back) {
        let message = "this point does not lie right of the one before".to_owned();
        return told(format!("curve/points/{}/at", place + 1), message, "order them from left to right");
    }
    if let Some(place) = curve.slips.iter().position(|slip| slip.values.len() != curve.points.len()) {
        let (has, wants) = (curve.slips[place].values.len(), curve.points.len());
        let message = format!("its slip `{}` has {has} values for {wants} points", curve.slips[place].id);
        return told(format!("curve/slips/{place}/values"), message, "give a value for each point");
    }
    match (curve.factor, curve.absolute) {
        (Some(factor), None) => of_factor("curve/factor", factor),
        (None, Some(_)) => None,
        _ => {
            let message = "a curve has either a `factor` or an `absolute`".to_owned();
            told("curve", message, "say how far off is still right: \"factor\": 3, or \"absolute\": 0.1")
        }
    }
}

fn of_formula(formula: &Formula) -> Option<Told> {
    let is_empty = |range: &crate::lesson::question::Variable| {
        let is_usable = range.from < range.to && range.from.is_finite() && range.to.is_finite();
        !is_usable
    };
    if formula.variables.is_empty() {
        let message = "a formula needs a variable that it is made of".to_owned();
        return told("formula/variables", message, r#"as in [{"name": "s", "from": 0, "to": 1}]"#);
    }
    let place = formula.variables.iter().position(is_empty)?;
    let variable = &formula.variables[place];
    let message =
        format!("`{}` goes from {} to {}, where nothing lies", variable.name, variable.from, variable.to);
    told(format!("formula/variables/{place}"), message, "`from` is below `to`")
}

fn of_bug(bug: &Bug) -> Option<Told> {
    if !bug.lines.contains(&bug.wrong) {
        let fix = instead(&bug.wrong, bug.lines.iter().map(String::as_str), "name one of its lines");
        return told("bug/wrong", format!("there is no line `{}`", bug.wrong), fix);
    }
    count("bug/lines", "lines", bug.lines.len())
}
