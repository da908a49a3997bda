//! `{"checkpoint": CHECKPOINT}`: questions in a row at the end of a part, and what to see again.

use crate::lesson::model::Checkpoint;
use crate::text::wrap::wrap_hanging;
use crate::text::{Line, Role};
use crate::tutor::page::{Player, Turn};
use crate::tutor::series::{self, Score, Series};
use crate::tutor::{TutorError, show};
use crate::ui::Note;

/// Asks the questions of a checkpoint, or shows how they were answered; it never holds anybody up.
///
/// # Errors
/// When output or input fails, or the content cannot be shown.
pub fn play(player: &mut Player<'_, '_>, id: &str, at: usize) -> Result<Turn, TutorError> {
    let missing = || TutorError::Content(format!("there is no checkpoint `{id}`"));
    let checkpoint = player.step.checkpoint(id).ok_or_else(missing)?;
    if let Some(section) = player.walk.chapter.words.section(&player.step.id, id) {
        let blocks = player.filled(&section.blocks, &|_: &str| None)?;
        let lines = player.laid_out(&blocks);
        player.say(&lines)?;
    }
    let (chapter, place) = (player.walk.chapter, player.place);
    let items = series::items(chapter, Some(player.step), &checkpoint.questions)?;
    // Other numbers than the same questions had in the lesson.
    let seed = player.walk.seed.wrapping_add(1);
    let stance = player.stance(at);
    let series = Series { name: id, label: "Checkpoint", items, seed, place, stance };
    match series::play(player.walk, &series)? {
        Ok(score) => {
            let lines = result(player, checkpoint, &score);
            player.walk.ui.jot(&Note::Verdict(&lines));
            player.say(&lines)?;
            Ok(Turn::Next)
        }
        Err(turn) => Ok(turn),
    }
}

/// The score, and which steps to see again where it falls short.
fn result(player: &Player<'_, '_>, checkpoint: &Checkpoint, score: &Score<'_>) -> Vec<Line> {
    if !player.walk.ui.is_attended() {
        return Vec::new();
    }
    let (margin, width) = (Line::from(" "), player.walk.ui.layout().width);
    let mut line =
        Line::new().with(Role::Strong, format!("{} of {} right.", score.right, checkpoint.questions.len()));
    let falls_short = score.right < checkpoint.need;
    match falls_short {
        true => line.push(Role::Plain, " Before you go on, see again:"),
        false => line.push(Role::Good, " That will carry you on."),
    }
    let mut lines = wrap_hanging(&line, &margin, &margin, width);
    if falls_short {
        lines.extend(show::steps(player.walk.chapter, &score.missed, width));
    }
    lines.push(Line::new());
    lines
}
