//! Every kind of answer, made from its JSON and words, solved and missed.

use super::*;
use crate::lesson::load::Chapter;
use crate::lesson::markdown::plain;
use crate::lesson::model::Lesson;
use crate::lesson::outline::Outline;
use crate::lesson::words::Words;
use crate::plot::figure::{Bars, Lines, Mark, Series};
use crate::plot::{Axis, Figure};

const HEAD: &str = r#"{"format": "dltutor-lesson", "version": 1, "id": "c", "minutes": 1, "steps": [{"id": "s", "flow": [], "questions": ["#;

fn instance(question: &str, words: &str) -> Instance {
    let lesson: Lesson = serde_json::from_str(&format!("{HEAD}{question}]}}]}}")).unwrap();
    let words = Words::parse("en.md", &format!("# C\n\n## s: S\n\n### q\n\nAsk.\n\n{words}")).unwrap();
    let outline = Outline::of(&lesson, &words, "en", None);
    let chapter = Chapter { outline, lesson, words, words_file: "c/en.md".into() };
    let step = &chapter.lesson.steps[0];
    Instance::with_key(&chapter, step, &step.questions[0], 3, None).unwrap()
}

fn said(instance: &Instance, typed: &str) -> (Outcome, String) {
    let verdict = instance.grade(typed);
    let texts = verdict.feedback.iter().map(|block| match &block.kind {
        BlockKind::Paragraph(spans) => plain(spans),
        other => format!("{other:?}"),
    });
    (verdict.outcome, texts.collect::<Vec<_>>().join(" "))
}

/// The letters of some options, by the beginning of their texts.
fn letters(instance: &Instance, beginnings: &[&str]) -> String {
    let letter = |beginning: &&str| {
        let option = instance.posed.options.iter().find(|(_, text)| plain(text).starts_with(beginning));
        option.unwrap().0.clone()
    };
    beginnings.iter().map(letter).collect::<Vec<_>>().join(" ")
}

const CHOICES: &str = "- `a`: alpha\n  > A!\n- `b`: beta\n  > B!\n- `c`: gamma\n  > C!\n\n";

#[test]
fn a_wrong_set_is_named_before_a_wrong_choice() {
    let some = instance(
        r#"{"id": "q", "draw": {"n": {"one_of": [4]}}, "answer": {"some": {"choices": [{"id": "a", "right": "n > 3"},
            {"id": "b", "right": "true"}, {"id": "c", "right": "n > 5"}], "slips": [{"id": "all", "picked": ["c", "a", "b"]}]}}}"#,
        &format!("{CHOICES}#### slips\n\n- `all`\n  > Not all three.\n"),
    );
    assert_eq!(some.key_text(), "alpha and beta");
    assert_eq!(some.grade(&letters(&some, &["beta", "alpha"])).outcome, Outcome::Correct);
    assert_eq!(said(&some, "all"), (Outcome::Incorrect, "Not all three.".into()));
    assert_eq!(said(&some, &letters(&some, &["gamma"])), (Outcome::Incorrect, "C!".into()));
    let left_out = said(&some, &letters(&some, &["alpha"]));
    assert!(left_out.1.contains("Not all of them.") && left_out.1.contains("B!"), "{left_out:?}");
}

#[test]
fn a_ranking_is_graded_named_and_put_beside_the_measured_one() {
    let order = instance(
        r#"{"id": "q", "answer": {"order": {"falling": true, "items": [{"id": "a", "key": "1"}, {"id": "b", "key": "3"},
            {"id": "c", "key": "2"}], "slips": [{"id": "back", "order": ["a", "c", "b"]}]}}}"#,
        &format!("{CHOICES}#### slips\n\n- `back`\n  > From the other end.\n"),
    );
    assert_eq!(order.key_text(), "beta → gamma → alpha");
    let right = letters(&order, &["beta", "gamma", "alpha"]);
    assert_eq!(order.grade(&right).outcome, Outcome::Correct);
    let back = letters(&order, &["alpha", "gamma", "beta"]);
    assert_eq!(said(&order, &back), (Outcome::Incorrect, "From the other end.".into()));
    let near = letters(&order, &["gamma", "beta", "alpha"]);
    assert!(said(&order, &near).1.contains("\"beta\" comes before \"gamma\""));
    let figures = order.with_guess(&near, Vec::new());
    let Figure::Table(table) = &figures[0] else { panic!("{figures:?}") };
    assert_eq!(table.rows[0], ["1", "gamma", "beta", "3"]);
    assert_eq!(table.caption, "1 of 3 in their place.");
}

