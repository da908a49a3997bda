//! `{"read": SECTION}`: words.

use crate::tutor::TutorError;
use crate::tutor::page::{Player, Turn};

/// Shows a section with what was measured filled in.
///
/// # Errors
/// When the output fails, or a number is missing.
pub fn play(player: &mut Player<'_, '_>, section: &str) -> Result<Turn, TutorError> {
    let chapter = player.walk.chapter;
    let Some(section) = chapter.words.section(&player.step.id, section) else { return Ok(Turn::Next) };
    let blocks = player.filled(&section.blocks, &|_: &str| None)?;
    let lines = player.laid_out(&blocks);
    player.say(&lines)?;
    Ok(Turn::Next)
}
