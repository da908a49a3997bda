//! The first page of a chapter never begun: who it is for, and how long it takes.

use crate::lesson::render::render;
use crate::text::list::count;
use crate::text::wrap::wrap_hanging;
use crate::text::{Line, Role};
use crate::tutor::ask::note;
use crate::tutor::command::Command;
use crate::tutor::page::{Turn, typed};
use crate::tutor::walk::Walk;
use crate::tutor::{TutorError, help, show};
use crate::ui::Note;

/// The sections of `## about` in the order shown, each with what stands over it.
const ABOUT: [(&str, &str); 3] =
    [("for", "Who this is for"), ("know", "What you need"), ("able", "What you will be able to do")];

/// Shows who the chapter is for, what they need to know and what they will be able to do.
///
/// # Errors
/// When output or input fails.
pub fn show(walk: &mut Walk<'_>) -> Result<Turn, TutorError> {
    let layout = walk.ui.layout();
    walk.ui.page()?;
    walk.ui.jot(&Note::Page { name: &format!("{}/about", walk.id()), title: &walk.chapter.words.title });
    let margin = Line::from(" ");
    let mut lines = wrap_hanging(&header(walk), &margin, &margin, layout.width);
    lines.push(Line::new());
    for (section, title) in ABOUT {
        let Some(section) = walk.chapter.words.section("about", section) else { continue };
        let title = Line::new().with(Role::Accent, title);
        lines.extend(wrap_hanging(&title, &margin, &margin, layout.width));
        walk.ui.jot(&Note::Words(&section.blocks));
        lines.extend(render(&section.blocks, layout.width, layout.style()));
        lines.push(Line::new());
    }
    walk.ui.say(&show::in_charset(&lines, layout.ascii))?;
    if !walk.ui.is_attended() {
        return Ok(Turn::Next);
    }
    if let Some(text) = placement(walk) {
        note(walk.ui, Role::Dim, &text)?;
        walk.ui.say(&[Line::new()])?;
    }
    ask(walk)
}

fn header(walk: &Walk<'_>) -> Line {
    let (steps, minutes) = (walk.steps().len(), walk.chapter.lesson.minutes.get() as usize);
    Line::new().with(Role::Title, walk.chapter.words.title.clone()).with(
        Role::Dim,
        format!("  {}, about {}", count(steps, "step", "steps"), count(minutes, "minute", "minutes")),
    )
}

/// How to pass the chapter without walking through it, where that is possible.
fn placement(walk: &Walk<'_>) -> Option<String> {
    let count = walk.chapter.lesson.placement.as_ref()?.questions.len();
    let command = walk.chapter.command("lesson");
    Some(format!(
        "Know this already? `{command} --placement` asks {count} questions and lets you leave it out."
    ))
}

fn ask(walk: &mut Walk<'_>) -> Result<Turn, TutorError> {
    let layout = walk.ui.layout();
    let keys = show::keys(&[("Enter", "begin"), ("?", "what you can type"), ("q", "leave")], layout.width);
    walk.ui.say(&show::in_charset(&keys, layout.ascii))?;
    loop {
        let line = match typed(walk.ui)? {
            Ok(line) => line,
            Err(turn) => return Ok(turn),
        };
        match Command::read(&line, 0) {
            Command::Next => return Ok(Turn::Next),
            Command::Quit | Command::Back => return Ok(Turn::Leave),
            Command::Help => help::commands(walk.ui, false)?,
            Command::Glossary(term) => help::glossary(walk.ui, walk.glossary, &term)?,
            _ => note(walk.ui, Role::Warn, "Enter begins, `q` leaves.")?,
        }
    }
}
