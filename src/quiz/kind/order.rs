//! Items to put in order.

use serde::{Deserialize, Serialize};

use super::choice::{WrongPick, asked, letter_of};
use crate::quiz::QuestionKind;
use crate::quiz::grade::{Asked, Grade};
use crate::quiz::language::Language;
use crate::quiz::reading::{Options, fitted, tidy};

/// One item.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Its id, permanent within the question.
    pub id: String,
    /// What is shown.
    pub text: String,
    /// Its place, the smallest first; items with the same rank may stand in either order.
    pub rank: f64,
}

/// Items to put in the order of their rank.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// The items.
    pub items: Vec<Item>,
    /// What is said to a wrong order; `{first}` and `{second}` stand for two items that it has
    /// the wrong way round.
    #[serde(default)]
    pub feedback: String,
    /// Wrong orders that show what was misunderstood; the first that is just what was typed speaks.
    #[serde(default)]
    pub misconceptions: Vec<WrongPick>,
}

impl Order {
    /// The items in the order typed, by their index in the question; nothing where not every item is
    /// named once.
    pub fn read(&self, order: &[usize], typed: &str) -> Option<Vec<usize>> {
        let order = fitted(order, self.items.len());
        let options = Options(order.iter().map(|index| self.items[*index].text.as_str()).collect());
        let typed = tidy(typed);
        let places = options.several(&typed).or_else(|| options.places(&typed)).unwrap_or_default();
        let sequence: Vec<usize> = places.iter().map(|place| order[*place]).collect();
        (fitted(&sequence, self.items.len()) == sequence).then_some(sequence)
    }

    fn misconception(&self, sequence: &[usize]) -> Option<&WrongPick> {
        let ids = || sequence.iter().map(|index| &self.items[*index].id);
        self.misconceptions.iter().find(|wrong| wrong.ids.iter().eq(ids()))
    }

    /// The indices of some items.
    fn indices(&self, ids: &[String]) -> Vec<usize> {
        ids.iter().filter_map(|id| self.items.iter().position(|item| item.id == *id)).collect()
    }

    /// The first two neighbours that stand the wrong way round.
    fn inversion(&self, sequence: &[usize]) -> Option<(&Item, &Item)> {
        let pairs = sequence.windows(2).map(|pair| (&self.items[pair[0]], &self.items[pair[1]]));
        pairs.into_iter().find(|(first, second)| first.rank > second.rank)
    }

    fn feedback(&self, first: &Item, second: &Item, language: Language) -> String {
        if self.feedback.is_empty() {
            let (late, early) = (&first.text, &second.text);
            return language.either(
                format!("\"{early}\" comes before \"{late}\"."),
                format!("\"{early}\" 다음에 \"{late}\"입니다."),
            );
        }
        self.feedback.replace("{first}", &first.text).replace("{second}", &second.text)
    }

    fn sorted(&self) -> Vec<usize> {
        let mut sorted: Vec<usize> = (0..self.items.len()).collect();
        sorted.sort_by(|a, b| self.items[*a].rank.total_cmp(&self.items[*b].rank));
        sorted
    }

    fn typed(sequence: &[usize], order: &[usize]) -> String {
        sequence.iter().map(|index| letter_of(*index, order)).collect::<Vec<_>>().join(" ")
    }
}

impl QuestionKind for Order {
    fn name(&self) -> &'static str {
        "order"
    }

    fn ask(&self, seed: u64) -> Asked {
        let texts: Vec<&str> = self.items.iter().map(|item| item.text.as_str()).collect();
        asked(&texts, seed, format!("all {} letters in order, as in b a c", texts.len()))
    }

    fn grade(&self, order: &[usize], typed: &str, language: Language) -> Grade {
        let order = fitted(order, self.items.len());
        let Some(sequence) = self.read(&order, typed) else {
            let count = self.items.len();
            let what = language.either(
                format!("all {count} letters, each once, in order, as in b a c"),
                format!("글자 {count}개를 한 번씩, 순서대로(예: b a c)"),
            );
            return Grade::ask_for(what, language);
        };
        let read = Self::typed(&sequence, &order);
        let echo = (!read.eq_ignore_ascii_case(&tidy(typed))).then(|| language.read_as(read));
        let Some((first, second)) = self.inversion(&sequence) else {
            return Grade::correct().with_echo(echo);
        };
        let feedback = match self.misconception(&sequence) {
            Some(known) => known.feedback.clone(),
            None => self.feedback(first, second, language),
        };
        Grade::incorrect().with_feedback(feedback).with_echo(echo)
    }

    fn key(&self, order: &[usize]) -> String {
        Self::typed(&self.sorted(), &fitted(order, self.items.len()))
    }

    fn wrong(&self, order: &[usize]) -> Vec<String> {
        let order = fitted(order, self.items.len());
        let sorted = self.sorted();
        let swapped = (1..sorted.len()).map(|at| {
            let mut other = sorted.clone();
            other.swap(at - 1, at);
            other
        });
        let known = self.misconceptions.iter().map(|wrong| self.indices(&wrong.ids));
        swapped
            .chain(known.filter(|other| other.len() == self.items.len()))
            .filter(|other| self.inversion(other).is_some())
            .map(|other| Self::typed(&other, &order))
            .collect()
    }

    fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        if !(2..=26).contains(&self.items.len()) {
            faults.push(format!("has {} items; 2 to 26 can be shown", self.items.len()));
        }
        faults.extend(
            self.items
                .iter()
                .filter(|item| !item.rank.is_finite())
                .map(|item| format!("gives \"{}\" no place", item.id)),
        );
        for known in &self.misconceptions {
            let sequence = self.indices(&known.ids);
            if fitted(&sequence, self.items.len()) != sequence || known.ids.len() != sequence.len() {
                faults
                    .push(format!("has a wrong order, \"{}\", without each item once", known.ids.join(" ")));
            } else if self.inversion(&sequence).is_none() {
                faults.push(format!("calls \"{}\" both right and a misconception", known.ids.join(" ")));
            }
        }
        if self.wrong(&[]).is_empty() {
            faults.push("is right in any order".into());
        }
        faults
    }
}
