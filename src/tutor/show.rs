//! How reports, figures and figures' words look on a page.

use crate::experiment::{Report, Settings};
use crate::lesson::load::Chapter;
use crate::lesson::model::Step;
use crate::lesson::render::line_of;
use crate::plot::{self, Canvas, Figure};
use crate::progress::{Outcome, Status};
use crate::text::ascii::ascii_line;
use crate::text::sanitize::sanitize;
use crate::text::wrap::{wrap, wrap_hanging};
use crate::text::{Line, Role};
use crate::tutor::ask::Answer;
use crate::ui::Layout;

/// The widest a figure is drawn in a lesson.
pub const WIDEST: usize = 80;

/// The lines in ASCII if asked for, unchanged otherwise.
pub fn in_charset(lines: &[Line], ascii: bool) -> Vec<Line> {
    if ascii { lines.iter().map(ascii_line).collect() } else { lines.to_vec() }
}

/// A figure drawn, or in words where drawing is not wanted.
pub fn figure(figure: &Figure, layout: &Layout) -> Vec<Line> {
    figure_within(figure, layout, layout.width.min(WIDEST))
}

/// A figure drawn `width` columns wide, or in words where drawing is not wanted.
pub fn figure_within(figure: &Figure, layout: &Layout, width: usize) -> Vec<Line> {
    figure_on(figure, layout, Canvas::fitting(figure, width))
}

/// A figure drawn on a canvas of that size, or in words where drawing is not wanted.
pub fn figure_on(figure: &Figure, layout: &Layout, canvas: Canvas) -> Vec<Line> {
    if layout.plain {
        return words(figure, layout);
    }
    plot::render(figure, &canvas.style(layout.style()).depth(layout.depth))
}

/// What a figure shows, in words.
pub fn words(figure: &Figure, layout: &Layout) -> Vec<Line> {
    wrap(&Line::new().with(Role::Plain, plot::words(figure)), layout.width.saturating_sub(1))
}

/// What was run, as [`caption`] says it, wrapped.
pub fn caption_lines(caption: &Line, layout: &Layout) -> Vec<Line> {
    wrap_hanging(caption, &Line::new(), &Line::from("   "), layout.width)
}

/// What was run: the experiment, the settings that differ from `usual`, the seed.
pub fn caption(report: &Report, usual: &Settings) -> Line {
    let changes = report.settings.changes_from(usual);
    let text = std::iter::once(report.experiment.to_owned()).chain(changes).collect::<Vec<_>>().join("  ");
    Line::new().with(Role::Dim, format!(" {text}  seed {}", report.seed))
}

/// What was run, in words, where no lesson has said it; nothing where the settings say it all.
pub fn subject(report: &Report, layout: &Layout) -> Vec<Line> {
    if report.subject.is_empty() { Vec::new() } else { remark(&report.subject, layout) }
}

/// What a reader should know before the figures of a report.
pub fn notes(report: &Report, layout: &Layout) -> Vec<Line> {
    report.notes.iter().flat_map(|note| remark(note, layout)).collect()
}

fn remark(text: &str, layout: &Layout) -> Vec<Line> {
    under_margin(&Line::new().with(Role::Plain, sanitize(text)), layout)
}

/// How an answer came out, with the key.
pub fn verdict(outcome: Outcome, key: &str, layout: &Layout) -> Vec<Line> {
    let line = match outcome {
        Outcome::Correct => Line::new().with(Role::Good, "Right:").with(Role::Plain, format!(" {key}.")),
        _ => Line::new().with(Role::Bad, "Not this time.").with(Role::Plain, format!(" The answer: {key}.")),
    };
    under_margin(&line, layout)
}

/// An answer given before, as it was typed.
pub fn given(answer: &Answer) -> Line {
    let sure = answer.confidence.map_or_else(String::new, |sure| format!("  @{sure}"));
    Line::new().with(Role::Accent, "› ").with(Role::Plain, answer.typed.clone()).with(Role::Dim, sure)
}

