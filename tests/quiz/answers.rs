//! The table of `answers.txt`, through the real grader.

use dltutor::quiz::{Language, Outcome, Question, grade};

struct Row<'a> {
    question: &'a Question,
    language: Language,
    expected: Outcome,
    typed: &'a str,
    line: usize,
}

impl Row<'_> {
    /// Options as they stand, so that the table can say `a`.
    fn outcome(&self) -> Outcome {
        grade(self.question, &[], self.typed, self.language).outcome
    }
}

pub(super) fn questions(text: &str) -> Vec<(usize, Language, Question)> {
    let headers = text.lines().enumerate().filter_map(|(at, line)| {
        let (code, json) = line.split_once("? {")?;
        let language = Language::of(code.trim());
        let question =
            serde_json::from_str(&format!("{{{json}")).unwrap_or_else(|error| panic!("{line}: {error}"));
        ["", "de "].contains(&code).then_some((at, language, question))
    });
    headers.collect()
}

fn rows<'a>(text: &'a str, questions: &'a [(usize, Language, Question)]) -> Vec<Row<'a>> {
    let expected = |sign| match sign {
        '+' => Some(Outcome::Correct),
        '-' => Some(Outcome::Incorrect),
        '~' => Some(Outcome::NotGradable),
        _ => None,
    };
    let all = text.lines().enumerate().filter_map(|(at, line)| {
        let expected = expected(line.chars().next()?)?;
        let (_, language, question) = questions.iter().rfind(|(header, _, _)| *header < at)?;
        Some(Row {
            question,
            language: *language,
            expected,
            typed: line.get(2..).unwrap_or_default(),
            line: at + 1,
        })
    });
    all.collect()
}

#[test]
fn no_right_answer_is_rejected_and_no_wrong_one_accepted() {
    let text = include_str!("answers.txt");
    let questions = questions(text);
    let rows = rows(text, &questions);
    let of = |expected| rows.iter().filter(move |row| row.expected == expected);
    for row in rows.iter().filter(|row| row.outcome() != row.expected) {
        println!("line {}: {:?} is {:?}, not {:?}", row.line, row.typed, row.outcome(), row.expected);
    }
    let rejected = of(Outcome::Correct).filter(|row| row.outcome() != Outcome::Correct).count();
    let accepted = rows
        .iter()
        .filter(|row| row.expected != Outcome::Correct && row.outcome() == Outcome::Correct)
        .count();
    let confused = rows.iter().filter(|row| row.outcome() != row.expected).count() - rejected - accepted;
    let (right, others) = (of(Outcome::Correct).count(), rows.len() - of(Outcome::Correct).count());
    println!(
        "{} answers: {rejected} of {right} right ones rejected, {accepted} of {others} others accepted",
        rows.len()
    );
    assert!(rows.len() >= 400);
    assert_eq!(
        (rejected, accepted, confused),
        (0, 0, 0),
        "rejected, accepted, wrong called no answer or the reverse"
    );
}

/// Every question of the table is sound, is solved by its own key in any order it is shown in, and
/// calls its own wrong answers wrong.
#[test]
fn every_question_agrees_with_itself() {
    for (line, language, question) in questions(include_str!("answers.txt")) {
        let kind = question.kind.behaviour();
        for seed in 0..10 {
            let order = dltutor::quiz::ask(&question, seed).order;
            let key = kind.key(&order);
            assert_eq!(
                grade(&question, &order, &key, language).outcome,
                Outcome::Correct,
                "line {line}: {key}"
            );
            for wrong in kind.wrong(&order) {
                let outcome = grade(&question, &order, &wrong, language).outcome;
                assert_eq!(outcome, Outcome::Incorrect, "line {line}: {wrong}");
            }
        }
    }
}
