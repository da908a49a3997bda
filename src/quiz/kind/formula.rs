//! A formula.

use serde::{Deserialize, Serialize};

use crate::quiz::formula::{Comparison, Expression, Region, compare};
use crate::quiz::grade::{Asked, Grade};
use crate::quiz::language::Language;
use crate::quiz::number::show;
use crate::quiz::reading::tidy;
use crate::quiz::{Outcome, QuestionKind};

/// A variable of a formula and where it is tried.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Variable {
    /// Its name in plain spelling: `beta1`. Learners may type `β₁`.
    pub name: String,
    /// The parts of its domain in which the formula must be right, each tried by itself: for ReLU
    /// `[-5, 0]` and `[0, 5]`. The bounds themselves are never tried.
    pub regions: Vec<Region>,
}

/// A formula to give, right where it equals the key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Formula {
    /// The right answer.
    pub key: String,
    /// The variables it may use.
    pub variables: Vec<Variable>,
    /// Wrong formulas that show what was misunderstood.
    #[serde(default)]
    pub misconceptions: Vec<WrongFormula>,
}

/// A wrong formula with its reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WrongFormula {
    /// The formula.
    pub formula: String,
    /// What is said to it.
    pub feedback: String,
}

impl Formula {
    fn names(&self) -> Vec<&str> {
        self.variables.iter().map(|variable| variable.name.as_str()).collect()
    }

    fn read(&self, typed: &str) -> Result<Expression, String> {
        let tidy = without_latex(&tidy(typed));
        let text = right_side(&tidy);
        Expression::with_names(text, &self.names()).map_err(|error| error.explain(text))
    }

    fn compare(&self, formula: &Expression, key: &str) -> Option<Comparison> {
        let key = Expression::with_names(key, &self.names()).ok()?;
        let variables: Vec<(&str, &[Region])> = self
            .variables
            .iter()
            .map(|variable| (variable.name.as_str(), variable.regions.as_slice()))
            .collect();
        Some(compare(formula, &key, &variables))
    }

    fn judge(&self, formula: &Expression, language: Language) -> Grade {
        match self.compare(formula, &self.key) {
            Some(Comparison::Same) => Grade::correct(),
            Some(Comparison::Differs { at, gives, expected }) => {
                let is_known =
                    |wrong: &&WrongFormula| self.compare(formula, &wrong.formula) == Some(Comparison::Same);
                let feedback = match self.misconceptions.iter().find(is_known) {
                    Some(wrong) => wrong.feedback.clone(),
                    None => counterexample(&at, gives, expected, language),
                };
                Grade::incorrect().with_feedback(feedback)
            }
            Some(Comparison::Inconclusive { at }) => Grade::ask_for(inconclusive(&at, language), language),
            None => {
                Grade::not_gradable(language.either("This question is broken.", "문제에 오류가 있습니다."))
            }
        }
    }
}

/// Without `y =`, `f(x) =`, `w ←` or `w :=` before it.
fn right_side(text: &str) -> &str {
    match text.split_once(['=', '←']) {
        Some((left, right)) if is_definition(left.trim()) && !right.starts_with('=') => right.trim(),
        _ => text,
    }
}

fn is_definition(left: &str) -> bool {
    let allowed =
        |c: char| c.is_alphanumeric() || ['(', ')', '_', '\'', '′', ' ', '/', ',', '∂', ':'].contains(&c);
    left.starts_with(|c: char| c.is_alphabetic() || c == '∂') && left.chars().all(allowed)
}

/// What little of LaTeX a formula may be typed in: `$\sigma(x) \cdot x$`.
fn without_latex(text: &str) -> String {
    let signs = [("\\cdot", "*"), ("\\times", "*"), ("\\left", ""), ("\\right", ""), ("\\", ""), ("$", "")];
    signs.iter().fold(text.to_string(), |text, (from, to)| text.replace(from, to))
}

fn point(at: &[(String, f64)]) -> String {
    at.iter().map(|(name, value)| format!("{name} = {}", show(*value))).collect::<Vec<_>>().join(", ")
}

fn counterexample(at: &[(String, f64)], gives: f64, expected: f64, language: Language) -> String {
    let (gives, expected) = apart(gives, expected);
    if at.is_empty() {
        return language.either(
            format!("Yours gives {gives}, expected {expected}."),
            format!("{gives}, 정답은 {expected}입니다."),
        );
    }
    let at = point(at);
    language.either(
        format!("At {at} yours gives {gives}, expected {expected}."),
        format!("{at}에서 입력한 식은 {gives}, 정답은 {expected}입니다."),
    )
}

/// Two numbers with as few digits as tell them apart, four at least.
fn apart(first: f64, second: f64) -> (String, String) {
    let rounded = |value: f64, digits: usize| show(format!("{value:.digits$e}").parse().unwrap_or(value));
    let pairs = (3..16).map(|digits| (rounded(first, digits), rounded(second, digits)));
    pairs.into_iter().find(|(first, second)| first != second).unwrap_or_else(|| (show(first), show(second)))
}

fn inconclusive(at: &[(String, f64)], language: Language) -> String {
    let at = point(at);
    language.either(
        format!("a formula that has a value everywhere (yours has none at {at})"),
        format!("어디서나 값이 있는 식({at}에서 값이 없습니다)"),
    )
}

impl QuestionKind for Formula {
    fn name(&self) -> &'static str {
        "formula"
    }

    fn ask(&self, _: u64) -> Asked {
        Asked { how: format!("a formula in {}", self.names().join(", ")), ..Asked::default() }
    }

    fn grade(&self, _: &[usize], typed: &str, language: Language) -> Grade {
        match self.read(typed) {
            Ok(formula) => {
                let read = formula.to_string();
                let squash = |text: &str| text.split_whitespace().collect::<String>();
                let echo = (squash(&read) != squash(typed)).then(|| language.read_as(read));
                self.judge(&formula, language).with_echo(echo)
            }
            Err(error) => {
                let what = language.either("a formula", "식");
                Grade::ask_for(format!("{what} ({error})"), language)
            }
        }
    }

    fn key(&self, _: &[usize]) -> String {
        self.key.clone()
    }

    fn wrong(&self, _: &[usize]) -> Vec<String> {
        self.misconceptions.iter().map(|wrong| wrong.formula.clone()).collect()
    }

    fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let empty = |[low, high]: &Region| !(low < high && low.is_finite() && high.is_finite());
        let bad = self.variables.iter().filter(|v| v.regions.is_empty() || v.regions.iter().any(empty));
        faults.extend(bad.map(|variable| format!("has no usable region for \"{}\"", variable.name)));
        if let Err(error) = self.read(&self.key) {
            faults.push(format!("cannot read its key: {error}"));
        } else if faults.is_empty()
            && self.grade(&[], &self.key, Language::English).outcome != Outcome::Correct
        {
            faults.push("has a key with no value in some region".into());
        }
        let wrong = self.wrong(&[]).into_iter();
        let not_wrong =
            wrong.filter(|typed| self.grade(&[], typed, Language::English).outcome != Outcome::Incorrect);
        faults.extend(
            not_wrong.map(|typed| format!("lists \"{typed}\" as a misconception, but it is not wrong")),
        );
        faults
    }
}