#[test]
fn a_curve_is_typed_as_heights_and_drawn_over_its_series() {
    let curve = instance(
        r#"{"id": "q", "answer": {"curve": {"points": [{"at": 1, "key": "1"}, {"at": 4, "key": "1/64"}],
            "factor": 3, "name": "layer", "of": "sigmoid", "slips": [{"id": "flat", "values": ["1", "1"]}]}}}"#,
        "#### slips\n\n- `flat`\n  > It does not stay.\n",
    );
    assert_eq!(curve.key_text(), "layer 1: 1, layer 4: 0.016");
    assert_eq!(curve.grade("2, 0.02").outcome, Outcome::Correct);
    assert_eq!(said(&curve, "1 1"), (Outcome::Incorrect, "It does not stay.".into()));
    assert_eq!(curve.grade("1 0.001").outcome, Outcome::Incorrect);
    assert!(matches!(curve.posed.read("1"), Reading::Nonsense(why) if why.contains("2 numbers")));
    let lines = |name: &str| {
        Figure::Lines(Lines {
            series: vec![Series::new(name, vec![[1.0, 1.0], [4.0, 0.1]])],
            ..Lines::default()
        })
    };
    let figures = curve.with_guess("1 0.5", vec![lines("tanh"), lines("sigmoid")]);
    let Figure::Lines(over) = &figures[1] else { panic!("{figures:?}") };
    assert_eq!(over.series[1], Series::new(guess::GUESS, vec![[1.0, 1.0], [4.0, 0.5]]));
    assert_eq!(figures[0], lines("tanh"));
}

#[test]
fn a_number_is_drawn_across_the_axis_it_is_a_value_of() {
    let number = instance(
        r#"{"id": "q", "answer": {"number": {"key": "8", "factor": 2, "of": "loss", "slips": [{"id": "sum", "value": "100"}]}}}"#,
        "#### slips\n\n- `sum`\n  > A sum.\n",
    );
    assert_eq!(number.grade("5").outcome, Outcome::Correct);
    assert_eq!(said(&number, "90"), (Outcome::Incorrect, "A sum.".into()));
    let lines = Figure::Lines(Lines { y: Axis::linear("loss").from_to(0.0, 1.0), ..Lines::default() });
    let Figure::Lines(over) = &number.with_guess("5", vec![lines])[0] else { panic!() };
    assert_eq!(over.marks, [Mark::Horizontal { name: guess::GUESS.into(), y: 5.0 }]);
    assert_eq!(over.y.range, Some((0.0, 5.0)));
    let bars = Figure::Bars(Bars { y: Axis::linear("loss"), ..Bars::default() });
    let Figure::Bars(over) = &number.with_guess("5", vec![bars])[0] else { panic!() };
    assert_eq!(over.bars, [(guess::GUESS.to_owned(), 5.0)]);
}

