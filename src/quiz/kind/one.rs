//! One of several choices.

use serde::{Deserialize, Serialize};

use super::choice::{Choice, asked, faults, letter_of, shown};
use crate::quiz::grade::{Asked, Grade};
use crate::quiz::language::Language;
use crate::quiz::reading::{fitted, letter};
use crate::quiz::{QuestionKind, reading};

/// Choices of which one is picked. Several may be right; picking any of them is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OneOf {
    /// The choices.
    pub choices: Vec<Choice>,
}

impl QuestionKind for OneOf {
    fn name(&self) -> &'static str {
        "one"
    }

    fn ask(&self, seed: u64) -> Asked {
        let texts: Vec<&str> = self.choices.iter().map(|choice| choice.text.as_str()).collect();
        asked(&texts, seed, "a letter".into())
    }

    fn grade(&self, order: &[usize], typed: &str, language: Language) -> Grade {
        let order = fitted(order, self.choices.len());
        let options = shown(&self.choices, &order);
        let typed = reading::tidy(typed);
        let Some(place) = options.one(&typed) else {
            return Grade::ask_for(options.range(language), language);
        };
        let choice = &self.choices[order[place]];
        let is_letter = typed.eq_ignore_ascii_case(&letter(place));
        let echo = (!is_letter).then(|| language.read_as(format!("{}: {}", letter(place), choice.text)));
        Grade::of(choice.correct).with_feedback(&choice.feedback).with_echo(echo)
    }

    fn key(&self, order: &[usize]) -> String {
        let right = self.choices.iter().position(|choice| choice.correct).unwrap_or(0);
        letter_of(right, &fitted(order, self.choices.len()))
    }

    fn wrong(&self, order: &[usize]) -> Vec<String> {
        let order = fitted(order, self.choices.len());
        let wrong = self.choices.iter().enumerate().filter(|(_, choice)| !choice.correct);
        wrong.map(|(index, _)| letter_of(index, &order)).collect()
    }

    fn faults(&self) -> Vec<String> {
        let mut faults = faults(&self.choices);
        if !self.choices.iter().any(|choice| choice.correct) {
            faults.push("has no right choice".into());
        }
        if self.choices.iter().all(|choice| choice.correct) {
            faults.push("has no wrong choice".into());
        }
        let mute = self.choices.iter().filter(|choice| !choice.correct && choice.feedback.trim().is_empty());
        faults.extend(mute.map(|choice| format!("says nothing to who picks \"{}\"", choice.id)));
        faults
    }
}