/// In the place of an answer where there was none.
pub fn passed_over() -> Line {
    Line::new().with(Role::Dim, "› passed over")
}

/// Some steps of a chapter, each with what to type to see it.
pub fn steps(chapter: &Chapter, steps: &[&Step], width: usize) -> Vec<Line> {
    let line = |step: &&Step| {
        let title = chapter.step_title(&step.id);
        let command = format!("{} --step {}", chapter.command("lesson"), step.id);
        let line = Line::new().with(Role::Plain, title).with(Role::Dim, "  ").with(Role::Accent, command);
        wrap_hanging(&line, &Line::from("   "), &Line::from("     "), width.saturating_sub(1))
    };
    steps.iter().flat_map(line).collect()
}

/// The key of a question that was passed over.
pub fn solution(key: &str, layout: &Layout) -> Vec<Line> {
    under_margin(&Line::new().with(Role::Strong, format!("The answer: {key}.")), layout)
}

fn under_margin(line: &Line, layout: &Layout) -> Vec<Line> {
    let margin = Line::from(" ");
    wrap_hanging(&line_of(&line.0, layout.style()), &margin, &margin, layout.width.saturating_sub(1))
}

/// What can be typed at the end of a page: one with an experiment, one that shows answers given before.
pub fn footer(has_run: bool, has_answers: bool, width: usize) -> Vec<Line> {
    let mut all = vec![("Enter", "next"), ("b", "back")];
    if has_answers {
        all.push(("a", "answer again"));
    }
    all.extend(if has_run { [("e", "change it"), ("r", "again")].as_slice() } else { &[("s", "skip")] });
    all.extend([("?", "more"), ("q", "leave")]);
    keys(&all, width)
}

/// Keys, each with what it does.
pub fn keys(keys: &[(&str, &str)], width: usize) -> Vec<Line> {
    let mut line = Line::new();
    for (place, (key, does)) in keys.iter().enumerate() {
        line.push(Role::Dim, if place == 0 { "" } else { " · " });
        line.push(Role::Accent, key);
        line.push(Role::Dim, &format!("\u{a0}{}", does.replace(' ', "\u{a0}")));
    }
    let margin = Line::from(" ");
    wrap_hanging(&line, &margin, &margin, width)
}

/// The head of a page: chapter, place, title, and a dot a step. In a narrow window the chapter goes first, then the
/// dots.
pub fn header(chapter: &str, title: &str, place: usize, dots: &[Status], width: usize) -> Line {
    let marks: String = dots.iter().enumerate().map(|(at, status)| dot(*status, at == place)).collect();
    let head = |chapter: String| {
        let line = Line::from(" ").with(Role::Dim, format!("{chapter}{}/{}  ", place + 1, dots.len()));
        line.with(Role::Title, title.to_owned())
    };
    let room = |line: &Line| width.saturating_sub(line.columns() + 1);
    let (long, short) = (head(format!("{chapter}  ")), head(String::new()));
    let Some(mut line) = [long, short.clone()].into_iter().find(|line| room(line) > marks.chars().count())
    else {
        return short.clipped(width);
    };
    line.push(Role::Plain, &" ".repeat(room(&line) - marks.chars().count()));
    line.push(Role::Accent, &marks);
    line
}

fn dot(status: Status, is_here: bool) -> char {
    match status {
        _ if is_here => '◐',
        Status::Done | Status::Known => '●',
        Status::Skipped => '◌',
        Status::New | Status::Shown => '○',
    }
}

/// Some of the figures, by number; all of them without numbers.
pub fn chosen<F: Clone>(figures: &[F], numbers: Option<&[usize]>) -> Vec<F> {
    match numbers {
        None => figures.to_vec(),
        Some(numbers) => numbers.iter().filter_map(|&number| figures.get(number).cloned()).collect(),
    }
}
