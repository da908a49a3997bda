//! Progress in numbers and lines: what is done, how well, how long it took.

use crate::lesson::load::Chapter;
use crate::progress::{State, Status};
use crate::text::list::count;
use crate::text::{Line, Role, number};
use crate::tutor::home::{map, status};

/// The map, and under each chapter what its steps are worth so far.
pub fn lines(chapters: &[Chapter], state: &State) -> Vec<Line> {
    let mut lines = Vec::new();
    for (chapter, head) in chapters.iter().zip(map(chapters, state)) {
        lines.push(head);
        for step in &chapter.lesson.steps {
            lines.push(step_line(chapter, &step.id, state));
        }
    }
    lines.push(Line::new());
    lines.push(totals(state));
    lines
}

fn step_line(chapter: &Chapter, step: &str, state: &State) -> Line {
    let known = state.step(&chapter.journal_id(), step);
    let mastery = known.and_then(|step| step.mastery());
    let mastery =
        mastery.map_or_else(String::new, |mastery| format!("  {} known", number::percent(mastery, 2)));
    Line::new()
        .with(Role::Dim, format!("   {:10} ", word(status(state, &chapter.journal_id(), step))))
        .with(Role::Plain, chapter.step_words(step).title)
        .with(Role::Dim, mastery)
}

/// A status in a word.
pub fn word(status: Status) -> &'static str {
    match status {
        Status::New => "new",
        Status::Shown => "begun",
        Status::Skipped => "skipped",
        Status::Known => "known",
        Status::Done => "done",
    }
}

fn totals(state: &State) -> Line {
    let attempts: Vec<bool> = state
        .chapters
        .values()
        .flat_map(|chapter| chapter.steps.values())
        .flat_map(|step| step.questions.values())
        .flat_map(|question| question.attempts.iter().map(|attempt| attempt.correct))
        .collect();
    let right = attempts.iter().filter(|correct| **correct).count();
    let minutes = usize::try_from(state.seconds() / 60).unwrap_or(usize::MAX);
    let text = format!(
        " {right} of {} right, {} spent",
        count(attempts.len(), "answer", "answers"),
        count(minutes, "minute", "minutes")
    );
    Line::new().with(Role::Dim, text)
}

/// A row a step: chapter, step, status, answers, mastery.
pub fn rows(chapters: &[Chapter], state: &State) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for chapter in chapters {
        for step in &chapter.lesson.steps {
            let known = state.step(&chapter.journal_id(), &step.id);
            let answers: usize =
                known.map_or(0, |step| step.questions.values().map(|it| it.attempts.len()).sum());
            let mastery =
                known.and_then(|step| step.mastery()).map_or_else(String::new, |mastery| mastery.to_string());
            let status = word(status(state, &chapter.journal_id(), &step.id)).to_owned();
            rows.push(vec![chapter.lesson.id.clone(), step.id.clone(), status, answers.to_string(), mastery]);
        }
    }
    rows
}
