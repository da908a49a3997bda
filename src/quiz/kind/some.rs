//! Every right one of several choices.

use serde::{Deserialize, Serialize};

use super::choice::{Choice, WrongPick, asked, faults, letter_of, shown};
use crate::quiz::grade::{Asked, Grade};
use crate::quiz::language::Language;
use crate::quiz::reading::{fitted, letter, tidy};
use crate::quiz::{Outcome, QuestionKind};

/// Choices of which all right ones, and no other, are to be picked; perhaps none.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SomeOf {
    /// The choices. The feedback of a right one is said to who leaves it out.
    pub choices: Vec<Choice>,
    /// Wrong sets that show what was misunderstood; the first that is just what was picked speaks.
    #[serde(default)]
    pub misconceptions: Vec<WrongPick>,
}

const NONE: &[&str] = &["none", "nothing", "none of them", "none of these", "neither", "-", "없음"];
const ALL: &[&str] = &["all", "all of them", "everything", "*", "both", "모두", "전부"];

impl SomeOf {
    /// The places picked, in order, each once.
    fn picked(&self, order: &[usize], typed: &str) -> Option<Vec<usize>> {
        let word = typed.to_lowercase();
        let word = word.trim_matches(['.', '!']);
        if NONE.contains(&word) {
            return Some(Vec::new());
        }
        if ALL.contains(&word) && (word != "both" || order.len() == 2) {
            return Some((0..order.len()).collect());
        }
        let mut places = shown(&self.choices, order).several(typed)?;
        places.sort_unstable();
        places.dedup();
        Some(places)
    }

    fn misconception(&self, picked: &[usize]) -> Option<&WrongPick> {
        let is_picked = |id: &String| picked.iter().any(|index| self.choices[*index].id == *id);
        self.misconceptions
            .iter()
            .find(|wrong| wrong.ids.len() == picked.len() && wrong.ids.iter().all(is_picked))
    }

    /// Some choices as a learner would type them, in the order shown.
    fn typed(&self, ids: &[String], order: &[usize]) -> String {
        let order = fitted(order, self.choices.len());
        let picked = self.choices.iter().enumerate().filter(|(_, choice)| ids.contains(&choice.id));
        let mut letters: Vec<String> = picked.map(|(index, _)| letter_of(index, &order)).collect();
        letters.sort_unstable();
        if letters.is_empty() { "none".into() } else { letters.join(" ") }
    }

    fn judge(&self, picked: &[usize], language: Language) -> Grade {
        let wrong = picked.iter().map(|index| &self.choices[*index]).find(|choice| !choice.correct);
        let is_left_out = |(index, choice): &(usize, &Choice)| choice.correct && !picked.contains(index);
        let left_out = self.choices.iter().enumerate().find(is_left_out).map(|(_, choice)| choice);
        let known = self.misconception(picked).map(|known| known.feedback.as_str());
        match (wrong, left_out) {
            (None, None) => Grade::correct(),
            _ if known.is_some() => Grade::incorrect().with_feedback(known.unwrap_or_default()),
            (Some(wrong), _) => Grade::incorrect().with_feedback(&wrong.feedback),
            (None, Some(left_out)) => {
                let lead = language.either("Not all of them.", "전부가 아닙니다.");
                Grade::incorrect().with_lead(lead).with_feedback(&left_out.feedback)
            }
        }
    }
}

impl QuestionKind for SomeOf {
    fn name(&self) -> &'static str {
        "some"
    }

    fn ask(&self, seed: u64) -> Asked {
        let texts: Vec<&str> = self.choices.iter().map(|choice| choice.text.as_str()).collect();
        asked(&texts, seed, "letters, as in a c, or none".into())
    }

    fn grade(&self, order: &[usize], typed: &str, language: Language) -> Grade {
        let order = fitted(order, self.choices.len());
        let typed = tidy(typed);
        let Some(places) = self.picked(&order, &typed) else {
            let what = language
                .either("the letters of all that are right, as in a c, or none", "글자들(예: a c) 또는 none");
            return Grade::ask_for(what, language);
        };
        let picked: Vec<usize> = places.iter().map(|place| order[*place]).collect();
        let letters: Vec<String> = places.iter().map(|place| letter(*place)).collect();
        let read = if letters.is_empty() { "none".into() } else { letters.join(" ") };
        let echo = (!read.eq_ignore_ascii_case(&typed)).then(|| language.read_as(read));
        self.judge(&picked, language).with_echo(echo)
    }

    fn key(&self, order: &[usize]) -> String {
        let right = self.choices.iter().filter(|choice| choice.correct);
        self.typed(&right.map(|choice| choice.id.clone()).collect::<Vec<_>>(), order)
    }

    fn wrong(&self, order: &[usize]) -> Vec<String> {
        let order = fitted(order, self.choices.len());
        let known = self.misconceptions.iter().map(|wrong| self.typed(&wrong.ids, &order));
        let all = ["none".to_string()]
            .into_iter()
            .chain((0..self.choices.len()).map(|i| letter_of(i, &order)))
            .chain(known);
        all.filter(|typed| self.grade(&order, typed, Language::English).outcome != Outcome::Correct).collect()
    }

    fn faults(&self) -> Vec<String> {
        let mut faults = faults(&self.choices);
        let mute = self.choices.iter().filter(|choice| choice.feedback.trim().is_empty());
        faults.extend(mute.map(|choice| format!("has nothing to say about \"{}\"", choice.id)));
        let right = self.key(&[]);
        let not_wrong = self.misconceptions.iter().filter(|wrong| self.typed(&wrong.ids, &[]) == right);
        faults.extend(
            not_wrong
                .map(|wrong| format!("calls \"{}\" both right and a misconception", wrong.ids.join(" "))),
        );
        faults
    }
}
