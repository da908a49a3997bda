//! The parts of a step's flow, one file each: how each is played.

pub mod answer;
pub mod ask;
pub mod checkpoint;
pub mod explore;
pub mod forecast;
pub mod goal;
pub mod own;
pub mod predict;
pub mod read;
pub mod run;
pub mod verdict;

use crate::lesson::model::Part;
use crate::tutor::TutorError;
use crate::tutor::page::{Player, Turn};

/// Plays the part of a step at a place of its flow.
///
/// # Errors
/// When output or input fails, or the content cannot be shown.
pub fn play(player: &mut Player<'_, '_>, at: usize) -> Result<Turn, TutorError> {
    let step = player.step;
    match &step.flow[at] {
        Part::Read(section) => read::play(player, section),
        Part::Predict(question) => predict::play(player, question, at),
        Part::Run(run) => run::play(player, run, at),
        Part::Ask(question) => ask::play(player, question, at),
        Part::Explore(exploration) => explore::play(player, exploration, at),
        Part::Checkpoint(checkpoint) => checkpoint::play(player, checkpoint, at),
        Part::Page => match player.pause(at)? {
            Turn::Next => player.open_page(at + 1).map(|()| Turn::Next),
            other => Ok(other),
        },
    }
}

/// Whether a part asks something.
pub fn is_question(part: &Part) -> bool {
    matches!(part, Part::Predict(_) | Part::Ask(_) | Part::Explore(_) | Part::Checkpoint(_))
}
