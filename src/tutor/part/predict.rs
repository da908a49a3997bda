//! `{"predict": QUESTION}`: a guess, kept until its run has measured the key.

use crate::lesson::model::Part;
use crate::lesson::question::Instance;
use crate::progress::Kind;
use crate::text::{Line, Role};
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
            Ok(()) if player.stance(at) == Stance::Live => {
                record(player, id);
                told_later(player, id, at)?;
            }
            Ok(()) => {}
            Err(turn) => return Ok(turn),
        }
    }
    player.say(&[Line::new()])?;
    Ok(Turn::Next)
}

/// Says that the answer is still to come, where its run is not what follows.
fn told_later(player: &mut Player<'_, '_>, id: &str, at: usize) -> Result<(), TutorError> {
    let is_next = matches!(player.step.flow.get(at + 1), Some(Part::Run(_)));
    if is_next || player.kept(id).is_none() {
        return Ok(());
    }
    let line = Line::from(" ").with(Role::Dim, "Kept: the run that is still to come will tell.");
    player.say(&[line])
}

/// Writes the guess down: the learner may leave before its run.
fn record(player: &mut Player<'_, '_>, id: &str) {
    let Some(given) = player.kept(id) else { return };
    let (chapter, step) = player.names();
    let (question, seed) = (id.to_owned(), player.walk.seed);
    let (answer, confidence, seconds) = (given.typed, given.confidence, given.seconds);
    player.walk.record(Kind::Guess { chapter, step, question, seed, answer, confidence, seconds });
}
