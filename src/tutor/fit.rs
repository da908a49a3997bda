//! Figures drawn as high as the window has room for, beside what is read with them before the next key.

use crate::lesson::markdown::Block;
use crate::lesson::model::{Part, Question};
use crate::lesson::question::Instance;
use crate::lesson::render::render;
use crate::plot::{Canvas, Figure};
use crate::text::Line;
use crate::tutor::page::Player;
use crate::tutor::show;
use crate::ui::Layout;

/// The lowest a plot is drawn: a title, a legend, six rows and an axis.
const LOWEST: usize = 10;
/// The keys at the end of a page, and the prompt.
pub const FOOTER: usize = 2;
/// A question with its choices, and the prompt.
const QUESTION: usize = 8;

/// The lines of each figure. Plots are lowered evenly until all fit a window with so many rows
/// `beside` them, but not below ten rows; where nobody watches (no `beside`) they are as high as suits them.
pub fn figures(figures: &[Figure], layout: &Layout, beside: Option<usize>) -> Vec<Vec<Line>> {
    let width = layout.width.min(show::WIDEST);
    let natural: Vec<usize> = figures.iter().map(|figure| figure.natural_height(width)).collect();
    let plots = figures.iter().filter(|figure| figure.is_scalable()).count();
    let excess = beside.map_or(0, |beside| {
        (natural.iter().map(|rows| rows + 1).sum::<usize>() + beside).saturating_sub(layout.height)
    });
    let less = excess.div_ceil(plots.max(1));
    let drawn = |(figure, rows): (&Figure, usize)| {
        let lowered = rows.saturating_sub(less).max(LOWEST.min(rows));
        let height = if figure.is_scalable() { lowered } else { rows };
        show::figure_on(figure, layout, Canvas::new(width, height))
    };
    figures.iter().zip(natural).map(drawn).collect()
}

/// The rows that come after the figures of a run at `at`, up to the next key: the verdicts on what was predicted
/// of it, and the words that follow. Nothing where nobody is there to press one.
pub fn rows_after_run(
    player: &Player<'_, '_>,
    at: usize,
    predicted: &[(&Question, Instance)],
) -> Option<usize> {
    if !player.walk.ui.is_attended() {
        return None;
    }
    let mut rows: usize = predicted.iter().map(|(question, it)| verdict(player, question, it)).sum();
    for part in &player.step.flow[at + 1..] {
        match part {
            Part::Read(name) => rows += section(player, name),
            Part::Page => break,
            _ => return Some(rows + QUESTION),
        }
    }
    Some(rows + FOOTER)
}

/// Right or wrong, the feedback, and why.
fn verdict(player: &Player<'_, '_>, question: &Question, instance: &Instance) -> usize {
    let feedback = player.kept(&question.id).map(|given| instance.grade(&given.typed).feedback);
    let of = |blocks: &[Block]| {
        player.filled(blocks, &|name: &str| instance.value(name)).map_or(0, |blocks| height(player, &blocks))
    };
    1 + feedback.map_or(0, |feedback| of(&feedback)) + of(&instance.why)
}

fn section(player: &Player<'_, '_>, name: &str) -> usize {
    let section = player.walk.chapter.words.section(&player.step.id, name);
    let filled = section.and_then(|section| player.filled(&section.blocks, &|_: &str| None).ok());
    filled.map_or(0, |blocks| height(player, &blocks))
}

/// The rows of some words, with the empty one after them.
fn height(player: &Player<'_, '_>, blocks: &[Block]) -> usize {
    let layout = player.walk.ui.layout();
    let rows = render(blocks, layout.width, layout.style()).len();
    rows + usize::from(rows > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::figure::{Lines, Series, Table};

    #[test]
    fn plots_are_lowered_to_fit_and_tables_are_not() {
        let series = vec![Series::new("a", vec![[0.0, 0.0], [1.0, 1.0]])];
        let plot = Figure::Lines(Lines { title: "plot".into(), series, ..Lines::default() });
        let rows = vec![vec!["cell".to_owned()]; 5];
        let table = Figure::Table(Table {
            title: "table".into(),
            columns: vec!["head".into()],
            rows,
            ..Table::default()
        });
        let layout = Layout::default();
        let rows = |figure: &Figure, beside| figures(std::slice::from_ref(figure), &layout, beside)[0].len();
        assert_eq!(rows(&plot, None), 14);
        assert_eq!(rows(&plot, Some(9)), 14);
        assert_eq!(rows(&plot, Some(12)), 11);
        assert_eq!(rows(&plot, Some(50)), 10);
        assert_eq!(rows(&table, Some(50)), rows(&table, None));
    }
}