#[test]
fn the_answer_shows_the_digits_in_which_it_is_explained() {
    let key = |key: &str, unit: &str, why: &str| {
        let question =
            format!(r#"{{"id": "q", "answer": {{"number": {{"key": "{key}", "unit": "{unit}"}}}}}}"#);
        instance(&question, &format!("#### why\n\n{why}\n")).key_text().to_owned()
    };
    assert_eq!(key("1375", "steps", "It takes {answer}."), "1,375 steps");
    assert_eq!(key("1375", "", "It takes long."), "1,375");
    assert_eq!(key("1375", "", "About {answer:digits2}."), "1,400");
    assert_eq!(key("ln(3)", "nats", "> - ln 3 = {answer:digits4}"), "1.099 nats");
    assert_eq!(key("ln(3)", "", "| a | b |\n|---|---|\n| ln 3 | {answer:digits4:bare} |"), "1.099");
    assert_eq!(key("ln(3)", "", "First {answer}, then {answer:digits6}."), "1.1");
    assert_eq!(key("ln(3)", "", "In words."), "1.1");
    assert_eq!(key("2/3", "times", "{answer:times}"), "0.667 times");
}

#[test]
fn drawn_numbers_stand_in_the_key_of_a_formula() {
    let formula = instance(
        r#"{"id": "q", "draw": {"a": {"one_of": [-3]}}, "answer": {"formula": {"key": "a*x + max(0, x)",
            "variables": [{"name": "x", "from": -4, "to": 4}], "slips": [{"id": "line", "value": "(a + 1)*x"}]}}}"#,
        "#### slips\n\n- `line`\n  > Right of 0 only.\n",
    );
    assert_eq!(formula.key_text(), "(-3)*x + max(0, x)");
    assert_eq!(formula.grade("relu(x) - 3x").outcome, Outcome::Correct);
    assert_eq!(said(&formula, "-2x"), (Outcome::Incorrect, "Right of 0 only.".into()));
    assert!(said(&formula, "x").1.contains("yours gives"));
}

#[test]
fn a_wrong_line_is_found_by_its_number() {
    let bug =
        instance(r#"{"id": "q", "answer": {"bug": {"lines": ["a", "b", "c"], "wrong": "b"}}}"#, CHOICES);
    assert_eq!(bug.key_text(), "line 2: beta");
    assert_eq!(said(&bug, "2"), (Outcome::Correct, "B!".into()));
    assert_eq!(said(&bug, "line 3"), (Outcome::Incorrect, "C!".into()));
    assert_eq!(bug.posed.options[0].0, "1");
}

/// A backward pass through one sigmoid unit whose second line forgets a factor.
fn checked(wrong: &str) -> (String, &'static str) {
    let question = format!(
        r#"{{"id": "q", "draw": {{"w": {{"one_of": [0.5]}}, "x": {{"whole": [2, 4]}}, "y": {{"one_of": [0]}}}},
            "answer": {{"bug": {{"lines": ["da", "dz", "dw"], "wrong": "{wrong}",
            "check": {{"forward": ["z = w*x", "a = sigmoid(z)", "loss = (a - y)^2/2"]}}}}}}}}"#
    );
    (question, "- `da`: `da = a - y`\n  > A!\n- `dz`: `dz = da*a`\n  > Z!\n- `dw`: `dw = dz*x`\n  > W!\n")
}

#[test]
fn a_gradient_check_shows_each_line_and_finds_the_wrong_one() {
    let (question, words) = checked("dz");
    let bug = instance(&question, words);
    let rows = bug.posed.checked();
    assert_eq!(rows.iter().map(|row| row.agrees()).collect::<Vec<_>>(), [true, false, false]);
    let ratio = rows[1].ratio().unwrap();
    assert!((ratio - rows[2].ratio().unwrap()).abs() < 1e-6 && ratio > 2.0, "{rows:?}");
    assert!(
        instance(r#"{"id": "q", "answer": {"bug": {"lines": ["a", "b"], "wrong": "b"}}}"#, CHOICES)
            .posed
            .checked()
            .is_empty()
    );
}

#[test]
#[should_panic(expected = "finds `dz` wrong, not `dw`")]
fn a_wrong_line_that_the_check_does_not_find_is_a_fault() {
    let (question, words) = checked("dw");
    instance(&question, words);
}
