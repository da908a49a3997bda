//! The map of the course: what is done, what is next.

use crate::lesson::load::Chapter;
use crate::progress::{State, Status};
use crate::text::list::count;
use crate::text::{Line, Role};

/// The map of the course, and what to do next.
pub fn home(chapters: &[Chapter], state: &State) -> Vec<Line> {
    let mut lines = vec![
        Line::new()
            .with(Role::Title, " dltutor")
            .with(Role::Dim, "  the basics of deep learning: predict, run, see"),
        Line::new(),
    ];
    lines.extend(map(chapters, state));
    lines.push(Line::new());
    lines.extend(next(chapters, state));
    lines
}

/// A line for each chapter: dots for its steps, title, how much is done.
pub fn map(chapters: &[Chapter], state: &State) -> Vec<Line> {
    let widest = chapters.iter().map(|chapter| chapter.lesson.id.len()).max().unwrap_or(0);
    chapters.iter().map(|chapter| row(chapter, state, widest)).collect()
}

fn row(chapter: &Chapter, state: &State, widest: usize) -> Line {
    let id = &chapter.lesson.id;
    let done = done(chapter, state);
    let total = chapter.lesson.steps.len();
    Line::from(" ")
        .with(Role::Code, format!("{id:widest$}  "))
        .with(
            Role::Accent,
            chapter
                .lesson
                .steps
                .iter()
                .map(|step| mark(status(state, &chapter.journal_id(), &step.id)))
                .collect::<String>(),
        )
        .with(Role::Plain, format!("  {done} of {}", count(total, "step", "steps")))
        .with(Role::Dim, other_title(chapter))
}

/// The chapter's title, where it says more than its name.
fn other_title(chapter: &Chapter) -> String {
    let title = &chapter.words.title;
    if title.to_lowercase() == chapter.lesson.id { String::new() } else { format!("  {title}") }
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

fn done(chapter: &Chapter, state: &State) -> usize {
    let is_done = |step: &&crate::lesson::model::Step| {
        matches!(status(state, &chapter.journal_id(), &step.id), Status::Done | Status::Known)
    };
    chapter.lesson.steps.iter().filter(is_done).count()
}

/// What to do next, as commands to type.
fn next(chapters: &[Chapter], state: &State) -> Vec<Line> {
    let mut lines = Vec::new();
    let command = |what: &str, command: String| Line::from(format!(" {what:12}")).with(Role::Accent, command);
    if let Some(chapter) = open_chapter(chapters, state) {
        let verb = if state.chapter(chapter).is_some() { "Go on" } else { "Begin" };
        lines.push(command(verb, format!("dltutor lesson {chapter}")));
    }
    let finished = chapters.iter().find(|chapter| done(chapter, state) > 0);
    if let Some(chapter) = finished {
        lines.push(command("Be asked", format!("dltutor quiz {}", chapter.lesson.id)));
    }
    lines.push(command("Compare", "dltutor compare optimizers".to_owned()));
    lines.push(command("Look around", "dltutor list   dltutor run   dltutor --help".to_owned()));
    lines
}

/// The chapter to go on with: the one touched last unless it is done, else the first that is not.
pub fn open_chapter<'a>(chapters: &'a [Chapter], state: &State) -> Option<&'a str> {
    let is_open = |chapter: &&Chapter| done(chapter, state) < chapter.lesson.steps.len();
    let last =
        state.last.as_ref().and_then(|(id, _)| chapters.iter().find(|chapter| chapter.journal_id() == *id));
    last.filter(is_open).or_else(|| chapters.iter().find(is_open)).map(|chapter| chapter.lesson.id.as_str())
}
