//! What was hard: the questions missed most, what was typed, and what that shows.

use crate::lesson::fill::fill_blocks;
use crate::lesson::load::Chapter;
use crate::lesson::question::Instance;
use crate::lesson::render::render;
use crate::progress::summary::Hard;
use crate::progress::{Attempt, State};
use crate::text::wrap::wrap_hanging;
use crate::text::{Line, Role};
use crate::tutor::recap;
use crate::ui::Layout;

/// How many questions are shown.
const SHOWN: usize = 3;

/// The hardest questions, each with the last wrong answer, what is said to it, and where to look.
/// Nothing where nothing was missed that the course still has.
pub fn lines(chapters: &[Chapter], state: &State, hard: &[Hard], layout: &Layout) -> Vec<Line> {
    let found = hard.iter().filter_map(|hard| one(chapters, state, hard, layout));
    let mut lines: Vec<Line> = found.take(SHOWN).flatten().collect();
    if !lines.is_empty() {
        lines.splice(0..0, [Line::new(), Line::new().with(Role::Title, " What was hard")]);
    }
    lines
}

fn one(chapters: &[Chapter], state: &State, hard: &Hard, layout: &Layout) -> Option<Vec<Line>> {
    let chapter = chapters.iter().find(|chapter| chapter.journal_id() == hard.chapter)?;
    let step = chapter.lesson.steps.iter().find(|step| step.id == hard.step)?;
    let question = step.question(&hard.question)?;
    let attempts = &state.step(&hard.chapter, &hard.step)?.questions.get(&hard.question)?.attempts;
    let wrong = attempts.iter().rev().find(|attempt| !attempt.correct && !attempt.prediction)?;
    let seed = wrong.seed.unwrap_or(0);
    let posed = Instance::pose(chapter, step, question, seed).ok()?;
    let title = chapter.step_title(&step.id);
    let missed = format!("  missed {} of {} times", hard.wrong, hard.answers);
    let mut lines = wrapped(&Line::new().with(Role::Strong, title).with(Role::Dim, missed), 3, layout);
    lines.extend(indented(&render(&posed.posed.prompt, narrow(layout), layout.style())));
    lines.extend(wrapped(&typed(wrong, &posed), 5, layout));
    if question.run.is_none()
        && let Ok(instance) = Instance::with_key(chapter, step, question, seed, None)
    {
        lines.extend(misconception(&instance, wrong, layout));
    }
    lines.extend(wrapped(&Line::new().with(Role::Accent, recap::command(chapter, &step.id)), 5, layout));
    Some(lines)
}

/// The width that is left beside the indentation.
fn narrow(layout: &Layout) -> usize {
    layout.width.saturating_sub(4)
}

fn indented(lines: &[Line]) -> Vec<Line> {
    let under = |line: &Line| {
        let mut under = Line::from("    ");
        under.append(line);
        under
    };
    lines.iter().map(under).collect()
}

fn wrapped(line: &Line, indent: usize, layout: &Layout) -> Vec<Line> {
    let lead = Line::from(" ".repeat(indent));
    wrap_hanging(line, &lead, &lead, layout.width.saturating_sub(1))
}

/// What was typed; for the letter of a choice, the choice.
fn typed(wrong: &Attempt, posed: &Instance) -> Line {
    let letter = wrong.answer.trim().to_lowercase();
    let choice = posed.posed.options.iter().find(|(label, _)| *label == letter);
    let sure = wrong.confidence.map_or_else(String::new, |sure| format!(", {sure} % sure"));
    let mut line = Line::new().with(Role::Dim, "your answer: ");
    match choice {
        Some((_, text)) => line.append(&Line(text.clone())),
        None => line.push(Role::Code, &wrong.answer),
    }
    line.with(Role::Dim, sure)
}

/// What the author says to that answer.
fn misconception(instance: &Instance, wrong: &Attempt, layout: &Layout) -> Vec<Line> {
    let said = instance.grade(&wrong.answer).feedback;
    let filled = fill_blocks(&said, &|name: &str| instance.value(name)).unwrap_or_default();
    indented(&render(&filled, narrow(layout), layout.style()))
}
