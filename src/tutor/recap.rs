//! The end of a round: how it went, and where to look again.

use crate::lesson::load::Chapter;
use crate::text::list::count;
use crate::text::wrap::wrap_hanging;
use crate::text::{Line, Role};
use crate::tutor::round::{Drawn, Tally};
use crate::tutor::show;
use crate::ui::Layout;

/// How a round went, and the command that leads to each step something was missed of.
pub fn lines(tally: &Tally<'_>, layout: &Layout) -> Vec<Line> {
    let text = match tally.answered {
        0 => " Nothing was answered.".to_owned(),
        answered => format!(" {} of {} right.", tally.right, count(answered, "answer", "answers")),
    };
    let mut lines = vec![Line::new(), Line::new().with(Role::Strong, text)];
    let steps = steps(&tally.missed);
    if !steps.is_empty() {
        lines.push(Line::from(" Look again at:"));
    }
    for (drawn, times) in steps {
        let title = drawn.chapter.step_title(&drawn.step.id);
        let times = if times > 1 { format!("  missed {times} times") } else { String::new() };
        let heading = Line::from(title).with(Role::Dim, times);
        lines.extend(wrapped(&heading, 3, layout));
        lines.extend(wrapped(
            &Line::new().with(Role::Accent, command(drawn.chapter, &drawn.step.id)),
            5,
            layout,
        ));
    }
    show::in_charset(&lines, layout.ascii)
}

/// What to type to go to a step.
pub fn command(chapter: &Chapter, step: &str) -> String {
    format!("{} --step {step}", chapter.command("lesson"))
}

fn wrapped(line: &Line, indent: usize, layout: &Layout) -> Vec<Line> {
    let lead = Line::from(" ".repeat(indent));
    wrap_hanging(line, &lead, &lead, layout.width.saturating_sub(1))
}

/// Each step with how often something of it was missed, the most missed first.
fn steps<'t, 'a>(missed: &'t [Drawn<'a>]) -> Vec<(&'t Drawn<'a>, usize)> {
    let mut steps: Vec<(&Drawn<'a>, usize)> = Vec::new();
    for drawn in missed {
        match steps.iter_mut().find(|(known, _)| std::ptr::eq(known.step, drawn.step)) {
            Some((_, times)) => *times += 1,
            None => steps.push((drawn, 1)),
        }
    }
    steps.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    steps
}
