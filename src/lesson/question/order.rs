//! Items put in order of a formula's value.

use schemars::JsonSchema;
use serde::Deserialize;

use super::maker::Maker;
use super::{AnswerKind, Made, QuestionError, guess};
use crate::lesson::markdown::plain;
use crate::plot::Figure;
use crate::quiz::{self, Kind, WrongPick};

/// Items put in order of a formula's value.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// The items.
    pub items: Vec<Item>,
    /// Whether the largest comes first.
    #[serde(default)]
    pub falling: bool,
    /// Known wrong orders, each with feedback in the words.
    #[serde(default)]
    pub slips: Vec<WrongOrder>,
}

/// An item; its text stands in the words under its name.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Its name.
    pub id: String,
    /// The formula of the value by which it is placed.
    pub key: String,
}

/// A wrong order that shows what was misunderstood.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrongOrder {
    /// Its name; the feedback stands in the words under it.
    pub id: String,
    /// The names of all items in that order.
    pub order: Vec<String>,
}

impl AnswerKind for Order {
    fn items(&self) -> Vec<&str> {
        self.items.iter().map(|item| item.id.as_str()).collect()
    }

    fn items_have_feedback(&self) -> bool {
        false
    }

    fn slips(&self) -> Vec<&str> {
        self.slips.iter().map(|slip| slip.id.as_str()).collect()
    }

    fn formulas(&self) -> Vec<&str> {
        self.items.iter().map(|item| item.key.as_str()).collect()
    }

    fn make(&self, maker: &Maker<'_>) -> Result<Made, QuestionError> {
        let (mut items, mut texts) = (Vec::new(), Vec::new());
        for item in &self.items {
            let (text, _) = maker.item(&item.id, "item")?;
            let value = maker.key_value(&item.key, 0.0)?;
            let rank = if self.falling { -value } else { value };
            items.push(quiz::Item { id: item.id.clone(), text: plain(&text), rank });
            texts.push(text);
        }
        let mut sorted: Vec<&quiz::Item> = items.iter().collect();
        sorted.sort_by(|a, b| a.rank.total_cmp(&b.rank));
        let key_text = sorted.iter().map(|item| item.text.as_str()).collect::<Vec<_>>().join(" → ");
        let wrong = |slip: &WrongOrder| WrongPick { ids: slip.order.clone(), feedback: slip.id.clone() };
        let misconceptions = self.slips.iter().filter(|_| maker.has_key).map(wrong).collect();
        let kind = Kind::Order(quiz::Order { items, feedback: String::new(), misconceptions });
        Ok(Made { kind, texts, key_text, feedback: maker.slips(&AnswerKind::slips(self))? })
    }

    fn drawn(&self, kind: &Kind, order: &[usize], typed: &str, mut figures: Vec<Figure>) -> Vec<Figure> {
        if let Kind::Order(ranked) = kind
            && let Some(sequence) = ranked.read(order, typed)
        {
            figures.push(guess::ranking(&ranked.items, &sequence, self.falling));
        }
        figures
    }
}
