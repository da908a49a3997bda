//! The map of the course: what is done, what is next.

use crate::lesson::outline::Outline;
use crate::progress::{State, Status};
use crate::text::list::count;
use crate::text::wrap::wrap_hanging;
use crate::text::{Line, Role};
use crate::tutor::names::renamed;
use crate::tutor::show;
use crate::ui::Layout;

/// The map of the course, and what to do next; `due` questions wait for a review.
pub fn home(chapters: &[Outline], state: &State, due: usize, layout: &Layout) -> Vec<Line> {
    let state = renamed(state, chapters);
    let title = Line::new()
        .with(Role::Title, "dltutor")
        .with(Role::Dim, "  the basics of deep learning: predict, run, see");
    let mut lines = wrapped(&title, " ", " ", layout);
    lines.push(Line::new());
    lines.extend(map(chapters, &state, layout).into_iter().flatten());
    lines.push(Line::new());
    lines.extend(next(chapters, &state, due, layout));
    show::in_charset(&lines, layout.ascii)
}

fn wrapped(line: &Line, first: &str, rest: &str, layout: &Layout) -> Vec<Line> {
    wrap_hanging(line, &Line::from(first), &Line::from(rest), layout.width.saturating_sub(1))
}

/// The lines of each chapter: dots for its steps, title, how much is done.
pub fn map(chapters: &[Outline], state: &State, layout: &Layout) -> Vec<Vec<Line>> {
    let widest = chapters.iter().map(|chapter| chapter.id.len()).max().unwrap_or(0);
    let rest = " ".repeat(widest + 3);
    chapters.iter().map(|chapter| wrapped(&row(chapter, state, widest, layout), " ", &rest, layout)).collect()
}

fn row(chapter: &Outline, state: &State, widest: usize, layout: &Layout) -> Line {
    let (id, journal) = (&chapter.id, chapter.journal_id());
    let done = done(chapter, state);
    let total = chapter.steps.len();
    let mut line = Line::new().with(Role::Code, format!("{id:widest$}  "));
    if !layout.plain {
        let marks = chapter.steps.iter().map(|step| mark(status(state, &journal, &step.id)));
        line.push(Role::Accent, &marks.collect::<String>());
        line.push(Role::Plain, "  ");
    }
    line.with(Role::Plain, format!("{done} of {}", count(total, "step", "steps")))
        .with(Role::Dim, other_title(chapter))
}

/// The chapter's title, where it says more than its name.
fn other_title(chapter: &Outline) -> String {
    let title = &chapter.title;
    if title.to_lowercase() == chapter.id { String::new() } else { format!("  {title}") }
}

fn mark(status: Status) -> char {
    match status {
        Status::Done | Status::Known => '●',
        Status::Skipped => '◌',
        Status::Shown => '◐',
        Status::New => '○',
    }
}

/// How far a learner has come with a step.
pub fn status(state: &State, chapter: &str, step: &str) -> Status {
    state.step(chapter, step).map(|step| step.status).unwrap_or_default()
}

fn done(chapter: &Outline, state: &State) -> usize {
    let is_done = |step: &&crate::lesson::outline::StepOutline| {
        matches!(status(state, &chapter.journal_id(), &step.id), Status::Done | Status::Known)
    };
    chapter.steps.iter().filter(is_done).count()
}

/// What to do next, as commands to type.
fn next(chapters: &[Outline], state: &State, due: usize, layout: &Layout) -> Vec<Line> {
    let mut rows: Vec<(&str, String, String)> = Vec::new();
    if due > 0 {
        rows.push((
            "Review",
            "dltutor review".to_owned(),
            format!("  {} due", count(due, "question", "questions")),
        ));
    }
    if let Some(chapter) = open_chapter(chapters, state) {
        let verb = if state.chapter(chapter).is_some() { "Go on" } else { "Begin" };
        rows.push((verb, format!("dltutor lesson {chapter}"), String::new()));
    }
    if let Some(chapter) = chapters.iter().find(|chapter| done(chapter, state) > 0) {
        rows.push(("Be asked", format!("dltutor quiz {}", chapter.id), String::new()));
    }
    rows.push(("Compare", "dltutor compare optimizers".to_owned(), String::new()));
    rows.push(("Look around", "dltutor list   dltutor run   dltutor --help".to_owned(), String::new()));
    let line = |(what, command, why): (&str, String, String)| {
        let line = Line::from(format!("{what:12}")).with(Role::Accent, command).with(Role::Dim, why);
        wrapped(&line, " ", &" ".repeat(13), layout)
    };
    rows.into_iter().flat_map(line).collect()
}

/// The chapter to go on with: the one touched last unless it is done, else the first that is not.
pub fn open_chapter<'a>(chapters: &'a [Outline], state: &State) -> Option<&'a str> {
    let is_open = |chapter: &&Outline| done(chapter, state) < chapter.steps.len();
    let last =
        state.last.as_ref().and_then(|(id, _)| chapters.iter().find(|chapter| chapter.journal_id() == *id));
    last.filter(is_open).or_else(|| chapters.iter().find(is_open)).map(|chapter| chapter.id.as_str())
}
