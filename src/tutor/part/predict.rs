//! `{"predict": QUESTION}`: a guess, kept until its run has measured the key.

use crate::lesson::question::Instance;
use crate::progress::Kind;
use crate::text::Line;
use crate::tutor::TutorError;
use crate::tutor::page::{Player, Stance, Turn};
use crate::tutor::part::answer;

/// Asks for a prediction, or shows the one made.
///
/// # Errors
/// When output or input fails, or the content cannot be shown.
pub fn play(player: &mut Player<'_, '_>, id: &str, at: usize) -> Result<Turn, TutorError> {
    let question = player.question(id)?;
    let instance = Instance::pose(player.walk.chapter, player.step, question, player.walk.seed)?;
    answer::pose(player, &instance, "Predict")?;
    if player.stance(at) == Stance::Behind {
        answer::show_kept(player, id)?;
    } else {
        match answer::take(player, (question, "Predict"), &instance, at)? {
            Ok(()) if player.stance(at) == Stance::Live => record(player, id),
            Ok(()) => {}
            Err(turn) => return Ok(turn),
        }
    }
    player.say(&[Line::new()])?;
    Ok(Turn::Next)
}

/// Writes the guess down: the learner may leave before its run.
fn record(player: &mut Player<'_, '_>, id: &str) {
    let Some(given) = player.kept(id) else { return };
    let (chapter, step) = player.names();
    let (question, seed) = (id.to_owned(), player.walk.seed);
    let (answer, confidence, seconds) = (given.typed, given.confidence, given.seconds);
    player.walk.record(Kind::Guess { chapter, step, question, seed, answer, confidence, seconds });
}
