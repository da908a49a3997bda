//! Whatever is typed: no panic, no control characters back, and a formula printed reads back.

use dltutor::quiz::formula::Expression;
use dltutor::quiz::{Language, Outcome, Question, ask, grade};
use proptest::prelude::*;

use super::answers::questions;

/// One question of each kind in the table, and more.
fn all() -> Vec<Question> {
    questions(include_str!("answers.txt")).into_iter().map(|(_, _, question)| question).collect()
}

fn check(question: &Question, typed: &str, seed: u64) {
    let order = ask(question, seed).order;
    for language in [Language::English, Language::Korean, Language::DecimalComma] {
        let grade = grade(question, &order, typed, language);
        let said = [&grade.echo, &grade.feedback].into_iter().flatten();
        assert!(said.flat_map(|text| text.chars()).all(|c| !c.is_control()), "{typed:?}: {grade:?}");
        if grade.outcome == Outcome::NotGradable {
            assert!(grade.feedback.is_some(), "{typed:?} to {}: nothing says what to type", question.id);
        }
    }
}

/// Pieces that answers are made of, and some that they are not.
const PIECES: &[&str] = &[
    "1",
    "0",
    "5",
    ".",
    ",",
    "e",
    "-",
    "−",
    "⁻",
    "³",
    "^",
    "*",
    "/",
    "(",
    ")",
    "|",
    "x",
    "β",
    "₁",
    "σ",
    "max",
    "ln",
    " ",
    "a",
    "b",
    "c",
    "and",
    "or",
    "not",
    "<",
    "=",
    "%",
    "½",
    "배",
    "만",
    "ms",
    "about",
    "≈",
    "half",
    "\u{1b}[31m",
    "\u{0}",
    "é",
    "👩‍🔬",
    "'",
    "\"",
    "to",
    "line",
    "k",
    "M",
    "١",
    "ﬀ",
    "İ",
    "ẞ",
    "Ǆ",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(150) })]

    #[test]
    fn any_text_is_graded(typed in ".{0,40}", seed in any::<u64>()) {
        all().iter().for_each(|question| check(question, &typed, seed));
    }

    #[test]
    fn any_answer_like_text_is_graded(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..12), seed in any::<u64>()) {
        let typed: String = pieces.concat();
        all().iter().for_each(|question| check(question, &typed, seed));
    }

    /// What a formula was read as is the same formula.
    #[test]
    fn a_printed_formula_reads_back(pieces in prop::collection::vec(prop::sample::select(PIECES), 1..10)) {
        let text: String = pieces.concat();
        if let Ok(formula) = Expression::with_names(&text, &["x", "beta1"]) {
            let printed = formula.to_string();
            let again = Expression::with_names(&printed, &["x", "beta1"]);
            prop_assert!(again.is_ok(), "{} is printed as {}", text, printed);
            let names = [("x", 0.75), ("beta1", -1.5)];
            let (one, two) = (formula.value(&names).unwrap(), again.unwrap().value(&names).unwrap());
            let same = one == two || (one - two).abs() <= 1e-6 * one.abs() || (one.is_nan() && two.is_nan());
            prop_assert!(same, "{} is printed as {}: {} and {}", text, printed, one, two);
        }
    }
}

#[test]
fn a_paste_of_ten_kilobytes_is_no_answer() {
    for piece in ["a ", "1,", "(", "x", "-", "½ ", "e"] {
        let typed = piece.repeat(10_000 / piece.len());
        for question in all() {
            assert_eq!(grade(&question, &[], &typed, Language::English).outcome, Outcome::NotGradable);
        }
    }
}
