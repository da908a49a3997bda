//! The named items of a list: choices, lines, slips and claims, each with what stands under it.

use crate::lesson::markdown::{Block, BlockKind, plain};
use crate::text::{Role, Span};

/// A named item: a choice, a slip or a claim.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its name.
    pub id: String,
    /// Where it starts in the source.
    pub at: usize,
    /// Its text.
    pub text: Vec<Span>,
    /// What stands under the text as a quotation: the feedback.
    pub feedback: Vec<Block>,
}

/// Whether an item of a list begins with its name as code.
pub(super) fn is_named_list(block: &Block) -> bool {
    let BlockKind::List(_, items) = &block.kind else { return false };
    items.iter().any(|item| name_of(item).is_some())
}

fn name_of(item: &[Block]) -> Option<&str> {
    let BlockKind::Paragraph(spans) = &item.first()?.kind else { return None };
    spans.first().filter(|span| span.role == Role::Code).map(|span| span.text.as_str())
}

/// The items of a list that begin with their name as code.
pub(super) fn named_items(block: &Block) -> Vec<Item> {
    let BlockKind::List(_, items) = &block.kind else { return Vec::new() };
    items.iter().filter_map(|item| named_item(item)).collect()
}

/// An item that begins with a word where its name should stand as code.
pub(super) fn bare_item(item: &[Block]) -> Option<Item> {
    let first = item.first()?;
    let BlockKind::Paragraph(spans) = &first.kind else { return None };
    let text = plain(spans);
    let id = text.split([':', ' ']).next().filter(|_| name_of(item).is_none())?.to_owned();
    Some(Item { id, at: first.at, text: Vec::new(), feedback: Vec::new() })
}

fn named_item(item: &[Block]) -> Option<Item> {
    let id = name_of(item)?.to_owned();
    let (first, rest) = item.split_first()?;
    let BlockKind::Paragraph(spans) = &first.kind else { return None };
    let mut text = spans[1..].to_vec();
    if let Some(span) = text.first_mut() {
        span.text = span.text.trim_start_matches([':', ' ']).to_owned();
    }
    let feedback = rest.iter().flat_map(|block| match &block.kind {
        BlockKind::Quote(inner) => inner.clone(),
        _ => vec![block.clone()],
    });
    Some(Item { id, at: first.at, text, feedback: feedback.collect() })
}
