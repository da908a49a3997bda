//! The end of a walk: what was left out, what comes next.

use crate::lesson::load::Chapter;
use crate::text::wrap::wrap_hanging;
use crate::text::{Line, Role};
use crate::tutor::ask::note;
use crate::tutor::command::Command;
use crate::tutor::page::{Turn, typed};
use crate::tutor::walk::Walk;
use crate::tutor::{TutorError, show};
use crate::ui::Layout;

/// Names the steps that were left out and asks whether to go through them now: [`Turn::Next`] then,
/// and where nothing was left out.
///
/// # Errors
/// When output or input fails.
pub fn offer(walk: &mut Walk<'_>) -> Result<Turn, TutorError> {
    if !walk.has_leftovers() {
        return Ok(Turn::Next);
    }
    let layout = walk.ui.layout();
    let mut lines = vec![Line::new(), Line::new().with(Role::Title, " You left out")];
    for at in walk.skipped() {
        let title = walk.chapter.step_title(&walk.steps()[at].id);
        let line = Line::new().with(Role::Dim, format!("   {}  ", at + 1)).with(Role::Plain, title);
        lines.push(line.clipped(layout.width));
    }
    lines.extend(show::keys(&[("Enter", "go through them now"), ("q", "leave them")], layout.width));
    walk.ui.say(&show::in_charset(&lines, layout.ascii))?;
    loop {
        let line = match typed(walk.ui)? {
            Ok(line) => line,
            Err(turn) => return Ok(turn),
        };
        match Command::read(&line, 0) {
            Command::Next => return Ok(Turn::Next),
            Command::Back => return Ok(Turn::Back),
            Command::Skip | Command::Quit => return Ok(Turn::Leave),
            _ => note(walk.ui, Role::Warn, "Enter goes through them now, `b` goes back, `q` leaves.")?,
        }
    }
}

/// What a learner sees who leaves before the end.
pub fn come_back(chapter: &Chapter, is_saved: bool, layout: &Layout) -> Vec<Line> {
    let saved = if is_saved { "Saved. " } else { "" };
    let line = Line::from(format!("{saved}Come back with ")).with(Role::Code, chapter.command("lesson"));
    under_an_empty_line(&[line], layout)
}

/// What a learner sees at the end of a chapter.
pub fn that_was_it(chapter: &Chapter, layout: &Layout) -> Vec<Line> {
    let was = Line::new().with(Role::Good, "That was the chapter.");
    let next = Line::from("See what stuck: ").with(Role::Code, chapter.command("quiz"));
    under_an_empty_line(&[was, next], layout)
}

fn under_an_empty_line(lines: &[Line], layout: &Layout) -> Vec<Line> {
    let (first, rest) = (Line::from(" "), Line::from("   "));
    let wrapped = lines.iter().flat_map(|line| wrap_hanging(line, &first, &rest, layout.width));
    show::in_charset(&std::iter::once(Line::new()).chain(wrapped).collect::<Vec<_>>(), layout.ascii)
}
