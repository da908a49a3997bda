//! The placement check: who knows a chapter already may leave it out.

use crate::lesson::model::Placement;
use crate::progress::Kind;
use crate::text::{Line, Role};
use crate::tutor::ask::note;
use crate::tutor::page::{Stance, Turn};
use crate::tutor::series::{self, Score, Series};
use crate::tutor::walk::Walk;
use crate::tutor::{Ending, TutorError, show};

/// Other numbers than the same questions have in the lesson and in its checkpoints.
const OTHER_NUMBERS: u64 = 2;

/// Asks the questions of the chapter's placement check. Enough right answers mark all its steps as
/// known; otherwise it says where to start.
///
/// # Errors
/// When output or input fails, the content cannot be shown, or nobody is there to answer.
pub fn run(walk: &mut Walk<'_>, placement: &Placement) -> Result<Ending, TutorError> {
    if !walk.ui.is_attended() {
        let text =
            "a placement check asks questions: run it in a terminal, or pipe the answers in".to_owned();
        return Err(TutorError::Unattended(text));
    }
    // Whoever takes the check again is asked again.
    walk.memory.afresh_from = 0;
    open(walk, placement)?;
    let chapter = walk.chapter;
    let items = series::items(chapter, None, &placement.questions)?;
    let seed = walk.seed.wrapping_add(OTHER_NUMBERS);
    let series =
        Series { name: "placement", label: "Placement", items, seed, place: 0, stance: Stance::Live };
    let score = match series::play(walk, &series)? {
        Ok(score) => score,
        Err(Turn::Interrupt) => return walk.leave(Ending::Interrupted),
        Err(_) => return walk.leave(Ending::Left),
    };
    let lines =
        if score.right >= placement.need { pass(walk, &score) } else { fail(walk, placement, &score) };
    walk.ui.say(&show::in_charset(&lines, walk.ui.layout().ascii))?;
    Ok(Ending::Finished)
}

fn open(walk: &mut Walk<'_>, placement: &Placement) -> Result<(), TutorError> {
    let layout = walk.ui.layout();
    let title = format!(" {}", walk.chapter.words.title);
    let head = Line::new().with(Role::Dim, title).with(Role::Title, "  What do you know already?");
    walk.ui.page()?;
    walk.ui.say(&show::in_charset(&[head.clipped(layout.width), Line::new()], layout.ascii))?;
    let (all, need) = (placement.questions.len(), placement.need);
    let text = format!(
        "{all} questions. With {need} right you may leave the chapter out. `s` passes over what you do not know."
    );
    note(walk.ui, Role::Plain, &text)?;
    walk.ui.say(&[Line::new()])?;
    Ok(())
}

/// Marks all steps as known.
fn pass(walk: &mut Walk<'_>, score: &Score<'_>) -> Vec<Line> {
    let known = walk.steps().iter().map(|step| step.id.clone()).collect();
    let chapter = walk.id();
    walk.record(Kind::Placement { chapter, known });
    let line = Line::from(" ")
        .with(Role::Good, format!("{} right: you know this chapter.", score.right))
        .with(Role::Plain, " Its steps are marked as known. To look at it all the same:");
    let width = walk.ui.layout().width.saturating_sub(1);
    let mut lines = crate::text::wrap::wrap_hanging(&line, &Line::new(), &Line::from(" "), width);
    lines.push(Line::from("   ").with(Role::Accent, walk.chapter.command("lesson")));
    lines
}

/// Where to start: the first step with a question that was not answered right.
fn fail(walk: &Walk<'_>, placement: &Placement, score: &Score<'_>) -> Vec<Line> {
    let text = format!(" {} of {} right.", score.right, placement.questions.len());
    let mut lines = vec![Line::new().with(Role::Strong, text).with(Role::Plain, " Start here:")];
    let place = |id: &str| walk.steps().iter().position(|step| step.id == id);
    let first = score.missed.iter().copied().min_by_key(|step| place(&step.id));
    lines.extend(show::steps(walk.chapter, first.as_slice(), walk.ui.layout().width));
    lines
}
